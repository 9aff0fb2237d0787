import { randomUUID } from 'node:crypto'
import os from 'node:os'
import type { Database } from '../database/connect.js'
import { Problem } from '../problem.js'
import type { Run } from './transaction.js'

/**
 * One loader at a time has a dataset: whoever loads it holds a node in the graph, and says every few seconds that it is
 * alive. Times are the database's, so that clocks of different machines need not agree.
 */

/** In ms: how often a holder says that it is alive, and after how long a silence another may take its place. */
const beat = 10_000
export const expiry = 60_000

/** Setting a property takes the lock under which the holder is read. */
const ask = `
  MERGE (lease:Lease {key: $dataset})
  SET lease.asked = timestamp()
  RETURN lease.token, lease.host, lease.pid, timestamp() - lease.since, timestamp() - lease.beat`

const take = `
  MATCH (lease:Lease {key: $dataset})
  SET lease.token = $token, lease.host = $host, lease.pid = $pid, lease.since = timestamp(), lease.beat = timestamp()`

const keep = `
  MATCH (lease:Lease {key: $dataset, token: $token})
  SET lease.beat = timestamp()
  RETURN lease.key`

const release = `
  MATCH (lease:Lease {key: $dataset, token: $token})
  DELETE lease`

/** A dataset that this process may write. */
export class Lease {
  private readonly token = randomUUID()
  private timer?: NodeJS.Timeout

  private constructor(
    private readonly database: Pick<Database, 'write'>,
    private readonly dataset: string,
  ) {}

  /** Takes a dataset. Throws a Problem (STOPPED) that names who holds it. */
  static async take(database: Pick<Database, 'write'>, dataset: string): Promise<Lease> {
    const lease = new Lease(database, dataset)
    await lease.begin()
    // A beat that fails is no harm: each batch asks again whether the lease still holds.
    lease.timer = setInterval(() => void database.write((run) => lease.check(run)).catch(() => undefined), beat)
    lease.timer.unref()
    return lease
  }

  /** Within the transaction of a batch: makes sure that nobody else took the dataset meanwhile. Throws a Problem where one has. */
  async check(run: Run): Promise<void> {
    const kept = await run({ text: keep, parameters: { dataset: this.dataset, token: this.token } })
    if (kept.length > 0) return
    throw new Problem('STOPPED', `Another loader took ${this.dataset} after this one was silent for a minute.`, {
      hint: 'Wait for it, then run the same command again.',
    })
  }

  /** Gives the dataset back. Where that fails it expires by itself. */
  async end(): Promise<void> {
    clearInterval(this.timer)
    const parameters = { dataset: this.dataset, token: this.token }
    await this.database.write((run) => run({ text: release, parameters })).catch(() => undefined)
  }

  private begin(): Promise<void> {
    const { dataset, token } = this
    return this.database.write(async (run) => {
      const [row] = await run({ text: ask, parameters: { dataset } })
      const [holder, host, pid, age, silence] = row as [string | null, string, number, number, number]
      if (holder !== null && holder !== token && silence < expiry && !isGone(host, pid))
        throw held(dataset, host, pid, age)
      await run({ text: take, parameters: { dataset, token, host: os.hostname(), pid: String(process.pid) } })
    })
  }
}

/** Whether a holder on this machine has died: then nobody need wait for its lease to expire. */
function isGone(host: string, pid: number): boolean {
  if (host !== os.hostname()) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

function held(dataset: string, host: string, pid: number, age: number): Problem {
  return new Problem(
    'STOPPED',
    `${dataset} is being loaded already, by process ${pid} on ${host} for ${Math.round(age / 1000)} s.`,
    { hint: 'Wait until that is done. Where that process no longer runs, its hold ends within a minute.' },
  )
}
