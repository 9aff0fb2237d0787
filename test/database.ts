import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openDatabase, type Database } from '../src/database/connect.js'
import { applySchema, schemaStatements, searchIndexIsOld } from '../src/database/constraints.js'
import { openLocal } from '../src/database/local.js'
import { alone } from '../src/database/lock.js'
import { readSettings, type Settings } from '../src/settings.js'

const opened: Database[] = []

// Importing this file is enough: a test file need not close what it opened here.
afterAll(async () => {
  for (const database of opened) await database.close()
})

/**
 * Settings whose managed database is the one of that name in this run's own folder, away from the user's data. A command
 * or server that is given them joins `testDatabase(name)` where that was opened before.
 */
export function testSettings(name = 'shared'): Settings {
  const homes = process.env.PARLEY_TEST_HOMES
  if (!homes) throw new Error('Tests run under jest, whose global set-up makes the folder for their databases.')
  // Who writes has a database to himself; those who only read share one.
  const own = name === 'scratch' ? `${name}-${process.env.JEST_WORKER_ID}` : name
  return { ...readSettings(), neo4j: undefined, home: path.join(homes, own) }
}

/**
 * A real Neo4j of that name, empty at first, started when a test first asks for it and kept for all test files of the run:
 * for files that only read. `fill` puts the world in, once a run. Its Database need not be closed.
 */
export async function testDatabase(name = 'shared', fill?: (database: Database) => Promise<void>): Promise<Database> {
  const settings = testSettings(name)
  // The first opener would end it in `close`; so it is opened once for the run, and joined.
  await openLocal(settings, { small: true })
  const database = await openDatabase(settings, { small: true })
  opened.push(database)
  const mark = path.join(settings.home, 'filled')
  if (fill && !existsSync(mark)) {
    await alone(
      `${mark}.lock`,
      () => undefined,
      async () => {
        if (existsSync(mark)) return
        await fill(database)
        await writeFile(mark, '')
      },
    )
  }
  return database
}

/**
 * The Neo4j that writing tests take in turn, with nothing in it but Parley's constraints and indexes: to make these anew,
 * and all plans with them, would take longer than most tests do.
 */
export async function emptyDatabase(): Promise<Database> {
  const database = await testDatabase('scratch')
  await wipe(database)
  const own = new Set(schemaStatements().map((text) => /(?:CONSTRAINT|INDEX) (\w+)/.exec(text)![1]))
  const there = await namesThere(database)
  const isStrange = there.some((name) => !own.has(name)) || (await searchIndexIsOld(database))
  if (isStrange) await dropSchema(database)
  await applySchema(database)
  return database
}

/** The same with no constraints or indexes either. */
export async function bareDatabase(): Promise<Database> {
  const database = await testDatabase('scratch')
  await wipe(database)
  await dropSchema(database)
  return database
}

/** Takes all nodes away. */
export async function wipe(database: Database): Promise<void> {
  await database.schema(['MATCH (node) CALL (node) { DETACH DELETE node } IN TRANSACTIONS OF 10000 ROWS'])
}

async function namesThere(database: Database): Promise<string[]> {
  // The two look-up indexes are the database's own, and Neo4j makes them once.
  const names = await database.read({ text: `SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name` })
  return names.map(([name]) => String(name))
}

async function dropSchema(database: Database): Promise<void> {
  const constraints = await database.read({ text: 'SHOW CONSTRAINTS YIELD name RETURN name' })
  await database.schema(constraints.map(([name]) => `DROP CONSTRAINT \`${String(name)}\``))
  await database.schema((await namesThere(database)).map((name) => `DROP INDEX \`${name}\``))
}
