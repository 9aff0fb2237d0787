import type { OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ApolloServer } from '@apollo/server'
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import { fastify, LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, onRequestHookHandler } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { Database } from '../database/connect.js'
import { Problem } from '../problem.js'
import type { Settings } from '../settings.js'
import { createApollo, type Answer, type RequestContext } from './apollo.js'
import { cacheAnswers, type AnswerCache } from './cache.js'
import { clientGone, notFound, refuse } from './errors.js'
import { addHealth } from './health.js'
import { contentSecurityPolicy, explorer, graphiql, isVisit, notHere } from './page.js'

export interface Server {
  /** Where the server answers, such as `http://127.0.0.1:4000`, without a slash at the end. */
  address: string
  /** Refuses new requests, answers those under way (at most ten seconds), frees the port. Leaves the database open. */
  close(): Promise<void>
}

/**
 * Serves a schema over HTTP: the explorer at `/`, the API at `/graphql`, a page to try it at
 * `/graphiql`, `/livez` and `/readyz`. Where
 * `answer` is given it executes the operations, else graphql-js does by the schema's resolvers; both are handed the
 * RequestContext. Answers are kept where the settings give bytes for them. Throws a Problem where the port or host of
 * the settings cannot be had.
 */
export async function startServer(options: {
  schema: GraphQLSchema
  database: Database
  settings: Pick<Settings, 'host' | 'port'> & Partial<Pick<Settings, 'answerCache'>>
  answer?: Answer
  log: Logger
}): Promise<Server> {
  const { database, settings, log } = options
  const loggerInstance: FastifyBaseLogger = log
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 256 * 1024,
    requestTimeout: 30_000,
    http: { headersTimeout: 15_000 },
    frameworkErrors: (error, _request, reply) => void refuse(reply as FastifyReply, error, log),
  })
  let closing: Promise<void> | undefined
  const isStopping = () => closing !== undefined
  const cache = settings.answerCache ? await cacheAnswers(database, settings.answerCache, isStopping) : undefined
  const plugins = [fastifyApolloDrainPlugin(app), ...(cache ? [cache.plugin] : [])]
  const apollo = createApollo({ ...options, plugins })
  const close = () => (closing ??= apollo.stop().finally(() => cache?.stop()))

  await apollo.start()
  try {
    app.setErrorHandler((error, _request, reply) => refuse(reply, error, log))
    app.setNotFoundHandler((request, reply) => (isVisit(request) ? notHere(reply) : refuse(reply, notFound, log)))
    await addRoutes(app, { apollo, cache, database, isStopping })
    await app.listen({ host: settings.host, port: settings.port })
  } catch (error) {
    await close()
    throw listenProblem(error, settings)
  }
  return { address: addressOf(app.server.address() as AddressInfo), close }
}

async function addRoutes(
  app: FastifyInstance,
  {
    apollo,
    cache,
    database,
    isStopping,
  }: {
    apollo: ApolloServer<RequestContext>
    cache?: AnswerCache
    database: Database
    isStopping: () => boolean
  },
): Promise<void> {
  if (cache) app.addHook('onRequest', cache.onRequest)
  // Whoever stands in front of Parley and speaks TLS decides about HSTS; over plain HTTP it would be a lie.
  await app.register(helmet, { contentSecurityPolicy, strictTransportSecurity: false, frameguard: { action: 'deny' } })
  await app.register(cors, { origin: '*', methods: ['GET', 'POST'], exposedHeaders: ['Retry-After'], maxAge: 86_400 })

  // A connection kept alive past the last answer would hold the stop up until it is forced.
  app.addHook('onSend', async (_request, reply) => {
    if (isStopping()) void reply.header('connection', 'close')
  })
  addHealth(app, database, isStopping)
  app.get('/graphiql', (_request, reply) => reply.redirect('/graphiql/'))
  await app.register(graphiql)
  await app.register(explorer)

  app.removeContentTypeParser('text/plain')
  await app.register((api, _options, done) => {
    api.addHook('onRequest', guard())
    api.route({
      // Apollo itself answers 405 to the methods that GraphQL has no use for.
      method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      url: '/graphql',
      helmet: false,
      ...cache?.hooks,
      handler: fastifyApolloHandler(apollo, {
        context: (_request, reply) => Promise.resolve({ database, signal: goneSignal(reply) }),
      }),
    })
    done()
  })
}

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

function addressOf({ address, port }: AddressInfo): string {
  // An address that stands for all of a machine's is none that a browser can open.
  const host = ['0.0.0.0', '::'].includes(address) ? 'localhost' : address.includes(':') ? `[${address}]` : address
  return `http://${host}:${port}`
}

function listenProblem(error: unknown, { host, port }: Pick<Settings, 'host' | 'port'>): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new Problem('BAD_CONFIG', `Port ${port} is taken on ${host}.`, {
        hint: 'Stop the program that uses it, or set PORT to another (PORT=0 finds a free one).',
        cause: error,
      })
    case 'EACCES':
      return new Problem('BAD_CONFIG', `Port ${port} may not be opened by this user.`, {
        hint: 'Set PORT to one above 1023.',
        cause: error,
      })
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new Problem('BAD_CONFIG', `HOST=${host} is not an address of this machine.`, {
        hint: 'Set HOST=127.0.0.1 to serve this machine alone, or HOST=0.0.0.0 to serve the network.',
        cause: error,
      })
    default:
      return error
  }
}
