import { Problem } from '../problem.js'

/** One thing that may be wrong. `Subject` is what it is asked of: the settings, or the database. */
export interface Check<Subject> {
  name: string
  /** Looks, and changes nothing. A Problem that it throws is a finding too, and its hint the remedy. */
  ask: (subject: Subject) => Promise<Found>
  /** What to type where something is wrong. */
  remedy: string
}

/** What a check came to. */
export interface Found {
  /** What there is to say where all is well: a version, or how many were looked at. */
  seen?: string
  /** What is wrong; absent where nothing is. */
  wrong?: string
  /** The first few of what is wrong. */
  examples?: string[]
}

/** A check that was made, or could not be. */
export interface Finding {
  name: string
  state: 'OK' | 'FAILED' | 'SKIPPED'
  says: string
  examples: string[]
  /** What to type; null where all is well. */
  remedy: string | null
}

/** What helps where something is lost that nothing else tells: a load of an unchanged dataset writes nothing. */
export const rebuild =
  'parley restore <backup> --force, or load all datasets into an empty database (another PARLEY_HOME).'

/** How many examples are named. */
export const few = 5

/** Makes one check. Throws only what is a fault in Parley. */
export async function make<Subject>({ name, ask, remedy }: Check<Subject>, subject: Subject): Promise<Finding> {
  try {
    const { seen = '', wrong, examples = [] } = await ask(subject)
    if (wrong === undefined) return { name, state: 'OK', says: seen, examples: [], remedy: null }
    return { name, state: 'FAILED', says: wrong, examples: examples.slice(0, few), remedy }
  } catch (error) {
    if (error instanceof Problem) {
      return { name, state: 'FAILED', says: error.message, examples: [], remedy: error.hint ?? remedy }
    }
    throw error
  }
}

/** A check that could not be made, with the reason. */
export function skipped(name: string, reason: string): Finding {
  return { name, state: 'SKIPPED', says: reason, examples: [], remedy: null }
}
