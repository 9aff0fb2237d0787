import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../src/database/connect.js'
import { buildSchema } from '../../src/model/schema.js'
import { executor, resolveRoot } from '../../src/query/run.js'
import { Gate } from '../../src/serve/gate.js'
import { startServer, type Server } from '../../src/serve/server.js'
import type { Settings } from '../../src/settings.js'
import { worldDatabase } from '../world.js'
import { log } from './trial.js'

/** Who may ask, how much, how many at once, and for how long; and what is told of it to those who watch. */

let database: Database
let server: Server | undefined
let folder: string

beforeAll(async () => {
  database = await worldDatabase()
  folder = await mkdtemp(path.join(os.tmpdir(), 'parley-admission-'))
}, 300_000)
afterEach(() => server?.close())
afterAll(() => rm(folder, { recursive: true }))

async function serve(settings: Partial<Settings>, read: Database['read'] = (...given) => database.read(...given)) {
  const schema = await buildSchema(resolveRoot)
  server = await startServer({
    schema,
    answer: executor(schema),
    database: Object.create(database, { read: { value: read } }) as Database,
    settings: { host: '127.0.0.1', port: 0, ...settings },
    log,
  })
  return server.address
}

async function post(address: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const answer = (await response.json()) as {
    data?: unknown
    errors?: { message: string; extensions: Record<string, unknown> }[]
    extensions?: { cost: Record<string, number> }
  }
  return { status: response.status, headers: response.headers, answer, code: answer.errors?.[0]?.extensions.code }
}

/** It can cost 201, and costs what there are of countries. */
const countries = { query: '{ countries(first: 200) { edges { node { id } } totalCount } }' }

test('what an operation cost stands beside what it could cost', async () => {
  const address = await serve({})
  const { answer } = await post(address, countries)
  const { totalCount } = (answer.data as { countries: { totalCount: number } }).countries
  expect(answer.extensions).toEqual({ cost: { requested: 201, actual: totalCount + 1, limit: 50_000 } })
})

test('a client that has spent its share is told when to come back, and gets back what an operation did not cost', async () => {
  const address = await serve({ rate: { points: 450, perSecond: 45 } })
  const [first, second, third] = [
    await post(address, countries),
    await post(address, countries),
    // It could cost more than is left.
    await post(address, {
      query:
        '{ countries(first: 250) { edges { node { id languages: name } } } negotiations(first: 200) { edges { node { id } } } }',
    }),
  ]
  const spent = first.answer.extensions!.cost.actual!
  expect([first.status, first.headers.get('ratelimit-limit'), first.headers.get('ratelimit-remaining')]).toEqual([
    200,
    '450',
    '249',
  ])
  expect([second.status, second.headers.get('ratelimit-remaining')]).toEqual([200, String(450 - spent - 201)])
  expect(third).toMatchObject({ status: 429, code: 'RATE_LIMITED' })
  expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(third.answer.errors![0]!.extensions).toMatchObject({ limit: 450, retryAfter: expect.any(Number) })
})

describe('keys', () => {
  const key = 'k'.repeat(32)

  test('a key lifts the limit tenfold; without one, one is anyone', async () => {
    const address = await serve({ apiKeys: [key], rate: { points: 1000, perSecond: 100 } })
    const anyone = await post(address, countries)
    const holder = await post(address, countries, { authorization: `Bearer ${key}` })
    expect([anyone, holder].map(({ status, headers }) => [status, headers.get('ratelimit-limit')])).toEqual([
      [200, '1000'],
      [200, '10000'],
    ])
  })

  test('a wrong key is refused, by GET too, and after ten even the right one for a while', async () => {
    const address = await serve({ apiKeys: [key], answerCache: 1_000_000 })
    const wrong = { authorization: `Bearer ${'x'.repeat(32)}` }
    const get = () =>
      fetch(`${address}/graphql?query={__typename}`, { headers: { 'apollo-require-preflight': '1', ...wrong } })
    expect((await get()).status).toBe(401)
    const first = await post(address, countries, wrong)
    expect([first.status, first.code, first.headers.get('www-authenticate')]).toEqual([
      401,
      'UNAUTHENTICATED',
      'Bearer realm="Parley"',
    ])
    for (let at = 0; at < 8; at++) await post(address, countries, wrong)
    expect(await post(address, countries, { authorization: `Bearer ${key}` })).toMatchObject({
      status: 429,
      code: 'RATE_LIMITED',
    })
    expect((await post(address, countries)).status).toBe(200)
  })
})

describe('trusted documents', () => {
  const query = 'query Many { countries(first: 1) { totalCount } }'

  test('only they are answered, by id or by their text', async () => {
    const manifest = path.join(folder, 'persisted-documents.json')
    await writeFile(manifest, JSON.stringify({ many: query }))
    const address = await serve({ trustedDocuments: manifest, answerCache: 1_000_000 })
    const { data } = (await post(address, { query })).answer
    expect(data).toEqual({ countries: { totalCount: expect.any(Number) } })
    expect((await post(address, { documentId: 'many' })).answer.data).toEqual(data)
    const got = await fetch(`${address}/graphql?documentId=many`, { headers: { 'apollo-require-preflight': '1' } })
    expect(((await got.json()) as { data: unknown }).data).toEqual(data)
    for (const body of [{ query: '{ __typename }' }, { documentId: 'other' }, {}])
      expect(await post(address, body)).toMatchObject({ status: 400, code: 'DOCUMENT_NOT_ALLOWED' })
  })

  test('a manifest that is none is named at the start', async () => {
    await writeFile(path.join(folder, 'list.json'), '[]')
    await expect(serve({ trustedDocuments: path.join(folder, 'list.json') })).rejects.toThrow(/it is no such object/)
    await expect(serve({ trustedDocuments: path.join(folder, 'none.json') })).rejects.toThrow(/it cannot be read/)
  })
})

test('introspection can be turned off, and what else a wrong name may have meant is kept with it', async () => {
  const address = await serve({ introspection: false })
  expect((await post(address, { query: '{ __schema { types { name } } }' })).status).toBe(400)
  const { answer } = await post(address, { query: '{ countrie { id } }' })
  expect(answer.errors![0]!.message).toBe('Cannot query field "countrie" on type "Query".')
})

describe('time', () => {
  test('a client may want its answer sooner than the usual deadline, and no later', async () => {
    const address = await serve({})
    const early = await post(address, countries, { 'parley-timeout-ms': '1' })
    expect(early).toMatchObject({ status: 504, code: 'TIMEOUT' })
    expect(await post(address, countries, { 'parley-timeout-ms': 'soon' })).toMatchObject({
      status: 400,
      code: 'BAD_USER_INPUT',
    })
    expect((await post(address, countries, { 'parley-timeout-ms': '999999' })).status).toBe(200)
  })

  test('who cannot run or wait is refused, who has waited for a second too, and all others are answered', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    const address = await serve({}, async (...given) => {
      await held
      return database.read(...given)
    })
    const asked = Array.from({ length: 300 }, () => post(address, { query: '{ countries { totalCount } }' }))
    let refused = 0
    for (const each of asked) void each.then(({ status }) => (refused += status === 503 ? 1 : 0))
    while (refused < 300 - 64) await sleep(50)
    release()
    const found = await Promise.all(asked)
    const of = (status: number) => found.filter((each) => each.status === status)
    expect([of(200).length, of(503).length]).toEqual([64, 236])
    expect([of(503)[0]!.code, of(503)[0]!.headers.get('retry-after')]).toEqual(['OVERLOADED', '2'])
  })
})

describe('a gate', () => {
  const never = new AbortController().signal

  test('lets in by turns, an operation of many statements too, and forgets those who leave', async () => {
    const gate = new Gate({ running: 2, waiting: 3, patience: 1000 })
    const [leave, other] = [await gate.enter(1, never), await gate.enter(1, never)]
    const order: string[] = []
    const gone = new AbortController()
    const many = gate.enter(5, never).then((out) => (order.push('many'), out))
    const left = gate.enter(1, gone.signal).catch((error: Error) => order.push(error.message))
    const last = gate.enter(1, never).then((out) => (order.push('last'), out))
    await expect(gate.enter(1, never)).rejects.toThrow('The server has too much to do.')
    gone.abort(new Error('gone'))
    await left
    leave()
    leave()
    other()
    ;(await many)()
    ;(await last)()
    expect([order, gate.running, gate.waiting]).toEqual([['gone', 'many', 'last'], 0, 0])
  })

  test('nobody waits longer than the patience', async () => {
    const gate = new Gate({ running: 1, waiting: 3, patience: 50 })
    const leave = await gate.enter(1, never)
    await expect(gate.enter(1, never)).rejects.toMatchObject({ code: 'OVERLOADED' })
    leave()
    expect([gate.running, gate.waiting]).toEqual([0, 0])
  })
})

test('who watches the server reads what was asked, how it went, and what it is doing', async () => {
  const address = await serve({ answerCache: 1_000_000 })
  const named = { query: 'query Many { countries { totalCount } }', operationName: 'Many' }
  await post(address, named)
  await post(address, named)
  await post(address, { query: 'query Wrong { no }' })
  const text = await (await fetch(`${address}/metrics`)).text()
  const lines = text
    .split('\n')
    .filter((line) => /^parley_(requests|answers|database|operations|operation_cost_count)/.test(line))
  expect(lines).toEqual([
    'parley_requests_total{operation="Many",status="200",code=""} 2',
    'parley_requests_total{operation="Wrong",status="400",code="GRAPHQL_VALIDATION_FAILED"} 1',
    'parley_operation_cost_count 1',
    'parley_answers_total{kept="false"} 1',
    'parley_answers_total{kept="true"} 1',
    'parley_database_statements_running 0',
    'parley_operations_waiting 0',
  ])
  expect(text).toMatch(/^parley_last_load_timestamp_seconds \d+/m)
})

test('a request keeps the id it came with, through a kept answer too; without one it is given one', async () => {
  const address = await serve({ answerCache: 1_000_000 })
  for (const id of ['mine-1', 'mine-2'])
    expect((await post(address, countries, { 'x-request-id': id })).headers.get('x-request-id')).toBe(id)
  expect((await post(address, countries, { 'x-request-id': 'a b' })).headers.get('x-request-id')).toMatch(
    /^[0-9a-f-]{36}$/,
  )
})

test('where only some sites may read answers, a kept one says so to each of them', async () => {
  const address = await serve({ answerCache: 1_000_000, corsOrigins: ['https://a.example', 'https://b.example'] })
  const allowed = async (origin: string) =>
    (await post(address, countries, { origin })).headers.get('access-control-allow-origin')
  expect([
    await allowed('https://a.example'),
    await allowed('https://b.example'),
    await allowed('https://c.example'),
  ]).toEqual(['https://a.example', 'https://b.example', null])
})
