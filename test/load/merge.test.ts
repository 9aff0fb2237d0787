import type { Database } from '../../src/database/connect.js'
import type { Draft } from '../../src/load/draft.js'
import { mergeNodes, splitNode } from '../../src/load/merge.js'
import { checkAgainst, writeDatasets } from '../../src/load/pipeline.js'
import { loadTable } from '../../src/load/streamLoad.js'
import { emptyDatabase } from '../database.js'
import { draft } from './drafts.js'
import { tableOf } from './tables.js'

let database: Database

beforeAll(async () => {
  database = await emptyDatabase()
}, 120_000)

const wipe = () => database.schema(['MATCH (node) DETACH DELETE node'])
beforeEach(wipe)

const rows = (text: string) => database.read({ text })

async function load(...drafts: Draft[]) {
  await checkAgainst(database, drafts)
  return (await writeDatasets(drafts, database)).map(({ created, updated, removed }) => [created, updated, removed])
}

/** Everything in the graph as sorted lines, but for loads and when it was written; what is said of claims that closed, too. */
async function dump({ without = [] as string[] } = {}): Promise<string[]> {
  const timely = [
    'startedAt',
    'finishedAt',
    'startedAtAsc',
    'at',
    'recordedFrom',
    'recordedTo',
    'until',
    'n',
    ...without,
  ]
  const properties = (of: string) =>
    `[key IN keys(${of}) WHERE NOT key IN ${JSON.stringify(timely)} AND NOT key STARTS WITH 'change' | [key, ${of}[key]]]`
  const nodes = await rows(
    `MATCH (node) WHERE NOT node:Load AND NOT node:Removed AND NOT node:Lease AND NOT node:Dataset
     RETURN [label IN labels(node) WHERE label <> 'Changed'], ${properties('node')}`,
  )
  const edges = await rows(
    `MATCH (a)-[edge]->(b) WHERE NOT a:Load
     RETURN type(edge), coalesce(a.id, a.key), coalesce(CASE WHEN b:Load THEN 'load' ELSE b.id END, b.key, b.scheme + b.value), ${properties('edge')}`,
  )
  const facts = await rows('MATCH (dataset:Dataset) RETURN dataset.id, dataset.factCount')
  return [...nodes, ...edges, ...facts]
    .map((row) => JSON.stringify(row.map((part) => (Array.isArray(part) ? [...(part as unknown[])].sort() : part))))
    .sort()
}

const named = (subject: string, value: string, more = {}) => ({ predicate: 'name', subject, value, ...more })
const person = (id: string, name: string) => ({ id, names: [{ value: name, kind: 'PREFERRED' }] })
const statement = (slug: string, speaker: string) => ({
  id: `statement:${slug}`,
  properties: { text: 'x', kind: 'QUOTE', madeOn: '2025-05-05' },
  relations: [{ type: 'MADE', from: speaker, to: `statement:${slug}`, properties: {} }],
})
const office = (subject: string, body: string) => ({
  predicate: 'HELD_OFFICE',
  subject,
  object: body,
  qualifiers: {
    tenureId: `${subject}/${body}/MINISTER`,
    title: 'minister',
    office: 'MINISTER',
    attestedOn: ['2025-05-05'],
  },
})

const land = draft('land', {
  nodes: [person('country:KE', 'Kenya'), person('organization:gov', 'Government')],
  claims: [
    named('country:KE', 'Kenya'),
    named('organization:gov', 'Government'),
    { predicate: 'kind', subject: 'organization:gov', value: 'GOVERNMENT' },
    { predicate: 'BELONGS_TO', subject: 'organization:gov', object: 'country:KE' },
  ],
})
const jane = draft('jane', {
  nodes: [
    { ...person('official:jane', 'Jane Doe'), externalIds: [{ scheme: 'wikidata', value: 'Q1' }] },
    statement('first', 'official:jane'),
    { id: 'negotiation:talks' },
  ],
  claims: [
    named('official:jane', 'Jane Doe'),
    { predicate: 'title', subject: 'negotiation:talks', value: 'Talks' },
    { predicate: 'status', subject: 'negotiation:talks', value: 'ONGOING' },
  ],
})
const doe = draft('doe', {
  nodes: [
    { ...person('official:doe', 'J. Doe'), externalIds: [{ scheme: 'isni', value: '7' }] },
    statement('second', 'official:doe'),
  ],
  claims: [
    named('official:doe', 'J. Doe', { certainty: 'PROBABLE' }),
    office('official:doe', 'organization:gov'),
    {
      predicate: 'PARTICIPATED_IN',
      subject: 'official:doe',
      object: 'negotiation:talks',
      qualifiers: { role: 'NEGOTIATOR', onBehalfOf: 'organization:gov' },
    },
  ],
})
const other = draft('other', {
  claims: [
    {
      predicate: 'PARTICIPATED_IN',
      subject: 'official:jane',
      object: 'negotiation:talks',
      qualifiers: { role: 'MEDIATOR', onBehalfOf: 'official:doe' },
    },
  ],
})

test('a merge says of the survivor what every dataset said of the loser, and later loads go on with it', async () => {
  await load(land, jane, doe, other)
  const before = await dump()
  expect(await mergeNodes(database, 'official:doe', 'official:jane', { reason: 'One person.' })).toEqual({
    id: 'official:doe',
    survivor: 'official:jane',
    reason: 'One person.',
    datasets: ['dataset:doe'],
    names: 1,
    identifiers: 1,
    claims: 4,
    facts: 1,
  })
  expect(
    await rows(`
      MATCH (node:Official)
      RETURN node.id, node.name, COLLECT { MATCH (node)-[:NAMED]->(name) RETURN name.value ORDER BY name.value },
        COLLECT { MATCH (node)-[:IDENTIFIED_BY]->(code) RETURN code.value ORDER BY code.value },
        COLLECT { MATCH (node)-[:MADE]->(made) RETURN made.id ORDER BY made.id },
        COLLECT { MATCH (node)-[tenure:HELD_OFFICE]->(body) RETURN [tenure.tenureId, body.id] },
        COLLECT { MATCH (node)-[part:PARTICIPATED_IN]->() RETURN [part.role, part.onBehalfOf] ORDER BY part.role }`),
  ).toEqual([
    [
      'official:jane',
      'Jane Doe',
      ['J. Doe', 'Jane Doe'],
      ['7', 'Q1'],
      ['statement:first', 'statement:second'],
      [['official:jane/organization:gov/MINISTER', 'organization:gov']],
      [
        ['MEDIATOR', 'official:jane'],
        ['NEGOTIATOR', 'organization:gov'],
      ],
    ],
  ])
  expect(
    await rows(
      'MATCH (redirect:Redirect)-[merged:MERGED_INTO]->(node) RETURN redirect.id, node.id, merged.reason, redirect.changeKind',
    ),
  ).toEqual([['official:doe', 'official:jane', 'One person.', 'MERGED']])
  // The office that the second statement's speaker held counts its speaker's words for Kenya, whoever is speaking.
  expect(await rows('MATCH (made:Statement)-[:COUNTS_FROM]->(:Country) RETURN made.id ORDER BY made.id')).toEqual([
    ['statement:first'],
    ['statement:second'],
  ])
  const merged = await dump()
  const nothing = [0, 0, 0]
  expect(await load(land, jane, doe, other)).toEqual([nothing, nothing, nothing, nothing])
  expect(await dump()).toEqual(merged)
  await splitNode(database, 'official:doe')
  expect(await dump()).toEqual(before)
})

test('what was merged before is led on by a merge of its survivor, and back again by the split of that', async () => {
  const third = draft('third', { nodes: [person('official:jd', 'J. D.')], claims: [named('official:jd', 'J. D.')] })
  await load(land, jane, doe, other, third)
  const apart = await dump()
  await mergeNodes(database, 'official:doe', 'official:jane')
  const once = await dump()
  await mergeNodes(database, 'official:jane', 'official:jd')
  expect(
    await rows(
      'MATCH (redirect:Redirect)-[merged:MERGED_INTO]->(node) RETURN redirect.id, merged.into, node.id ORDER BY 1',
    ),
  ).toEqual([
    ['official:doe', 'official:jane', 'official:jd'],
    ['official:jane', 'official:jane'.replace('jane', 'jd'), 'official:jd'],
  ])
  expect(await rows('MATCH (node:Official) RETURN node.id, COUNT { (node)-[:MADE]->() }')).toEqual([['official:jd', 2]])
  const twice = await dump()
  // The first merge can be undone beneath the second.
  await splitNode(database, 'official:doe')
  expect(await rows('MATCH (node:Official) RETURN node.id, COUNT { (node)-[:MADE]->() } ORDER BY node.id')).toEqual([
    ['official:doe', 1],
    ['official:jd', 1],
  ])
  await mergeNodes(database, 'official:doe', 'official:jd')
  await splitNode(database, 'official:doe')
  await splitNode(database, 'official:jane')
  expect(await dump()).toEqual(apart)
  await mergeNodes(database, 'official:doe', 'official:jane')
  expect(await dump()).toEqual(once)
  await mergeNodes(database, 'official:jane', 'official:jd')
  expect(await dump()).toEqual(twice)
  await splitNode(database, 'official:jane')
  expect(await dump()).toEqual(once)
})

test('a plan tells what a merge would move, and writes nothing', async () => {
  await load(land, jane, doe, other)
  const before = await dump()
  const plan = await mergeNodes(database, 'official:doe', 'official:jane', { plan: true })
  expect(plan).toMatchObject({ datasets: ['dataset:doe'], names: 1, identifiers: 1, claims: 4, facts: 1 })
  expect(await dump()).toEqual(before)
  await mergeNodes(database, 'official:doe', 'official:jane')
  const merged = await dump()
  expect(await splitNode(database, 'official:doe', { plan: true })).toEqual(plan)
  expect(await dump()).toEqual(merged)
})

test('a dataset that stopped naming what was merged leaves nothing to be split', async () => {
  await load(land, jane, doe)
  await mergeNodes(database, 'official:doe', 'official:jane')
  await load(draft('doe'))
  await expect(splitNode(database, 'official:doe')).rejects.toThrow(
    'Nothing that was loaded names official:doe any more.',
  )
})

test('what a table says of two that became one is kept for each of them by later loads', async () => {
  const meets = (key: string, one: string, other: string) => ({
    key,
    nodes: [
      ...[one, other].map((id) => ({ ...person(id, id), externalIds: [{ scheme: 'own', value: id }] })),
      {
        id: `event:${key}`,
        properties: { kind: 'VISIT', summary: key, on: '2025-05-05' },
        relations: [
          { type: 'INITIATED', from: one, to: `event:${key}`, properties: {} },
          { type: 'TARGETED', from: `event:${key}`, to: other, properties: {} },
        ],
      },
    ],
    claims: [one, other].map((id) => named(id, 'The police')),
  })
  const table = (...more: ReturnType<typeof meets>[]) =>
    tableOf('meetings', [
      meets('1', 'group:police', 'group:army'),
      meets('2', 'group:cops', 'group:army'),
      meets('3', 'group:cops', 'group:police'),
      ...more,
    ])
  const options = { toolVersion: '1', size: 1 }
  await loadTable(database, table(), options)
  const before = await dump({ without: ['rowHash'] })
  await mergeNodes(database, 'group:cops', 'group:police')
  const merged = await dump({ without: ['rowHash'] })
  expect(await loadTable(database, table(), options)).toMatchObject({ created: 0, updated: 0, removed: 0 })
  expect(await dump({ without: ['rowHash'] })).toEqual(merged)
  const more = meets('4', 'group:army', 'group:cops')
  await loadTable(database, table(more), options)
  await splitNode(database, 'group:cops')
  const after = await dump({ without: ['rowHash'] })
  expect(await rows("MATCH (:Event {id: 'event:4'})-[:TARGETED]->(node) RETURN node.id")).toEqual([['group:cops']])
  await wipe()
  await loadTable(database, table(), options)
  expect(await dump({ without: ['rowHash'] })).toEqual(before)
  await loadTable(database, table(more), options)
  expect(await dump({ without: ['rowHash'] })).toEqual(after)
})

describe('what cannot be one is refused:', () => {
  const merging = async (loser: string, survivor: string) => {
    try {
      await mergeNodes(database, loser, survivor)
      return ''
    } catch (error) {
      return String(error)
    }
  }

  test('an id with itself, ids that are not known, things of two types, what one says of the other', async () => {
    const scoped = [{ id: 'official:jane--adviser' }, { id: 'official:doe--adviser' }, { id: 'organization:ministry' }]
    const part = { predicate: 'MEMBER_OF', subject: 'organization:ministry', object: 'organization:gov' }
    await load(land, jane, doe, draft('more', { nodes: scoped, claims: [part] }))
    expect(await merging('official:jane', 'official:jane')).toBe(
      'official:jane cannot be merged into itself.\n  Name the id to go, then the one to stay.',
    )
    expect(await merging('official:jane', 'official:do')).toBe(
      'official:do is not known.\n  Did you mean official:doe?',
    )
    expect(await merging('person:x', 'official:doe')).toBe(
      'person:x is not known.\n  An id is a kind and a key, such as official:jane-doe.',
    )
    expect(await merging('official:jane', 'country:KE')).toBe(
      'official:jane is of the type Official, country:KE of the type Country.\n  Only what is of one type can be one.',
    )
    expect(await merging('document:jane', 'document:doe')).toMatch(/^Document is no type of which two can be one\./)
    expect(await merging('official:jane--adviser', 'official:jane')).toBe(
      'official:jane--adviser is known in one document alone.\n  Who is unnamed in one document is never merged with anybody outside it.',
    )
    expect(await merging('official:jane--adviser', 'official:doe--adviser')).toMatch(/is known in one document alone/)
    expect(await merging('organization:ministry', 'organization:gov')).toBe(
      'organization:ministry MEMBER_OF organization:gov: they are two.\n  Correct what says so, if they are one after all.',
    )
    await mergeNodes(database, 'official:doe', 'official:jane')
    expect(await merging('official:doe', 'official:jane')).toBe(
      'official:doe was merged into official:jane already.\n  Undo that first: parley split official:doe.',
    )
    expect(await merging('official:jane', 'official:doe')).toMatch(/^official:jane cannot be merged into itself\./)
  })

  test('the split of what was never merged, and of what a fact file merges', async () => {
    const redirects = [{ id: 'official:doe', survivor: 'official:jane', reason: 'One person.' }]
    await load(land, jane, doe, draft('joins', { redirects }))
    const splitting = (id: string) => splitNode(database, id).then(String, String)
    expect(await splitting('official:doe')).toBe(
      'official:doe is merged into official:jane by dataset:joins, not by parley merge.\n' +
        '  It stands under `redirects` in a fact file of dataset:joins: what a dataset merges stays merged.',
    )
    expect(await splitting('official:jane')).toBe(
      'official:jane was merged into nothing.\n  Name what was merged into it: official:doe.',
    )
    expect(await splitting('country:KE')).toBe('country:KE was never merged.\n  There is nothing to undo.')
    expect(await splitting('country:XX')).toBe('country:XX is not known.\n  Name an id that parley merge merged.')
  })

  test('any merge while a dataset is being loaded', async () => {
    await load(land, jane, doe)
    await database.write((run) =>
      run({ text: `CREATE (:Lease {key: 'dataset:x', token: 't', host: 'h', pid: '7', beat: timestamp()})` }),
    )
    expect(await merging('official:doe', 'official:jane')).toBe(
      'dataset:x is being loaded, by process 7 on h.\n  Merge and split when that is done.',
    )
  })
})

describe('whatever was loaded', () => {
  // A linear congruential generator: the same draws on every machine.
  let state = 6
  const random = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  const one = <Thing>(things: Thing[]): Thing => things[Math.floor(random() * things.length)]!
  const some = <Thing>(things: Thing[], share: number): Thing[] => things.filter(() => random() < share)

  /** Pairs that may turn out to be one. */
  const pairs = [
    ['official:a', 'official:b'],
    ['organization:a', 'organization:b'],
    ['country:KE', 'country:RW'],
    ['negotiation:a', 'negotiation:b'],
    ['agreement:a', 'agreement:b'],
    ['event:a', 'event:b'],
    ['statement:a', 'statement:b'],
  ] as const
  const ids = pairs.flat()
  const of = (kind: string) => one([`${kind}:a`, `${kind}:b`])
  const state_ = () => one(['country:KE', 'country:RW'])
  const says = (subject: string, predicate: string, ...values: string[]) => ({
    predicate,
    subject,
    value: one(values),
    certainty: one(['CERTAIN', 'PROBABLE']),
  })
  const basics = (id: string) =>
    ({
      official: [says(id, 'name', id, 'Doe')],
      country: [says(id, 'name', id), says(id, 'kind', 'STATE', 'TERRITORY')],
      organization: [says(id, 'name', id), says(id, 'kind', 'GOVERNMENT', 'PARTY')],
      negotiation: [
        says(id, 'title', id),
        says(id, 'status', 'ONGOING', 'SUSPENDED'),
        says(id, 'startedOn', '2025', '2024-03'),
      ],
      agreement: [says(id, 'title', id), says(id, 'signedOn', '2024', '2025-05')],
    })[id.split(':')[0]!] ?? []

  function relations() {
    const official = of('official')
    const body = one([of('organization'), state_()])
    const role = { role: one(['PARTY', 'NEGOTIATOR']) }
    return [
      { predicate: 'BELONGS_TO', subject: of('organization'), object: state_() },
      office(official, body),
      { predicate: 'PARTICIPATED_IN', subject: of('organization'), object: of('negotiation'), qualifiers: role },
      {
        predicate: 'PARTICIPATED_IN',
        subject: of('official'),
        object: of('negotiation'),
        qualifiers: { ...role, onBehalfOf: one([of('organization'), state_()]) },
      },
      {
        predicate: 'PARTY_TO',
        subject: one([of('organization'), state_()]),
        object: of('agreement'),
        qualifiers: { role: 'PARTY' },
      },
      { predicate: 'PRODUCED', subject: of('negotiation'), object: of('agreement') },
    ]
  }

  function node(id: string) {
    const [kind] = id.split(':')
    const names = some(
      [
        { value: 'x', kind: 'ALIAS' },
        { value: id, kind: 'PREFERRED' },
      ],
      0.7,
    )
    const to = (type: string, end: string) => ({ type, from: id, to: end, properties: {} })
    const from = (type: string, end: string) => ({ type, from: end, to: id, properties: {} })
    if (kind === 'event') {
      const brought = { ...to('PART_OF', of('negotiation')), properties: { status: one(['ONGOING', 'CONCLUDED']) } }
      const properties = { kind: 'TALKS', summary: id, ...one([{}, { on: '2025-01' }]) }
      const acted = [from('INITIATED', of('official')), to('TARGETED', one([of('organization'), state_()]))]
      return { id, names: [], properties, relations: some([brought, ...acted], 0.7) }
    }
    if (kind === 'statement') {
      const properties = { text: id, kind: 'QUOTE', ...one([{}, { madeOn: '2025-05-05' }]) }
      const about = [to('ABOUT', one(ids.slice(0, 10))), to('ADDRESSED_TO', of('organization'))]
      return { id, names: [], properties, relations: some([from('MADE', of('official')), ...about], 0.7) }
    }
    return { id, names }
  }

  /** The first dataset defines every node; others define some of them again, copy its document, or are retracted. */
  function drawn(slug: string): Draft {
    const mine = slug === 'a' ? ids : some(ids, 0.4)
    const document = {
      copyOf: one([[], ['document:a']]),
      status: one(['ACTIVE', 'ACTIVE', 'RETRACTED']),
      publishedOn: one(['2024', '2025']),
    }
    const codes = (id: string) => (slug === 'a' ? [] : [{ scheme: 'wikidata', value: `Q-${id}` }])
    return draft(slug, {
      nodes: mine.map((id) => ({ ...node(id), externalIds: /official|country/.test(id) ? codes(id) : [] })),
      claims: [...mine.flatMap(basics), ...some(relations(), 0.6), ...some(relations(), 0.6)].filter(
        (said, at, all) => all.findIndex((each) => JSON.stringify(each) === JSON.stringify(said)) === at,
      ),
      document: slug === 'a' ? {} : document,
    })
  }

  /** All but why and by whom ids were merged. */
  const world = async () =>
    (await dump({ without: ['kept', 'loads'] })).filter((line) => !line.startsWith('["MERGED_INTO"'))

  const rounds = Number(process.env.MERGE_ROUNDS ?? (process.env.LONG_TESTS ? 2 : 1))
  test.each(Array.from({ length: rounds }, (_, round) => round))(
    'a merge makes what a first load with the redirect makes, and its split what there was (draw %i)',
    async () => {
      const drafts = ['a', 'b', 'c'].map(drawn)
      await load(...drafts)
      const before = await dump()
      const merged = some([...pairs], 0.5).map(([one_, other_]) => (random() < 0.5 ? [one_, other_] : [other_, one_]))
      const done: string[] = []
      for (const [loser, survivor] of merged) {
        const refused = await mergeNodes(database, loser!, survivor!).then(
          () => false,
          (error: unknown) => /they are two/.test(String(error)),
        )
        if (!refused) done.push(loser!)
      }
      const after = await world()
      expect(done).not.toEqual([])
      expect(after).not.toEqual(before)
      const redirects = merged
        .filter(([loser]) => done.includes(loser!))
        .map(([id, survivor]) => ({ id: id!, survivor: survivor!, reason: 'x' }))
      for (const each of drafts) await load(each)
      expect(await world()).toEqual(after)
      for (const id of [...done].reverse()) await splitNode(database, id)
      expect(await dump()).toEqual(before)

      // Loads between a merge and its split are as if there had been neither.
      const later = ['b', 'c'].map(drawn)
      for (const id of done) await mergeNodes(database, ...(merged.find(([loser]) => loser === id) as [string, string]))
      for (const each of later) await load(each)
      for (const id of done) {
        await splitNode(database, id).catch((error: unknown) =>
          expect(String(error)).toMatch(/^Nothing that was loaded/),
        )
      }
      // A claim that was closed meanwhile keeps the last verdict on it.
      const stands = (line: string) => !/"Claim".*\[\\?"standing\\?",false\]/.test(line)
      const between = await dump()
      await wipe()
      for (const each of [...drafts, ...later]) await load(each)
      expect(between.filter(stands)).toEqual((await dump()).filter(stands))
      await wipe()
      await load(...drafts, draft('z', { passages: [], redirects }))
      const alone = (lines: string[]) => lines.filter((line) => !/(document|dataset|passage):z/.test(line))
      expect(alone(after)).toEqual(alone(await world()))
    },
    120_000,
  )
})
