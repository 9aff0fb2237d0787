import { parse } from 'graphql'
import type { Plan } from 'neo4j-driver'
import { makeDriver } from '../../src/database/driver.js'
import { openLocal } from '../../src/database/local.js'
import { wheresOf } from '../../src/model/filters.js'
import { orderName, sortsOf } from '../../src/model/naming.js'
import { recordOf, registry } from '../../src/model/registry.js'
import type { ConnectionDeclaration, TypeClass } from '../../src/model/registry.js'
import { buildSchema } from '../../src/model/schema.js'
import { executor, resolveRoot } from '../../src/query/run.js'
import { testSettings } from '../database.js'
import { questions, seededDatabase } from '../seeds.js'

let driver: ReturnType<typeof makeDriver>

beforeAll(async () => {
  await seededDatabase()
  const { access } = await openLocal(testSettings('seeds'), { small: true })
  driver = makeDriver(access, { size: 8, wait: 60_000 })
  // Just after a load Neo4j does not know yet how much its indexes hold, and plans as for an empty graph.
  const session = driver.session()
  await session.run('CALL db.prepareForReplanning(120)')
  await session.close()
}, 300_000)

afterAll(() => driver.close())

/** How Neo4j means to answer: one operator with what it works on, and what it draws from. */
interface Operator {
  kind: string
  details: string
}

function* within(plan: Plan): Generator<Plan> {
  yield plan
  for (const child of plan.children) yield* within(child)
}

/** The plan of every statement of an operation; nothing of it runs. */
async function treesOf(
  query: string,
  variables: Record<string, unknown> = {},
  operationName?: string,
): Promise<Plan[]> {
  const statements: { text: string; parameters?: Record<string, unknown> }[] = []
  const read = (statement: (typeof statements)[number]): Promise<unknown[][]> => {
    statements.push(statement)
    return Promise.reject(new Error('explained, not asked'))
  }
  const answer = executor(await buildSchema(resolveRoot))
  await answer({ document: parse(query), variables, operationName, context: { database: { read } } })
  expect(statements.length).toBeGreaterThan(0)
  const plans: Plan[] = []
  for (const { text, parameters } of statements) {
    const session = driver.session({ defaultAccessMode: 'READ' })
    const { summary } = await session.run(`EXPLAIN ${text}`, parameters)
    await session.close()
    plans.push(summary.plan as Plan)
  }
  return plans
}

function operatorsOf(plan: Plan): Operator[] {
  return [...within(plan)].map((each) => ({
    kind: each.operatorType.replace(/@.*/, ''),
    details: (each.arguments as { Details?: string }).Details ?? '',
  }))
}

/** The operators of every statement of an operation, top down. */
async function plansOf(...asked: Parameters<typeof treesOf>): Promise<Operator[][]> {
  return (await treesOf(...asked)).map(operatorsOf)
}

const shown = (operators: Operator[]): string[] => operators.map(({ kind, details }) => `${kind} ${details}`)
const of = (operators: Operator[], kind: RegExp): string[] => shown(operators.filter((each) => kind.test(each.kind)))

describe('the operations that clients may rely on', () => {
  /** What they scan, since it is all of a kind that they count or list. */
  const scans: Record<string, string[]> = {
    CountsAndTrends: ['Negotiation'],
    EventCounts: ['Event'],
    WhatChanged: ['Dataset'],
  }

  test.each(questions().map((question) => [question.operationName, question] as const))(
    '%s starts from indexes, scans no label but those it counts, and multiplies nothing',
    async (name, { query, variables, operationName }) => {
      for (const operators of await plansOf(query, variables, operationName)) {
        expect(of(operators, /^AllNodesScan|^AllRelationshipsScan|RelationshipTypeScan/)).toEqual([])
        const labels = of(operators, /LabelScan/).map((each) => /:(\w+)/.exec(each)?.[1])
        expect(labels.filter((label) => !scans[name]?.includes(label!))).toEqual([])
        // Paths are between two nodes, each found by its id; nothing else stands beside anything unconnected.
        const products = of(operators, /CartesianProduct/)
        expect(products).toHaveLength(name === 'HowConnected' ? 1 : 0)
        if (products.length > 0) expect(of(operators, /^NodeUniqueIndexSeek/).slice(0, 2)).toHaveLength(2)
      }
    },
  )

  test('a page is cut before what hangs on its entries is read', async () => {
    const [plan] = await treesOf(
      '{ negotiations(first: 5) { edges { node { title participants(first: 3) { edges { role node { name } } } } } } }',
    )
    const cut = [...within(plan!)].filter(({ operatorType }) => /^(Limit|Top|PartialTop)@/.test(operatorType))
    const list = cut.find((each) => operatorsOf(each).some(({ details }) => details.includes(':Negotiation(id)')))
    expect(list).toBeDefined()
    expect(of(operatorsOf(list!), /Expand/)).toEqual([])
    expect(of(operatorsOf(plan!), /Expand/)).toEqual([expect.stringContaining('PARTICIPATED_IN')])
  })
})

const roots = [...registry.root().fields.values()].filter(
  (field): field is ConnectionDeclaration => field.kind === 'connection' && field.all,
)

describe('a root list', () => {
  const sorted = /Sort|Top/

  test.each(roots.map((field) => [field.name, field] as const))(
    'of %s is read from an index in any of its orders, never sorted',
    async (_name, field) => {
      const type = recordOf(field.type() as TypeClass)
      const orders = sortsOf(type).flatMap((sort) =>
        ['ASC', 'DESC'].map((direction) => `(orderBy: { field: ${orderName(sort)}, direction: ${direction} })`),
      )
      await Promise.all(
        ['', ...orders].map(async (args) => {
          const [operators] = await plansOf(`{ ${field.name}${args} { edges { node { id } } } }`)
          expect([args, of(operators!, sorted)]).toEqual([args, []])
          const start = of(operators!, /Seek|Scan/)
          expect([args, start]).toEqual([args, [expect.stringMatching(/^NodeIndexSeekByRange RANGE INDEX/)]])
          expect(start[0]).toContain(`:${type.label}(`)
        }),
      )
    },
  )

  // All of them take a minute to plan.
  const filtered = process.env.LONG_TESTS
    ? roots
    : roots.filter(({ name }) => /^(negotiations|events|claims)$/.test(name))

  test.each(filtered.map((field) => [field.name, field] as const))(
    'of %s with ids in its filter starts at those ids',
    async (_name, field) => {
      const wheres = [...wheresOf(registry.filter(field.filter!())!).values()]
      const named = wheres.filter(({ kind, property }) => kind === 'ids' || property === 'id')
      const parts = named.flatMap(({ kind, name }) =>
        (kind === 'ids' ? ['any', 'all'] : ['any']).map((part) => [kind, name, part]),
      )
      await Promise.all(
        parts.map(async ([kind, name, part]) => {
          const filter = `{ ${name}: { ${part}: ["country:RW"] } }`
          const [operators] = await plansOf(`{ ${field.name}(filter: ${filter}) { totalCount edges { node { id } } } }`)
          expect([filter, of(operators!, /Scan|CartesianProduct/)]).toEqual([filter, []])
          // By its own id a short list may as well be read in its order. Otherwise once, for the page and the count together.
          // Whether the ids were merged is looked up beside that.
          const seeks = of(operators!, /Seek/).filter((each) => /(?<!:Redirect)\(id\) WHERE id (IN|=)/.test(each))
          if (kind === 'ids') expect([filter, seeks.length]).toEqual([filter, 1])
        }),
      )
    },
  )

  test('with another filter is still read in the order of an index or from the index of the filter', async () => {
    for (const [list, filter] of [
      ['negotiations', '{ status: { any: [ONGOING] } }'],
      ['negotiations', '{ startedOn: { from: "2025-01", to: "2025-05" } }'],
      ['agreements', '{ inForceAsOf: "2025" }'],
      ['agreements', '{ or: [{ kind: { any: [TREATY] } }, { parties: { any: ["country:RW"] } }] }'],
      ['events', '{ kind: { none: [TALKS] } }'],
      ['statements', '{ madeOn: { to: "2025" } }'],
      ['claims', '{ standing: false }'],
    ]) {
      const [operators] = await plansOf(`{ ${list}(filter: ${filter}) { edges { node { id } } } }`)
      expect([list, filter, of(operators!, /Scan|CartesianProduct/)]).toEqual([list, filter, []])
    }
  })

  test('asked for its count alone reads no row', async () => {
    const [operators] = await plansOf('{ countries { totalCount } }')
    expect(of(operators!, /Seek|Expand|Sort|Top/)).toEqual([])
  })
})

describe('a look-up', () => {
  test.each([
    'node(id: "country:RW") { id }',
    'nodes(ids: ["country:RW", "country:US"]) { id }',
    'country(code: "RW") { id }',
    'country(id: "country:RW") { id }',
    'negotiation(id: "negotiation:us-rwanda-migration-talks") { id }',
    'resolve(externalIds: [{ scheme: "iso3166-1-alpha3", value: "RWA" }]) { node { id } }',
    'disagreements(about: "negotiation:us-rwanda-migration-talks") { totalCount }',
  ])('%s is by index alone', async (field) => {
    const [operators] = await plansOf(`{ ${field} }`)
    expect(of(operators!, /Scan|CartesianProduct/)).toEqual([])
    expect(of(operators!, /Seek/).length).toBeGreaterThan(0)
  })
})
