import { GraphQLScalarType, Kind } from 'graphql'
import { Problem } from '../problem.js'

/** The first and last day of spans that have no bound on one side. ISO days compare as text, and so do these. */
export const beginning = '0001-01-01'
export const end = '9999-12-31'

const point = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/
const wanted =
  'Write YYYY, YYYY-MM or YYYY-MM-DD, or an interval such as 2025-01/2025-05, ../2024-07 or 2024-07/.. (EDTF level 0 and 1).'

function refuse(text: string, why: string): never {
  throw new Problem('BAD_USER_INPUT', `"${text}" is not a date: ${why}.`, { hint: wanted })
}

function days(text: string, whole: string): [first: string, last: string] {
  const match = point.exec(text)
  if (!match) refuse(whole, text === whole ? 'it has another form' : `"${text}" has another form`)
  const [, year, month, day] = match
  if (year === '0000') refuse(whole, 'there is no year 0000 here')
  if (month === undefined) return [`${year}-01-01`, `${year}-12-31`]
  if (Number(month) < 1 || Number(month) > 12) refuse(whole, `there is no month ${month}`)
  const length = new Date(Date.UTC(2000, Number(month), 0)).getUTCDate()
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0)
  const last = month === '02' && !leap ? 28 : length
  if (day === undefined) return [`${year}-${month}-01`, `${year}-${month}-${last}`]
  if (Number(day) < 1 || Number(day) > last) refuse(whole, `${year}-${month} has ${last} days`)
  return [text, text]
}

/**
 * The days a partial date can mean, as ISO days, both ends included.
 * `2025-02` → `['2025-02-01', '2025-02-28']`; an open side is the first or last day of the calendar. Throws a Problem
 * for `2025-13`, `20250505`, and anything with a time.
 */
export function interval(text: string): [first: string, last: string] {
  const [from, to, more] = text.split('/')
  if (to === undefined || from === undefined) return days(text, text)
  if (more !== undefined || (from === '..' && to === '..')) refuse(text, 'an interval has two ends, one of them known')
  const first = from === '..' ? beginning : days(from, text)[0]
  const last = to === '..' ? end : days(to, text)[1]
  if (last < first) refuse(text, 'it ends before it starts')
  return [first, last]
}

function read(value: unknown): string {
  if (typeof value !== 'string') throw new Problem('BAD_USER_INPUT', 'A date is written as text.', { hint: wanted })
  interval(value)
  return value
}

/** A date as precise as its source: ISO 8601 / EDTF level 0 (`2025`, `2025-05`, `2025-05-05`) and level 1 intervals. */
export const PartialDate = new GraphQLScalarType({
  name: 'PartialDate',
  description:
    'A date as precise as its source and no more, in ISO 8601 / EDTF: a year, a month or a day (`2025`, `2025-05`, `2025-05-05`), or an interval of those, open on one side at most (`2025-01/2025-05`, `../2024-07`, `2024-07/..`).',
  specifiedByURL: 'https://www.loc.gov/standards/datetime/',
  serialize: (value) => value,
  parseValue: read,
  parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : undefined),
})
