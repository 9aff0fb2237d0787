import { readFileSync } from 'node:fs'
import path from 'node:path'
import { graphql, parse } from 'graphql'
import type { Database } from '../src/database/connect.js'
import { buildSchema } from '../src/model/schema.js'
import { executor, resolveRoot } from '../src/query/run.js'
import { openLog } from '../src/serve/log.js'
import { startServer, type Server } from '../src/serve/server.js'
import { expectGolden } from './golden.js'
import { questions, seededDatabase, type Question } from './seeds.js'

let database: Database
let server: Server

beforeAll(async () => {
  database = await seededDatabase()
  const schema = await buildSchema(resolveRoot)
  server = await startServer({
    schema,
    answer: executor(schema),
    database,
    settings: { host: '127.0.0.1', port: 0 },
    log: openLog({ logLevel: 'silent' }),
  })
}, 300_000)

afterAll(() => server.close())

async function ask({
  query,
  variables,
  operationName,
}: Omit<Question, 'name'>): Promise<{ data: Record<string, unknown> }> {
  const response = await fetch(`${server.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables, operationName }),
  })
  expect(response.status).toBe(200)
  return (await response.json()) as { data: Record<string, unknown> }
}

/** What differs from one loading to the next, in its place: moments, and the cursors that hold one. */
function timeless(text: string): string {
  const moment = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z|\d{8}T\d{9}Z/g
  return text
    .replace(moment, '<time>')
    .replace(/("(?:endC|c)ursor": ")([\w-]+)"/g, (whole, head: string, cursor: string) =>
      Buffer.from(cursor, 'base64url').toString().match(moment) ? `${head}<cursor>"` : whole,
    )
}

test.each(questions().map((question) => [`${question.name} ${question.operationName}`, question] as const))(
  '%s runs as written and answers as the sources say',
  async (_name, question) => {
    const answer = await ask(question)
    expect(answer).not.toHaveProperty('errors')
    expectGolden(
      `operations/${question.name}.${question.operationName}.json`,
      `${timeless(JSON.stringify(answer.data, null, 2))}\n`,
    )
  },
)

test.each(questions().map((question) => [`${question.name} ${question.operationName}`, question] as const))(
  '%s is one statement for each root field, as reviewed',
  async (_name, question) => {
    const statements: string[] = []
    const spy = {
      read: (statement: { text: string; parameters?: Record<string, unknown> }) => (
        statements.push(statement.text),
        database.read(statement)
      ),
    }
    const schema = await buildSchema(resolveRoot)
    const { query, variables, operationName } = question
    const direct = await executor(schema)({
      document: parse(query),
      operationName,
      variables,
      context: { database: spy },
    })
    expectGolden(`operations/${question.name}.${question.operationName}.cypher`, `${statements.join('\n;\n')}\n`)
    // graphql-js is the oracle: what the reader assembles is what it would have completed.
    const oracle = await graphql({
      schema,
      source: query,
      variableValues: variables,
      operationName,
      contextValue: { database },
    })
    expect(JSON.parse(JSON.stringify(direct.data))).toEqual(JSON.parse(JSON.stringify(oracle.data)))
    expect(oracle.errors).toBeUndefined()
  },
)

interface Cited {
  text: string
  start: number
  end: number
}

test('all evidence of the talks stands in the article at its offsets, where the article is at hand', async () => {
  const { data } = await ask({
    operationName: 'Passages',
    variables: {},
    query: `query Passages { document(id: "document:us-rwanda-migration-talks") { passages(first: 250) { edges { node { text start end } } } } }`,
  })
  const passages = (data.document as { passages: { edges: { node: Cited }[] } }).passages.edges.map(({ node }) => node)
  expect(passages.length).toBeGreaterThan(20)
  for (const { text, start, end } of passages) expect(text.length).toBe(end - start)
  const article = path.join(__dirname, '..', '..', 'shared', 'sources', 'us-rwanda-migration-talks.txt')
  let words: string | undefined
  try {
    words = readFileSync(article, 'utf8')
  } catch {
    // The article is its publisher's and no part of the project: without it the lengths must do.
  }
  if (words !== undefined) for (const { text, start, end } of passages) expect(words.slice(start, end)).toBe(text)
})
