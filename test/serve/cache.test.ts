import { createHash } from 'node:crypto'
import { request as open } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import {
  GraphQLError,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql'
import { pino } from 'pino'
import { openDatabase, type Database } from '../../src/database/connect.js'
import { startServer, type Server } from '../../src/serve/server.js'
import { emptyDatabase, testSettings } from '../database.js'

/** How often each field was worked out. */
const asked = { count: 0, big: 0, wrong: 0, slow: 0, change: 0 }
/** What `slow` waits for; its signal's abort ends it too. */
let gate: Promise<void> = Promise.resolve()

const Point = new GraphQLInputObjectType({
  name: 'Point',
  fields: { x: { type: GraphQLInt }, y: { type: GraphQLInt } },
})

/** Random letters, so that compressing halves them and no more. */
const noise = (length: number) =>
  Array.from({ length: Math.ceil(length / 64) }, (_, at) => createHash('sha256').update(`${at}`).digest('hex'))
    .join('')
    .slice(0, length)

const schema = new GraphQLSchema({
  query: new GraphQLObjectType<unknown, { signal: AbortSignal }>({
    name: 'Query',
    fields: {
      count: {
        type: GraphQLInt,
        args: { by: { type: GraphQLInt }, at: { type: Point } },
        resolve: () => ++asked.count,
      },
      big: {
        type: GraphQLString,
        args: { length: { type: GraphQLInt }, at: { type: GraphQLInt } },
        resolve(_, { length }: { length: number }) {
          asked.big++
          return noise(length)
        },
      },
      wrong: {
        type: GraphQLString,
        resolve() {
          asked.wrong++
          throw new GraphQLError('It is wrong.', { extensions: { code: 'BAD_USER_INPUT' } })
        },
      },
      slow: {
        type: GraphQLInt,
        async resolve(_, __, { signal }) {
          const mine = ++asked.slow
          await Promise.race([gate, new Promise((resolve) => signal.addEventListener('abort', resolve))])
          signal.throwIfAborted()
          return mine
        },
      },
    },
  }),
  mutation: new GraphQLObjectType({
    name: 'Mutation',
    fields: { change: { type: GraphQLInt, resolve: () => ++asked.change } },
  }),
})

let database: Database
let server: Server

const log = pino({ level: 'silent' })
const start = (answerCache: number | undefined, its: Pick<Database, 'read'> = database) =>
  startServer({ schema, database: its as Database, log, settings: { port: 0, host: '127.0.0.1', answerCache } })

interface Sent {
  status: number
  headers: Record<string, unknown>
  bytes: Buffer
}

/** One request, its answer's headers and bytes as they were sent. */
function send(
  to: { address: string },
  {
    method = 'POST',
    path = '/graphql',
    headers = {},
    body,
  }: { method?: string; path?: string; headers?: object; body?: unknown },
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const client = open(to.address + path, { method, headers: { ...type, ...headers } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, bytes: Buffer.concat(parts) }),
      )
    })
    client.on('error', reject)
    client.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
}

const post = (query: string, rest: object = {}, headers: object = {}, to = server) =>
  send(to, { body: { query, ...rest }, headers })
const get = (query: string, headers: object = {}, rest: Record<string, string> = {}) =>
  send(server, {
    method: 'GET',
    path: `/graphql?${new URLSearchParams({ query, ...rest }).toString()}`,
    headers: { 'apollo-require-preflight': '1', ...headers },
  })
const json = ({ bytes }: Sent): unknown => JSON.parse(bytes.toString())
const etagOf = (bytes: Buffer) => `"${createHash('sha256').update(bytes).digest('base64url')}"`

/** What a load does at its end. */
const raise = () =>
  database.write((run) => run({ text: 'MERGE (r:Revision {key: "graph"}) SET r.n = coalesce(r.n, 0) + 1 RETURN r.n' }))

/** Asks until the answer is another, at most 3 s. Gives the milliseconds that took. */
async function untilOther(ask: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  const before = JSON.stringify(await ask())
  while (JSON.stringify(await ask()) === before && performance.now() - began < 3000) await sleep(20)
  return performance.now() - began
}

beforeAll(async () => {
  database = await emptyDatabase()
  await raise()
  server = await start(1024 ** 2)
})

afterAll(() => server.close())

describe('a kept answer', () => {
  test('is given again, by POST and by GET, with all its headers', async () => {
    const first = await post('{ count }')
    const second = await post('{ count }')
    const third = await get('{ count }')
    expect(json(first)).toEqual({ data: { count: asked.count } })
    // Each answer has its own date and the id of its own request.
    const common = ({ headers, ...rest }: typeof first) => ({
      ...rest,
      headers: { ...headers, date: 0, 'x-request-id': 0 },
    })
    expect(common(second)).toEqual(common(first))
    expect(common(third)).toEqual(common(first))
    expect(first).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(first.bytes.length),
        'cache-control': 'no-cache',
        vary: 'Accept, Accept-Encoding',
        etag: etagOf(first.bytes),
        'access-control-allow-origin': '*',
        'x-content-type-options': 'nosniff',
      },
    })
    expect(first.headers).not.toHaveProperty('content-encoding')
  })

  test('is for the same text, operation name and variables, in whatever order these came', async () => {
    const text = 'query A($at: Point) { count(at: $at) } query B($at: Point) { count(at: $at) }'
    const answer = async (rest: object) => json(await post(text, rest))
    const a = await answer({ operationName: 'A', variables: { at: { x: 1, y: 2 } } })
    expect(await answer({ variables: { at: { y: 2, x: 1 } }, operationName: 'A', extensions: {} })).toEqual(a)
    const others = [
      { operationName: 'B', variables: { at: { x: 1, y: 2 } } },
      { operationName: 'A', variables: { at: { x: 2, y: 1 } } },
      { operationName: 'A', variables: { at: { x: 1 } } },
      { operationName: 'A', variables: { at: { x: 1, y: null } } },
      { operationName: 'A' },
    ]
    const seen = [a, ...(await Promise.all(others.map(answer)))].map((each) => JSON.stringify(each))
    expect(new Set(seen).size).toBe(seen.length)
    expect(await answer({ operationName: 'A', variables: null })).toEqual(await answer(others[4]!))
    expect(json(await get(text, {}, { operationName: 'A', variables: '{"at":{"y":2,"x":1}}' }))).toEqual(a)
  })

  test('is kept for each media type by itself', async () => {
    const accept = 'application/graphql-response+json, application/json;q=0.9'
    const ask = (headers: object) => post('{ count(by: 3) }', {}, headers)
    const [plain, other, again] = [await ask({}), await ask({ accept }), await ask({ accept })]
    expect(plain.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(other.headers['content-type']).toBe('application/graphql-response+json; charset=utf-8')
    expect(again.headers['content-type']).toBe('application/graphql-response+json; charset=utf-8')
    expect(json(again)).toEqual(json(other))
    expect(json(other)).not.toEqual(json(plain))
    expect((await ask({ accept: 'image/png' })).status).toBe(406)
  })

  test('need not be sent to a client that has it: 304 to a GET, never to a POST', async () => {
    const { headers, bytes } = await get('{ count(by: 4) }')
    const held = await get('{ count(by: 4) }', { 'if-none-match': `"other", W/${String(headers.etag)}` })
    expect([held.status, held.bytes.length]).toEqual([304, 0])
    expect(held.headers).toEqual({
      etag: headers.etag,
      'cache-control': 'no-cache',
      vary: 'Accept, Accept-Encoding',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': expect.stringContaining('Retry-After'),
      'x-request-id': expect.any(String),
      date: expect.any(String),
      connection: 'keep-alive',
      'keep-alive': 'timeout=72',
    })
    expect((await get('{ count(by: 4) }', { 'if-none-match': '*' })).status).toBe(304)
    expect(await get('{ count(by: 4) }', { 'if-none-match': '"other"' })).toMatchObject({ status: 200, bytes })
    expect(await post('{ count(by: 4) }', {}, { 'if-none-match': headers.etag })).toMatchObject({ status: 200, bytes })
  })

  test('need not be sent again where it was found anew and is the same', async () => {
    const { headers } = await get('{ big(length: 50) }')
    await raise()
    await sleep(1000)
    const before = asked.big
    const held = await get('{ big(length: 50) }', { 'if-none-match': headers.etag })
    expect([held.status, held.headers.etag, asked.big]).toEqual([304, headers.etag, before + 1])
    expect(held.headers).not.toHaveProperty('content-type')
  })

  test.each([
    ['br', 'gzip, deflate, br, zstd', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ])(
    'is compressed by %s for who asks, once, under an entity tag of its own',
    async (encoding, accepted, decompress) => {
      const query = `query ${encoding} { big(length: 20000) }`
      const plain = await get(query)
      const before = asked.big
      const small = await get(query, { 'accept-encoding': accepted })
      expect(small.headers).toMatchObject({
        'content-encoding': encoding,
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(small.bytes.length),
        etag: etagOf(small.bytes),
        vary: 'Accept, Accept-Encoding',
      })
      expect(small.headers.etag).not.toBe(plain.headers.etag)
      expect(small.bytes.length).toBeLessThan(plain.bytes.length * 0.7)
      expect(decompress(small.bytes).equals(plain.bytes)).toBe(true)
      expect((await get(query, { 'accept-encoding': accepted })).bytes.equals(small.bytes)).toBe(true)
      const held = await get(query, { 'accept-encoding': accepted, 'if-none-match': small.headers.etag })
      expect([held.status, held.headers.etag]).toEqual([304, small.headers.etag])
      expect(asked.big).toBe(before)
    },
  )

  test('is not compressed where it is small, or where no encoding is accepted that the server has', async () => {
    for (const [length, accepted] of [
      [500, 'br, gzip'],
      [5000, 'deflate'],
      [5000, 'br;q=0, gzip;q=0'],
    ]) {
      const { headers } = await post(`{ big(length: ${length}, at: 1) }`, {}, { 'accept-encoding': accepted })
      expect(headers).not.toHaveProperty('content-encoding')
    }
  })

  test('may be what the schema says of itself', async () => {
    const query = '{ __schema { queryType { name } } }'
    expect((await post(query)).headers).toHaveProperty('etag')
    expect(json(await post(query))).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } })
  })
})

describe('Apollo answers, and nothing is kept,', () => {
  test('where there is an error, even beside an answer', async () => {
    const [before, counted] = [asked.wrong, asked.count]
    for (const query of ['{ wrong }', '{ count wrong }', '{ nothing }', '{']) {
      const [first, second] = [await post(query), await post(query)]
      expect(first.headers).not.toHaveProperty('etag')
      expect(second.headers).not.toHaveProperty('etag')
      expect(json(second)).toHaveProperty('errors')
    }
    expect([asked.wrong, asked.count]).toEqual([before + 4, counted + 2])
  })

  test('where something is to be changed', async () => {
    const query = 'mutation { change }'
    expect([json(await post(query)), json(await post(query))]).toEqual([
      { data: { change: 1 } },
      { data: { change: 2 } },
    ])
  })

  test('to a GET that a page of another site could have caused, whatever is kept', async () => {
    await get('{ count(by: 5) }')
    const forged = await get('{ count(by: 5) }', { 'apollo-require-preflight': '' })
    expect(forged.status).toBe(400)
    expect(json(forged)).toMatchObject({ errors: [{ message: expect.stringMatching(/Cross-Site Request Forgery/) }] })
    const typed = await get('{ count(by: 5) }', { 'apollo-require-preflight': '', 'content-type': 'application/json' })
    expect(json(typed)).toEqual(json(await get('{ count(by: 5) }')))
    expect((await get('{ count(by: 5) }', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
  })

  test('to who sends or asks for a text by its hash', async () => {
    const query = '{ count(by: 6) }'
    const extensions = { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } }
    await post(query)
    expect(json(await send(server, { body: { extensions } }))).toMatchObject({
      errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
    })
    const sent = json(await post(query, { extensions }))
    expect(sent).toEqual({ data: { count: asked.count } })
    expect(json(await send(server, { body: { extensions } }))).toEqual({ data: { count: asked.count } })
    const wrong = { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } }
    const refused = await post(query, { extensions: wrong })
    expect(refused.status).toBe(400)
    expect(json(refused)).toEqual({
      errors: [{ message: 'provided sha does not match query', extensions: { code: 'BAD_REQUEST' } }],
    })
  })

  test('to what is malformed', async () => {
    await post('{ count }')
    const deep = `{"query":"{ count }","variables":{"a":${'['.repeat(60_000)}${']'.repeat(60_000)}}}`
    const statuses: unknown[] = []
    for (const body of [
      '{',
      '[]',
      '{}',
      '[{"query":"{ count }"}]',
      '{"query":["{ count }"]}',
      '{"query":"{ count }","variables":"{}"}',
      '{"query":"{ count }","variables":[]}',
      '{"query":"{ count }","operationName":1}',
      '{"query":"{ count }","operationName":"Other"}',
      '{"query":"{ count }","extensions":"{}"}',
    ]) {
      statuses.push((await send(server, { body })).status)
    }
    for (const more of ['&query={count}', '&variables=[]', '&variables=x', '&operationName=A&operationName=A']) {
      const path = `/graphql?query={count}${more}`
      statuses.push((await send(server, { method: 'GET', path, headers: { 'apollo-require-preflight': '1' } })).status)
    }
    expect(statuses).toEqual(statuses.map(() => 400))
    expect((await send(server, { method: 'PUT', body: { query: '{ count }' } })).status).toBe(405)
    expect([200, 400]).toContain((await send(server, { body: deep })).status)
  })
})

describe('requests for the same answer at the same time', () => {
  /** Makes `slow` wait until `release` is called. */
  function hold(): () => void {
    let release!: () => void
    gate = new Promise((resolve) => (release = resolve))
    return release
  }

  test('share one execution', async () => {
    const before = asked.slow
    const release = hold()
    const answers = Promise.all(Array.from({ length: 8 }, () => post('query Shared { slow }')))
    await sleep(200)
    expect(asked.slow).toBe(before + 1)
    release()
    for (const answer of await answers) expect(json(answer)).toEqual({ data: { slow: before + 1 } })
  })

  test('run by themselves where the first one failed', async () => {
    const before = [asked.slow, asked.wrong]
    const release = hold()
    const answers = Promise.all(Array.from({ length: 4 }, () => post('query Failed { slow wrong }')))
    await sleep(200)
    expect(asked.slow).toBe(before[0]! + 1)
    release()
    for (const answer of await answers) expect(json(answer)).toHaveProperty('errors')
    expect([asked.slow, asked.wrong]).toEqual([before[0]! + 4, before[1]! + 4])
  })

  test('wait for the next of them where the first one’s client went away', async () => {
    const before = asked.slow
    const release = hold()
    const first = open(`${server.address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } })
    first.on('error', () => {})
    first.end('{"query":"query Gone { slow }"}')
    while (asked.slow === before) await sleep(10)
    const others = Promise.all([post('query Gone { slow }'), post('query Gone { slow }')])
    await sleep(200)
    first.destroy()
    await sleep(200)
    expect(asked.slow).toBe(before + 2)
    release()
    for (const answer of await others) expect(json(answer)).toEqual({ data: { slow: before + 2 } })
  })
})

describe('the graph', () => {
  test('when a load raises its revision, answers are found anew within a second', async () => {
    const ask = async () => json(await post('{ count(by: 7) }'))
    expect(await ask()).toEqual(await ask())
    await raise()
    expect(await untilOther(ask)).toBeLessThan(1000)
    expect(await ask()).toEqual(await ask())
  })

  test('an answer that was being found when the revision was raised is not kept for the new one', async () => {
    const before = asked.slow
    let release!: () => void
    gate = new Promise((resolve) => (release = resolve))
    const old = post('query Old { slow }')
    while (asked.slow === before) await sleep(10)
    await raise()
    await sleep(1000)
    release()
    expect(json(await old)).toEqual({ data: { slow: before + 1 } })
    expect(json(await post('query Old { slow }'))).toEqual({ data: { slow: before + 2 } })
  })

  test('when its database says nothing for five seconds, no answer is taken from what was kept', async () => {
    const own = await openDatabase(testSettings('scratch'), { small: true })
    const other = await start(1024 ** 2, own)
    const ask = async () => json(await post('{ count(by: 8) }', {}, {}, other))
    const kept = await ask()
    expect(await ask()).toEqual(kept)
    await own.close()
    await sleep(1000)
    expect(await ask()).toEqual(kept)
    await sleep(5000)
    const [first, second] = [await post('{ count(by: 8) }', {}, {}, other), await ask()]
    expect(first.headers).not.toHaveProperty('etag')
    expect([json(first), second]).toEqual([{ data: { count: asked.count - 1 } }, { data: { count: asked.count } }])
    await other.close()
  })

  test('when its database comes back after a silence, what was kept before is gone, and answers are kept again', async () => {
    let isDown = false
    const other = await start(1024 ** 2, {
      read: (...question) => (isDown ? Promise.reject(new Error('It is down.')) : database.read(...question)),
    })
    const ask = async () => json(await post('{ count(by: 9) }', {}, {}, other))
    const kept = await ask()
    isDown = true
    await sleep(6000)
    isDown = false
    await sleep(1000)
    const anew = await ask()
    expect(anew).not.toEqual(kept)
    expect(await ask()).toEqual(anew)
    await other.close()
  })
})

describe('the bytes', () => {
  test('when they are more than may be, the answers that were not asked for longest go', async () => {
    const small = await start(100_000)
    const ask = async (at: number) => {
      const before = asked.big
      await post(`{ big(length: 10000, at: ${at}) }`, {}, {}, small)
      return asked.big === before ? 'kept' : 'found'
    }
    for (const at of [1, 2, 3, 4, 5, 6, 7, 8]) expect(await ask(at)).toBe('found')
    for (const at of [1, 2, 3]) expect(await ask(at)).toBe('kept')
    expect(await ask(9)).toBe('found')
    expect(await ask(10)).toBe('found')
    for (const at of [1, 2, 3]) expect(await ask(at)).toBe('kept')
    for (const at of [4, 5]) expect(await ask(at)).toBe('found')
    await small.close()
  })

  test('forms count: with compressed ones fewer answers are kept', async () => {
    const small = await start(100_000)
    const all = Array.from({ length: 8 }, (_, at) => `{ big(length: 10000, at: ${at}) }`)
    for (const query of all) await post(query, {}, {}, small)
    for (const query of all) await post(query, {}, { 'accept-encoding': 'br' }, small)
    const before = asked.big
    for (const query of all) await post(query, {}, {}, small)
    expect(asked.big).toBeGreaterThan(before)
    await small.close()
  })

  test('an answer of more than an eighth of them is not kept, but known by its entity tag', async () => {
    const small = await start(100_000)
    const before = asked.big
    const [first, second] = [
      await post('{ big(length: 20000) }', {}, {}, small),
      await post('{ big(length: 20000) }', {}, {}, small),
    ]
    expect(asked.big).toBe(before + 2)
    expect(first.headers.etag).toBe(second.headers.etag)
    await small.close()
  })
})

test('without bytes for it nothing is kept, nothing is said of it, and the database is not asked', async () => {
  const questions: unknown[] = []
  const off = await start(0, {
    read: (...question) => {
      questions.push(question)
      return database.read(...question)
    },
  })
  const [first, second] = [await post('{ count }', {}, {}, off), await post('{ count }', {}, {}, off)]
  expect(json(first)).not.toEqual(json(second))
  for (const absent of ['etag', 'cache-control', 'vary', 'content-encoding']) {
    expect(first.headers).not.toHaveProperty(absent)
  }
  await sleep(700)
  expect(questions).toEqual([])
  await off.close()
})
