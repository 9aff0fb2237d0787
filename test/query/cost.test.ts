import { parse } from 'graphql'
import type { Database } from '../../src/database/connect.js'
import { buildSchema } from '../../src/model/schema.js'
import { executor, resolveRoot } from '../../src/query/run.js'
import { questions, seededDatabase } from '../seeds.js'

let database: Database

beforeAll(async () => {
  database = await seededDatabase()
}, 300_000)

async function run(query: string, variables: Record<string, unknown> = {}, operationName?: string) {
  const asked: string[] = []
  const spy = {
    read: (statement: { text: string; parameters?: Record<string, unknown> }) => {
      asked.push(statement.text)
      return database.read(statement)
    },
  }
  const answer = executor(await buildSchema(resolveRoot))
  const result = await answer({ document: parse(query), variables, operationName, context: { database: spy } })
  return { ...result, asked }
}

test('what an operation can cost stands beside its answer: every node counts one, multiplied by the page sizes around it', async () => {
  const { extensions } = await run(`{
    negotiations(first: 20) { totalCount edges { node { title topics(first: 5) { label } participants(first: 10) { edges { node { name } } } } } }
  }`)
  // 20 negotiations, each with 5 topics and 10 participants, and one count.
  expect(extensions).toEqual({ cost: { requested: 20 * (1 + 5 + 10) + 1, actual: 9, limit: 50_000 } })
})

test('an operation over the limit is refused before it runs, with both numbers and the list to shrink', async () => {
  const { data, errors, asked } = await run(`{
    negotiations(first: 250) { edges { node { participants(first: 250) { edges { node { name } } } } } }
  }`)
  expect(data).toBeUndefined()
  expect(asked).toEqual([])
  expect(
    errors!.map(({ message, originalError }) => [message, (originalError as unknown as { hint: string }).hint]),
  ).toEqual([
    [
      'This operation can cost 62750; the limit is 50000.',
      'Ask for fewer at negotiations.participants (250 now), or in several requests: every node counts one, multiplied by the page sizes around it.',
    ],
  ])
})

test('asking about the schema beside it does not let an operation past the limit', async () => {
  const { errors, asked } = await run(`{
    __typename
    negotiations(first: 250) { edges { node { participants(first: 250) { edges { node { name } } } } } }
  }`)
  expect(errors!.map(({ message }) => message)).toEqual(['This operation can cost 62750; the limit is 50000.'])
  expect(asked).toEqual([])
})

test('the operations that clients may rely on stay under the limit with a third to spare', async () => {
  for (const { query, variables, operationName } of questions()) {
    const { extensions } = await run(query, variables, operationName)
    expect([operationName, (extensions as { cost: { requested: number } }).cost.requested]).toEqual([
      operationName,
      expect.any(Number),
    ])
    expect((extensions as { cost: { requested: number } }).cost.requested).toBeLessThan(35_000)
  }
})

test('a bad argument is told before anything runs, at the field it stands in', async () => {
  const { data, errors, asked } = await run('{ countries(first: 251) { totalCount } topics { totalCount } }')
  expect(data).toBeUndefined()
  expect(asked).toEqual([])
  expect(errors!.map(({ message, path }) => [message, path])).toEqual([
    ['first: 251 is more than 250, the most this list gives at once.', ['countries']],
  ])
})
