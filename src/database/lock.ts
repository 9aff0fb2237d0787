import lockfile from 'proper-lockfile'
import { Problem } from '../problem.js'

/** How long a lock outlives a holder that was killed, in ms: its holder renews it every second. */
const stale = 5_000

/** How long one command waits for another, in ms: a first fetch over a slow line takes minutes. */
const patience = 15 * 60_000

/**
 * Does some work while no other process does the same: `file` names the lock, in a folder that exists. `waiting` is called
 * once where another process is at it. Throws a Problem where that one does not end.
 */
export async function alone<T>(file: string, waiting: () => void, work: () => Promise<T>): Promise<T> {
  const options = {
    realpath: false,
    lockfilePath: file,
    stale,
    update: 1_000,
    // A machine that slept loses its lock. Neo4j's own store lock then still keeps a second database away.
    onCompromised: () => undefined,
  }
  let release: () => Promise<void>
  try {
    release = await lockfile.lock(file, options)
  } catch (error) {
    if (!isHeld(error)) throw error
    waiting()
    release = await lockfile
      .lock(file, { ...options, retries: { retries: patience / 250, factor: 1, minTimeout: 250, maxTimeout: 250 } })
      .catch((later: unknown) => {
        if (!isHeld(later)) throw later
        throw new Problem('DATABASE_UNAVAILABLE', 'Another command has been preparing the database for too long.', {
          hint: 'Stop that command, then start this one again.',
          cause: later,
        })
      })
  }
  try {
    return await work()
  } finally {
    // A lock that was lost meanwhile is another's now.
    await release().catch(() => undefined)
  }
}

function isHeld(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ELOCKED'
}
