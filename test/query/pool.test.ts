import { graphql } from 'graphql'
import { buildSchema } from '../../src/model/schema.js'
import { resolveRoot } from '../../src/query/run.js'
import { ask, worldDatabase } from '../world.js'

// What comes up below several nodes of one answer is worked out once, and stands in full wherever it comes up.

beforeAll(worldDatabase, 300_000)

const talks = '... on Actor { negotiations(first: 3) { edges { node { id } } } }'

interface Part {
  role: string
  node: { id: string }
}

async function parts(selection: string): Promise<Part[]> {
  const { negotiations } = await ask(`{
    negotiations(filter: { status: { any: [CONSIDERED, PRELIMINARY, ONGOING, CONCLUDED, COLLAPSED] } }, first: 50) {
      totalCount
      edges { node { participants(first: 20) { edges { role node { id ${selection} } } } } }
    }
  }`)
  const { edges } = negotiations as { edges: { node: { participants: { edges: Part[] } } }[] }
  return edges.flatMap(({ node }) => node.participants.edges)
}

/** The statements that an operation is asked by. */
async function statementsOf(query: string): Promise<string[]> {
  const texts: string[] = []
  const read = ({ text }: { text: string }) => {
    texts.push(text)
    return Promise.reject(new Error('only the statement is wanted'))
  }
  await graphql({ schema: await buildSchema(resolveRoot), source: query, contextValue: { database: { read } } })
  return texts
}

test('an actor of several negotiations is in each as it is when asked for by itself', async () => {
  const found = await parts(talks)
  const ids = [...new Set(found.map(({ node }) => node.id))]
  expect(ids.length).toBeLessThan(found.length)
  const alone = new Map<string, unknown>()
  for (const id of ids) alone.set(id, (await ask(`{ node(id: "${id}") { id ${talks} } }`)).node)
  expect(found.map(({ node }) => node)).toEqual(found.map(({ node }) => alone.get(node.id)))
})

test('what an actor leads to again is found once more, below what is found once', async () => {
  const below =
    'negotiations(first: 3) { edges { node { participants(first: 3) { edges { node { id memberships(first: 2) { edges { node { id } } } } } } } } }'
  const found = await parts(`... on Actor { ${below} }`)
  const ids = [...new Set(found.map(({ node }) => node.id))]
  const alone = new Map<string, unknown>()
  for (const id of ids) alone.set(id, (await ask(`{ node(id: "${id}") { id ... on Actor { ${below} } } }`)).node)
  expect(found.map(({ node }) => node)).toEqual(found.map(({ node }) => alone.get(node.id)))
})

test('the statement has a part of its own for them, by their ids', async () => {
  const query = (selection: string) =>
    `{ negotiations(first: 5) { edges { node { participants(first: 5) { edges { node { id ${selection} } } } } } } }`
  const [dear] = await statementsOf(query(talks))
  expect(dear).toContain(`COLLECT {
  UNWIND rows AS row0 UNWIND row0[0][0] AS row1
  WITH DISTINCT row1[0] AS id
  MATCH (node2:Node {id: id})`)
  // A name is sooner read again than looked up.
  const [cheap] = await statementsOf(query('... on Actor { name }'))
  expect(cheap).not.toContain('pool')
})
