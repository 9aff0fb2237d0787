import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Database } from '../../src/database/connect.js'
import { databaseHash } from '../../src/load/export/hash.js'
import { emptyDatabase } from '../database.js'
import { loadWorld } from '../world.js'
import { long } from '../long.js'
import { parleyIn, root } from './command.js'

let database: Database
let folder: string

beforeAll(async () => {
  // Kept open by the helper, so that each command joins it instead of starting one.
  database = await emptyDatabase()
  await loadWorld(database)
  folder = await mkdtemp(path.join(os.tmpdir(), 'parley-database-'))
}, 120_000)

afterAll(() => rm(folder, { recursive: true }))

/** Runs `parley` as a user would, against the database of the writing tests. */
const parley = (...args: string[]) => parleyIn(folder, args)

const setVersion = (schema: string) =>
  database.write((run) => run({ text: `MERGE (schema:Schema {key: 'graph'}) SET schema += ${schema}` }))

/** Commands that only read. */
const reading = [
  ['database', 'hash'],
  ['export', 'facts', '--out', 'refused'],
  ['load', '--plan', path.join(root, 'test', 'world', 'countries')],
  ['merge', '--plan', 'official:paul-mugabo', 'official:jane-doe'],
  ['split', '--plan', 'official:paul-mugabo'],
  ['retract', '--plan', 'lake-radio'],
]

long(
  'an older database is refused by what only reads, with the way out, and by nothing that writes',
  async () => {
    await database.write((run) => run({ text: 'MATCH (schema:Schema) DELETE schema' }))
    for (const args of reading) {
      expect([args, await parley(...args)]).toEqual([
        args,
        {
          code: 78,
          stdout: '',
          stderr:
            'The database has version 0 of the graph; this Parley needs 1.\n' +
            '  Bring it along with parley database migrate, or start Parley, which does so.\n',
        },
      ])
    }
    expect(await parley('retract', 'nobody')).toMatchObject({
      code: 66,
      stderr: expect.stringMatching(/^Bringing the database along from version 0 to 1 …\n/) as string,
    })
  },
  300_000,
)

long(
  'a database of a newer Parley is refused by every command',
  async () => {
    await setVersion('{version: 2}')
    const writing = [
      ['database', 'migrate'],
      ['load', path.join(root, 'test', 'world', 'countries')],
      ['merge', 'official:paul-mugabo', 'official:jane-doe'],
      ['split', 'official:paul-mugabo'],
      ['retract', 'lake-radio'],
    ]
    for (const args of [...reading, ...writing]) {
      expect([args, await parley(...args)]).toEqual([
        args,
        {
          code: 78,
          stdout: '',
          stderr:
            'The database was written by a newer Parley: version 2 of the graph, and this one knows 1.\n' +
            '  Use that Parley, or another database: set PARLEY_HOME or NEO4J_URI.\n',
        },
      ])
    }
    await setVersion('{version: 1}')
  },
  300_000,
)

long(
  'an older database is brought along, and then has a hash with its counts',
  async () => {
    await database.write((run) => run({ text: 'MATCH (schema:Schema) DELETE schema' }))
    expect(await parley('database', 'migrate')).toEqual({
      code: 0,
      stdout: 'Brought along from version 0 to 1: 0 nodes, 0 relationships and 0 names were otherwise.\n',
      stderr: 'Bringing the database along from version 0 to 1 …\n',
    })
    expect(await parley('database', 'migrate')).toMatchObject({
      code: 0,
      stdout: 'The database is as this Parley writes it.\n',
    })
    const hash = await databaseHash(database)
    const lines = (await parley('database', 'hash')).stdout.split('\n')
    expect(lines[0]).toBe(hash)
    expect(lines).toContain('Negotiation    3')
    const json = JSON.parse((await parley('database', 'hash', '--json')).stdout) as object
    expect(json).toEqual({ hash, counts: expect.any(Object), relationships: expect.any(Number) })
  },
  300_000,
)

test('export facts writes a folder for each dataset, or the NDJSON of one to standard output', async () => {
  const { code, stdout } = await parley('export', 'facts', '--dataset', 'old-pacts', '--out', 'out')
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: 'dataset:old-pacts: 1 documents, 3 passages, 3 nodes, 15 claims in 2 files (yaml)\n',
  })
  const manifest = JSON.parse(await readFile(path.join(folder, 'out', 'manifest.json'), 'utf8')) as object
  expect(manifest).toMatchObject({ datasets: [{ dataset: 'dataset:old-pacts', format: 'yaml' }] })
  const lines = (await parley('export', 'facts', '--dataset', 'old-pacts', '--out', '-')).stdout.trim().split('\n')
  const kinds = lines.map((line) => Object.keys(JSON.parse(line) as object)[0])
  expect(kinds.join(' ')).toBe('document passage passage passage entry entry entry redirect')
  expect(await parley('export', 'facts', '--out', '-')).toMatchObject({ code: 2, stdout: '' })
  expect((await parley('export', 'facts', '--dataset', 'old-pact', '--out', 'more')).code).toBe(66)
}, 300_000)

test('retract tells what falls and undoes it; a plan writes nothing', async () => {
  const hash = await databaseHash(database)
  const plan = await parley('retract', 'lake-radio', '--plan')
  expect(plan.code).toBe(0)
  expect(plan.stdout).toMatch(
    /^Would be retracted: document:lake-radio, “.*”, of dataset:fish-talks\n {2}\d+ claims that close: claim:/,
  )
  expect(plan.stdout).toMatch(/\nNothing was written\.\n$/)
  expect(await databaseHash(database)).toBe(hash)
  const done = JSON.parse((await parley('retract', 'lake-radio', '--json')).stdout) as { claims: { count: number } }
  expect(plan.stdout).toContain(`  ${done.claims.count} claims that close`)
  expect(await databaseHash(database)).not.toBe(hash)
  expect((await parley('retract', 'lake-radio')).code).toBe(2)
  expect((await parley('retract', 'lake-radio', '--undo')).stdout).toMatch(/^Restored: document:lake-radio/)
  expect(await databaseHash(database)).toBe(hash)
  expect((await parley('retract', 'lake-tv')).code).toBe(66)
}, 300_000)
