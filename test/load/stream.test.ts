import { mkdtemp, readFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Database } from '../../src/database/connect.js'
import { mergeNodes, splitNode } from '../../src/load/merge.js'
import { writeDatasets } from '../../src/load/pipeline.js'
import { loadTable } from '../../src/load/streamLoad.js'
import type { TableOptions } from '../../src/load/streamLoad.js'
import type { TableDraft } from '../../src/load/table/table.js'
import { emptyDatabase } from '../database.js'
import { dump } from './dump.js'
import { tableOf, wholeOf } from './tables.js'
import type { Row } from './tables.js'
import { long } from '../long.js'

let database: Database

beforeAll(async () => {
  database = await emptyDatabase()
}, 120_000)

beforeEach(() => database.schema(['MATCH (node) DETACH DELETE node']))

const rows = (text: string) => database.read({ text })
const load = (table: TableDraft, options: Partial<TableOptions> = {}) =>
  loadTable(database, table, { toolVersion: '1', ...options })
const whole = async (table: TableDraft) => writeDatasets([await wholeOf(table)], database)

const clear = () => database.schema(['MATCH (node) DETACH DELETE node'])

/** A row with what it says of two actors, as a mapping makes it of every row, and what the one did to the other. */
function visit(key: string, from: string, to: string, on: string, more: Partial<Row> = {}): Row {
  const actors = [from, to].map((id) => ({ id, names: [{ value: id, language: 'en', kind: 'PREFERRED' }] }))
  const named = [from, to].flatMap((id) => [
    { predicate: 'name', subject: id, value: id },
    ...(id.startsWith('group:')
      ? [
          { predicate: 'sector', subject: id, value: 'GOV' },
          { predicate: 'BELONGS_TO', subject: id, object: `country:${id.slice(6, 8).toUpperCase()}` },
        ]
      : []),
  ])
  const id = `event:${key}`
  const event = {
    id,
    properties: { kind: 'VISIT', plover: 'CONSULT', on, summary: `${from} visits ${to}` },
    relations: [
      { type: 'INITIATED', from, to: id, properties: {} },
      { type: 'TARGETED', from: id, to, properties: {} },
    ],
  }
  const countries = ['country:AA', 'country:BB', 'country:CC'].map((country) => ({ id: country }))
  return { key, nodes: [...countries, ...actors, event], claims: named, ...more }
}

const visits = [
  visit('1', 'country:AA', 'group:bb-gov', '2025-01-02'),
  visit('2', 'group:bb-gov', 'country:AA', '2025-02'),
  visit('3', 'group:cc-gov', 'group:bb-gov', '2025-03-01/2025-03-05'),
  visit('4', 'country:CC', 'group:aa-mil', '2025'),
  visit('5', 'country:AA', 'country:AA', '2025-01-02'),
]

test('rows that come in batches make the same graph as the whole at once, whatever the size of a batch', async () => {
  await whole(tableOf('visits', visits))
  const expected = await dump(database)
  for (const size of [1, 2, 3, 100]) {
    await clear()
    expect(await load(tableOf('visits', visits), { size })).toEqual({
      ...{ created: 28, updated: 0, removed: 0, rows: 5, repeated: 0, setAside: 0 },
    })
    expect(await dump(database)).toEqual(expected)
  }
}, 120_000)

long(
  'random tables make the same graph in batches of any size as at once',
  async () => {
    let seed = 20_261_124
    const chance = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    const actors = ['country:AA', 'country:BB', 'country:CC', 'group:aa-gov', 'group:bb-mil', 'group:cc-gov']
    for (let round = 0; round < 3; round++) {
      const table = Array.from({ length: 20 }, (_, at): Row => {
        const [from, to] = [actors[chance(6)]!, actors[chance(6)]!]
        const row = visit(String(at), from, to, ['2025', '2025-02', '2025-03-04', '../2024-07'][chance(4)]!)
        const event = row.nodes!.at(-1)!
        // Some say nothing of their actors, some follow another or are part of something, some are claimed about.
        if (chance(3) === 0) row.claims = []
        if (chance(3) === 0) {
          const other = `event:${chance(20)}`
          if (other !== event.id)
            event.relations!.push({ type: 'FOLLOWED', from: event.id, to: other, properties: { relation: 'AFTER' } })
        }
        if (chance(5) === 0) {
          row.nodes!.push({ id: 'negotiation:talks' })
          row.claims!.push({ predicate: 'title', subject: 'negotiation:talks', value: 'Talks' })
          event.relations!.push({
            ...{ type: 'PART_OF', from: event.id, to: 'negotiation:talks' },
            properties: { status: ['ONGOING', 'SUSPENDED'][chance(2)] },
          })
        }
        if (chance(5) === 0) row.claims!.push({ predicate: 'kind', subject: `event:${chance(20)}`, value: 'TALKS' })
        return row
      })
      await clear()
      await whole(tableOf('visits', table))
      const expected = await dump(database)
      await clear()
      await load(tableOf('visits', table), { size: 1 + chance(12) })
      expect(await dump(database)).toEqual(expected)
    }
  },
  300_000,
)

test('what later rows say otherwise is kept, names are joined, and what they repeat rests on the first row', async () => {
  const row = (key: string, name: string): Row => ({
    key,
    nodes: [{ id: 'official:doe', names: [{ value: name, language: 'en', kind: 'PREFERRED' }] }],
    claims: [{ predicate: 'name', subject: 'official:doe', value: name }],
  })
  const table = tableOf('officials', [row('1', 'Jane Doe'), row('2', 'Jane Doe'), row('3', 'J. Doe')])
  expect(await load(table, { size: 1 })).toMatchObject({ created: 7 })
  expect(await rows('MATCH (claim:Claim)-[:EVIDENCED_BY]->(row) RETURN claim.value, row.id ORDER BY row.id')).toEqual([
    ['Jane Doe', 'passage:officials:1'],
    ['J. Doe', 'passage:officials:3'],
  ])
  expect(await rows('MATCH (:Official)-[:NAMED]->(name) RETURN name.value ORDER BY name.value')).toEqual([
    ['J. Doe'],
    ['Jane Doe'],
  ])
  const streamed = await dump(database)
  await clear()
  await whole(table)
  expect(await dump(database)).toEqual(streamed)
})

test('the same again writes nothing at all; with another text of one row that row changes alone', async () => {
  await load(tableOf('visits', visits))
  const revision = async () => (await rows('MATCH (revision:Revision) RETURN revision.n'))[0]![0]
  const [graph, before] = [await dump(database), await revision()]
  expect(await load(tableOf('visits', visits))).toBeUndefined()
  expect([await dump(database), await revision()]).toEqual([graph, before])
  const other = [...visits.slice(0, 1), visit('2', 'group:bb-gov', 'country:AA', '2025-04'), ...visits.slice(2)]
  expect(await load(tableOf('visits', other))).toMatchObject({ created: 0, updated: 1, removed: 0 })
  const changed = await dump(database)
  await clear()
  await load(tableOf('visits', other))
  expect(await dump(database)).toEqual(changed)
})

test('rows that vanish take their facts, and what only they named, with them; their claims are closed and kept', async () => {
  await load(tableOf('visits', visits))
  expect(await load(tableOf('visits', visits.slice(2)), { size: 2 })).toMatchObject({ updated: 0 })
  expect(await rows('MATCH (event:Event) RETURN event.id ORDER BY event.id')).toEqual([
    ['event:3'],
    ['event:4'],
    ['event:5'],
  ])
  const standing = (await dump(database)).filter((line) => !/claim:|passage:visits:[12]\b/.test(line))
  expect(await rows('MATCH (claim:Claim) WHERE NOT claim.standing RETURN count(claim) > 0')).toEqual([[true]])
  await clear()
  await load(tableOf('visits', visits.slice(2)))
  expect((await dump(database)).filter((line) => !/claim:|passage:visits:[12]\b/.test(line))).toEqual(standing)
})

test('a row may refer to what a later one makes', async () => {
  const follows: Row = {
    key: '0',
    nodes: [
      {
        id: 'event:0',
        properties: { kind: 'OTHER', summary: 'What came after' },
        relations: [
          { type: 'FOLLOWED', from: 'event:0', to: 'event:5', properties: { relation: 'AFTER' } },
          { type: 'TARGETED', from: 'event:0', to: 'group:cc-gov', properties: {} },
        ],
      },
    ],
    claims: [{ predicate: 'MEMBER_OF', subject: 'country:AA', object: 'organization:union' }],
  }
  const union: Row = {
    key: '9',
    nodes: [{ id: 'organization:union' }],
    claims: [{ predicate: 'name', subject: 'organization:union', value: 'The Union' }],
  }
  const table = tableOf('visits', [follows, ...visits, union])
  await whole(table)
  const expected = await dump(database)
  for (const size of [2, 10]) {
    await clear()
    await load(table, { size })
    expect(await dump(database)).toEqual(expected)
  }
})

describe('rows that say the same', () => {
  test('are counted once', async () => {
    const again = { ...visits[1]!, key: '7' }
    expect(await load(tableOf('visits', [...visits, visits[0]!, again]))).toMatchObject({ rows: 6, repeated: 1 })
    expect(await rows('MATCH (event:Event) RETURN count(event)')).toEqual([[5]])
    expect(await rows("MATCH (:Event {id: 'event:2'})-[:EVIDENCED_BY]->(row) RETURN row.id")).toEqual([
      ['passage:visits:2'],
    ])
  })

  test('and contradict one another are refused, naming both', async () => {
    const key = visit('1', 'country:AA', 'country:CC', '2025')
    const fact = { ...visit('3', 'country:AA', 'country:CC', '2025'), key: '8' }
    await expect(load(tableOf('visits', [...visits, key, fact]))).rejects.toThrow(
      [
        'visits.csv:6 event:1 stands in visits.csv:1 too, and says something else there.',
        '  Take one of the two out, or choose a key that tells them apart.',
        'visits.csv:6 The key of this row, 1, stands in visits.csv:1 too, and says something else there.',
        '  Take one of the two out, or choose a key that tells them apart.',
        'visits.csv:7 event:3 stands in visits.csv:3 too, and says something else there.',
        '  Take one of the two out, or choose a key that tells them apart.',
      ].join('\n'),
    )
    expect(await rows('MATCH (node) WHERE NOT node:Revision RETURN count(node)')).toEqual([[0]])
  })
})

describe('events of two rows that were merged', () => {
  const merge = () => mergeNodes(database, 'event:2', 'event:5', { reason: 'One visit.' })
  const evidence = () => rows("MATCH (:Event {id: 'event:5'})-[:EVIDENCED_BY]->(row) RETURN row.id ORDER BY row.id")
  const hashes = 'MATCH (passage:Passage) SET passage.rowHash = null'

  /** The graph after a load of a table with a merge of two of its events. */
  async function mergedAfter(table: TableDraft): Promise<string[]> {
    await clear()
    await load(table)
    await merge()
    return dump(database)
  }

  test.each([1, 2, 100])(
    'are one in later loads too, in batches of %d, and two again once that is undone',
    async (size) => {
      const more = [...visits, visit('6', 'country:CC', 'country:AA', '2025-05')]
      const [merged, wider] = [await mergedAfter(tableOf('visits', visits)), await mergedAfter(tableOf('visits', more))]
      await clear()
      await load(tableOf('visits', visits))
      const unmerged = await dump(database)
      await merge()
      // Whatever is looked at again, nothing about it differs.
      await database.write((run) => run({ text: hashes }))
      expect(await load(tableOf('visits', visits), { size })).toMatchObject({ created: 0, updated: 0, removed: 0 })
      expect(await dump(database)).toEqual(merged)
      expect(await load(tableOf('visits', more), { size })).toMatchObject({ created: 2, updated: 0, removed: 0 })
      expect(await dump(database)).toEqual(wider)
      await load(tableOf('visits', visits), { size })
      await splitNode(database, 'event:2')
      expect(await dump(database)).toEqual(unmerged)
    },
    120_000,
  )

  test.each([1, 2, 100])(
    'rest on both rows at once, though the later is new, in batches of %d',
    async (size) => {
      const keyed = tableOf(
        'visits',
        visits.map((row) => ({ ...row, key: `r${row.key}` })),
      )
      const expected = await mergedAfter(keyed)
      await clear()
      await load(tableOf('visits', visits))
      await merge()
      await load(keyed, { size })
      expect(await evidence()).toEqual([['passage:visits:r2'], ['passage:visits:r5']])
      // What the rows of before said is closed, and kept with them.
      const now = (lines: string[]) => lines.filter((line) => !/claim:|passage:visits:\d/.test(line))
      expect(now(await dump(database))).toEqual(now(expected))
    },
    120_000,
  )

  test('contradict one another where rows say of one of them what they said of it otherwise', async () => {
    await load(tableOf('visits', visits))
    await merge()
    const other = { ...visit('2', 'country:AA', 'country:CC', '2025'), key: '9' }
    await expect(load(tableOf('visits', [...visits, other]))).rejects.toThrow(
      /^visits\.csv:6 event:5 stands in visits\.csv:2 too, and says something else there\./,
    )
  })
})

describe('bad rows', () => {
  const bad = (key: string): Row => ({ key, text: `the bad row ${key}`, problem: `"${key}" is no date.` })
  const lost = visit('lost', 'country:AA', 'country:CC', '2025')
  const unknown: Row = { ...lost, nodes: lost.nodes!.filter(({ id }) => id.startsWith('event:')), claims: [] }
  unknown.nodes![0]!.relations![1]!.to = 'country:CD'

  test('refuse the table, with all that is wrong in it', async () => {
    await expect(load(tableOf('visits', [bad('a'), ...visits, bad('b'), unknown]))).rejects.toThrow(
      [
        'visits.csv:1 "a" is no date.',
        'visits.csv:7 "b" is no date.',
        'visits.csv:8 country:CD is not known.',
        '  It must be in the graph, or be made by a row of the table.',
      ].join('\n'),
    )
    expect(await rows('MATCH (load:Load) RETURN load')).toEqual([])
  })

  test('are set aside where so many may be, and told in a file', async () => {
    const file = path.join(await mkdtemp(path.join(os.tmpdir(), 'parley-rejects-')), 'rejects.ndjson')
    const table = tableOf('visits', [bad('a'), ...visits, unknown])
    await expect(load(table, { rejects: { maxErrors: 1, file } })).rejects.toThrow(
      /^2 rows are bad, and 1 may be\.\n {2}Correct them/,
    )
    expect(await load(table, { rejects: { maxErrors: 2, file } })).toMatchObject({ rows: 6, setAside: 2 })
    const told = (await readFile(file, 'utf8')).trim().split('\n')
    expect(told.map((line) => JSON.parse(line) as unknown)).toEqual([
      { file: 'visits.csv', line: 1, text: 'the bad row a', problems: [{ message: '"a" is no date.' }] },
      {
        ...{ file: 'visits.csv', line: 7, text: 'row lost' },
        problems: [
          { message: 'country:CD is not known.', hint: 'It must be in the graph, or be made by a row of the table.' },
        ],
      },
    ])
    const streamed = await dump(database)
    await clear()
    await load(tableOf('visits', visits))
    expect(await dump(database)).toEqual(streamed)
  })
})
