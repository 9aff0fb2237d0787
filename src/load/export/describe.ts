import type { Described } from '../../database/backupFile.js'
import type { Database } from '../../database/connect.js'
import { applySchema } from '../../database/constraints.js'
import { schemaVersion, version } from '../../model/version.js'
import { versionOf } from '../migrate.js'
import { hashDatabase } from './hash.js'

/** What a graph is, in few words, for its backup. One of another version has no hash here, since it is read by other indexes. */
export async function describeGraph(database: Database): Promise<Described> {
  const there = await versionOf(database)
  const about = { parley: version, schemaVersion: there ?? Number(schemaVersion) }
  if (there !== undefined && there !== Number(schemaVersion)) {
    return { ...about, hash: null, counts: {}, relationships: 0 }
  }
  await applySchema(database)
  return { ...about, ...(await hashDatabase(database)) }
}
