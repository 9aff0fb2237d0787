import type { FastifyInstance } from 'fastify'
import type { Database } from '../database/connect.js'

/** How long a probe waits for the database, in milliseconds: one that is asked every few seconds must not pile up. */
const patience = 1000

/**
 * `/livez` tells that the process answers, whatever the database does; `/readyz` that requests can be served: 200, or
 * 503 with the reason while the server is stopping or the database does not answer.
 */
export function addHealth(app: FastifyInstance, database: Database, isStopping: () => boolean): void {
  app.get('/livez', () => ({ status: 'alive' }))

  app.get('/readyz', async (_request, reply) => {
    const reason = isStopping() ? 'stopping' : (await answers(database)) ? undefined : 'database'
    if (reason === undefined) return { status: 'ready' }
    return reply.code(503).send({ status: 'not ready', reason })
  })
}

async function answers(database: Database): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), patience)
  })
  const verified = database.verify().then(
    () => true,
    () => false,
  )
  return Promise.race([verified, silence]).finally(() => clearTimeout(timer))
}
