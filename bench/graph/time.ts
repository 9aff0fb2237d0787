import type { Chance } from './chance.js'

/** The years the graph is about; the later ones have more in them. */
const firstYear = 1990
const lastYear = 2025

/** Days since 1970 of a day of those years. */
export function someDay(chance: Chance): number {
  const year = lastYear - Math.floor((lastYear - firstYear + 1) * chance.next() ** 2)
  return Date.UTC(year, 0, 1) / 86_400_000 + chance.whole(0, 364)
}

export function iso(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

/** A day as a source might say it: mostly the day itself, else its month, its year, a span or nothing at all. */
export function asTold(chance: Chance, day: number): string | undefined {
  const text = iso(day)
  const told = chance.next()
  if (told < 0.8) return text
  if (told < 0.92) return text.slice(0, 7)
  if (told < 0.96) return text.slice(0, 4)
  return told < 0.98 ? `${text}/${iso(day + chance.whole(2, 60))}` : undefined
}
