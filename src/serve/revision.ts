import type { Database } from '../database/connect.js'

/** A state of the graph. Whenever the graph may have changed it is another object: compare by identity. */
export interface Revision {
  /** How many loads have changed the graph. */
  readonly n: number
}

/** The graph's revision as this process knows it, without asking. */
export interface Watch {
  /** At most a second old while the database answers; undefined when it has told nothing for five seconds. */
  current(): Revision | undefined
  stop(): void
}

/** Milliseconds from one answer to the next question, for which to wait for an answer, and of silence until nothing is known. */
const pause = 500
const patience = 2000
const silence = 5000

const statement = { text: 'MATCH (revision:Revision) RETURN revision.n' }

/** Asks for the graph's revision now and then every half second, until it is stopped. Keeps no process alive. */
export async function watchRevision(database: Pick<Database, 'read'>): Promise<Watch> {
  let known: Revision | undefined
  let heard = -Infinity
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const isSilent = () => performance.now() - heard > silence

  async function look(): Promise<void> {
    const asked = performance.now()
    try {
      const [row] = await database.read(statement, { timeoutMs: patience })
      // A database that nothing was ever loaded into has no revision yet.
      const n = (row?.[0] as number | undefined) ?? 0
      // After a silence it may be another database, or an older copy of this one, that happens to have the same number.
      if (known?.n !== n || isSilent()) known = { n }
      heard = asked
    } catch {
      // Requests meet the same failure and tell of it; the next look comes soon.
    }
    if (!stopped) timer = setTimeout(() => void look(), pause).unref()
  }

  await look()
  return {
    current: () => (isSilent() ? undefined : known),
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
