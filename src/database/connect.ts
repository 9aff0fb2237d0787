import { setTimeout as sleep } from 'node:timers/promises'
import neo4j, { type QueryResult, type Session } from 'neo4j-driver'
import { Problem } from '../problem.js'
import { shownAddress, type Settings } from '../settings.js'
import { span } from '../trace.js'
import { makeDriver, type Access, type Pool } from './driver.js'
import { failure, isPassing, timedOut } from './failure.js'
import { openLocal, type LocalOptions } from './local.js'

/** Cypher with `$name` for every value. */
export interface Statement {
  text: string
  parameters?: Record<string, unknown>
}

export interface ReadOptions {
  /** Ends the query when it aborts; the read rejects with the signal's reason. */
  signal?: AbortSignal
  /** After so many ms the query is ended and the read rejects with TIMEOUT. Without it Neo4j's own limit holds. */
  timeoutMs?: number
}

/** A graph database that answers. Whatever it rejects with is a Problem, or a bug. */
export interface Database {
  /** Where it is, as it may be shown: without a name or password. */
  readonly address: string
  /** Whether this command started it, and will end it in `close`. */
  readonly owner: boolean
  /**
   * The rows of one statement, each a list of its values in the order of RETURN, numbers as JavaScript's own. The server
   * refuses to write here. Sees what this Database wrote before. A connection that was lost is tried twice again.
   */
  read(statement: Statement, options?: ReadOptions): Promise<unknown[][]>
  /** One transaction: all of what `work` runs, or nothing. `work` is done again after a passing failure, for up to two minutes. */
  write<T>(work: (run: (statement: Statement) => Promise<unknown[][]>) => Promise<T>): Promise<T>
  /** Statements that change constraints or indexes, which Neo4j wants one to a transaction. */
  schema(statements: string[]): Promise<void>
  /** Resolves when the database answers, within 5 s; else rejects with the reason. */
  verify(): Promise<void>
  /** Ends what is under way, and the managed database where this command started it. */
  close(): Promise<void>
}

export interface OpenOptions extends LocalOptions {
  /** Connections kept, and the ms a query waits for a free one. */
  pool?: Pool
}

/** The first version with dynamic labels and `CALL (variable) {…}`: older ones cannot run Parley's statements. */
const oldest = [5, 26]

/** Waits in ms before a read is tried again. */
const retries = [50, 250]

/** The same for one that changes constraints or indexes. */
const schemaRetries = [50, 250, 1_000, 4_000]

/**
 * The server at `NEO4J_URI` where one is set, else the managed one. Throws a Problem where it cannot be reached, refuses the
 * password or is too old.
 */
export async function openDatabase(
  settings: Pick<Settings, 'neo4j' | 'home' | 'cache'> & { javaHome?: string },
  options: OpenOptions = {},
): Promise<Database> {
  const pool = options.pool ?? { size: 100, wait: 10_000 }
  if (settings.neo4j) {
    const database = new Connected(settings.neo4j, pool)
    try {
      await database.checkVersion()
    } catch (error) {
      await database.close()
      throw atStart(error, database.address)
    }
    return database
  }
  const local = await openLocal(settings, options)
  return new Connected(local.access, pool, local.owner, () => local.stop())
}

const anything = `
  MATCH (node:Node)
  RETURN node.id LIMIT 1`

/** Whether a database holds nothing of Parley's. */
export async function isEmpty(database: Pick<Database, 'read'>): Promise<boolean> {
  return (await database.read({ text: anything })).length === 0
}

/** A whole number as a parameter, where Cypher wants one: JavaScript's numbers arrive as floats, which LIMIT and SKIP refuse. */
export function wholeNumber(value: number): unknown {
  return neo4j.int(value)
}

const spanAttributes = { 'db.system.name': 'neo4j', 'db.operation.name': 'read' }

class Connected implements Database {
  readonly address: string
  private readonly driver
  private readonly bookmarkManager = neo4j.bookmarkManager()
  private readonly name?: string
  private closing?: Promise<void>

  constructor(
    access: Access,
    pool: Pool,
    readonly owner = false,
    private readonly stop: () => Promise<void> = () => Promise.resolve(),
  ) {
    this.driver = makeDriver(access, pool)
    this.address = shownAddress(access.uri)
    this.name = access.database
  }

  async read(statement: Statement, { signal, timeoutMs }: ReadOptions = {}): Promise<unknown[][]> {
    return rows(await span('neo4j read', spanAttributes, () => this.ask(statement, signal, timeoutMs)))
  }

  async write<T>(work: (run: (statement: Statement) => Promise<unknown[][]>) => Promise<T>): Promise<T> {
    return this.within(this.session('WRITE'), (session) =>
      session.executeWrite((transaction) =>
        work(async ({ text, parameters }) => {
          try {
            return rows(await transaction.run(text, parameters))
          } catch (error) {
            // The driver takes it for passing and would do the same work again for two minutes.
            const told = failure(error)
            throw told instanceof Problem && told.code === 'QUERY_TOO_LARGE' ? told : error
          }
        }),
      ),
    )
  }

  async schema(statements: string[]): Promise<void> {
    await this.within(this.session('WRITE'), async (session) => {
      // Two commands that make the same constraints at once can lock one another out.
      for (const statement of statements) await retried(schemaRetries, () => session.run(statement))
    })
  }

  async verify(): Promise<void> {
    await this.ask({ text: 'RETURN 1' }, undefined, 5_000)
  }

  async checkVersion(): Promise<void> {
    const { summary } = await this.ask({ text: 'RETURN 1' }, undefined, 15_000)
    const agent = summary.server.agent ?? ''
    const [, major, minor] = /^Neo4j\/(\d+)\.(\d+)/.exec(agent) ?? []
    if (major === undefined) return
    const isOlder = Number(major) < oldest[0]! || (Number(major) === oldest[0] && Number(minor) < oldest[1]!)
    if (!isOlder) return
    throw new Problem('BAD_CONFIG', `The server is ${agent}, which is too old.`, {
      hint: 'Use Neo4j 5.26 or newer, or unset NEO4J_URI for the managed one.',
    })
  }

  close(): Promise<void> {
    this.closing ??= this.driver.close().then(this.stop)
    return this.closing
  }

  /** One reading statement in a transaction of its own. Closing the session is what ends it on the server. */
  private async ask(statement: Statement, signal?: AbortSignal, timeoutMs?: number): Promise<QueryResult> {
    signal?.throwIfAborted()
    const end = new AbortController()
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => end.abort(timedOut()), timeoutMs)
    const aborted = () => end.abort(signal?.reason)
    signal?.addEventListener('abort', aborted, { once: true })
    try {
      return await retried(retries, () => this.askOnce(statement, end.signal, timeoutMs), end.signal)
    } catch (error) {
      throw failure(error)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', aborted)
    }
  }

  private async askOnce({ text, parameters }: Statement, end: AbortSignal, timeoutMs?: number): Promise<QueryResult> {
    const session = this.session('READ')
    const ended = new Promise<never>((_, reject) => {
      end.addEventListener('abort', () => reject(end.reason as Error), { once: true })
    })
    // The server's own limit is the backstop, should this process hang.
    const limit = timeoutMs === undefined ? {} : { timeout: Math.ceil(timeoutMs) + 1_000 }
    try {
      return await Promise.race([session.run(text, parameters, limit), ended])
    } finally {
      // Not awaited: a server that hangs would keep it open past the deadline.
      session.close().catch(() => undefined)
    }
  }

  private session(access: 'READ' | 'WRITE'): Session {
    return this.driver.session({
      database: this.name,
      defaultAccessMode: access === 'READ' ? neo4j.session.READ : neo4j.session.WRITE,
      bookmarkManager: this.bookmarkManager,
    })
  }

  private async within<T>(session: Session, work: (session: Session) => Promise<T>): Promise<T> {
    try {
      return await work(session)
    } catch (error) {
      throw failure(error)
    } finally {
      await session.close().catch(() => undefined)
    }
  }
}

/** Does work again after passing failures, once after each of the waits in ms, until `end` aborts. */
async function retried<T>(waits: number[], work: () => Promise<T>, end?: AbortSignal): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const wait = waits[attempt]
      if (end?.aborted || wait === undefined || !isPassing(error)) throw error
      await sleep(wait, undefined, { signal: end }).catch(() => end?.throwIfAborted())
    }
  }
}

function rows({ records }: QueryResult): unknown[][] {
  return records.map((record) => record.keys.map((_, place) => record.get(place) as unknown))
}

/** At the start the user is told which server it is that does not answer. */
function atStart(error: unknown, address: string): unknown {
  if (!(error instanceof Problem) || (error.code !== 'DATABASE_UNAVAILABLE' && error.code !== 'TIMEOUT')) return error
  return new Problem('DATABASE_UNAVAILABLE', `No database answers at ${address}.`, {
    hint: 'Start it or correct NEO4J_URI; unset NEO4J_URI for the managed one.',
    cause: error,
  })
}
