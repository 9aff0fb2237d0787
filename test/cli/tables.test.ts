import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../src/database/connect.js'
import { loadDatasets } from '../../src/load/pipeline.js'
import { emptyDatabase } from '../database.js'
import { dump } from '../load/dump.js'
import { long } from '../long.js'
import { command, parleyIn, root } from './command.js'

let folder: string
let database: Database

// A load that is to be stopped half-way must last a while.
const count = process.env.LONG_TESTS ? 8_000 : 500

beforeAll(async () => {
  database = await emptyDatabase()
  folder = await mkdtemp(path.join(os.tmpdir(), 'parley-tables-'))
  await cp(path.join(root, 'test', 'world', 'countries'), path.join(folder, 'countries'), { recursive: true })
  await mkdir(path.join(folder, 'visits'))
  await writeFile(path.join(folder, 'visits', 'dataset.yml'), 'title: Visits\nformat: table\n')
  await writeFile(
    path.join(folder, 'visits', 'mapping.yml'),
    `files: visits.csv
key: [number]
values:
  on: { from: day, date: YYYY-MM-DD }
makes:
  events:
    'visit-{number}':
      kind: VISIT
      on: '{on}'
      summary: 'Visit {number}'
      initiators: 'country:{from}'
      targets: 'country:{to}'
`,
  )
  await writeVisits()
}, 120_000)

afterAll(() => rm(folder, { recursive: true }))

/** Too much for one transaction of a small database; the two countries hang on all of it. */
const clear = () =>
  database.schema([
    'MATCH ()-[edge]->() CALL (edge) { DELETE edge } IN TRANSACTIONS OF 5000 ROWS',
    'MATCH (node) CALL (node) { DETACH DELETE node } IN TRANSACTIONS OF 5000 ROWS',
  ])

/** The table, with some of its lines changed. */
async function writeVisits(change: (line: string, number: number) => string = (line) => line): Promise<void> {
  const lines = Array.from({ length: count }, (_, at) => change(`${at + 1},KE,RW,2025-01-${10 + (at % 20)}`, at + 1))
  await writeFile(path.join(folder, 'visits', 'visits.csv'), ['number,from,to,day', ...lines, ''].join('\n'))
}

const parley = (...args: string[]) => parleyIn(folder, args)

/** Starts a load, and sends it a signal once so many rows are written. */
async function stopped(signal: 'SIGKILL' | 'SIGINT', rows: number): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(...command(folder, ['load', 'visits']))
  let stderr = ''
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()))
  const ended = once(child, 'exit') as Promise<[number | null]>
  for (;;) {
    const [row] = await database.read({ text: 'MATCH (load:Load) RETURN max(load.next)' })
    if (Number(row![0]) >= rows || child.exitCode !== null) break
    await sleep(50)
  }
  child.kill(signal)
  const [code] = await ended
  return { code, stderr }
}

const timeless = (text: string) => text.replace(/\(\d+\.\d s\)/g, '(… s)')

// The ways in which a load ends half-way are in test/load/resume.test.ts too.
long(
  'a table is planned, loaded through being killed and stopped, planned again when it changed, and held by one loader',
  async () => {
    const countries = await parley('load', 'countries')
    expect(countries).toMatchObject({ code: 0 })
    const empty = await dump(database)

    const plan = await parley('load', '--plan', 'visits')
    expect(plan).toMatchObject({
      ...{ code: 0, stderr: '' },
      stdout:
        `dataset:visits: would be ${2 * count + 1} created, 0 changed, 0 closed, 0 merged\n` +
        '  created: document:visits, event:visit-1, event:visit-2, event:visit-3, event:visit-4, …\n',
    })
    expect(await dump(database)).toEqual(empty)

    expect(await stopped('SIGKILL', 2_000)).toMatchObject({ code: null })
    const halfway = 'MATCH (load:Load {finishedAt: null}) RETURN load'
    expect(
      await database.read({
        text: `MATCH (load:Load) WHERE load.finishedAt IS NULL
        RETURN load.next = COUNT { (event:Event) }, COUNT { (event:Event) WHERE NOT EXISTS { (event)-[:EVIDENCED_BY]->() } }`,
      }),
    ).toEqual([[true, 0]])

    const interrupted = await stopped('SIGINT', 4_000)
    expect(interrupted.code).toBe(130)
    expect(interrupted.stderr).toMatch(
      /Stopping on SIGINT .*\nStopped\. \d+ rows are written\.\n {2}Run the same command to go on\.\n/,
    )

    const done = await parley('load', 'visits')
    expect({ ...done, stdout: timeless(done.stdout) }).toMatchObject({
      code: 0,
      stdout: `dataset:visits: ${count} rows: ${2 * count + 1} created, 0 updated, 0 removed (… s)\n`,
    })
    expect(await database.read({ text: halfway })).toEqual([])
    const again = await parley('load', 'visits')
    expect(again).toMatchObject({ code: 0, stdout: 'dataset:visits: unchanged\n' })
    const resumed = await dump(database)

    await writeVisits((line, number) => (number === 7 ? '' : number === 9 ? line.replace('RW', 'UG') : line))
    const changed = await parley('load', '--plan', '--json', 'visits')
    expect(JSON.parse(changed.stdout)).toEqual({
      plans: [
        {
          ...{ dataset: 'dataset:visits', title: 'Visits' },
          created: { count: 0, examples: [] },
          changed: { count: 2, examples: ['event:visit-9', 'passage:visits:9'] },
          closed: { count: 2, examples: ['event:visit-7', 'passage:visits:7'] },
          merged: { count: 0, examples: [] },
        },
      ],
    })
    expect(await dump(database)).toEqual(resumed)

    await database.write((run) =>
      run({
        text: "CREATE (:Lease {key: 'dataset:visits', token: 'x', host: 'elsewhere', pid: '7', since: timestamp(), beat: timestamp()})",
      }),
    )
    expect(await parley('load', 'visits')).toMatchObject({
      code: 75,
      stderr: expect.stringMatching(
        /^dataset:visits is being loaded already, by process 7 on elsewhere for \d+ s\.\n/,
      ) as string,
    })
    await clear()

    await writeVisits()
    const ran: string[] = []
    const watched: Database = {
      ...database,
      read: database.read.bind(database),
      write: database.write.bind(database),
      schema: (statements) => database.schema(statements).then(() => void ran.push(...statements)),
    }
    await loadDatasets([path.join(folder, 'countries'), path.join(folder, 'visits')], watched)
    // After so much the indexes are sampled anew.
    expect(ran).toEqual(['CALL db.prepareForReplanning(30)'])
    expect(await dump(database)).toEqual(resumed)
  },
  600_000,
)

test('validate checks a table without a database, and load sets bad rows aside where so many may be', async () => {
  await writeVisits((line, number) => (number === 3 ? line.replace(/2025-01-\d\d/, '2025-13-01') : line))
  const refused = await parley('validate', 'visits', 'countries')
  expect(refused.code).toBe(65)
  expect(refused.stderr).toMatch(/^visits\/visits\.csv:4(:\d+)? {2}.*2025-13-01/)
  const rejects = path.join(folder, 'rejects.ndjson')
  await clear()
  await parley('load', 'countries')
  const { code, stdout } = await parley('load', 'visits', '--max-errors', '1', '--rejects', rejects)
  expect({ code, stdout: timeless(stdout) }).toEqual({
    code: 0,
    stdout: `dataset:visits: ${count - 1} rows, 1 set aside: ${2 * count - 1} created, 0 updated, 0 removed (… s)\n`,
  })
  expect(JSON.parse(await readFile(rejects, 'utf8'))).toMatchObject({ line: 4, text: '3,KE,RW,2025-13-01' })
  await writeVisits()
  expect(await parley('validate', 'visits', 'countries')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(
      `dataset:visits: ${count} rows, 1 documents, ${count} passages, ${count} nodes, 0 claims; nothing is wrong\n`,
    ) as string,
  })
  // The next test file would take it away in one transaction.
  await clear()
}, 600_000)

test('validate checks a table against those named before it: their things, names and codes', async () => {
  const [treaties, members] = ['treaty-register', 'membership-register'].map((name) =>
    path.join(root, 'docs', 'mappings', name),
  )
  const alone = await parley('validate', members!)
  expect(alone.code).toBe(65)
  expect(alone.stderr).toMatch(/members\.csv:2\b/)
  const both = await parley('validate', treaties!, members!)
  expect(both).toMatchObject({ code: 0, stderr: '' })
  expect(both.stdout).toMatch(
    /^dataset:treaty-register: \d+ rows, .*; nothing is wrong\ndataset:membership-register: \d+ rows, .*; nothing is wrong\n$/,
  )
}, 120_000)
