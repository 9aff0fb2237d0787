import type { Plan } from 'neo4j-driver'
import type { Database } from '../../src/database/connect.js'
import { makeDriver } from '../../src/database/driver.js'
import { openLocal } from '../../src/database/local.js'
import type { Draft } from '../../src/load/draft.js'
import { mergeNodes } from '../../src/load/merge.js'
import { checkAgainst, writeDatasets } from '../../src/load/pipeline.js'
import { lookUps, resolverAmong, resolverIn, type Found, type Resolver, type Wanted } from '../../src/load/resolve.js'
import { emptyDatabase, testSettings } from '../database.js'
import { draft } from './drafts.js'

let database: Database
let driver: ReturnType<typeof makeDriver>

const names = (...values: string[]) => values.map((value, at) => ({ value, kind: at === 0 ? 'PREFERRED' : 'ALIAS' }))
const says = (predicate: string, subject: string, value: string) => ({ predicate, subject, value })
const relates = (predicate: string, subject: string, object: string, qualifiers = {}) => {
  return { predicate, subject, object, qualifiers }
}
const crowds = Array.from({ length: 12 }, (_, at) => `group:crowd-${String(at).padStart(2, '0')}`)

const atlas = draft('atlas', {
  nodes: [
    { id: 'country:KE', names: names('Kenya', 'Côte du Lac'), externalIds: [{ scheme: 'cow', value: '501' }] },
    { id: 'country:CD', names: names('Congo') },
    { id: 'country:CG', names: names('Congo') },
    { id: 'country:YUCS', names: names('Yugoslavia', 'Kenya') },
    { id: 'country:CSHH', names: names('Old Land') },
    { id: 'organization:gov', names: names('Government') },
    { id: 'official:jane', names: names('Jane "the Lake" Doe'), externalIds: [{ scheme: 'x\\y', value: '"7"' }] },
    { id: 'official:old-jane', names: names('Jane Doe') },
    { id: 'official:atlas--adviser', names: names('an adviser') },
    { id: 'group:police-ke', names: names('Police') },
    { id: 'group:police-cd', names: names('Police') },
    ...crowds.map((id) => ({ id, names: names('Crowd') })),
  ],
  claims: [
    says('kind', 'country:KE', 'STATE'),
    says('kind', 'country:YUCS', 'FORMER_STATE'),
    says('kind', 'country:CSHH', 'FORMER_STATE'),
    says('name', 'country:CD', 'DR Congo'),
    says('name', 'country:CG', 'Congo'),
    relates('BELONGS_TO', 'organization:gov', 'country:KE'),
    relates('BELONGS_TO', 'group:police-ke', 'country:KE'),
    relates('BELONGS_TO', 'group:police-cd', 'country:CD'),
    relates('HELD_OFFICE', 'official:jane', 'organization:gov', {
      tenureId: 'j',
      title: 'minister',
      office: 'MINISTER',
    }),
    ...[...crowds, 'group:police-ke', 'group:police-cd'].map((id) => says('name', id, id)),
    ...['country:KE', 'official:jane', 'official:old-jane'].map((id) => says('name', id, id)),
  ],
  redirects: [],
})

/** The dataset that is being loaded again: what it brought itself. */
const own = draft('own', {
  nodes: [
    { id: 'group:rebels', names: names('Rebels'), externalIds: [] },
    { id: 'country:KE', names: names('Nyanza'), externalIds: [{ scheme: 'own', value: '1' }] },
  ],
  claims: [says('name', 'group:rebels', 'Rebels'), relates('BELONGS_TO', 'group:police-cd', 'country:CG')],
})

async function load(...drafts: Draft[]): Promise<void> {
  await checkAgainst(database, drafts)
  await writeDatasets(drafts, database)
}

beforeAll(async () => {
  database = await emptyDatabase()
  await load(atlas)
  await load(own)
  await mergeNodes(database, 'official:old-jane', 'official:jane')
  const { access } = await openLocal(testSettings('scratch'), { small: true })
  driver = makeDriver(access, { size: 2, wait: 10_000 })
}, 120_000)

afterAll(() => driver.close())

const byName = (value: string, types: string[], within?: string): Wanted => ({ by: 'name', value, types, within })
const byCode = (scheme: string, value: string, ...types: string[]): Wanted => ({ by: { scheme }, value, types })
const byId = (value: string, ...types: string[]): Wanted => ({ by: 'id', value, types })
const id = (found: string): Found => ({ id: found })

const merged = { id: 'official:old-jane', survivor: 'official:jane', reason: 'One person.' }
const resolvers: [string, () => Resolver][] = [
  ['the graph', () => resolverIn(database, 'dataset:own')],
  ['drafts', () => resolverAmong([{ ...atlas, redirects: [merged] }, own], 'dataset:own')],
]

describe.each(resolvers)('among what is in %s', (_, resolver) => {
  const resolve = (...wanted: Wanted[]) => resolver().resolve(wanted)

  test('a name is found whatever its case and marks, an alias too, of the types that are wanted', async () => {
    expect(
      await resolve(
        byName(' KENYA ', ['Country']),
        byName('cote du lac', ['Country']),
        byName('jane "the lake" doe', ['Official', 'Organization']),
        byName('Kenya', ['Official']),
        byName('Keny', ['Country']),
        byName('Government', ['Actor']),
      ),
    ).toEqual([id('country:KE'), id('country:KE'), id('official:jane'), undefined, undefined, id('organization:gov')])
  })

  test('a former state is meant only where nothing that still is bears the name', async () => {
    expect(await resolve(byName('Kenya', ['Country']), byName('Old Land', ['Country']))).toEqual([
      id('country:KE'),
      id('country:CSHH'),
    ])
  })

  test('several of one name are candidates, ten at most, by id; a country tells some of them apart', async () => {
    const [congo, crowd, ...police] = await resolve(
      byName('Congo', ['Country']),
      byName('Crowd', ['Group']),
      byName('Police', ['Group'], 'country:KE'),
      byName('Police', ['Group'], 'country:CG'),
      byName('Jane Doe', ['Official'], 'country:KE'),
      byName('Jane Doe', ['Official'], 'country:CD'),
    )
    expect((congo as { candidates: { id: string }[] }).candidates.map((each) => each.id)).toEqual([
      'country:CD',
      'country:CG',
    ])
    expect((crowd as { candidates: { id: string }[] }).candidates.map((each) => each.id)).toEqual(crowds.slice(0, 10))
    // Only the dataset itself says that the police of the one Congo belongs to the other.
    expect(police).toEqual([id('group:police-ke'), undefined, id('official:jane'), undefined])
  })

  test('codes and ids are found exactly, a merged id as its survivor', async () => {
    expect(
      await resolve(
        byCode('cow', '501', 'Country'),
        byCode('cow', '502', 'Country'),
        byCode('x\\y', '"7"', 'Official'),
        byCode('cow', '501', 'Official'),
        byId('country:CD', 'Country'),
        byId('country:CD', 'Group'),
        byId('official:old-jane', 'Official'),
        byId('country:XX', 'Country'),
      ),
    ).toEqual([
      id('country:KE'),
      undefined,
      id('official:jane'),
      undefined,
      id('country:CD'),
      undefined,
      id('official:jane'),
      undefined,
    ])
  })

  test('what only the dataset itself brought is never found: nodes, names, codes', async () => {
    expect(
      await resolve(
        byId('group:rebels', 'Group'),
        byName('Rebels', ['Group']),
        byName('Nyanza', ['Country']),
        byCode('own', '1', 'Country'),
        byId('country:KE', 'Country'),
      ),
    ).toEqual([undefined, undefined, undefined, undefined, id('country:KE')])
  })

  test('who is known in one document alone is meant by no name', async () => {
    expect(await resolve(byName('an adviser', ['Official']))).toEqual([undefined])
  })
})

test('another dataset finds what that one brought', async () => {
  const found = await resolverIn(database, 'dataset:third').resolve([
    byName('Rebels', ['Group']),
    byName('nyanza', ['Country']),
    byCode('own', '1', 'Country'),
    byName('Police', ['Group'], 'country:CG'),
  ])
  expect(found).toEqual([id('group:rebels'), id('country:KE'), id('country:KE'), id('group:police-cd')])
})

test('any number of questions are one statement for each way to look up, and none is asked twice', async () => {
  const asked: number[] = []
  const counted: Pick<Database, 'read'> = {
    read: (statement) => {
      asked.push((statement.parameters as { batch: { rows: unknown[] } }).batch.rows.length)
      return database.read(statement)
    },
  }
  const resolver = resolverIn(counted, 'dataset:own')
  const many = [byName('Kenya', ['Country']), byName('Congo', ['Country']), byId('country:KE', 'Country')]
  const first = await resolver.resolve([...many, ...many, byCode('cow', '501', 'Country')])
  expect(asked).toEqual([1, 1, 2])
  expect(await resolver.resolve([...many, ...many, byCode('cow', '501', 'Country')])).toEqual(first)
  expect(asked).toHaveLength(3)
})

// By names Neo4j may as well read all of a graph as small as this one.
test.each(Object.entries(lookUps).filter(([name]) => name !== 'byName'))('%s starts from an index', async (_, text) => {
  const session = driver.session({ defaultAccessMode: 'READ' })
  const parameters = { batch: { rows: [] }, dataset: 'dataset:own' }
  const { summary } = await session.run(`EXPLAIN ${text}`, parameters)
  await session.close()
  const operators: string[] = []
  const walk = (plan: Plan): void => {
    operators.push(plan.operatorType)
    plan.children.forEach(walk)
  }
  walk(summary.plan as Plan)
  expect(operators.filter((each) => /Scan/.test(each))).toEqual([])
  expect(operators.some((each) => /IndexSeek/.test(each))).toBe(true)
})
