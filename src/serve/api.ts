import type { OutgoingHttpHeaders } from 'node:http'
import type { ApolloServer } from '@apollo/server'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify'
import type { Database } from '../database/connect.js'
import { usual } from '../query/run.js'
import { Problem } from '../problem.js'
import type { Admission } from './admission.js'
import type { RequestContext } from './apollo.js'
import type { AnswerCache } from './cache.js'
import type { TrustedDocuments } from './documents.js'
import { clientGone, refusal } from './errors.js'
import { toldOf, type Metrics } from './metrics.js'

/** What the route of the API is made of. */
export interface Parts {
  apollo: ApolloServer<RequestContext>
  database: Database
  admission: Admission
  metrics: Metrics
  cache?: AnswerCache
  trusted?: TrustedDocuments
}

/** An answer of more bytes is not sent: 10 MiB. */
const longestAnswer = 10 * 1024 ** 2
/** An operation that took longer, in milliseconds, is told of in the log. */
const slow = 1000

/** `/graphql`: what happens to a request before and after Apollo has it. */
export async function addApi(
  app: FastifyInstance,
  { apollo, database, admission, metrics, cache, trusted }: Parts,
): Promise<void> {
  const context = (request: FastifyRequest, reply: FastifyReply): Promise<RequestContext> => {
    const signal = goneSignal(reply)
    return Promise.resolve({
      database,
      signal,
      timeoutMs: timeoutOf(request),
      log: request.log,
      told: toldOf(request),
      admit: (cost, statements) => admission.admit(request, reply, { cost, statements, signal }),
    })
  }
  app.removeContentTypeParser('text/plain')
  await app.register((api, _options, done) => {
    api.addHook('onRequest', guard())
    api.addHook('onRequest', (request, _reply, next) => {
      admission.checkRoom()
      timeoutOf(request)
      next()
    })
    api.addHook('onSend', async (_request, reply, payload) => {
      if (typeof payload !== 'string' || payload.length <= longestAnswer || reply.statusCode !== 200) return payload
      void reply.code(400).removeHeader('cache-control')
      return JSON.stringify(refusal(tooLong))
    })
    api.addHook('onResponse', (request, reply, next) => {
      observe(request, reply, metrics)
      next()
    })
    const hooks = cache?.hooks
    api.route({
      // Apollo itself answers 405 to the methods that GraphQL has no use for.
      method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      url: '/graphql',
      helmet: false,
      preHandler: [
        ...(trusted ? [(request: FastifyRequest) => Promise.resolve(trusted.allow(request))] : []),
        ...(hooks ? [hooks.preHandler] : []),
      ],
      ...(hooks && { onSend: hooks.onSend }),
      handler: fastifyApolloHandler(apollo, { context }),
    })
    done()
  })
}

const tooLong = new Problem('QUERY_TOO_LARGE', 'The answer is larger than 10 MiB.', {
  hint: 'Ask for smaller pages or fewer fields, in several requests.',
})

/** Sets helmet's headers as helmet set them once: to work them out anew would take longer than to find a kept answer. */
function guard(): onRequestHookHandler {
  let shown: OutgoingHttpHeaders | undefined
  return (_request, reply, done) => {
    if (shown) {
      void reply.headers(shown)
    } else {
      void reply.helmet()
      shown = { ...reply.raw.getHeaders() }
    }
    done()
  }
}

/** The deadline of a request in milliseconds: a client may set an earlier one than the usual. */
function timeoutOf({ headers }: FastifyRequest): number {
  const given = headers['parley-timeout-ms']
  if (given === undefined) return usual.timeoutMs
  const ms = Number(given)
  if (Number.isInteger(ms) && ms > 0) return Math.min(ms, usual.timeoutMs)
  throw new Problem('BAD_USER_INPUT', 'The header Parley-Timeout-Ms must be a whole number of milliseconds above 0.', {
    hint: `Leave it out for ${usual.timeoutMs}.`,
  })
}

/** Aborts when the connection closes before the answer is written, so that nobody goes on working for nobody. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  // It may have waited for another request's answer until now.
  if (reply.raw.destroyed) gone.abort(clientGone)
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort(clientGone)
  })
  return gone.signal
}

function observe(request: FastifyRequest, reply: FastifyReply, metrics: Metrics): void {
  const told = toldOf(request)
  const ms = reply.elapsedTime
  const status = reply.raw.statusCode
  const { operation = nameIn(request), cost, code } = told
  metrics.count({ ...told, operation }, status, ms)
  const line = { operation, cost, ms: Math.round(ms), status, code }
  if (ms > slow) request.log.warn(line, 'A slow operation')
  else request.log.info(line, 'answered')
}

/** The operation's name where Apollo never read it: its answer had been kept, or it was refused before. */
function nameIn({ method, query, body }: FastifyRequest): string | undefined {
  const asked = (method === 'GET' ? query : body) as { operationName?: unknown; query?: unknown } | null | undefined
  if (typeof asked?.operationName === 'string') return asked.operationName
  return typeof asked?.query === 'string' ? /^\s*query\s+(\w+)/.exec(asked.query)?.[1] : undefined
}
