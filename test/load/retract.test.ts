import type { Database } from '../../src/database/connect.js'
import type { Draft } from '../../src/load/draft.js'
import { databaseHash } from '../../src/load/export/hash.js'
import { loadDatasets, readDatasets, writeDatasets } from '../../src/load/pipeline.js'
import { retractDocument } from '../../src/load/retract.js'
import { loadTable } from '../../src/load/streamLoad.js'
import { Problem } from '../../src/problem.js'
import { emptyDatabase } from '../database.js'
import { clientOf, worldFolders } from '../world.js'
import { long } from '../long.js'
import { draft } from './drafts.js'
import { tableOf } from './tables.js'
import type { Row } from './tables.js'

let database: Database

beforeAll(async () => {
  database = await emptyDatabase()
}, 120_000)

beforeEach(() => database.schema(['MATCH (node) DETACH DELETE node']))

/** The world with one of its documents retracted by its own dataset. */
async function retractedWorld(slug: string): Promise<Draft[]> {
  const drafts = await readDatasets(worldFolders)
  return drafts.map((each) => ({
    ...each,
    sourceSha256: 'with one retracted',
    documents: each.documents.map((document) =>
      document.id === `document:${slug}` ? { ...document, status: 'RETRACTED' } : document,
    ),
  }))
}

const documents = ['rwanda-gazette', ...(process.env.LONG_TESTS ? ['lake-herald', 'lake-radio', 'old-treaties'] : [])]

test.each(documents)(
  'retracting %s leaves the graph that a load would leave in which its dataset retracts it, and undoing it the graph of before',
  async (slug) => {
    await loadDatasets(worldFolders, database)
    await writeDatasets(await retractedWorld(slug), database)
    const wanted = await databaseHash(database)
    await database.schema(['MATCH (node) DETACH DELETE node'])

    await loadDatasets(worldFolders, database)
    const before = await databaseHash(database)
    const plan = await retractDocument(database, slug, { plan: true })
    expect(await databaseHash(database)).toBe(before)
    const fallout = await retractDocument(database, slug)
    expect(fallout).toEqual(plan)
    expect(await databaseHash(database)).toBe(wanted)

    const loads = await loadDatasets(worldFolders, database)
    expect(loads.map(({ unchanged }) => unchanged)).toEqual([true, true, true])
    const drafts = await readDatasets(worldFolders)
    await writeDatasets(
      drafts.map((each) => ({ ...each, sourceSha256: 'anew' })),
      database,
    )
    expect(await databaseHash(database)).toBe(wanted)

    const undone = await retractDocument(database, slug, { undo: true })
    expect(undone.loadAgain).toBe(true)
    await writeDatasets(drafts, database)
    expect(await databaseHash(database)).toBe(before)
    await retractDocument(database, slug)
    expect(await databaseHash(database)).toBe(wanted)
    const again = await retractDocument(database, slug, { undo: true })
    expect(await databaseHash(database)).toBe(before)
    const { claims, facts, nodes, loadAgain } = again
    expect({ claims, facts, loadAgain }).toEqual({ claims: plan.claims, facts: plan.facts, loadAgain: false })
    expect(nodes).toEqual(plan.nodes)
  },
  180_000,
)

/** A table of visits to a country by groups of others, a row each. */
function visits(count: number): Row[] {
  return Array.from({ length: count }, (_, at): Row => {
    const from = `group:visitors-${at % 7}`
    const id = `event:visit-${at}`
    return {
      key: `${at}`,
      text: `${at}\tvisitors ${at % 7}\tLand`,
      nodes: [
        { id: from, names: [{ value: `Visitors ${at % 7}`, kind: 'PREFERRED' }] },
        { id: 'country:x-land', names: [{ value: 'Land', kind: 'PREFERRED' }] },
        {
          id,
          properties: { kind: 'VISIT', plover: 'CONSULT', on: `2025-0${1 + (at % 9)}`, summary: `Visit ${at}` },
          relations: [
            { type: 'INITIATED', from, to: id, properties: {} },
            { type: 'TARGETED', from: id, to: 'country:x-land', properties: {} },
          ],
        },
      ],
      claims: [
        { predicate: 'name', subject: from, value: `Visitors ${at % 7}` },
        { predicate: 'sector', subject: from, value: 'GOV' },
        { predicate: 'name', subject: 'country:x-land', value: 'Land' },
      ],
    }
  })
}

long(
  'a long table is retracted a part at a time, heeded when it is loaded again, and comes back whole',
  async () => {
    const load = (rows: Row[]) => loadTable(database, tableOf('visits', rows), { toolVersion: '1' })
    await load(visits(30))
    const before = await databaseHash(database)
    const fallout = await retractDocument(database, 'visits', { size: 7 })
    expect(fallout).toMatchObject({ facts: { count: 30 }, nodes: { count: 38 }, relationships: { count: 60 } })
    expect(await database.read({ text: 'MATCH (node:Node) WHERE node:Event OR node:Actor RETURN count(*)' })).toEqual([
      [0],
    ])
    const retracted = await databaseHash(database)
    await load(visits(31))
    expect(await databaseHash(database)).toBe(retracted)
    await load(visits(30))
    expect(await retractDocument(database, 'visits', { undo: true, size: 7 })).toMatchObject({
      facts: { count: 30 },
      nodes: { count: 38 },
      loadAgain: true,
    })
    await load(visits(30))
    expect(await databaseHash(database)).toBe(before)
  },
  120_000,
)

const talks = (evidence: string[] = ['passage:a:a']) => ({
  nodes: [{ id: 'negotiation:talks', evidence }],
  claims: [
    { predicate: 'title', subject: 'negotiation:talks', value: 'Talks', evidence },
    { predicate: 'status', subject: 'negotiation:talks', value: 'ONGOING', evidence },
  ],
})

test('what falls is told in numbers and by name, and `changes` tells every removal', async () => {
  await writeDatasets([draft('a', talks()), draft('b')], database)
  const { ask } = clientOf(database)
  expect(await retractDocument(database, 'a', { plan: true })).toMatchObject({
    document: 'document:a',
    title: 'Document a',
    dataset: 'dataset:a',
    claims: { count: 2 },
    corrected: { count: 0 },
    facts: { count: 1, examples: ['negotiation:talks'] },
    nodes: { count: 1, examples: ['negotiation:talks'] },
    relationships: { count: 0 },
    whole: true,
    loadAgain: false,
  })
  await retractDocument(database, 'a')
  const { changes } = (await ask('{ changes(first: 50) { edges { kind nodeId fields } } }')) as {
    changes: { edges: { kind: string; nodeId: string; fields: string[] }[] }
  }
  const told = changes.edges.filter(({ kind }) => kind !== 'CREATED')
  expect(told.map(({ kind, nodeId }) => `${kind} ${nodeId.replace(/claim:.*/, 'claim')}`).sort()).toEqual([
    'REMOVED claim',
    'REMOVED claim',
    'REMOVED negotiation:talks',
    'UPDATED document:a',
  ])
  expect(await database.read({ text: 'MATCH (dataset:Dataset) RETURN dataset.factCount' })).toEqual([[0], [0]])
})

test('a claim that the document had corrected stands again, and is corrected again once that is undone', async () => {
  const first = draft('a', talks())
  const wrong = first.claims.find(({ predicate }) => predicate === 'status')!
  const correction = draft('b', {
    claims: [{ predicate: 'status', subject: 'negotiation:talks', value: 'CONCLUDED', supersedes: [wrong.id] }],
  })
  await writeDatasets([first, correction], database)
  const status = async () => (await database.read({ text: 'MATCH (node:Negotiation) RETURN node.status' }))[0]![0]
  expect(await status()).toBe('CONCLUDED')
  expect(await retractDocument(database, 'b')).toMatchObject({ claims: { count: 1 }, corrected: { count: 1 } })
  expect(await status()).toBe('ONGOING')
  await retractDocument(database, 'b', { undo: true })
  expect(await status()).toBe('CONCLUDED')
})

test('it stands again too where the dataset itself retracts the document, and the graph is the same', async () => {
  const first = draft('a', talks())
  const wrong = first.claims.find(({ predicate }) => predicate === 'status')!
  const claims = [{ predicate: 'status', subject: 'negotiation:talks', value: 'CONCLUDED', supersedes: [wrong.id] }]
  const correction = (status: string) => draft('b', { document: { status }, claims })
  const standing = async () =>
    database.read({ text: 'MATCH (claim:Claim) WHERE claim.standing RETURN claim.value ORDER BY claim.value' })
  await writeDatasets([first, correction('ACTIVE')], database)
  const before = [await standing(), await databaseHash(database)]
  expect(before[0]).toEqual([['CONCLUDED'], ['Talks']])
  await writeDatasets([correction('RETRACTED')], database)
  const retracted = [await standing(), await databaseHash(database)]
  expect(retracted[0]).toEqual([['ONGOING'], ['Talks']])
  expect(await database.read({ text: 'MATCH (node:Negotiation) RETURN node.status' })).toEqual([['ONGOING']])
  await writeDatasets([correction('ACTIVE')], database)
  expect([await standing(), await databaseHash(database)]).toEqual(before)
  await retractDocument(database, 'b')
  expect([await standing(), await databaseHash(database)]).toEqual(retracted)
})

test('a document that is not there, is retracted already, or never was, is refused with the way out', async () => {
  await writeDatasets([draft('a', talks()), draft('b', { document: { status: 'RETRACTED' } })], database)
  const said = async (slug: string, undo = false) => {
    const error: unknown = await retractDocument(database, slug, { undo }).catch((thrown: unknown) => thrown)
    return error instanceof Problem ? [error.exit, String(error)] : error
  }
  expect(await said('c')).toEqual([66, expect.stringMatching(/^document:c is not in the graph\.\n/)])
  expect(await said('a', true)).toEqual([2, 'document:a was not retracted here.\n  It stands already.'])
  expect(await said('b')).toEqual([2, 'document:b is retracted already.\n  dataset:b says so.'])
  await retractDocument(database, 'a')
  expect(await said('a')).toEqual([2, 'document:a is retracted already.\n  Undo it with parley retract a --undo.'])
})
