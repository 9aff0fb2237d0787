import path from 'node:path'
import type { Filling } from '../database/filling.js'
import { sampleIndexes } from '../database/constraints.js'
import { Problem } from '../problem.js'
import { ImportFiles } from './bulkFiles.js'
import { copyGraph, setEmptyLists } from './bulkGraph.js'
import { makeReady } from './migrate.js'
import { checkAgainst, openDatasets, readToolVersion, writeDatasets } from './pipeline.js'
import type { LoadSummary, PipelineOptions } from './pipeline.js'
import { beginOpenTable } from './streamDataset.js'
import type { BegunTable } from './streamDataset.js'

/**
 * Loads datasets into an empty managed database by way of Neo4j's importer. What needs the rules of the loader (fact files,
 * and of tables whatever is not a new event or statement by itself) is loaded as ever; the graph that this makes and
 * all other rows go into files, of which the importer makes the database. The same checks, and the same graph in the end.
 */
export async function bulkLoad(
  folders: string[],
  filling: Filling,
  options: PipelineOptions & { say: (text: string) => void; home: string },
): Promise<LoadSummary[]> {
  const { database } = filling
  const { say } = options
  await makeReady(database, { say })
  const { drafts, tables } = await openDatasets(folders, options)
  await checkAgainst(database, drafts)
  const summaries = await writeDatasets(drafts, database, options)
  await sampleIndexes(database)
  const files = new ImportFiles(path.join(options.home, 'bulk'))
  const begun: BegunTable[] = []
  try {
    const toolVersion = await readToolVersion()
    for (const each of tables) begun.push(await beginOpenTable(each, database, { ...options, toolVersion }, files))
    await copyGraph(database, files)
    const { files: told, csv } = files.end()
    say(`Importing ${files.nodes} nodes and ${files.edges} relationships …`)
    await filling.import(told, csv)
    say('Building the indexes …')
    await makeReady(database, { say })
    await setEmptyLists(database, files)
    await sampleIndexes(database)
    for (const each of begun) summaries.push(await each.finish())
    return summaries
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'STOPPED') throw error
    throw new Problem('STOPPED', 'Stopped. The database is as it was: empty.', {
      hint: 'Run the same command to begin anew.',
      cause: error,
    })
  } finally {
    for (const each of begun) await each.end()
    files.remove()
  }
}
