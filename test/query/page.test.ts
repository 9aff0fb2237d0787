import { createHash } from 'node:crypto'
import { sortsOf, orderName } from '../../src/model/naming.js'
import { interval, PartialDate } from '../../src/model/PartialDate.js'
import { fieldsOf, possibleTypes, recordOf, registry } from '../../src/model/registry.js'
import type { ConnectionDeclaration, TypeClass, TypeDeclaration } from '../../src/model/registry.js'
import { fold } from '../../src/model/searchText.js'
import '../../src/model/index.js'
import { ask, resultOf, worldDatabase } from '../world.js'

beforeAll(worldDatabase, 300_000)

interface PageAnswer {
  totalCount?: number
  edges: { cursor: string; node: Record<string, unknown> | null }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
}

type Ends = { first?: number; after?: string; last?: number; before?: string }

/** A list as a client asks for it: what stands before and after its selection, and its own arguments. */
interface Asked {
  around: [before: string, after: string]
  name: string
  args?: string
  selection?: string
}

async function pageOf({ around: [before, after], name, args, selection = '__typename' }: Asked, ends: Ends) {
  const query = `query ($first: Int, $after: String, $last: Int, $before: String) {
    ${before} list: ${name}(${args ? `${args}, ` : ''}first: $first, after: $after, last: $last, before: $before) {
      edges { cursor node { ${selection} } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } ${after}
  }`
  const answer = await ask(query, { ...ends })
  return (answer.list ?? (answer.node as { list: PageAnswer }).list) as PageAnswer
}

const root = (name: string, args?: string, selection?: string): Asked => ({ around: ['', ''], name, args, selection })

/** All cursors of a list, page after page of one size, with the page information checked on the way. */
async function walk(asked: Asked, size: number, backwards = false): Promise<string[]> {
  const cursors: string[] = []
  for (let place: string | undefined; ;) {
    const page = await pageOf(asked, backwards ? { last: size, before: place } : { first: size, after: place })
    const own = page.edges.map(({ cursor }) => cursor)
    expect(own.length).toBeLessThanOrEqual(size)
    expect([page.pageInfo.startCursor, page.pageInfo.endCursor]).toEqual([own[0] ?? null, own.at(-1) ?? null])
    // On the side one comes from there is something, where one comes from somewhere.
    const { hasNextPage, hasPreviousPage } = page.pageInfo
    expect(backwards ? hasNextPage : hasPreviousPage).toBe(place !== undefined)
    if (backwards) cursors.unshift(...own)
    else cursors.push(...own)
    if (!(backwards ? hasPreviousPage : hasNextPage)) return cursors
    expect(own).toHaveLength(size)
    place = backwards ? own[0] : own.at(-1)
  }
}

/** Asserts that pages of several sizes, forwards and backwards, make up the whole list, no entry twice; gives the whole list. */
async function expectWhole(asked: Asked): Promise<PageAnswer> {
  const whole = await pageOf(asked, { first: 250 })
  const cursors = whole.edges.map(({ cursor }) => cursor)
  expect(new Set(cursors).size).toBe(cursors.length)
  expect(whole.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false })
  // A long list is walked in longer steps, or this would take all day.
  const sizes =
    cursors.length <= 6 ? [1, 2, 3] : [Math.max(3, Math.ceil(cursors.length / 4)), Math.ceil(cursors.length / 2)]
  for (const size of sizes) {
    expect([asked.name, asked.args, size, await walk(asked, size)]).toEqual([asked.name, asked.args, size, cursors])
    expect([asked.name, asked.args, size, await walk(asked, size, true)]).toEqual([
      asked.name,
      asked.args,
      size,
      cursors,
    ])
  }
  return whole
}

/** The root lists of nodes, each with the type it is of. */
const roots = [...registry.root().fields.values()].filter(
  (field): field is ConnectionDeclaration => field.kind === 'connection' && field.all,
)
const typeOf = (field: ConnectionDeclaration): TypeDeclaration => recordOf(field.type() as TypeClass)

/** The property that orders, of one entry: unknown dates last either way, ties by id in the direction of the list. */
function ordered(
  nodes: { id: string; by: unknown }[],
  { date, descending }: { date: boolean; descending: boolean },
): string[] {
  const key = (by: unknown): string =>
    typeof by !== 'string' ? (descending ? '' : '~') : date ? interval(by)[0] : fold(by)
  const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
  const sorted = [...nodes].sort((a, b) => compare(key(a.by), key(b.by)) || compare(a.id, b.id))
  return (descending ? sorted.reverse() : sorted).map(({ id }) => id)
}

describe('every order of every root list', () => {
  // Side by side, since most of the time goes into planning statements that are new to the database.
  test.each(roots.map((field) => [field.name, field] as const))(
    'of %s is the whole list in that order, in pages of any size',
    async (name, field) => {
      const type = typeOf(field)
      const orders = sortsOf(type).flatMap((sort) => ['ASC', 'DESC'].map((direction) => ({ sort, direction })))
      await Promise.all(
        orders.map(async ({ sort, direction }) => {
          const date = fieldsOf(type).get(sort)!.type() === PartialDate
          const order = `orderBy: { field: ${orderName(sort)}, direction: ${direction} }`
          const whole = await expectWhole(root(name, order, `id by: ${sort}`))
          const nodes = whole.edges.map(({ node }) => node as { id: string; by: unknown })
          const expected = ordered(nodes, { date, descending: direction === 'DESC' })
          expect([order, nodes.map(({ id }) => id)]).toEqual([order, expected])
        }),
      )
    },
  )

  test('without an order a list has the one its description names', async () => {
    for (const field of roots) {
      const sort = sortsOf(typeOf(field)).find((name) =>
        field.order === 'node.id' ? name === 'id' : field.order === `node.${name}Asc`,
      )!
      const ids = '{ edges { node { id } } }'
      const { own, named } = await ask(
        `{ own: ${field.name}(first: 250) ${ids} named: ${field.name}(first: 250, orderBy: { field: ${orderName(sort)} }) ${ids} }`,
      )
      expect(own).toEqual(named)
    }
  })

  test('what is not known comes last in both directions, ties are ordered by id', async () => {
    const by = (direction: string) =>
      ask(`{ events(orderBy: { field: ON, direction: ${direction} }) { edges { node { id on } } } }`)
    const june = [
      { node: { id: 'event:kenya-leaves-shore-pact', on: '2025-06-01' } },
      { node: { id: 'event:second-round', on: '2025-06-01' } },
      { node: { id: 'event:signing', on: '2025-06-01' } },
    ]
    const before = [
      { node: { id: 'event:boats-seized', on: '2025-04' } },
      { node: { id: 'event:first-round', on: '2025-05-05' } },
    ]
    const after = { node: { id: 'event:pact-in-force', on: '2025-06-09' } }
    const undated = { node: { id: 'event:walkout', on: null } }
    expect(await by('ASC')).toEqual({ events: { edges: [...before, ...june, after, undated] } })
    expect(await by('DESC')).toEqual({
      events: { edges: [after, ...june.toReversed(), ...before.toReversed(), undated] },
    })
  })
})

/** Arguments without which a field cannot be asked for. */
const needed: Record<string, string> = {
  pairTimeline: 'a: "country:KE", b: "country:RW"',
  search: 'query: "fish"',
  eventCounts: 'by: [KIND, SOURCE]',
}

test.each(
  [...registry.root().fields.values()]
    .filter((field): field is ConnectionDeclaration => field.kind === 'connection' && !field.all)
    .map((field) => [field.name, field] as const),
)('%s is the same list in pages of any size', async (name, field) => {
  const isNode = recordOf(field.type() as TypeClass).kind !== 'edge'
  const whole = await expectWhole(root(name, needed[name], isNode ? '... on Node { id }' : '__typename'))
  expect(whole.edges.length).toBeGreaterThan(2)
  const { list } = await ask(`{ list: ${name}${needed[name] ? `(${needed[name]})` : ''} { totalCount } }`)
  expect(list).toEqual({ totalCount: whole.edges.length })
})

describe('every connection of every type', () => {
  /** Connections by the type that declares them, and the kinds of node that have them. */
  const connections = registry
    .types()
    .filter(({ kind }) => kind === 'node' || kind === 'interface')
    .map((type) => ({
      type,
      fields: [...type.fields.values()].filter((field): field is ConnectionDeclaration => field.kind === 'connection'),
    }))
    .filter(({ fields }) => fields.length > 0)

  /** For each connection the node of the world with the longest one. */
  async function longest(type: TypeDeclaration, fields: ConnectionDeclaration[]) {
    const best = new Map<string, { id: string; count: number }>()
    const own = roots.find((field) => typeOf(field) === type)
    for (const list of own ? [own.name] : possibleTypes(type).map(({ plural }) => plural)) {
      const counts = fields.map((field) => `${field.name} { totalCount }`).join(' ')
      const selected =
        list === 'datasets' ? `datasets { id ${counts} }` : `${list}(first: 250) { edges { node { id ${counts} } } }`
      const answer = (await ask(`{ list: ${selected} }`)).list as
        { edges: { node: Record<string, unknown> }[] } | object[]
      const nodes = (Array.isArray(answer) ? answer : answer.edges.map(({ node }) => node)) as Record<string, unknown>[]
      for (const node of nodes) {
        for (const field of fields) {
          const { totalCount: count } = node[field.name] as { totalCount: number }
          if (count > (best.get(field.name)?.count ?? 0)) best.set(field.name, { id: node.id as string, count })
        }
      }
    }
    return best
  }

  // All of them take a minute to plan.
  const joined = process.env.LONG_TESTS
    ? connections
    : connections.filter(({ type }) => /^(Official|Negotiation|Document)$/.test(type.name))

  test.each(joined.map(({ type, fields }) => [type.name, type, fields] as const))(
    'those of %s have as many entries as their totalCount says, in pages of any size',
    async (_name, type, fields) => {
      const best = await longest(type, fields)
      await Promise.all(
        fields.map(async ({ name }) => {
          const { id, count } = best.get(name) ?? {}
          if (id === undefined) return
          const whole = await expectWhole({ around: [`node(id: "${id}") { ... on ${type.name} {`, '} }'], name })
          expect([name, whole.edges.length]).toEqual([name, count])
        }),
      )
    },
  )

  test('an order of its own holds for a nested list as for a root list', async () => {
    for (const direction of ['ASC', 'DESC']) {
      const whole = await expectWhole({
        around: ['node(id: "country:KE") { ... on Actor {', '} }'],
        name: 'agreements',
        args: `orderBy: { field: IN_FORCE_ON, direction: ${direction} }`,
        selection: 'id',
      })
      const ids = whole.edges.map(({ node }) => node!.id)
      expect(ids).toEqual(
        direction === 'ASC'
          ? ['agreement:shore-pact', 'agreement:fish-pact']
          : ['agreement:fish-pact', 'agreement:shore-pact'],
      )
    }
  })

  test('every list under another has a page of its own', async () => {
    const { countries } = await ask(
      '{ countries(first: 3) { edges { node { id agreements(first: 1) { totalCount pageInfo { hasNextPage } edges { node { id } } } } } } }',
    )
    const two = { totalCount: 2, pageInfo: { hasNextPage: true }, edges: [{ node: { id: 'agreement:fish-pact' } }] }
    const none = { totalCount: 0, pageInfo: { hasNextPage: false }, edges: [] }
    expect(countries).toEqual({
      edges: [
        { node: { id: 'country:KE', agreements: two } },
        { node: { id: 'country:x-lake-kingdom', agreements: none } },
        { node: { id: 'country:RW', agreements: two } },
      ],
    })
  })
})

describe('how many', () => {
  test('twenty unless told; 0 gives the count alone, with nothing before or after it', async () => {
    expect(await ask('{ claims { edges { node { id } } } }')).toMatchObject({
      claims: { edges: Array.from({ length: 20 }, () => ({ node: { id: expect.any(String) } })) },
    })
    const nothing = { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null }
    expect(
      await ask(
        '{ events(first: 0) { totalCount edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }',
      ),
    ).toEqual({ events: { totalCount: 7, edges: [], pageInfo: nothing } })
    expect(await ask('{ events(last: 0) { totalCount edges { cursor } pageInfo { hasPreviousPage } } }')).toEqual({
      events: { totalCount: 7, edges: [], pageInfo: { hasPreviousPage: true } },
    })
  })

  test('the count is of the whole filtered list, whatever the page', async () => {
    const { events } = await ask('{ events(first: 2) { edges { cursor } } }')
    const after = (events as PageAnswer).edges[1]!.cursor
    const counted = await ask(
      `query ($after: String) {
        all: events(first: 1, after: $after) { totalCount }
        few: events(first: 1, filter: { kind: { any: [TALKS] } }) { totalCount edges { node { id } } }
      }`,
      { after },
    )
    expect(counted).toEqual({
      all: { totalCount: 7 },
      few: { totalCount: 2, edges: [{ node: { id: 'event:first-round' } }] },
    })
  })

  test.each([
    ['first: -1', 'first: -1 is less than nothing.', 'Ask for 0 to 250.'],
    ['last: -1', 'last: -1 is less than nothing.', 'Ask for 0 to 250.'],
    [
      'first: 251',
      'first: 251 is more than 250, the most this list gives at once.',
      'Ask for fewer, and go on from pageInfo.endCursor.',
    ],
    [
      'last: 251',
      'last: 251 is more than 250, the most this list gives at once.',
      'Ask for fewer, and go on from pageInfo.endCursor.',
    ],
    ['first: 1, last: 1', 'first and last exclude one another.', 'Use first with after, or last with before.'],
    ['last: 1, after: "x"', 'after does not go with last.', 'Use first with after, or last with before.'],
    ['first: 1, before: "x"', 'before does not go with first.', 'Use first with after, or last with before.'],
  ])('%s is refused', async (args, message, hint) => {
    for (const [list, path] of [
      [`events(${args}) { totalCount }`, ['events']],
      [`node(id: "country:KE") { ... on Actor { agreements(${args}) { totalCount } } }`, ['node']],
    ] as const) {
      const { data, errors } = await resultOf(`{ ${list} }`)
      expect(data).toBeUndefined()
      expect(errors!.map((error) => [error.message, error.path, error.originalError])).toEqual([
        [message, path, expect.objectContaining({ code: 'BAD_USER_INPUT', hint })],
      ])
    }
  })

  test('before alone is a page from the end of what comes before it', async () => {
    const { events } = await ask('{ events { edges { cursor node { id } } } }')
    const { edges } = events as PageAnswer
    expect(
      await ask(
        'query ($before: String) { events(before: $before) { edges { node { id } } pageInfo { hasNextPage hasPreviousPage } } }',
        { before: edges[3]!.cursor },
      ),
    ).toEqual({
      events: {
        edges: edges.slice(0, 3).map(({ node }) => ({ node })),
        pageInfo: { hasNextPage: true, hasPreviousPage: false },
      },
    })
  })
})

describe('a cursor', () => {
  const hint =
    'Pass a cursor as an earlier page of the same list gave it, with the same orderBy; leave it out to start from the beginning.'
  const refused = async (after: string, list = 'events(first: 1, after: $after)', end = 'after') => {
    const { data, errors } = await resultOf(`query ($after: String) { ${list} { edges { cursor } } }`, { after })
    expect(data).toBeUndefined()
    expect(errors!.map(({ originalError }) => originalError)).toEqual([
      expect.objectContaining({ code: 'BAD_USER_INPUT', hint }),
    ])
    expect(errors![0]!.message.startsWith(`${end}: `)).toBe(true)
    return errors![0]!.message
  }
  const foreign = 'after: this is not a cursor that this server gave.'
  const elsewhere = 'after: this cursor is of another list or another order.'

  async function given(list = 'events(first: 1)'): Promise<string> {
    const { list: page } = await ask(`{ list: ${list} { edges { cursor } } }`)
    return (page as PageAnswer).edges[0]!.cursor
  }

  test('that was cut, changed or made up is refused', async () => {
    const cursor = await given()
    const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string, string]
    const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    expect(written(parts)).toBe(cursor)
    for (const forged of [
      '',
      'x',
      '10',
      'YXJyYXljb25uZWN0aW9uOjA=',
      cursor.slice(0, -2),
      `${cursor}AA`,
      cursor.toUpperCase(),
      written(null),
      written({}),
      written([]),
      written([parts[0], parts[1], 7]),
      written([parts[0], parts[1], 'event:zzz']),
      written([parts[0], createHash('sha256').update('event:zzz').digest('base64url').slice(0, 6), 'event:zzz']),
    ])
      expect([forged, await refused(forged)]).toEqual([forged, foreign])
  })

  test('of another list or another order is refused', async () => {
    expect(await refused(await given('statements(first: 1)'))).toBe(elsewhere)
    expect(await refused(await given('events(first: 1, orderBy: { field: ON })'))).toBe(elsewhere)
    expect(await refused(await given('events(first: 1, orderBy: { field: ID, direction: DESC })'))).toBe(elsewhere)
    expect(await refused(await given(), 'events(first: 1, after: $after, orderBy: { field: ON })')).toBe(elsewhere)
    const nested =
      'node(id: "country:KE") { ... on Actor { agreements(first: 1, after: $after) { edges { cursor } } } }'
    const { errors } = await resultOf(`query ($after: String) { ${nested} }`, { after: await given() })
    expect(errors!.map(({ message }) => message)).toEqual([elsewhere])
  })

  test('holds for before as for after, and for the same order named in another way', async () => {
    const cursor = await given('events(first: 1)')
    expect(await refused(`${cursor}AA`, 'events(last: 1, before: $after)', 'before')).toBe(
      'before: this is not a cursor that this server gave.',
    )
    expect(
      await ask(
        `query ($after: String) { events(first: 1, after: $after, orderBy: { field: ID }, filter: { kind: { any: [OTHER] } }) { edges { node { id } } } }`,
        { after: cursor },
      ),
    ).toEqual({ events: { edges: [{ node: { id: 'event:walkout' } }] } })
  })

  test('is none when it is null', async () => {
    expect(await ask('{ events(first: 1, after: null) { edges { node { id } } } }')).toEqual({
      events: { edges: [{ node: { id: 'event:boats-seized' } }] },
    })
  })
})
