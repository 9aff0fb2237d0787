import type { Draw, Question } from '../questions.js'
import { get, HttpConnection, post } from './http.js'
import { cpuOf, type Server, type Worker } from './processes.js'

/** How fast answers come that need not be found again; of `constant`, what Apollo takes for an answer that is nothing. */
export interface CachedFigures {
  /** Requests a second with 16 in flight, and CPU ms of the server for one. */
  hit?: { rate: number; cpu: number }
  notModified?: { rate: number; cpu: number }
  constant: { rate: number; cpu: number }
  /** Why there are no figures of cached answers. */
  note?: string
}

async function rate(
  worker: Worker,
  server: Server,
  requests: string[],
  expected: number,
  ms: number,
  repetitions: number,
): Promise<{ rate: number; cpu: number }> {
  const job = { kind: 'http' as const, port: server.port, requests, expected }
  await worker.run({ job, atOnce: 16, ms: ms / 2 })
  const runs: { rate: number; cpu: number }[] = []
  for (let at = 0; at < repetitions; at++) {
    const before = cpuOf(server.pid)
    const seen = await worker.run({ job, atOnce: 16, ms })
    runs.push({ rate: (seen.count / seen.ms) * 1000, cpu: (cpuOf(server.pid) - before) / seen.count })
  }
  return runs.sort((a, b) => a.rate - b.rate)[Math.floor(runs.length / 2)]!
}

/** Measures a server that keeps its answers, where it says so by an ETag, and Apollo's own cost beside it. */
export async function measureCached(
  worker: Worker,
  server: Server,
  constant: Server,
  question: Question,
  draws: Draw[],
  ms: number,
  repetitions: number,
): Promise<CachedFigures> {
  const { text, values } = question.parley
  const asked = draws.map((draw) => values?.(draw) ?? draw)
  const nothing = await rate(worker, constant, [post('{ answer }', {})], 200, ms, repetitions)
  const etags: (string | undefined)[] = []
  for (const variables of asked) {
    const connection = new HttpConnection(server.port)
    await connection.send(get(text, variables))
    etags.push((await connection.send(get(text, variables))).etag)
    connection.close()
  }
  if (etags.some((etag) => !etag)) return { constant: nothing, note: 'answers have no ETag: this Parley keeps none' }
  return {
    constant: nothing,
    hit: await rate(
      worker,
      server,
      asked.map((variables) => post(text, variables)),
      200,
      ms,
      repetitions,
    ),
    notModified: await rate(
      worker,
      server,
      asked.map((variables, at) => get(text, variables, etags[at])),
      304,
      ms,
      repetitions,
    ),
  }
}
