import type { Database } from '../../src/database/connect.js'
import { databaseHash } from '../../src/load/export/hash.js'
import { bringAlong, checkVersion } from '../../src/load/migrate.js'
import { loadDatasets } from '../../src/load/pipeline.js'
import { Problem } from '../../src/problem.js'
import { emptyDatabase } from '../database.js'
import { worldFolders } from '../world.js'
import { dump } from './dump.js'

let database: Database

beforeAll(async () => {
  database = await emptyDatabase()
}, 120_000)

beforeEach(() => database.schema(['MATCH (node) DETACH DELETE node']))

const run = (text: string) => database.write((write) => write({ text }))
const version = () => database.read({ text: 'MATCH (schema:Schema) RETURN properties(schema)' })

async function refusal(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  return error instanceof Problem ? [error.exit, String(error)] : error
}

/** Takes away what an older Parley did not keep, or kept otherwise. */
async function makeOlder(): Promise<void> {
  await run(`MATCH (schema:Schema) DELETE schema`)
  await run(`MATCH (node:Node) UNWIND [key IN keys(node) WHERE key =~ '.*[a-z](Asc|Desc|First|Last)'] AS key
    SET node[key] = null`)
  await run(`MATCH ()-[edge:HELD_OFFICE|PARTY_TO]->() UNWIND [key IN keys(edge) WHERE key =~ '.*[a-z](First|Last)'] AS key
    SET edge[key] = null`)
  await run('MATCH (node:Node) REMOVE node:Fact:Actor:HasTimeline SET node.titleDesc = "z"')
  await run('MATCH (name:Name) SET name.folded = null')
  await run('MATCH (claim:Claim) SET claim.about = null')
  await run('MATCH ()-[edge:ON_TIMELINE|COUNTS_FROM|COUNTS_TO]->() DELETE edge')
  await run('MATCH ()-[edge:PARTICIPATED_IN|PARTY_TO]->() WHERE edge.derived DELETE edge')
  await database.schema([
    'DROP INDEX search',
    `CREATE FULLTEXT INDEX search FOR (node:Name) ON EACH [node.value]`,
    'CALL db.awaitIndexes(300)',
  ])
}

const indexed = () =>
  database.read({ text: `SHOW INDEXES YIELD name, labelsOrTypes WHERE name = 'search' RETURN size(labelsOrTypes)` })

test('a new database is of this version from the start', async () => {
  expect(await bringAlong(database)).toBeUndefined()
  expect(await version()).toEqual([[{ key: 'graph', version: 1, layout: expect.any(Number) }]])
  await checkVersion(database)
})

test('a database of an older version becomes what a load of today makes, node for node', async () => {
  await bringAlong(database)
  await loadDatasets(worldFolders, database)
  const [wanted, hash, index] = [await dump(database), await databaseHash(database), await indexed()]
  await makeOlder()
  expect(await refusal(checkVersion(database))).toEqual([
    78,
    'The database has version 0 of the graph; this Parley needs 1.\n' +
      '  Bring it along with parley database migrate, or start Parley, which does so.',
  ])
  const said: string[] = []
  const migration = await bringAlong(database, { say: (text) => said.push(text) })
  expect(said).toEqual(['Bringing the database along from version 0 to 1 …'])
  expect(migration).toMatchObject({ from: 0, to: 1, nodes: expect.any(Number), relationships: expect.any(Number) })
  expect(await dump(database)).toEqual(wanted)
  expect([await databaseHash(database), await indexed()]).toEqual([hash, index])
  expect(await bringAlong(database)).toBeUndefined()
  const loads = await loadDatasets(worldFolders, database)
  expect(loads.map(({ unchanged }) => unchanged)).toEqual([true, true, true])
}, 120_000)

test('it goes on where it was stopped', async () => {
  await bringAlong(database)
  await loadDatasets(worldFolders, database)
  const wanted = await dump(database)
  for (const stopAt of [1, 2, 3, 4, 5]) {
    await makeOlder()
    let writes = 0
    const failing: Database = {
      ...database,
      read: database.read.bind(database),
      schema: database.schema.bind(database),
      write: (work) => (++writes > stopAt ? Promise.reject(new Error('stopped')) : database.write(work)),
    }
    await expect(bringAlong(failing)).rejects.toThrow('stopped')
    await bringAlong(database)
    expect(await dump(database)).toEqual(wanted)
  }
}, 180_000)

test('a database that a newer Parley wrote is refused, and nothing is written', async () => {
  await run('CREATE (:Schema {key: "graph", version: 2, layout: 1})')
  const refused = [
    78,
    'The database was written by a newer Parley: version 2 of the graph, and this one knows 1.\n' +
      '  Use that Parley, or another database: set PARLEY_HOME or NEO4J_URI.',
  ]
  expect(await refusal(bringAlong(database))).toEqual(refused)
  expect(await refusal(checkVersion(database))).toEqual(refused)
  await run('MATCH (schema:Schema) SET schema.version = 1, schema.layout = 999')
  expect(await refusal(bringAlong(database))).toEqual([78, expect.stringMatching(/newer Parley: version 1\.999 /)])
})
