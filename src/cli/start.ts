import { Command } from 'commander'
import { openDatabase } from '../database/connect.js'
import { makeReady } from '../load/migrate.js'
import { loadSeeds } from '../load/pipeline.js'
import { buildSchema } from '../model/schema.js'
import { executor, resolveRoot, usual } from '../query/run.js'
import { Problem } from '../problem.js'
import { openLog } from '../serve/log.js'
import { startServer } from '../serve/server.js'
import { firstSignal } from '../serve/signals.js'
import { warmUp } from '../serve/warm.js'
import { readSettings } from '../settings.js'
import { say } from './say.js'

/** `parley start`: the database, its constraints, the seeds, and the server, until a signal ends them in reverse. */
export function startCommand(): Command {
  return new Command('start')
    .description('Start the database (unless NEO4J_URI names one), load the seeds, and serve the API until stopped.')
    .option('--no-seeds', 'serve what the database holds and load nothing')
    .action(async (options: { seeds: boolean }) => {
      const settings = readSettings()
      const stopped = firstSignal()
      const database = await openDatabase(settings, { say })
      // A load is one transaction for each dataset: whoever stops it half-way loses nothing but the time.
      const orStopped = <T>(work: Promise<T>): Promise<T> =>
        Promise.race([
          work,
          stopped.then((signal) => {
            throw new Problem('STOPPED', `Stopped by ${signal} before it was ready.`, {
              hint: 'Start it again: what was loaded stays.',
            })
          }),
        ])
      try {
        await orStopped(makeReady(database, { say }))
        if (options.seeds) await orStopped(loadSeeds(database, { say }))
        const schema = await buildSchema(resolveRoot)
        const answer = executor(schema, { ...usual, cost: settings.costLimit })
        const server = await startServer({
          schema,
          answer,
          database,
          settings,
          log: openLog(settings),
        })
        process.stdout.write(
          `Parley is ready: ${server.address}/ (API at ${server.address}/graphql, GraphiQL at ${server.address}/graphiql, stop with Ctrl-C)\n`,
        )
        const warming = new AbortController()
        void warmUp({ schema, answer, database }, warming.signal).catch(() => undefined)
        const signal = await stopped
        warming.abort()
        say(`Stopping on ${signal} …`)
        await server.close()
      } finally {
        await database.close()
      }
    })
}
