import fc from 'fast-check'
import { parse, validate, type GraphQLSchema } from 'graphql'
import type { Database } from '../../src/database/connect.js'
import { loadDatasets } from '../../src/load/pipeline.js'
import { buildSchema } from '../../src/model/schema.js'
import { resolveRoot } from '../../src/query/run.js'
import { emptyDatabase } from '../database.js'
import { folderWith } from '../load/folders.js'
import { clientOf, loadWorld } from '../world.js'
import { both } from './both.js'
import { drawFilter, drawOperation, type Pools } from './operations.js'
import { Comparison } from './reference/alike.js'
import { answerOf, knownFields } from './reference/answer.js'
import { crowd } from './reference/crowd.js'
import { readGraph, type Graph } from './reference/graph.js'

/**
 * `REFERENCE_RUNS` and `REFERENCE_SEED` ask for more operations, or for other ones. A run that somebody waits for draws the
 * same each time, so that it fails for what was changed; a long one draws anew.
 */
const runs = Number(process.env.REFERENCE_RUNS ?? (process.env.LONG_TESTS ? 500 : 100))
const seed = Number(process.env.REFERENCE_SEED ?? (process.env.LONG_TESTS ? Date.now() % 1_000_000 : 12))
/** So many are asked at once. */
const together = 4

let database: Database
let schema: GraphQLSchema
let graph: Graph
const comparison = new Comparison()

beforeAll(async () => {
  database = await emptyDatabase()
  await loadWorld(database)
  const folder = folderWith({ 'dataset.yml': 'title: The crowd\nformat: facts', 'facts.yml': crowd() })
  await loadDatasets([folder], database)
  schema = await buildSchema(resolveRoot)
  graph = await readGraph(database)
}, 300_000)

const dates = ['2025', '2025-05', '2025-06-01', '1998/2001', '../2024', '2022/..', '2024-02-29', '2021', '2023']

/** What operations are drawn from: every id there is, and one that is not. */
const pools = (): Pools => ({
  ids: [...graph.all('Node').map(({ id }) => id), ...graph.survivors.keys(), 'country:nowhere'].sort(),
  texts: ['fish', 'Kenya', 'lake "fish pact"', 'RW', 'treaty -shore', '', '😀 "', 'ambar', 'Kenyan government'],
  dates,
  cursors: (type, field, orderBy) => comparison.known(type, field, orderBy),
})

/** Asserts that an operation is answered as over arrays. */
async function expectAlike(query: string): Promise<void> {
  const real = await clientOf(database).result(query)
  const { result } = answerOf(graph, query, {}, comparison.places)
  expect(real.errors).toBeUndefined()
  expect(comparison.difference(real, result)).toBeUndefined()
}

/** What the reference leaves out, and why. */
const leftOut: Record<string, RegExp> = {
  'how well something fits is the index’s to say: search.test.ts and resolve.test.ts hold it':
    /^Query\.(search|suggest|match)$|^(NodeSearchHitList\w+|SearchFacets|Suggestion|Highlight|TextRange|Match\w+)\./,
  'a way of writing that record.test.ts holds to the letter': /\.citation$/,
  'these speak of the server, not of the graph': /^About\.(version|schemaVersion)$/,
}

test('every field of the schema is in the reference or is left out for a reason', () => {
  const unknown = knownFields().flatMap(([field, known]) => (known ? [] : [field]))
  const reasons = Object.values(leftOut)
  expect(unknown.filter((field) => !reasons.some((reason) => reason.test(field)))).toEqual([])
  // What is in the reference needs no excuse; a dataset's citation is stored as it stands.
  expect(reasons.filter((reason) => !unknown.some((field) => reason.test(field)))).toEqual([])
})

test(
  `${runs} random operations are answered as over arrays, as graphql-js answers them, and cost no more than was said (seed ${seed})`,
  async () => {
    const left = new Set(knownFields().flatMap(([field, known]) => (known ? [] : [field])))
    const faults: string[] = []
    const hold = async ({ query, variables }: ReturnType<typeof drawOperation>, referred: boolean): Promise<void> => {
      const { result, assembled, completed } = await both(schema, query, variables, database)
      const fault = (what: string) => faults.push(`${what}\n${query}\n${JSON.stringify(variables)}`)
      if (assembled !== completed) fault(`assembled ${assembled}\ncompleted ${completed}`)
      if (!referred) return
      const { result: expected, nodes } = answerOf(graph, query, variables, comparison.places)
      const difference = comparison.difference(result, expected)
      if (difference) fault(`${difference} ${expected.errors?.map(({ message }) => message).join() ?? ''}`)
      const { cost } = (result.extensions ?? {}) as { cost?: { requested: number } }
      if (cost && nodes > cost.requested) fault(`${nodes} nodes, where at most ${cost.requested} were said`)
    }
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (draw) => {
        const drawn = Array.from({ length: together }, (_, at) => {
          // One in four may have in it what the reference leaves out.
          const referred = at > 0
          return { referred, operation: drawOperation(draw, schema, { ...pools(), left: referred ? left : undefined }) }
        })
        const valid = drawn.filter(({ operation }) => validate(schema, parse(operation.query)).length === 0)
        await Promise.all(valid.map(({ operation, referred }) => hold(operation, referred)))
        if (faults.length > 0) throw new Error(faults.join('\n\n'))
      }),
      { numRuns: Math.ceil(runs / together), seed, endOnFailure: true },
    )
  },
  60_000 + runs * 3_000,
)

/** What chance asks too seldom to rely on: dates against everything that has any. */
test.each([
  [
    'counterparts',
    (range: string) =>
      `actors(first: 250) { edges { node { id counterparts(filter: { during: ${range} }) {
        totalCount edges { negotiationCount agreementCount statementCount node { id } }
      } } } }`,
  ],
  [
    'paths',
    (range: string) =>
      graph
        .all('Actor')
        .map(
          ({ id }, at) =>
            `p${at}: paths(from: "country:KE", to: "${id}", maxLength: 2, first: 50, filter: { during: ${range} }) { steps { relationship to { id } } }`,
        )
        .join('\n'),
  ],
])(
  '%s in ranges of days are those over arrays',
  async (_, fields) => {
    for (const match of ['POSSIBLE', 'CERTAIN'])
      for (const range of ['from: "2022", to: "2022"', 'to: "2022-06"'])
        await expectAlike(`{ ${fields(`{ ${range} match: ${match} }`)} }`)
  },
  120_000,
)

test('states on a date are those over arrays', async () => {
  for (const date of ['2020-02-29', '2022-06', '../2021', '2025'])
    await expectAlike(`{
      negotiations(first: 250) { edges { node { id statusAsOf(date: "${date}") } } }
      agreements(first: 250) { edges { node { id statusAsOf(date: "${date}") } } }
      open: negotiations(first: 250, filter: { openAsOf: "${date}" }) { edges { node { id } } }
      actors(first: 250) { edges { node {
        id
        memberships(asOf: "${date}") { edges { from to node { id } } }
        agreements(filter: { inForceAsOf: "${date}" }) { edges { node { id } } }
        ... on Organization { officeholders(asOf: "${date}") { edges { basis tenureId node { id } } } }
        ... on Country { officeholders(asOf: "${date}") { edges { basis tenureId of { id } node { id } } } }
      } } }
    }`)
}, 120_000)

describe('laws', () => {
  /** The ids that filters of one list let through, asked for at once. */
  async function idsOf(list: string, filters: string[]): Promise<string[][]> {
    const fields = filters.map(
      (filter, at) => `f${at}: ${list}(first: 250, filter: ${filter}) { edges { node { id } } }`,
    )
    const text = fields.join('\n')
    const head = text.includes('$no') ? 'query ($no: Boolean = false) ' : ''
    const answer = await clientOf(database).ask(`${head}{ ${text} }`)
    return Object.values(answer).map((each) =>
      (each as { edges: { node: { id: string } }[] }).edges.map(({ node }) => node.id),
    )
  }
  const within = (one: string[], other: string[]): string[] => one.filter((id) => !other.includes(id))

  test('conditions hold in any order and any nesting, and what is not not so is so', async () => {
    const filters = ['agreements', 'negotiations', 'statements', 'events', 'actors'].map(
      (list) => [list, `${list[0]!.toUpperCase()}${list.slice(1, -1)}Filter`] as const,
    )
    await fc.assert(
      fc.asyncProperty(fc.gen(), fc.constantFrom(...filters), async (draw, [list, type]) => {
        const [a, b] = [drawFilter(draw, schema, type, pools()), drawFilter(draw, schema, type, pools())]
        const [ab, ba, nested, twice, neither, none] = await idsOf(list, [
          `{ and: [${a}, ${b}] }`,
          `{ and: [${b}, ${a}] }`,
          `{ and: [{ and: [${a}] }, { or: [${b}] }] }`,
          `{ not: { not: { and: [${a}, ${b}] } } }`,
          `{ not: { or: [${a}, ${b}] } }`,
          `{ and: [{ not: ${a} }, { not: ${b} }] }`,
        ])
        expect([a, b, ba, nested, twice, none]).toEqual([a, b, ab, ab, ab, neither])
      }),
      { numRuns: process.env.LONG_TESTS ? 60 : 5, seed },
    )
  }, 300_000)

  /** Dates of which each lies within the next. */
  const wider = ['"2022-06-15"', '"2022-06"', '"2022"', '"2020/2023"', '"../2024"']
  const everything = '{ edges { node { id } } }'

  test('a wider date finds no less', async () => {
    for (const [list, condition] of [
      ['agreements', 'inForceAsOf'],
      ['negotiations', 'openAsOf'],
    ] as const) {
      const found = await idsOf(
        list,
        wider.map((date) => `{ ${condition}: ${date} }`),
      )
      found
        .slice(1)
        .forEach((more, at) => expect([condition, at, within(found[at]!, more)]).toEqual([condition, at, []]))
      expect(found[0]!.length).toBeGreaterThan(0)
    }
    const fields = wider.map((date, at) => `m${at}: members(asOf: ${date}, first: 250) ${everything}`)
    const { organization } = await clientOf(database).ask(
      `{ organization(id: "organization:lake-union") { ${fields.join(' ')} } }`,
    )
    const counts = Object.values(organization as Record<string, { edges: unknown[] }>).map(({ edges }) => edges.length)
    expect(counts).toEqual([...counts].sort((a, b) => a - b))
  })
})
