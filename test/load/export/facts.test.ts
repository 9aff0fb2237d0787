import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Database } from '../../../src/database/connect.js'
import { exportFacts, type FactFormat } from '../../../src/load/export/export.js'
import { hashDatabase } from '../../../src/load/export/hash.js'
import { mergeNodes } from '../../../src/load/merge.js'
import { loadDatasets, seedFolders } from '../../../src/load/pipeline.js'
import { emptyDatabase } from '../../database.js'
import { long } from '../../long.js'
import { clientOf, worldFolders } from '../../world.js'

let database: Database
let folder: string

beforeAll(async () => {
  database = await emptyDatabase()
  folder = await mkdtemp(path.join(os.tmpdir(), 'parley-export-'))
}, 120_000)

afterAll(() => rm(folder, { recursive: true }))

beforeEach(() => database.schema(['MATCH (node) DETACH DELETE node']))

/** Loads what was exported into an empty graph. */
async function reload(out: string): Promise<void> {
  await database.schema(['MATCH (node) DETACH DELETE node'])
  const folders = (await readdir(out)).filter((name) => name !== 'manifest.json')
  await loadDatasets(
    folders.map((name) => path.join(out, name)),
    database,
  )
}

describe.each<FactFormat>(['yaml', 'ndjson'])('facts exported as %s', (format) => {
  test('make the same graph of the world when they are loaded', async () => {
    await loadDatasets(worldFolders, database)
    const before = await hashDatabase(database)
    const out = path.join(folder, `world-${format}`)
    await exportFacts(database, { format, out })
    await reload(out)
    expect(await hashDatabase(database)).toEqual(before)
  }, 120_000)

  long(
    'make the same graph of the seeds when they are loaded, countries and topics too',
    async () => {
      await loadDatasets(await seedFolders(), database)
      const before = await hashDatabase(database)
      const out = path.join(folder, `seeds-${format}`)
      await exportFacts(database, { format, out })
      await reload(out)
      expect(await hashDatabase(database)).toEqual(before)
      expect(JSON.parse(await readFile(path.join(out, 'manifest.json'), 'utf8'))).toMatchObject({
        datasets: [{}, {}, {}],
      })
    },
    180_000,
  )
})

/** Shipped mappings: of events, which names countries of the seeds, and of treaties, which have numbers of a register. */
const shipped = ['icews-events', 'treaty-register']

for (const name of shipped) {
  long(
    `rows of a table come back as facts, with the rows that they rest on: ${name}`,
    async () => {
      await loadDatasets([...(await seedFolders()), path.join('docs', 'mappings', name)], database)
      const before = await hashDatabase(database)
      const out = path.join(folder, `table-${name}`)
      const exported = await exportFacts(database, { out })
      await reload(out)
      expect(await hashDatabase(database)).toEqual(before)
      // What was written is what is there, kind by kind.
      const total: Record<string, number> = {}
      for (const { counts } of exported)
        for (const [kind, count] of Object.entries(counts)) total[kind] = (total[kind] ?? 0) + count
      expect(total.Event).toBe(before.counts.Event)
      expect(total.passages).toBe(before.counts.Passage)
      expect(total.documents).toBe(before.counts.Document)
      expect(total.claims).toBe(before.counts.Claim)
    },
    240_000,
  )
}

long(
  'an agreement comes back with its identifiers of other schemes, by which it is found',
  async () => {
    await loadDatasets([...(await seedFolders()), path.join('docs', 'mappings', 'treaty-register')], database)
    const out = path.join(folder, 'identified')
    await exportFacts(database, { out })
    const asked = async () => {
      const first = '{ agreements(first: 1) { edges { node { id externalIds { scheme value } } } } }'
      const { agreements } = (await clientOf(database).ask(first)) as {
        agreements: { edges: { node: { id: string; externalIds: { scheme: string; value: string }[] } }[] }
      }
      const [{ node }] = agreements.edges as [(typeof agreements.edges)[0]]
      const [{ scheme, value }] = node.externalIds as [(typeof node.externalIds)[0]]
      const { resolve } = (await clientOf(database).ask(
        `{ resolve(externalIds: [{ scheme: "${scheme}", value: "${value}" }]) { node { id } } }`,
      )) as { resolve: { node: { id: string } }[] }
      return { node, found: resolve[0]!.node.id }
    }
    const before = await asked()
    expect(before.node.externalIds).toMatchObject([{ scheme: 'ieadb' }])
    expect(before.found).toBe(before.node.id)
    await reload(out)
    expect(await asked()).toEqual(before)
  },
  120_000,
)

test('a merged id comes back as it was said, and leads where it led', async () => {
  await loadDatasets(worldFolders, database)
  await mergeNodes(database, 'official:paul-mugabo', 'official:jane-doe', { reason: 'One person.' })
  const before = await hashDatabase(database)
  for (const format of ['yaml', 'ndjson'] as const) {
    const out = path.join(folder, `merged-${format}`)
    await exportFacts(database, { format, out })
    await reload(out)
    expect(await hashDatabase(database)).toEqual(before)
  }
}, 240_000)

test('some datasets can be exported alone; one that is not there is named, and a folder in use is left as it is', async () => {
  await loadDatasets(worldFolders, database)
  const out = path.join(folder, 'some')
  const exported = await exportFacts(database, { datasets: ['old-pacts', 'countries'], out })
  expect(exported.map(({ dataset }) => dataset)).toEqual(['dataset:countries', 'dataset:old-pacts'])
  expect((await readdir(out)).sort()).toEqual(['countries', 'manifest.json', 'old-pacts'])
  const files = exported.flatMap((each) => each.files)
  for (const { file, bytes, sha256 } of files) {
    const written = await readFile(path.join(out, file))
    expect([written.length, createHash('sha256').update(written).digest('hex')]).toEqual([bytes, sha256])
  }
  await expect(exportFacts(database, { datasets: ['old-pact'], out: `${out}-more` })).rejects.toMatchObject({
    message: 'There is no dataset "old-pact" in the graph.',
    hint: expect.stringContaining('old-pacts'),
  })
  await expect(exportFacts(database, { out })).rejects.toThrow('The folder has something in it.')
}, 120_000)
