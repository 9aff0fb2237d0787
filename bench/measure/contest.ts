import type { Driver } from 'neo4j-driver'
import type { Draw, Question } from '../questions.js'
import type { Store } from '../store.js'
import { difference, shown } from './compare.js'
import { HttpConnection, post } from './http.js'
import { cpuOf, type Server, type Worker } from './processes.js'
import type { Job, Seen } from './worker.js'

export type PeerName = 'raw' | 'parley' | 'neo4jGraphql'

export const titles: Record<PeerName, string> = {
  raw: 'driver, hand-written Cypher',
  parley: 'Parley',
  neo4jGraphql: '@neo4j/graphql on Apollo',
}

/** How one peer did on one question. */
export interface Figures {
  /** Requests a second with 16 in flight. */
  rate: number
  /** In ms, one request at a time. */
  p50: number
  p95: number
  /** CPU ms a request took with 16 in flight: of the server (of the driver's process, for the driver alone), and of the database. */
  serverCpu: number
  databaseCpu: number
  bytes: number
  /** So slow that only a request or two was made, two at once. */
  slow?: boolean
}

export interface Result {
  question: string
  title: string
  heavy: boolean
  figures: Partial<Record<PeerName, Figures>>
  /** Why a peer has no figures, or what it answers less. */
  notes: Partial<Record<PeerName, string>>
  /** What was unlike in their answers; empty where they agree. */
  differences: string[]
}

export interface Pace {
  /** How many draws of variables are asked at most. */
  draws: number
  repetitions: number
  warm: number
  at16: number
  at1: number
}

/** How long an answer may take before the peer is left out of a question, in ms. */
const patience = 30_000
/** From here on, in ms, a request is too slow for a run of its own kind. */
const slow = 1_500

/** What an answer took, and what it was. */
interface Tried {
  answer: unknown
  ms: number
  bytes: number
}

/** Peers that answer the same questions from one database, in turn. */
export class Contest {
  constructor(
    private readonly store: Store,
    private readonly servers: Record<Exclude<PeerName, 'raw'>, Server>,
    private readonly http: Worker,
    private readonly bolt: Worker,
    private readonly say: (text: string) => void,
  ) {}

  /** What Parley answers; throws where it answers with errors. */
  readonly ask = async (query: string, variables: unknown): Promise<unknown> =>
    (await this.request(this.servers.parley, query, variables)).answer

  readonly find = (text: string, parameters: Record<string, unknown> = {}): Promise<unknown[][]> =>
    rowsOf(this.store.driver, text, parameters)

  /** Compares what the peers answer, and measures them at a pace; without one it only compares. */
  async run(question: Question, pace?: Pace): Promise<Result> {
    const draws = (await question.draws(this)).slice(0, pace?.draws)
    const { name, title, heavy = false, neo4jGraphql } = question
    const result: Result = { question: name, title, heavy, figures: {}, notes: {}, differences: [] }
    if (draws.length === 0) throw new Error(`${name}: the graph is too small to ask this of it.`)
    if ('cannot' in neo4jGraphql) result.notes.neo4jGraphql = `cannot: ${neo4jGraphql.cannot}`
    else if (neo4jGraphql.note) result.notes.neo4jGraphql = neo4jGraphql.note
    const names: PeerName[] = 'cannot' in neo4jGraphql ? ['raw', 'parley'] : ['raw', 'parley', 'neo4jGraphql']
    const typical = await this.check(question, draws, names, result)
    for (const [peer, { ms }] of typical) this.say(`  ${titles[peer].padEnd(28)} answers in ${number(ms)} ms`)
    if (!pace) return result
    const peers = names.filter((peer) => typical.has(peer))
    const runs = new Map(peers.map((peer): [PeerName, Figures[]] => [peer, []]))
    for (const peer of peers) await this.warm(peer, question, draws, pace, typical.get(peer)!.ms)
    for (let repetition = 0; repetition < pace.repetitions; repetition++) {
      // In turn, and each time another goes first: what disturbs the machine disturbs all.
      for (let at = 0; at < peers.length; at++) {
        const peer = peers[(at + repetition) % peers.length]!
        runs.get(peer)!.push(await this.measure(peer, question, draws, pace, typical.get(peer)!))
      }
    }
    for (const [peer, figures] of runs) result.figures[peer] = middle(figures)
    return result
  }

  /** Asks each peer each draw, compares the answers, and gives what one took on average the second time. */
  private async check(
    question: Question,
    draws: Draw[],
    peers: PeerName[],
    result: Result,
  ): Promise<Map<PeerName, { ms: number; bytes: number }>> {
    const typical = new Map<PeerName, { ms: number; bytes: number }>()
    const answers = new Map<PeerName, unknown[]>()
    for (const peer of peers) {
      const tried: Tried[] = []
      try {
        for (const draw of draws) {
          const first = await this.once(peer, question, draw)
          // The second time its statement is planned and what it reads is in memory; a slow one gains nothing that shows.
          tried.push(first.ms > slow ? first : await this.once(peer, question, draw))
        }
      } catch (error) {
        if (!(error instanceof TooSlow)) throw new Error(`${question.name}, ${titles[peer]}: ${String(error)}`)
        result.notes[peer] = `over ${patience / 1000} s`
        await this.endTransactions()
        continue
      }
      answers.set(
        peer,
        tried.map(({ answer }) => answer),
      )
      const mean = (of: (one: Tried) => number) => tried.reduce((sum, one) => sum + of(one), 0) / tried.length
      typical.set(peer, { ms: mean(({ ms }) => ms), bytes: mean(({ bytes }) => bytes) })
    }
    const ours = answers.get('parley')
    if (!ours) throw new Error(`${question.name}: Parley did not answer within ${patience / 1000} s.`)
    if (ours.every((answer) => shown(answer, question.parley.shows[0]!).length === 0))
      throw new Error(`${question.name}: Parley found nothing.`)
    for (const [peer, theirs] of answers) {
      const asked = question[peer]
      if (peer === 'parley' || 'cannot' in asked) continue
      const unlike = theirs.flatMap(
        (answer, at) => difference(ours[at], answer, question.parley.shows, asked.shows) ?? [],
      )
      if (unlike[0]) result.differences.push(`${titles[peer]}, ${unlike.length} of ${draws.length} draws: ${unlike[0]}`)
    }
    return typical
  }

  private async once(peer: PeerName, question: Question, draw: Draw): Promise<Tried> {
    const asked = question[peer]
    if ('cannot' in asked) throw new Error(asked.cannot)
    const values = asked.values?.(draw) ?? draw
    if (peer !== 'raw') return this.request(this.servers[peer], asked.text, values)
    const began = performance.now()
    const answer = await rowsOf(this.store.driver, asked.text, values)
    return { answer, ms: performance.now() - began, bytes: Buffer.byteLength(JSON.stringify(answer)) }
  }

  private async request(server: Server, query: string, variables: unknown): Promise<Tried> {
    const connection = new HttpConnection(server.port)
    const began = performance.now()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new TooSlow()), patience)))
    try {
      const { body, bytes } = await Promise.race([connection.send(post(query, variables), true), late])
      const ms = performance.now() - began
      const { data, errors } = JSON.parse(body.toString()) as { data: unknown; errors?: unknown }
      if (errors) throw new Error(JSON.stringify(errors).slice(0, 1_000))
      return { answer: data, ms, bytes }
    } finally {
      clearTimeout(timer)
      connection.close()
    }
  }

  private job(peer: PeerName, question: Question, draws: Draw[]): Job {
    const asked = question[peer]
    if ('cannot' in asked) throw new Error(asked.cannot)
    const values = draws.map((draw) => asked.values?.(draw) ?? draw)
    if (peer === 'raw') return { kind: 'bolt', access: this.store.access, text: asked.text, parameters: values }
    return {
      kind: 'http',
      port: this.servers[peer].port,
      requests: values.map((each) => post(asked.text, each)),
      expected: 200,
    }
  }

  private async warm(peer: PeerName, question: Question, draws: Draw[], pace: Pace, ms: number): Promise<void> {
    if (ms > slow) return
    await this.worker(peer).run({
      job: this.job(peer, question, draws),
      atOnce: 4,
      ms: pace.warm,
      most: mostIn(pace.warm, ms),
    })
  }

  private worker(peer: PeerName): Worker {
    return peer === 'raw' ? this.bolt : this.http
  }

  private async measure(
    peer: PeerName,
    question: Question,
    draws: Draw[],
    pace: Pace,
    typical: { ms: number; bytes: number },
  ): Promise<Figures> {
    const job = this.job(peer, question, draws)
    const worker = this.worker(peer)
    const server = peer === 'raw' ? worker.pid : this.servers[peer].pid
    const isSlow = typical.ms > slow
    const [serverBefore, databaseBefore] = [cpuOf(server), cpuOf(this.store.pid)]
    const most = isSlow ? 2 : mostIn(pace.at16, typical.ms)
    const many = await worker.run({ job, atOnce: isSlow ? 2 : 16, ms: pace.at16, most })
    const [serverCpu, databaseCpu] = [cpuOf(server) - serverBefore, cpuOf(this.store.pid) - databaseBefore]
    const single: Seen = isSlow
      ? many
      : await worker.run({ job, atOnce: 1, ms: pace.at1, most: mostIn(pace.at1, typical.ms) })
    const { p50, p95 } = single
    this.say(`  ${titles[peer].padEnd(28)} ${number((many.count / many.ms) * 1000)} req/s, p50 ${number(p50)} ms`)
    const { count } = many
    return {
      rate: (count / many.ms) * 1000,
      p50,
      p95,
      serverCpu: serverCpu / count,
      databaseCpu: databaseCpu / count,
      bytes: typical.bytes,
      ...(isSlow && { slow: true }),
    }
  }

  /** Ends what a peer that was given up on left running. */
  private async endTransactions(): Promise<void> {
    const running = await this.find(
      `SHOW TRANSACTIONS YIELD transactionId, elapsedTime, currentQuery WHERE elapsedTime > duration('PT10S') AND NOT currentQuery STARTS WITH 'SHOW' RETURN transactionId`,
    )
    for (const [id] of running) await this.find(`TERMINATE TRANSACTIONS $id`, { id })
  }
}

class TooSlow extends Error {}

/** At most so many requests, so that slow ones do not take much longer than is meant for them. */
const mostIn = (ms: number, each: number): number => Math.max(16, Math.ceil((4 * ms) / Math.max(each, 0.01)))

async function rowsOf(driver: Driver, text: string, parameters: Record<string, unknown>): Promise<unknown[][]> {
  const { records } = await driver.executeQuery(text, parameters, { database: 'neo4j' })
  return records.map((record) => record.keys.map((_, place) => record.get(place) as unknown))
}

function middle(runs: Figures[]): Figures {
  const of = (name: Exclude<keyof Figures, 'slow'>) => {
    const values = runs.map((run) => run[name]).sort((a, b) => a - b)
    return values[Math.floor(values.length / 2)]!
  }
  const figures = {
    rate: of('rate'),
    p50: of('p50'),
    p95: of('p95'),
    serverCpu: of('serverCpu'),
    databaseCpu: of('databaseCpu'),
    bytes: of('bytes'),
  }
  return runs.some((run) => run.slow) ? { ...figures, slow: true } : figures
}

/** A figure with three digits that count. */
export function number(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
