import { performance } from 'node:perf_hooks'
import { gzipSync } from 'node:zlib'
import { getIntrospectionQuery, parse, validate } from 'graphql'
import type { Database } from '../../src/database/connect.js'
import { buildSchema } from '../../src/model/schema.js'
import { executor, resolveRoot } from '../../src/query/run.js'
import { openLog } from '../../src/serve/log.js'
import { startServer, type Server } from '../../src/serve/server.js'
import { limitShape, most, type Measure } from '../../src/serve/shape.js'
import { questions } from '../seeds.js'
import { worldDatabase } from '../world.js'

/** Requests that mean harm, or that a broken client makes: what each is answered, and that the database hears of none. */

let server: Server
let asked: string[] = []

beforeAll(async () => {
  const database = await worldDatabase()
  const spied = Object.create(database, {
    read: {
      value: (...given: Parameters<Database['read']>) => {
        asked.push(given[0].text)
        return database.read(...given)
      },
    },
  }) as Database
  const schema = await buildSchema(resolveRoot)
  server = await startServer({
    schema,
    answer: executor(schema),
    database: spied,
    settings: { host: '127.0.0.1', port: 0 },
    log: openLog({ logLevel: 'silent' }),
  })
}, 300_000)

afterAll(() => server.close())

interface Sent {
  method?: string
  path?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

async function send({ method = 'POST', path = '/graphql', headers = {}, body }: Sent) {
  asked = []
  const before = performance.eventLoopUtilization()
  const response = await fetch(server.address + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: method === 'GET' ? undefined : body,
  })
  const text = await response.text()
  const { active } = performance.eventLoopUtilization(before)
  const answer = JSON.parse(text) as { data?: unknown; errors?: { message: string; extensions: { code: string } }[] }
  return { status: response.status, text, answer, codes: answer.errors?.map((each) => each.extensions.code), active }
}

const query = (text: string, variables?: unknown, more: object = {}): Sent => ({
  body: JSON.stringify({ query: text, variables, ...more }),
})
const times = (count: number, make: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => make(at)).join(' ')
const nested = (depth: number, open: string, close: string, core = '') =>
  open.repeat(depth) + core + close.repeat(depth)
/** `f0` spreads `f1` twice, which spreads `f2` twice, and so on. */
const doubled = (levels: number) =>
  `{ ...f0 } ${times(levels, (at) => `fragment f${at} on Query { ...f${at + 1} ...f${at + 1} }`)} fragment f${levels} on Query { __typename }`
const circle = (size: number) =>
  `{ ...f0 } ${times(size, (at) => `fragment f${at} on Query { ...f${(at + 1) % size} }`)}`
const deep = (levels: number) => `{ topics { edges { node { ${nested(levels - 4, 'broader { ', ' }', 'id ')} } } } }`
const full = getIntrospectionQuery()

const tooComplex = [400, 'QUERY_TOO_COMPLEX']
const invalid = [400, 'GRAPHQL_VALIDATION_FAILED']
const unparsed = [400, 'GRAPHQL_PARSE_FAILED']
const badInput = [400, 'BAD_USER_INPUT']
const badRequest = [400, 'BAD_REQUEST']

const refused: [name: string, sent: Sent, status: number, code: string][] = [
  ['31 aliases', query(`{ ${times(31, (at) => `a${at}: __typename`)} }`), ...tooComplex],
  ['1,000 aliases', query(`{ ${times(1000, (at) => `a${at}: __typename`)} }`), ...tooComplex],
  ['10,000 aliases', query(`{ ${times(10_000, (at) => `a${at}: __typename`)} }`), ...tooComplex],
  ['21 fields of the root', query(`{ ${times(21, () => 'countries { totalCount }')} }`), ...tooComplex],
  ['one field 10,000 times', query(`{ ${times(10_000, () => '__typename')} }`), ...tooComplex],
  ['one selection 2,000 times', query(`{ ${times(2000, () => 'countries { totalCount }')} }`), ...tooComplex],
  ['51 directives', query(`{ __typename ${times(51, () => '@include(if: true)')} }`), ...tooComplex],
  ['51 directives that there are not', query(`{ __typename ${times(51, () => '@no')} }`), ...tooComplex],
  ['10,000 directives', query(`{ __typename ${times(10_000, () => '@include(if: true)')} }`), ...tooComplex],
  ['a depth of 13', query(deep(13)), ...tooComplex],
  ['a depth of 500', query(deep(500)), ...tooComplex],
  ['a depth of 3,000', query(deep(3000)), ...tooComplex],
  ['a fragment in itself', query(circle(1)), ...invalid],
  ['a circle of two fragments', query(circle(2)), ...invalid],
  ['a circle of fifty', query(circle(50)), ...invalid],
  ['a fragment doubled 18 times', query(doubled(18)), ...tooComplex],
  ['a fragment doubled 25 times', query(doubled(25)), ...tooComplex],
  [
    '1,000 overlapping fragments',
    query(
      `{ ${times(1000, (at) => `...f${at}`)} } ${times(1000, (at) => `fragment f${at} on Query { a: __typename }`)}`,
    ),
    ...tooComplex,
  ],
  [
    '1,000 fragments unused',
    query(`{ __typename } ${times(1000, (at) => `fragment f${at} on Query { __typename }`)}`),
    ...tooComplex,
  ],
  [
    '100 fragments unused',
    query(`{ __typename } ${times(100, (at) => `fragment f${at} on Query { __typename }`)}`),
    ...invalid,
  ],
  ['a list of 50,000', query(`{ nodes(ids: [${times(50_000, () => '"a"')}]) { id } }`), 413, 'BODY_TOO_LARGE'],
  ['a list in 5,000 lists', query(`{ nodes(ids: ${nested(5000, '[', ']')}) { id } }`), ...tooComplex],
  [
    'an input in 1,000 inputs',
    query(`{ negotiations(filter: ${nested(1000, '{ and: ', ' }', '{}')}) { totalCount } }`),
    ...tooComplex,
  ],
  ['a text of 1 MB', query(`{ search(query: """${'a'.repeat(1_000_000)}""") { totalCount } }`), 413, 'BODY_TOO_LARGE'],
  ['2,000 fields that there are not', query(`{ ${times(2000, (at) => `no${at}`)} }`), ...tooComplex],
  ['1,000 fields that there are not', query(`{ ${times(1000, (at) => `no${at}`)} }`), ...tooComplex],
  ['5,000 variables', query(`query(${times(5000, (at) => `$v${at}: Int`)}) { __typename }`), ...tooComplex],
  ['variables of 10 MB', query('{ __typename }', { a: 'a'.repeat(10_000_000) }), 413, 'BODY_TOO_LARGE'],
  ['__proto__ in the body', { body: '{"query":"{ __typename }","__proto__":{"a":1}}' }, ...badRequest],
  [
    'constructor in the body',
    { body: '{"query":"{ __typename }","constructor":{"prototype":{"a":1}}}' },
    ...badRequest,
  ],
  [
    '501 ids',
    query('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array(501).fill('country/RW') }),
    ...badInput,
  ],
  ['a page of -1', query('{ countries(first: -1) { totalCount edges { node { id } } } }'), ...badInput],
  ['a page of 251', query('{ countries(first: 251) { edges { node { id } } } }'), ...badInput],
  ['a page of 2^31', query('{ countries(first: 2147483648) { edges { node { id } } } }'), ...invalid],
  ['first and last', query('{ countries(first: 1, last: 1) { edges { node { id } } } }'), ...badInput],
  ...['forged', 'eyJ', Buffer.from('["countries","a"]').toString('base64url'), "' OR 1=1 --", ''].map(
    (after): unknown[] => [
      `the cursor ${JSON.stringify(after)}`,
      query('query($after: String!) { countries(first: 1, after: $after) { edges { node { id } } } }', { after }),
      ...badInput,
    ],
  ),
  [
    'a circle through the schema',
    query(`{ __schema { types { ${nested(8, 'fields { type { ', ' } }', 'name')} } } }`),
    ...invalid,
  ],
  [
    'all of the schema 31 times',
    query(`{ ${times(31, (at) => `a${at}: __schema { ...F }`)} } fragment F on __Schema { types { name } }`),
    ...tooComplex,
  ],
  ['a list of one operation', { body: '[{"query":"{ __typename }"}]' }, ...badRequest],
  ['a list of 1,000', { body: JSON.stringify(Array(1000).fill({ query: '{ __typename }' })) }, ...badRequest],
  [
    'no operation of that name',
    query('query A { __typename } query B { __typename }', {}, { operationName: 'C' }),
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  [
    'no name for one of two',
    query('query A { __typename } query B { __typename }'),
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  ['a list for a name', query('query A { __typename }', {}, { operationName: ['A'] }), ...badRequest],
  ['a subscription', query('subscription { changes }'), ...badInput],
  ['a mutation', query('mutation { delete }'), ...badInput],
  [
    'a mutation by GET',
    { method: 'GET', path: '/graphql?query=mutation{a}', headers: { 'apollo-require-preflight': '1' } },
    405,
    'BAD_REQUEST',
  ],
  [
    'a GET that a link could make',
    { method: 'GET', path: '/graphql?query={__typename}', headers: { 'content-type': 'text/plain' } },
    ...badRequest,
  ],
  ['plain text', { headers: { 'content-type': 'text/plain' }, body: '{ __typename }' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  [
    'a form',
    { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query={__typename}' },
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'a form of parts',
    { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x--' },
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'a body compressed',
    { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(10_000_000)) },
    ...badRequest,
  ],
  ['JSON cut off', { body: '{"query":"{ __typename }"' }, ...badRequest],
  ['JSON and more', { body: '{"query":"{ __typename }"} x' }, ...badRequest],
  ['UTF-16', { body: Buffer.from('{"query":"{ __typename }"}', 'utf16le') }, ...badRequest],
  ['no body', { body: '' }, ...badRequest],
  ['an operation that is empty', query(''), ...badRequest],
  ['an operation cut off', query('{ countries {'), ...unparsed],
  ['PUT', { method: 'PUT', body: '{"query":"{ __typename }"}' }, 405, 'BAD_REQUEST'],
  ['a path of 7 hops', query('{ paths(from: "country/RW", to: "country/US", maxLength: 7) { length } }'), ...badInput],
  ...['-9999', '10000000000', '2025-02-30', '2025-13', '20250505'].map((on): unknown[] => [
    `the date ${on}`,
    query('query($on: PartialDate) { negotiations(filter: { openAsOf: $on }) { totalCount } }', { on }),
    ...badInput,
  ]),
  [
    'a page of pages of pages',
    query(
      '{ countries(first: 250) { edges { node { negotiations(first: 250) { edges { node { events(first: 250) { edges { node { id } } } } } } } } } }',
    ),
    ...tooComplex,
  ],
] as unknown as [string, Sent, number, string][]

test.each(refused)('%s', async (_name, sent, status, code) => {
  const found = await send(sent)
  expect([found.status, found.codes]).toEqual([status, expect.arrayContaining([code])])
  expect(asked).toEqual([])
  // The bar is 25 ms; on a busy machine even the best of three says little.
  const again = [found, await send(sent), await send(sent)]
  expect(Math.min(...again.map(({ active }) => active))).toBeLessThan(1000)
  expect(found.answer.data).toBeUndefined()
})

test('the limit that is exceeded, what it is and what was found stand in the error', async () => {
  const { answer } = await send(query(`{ ${times(31, (at) => `a${at}: __typename`)} }`))
  expect(answer.errors).toEqual([
    {
      message: 'The document has 31 aliases; the limit is 30.',
      extensions: {
        code: 'QUERY_TOO_COMPLEX',
        hint: 'Ask for less at once, or in several requests.',
        limit: 'aliases',
        max: 30,
        value: 31,
      },
    },
    expect.objectContaining({ extensions: expect.objectContaining({ limit: 'root fields', max: 20, value: 31 }) }),
  ])
})

test('whatever is searched for is looked up as words, never read as a query of the index', async () => {
  const texts = ['"', '(', 'a AND', '~', '\\', 'a:b:c', '+', '*:*', '/a.*/', '\0', '\ud800', '\u202e', '('.repeat(5000)]
  texts.push(
    'a'.repeat(50_000),
    times(1500, (at) => `word${at}`),
    '[* TO *]',
    'text:*',
    'a^1000',
    '-',
  )
  for (const text of texts) {
    const { status, codes } = await send(
      query('query($text: String!) { search(query: $text) { totalCount } }', { text }),
    )
    expect([text.slice(0, 20), status, codes]).toEqual([
      text.slice(0, 20),
      expect.any(Number),
      codes && ['BAD_USER_INPUT'],
    ])
    expect(status).toBe(codes ? 400 : 200)
  }
})

test('standard introspection is answered', async () => {
  expect((await send(query(full))).status).toBe(200)
})

test('the operations that clients may rely on stay under the limits with a third to spare', async () => {
  const schema = await buildSchema(resolveRoot)
  const limits = Object.entries(most)
  try {
    for (const [name, limit] of limits) most[name as Measure] = Math.floor(limit / 1.3)
    const tokens = { maxTokens: most.tokens }
    for (const { query: text, operationName } of questions())
      expect([operationName, validate(schema, parse(text, tokens), [limitShape])]).toEqual([operationName, []])
  } finally {
    Object.assign(most, Object.fromEntries(limits))
  }
})
