import type { Database } from '../database/connect.js'
import { expiry } from '../load/lease.js'
import { asParameter } from '../load/transaction.js'
import { few, type Check } from './check.js'

/** What is asked of loads: that none was left half-way. */

const leases = `
  MATCH (lease:Lease) WHERE lease.token IS NOT NULL
  RETURN lease.key, lease.host, lease.pid, timestamp() - lease.since, timestamp() - lease.beat ORDER BY lease.key LIMIT $most`

/** One that is not done is of no account once a later one of its dataset is. */
const unfinished = `
  MATCH (load:Load)-[:OF]->(dataset:Dataset)
  WHERE load.finishedAt IS NULL
    AND NOT EXISTS { MATCH (later:Load)-[:OF]->(dataset) WHERE later.id > load.id AND later.finishedAt IS NOT NULL }
    AND NOT EXISTS { MATCH (lease:Lease {key: dataset.id}) WHERE timestamp() - lease.beat < $expiry }
  RETURN load.id + ' of ' + dataset.id ORDER BY load.id LIMIT $most`

const most = asParameter(100)

/** How long something has been so, in the largest whole unit. */
function ago(ms: number): string {
  const [seconds, minutes, hours] = [1_000, 60_000, 3_600_000].map((unit) => Math.round(ms / unit)) as [
    number,
    number,
    number,
  ]
  return seconds < 120 ? `${seconds} s` : minutes < 120 ? `${minutes} min` : `${hours} h`
}

export const loads: Check<Pick<Database, 'read'>>[] = [
  {
    name: 'who loads',
    ask: async (database) => {
      const rows = await database.read({ text: leases, parameters: { most } })
      const held = (rows as [string, string, string, number, number][]).map(([dataset, host, pid, age, silence]) => {
        const says = `${dataset} by process ${pid} on ${host} for ${ago(age)}`
        return { says: silence < expiry ? says : `${says}, silent for ${ago(silence)}`, isLeft: silence >= expiry }
      })
      const left = held.filter(({ isLeft }) => isLeft).map(({ says }) => says)
      if (left.length > 0)
        return { wrong: `${left.length} datasets are held by loaders that fell silent`, examples: left }
      const names = held.slice(0, few).map(({ says }) => says)
      return { seen: held.length === 0 ? 'nobody' : names.join('; ') }
    },
    remedy: 'Make sure that process has ended; then run the same parley load again: it takes over and goes on.',
  },
  {
    name: 'unfinished loads',
    ask: async (database) => {
      const rows = await database.read({ text: unfinished, parameters: { most, expiry: asParameter(expiry) } })
      if (rows.length === 0) return { seen: 'none' }
      return { wrong: `${rows.length} loads are INCOMPLETE`, examples: rows.map(([line]) => String(line)) }
    },
    remedy: 'Run the same parley load again: it goes on where it was stopped.',
  },
]
