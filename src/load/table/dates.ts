import { interval } from '../../model/PartialDate.js'
import { Problem } from '../../problem.js'

const months = 'january february march april may june july august september october november december'.split(' ')

/** What stands for what in a form of dates. The longer signs come first. */
const signs: Record<string, string> = {
  YYYY: '(?<year>\\d{4})',
  MMMM: '(?<name>[a-z]{3,9})\\.?',
  MMM: '(?<name>[a-z]{3,9})\\.?',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})(?:st|nd|rd|th)?',
}

/** A form such as `D MMMM YYYY` as a pattern; undefined where it has no year. */
export function dateForm(form: string): RegExp | undefined {
  if (!form.includes('YYYY')) return undefined
  const pattern = form.replace(
    /YYYY|MMMM|MMM|MM|M|DD|D|[^YMD]+|./g,
    (sign) => signs[sign] ?? sign.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/\s+/g, '\\s+'),
  )
  try {
    return new RegExp(`^${pattern}$`, 'i')
  } catch {
    // A sign stands twice.
    return undefined
  }
}

function monthOf(name: string): string | undefined {
  const lower = name.toLowerCase()
  const at = months.findIndex((month) => month === lower || (lower.length >= 3 && month.startsWith(lower)))
  return at < 0 ? undefined : String(at + 1).padStart(2, '0')
}

/**
 * A date in one of several forms, as the graph has it, only as precise as it is written: `03.1990` → `1990-03`. A month
 * or a day of zeros is an unknown one. Undefined where it has none of the forms, or there is no such day.
 */
export function readDateForm(text: string, forms: RegExp[]): string | undefined {
  for (const form of forms) {
    const { year, month: digits, name, day: found } = form.exec(text)?.groups ?? {}
    if (year === undefined) continue
    const month = name === undefined ? digits?.padStart(2, '0') : monthOf(name)
    const day = found?.padStart(2, '0')
    if (name !== undefined && month === undefined) continue
    const date =
      month === undefined || month === '00'
        ? year
        : day === undefined || day === '00'
          ? `${year}-${month}`
          : `${year}-${month}-${day}`
    if (isDate(date)) return date
  }
  return undefined
}

export function isDate(text: string): boolean {
  try {
    interval(text)
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}
