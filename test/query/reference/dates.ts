/** A stretch of days as numbers since 1970; ends that are not known lie at infinity. */
export interface Days {
  first: number
  last: number
}

const dayOf = (year: number, month: number, day: number): number => {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime() / 86_400_000
}

/** The days of one date as precise as it is written: all of a year, all of a month, or one. */
function daysOfPoint(text: string): Days {
  const [year, month, day] = text.split('-').map(Number) as [number, number?, number?]
  if (month === undefined) return { first: dayOf(year, 1, 1), last: dayOf(year, 12, 31) }
  if (day === undefined) return { first: dayOf(year, month, 1), last: dayOf(year, month + 1, 0) }
  return { first: dayOf(year, month, day), last: dayOf(year, month, day) }
}

/** The days that a date of EDTF can mean, worked out by the calendar; nothing for none. */
export function daysOf(text: unknown): Days | undefined {
  if (typeof text !== 'string') return undefined
  const [from, to] = text.split('/') as [string, string?]
  if (to === undefined) return daysOfPoint(from)
  return {
    first: from === '..' ? -Infinity : daysOfPoint(from).first,
    last: to === '..' ? Infinity : daysOfPoint(to).last,
  }
}

/** The same span a number of years away. */
export function yearsFrom(day: number, years: number): number {
  if (!Number.isFinite(day)) return day
  const date = new Date(day * 86_400_000)
  const moved = dayOf(date.getUTCFullYear() + years, date.getUTCMonth() + 1, date.getUTCDate())
  // 29 February is the 28th where there is none.
  return new Date(moved * 86_400_000).getUTCDate() === date.getUTCDate() ? moved : moved - 1
}

/** The year that is shown for a date: the one it starts in, else the one it ends in. */
export function yearOf(text: unknown): string | undefined {
  const days = daysOf(text)
  return days && countedIn(days, 4)
}

/** The period for which something of these days counts: the one they start in, or where their start is open, end in. */
export function countedIn({ first, last }: Days, length: number): string {
  return periodOf(first === -Infinity ? last : first, length)
}

/** The beginning of a day as ISO text. */
export function periodOf(day: number, length: number): string {
  if (day === Infinity) return '9999-12-31'.slice(0, length)
  if (day === -Infinity) return '0001-01-01'.slice(0, length)
  return new Date(day * 86_400_000).toISOString().slice(0, length)
}

/** Whether two stretches have a day in common; a bound that is not known is open. */
export function meet(from: Days | undefined, to: Days | undefined, days: Days): boolean {
  return (from?.first ?? -Infinity) <= days.last && (to?.last ?? Infinity) >= days.first
}

export interface Range {
  from?: string | null
  to?: string | null
  match?: string | null
}

/** Whether a date lies in a range, surely or possibly. A range without ends is no condition. */
export function within({ from, to, match }: Range, days: Days | undefined): boolean {
  if (from == null && to == null) return true
  if (!days) return false
  const first = from == null ? -Infinity : daysOf(from)!.first
  const last = to == null ? Infinity : daysOf(to)!.last
  return match === 'CERTAIN' ? days.first >= first && days.last <= last : days.last >= first && days.first <= last
}
