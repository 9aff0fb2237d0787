import type { GraphQLSchema } from 'graphql'
import type { Database } from '../../src/database/connect.js'
import { buildSchema } from '../../src/model/schema.js'
import { resolveRoot } from '../../src/query/run.js'
import { emptyDatabase } from '../database.js'
import { worldDatabase } from '../world.js'
import { both } from './both.js'

let database: Database
let schema: GraphQLSchema

beforeAll(async () => {
  database = await worldDatabase()
  schema = await buildSchema(resolveRoot)
}, 300_000)

/**
 * graphql-js is the oracle: what the reader assembles must be what it would have completed, to the letter. Asserts it, and
 * gives what both are. Operations drawn at random are held against the same oracle in reference.test.ts.
 */
async function alike(query: string, variables: Record<string, unknown> = {}, of = database as Pick<Database, 'read'>) {
  const { assembled, completed } = await both(schema, query, variables, of)
  expect(assembled).toBe(completed)
  const { data, errors = [] } = JSON.parse(assembled) as { data: unknown; errors?: string[] }
  const told = errors
    .map((error) => JSON.parse(error) as { message: string; path: unknown[] })
    .map(({ message, path }) => [message, path] as const)
  return { data, errors: told.sort(([, one], [, other]) => (one.join('.') < other.join('.') ? -1 : 1)) }
}

describe('response keys', () => {
  test('may be called __proto__, at every level and in every kind of object', async () => {
    const query = `{
      __proto__: country(code: "RW") { __proto__: name constructor: code toString: capital }
      list: negotiations(first: 1) {
        __proto__: totalCount
        edges { __proto__: cursor hasOwnProperty: node { __proto__: id } }
        pageInfo { __proto__: hasNextPage }
      }
      nodes(ids: ["country:KE"]) { __proto__: id }
      search(query: "fish pact", types: [AGREEMENT]) { edges { highlights { __proto__: field ranges { __proto__: start } } } }
    }`
    const { data, errors } = await alike(query)
    expect(errors).toEqual([])
    expect(JSON.stringify(data)).toContain('{"__proto__":"Rwanda","constructor":"RW","toString":"Kigali"}')
    expect(JSON.stringify(data)).toContain('"hasOwnProperty":{"__proto__":"negotiation:fish-talks"}')
  })

  test('may be called __proto__ beside an id that is not there too', async () => {
    const { data, errors } = await alike(`{
      missing: node(id: "country:nowhere") { id }
      __proto__: country(code: "RW") { __proto__: name }
      negotiations(first: 1) { __proto__: totalCount edges { __proto__: node { __proto__: id } } pageInfo { __proto__: hasNextPage } }
    }`)
    expect(errors).toEqual([['There is nothing with the id "country:nowhere".', ['missing']]])
    expect(JSON.stringify(data)).toContain('"__proto__":{"__proto__":"Rwanda"}')
    expect(JSON.stringify(data)).toContain('"edges":[{"__proto__":{"__proto__":"negotiation:fish-talks"}}]')
  })

  test('stand in the order of the text, first mention first', async () => {
    const { data } = await alike(`
      { b: country(code: "RW") { code ...named id } a: country(code: "KE") { id ... on Actor { name } code } b: country(code: "RW") { capital } }
      fragment named on Node { id ... on Country { name } }`)
    expect(JSON.stringify(data)).toBe(
      '{"b":{"code":"RW","id":"country:RW","name":"Rwanda","capital":"Kigali"},"a":{"id":"country:KE","name":"Kenya","code":"KE"}}',
    )
  })

  test('of one name are merged, wherever they stand: in fragments, in pages, under abstract types', async () => {
    const { data } = await alike(`
      {
        node(id: "negotiation:fish-talks") { ...a ...b ... on Negotiation { participants(first: 1) { edges { node { id } } } } }
        node(id: "negotiation:fish-talks") { __typename }
      }
      fragment a on Negotiation { participants(first: 1) { totalCount edges { role node { name } } } topics { id } }
      fragment b on Node { ... on Negotiation { participants(first: 1) { edges { derived } pageInfo { hasNextPage } } topics { label } } }`)
    expect(data).toEqual({
      node: {
        participants: {
          totalCount: 6,
          edges: [{ role: 'NEGOTIATOR', node: { name: 'Jane Doe', id: 'official:jane-doe' }, derived: false }],
          pageInfo: { hasNextPage: true },
        },
        topics: [{ id: 'topic:fisheries', label: 'fisheries' }],
        __typename: 'Negotiation',
      },
    })
  })

  test('with other arguments are other fields: aliases do not collide', async () => {
    const { data } = await alike(`{ negotiation(id: "negotiation:fish-talks") {
      april: statusAsOf(date: "2025-04") may: statusAsOf(date: "2025-05") status
      one: participants(first: 1) { edges { node { id } } } two: participants(first: 2) { edges { node { id } } }
    } }`)
    const doe = { node: { id: 'official:jane-doe' } }
    expect(data).toMatchObject({
      negotiation: {
        april: null,
        may: 'ONGOING',
        status: 'CONCLUDED',
        one: { edges: [doe] },
        two: { edges: [doe, {}] },
      },
    })
  })
})

describe('@skip and @include', () => {
  test('can take everything away: an object without fields is an empty object', async () => {
    const query = `query ($yes: Boolean!) {
      country(code: "RW") { id @skip(if: $yes) ... @include(if: false) { name } }
      negotiations { edges @skip(if: $yes) { cursor } totalCount @include(if: false) }
      events(first: 1) { edges { node { id @skip(if: $yes) } cursor @skip(if: $yes) } pageInfo { hasNextPage @skip(if: $yes) } }
      node(id: "country:KE") { ... on Negotiation { title } }
    }`
    expect(await alike(query, { yes: true })).toEqual({
      data: { country: {}, negotiations: {}, events: { edges: [{ node: {} }], pageInfo: {} }, node: {} },
      errors: [],
    })
    expect(await alike('{ country(code: "RW") @skip(if: true) { id } }')).toEqual({ data: {}, errors: [] })
  })

  test('act together, and on each of several mentions by itself', async () => {
    const query = `query ($yes: Boolean!, $no: Boolean = false) {
      country(code: "RW") {
        id @skip(if: $no) @include(if: $yes)
        name @skip(if: $yes) @include(if: $yes)
        code @include(if: $no)
        ...capital @include(if: $no)
        ...capital
      }
    } fragment capital on Country { capital code }`
    expect(await alike(query, { yes: true })).toEqual({
      data: { country: { id: 'country:RW', capital: 'Kigali', code: 'RW' } },
      errors: [],
    })
  })
})

describe('ids that are not there', () => {
  test('are null beside an UNKNOWN_ID at the place where each was asked for', async () => {
    const { data, errors } = await alike(`{
      a: node(id: "nowhere") { id }
      some: nodes(ids: ["country:RW", "nowhere", "agreement:shore-treaty", ""]) { __typename id }
      country(id: "nowhere") { id }
      negotiation(id: "country:RW") { id }
    }`)
    expect(data).toEqual({
      a: null,
      some: [
        { __typename: 'Country', id: 'country:RW' },
        null,
        { __typename: 'Agreement', id: 'agreement:shore-pact' },
        null,
      ],
      country: null,
      negotiation: null,
    })
    expect(errors).toEqual([
      ['There is nothing with the id "nowhere".', ['a']],
      ['There is nothing with the id "nowhere".', ['some', 1]],
      ['There is nothing with the id "".', ['some', 3]],
    ])
  })

  test('of none at all there is an empty list', async () => {
    expect(
      await alike('{ nodes(ids: []) { id } resolve(externalIds: []) { value } match(names: []) { name } }'),
    ).toEqual({ data: { nodes: [], resolve: [], match: [] }, errors: [] })
  })
})

test('questions about the schema are answered beside those about the graph', async () => {
  const { data } = await alike(
    '{ __typename __type(name: "Country") { kind name } __schema { queryType { name } } country(code: "RW") { __typename name } }',
  )
  expect(data).toEqual({
    __typename: 'Query',
    __type: { kind: 'OBJECT', name: 'Country' },
    __schema: { queryType: { name: 'Query' } },
    country: { __typename: 'Country', name: 'Rwanda' },
  })
})

describe('a graph that breaks its own promises', () => {
  let broken: Database

  beforeAll(async () => {
    broken = await emptyDatabase()
    await broken.write((run) =>
      run({
        text: `
          CREATE (good:Node:Fact:HasTimeline:Negotiation {id: 'negotiation:good', title: 'Good', titleAsc: 'good|negotiation:good', status: 'ONGOING'}),
            (:Node:Fact:HasTimeline:Negotiation {id: 'negotiation:untitled', titleAsc: '|negotiation:untitled', status: 'ONGOING'}),
            (odd:Node:Fact:HasTimeline:Negotiation {id: 'negotiation:odd', title: 'Odd', titleAsc: 'odd|negotiation:odd', status: 'DREAMT'}),
            (nameless:Node:Actor:HasTimeline:Group {id: 'group:nameless', nameAsc: '|group:nameless', sector: 'GOV'}),
            (:Node:Document {id: 'document:lost', title: 'Lost', kind: 'NEWS', status: 'ACTIVE'}),
            (nameless)-[:PARTICIPATED_IN {role: 'PARTY', key: 'PARTY||false', derived: false}]->(good),
            (nameless)-[:PARTICIPATED_IN {role: 'PARTY', key: 'PARTY||false', derived: false}]->(odd)`,
      }),
    )
  }, 120_000)

  test('null where none may be takes the next thing away that may be null, with the path of where it was', async () => {
    expect(await alike('{ negotiation(id: "negotiation:untitled") { id title } }', {}, broken)).toEqual({
      data: { negotiation: null },
      errors: [['Cannot return null for non-nullable field Negotiation.title.', ['negotiation', 'title']]],
    })
    expect(
      await alike(
        '{ nodes(ids: ["negotiation:good", "negotiation:untitled"]) { id ... on Negotiation { t: title } } }',
        {},
        broken,
      ),
    ).toEqual({
      data: { nodes: [{ id: 'negotiation:good', t: 'Good' }, null] },
      errors: [['Cannot return null for non-nullable field Negotiation.title.', ['nodes', 1, 't']]],
    })
  })

  test('a list whose entries must not be null goes with them, and so the whole answer', async () => {
    expect(await alike('{ negotiations { edges { node { title } } } countries { totalCount } }', {}, broken)).toEqual({
      data: null,
      errors: [
        ['Cannot return null for non-nullable field Negotiation.title.', ['negotiations', 'edges', 2, 'node', 'title']],
      ],
    })
  })

  test('a faulty root field leaves those beside it alone', async () => {
    const { data, errors } = await alike(
      '{ a: negotiation(id: "negotiation:untitled") { title } b: negotiation(id: "negotiation:good") { title } c: node(id: "x") { id } }',
      {},
      broken,
    )
    expect(data).toEqual({ a: null, b: { title: 'Good' }, c: null })
    expect(errors.map(([, path]) => path)).toEqual([['a', 'title'], ['c']])
  })

  test('below a page and a union the path still leads to the field', async () => {
    expect(
      await alike(
        '{ negotiation(id: "negotiation:good") { parties { edges { role actor: node { id name } } } } }',
        {},
        broken,
      ),
    ).toEqual({
      data: { negotiation: null },
      errors: [
        [
          'Cannot return null for non-nullable field Group.name.',
          ['negotiation', 'parties', 'edges', 0, 'actor', 'name'],
        ],
      ],
    })
  })

  test('a value that its enum does not have is an error where it stands', async () => {
    expect(await alike('{ negotiation(id: "negotiation:odd") { title status } }', {}, broken)).toEqual({
      data: { negotiation: null },
      errors: [['Enum "NegotiationStatus" cannot represent value: "DREAMT"', ['negotiation', 'status']]],
    })
  })

  test('a far end that must be there and is not is an error where it stands', async () => {
    expect(await alike('{ document(id: "document:lost") { title dataset { id } } }', {}, broken)).toEqual({
      data: { document: null },
      errors: [['Cannot return null for non-nullable field Document.dataset.', ['document', 'dataset']]],
    })
  })

  test('a field that was not asked for does no harm', async () => {
    expect(await alike('{ negotiations { totalCount edges { node { id } } } }', {}, broken)).toEqual({
      data: {
        negotiations: {
          totalCount: 3,
          edges: ['good', 'odd', 'untitled'].map((slug) => ({ node: { id: `negotiation:${slug}` } })),
        },
      },
      errors: [],
    })
  })
})

test('what the database throws is told at each root field it was for', async () => {
  const failing = { read: () => Promise.reject(new Error('the disk is full')) }
  expect(await alike('{ a: country(code: "RW") { id } b: node(id: "country:RW") { id } }', {}, failing)).toEqual({
    data: { a: null, b: null },
    errors: [
      ['the disk is full', ['a']],
      ['the disk is full', ['b']],
    ],
  })
})
