import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { GraphQLInt, GraphQLNonNull, GraphQLObjectType, GraphQLScalarType, GraphQLSchema, GraphQLString } from 'graphql'
import { pino } from 'pino'
import type { Database } from '../../src/database/connect.js'
import { Problem, type ProblemCode } from '../../src/problem.js'
import type { Answer, RequestContext } from '../../src/serve/apollo.js'
import { startServer, type Server } from '../../src/serve/server.js'
import { testDatabase } from '../database.js'

/** What no client may read, in the message of whatever fails here. */
export const secret = 'MATCH (n) RETURN n at bolt://neo4j:canary@10.0.0.1:7687 in /srv/parley'
/** What the servers of this file's tests have logged, the last at the end. */
export const logged: { errorId?: string; errorIds?: string[]; reqId?: string; err: { message: string } }[] = []
export const log = pino({ level: 'warn' }, { write: (line) => void logged.push(JSON.parse(line)) })
/** The signals of the requests that asked for `slow`. */
export const signals: AbortSignal[] = []

const Day = new GraphQLScalarType({
  name: 'Day',
  parseValue() {
    throw new Problem('BAD_USER_INPUT', 'There is no month 13.', { hint: 'Write 2025-12.' })
  },
})

/** A schema with a field for everything that can happen to one. */
export const schema = new GraphQLSchema({
  query: new GraphQLObjectType<unknown, RequestContext>({
    name: 'Query',
    fields: {
      hello: { type: GraphQLString, args: { on: { type: Day } }, resolve: () => 'world' },
      one: {
        type: GraphQLInt,
        resolve: async (_, __, { database }) => (await database.read({ text: 'RETURN 1', parameters: {} }))[0]?.[0],
      },
      problem: {
        type: GraphQLString,
        args: { code: { type: new GraphQLNonNull(GraphQLString) } },
        resolve(_, { code }: { code: ProblemCode }) {
          throw new Problem(code, `It is ${code}.`, { hint: 'Ask otherwise.' })
        },
      },
      down: {
        type: GraphQLString,
        resolve() {
          throw new Problem('DATABASE_UNAVAILABLE', secret)
        },
      },
      bug: {
        type: GraphQLString,
        resolve() {
          throw new Error(secret)
        },
      },
      hole: { type: new GraphQLNonNull(GraphQLString), resolve: () => null },
      slow: {
        type: GraphQLString,
        async resolve(_, __, { signal }) {
          signals.push(signal)
          await Promise.race([once(signal, 'abort'), sleep(1000)])
          signal.throwIfAborted()
          return 'done'
        },
      },
    },
  }),
})

/** The server that `send`, `post` and `ask` talk to, and its database: opened before the first test of a file. */
export let server: Server
export let database: Database

export const start = (options: { port?: number; host?: string; answer?: Answer } = {}) =>
  startServer({ schema, database, log, answer: options.answer, settings: { port: 0, host: '127.0.0.1', ...options } })

export async function send(path: string, init: RequestInit = {}) {
  const response = await fetch(server.address + path, { redirect: 'manual', ...init })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}

export const post = (body: unknown, headers = {}) =>
  send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

export const ask = async (query: string, variables = {}) => {
  const { status, body } = await post({ query, variables })
  return { status, body }
}

export const refused = (status: number, code: string, message: unknown = expect.any(String)) => ({
  status,
  body: { errors: [{ message, extensions: { code } }] },
})

beforeAll(async () => {
  database = await testDatabase()
  server = await start()
})

afterAll(() => server.close())
