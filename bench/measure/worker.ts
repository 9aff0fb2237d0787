/**
 * The process that asks: over HTTP, or as the bare driver itself. It is told what to ask, how many at once and how long,
 * and tells what it saw.
 */
import neo4j, { type Driver } from 'neo4j-driver'
import { HttpConnection } from './http.js'

export type Job =
  | { kind: 'http'; port: number; requests: string[]; expected: number }
  | {
      kind: 'bolt'
      access: { uri: string; username: string; password: string }
      text: string
      parameters: Record<string, unknown>[]
    }

export interface Order {
  job: Job
  atOnce: number
  /** How long to go on, and how many requests to make at most. */
  ms: number
  most?: number
}

export interface Seen {
  count: number
  ms: number
  /** Of single requests, in ms. */
  p50: number
  p95: number
  /** Of an answer's body on average; of the bare driver, which has none, of its rows as JSON. */
  bytes: number
  /** CPU ms of this process. */
  cpu: number
}

let driver: Driver | undefined

function asking(job: Job): { ask: (at: number) => Promise<number>; close: () => void } {
  if (job.kind === 'http') {
    const connection = new HttpConnection(job.port)
    const ask = async (at: number) => {
      const { status, bytes, body } = await connection.send(job.requests[at % job.requests.length]!)
      if (status !== job.expected) throw new Error(`answered ${status}: ${body.toString()}`)
      return bytes
    }
    return { ask, close: () => connection.close() }
  }
  const { uri, username, password } = job.access
  driver ??= neo4j.driver(uri, neo4j.auth.basic(username, password), {
    disableLosslessIntegers: true,
    telemetryDisabled: true,
  })
  const ask = async (at: number) => {
    const session = driver!.session({ database: 'neo4j', defaultAccessMode: neo4j.session.READ })
    const { records } = await session.run(job.text, job.parameters[at % job.parameters.length])
    await session.close()
    // What a user does with a record: takes its values out.
    const rows = records.map((record) => record.keys.map((_, place) => record.get(place) as unknown))
    return rows.length
  }
  return { ask, close: () => undefined }
}

async function run({ job, atOnce, ms, most = Infinity }: Order): Promise<Seen> {
  const times: number[] = []
  const cpu = process.cpuUsage()
  const began = performance.now()
  let next = 0
  let bytes = 0
  const one = async () => {
    const { ask, close } = asking(job)
    while (performance.now() - began < ms && next < most) {
      const start = performance.now()
      bytes += await ask(next++)
      times.push(performance.now() - start)
    }
    close()
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  const took = performance.now() - began
  const { user, system } = process.cpuUsage(cpu)
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return {
    count: times.length,
    ms: took,
    p50: at(0.5),
    p95: at(0.95),
    bytes: bytes / times.length,
    cpu: (user + system) / 1000,
  }
}

process.on('message', (order: Order) => {
  run(order).then(
    (seen) => process.send!({ seen }),
    (error: unknown) => process.send!({ error: String(error) }),
  )
})
process.once('disconnect', () => process.exit())
