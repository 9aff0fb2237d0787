import { readFile } from 'node:fs/promises'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { kinds, places } from '../addresses.js'
import { checkout } from '../settings.js'

/** What a browser may do with an answer of the API: nothing but show it. */
export const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    'default-src': ["'self'"],
    'base-uri': ["'self'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
    'object-src': ["'none'"],
  },
}

/** Monaco writes style elements, starts its workers and inlines its fonts and icons; scripts stay the page's own. */
const graphiqlPolicy = {
  useDefaults: false,
  directives: {
    ...contentSecurityPolicy.directives,
    'font-src': ["'self'", 'data:'],
    'img-src': ["'self'", 'data:'],
    'style-src': ["'self'", "'unsafe-inline'"],
    'worker-src': ["'self'", 'blob:'],
  },
}

/** Serves GraphiQL at `/graphiql/` as the build bundled it, from this machine alone. */
export async function graphiql(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => reply.helmet({ contentSecurityPolicy: graphiqlPolicy }))
  await app.register(fastifyStatic, {
    root: path.join(checkout, 'dist/serve/graphiql'),
    prefix: '/graphiql/',
    decorateReply: false,
    cacheControl: false,
    // The build names an asset after its content; the page itself has one name for ever.
    setHeaders: (reply, file) => {
      const isAsset = path.basename(path.dirname(file)) === 'assets'
      void reply.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}

/** Observable Plot and react-aria each write a style element; scripts, images and all else are the page's own. */
const explorerPolicy = {
  useDefaults: false,
  directives: {
    ...contentSecurityPolicy.directives,
    // Pictures are drawn on a canvas and kept as files by way of these.
    'img-src': ["'self'", 'data:', 'blob:'],
    'style-src': ["'self'", "'unsafe-inline'"],
  },
}

/** Serves the explorer: one page at each of its addresses, which shows what the address says. */
export async function explorer(app: FastifyInstance): Promise<void> {
  const root = path.join(checkout, 'dist/explorer')
  app.addHook('onRequest', async (_request, reply) => reply.helmet({ contentSecurityPolicy: explorerPolicy }))
  await app.register(fastifyStatic, {
    root: path.join(root, 'assets'),
    prefix: '/assets/',
    decorateReply: false,
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply) => void reply.header('cache-control', 'public, max-age=31536000, immutable'),
  })
  app.get('/icon.svg', async (_request, reply) =>
    reply
      .type('image/svg+xml')
      .header('cache-control', 'no-cache')
      .send(await readFile(path.join(root, 'icon.svg'))),
  )
  const addresses = ['/', ...places.map((place) => `/${place}`), ...[...kinds, 'pair'].map((kind) => `/${kind}/*`)]
  for (const url of addresses) app.get(url, async (_request, reply) => sendExplorer(reply))
}

async function sendExplorer(reply: FastifyReply): Promise<FastifyReply> {
  const page = await readFile(path.join(checkout, 'dist/explorer/index.html'))
  return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page)
}

/** Whether an unknown address was opened by a person in a browser, to whom the explorer can say so. */
export function isVisit({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && /\btext\/html\b/.test(headers.accept ?? '')
}

/** Says in the explorer that there is nothing at this address. */
export function notHere(reply: FastifyReply): Promise<FastifyReply> {
  void reply.helmet({ contentSecurityPolicy: explorerPolicy })
  return sendExplorer(reply.code(404))
}
