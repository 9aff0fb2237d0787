import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { openDatabase } from '../../src/database/connect.js'
import { openToFill, type Filling } from '../../src/database/filling.js'
import { Home } from '../../src/database/home.js'
import { bulkLoad } from '../../src/load/bulk.js'
import { databaseHash } from '../../src/load/export/hash.js'
import { loadDatasets } from '../../src/load/pipeline.js'
import { emptyDatabase, testSettings } from '../database.js'
import { long } from '../long.js'

const world = path.join(__dirname, '..', 'world')

let folder: string
let filling: Filling | undefined
let paths: string[]

/** Talks of ministries with countries: some follow others, before or after them in the table, and one text is hard to write as CSV. */
const rows = Array.from({ length: 60 }, (_, at) => {
  const number = at + 1
  const [from, to] = number % 2 === 0 ? ['RW', 'KE'] : ['UG', 'RW']
  const follows = number === 20 ? '10' : number === 30 ? '40' : ''
  const summary = number === 7 ? '"Talks; a ""first"", then a second\nround | \\n"' : `Talks ${number}`
  return [
    number,
    from,
    `ministry-${from.toLowerCase()}-${number % 5}`,
    to,
    `2025-0${1 + (number % 9)}`,
    follows,
    summary,
  ].join(',')
})

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'parley-bulk-'))
  const talks = path.join(folder, 'talks')
  await mkdir(talks)
  await writeFile(path.join(talks, 'dataset.yml'), 'title: Talks\nformat: table\n')
  await writeFile(
    path.join(talks, 'mapping.yml'),
    `files: talks.csv
key: [number]
values:
  on: { from: day, date: YYYY-MM }
makes:
  groups:
    '{who}':
      name: '{who} of {from}'
      sector: GOV
      belongsTo: 'country:{from}'
  events:
    'talk-{number}':
      kind: TALKS
      on: '{on}'
      summary: '{summary}'
      initiators: 'group:{who}'
      targets: 'country:{to}'
      followed: { node: 'event:talk-{follows}', relation: AFTER }
`,
  )
  await writeFile(path.join(talks, 'talks.csv'), ['number,from,who,to,day,follows,summary', ...rows, ''].join('\n'))
  paths = [path.join(world, 'countries'), talks]
})

afterAll(async () => {
  await filling?.close()
  await rm(folder, { recursive: true, force: true })
})

/** A managed database of this file's own, and what is said of it. */
function own() {
  const said: string[] = []
  const options = { say: (text: string) => void said.push(text), small: true }
  return { settings: { ...testSettings(), home: path.join(folder, 'home') }, options, said }
}

test('a bulk load makes the graph that the same load makes row by row, and then it is a database like any other', async () => {
  const online = await emptyDatabase()
  const summaries = await loadDatasets(paths, online)
  const expected = await databaseHash(online)

  const { settings, options, said } = own()
  filling = await openToFill(settings, options)
  const { database } = filling
  // Nobody else may open it meanwhile; that this very process may is how it goes on after the import.
  const home = new Home(settings.home)
  expect(await home.readFilling()).toMatchObject({ pid: process.pid })
  const loads = await bulkLoad(paths, filling, { ...options, home: settings.home })
  await filling.done()
  const counted = ({ seconds: _, ...summary }: (typeof loads)[number]) => summary
  expect(loads.map(counted)).toEqual(summaries.map(counted))
  expect(await databaseHash(database)).toBe(expected)
  const changes = (database: typeof online) =>
    database.read({
      text: `MATCH (node:Changed) RETURN coalesce(node.id, node.removedId) AS id, node.changeKind, node.changeFields,
        node:Load OR node.changeLoad CONTAINS 'talks' ORDER BY id`,
    })
  expect(await changes(database)).toEqual(await changes(online))
  expect(await loadDatasets(paths, database)).toMatchObject([{ unchanged: true }, { unchanged: true }])
  await filling.close()
  expect(said.filter((text) => /^Importing/.test(text))).toHaveLength(1)
  expect(await readdir(settings.home)).not.toContain('bulk')
}, 240_000)

long(
  'a database that holds something is refused, and what a bulk load left that was broken off is taken away',
  async () => {
    const { settings, options, said } = own()
    const home = new Home(settings.home)
    await expect(openToFill(settings, options)).rejects.toThrow(/^The database is not empty/)

    // What is there is not whole.
    await home.beginFilling({ pid: 2 ** 22 - 1, began: 'long ago' })
    const after = await openDatabase(settings, options)
    expect(await after.read({ text: 'MATCH (node) RETURN count(node)' })).toEqual([[0]])
    await after.close()
    expect(said).toContain('A bulk load was broken off: what it had written is taken away.')
    expect(await home.readFilling()).toBeUndefined()
  },
  240_000,
)

test('a server and a database that is in use are refused, with the reason and the way out', async () => {
  await emptyDatabase()
  const settings = testSettings('scratch')
  const say = () => undefined
  const neo4j = { uri: 'bolt://127.0.0.1:1', username: 'neo4j', password: 'secret', database: 'neo4j' }
  await expect(openToFill({ ...settings, neo4j }, { say })).rejects.toMatchObject({
    code: 'BAD_CONFIG',
    message: 'NEO4J_URI names a server, and Neo4j’s importer can only fill a database that is stopped.',
    hint: 'Load without --bulk; or unset NEO4J_URI to fill the managed database.',
  })
  await expect(openToFill(settings, { say })).rejects.toThrow(/^Another command uses the managed database/)
})
