import { buildSchema } from '../../src/model/schema.js'
import { executor, resolveRoot } from '../../src/query/run.js'
import { openLog } from '../../src/serve/log.js'
import { startServer, type Server } from '../../src/serve/server.js'
import { seededDatabase } from '../seeds.js'

/** Parley over the project's own seeds, as a user starts it. The caller closes it. */
export async function serveSeeds(): Promise<Server> {
  const database = await seededDatabase()
  const schema = await buildSchema(resolveRoot)
  return startServer({
    schema,
    answer: executor(schema),
    database,
    settings: { host: '127.0.0.1', port: 0 },
    log: openLog({ logLevel: 'silent' }),
  })
}
