import path from 'node:path'
import type { Database } from '../src/database/connect.js'
import { applySchema } from '../src/database/constraints.js'
import { loadDatasets } from '../src/load/pipeline.js'

/** The folders of `test/world`: a made-up lake, its talks on fish and its old treaties, small enough to be held in the head. */
export const worldFolders = ['countries', 'fish-talks', 'old-pacts'].map((name) =>
  path.relative(process.cwd(), path.join(__dirname, 'world', name)),
)

/** Puts the world into an empty database: constraints and indexes, then the datasets. */
export async function loadWorld(database: Database): Promise<void> {
  await applySchema(database)
  await loadDatasets(worldFolders, database)
}
