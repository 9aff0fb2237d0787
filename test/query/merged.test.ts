import { buildSchema } from '../../src/model/schema.js'
import { parse } from 'graphql'
import type { Database } from '../../src/database/connect.js'
import { executor, resolveRoot } from '../../src/query/run.js'
import { mergeNodes } from '../../src/load/merge.js'
import { writeDatasets } from '../../src/load/pipeline.js'
import { emptyDatabase } from '../database.js'
import { draft } from '../load/drafts.js'
import { ask, clientOf, worldDatabase } from '../world.js'

let database: Database

beforeAll(async () => {
  database = await worldDatabase()
}, 300_000)

/** `agreement:shore-treaty` was merged into `agreement:shore-pact`. */
const [old, survivor] = ['agreement:shore-treaty', 'agreement:shore-pact']

test.each([
  [
    'a filter by ids that a list reaches',
    'agreements(filter: { modelledOn: { any: [$id] } }) { totalCount edges { node { id } } }',
  ],
  ['all of several ids', 'agreements(filter: { amends: { all: [$id] } }) { totalCount edges { node { id } } }'],
  ['none of some ids', 'agreements(filter: { modelledOn: { none: [$id] } }) { totalCount edges { node { id } } }'],
  ['a filter by id', 'agreements(filter: { id: { any: [$id] } }) { totalCount edges { node { id } } }'],
  [
    'a filter within others',
    'claims(filter: { or: [{ not: { subject: { none: [$id] } } }] }, first: 3) { totalCount edges { node { id } } }',
  ],
  [
    'a filter below',
    'country(code: "KE") { agreements(filter: { id: { any: [$id] } }) { totalCount edges { node { id } } } }',
  ],
  ['paths', 'paths(from: $id, to: "country:RW") { length steps { relationship to { id } } }'],
])('a merged id answers with the survivor in %s', async (_, field) => {
  const about = (id: string) => ask(`query ($id: ID!) { ${field} }`, { id })
  expect(await about(old)).toEqual(await about(survivor))
  expect(await about(old)).not.toEqual(await about('agreement:no-such'))
})

test('an id that was not merged costs no second question, and without ids none is looked up', async () => {
  const statements: string[] = []
  const counted: Pick<Database, 'read'> = {
    read: (statement, options) => {
      statements.push(statement.text)
      return database.read(statement, options)
    },
  }
  const answer = executor(await buildSchema(resolveRoot))
  const asking = async (query: string) => {
    statements.length = 0
    const { errors } = await answer({ document: parse(query), variables: {}, context: { database: counted } })
    expect(errors).toBeUndefined()
    return statements.map((text) => text.includes('AS merged'))
  }
  const filtered = (id: string) => `{ agreements(filter: { modelledOn: { any: ["${id}"] } }) { totalCount } }`
  expect(await asking(filtered(survivor))).toEqual([true])
  expect(await asking(filtered(old))).toEqual([true, true])
  expect(await asking(`{ node(id: "${old}") { id } }`)).toEqual([true, true])
  expect(await asking('{ agreements { totalCount } }')).toEqual([false])
})

test('what was merged by hand answers with the survivor in the timeline of a pair and among disagreements', async () => {
  const scratch = await emptyDatabase()
  const status = (value: string) => ({ predicate: 'status', subject: 'negotiation:talks', value })
  const told = {
    id: 'statement:told',
    properties: { text: 'x', kind: 'QUOTE' },
    relations: [
      { type: 'MADE', from: 'official:doe', to: 'statement:told', properties: {} },
      { type: 'ADDRESSED_TO', from: 'statement:told', to: 'official:john', properties: {} },
    ],
  }
  const named = (subject: string) => ({ predicate: 'name', subject, value: subject })
  const ids = ['official:doe', 'official:jane', 'official:john', 'negotiation:talks', 'negotiation:round']
  const claims = [status('ONGOING'), status('SUSPENDED'), ...ids.slice(0, 3).map(named)]
  await writeDatasets([draft('a', { nodes: [...ids.map((id) => ({ id })), told], claims })], scratch)
  await mergeNodes(scratch, 'official:doe', 'official:jane')
  await mergeNodes(scratch, 'negotiation:talks', 'negotiation:round')
  expect(
    await clientOf(scratch).ask(`{
      pairTimeline(a: "official:doe", b: "official:john") { edges { node { ... on Node { id } } } }
      disagreements(about: "negotiation:talks") { edges { node { subject { id } predicate } } }
    }`),
  ).toEqual({
    pairTimeline: { edges: [{ node: { id: 'statement:told' } }] },
    disagreements: { edges: [{ node: { subject: { id: 'negotiation:round' }, predicate: 'status' } }] },
  })
}, 120_000)
