import { wholeNumber, type Database } from '../database/connect.js'
import type { Marks } from './marks.js'

/** Runs one statement in the transaction of a load. */
export type Run = Parameters<Parameters<Database['write']>[0]>[0]

/** One load under way: where it writes, and what it is called. */
export interface Writing {
  run: Run
  /** When it began, as an ISO time. */
  at: string
  dataset: string
  load: string
  changes: Changes
  /** What became of nodes, told at the end. */
  marks: Marks
}

/** How many facts and nodes a load brought, changed, and closed or took away. */
export interface Changes {
  created: number
  updated: number
  removed: number
}

/** Rows that one statement takes at once. */
const batch = 1_000

/**
 * Runs a statement over `rows`, as its `$batch.rows`, and gives the answers of all. Nothing is run where there are none.
 * They stand in a map since Neo4j plans a statement anew for every order of magnitude of a list that is a parameter itself.
 */
export async function overRows(
  run: Run,
  text: string,
  rows: readonly unknown[],
  more: Record<string, unknown> = {},
): Promise<unknown[][]> {
  const answers: unknown[][] = []
  for (let at = 0; at < rows.length; at += batch) {
    const parameters = { batch: { rows: rows.slice(at, at + batch).map(asParameter) }, ...more }
    // Not spread: an answer may have more rows than a call can have arguments.
    for (const answer of await run({ text, parameters })) answers.push(answer)
  }
  return answers
}

/** A value with its whole numbers as the graph's, which JavaScript's would reach as floats. */
export function asParameter(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? wholeNumber(value) : value
  if (Array.isArray(value)) return value.map(asParameter)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, asParameter(part)]))
}

/** What of `wanted` differs from what is there: a name that is wanted undefined or null and is not there is no difference. */
export function difference(there: Record<string, unknown>, wanted: Record<string, unknown>): Record<string, unknown> {
  const changed = Object.entries(wanted).filter(
    ([name, value]) => JSON.stringify(value ?? null) !== JSON.stringify(there[name] ?? null),
  )
  return Object.fromEntries(changed.map(([name, value]) => [name, value ?? null]))
}
