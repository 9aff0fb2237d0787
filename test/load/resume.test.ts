import type { Database } from '../../src/database/connect.js'
import { Lease } from '../../src/load/lease.js'
import { loadTable } from '../../src/load/streamLoad.js'
import { emptyDatabase } from '../database.js'
import { dump } from './dump.js'
import { tableOf } from './tables.js'
import type { Row } from './tables.js'

let database: Database

beforeAll(async () => {
  database = await emptyDatabase()
}, 120_000)

beforeEach(() => database.schema(['MATCH (node) DETACH DELETE node']))

const rows = (text: string) => database.read({ text })

type Writer = Pick<Database, 'read' | 'write' | 'schema'>

/** A database whose loader dies at its `nth` transaction: before it, or after it was committed and before it knew. */
function dyingAt(nth: number, when: 'before' | 'after'): Writer {
  let count = 0
  return {
    read: (statement) => database.read(statement),
    schema: (statements) => database.schema(statements),
    write: async (work) => {
      const dies = ++count >= nth
      if (dies && (when === 'before' || count > nth)) throw new Error('killed')
      const result = await database.write(work)
      if (dies) throw new Error('killed')
      return result
    },
  }
}

const meeting = (key: string, more: Partial<Row> = {}): Row => ({
  key,
  nodes: [
    { id: 'group:talkers', names: [{ value: 'Talkers', language: 'en', kind: 'PREFERRED' }] },
    {
      id: `event:${key}`,
      properties: { kind: 'TALKS', on: '2025-01-02', summary: `Meeting ${key}` },
      relations: [
        { type: 'INITIATED', from: 'group:talkers', to: `event:${key}`, properties: {} },
        ...(key === '1'
          ? [{ type: 'FOLLOWED', from: 'event:1', to: 'event:6', properties: { relation: 'AFTER' } }]
          : []),
      ],
    },
  ],
  claims: [{ predicate: 'name', subject: 'group:talkers', value: 'Talkers' }],
  ...more,
})

const meetings = ['1', '2', '3', '4', '5', '6'].map((key) => meeting(key))
const first = tableOf(
  'meetings',
  ['0', '3', '5', '8'].map((key) => meeting(key, { text: `before ${key}` })),
)
const second = tableOf('meetings', meetings)
const load = (table: typeof first, by: Writer = database) => loadTable(by, table, { toolVersion: '1', size: 2 })

test.each(['before', 'after'] as const)(
  'a loader that dies %s any of its transactions goes on, to the same graph and counts',
  async (when) => {
    await load(first)
    await load(second)
    const expected = await dump(database)
    const counts =
      'MATCH (load:Load) RETURN load.created, load.updated, load.removed, load.finishedAt IS NULL ORDER BY load.id'
    const counted = await rows(counts)
    let kills = 0
    for (let nth = 1; ; nth++) {
      await database.schema(['MATCH (node) DETACH DELETE node'])
      await load(first)
      const killed = await load(second, dyingAt(nth, when)).catch((error: Error) => error.message)
      if (killed !== 'killed') break
      kills++
      // Of another process the lease would end by itself.
      await database.schema(['MATCH (lease:Lease) DELETE lease'])
      expect(
        await rows('MATCH (fact:Fact) WHERE NOT EXISTS { (fact)-[:EVIDENCED_BY]->(:Passage) } RETURN fact.id'),
      ).toEqual([])
      await load(second)
      expect(await dump(database)).toEqual(expected)
      expect(await rows(counts)).toEqual(counted)
    }
    // The lease, the load, three batches, two phases, what refers to later rows, two batches of what is gone, the end.
    expect(kills).toBeGreaterThanOrEqual(9)
  },
  300_000,
)

test('a load that is not done says so, and another input begins a new one', async () => {
  await load(second, dyingAt(5, 'before')).catch(() => undefined)
  await database.schema(['MATCH (lease:Lease) DELETE lease'])
  expect(await rows('MATCH (load:Load) RETURN load.finishedAt, load.phase, load.next')).toEqual([[null, 'ROWS', 2]])
  expect(await load(first)).toMatchObject({ rows: 4 })
  expect(await rows('MATCH (event:Event) RETURN event.id ORDER BY event.id')).toEqual(
    ['event:0', 'event:3', 'event:5', 'event:8'].map((id) => [id]),
  )
  expect(await rows('MATCH (load:Load) RETURN load.finishedAt IS NULL, load.phase ORDER BY load.id')).toEqual([
    [true, 'ROWS'],
    [false, null],
  ])
})

describe('a dataset has one loader at a time', () => {
  test('the second is told who has it, and for how long', async () => {
    const lease = await Lease.take(database, 'dataset:meetings')
    await expect(load(second)).rejects.toThrow(
      new RegExp(`^dataset:meetings is being loaded already, by process ${process.pid} on \\S+ for \\d+ s\\.$`),
    )
    expect(await rows('MATCH (load:Load) RETURN load')).toEqual([])
    await lease.end()
    expect(await load(second)).toMatchObject({ rows: 6 })
  })

  test('one of this machine that has died, or was silent for a minute, is not waited for', async () => {
    const hold = (host: string, pid: string, silence: number) =>
      database.schema([
        `CREATE (:Lease {key: 'dataset:meetings', token: 'x', host: '${host}', pid: '${pid}', since: timestamp() - ${silence}, beat: timestamp() - ${silence}})`,
      ])
    await hold('elsewhere', '1', 59_000)
    await expect(load(second)).rejects.toThrow(/by process 1 on elsewhere for 59 s/)
    await database.schema(['MATCH (lease:Lease) DELETE lease'])
    await hold('elsewhere', '1', 61_000)
    expect(await load(second)).toMatchObject({ rows: 6 })
    expect(await rows('MATCH (lease:Lease) RETURN lease')).toEqual([])
  })

  test('and who lost it writes no more', async () => {
    let writes = 0
    const robbed: Writer = {
      read: (statement) => database.read(statement),
      schema: (statements) => database.schema(statements),
      write: async (work) => {
        if (++writes === 4) await database.schema(["MATCH (lease:Lease) SET lease.token = 'another'"])
        return database.write(work)
      },
    }
    await expect(load(second, robbed)).rejects.toThrow(/^Another loader took dataset:meetings/)
    expect(await rows('MATCH (load:Load) RETURN load.finishedAt')).toEqual([[null]])
  })

  test('loaders of different datasets both finish', async () => {
    const others = tableOf(
      'others',
      meetings.map(({ key }) => meeting(key, { key: `o${key}` })),
    )
    await Promise.all([load(second), load(others)])
    expect(await rows('MATCH (load:Load) WHERE load.finishedAt IS NOT NULL RETURN count(load)')).toEqual([[2]])
    const both = await dump(database)
    await database.schema(['MATCH (node) DETACH DELETE node'])
    await load(second)
    await load(others)
    expect(await dump(database)).toEqual(both)
  })
})

test('a load that is asked to stop ends after a batch and goes on from there', async () => {
  const stop = new AbortController()
  const stopped = loadTable(database, second, {
    ...{ toolVersion: '1', size: 1, signal: stop.signal },
    progress: ({ stage, rows: done }) => {
      if (stage === 'writing' && done === 2) stop.abort()
    },
  })
  await expect(stopped).rejects.toThrow(/^Stopped\. \d rows are written\.$/)
  const [[written]] = (await rows('MATCH (event:Event) RETURN count(event)')) as [[number]]
  expect([2, 3]).toContain(written)
  expect(await load(second)).toMatchObject({ rows: 6 })
  expect(await rows('MATCH (load:Load) RETURN load.created, load.finishedAt IS NULL')).toEqual([[15, false]])
})
