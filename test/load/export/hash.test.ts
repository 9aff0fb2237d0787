import type { Database } from '../../../src/database/connect.js'
import { databaseHash, hashDatabase, recordedTypes } from '../../../src/load/export/hash.js'
import { loadDatasets, writeDatasets } from '../../../src/load/pipeline.js'
import { emptyDatabase } from '../../database.js'
import { worldFolders } from '../../world.js'
import { draft } from '../drafts.js'
import { long } from '../../long.js'

let database: Database

beforeAll(async () => {
  database = await emptyDatabase()
}, 120_000)

beforeEach(() => database.schema(['MATCH (node) DETACH DELETE node']))

const run = (text: string, parameters: Record<string, unknown> = {}) =>
  database.write((write) => write({ text, parameters }))

/** Three datasets that know nothing of one another, and the third of which says two things of one node. */
const talks = (slug: string, status = 'ONGOING') =>
  draft(slug, {
    nodes: [{ id: `negotiation:${slug}` }, { id: `country:x-${slug}`, names: [{ value: slug, kind: 'PREFERRED' }] }],
    claims: [
      { predicate: 'title', subject: `negotiation:${slug}`, value: slug },
      { predicate: 'status', subject: `negotiation:${slug}`, value: status },
      { predicate: 'name', subject: `country:x-${slug}`, value: slug },
      {
        predicate: 'PARTICIPATED_IN',
        subject: `country:x-${slug}`,
        object: `negotiation:${slug}`,
        qualifiers: { role: 'PARTY' },
      },
    ],
  })

test('an empty graph has a hash, and it covers nothing', async () => {
  expect(await hashDatabase(database)).toEqual({
    hash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    counts: {},
    relationships: 0,
  })
})

test('the order in which datasets are loaded, loading them again, and what was there before make no other hash', async () => {
  await writeDatasets([talks('a'), talks('b'), talks('c')], database)
  const hash = await databaseHash(database)
  await database.schema(['MATCH (node) DETACH DELETE node'])
  for (const slug of ['c', 'a', 'b']) await writeDatasets([talks(slug, 'SUSPENDED')], database)
  expect(await databaseHash(database)).not.toBe(hash)
  for (const slug of ['b', 'c', 'a']) await writeDatasets([talks(slug)], database)
  expect(await databaseHash(database)).toBe(hash)
  await writeDatasets([{ ...talks('a'), sourceSha256: 'of another file' }], database)
  expect(await databaseHash(database)).toBe(hash)
})

/** A text that each kind of thing has; the others have a title. */
const texts: Record<string, string> = {
  ...{ Country: 'name', Official: 'name', Organization: 'name', Group: 'name', Topic: 'label' },
  ...{ Claim: 'polarity', Passage: 'text', Event: 'summary', Statement: 'text', Term: 'text' },
}

long(
  'any property or relationship that is otherwise makes another hash',
  async () => {
    await loadDatasets(worldFolders, database)
    const { hash, counts } = await hashDatabase(database)
    const all = await counted()
    // On one passage nothing rests but claims that fell with a retracted document.
    expect(counts).toEqual({ ...all, Passage: all.Passage! - 1, Redirect: 1 })
    // One of each kind of thing: more would say no more, and each is a hash of the whole world.
    const labels = recordedTypes().flatMap(({ label }) => (counts[label!] ? [label!] : []))
    const kinds = (await database.read({
      text: `MATCH (one:Node)-[edge]->(other:Node) WHERE NOT one:Load AND NOT other:Load RETURN DISTINCT type(edge)`,
    })) as [string][]
    for (const label of labels) {
      const property = texts[label] ?? 'title'
      const some = `MATCH (node:${label}) ${label === 'Claim' ? 'WHERE node.standing' : ''} WITH node ORDER BY node.id LIMIT 1`
      const [[was]] = (await run(
        `${some} WITH node, node.${property} AS was SET node.${property} = coalesce(was, '') + '!' RETURN was`,
      )) as [[unknown]]
      expect([label, await databaseHash(database)]).not.toEqual([label, hash])
      await run(`${some} SET node.${property} = $was`, { was })
    }
    expect(await databaseHash(database)).toBe(hash)
    for (const [kind] of kinds) {
      const some = `MATCH (a:Node)-[edge:${kind}]->(b:Node) WITH a, edge, b ORDER BY a.id, b.id LIMIT 1`
      await run(`${some} SET edge.other = true`)
      expect([kind, await databaseHash(database)]).not.toEqual([kind, hash])
      await run(`MATCH ()-[edge:${kind}]->() REMOVE edge.other`)
    }
    expect(await databaseHash(database)).toBe(hash)
    await run(`MATCH (a:Node)-[edge:PARTICIPATED_IN]->() WITH edge ORDER BY a.id LIMIT 1 DELETE edge`)
    expect(await databaseHash(database)).not.toBe(hash)
  },
  240_000,
)

test('names, identifiers, and who says a thing count', async () => {
  const named = draft('a', {
    nodes: [
      {
        id: 'country:KE',
        names: [{ value: 'Kenya', language: 'en', kind: 'PREFERRED' }],
        externalIds: [{ scheme: 'wikidata', value: 'Q114' }],
      },
    ],
    claims: [{ predicate: 'name', subject: 'country:KE', value: 'Kenya' }],
  })
  await writeDatasets([named], database)
  const hash = await databaseHash(database)
  const changes = [
    `MATCH (name:Name) SET name.language = 'sw'`,
    `MATCH (other:ExternalId) SET other.value = 'Q115'`,
    `MATCH (:Country)-[from:FROM]->(:Load) SET from.dataset = 'dataset:b'`,
    `MATCH (country:Country) CREATE (:Redirect {id: 'country:x-kenya'})-[:MERGED_INTO {reason: 'one'}]->(country)`,
  ]
  const seen = new Set([hash])
  for (const change of changes) {
    await run(change)
    seen.add(await databaseHash(database))
  }
  expect(seen.size).toBe(changes.length + 1)
})

test('marks, times, loads, closed claims and what is kept for them do not', async () => {
  await writeDatasets([talks('a')], database)
  const hash = await databaseHash(database)
  const closed = draft('a', {
    passages: ['a', 'b'],
    nodes: talks('a').nodes,
    claims: [
      ...talks('a').claims,
      { predicate: 'summary', subject: 'negotiation:a', value: 'Gone', evidence: ['passage:a:b'] },
    ],
  })
  await writeDatasets([closed], database)
  expect(await databaseHash(database)).not.toBe(hash)
  await writeDatasets([talks('a')], database)
  expect(await run(`MATCH (claim:Claim {value: 'Gone'}) RETURN claim.standing`)).toEqual([[false]])
  expect(await databaseHash(database)).toBe(hash)
})

/** How many nodes of each label the graph has, as an independent count. */
async function counted(): Promise<Record<string, number>> {
  const rows = (await database.read({
    text: `MATCH (node:Node) WHERE NOT node:Load AND (NOT node:Claim OR node.standing)
      UNWIND labels(node) AS label WITH label, count(*) AS n WHERE label IN $labels RETURN label, n`,
    parameters: { labels: recordedTypes().map(({ label }) => label) },
  })) as [string, number][]
  return Object.fromEntries(rows)
}
