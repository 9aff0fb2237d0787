import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fastifyApolloDrainPlugin } from '@as-integrations/fastify'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import { fastify, LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { Database } from '../database/connect.js'
import { Problem } from '../problem.js'
import type { Settings } from '../settings.js'
import { Admission } from './admission.js'
import { addApi, type Parts } from './api.js'
import { createApollo, type Answer } from './apollo.js'
import { cacheAnswers } from './cache.js'
import { TrustedDocuments } from './documents.js'
import { notFound, refuse } from './errors.js'
import { addHealth } from './health.js'
import { Metrics } from './metrics.js'
import { contentSecurityPolicy, explorer, graphiql, isVisit, notHere } from './page.js'

export interface Server {
  /** Where the server answers, such as `http://127.0.0.1:4000`, without a slash at the end. */
  address: string
  /** Refuses new requests, answers those under way (at most ten seconds), frees the port. Leaves the database open. */
  close(): Promise<void>
}

/**
 * Serves a schema over HTTP: the explorer at `/`, the API at `/graphql`, a page to try it at
 * `/graphiql`, `/livez`, `/readyz` and `/metrics`. Where `answer` is given it executes the operations, else graphql-js does by the schema's resolvers; both are handed the
 * RequestContext. Answers are kept where the settings give bytes for them. Throws a Problem where the port or host of
 * the settings cannot be had.
 */
export async function startServer(options: {
  schema: GraphQLSchema
  database: Database
  settings: Pick<Settings, 'host' | 'port'> & Partial<Settings>
  answer?: Answer
  log: Logger
}): Promise<Server> {
  const { database, settings, log } = options
  const trusted = settings.trustedDocuments ? await TrustedDocuments.read([settings.trustedDocuments]) : undefined
  const app = makeApp(log, settings.trustProxy)
  let closing: Promise<void> | undefined
  const isStopping = () => closing !== undefined
  const cache = settings.answerCache ? await cacheAnswers(database, settings.answerCache, isStopping) : undefined
  const plugins = [fastifyApolloDrainPlugin(app), ...(cache ? [cache.plugin] : [])]
  const apollo = createApollo({ ...options, introspection: settings.introspection ?? true, plugins })
  const close = () => (closing ??= apollo.stop().finally(() => cache?.stop()))
  const admission = new Admission({ keys: settings.apiKeys ?? [], rate: settings.rate })
  const metrics = new Metrics(admission.gate, database)

  await apollo.start()
  try {
    app.setErrorHandler((error, _request, reply) => refuse(reply, error, log))
    app.setNotFoundHandler((request, reply) => (isVisit(request) ? notHere(reply) : refuse(reply, notFound, log)))
    await addRoutes(app, { apollo, cache, trusted, admission, metrics, database }, settings, isStopping)
    await app.listen({ host: settings.host, port: settings.port })
  } catch (error) {
    await close()
    throw listenProblem(error, settings)
  }
  return { address: addressOf(app.server.address() as AddressInfo), close }
}

/** Fastify with Parley's limits on what it takes from a connection. */
function makeApp(log: Logger, trustProxy: string | undefined): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = log
  try {
    const app = fastify({
      loggerInstance,
      logController: new LogController({ disableRequestLogging: true }),
      bodyLimit: 256 * 1024,
      requestTimeout: 30_000,
      http: { headersTimeout: 15_000 },
      trustProxy: trustProxy ?? false,
      genReqId: requestId,
      frameworkErrors: (error, _request, reply) => void refuse(reply as FastifyReply, error, log),
    })
    app.server.maxConnections = 1000
    return app
  } catch (error) {
    if (trustProxy === undefined) throw error
    throw new Problem('BAD_CONFIG', `TRUST_PROXY=${trustProxy} cannot be used: it names no address or network.`, {
      hint: 'Name the proxies before Parley: loopback, or addresses and networks such as 10.0.0.0/8, with commas.',
      cause: error,
    })
  }
}

/** A request's name in the log: the one that the client gave it, where that is a plain one. */
function requestId({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID()
}

async function addRoutes(
  app: FastifyInstance,
  parts: Parts,
  { corsOrigins = ['*'] }: Partial<Settings>,
  isStopping: () => boolean,
): Promise<void> {
  const { admission, cache, database, metrics } = parts
  if (admission.asksForKeys) app.addHook('onRequest', (request) => admission.arrive(request))
  const isForAll = corsOrigins.includes('*')
  if (cache && isForAll) app.addHook('onRequest', cache.onRequest)
  app.addHook('onRequest', (request, reply, next) => {
    void reply.header('x-request-id', request.id)
    next()
  })
  // Whoever stands in front of Parley and speaks TLS decides about HSTS; over plain HTTP it would be a lie.
  await app.register(helmet, { contentSecurityPolicy, strictTransportSecurity: false, frameguard: { action: 'deny' } })
  await app.register(cors, {
    origin: isForAll ? '*' : corsOrigins,
    methods: ['GET', 'POST'],
    exposedHeaders: ['Retry-After', 'X-Request-Id', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'],
    maxAge: 86_400,
  })
  // Where not all sites may read, a kept answer too must say who may.
  if (cache && !isForAll) app.addHook('onRequest', cache.onRequest)

  // A connection kept alive past the last answer would hold the stop up until it is forced.
  app.addHook('onSend', async (_request, reply) => {
    if (isStopping()) void reply.header('connection', 'close')
  })
  addHealth(app, database, isStopping)
  metrics.serve(app)
  app.get('/graphiql', (_request, reply) => reply.redirect('/graphiql/'))
  await app.register(graphiql)
  await app.register(explorer)
  await addApi(app, parts)
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
