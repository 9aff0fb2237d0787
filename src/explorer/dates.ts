/** A date as precise as its source, read: how to say it, and the days it can mean. A side that is open is null. */
export interface ReadDate {
  text: string
  first: string | null
  last: string | null
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July'].concat([
  'August',
  'September',
  'October',
  'November',
  'December',
])

/** `2025-05-05` → `5 May 2025`, `2025-05` → `May 2025`, `2025` → `2025`. */
function say(point: string): string {
  const [year, month, day] = point.split('-')
  const name = month === undefined ? undefined : months[Number(month) - 1]
  return [day === undefined ? undefined : Number(day), name, Number(year)]
    .filter((part) => part !== undefined)
    .join(' ')
}

function firstDay(point: string): string {
  return point.length === 4 ? `${point}-01-01` : point.length === 7 ? `${point}-01` : point
}

function lastDay(point: string): string {
  if (point.length === 4) return `${point}-12-31`
  if (point.length > 7) return point
  const [year, month] = point.split('-').map(Number)
  const day = new Date(0)
  // The day before the first of the next month. setUTCFullYear, since Date.UTC takes the year 99 for 1999.
  day.setUTCFullYear(year!, month, 0)
  return `${point}-${String(day.getUTCDate()).padStart(2, '0')}`
}

/** Reads a PartialDate of the API: a point (`2025-05`) or an interval within which it fell (`2025-01/2025-05`, `../2024-07`). */
export function readDate(edtf: string | null | undefined): ReadDate | null {
  if (!edtf) return null
  const [from, to] = edtf.split('/')
  if (to === undefined) return { text: say(edtf), first: firstDay(edtf), last: lastDay(edtf) }
  if (from === '..') return { text: `${say(to)} or before`, first: null, last: lastDay(to) }
  if (to === '..') return { text: `${say(from!)} or after`, first: firstDay(from!), last: null }
  return { text: `between ${say(from!)} and ${say(to)}`, first: firstDay(from!), last: lastDay(to) }
}

/** What a reader may type as a date: a year, a month or a day that the calendar has. */
export function isPoint(text: string): boolean {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text)
  if (!match || match[1] === '0000') return false
  const [, , month, day] = match
  if (month !== undefined && (month < '01' || month > '12')) return false
  return day === undefined || (day >= '01' && day <= lastDay(text.slice(0, 7)).slice(8))
}

const clock = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

/** An instant of the record, such as when a load ended. */
export function sayInstant(instant: string): string {
  return `${clock.format(new Date(instant))} UTC`
}
