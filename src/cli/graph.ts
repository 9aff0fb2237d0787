import { openDatabase } from '../database/connect.js'
import type { Database } from '../database/connect.js'
import { checkVersion, makeReady } from '../load/migrate.js'
import { readSettings } from '../settings.js'
import { say } from './say.js'

/**
 * Opens the database for a command that writes nothing. Throws a Problem where it cannot be reached, and (BAD_CONFIG) where
 * an older or a newer Parley wrote it.
 */
export function openToRead(): Promise<Database> {
  return openWith(checkVersion)
}

/**
 * Opens the database for a command that writes: with its constraints and indexes, and brought along where an older Parley
 * wrote it. Throws a Problem where it cannot be reached, and (BAD_CONFIG) where a newer one wrote it.
 */
export function openToWrite(): Promise<Database> {
  return openWith((database) => makeReady(database, { say }))
}

async function openWith(prepare: (database: Database) => Promise<unknown>): Promise<Database> {
  const database = await openDatabase(readSettings(), { say })
  try {
    await prepare(database)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
