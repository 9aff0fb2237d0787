import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase, wholeNumber, type Database } from '../../src/database/connect.js'
import { Home } from '../../src/database/home.js'
import { Problem } from '../../src/problem.js'
import { bareDatabase, testSettings } from '../database.js'

const slow = 'UNWIND range(1, 100000) AS one UNWIND range(1, 100000) AS other RETURN sum(one * other % 7) AS slow'

let database: Database

beforeAll(async () => {
  database = await bareDatabase()
})

/** What a promise rejects with. */
async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  )
}

/** The same server as an outside one, which `NEO4J_URI` would name. */
async function outside(change: { uri?: string; password?: string; database?: string } = {}) {
  const password = await new Home(testSettings('scratch').home).readPassword()
  return {
    ...testSettings('scratch'),
    neo4j: { uri: database.address, username: 'neo4j', password: password!, database: 'neo4j', ...change },
  }
}

async function slowQueries(): Promise<unknown> {
  const [[count]] = (await database.read({
    text: `SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'UNWIND range' RETURN count(*)`,
  })) as [[number]]
  return count
}

async function soon(count: number): Promise<number> {
  const began = Date.now()
  while ((await slowQueries()) !== count) {
    if (Date.now() - began > 5_000) throw new Error('the query still runs')
    await sleep(20)
  }
  return Date.now() - began
}

test('a read answers rows as lists of plain values in the order of RETURN', async () => {
  const text = 'UNWIND $names AS name RETURN name, size(name) AS length, {first: left(name, 1)} AS map, null AS nothing'
  expect(await database.read({ text, parameters: { names: ['Kigali', 'Nairobi'] } })).toEqual([
    ['Kigali', 6, { first: 'K' }, null],
    ['Nairobi', 7, { first: 'N' }, null],
  ])
})

test('a whole number may be a LIMIT', async () => {
  const statement = { text: 'UNWIND [1, 2, 3] AS one RETURN one LIMIT $limit', parameters: { limit: wholeNumber(2) } }
  expect(await database.read(statement)).toEqual([[1], [2]])
})

test('a read sees what was written just before', async () => {
  for (let round = 1; round <= 20; round++) {
    await database.write((run) => run({ text: 'CREATE (:Round {number: $round})', parameters: { round } }))
    expect(await database.read({ text: 'MATCH (round:Round) RETURN count(round)' })).toEqual([[round]])
  }
})

test('a write that throws half-way leaves nothing behind, and its error arrives as it was', async () => {
  const mine = new Error('mine')
  const work = database.write(async (run) => {
    await run({ text: 'CREATE (:Half)' })
    throw mine
  })
  expect(await rejection(work)).toBe(mine)
  expect(await database.read({ text: 'MATCH (half:Half) RETURN count(half)' })).toEqual([[0]])
})

test('a read cannot write', async () => {
  expect(await rejection(database.read({ text: 'CREATE (:Never)' }))).toMatchObject({
    code: 'Neo.ClientError.Statement.AccessMode',
  })
})

test('constraints and indexes are made one after another', async () => {
  await database.schema([
    'CREATE CONSTRAINT country_id FOR (node:Country) REQUIRE node.id IS UNIQUE',
    'CREATE INDEX country_name FOR (node:Country) ON (node.name)',
  ])
  const text = `SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name ORDER BY name`
  expect(await database.read({ text })).toEqual([['country_id'], ['country_name']])
})

test('a query that takes longer than it may is ended here and on the server', async () => {
  const began = Date.now()
  const error = await rejection(database.read({ text: slow }, { timeoutMs: 500 }))
  expect(error).toMatchObject({ code: 'TIMEOUT', message: 'The database did not answer in time.' })
  expect(Date.now() - began).toBeLessThan(3_000)
  await soon(0)
})

test('a query whose asker goes away is ended here and on the server', async () => {
  const asker = new AbortController()
  const answer = rejection(database.read({ text: slow }, { signal: asker.signal }))
  await soon(1)
  asker.abort(new Error('gone'))
  expect(await answer).toEqual(new Error('gone'))
  await soon(0)
  expect(await rejection(database.read({ text: 'RETURN 1' }, { signal: asker.signal }))).toEqual(new Error('gone'))
})

test('a query that needs too much memory is refused, and the next one answered', async () => {
  const text = 'UNWIND range(1, 50000000) AS one WITH collect(toString(one)) AS texts RETURN size(texts)'
  const tooLarge = { code: 'QUERY_TOO_LARGE', message: 'The query needs more memory than one query may take.' }
  expect(await rejection(database.read({ text }))).toMatchObject(tooLarge)
  expect(await rejection(database.write((run) => run({ text })))).toMatchObject(tooLarge)
  await database.verify()
})

test('a query that finds no free connection in time is told that the database has too much to do', async () => {
  const narrow = await openDatabase(await outside(), { pool: { size: 1, wait: 300 } })
  const stop = new AbortController()
  const first = rejection(narrow.read({ text: slow }, { signal: stop.signal }))
  await soon(1)
  expect(await rejection(narrow.read({ text: 'RETURN 1' }))).toMatchObject({ code: 'OVERLOADED' })
  stop.abort()
  await first
  await narrow.close()
})

test('a server of one’s own is joined, shown without its password, and left running', async () => {
  const own = await openDatabase(await outside())
  expect({ owner: own.owner, address: own.address }).toEqual({ owner: false, address: database.address })
  await own.close()
  await database.verify()
})

test.each([
  [
    'a wrong password is named by its setting',
    { password: 'secret-canary' },
    'The database refuses the name and password.\n  Set NEO4J_USERNAME and NEO4J_PASSWORD to those of that server.',
  ],
  [
    'a missing database is named by its setting',
    { database: 'atlantis' },
    'The server has no database of that name.\n  Set NEO4J_DATABASE to one it has, or unset it for its default.',
  ],
  [
    'a server that is not there is named by its address',
    { uri: 'bolt://127.0.0.1:1' },
    'No database answers at bolt://127.0.0.1:1.\n  Start it or correct NEO4J_URI; unset NEO4J_URI for the managed one.',
  ],
  [
    'an address that cannot be used is named by its setting',
    { uri: 'bolt://neo4j:secret-canary@127.0.0.1:1?region=no' },
    'The address in NEO4J_URI cannot be used.\n  Write it as neo4j://host:7687, without a name or password in it.',
  ],
])('%s', async (_, change, message) => {
  const error = await rejection(openDatabase(await outside(change)))
  expect(error).toBeInstanceOf(Problem)
  expect(String(error)).toBe(message)
})

test('after close nothing is answered', async () => {
  const own = await openDatabase(await outside())
  await own.close()
  await own.close()
  expect(await rejection(own.read({ text: 'RETURN 1' }))).toBeInstanceOf(Error)
})
