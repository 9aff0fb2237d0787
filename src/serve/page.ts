import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
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
