import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '../database/connect.js'
import type { Gate } from './gate.js'

/** Names of operations that are told apart; clients make them up, and each would be a series of its own for ever. */
const mostNames = 100

/** When the last load that changed something ended, in seconds since 1970. */
const lastLoad = {
  text: `
    MATCH (load:Load) WHERE load.finishedAt IS NOT NULL
    RETURN load.finishedAt
    ORDER BY load.finishedAt DESC LIMIT 1`,
}

/** What a request came to, for those who watch the server. */
export interface Told {
  operation?: string
  cost?: number
  /** The code of its first error. */
  code?: string
  /** Whether its answer had been kept. */
  kept?: boolean
}

/** Counters of one server, in Prometheus' text at `/metrics`. */
export class Metrics {
  private readonly registry = new Registry()
  private readonly names = new Set<string>()
  private readonly requests = new Counter({
    name: 'parley_requests_total',
    help: 'Requests to /graphql, by operation name, HTTP status and the code of the first error.',
    labelNames: ['operation', 'status', 'code'],
    registers: [this.registry],
  })
  private readonly seconds = new Histogram({
    name: 'parley_request_duration_seconds',
    help: 'Time from a request’s arrival to the end of its answer, by operation name.',
    labelNames: ['operation'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  })
  private readonly cost = new Histogram({
    name: 'parley_operation_cost',
    help: 'What operations could cost, as extensions.cost.requested tells it.',
    buckets: [10, 100, 1_000, 5_000, 10_000, 25_000, 50_000],
    registers: [this.registry],
  })
  private readonly answers = new Counter({
    name: 'parley_answers_total',
    help: 'Answers given, by whether they had been kept.',
    labelNames: ['kept'],
    registers: [this.registry],
  })

  constructor(gate: Gate, database: Pick<Database, 'read'>) {
    const { registry } = this
    collectDefaultMetrics({ register: registry })
    const gauge = (name: string, help: string, read: () => number | Promise<number | undefined> | undefined) =>
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          const value = await read()
          if (value === undefined) this.remove()
          else this.set(value)
        },
      })
    gauge('parley_database_statements_running', 'Statements that the database works on.', () => gate.running)
    gauge('parley_operations_waiting', 'Operations that wait for the database.', () => gate.waiting)
    gauge('parley_last_load_timestamp_seconds', 'When the last load ended; absent where none did.', () =>
      database.read(lastLoad, { timeoutMs: 500 }).then(
        ([row]) => (row ? Date.parse(String(row[0])) / 1000 : undefined),
        () => undefined,
      ),
    )
  }

  /** Serves `/metrics`. */
  serve(app: FastifyInstance): void {
    app.get('/metrics', async (_request, reply) =>
      reply.type(this.registry.contentType).send(await this.registry.metrics()),
    )
  }

  count(told: Told, status: number, ms: number): void {
    const operation = this.label(told.operation)
    this.requests.inc({ operation, status, code: told.code ?? '' })
    this.seconds.observe({ operation }, ms / 1000)
    if (told.cost !== undefined) this.cost.observe(told.cost)
    if (status === 200 || status === 304) this.answers.inc({ kept: String(told.kept === true) })
  }

  private label(name = ''): string {
    if (this.names.has(name)) return name
    if (this.names.size >= mostNames) return 'others'
    this.names.add(name)
    return name
  }
}

const tellings = new WeakMap<FastifyRequest, Told>()

/** What is told of a request so far, to add to. */
export function toldOf(request: FastifyRequest): Told {
  let told = tellings.get(request)
  if (!told) tellings.set(request, (told = {}))
  return told
}
