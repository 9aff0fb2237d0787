import type { Database } from '../../src/database/connect.js'
import type { Draft } from '../../src/load/draft.js'
import { Lease } from '../../src/load/lease.js'
import { checkAgainst, writeDatasets } from '../../src/load/pipeline.js'
import { emptyDatabase } from '../database.js'
import { draft } from './drafts.js'

let database: Database

beforeAll(async () => {
  database = await emptyDatabase()
}, 120_000)

// Faster than taking indexes and constraints away too.
beforeEach(() => database.schema(['MATCH (node) DETACH DELETE node']))

const rows = (text: string) => database.read({ text })
const one = async (text: string) => (await rows(text))[0]?.[0]

async function load(...drafts: Draft[]) {
  await checkAgainst(database, drafts)
  const summaries = await writeDatasets(drafts, database)
  return summaries.map(({ unchanged, created, updated, removed }) =>
    unchanged ? 'unchanged' : [created, updated, removed],
  )
}

/** Everything in the graph in one text, but for when it was written: equal graphs have equal texts. */
async function dump(): Promise<string> {
  const timely =
    "['startedAt', 'finishedAt', 'startedAtAsc', 'at', 'recordedFrom', 'recordedTo', 'until', 'n', 'input', 'sourceSha256', 'changedAt']"
  const properties = (of: string) =>
    `[key IN keys(${of}) WHERE NOT key IN ${timely} AND NOT key STARTS WITH 'change' | [key, ${of}[key]]]`
  const nodes = await rows(
    `MATCH (node) WHERE NOT node:Load AND NOT node:Removed RETURN [label IN labels(node) WHERE label <> 'Changed'], ${properties('node')}`,
  )
  const edges = await rows(
    `MATCH (a)-[edge]->(b) WHERE NOT a:Load AND NOT b:Load
     RETURN type(edge), coalesce(a.id, a.key), coalesce(b.id, b.key, b.value), ${properties('edge')}`,
  )
  const sorted = [...nodes, ...edges].map((row) =>
    JSON.stringify(row.map((part) => (Array.isArray(part) ? [...part].sort() : part))),
  )
  return sorted.sort().join('\n')
}

const talks = { id: 'negotiation:talks' }
const titled = { predicate: 'title', subject: talks.id, value: 'Talks' }
const status = (value: string, more = {}) => ({ predicate: 'status', subject: talks.id, value, ...more })
const land = { id: 'country:KE', names: [{ value: 'Kenya', language: 'en', kind: 'PREFERRED' }] }
const named = { predicate: 'name', subject: land.id, value: 'Kenya' }

test('a load writes nodes, claims and what follows from them, and counts them', async () => {
  const part = { predicate: 'PARTICIPATED_IN', subject: land.id, object: talks.id, qualifiers: { role: 'PARTY' } }
  expect(await load(draft('a', { nodes: [talks, land], claims: [titled, status('ONGOING'), named, part] }))).toEqual([
    [8, 0, 0],
  ])
  expect(
    await rows(
      `MATCH (node:Negotiation)
       UNWIND labels(node) AS label
       WITH node, label WHERE label <> 'Changed' ORDER BY label
       RETURN collect(label), node {.*, changeSort: null, changedAt: null, changeLoad: null}`,
    ),
  ).toEqual([
    [
      ['Fact', 'HasTimeline', 'Negotiation', 'Node'],
      {
        id: 'negotiation:talks',
        title: 'Talks',
        titleAsc: 'talks\tnegotiation:talks',
        status: 'ONGOING',
        startedOnAsc: '~|negotiation:talks',
        startedOnDesc: '!|negotiation:talks',
        endedOnAsc: '~|negotiation:talks',
        endedOnDesc: '!|negotiation:talks',
        certainty: 'CERTAIN',
        corroboration: 'SINGLE_ORIGIN',
        standing: true,
        changeKind: 'CREATED',
        changeSort: null,
        changedAt: null,
        changeLoad: null,
      },
    ],
  ])
  const claims = await one("MATCH (claim:Claim {predicate: 'PARTICIPATED_IN'}) RETURN claim.id")
  expect(await rows('MATCH (:Country)-[edge:PARTICIPATED_IN]->(:Negotiation) RETURN properties(edge)')).toEqual([
    [
      {
        key: 'PARTY||false',
        role: 'PARTY',
        derived: false,
        certainty: 'CERTAIN',
        evidence: ['passage:a:a'],
        evidenceCount: 1,
        claims: [claims],
        claimCount: 1,
      },
    ],
  ])
  expect(await rows('MATCH (dataset:Dataset) RETURN dataset.id, dataset.factCount')).toEqual([['dataset:a', 5]])
  expect(
    await rows(
      'MATCH (load:Load)-[:OF]->(:Dataset) RETURN load.created, load.updated, load.removed, load.finishedAt >= load.startedAt',
    ),
  ).toEqual([[8, 0, 0, true]])
  expect(await one('MATCH (revision:Revision) RETURN revision.n')).toBe(1)
})

test('the same again writes nothing at all; another text of the same content changes nothing', async () => {
  const content = draft('a', { nodes: [talks, land], claims: [titled, status('ONGOING'), named] })
  await load(content)
  const before = await dump()
  expect(await load(content)).toEqual(['unchanged'])
  expect(await one('MATCH (revision:Revision) RETURN revision.n')).toBe(1)
  expect(await load({ ...content, sourceSha256: 'another' })).toEqual([[0, 0, 0]])
  expect(await dump()).toBe(before)
})

test('a claim that vanished is closed and kept, and one that comes back is opened anew', async () => {
  const whole = draft('a', { nodes: [talks], claims: [titled, status('ONGOING')] })
  await load(whole)
  const fresh = await dump()
  const [[from]] = (await rows('MATCH (claim:Claim {value: "ONGOING"}) RETURN claim.recordedFrom')) as [[string]]
  expect(await load(draft('a', { nodes: [talks], claims: [titled, status('SUSPENDED')] }))).toEqual([[1, 0, 1]])
  expect(
    await rows(
      'MATCH (claim:Claim {predicate: "status"}) RETURN claim.value, claim.standing, claim.recordedTo IS NULL ORDER BY claim.value',
    ),
  ).toEqual([
    ['ONGOING', false, false],
    ['SUSPENDED', true, true],
  ])
  expect(await one('MATCH (node:Negotiation) RETURN node.status')).toBe('SUSPENDED')
  expect(await load(whole)).toEqual([[1, 0, 1]])
  expect(
    await rows(
      'MATCH (claim:Claim {value: "ONGOING"}) RETURN claim.standing, claim.recordedTo, claim.recordedFrom > $from'.replace(
        '$from',
        `'${from}'`,
      ),
    ),
  ).toEqual([[true, null, true]])
  // The closed claim stays on record; all else is as it was.
  await database.schema(['MATCH (claim:Claim {value: "SUSPENDED"}) DETACH DELETE claim'])
  expect(await dump()).toBe(fresh)
})

test('a node that nothing speaks of any more goes with its relationships, and comes back with its old claims', async () => {
  const event = {
    id: 'event:round',
    properties: { kind: 'TALKS', on: '2025-05', summary: 'A round.' },
    relations: [{ type: 'PART_OF', from: 'event:round', to: talks.id, properties: { status: 'CONCLUDED' } }],
  }
  const denied = { predicate: 'kind', subject: event.id, value: 'VISIT', polarity: 'NEGATIVE' }
  const whole = draft('a', { nodes: [talks, event], claims: [titled, status('ONGOING'), denied] })
  await load(whole)
  const before = await dump()
  expect(await one('MATCH (node:Negotiation) RETURN node.status')).toBe('CONCLUDED')
  expect(await rows('MATCH (:Negotiation)-[entry:ON_TIMELINE]->(node) RETURN node.id, properties(entry)')).toEqual([
    [
      'event:round',
      {
        sort: 'negotiation:talks|2025-05-01|event:round',
        on: '2025-05',
        onFirst: '2025-05-01',
        onLast: '2025-05-31',
        statusAfter: 'CONCLUDED',
      },
    ],
  ])
  expect(await load(draft('a', { nodes: [talks], claims: [titled, status('ONGOING')] }))).toEqual([[0, 0, 2]])
  expect(await rows('MATCH (node:Negotiation) RETURN node.status, COUNT { (node)-[:ON_TIMELINE]->() }')).toEqual([
    ['ONGOING', 0],
  ])
  expect(await one('MATCH (node {id: "event:round"}) RETURN count(node)')).toBe(0)
  expect(
    await rows('MATCH (claim:Claim {predicate: "kind"}) RETURN claim.subjectId, COUNT { (claim)-[:SUBJECT]->() }'),
  ).toEqual([['event:round', 0]])
  expect(await load(whole)).toEqual([[2, 0, 0]])
  expect(await dump()).toBe(before)
})

test('what another dataset says is kept when one goes, and what it still names stays, with its last name', async () => {
  const union = { predicate: 'BELONGS_TO', subject: 'group:police', object: land.id }
  const police = [
    { predicate: 'name', subject: 'group:police', value: 'police' },
    { predicate: 'sector', subject: 'group:police', value: 'COP' },
  ]
  await load(
    draft('a', { nodes: [land], claims: [named] }),
    draft('b', { nodes: [{ id: 'group:police' }], claims: [union, ...police] }),
  )
  expect(await load(draft('a', { nodes: [], claims: [] }))).toEqual([[0, 0, 1]])
  expect(await rows('MATCH (:Group)-[:BELONGS_TO]->(node:Country) RETURN node.id, node.name')).toEqual([
    ['country:KE', 'Kenya'],
  ])
  expect(await load(draft('b', { nodes: [{ id: 'group:police' }], claims: police }))).toEqual([[0, 0, 1]])
  expect(await one('MATCH (node:Country) RETURN count(node)')).toBe(0)
})

test('names and identifiers are those of all datasets, each once', async () => {
  const bearer = (names: string[], externalIds: { scheme: string; value: string }[] = []) => ({
    id: land.id,
    names: names.map((value) => ({ value, language: 'en', kind: 'ALIAS' })),
    externalIds,
  })
  const names = () => rows('MATCH (:Country)-[:NAMED]->(name:Name) RETURN name.value ORDER BY name.value')
  const a = draft('a', { nodes: [bearer(['Kenya', 'Kenia'], [{ scheme: 'x', value: '1' }])], claims: [named] })
  await load(a, draft('b', { nodes: [bearer(['Kenya', 'Quenia'])], claims: [named] }))
  expect(await names()).toEqual([['Kenia'], ['Kenya'], ['Quenia']])
  await load(draft('a', { nodes: [bearer(['Keňa'])], claims: [named] }))
  expect(await names()).toEqual([['Kenya'], ['Keňa'], ['Quenia']])
  expect(await rows('MATCH (id:ExternalId) RETURN id.value')).toEqual([])
})

test('an identifier that another node has is refused at its place, and nothing is written', async () => {
  const same = (id: string) =>
    draft(id.slice(-2).toLowerCase(), {
      nodes: [{ id, externalIds: [{ scheme: 'x', value: '1' }] }],
      claims: [{ ...named, subject: id }],
    })
  await load(same('country:KE'))
  const before = await dump()
  await expect(load(same('country:UG'))).rejects.toThrow(
    'ug/facts.yml:1 country:UG cannot have the identifier x 1: country:KE has it.\n  If country:UG and country:KE are one, give them one id; else correct the identifier.',
  )
  expect(await dump()).toBe(before)
})

test('a correction closes what it supersedes, and opens it again when it is withdrawn itself', async () => {
  const wrong = draft('a', { nodes: [talks], claims: [titled, status('ONGOING')] })
  await load(wrong)
  const corrected = wrong.claims[1]!.id
  const right = (claims: ReturnType<typeof status>[]) => draft('b', { claims })
  expect(await load(right([status('SUSPENDED', { supersedes: [corrected], certainty: 'POSSIBLE' })]))).toEqual([
    [3, 0, 0],
  ])
  expect(await one('MATCH (node:Negotiation) RETURN node.status')).toBe('SUSPENDED')
  expect(
    await rows('MATCH (:Claim)-[:SUPERSEDES]->(claim) RETURN claim.id, claim.standing, claim.recordedTo IS NOT NULL'),
  ).toEqual([[corrected, false, true]])
  expect(await rows('MATCH (dataset:Dataset) RETURN dataset.factCount ORDER BY dataset.id')).toEqual([[2], [1]])
  await load(right([]))
  expect(await one('MATCH (node:Negotiation) RETURN node.status')).toBe('ONGOING')
  expect(await rows('MATCH (dataset:Dataset) RETURN dataset.factCount ORDER BY dataset.id')).toEqual([[3], [0]])
})

test('what rests on a retracted document alone stands no more, and leaves the world', async () => {
  const content = (status: string) => {
    const part = { predicate: 'HAS_TERM', subject: talks.id, object: 'term:fish' }
    return draft('a', {
      document: { status },
      nodes: [talks, { id: 'term:fish' }],
      claims: [titled, part, { predicate: 'text', subject: 'term:fish', value: 'fish' }],
    })
  }
  const other = draft('b', { nodes: [talks], claims: [{ ...titled, value: 'The talks', certainty: 'PROBABLE' }] })
  await load(content('ACTIVE'), other)
  const before = await dump()
  expect(await one('MATCH (node:Negotiation) RETURN node.title')).toBe('Talks')
  await load(content('RETRACTED'))
  expect(await rows('MATCH (node:Negotiation) RETURN node.title, COUNT { (node)-[:HAS_TERM]->() }')).toEqual([
    ['The talks', 0],
  ])
  expect(await one('MATCH (node:Term) RETURN count(node)')).toBe(0)
  expect(
    await rows('MATCH (claim:Claim) RETURN claim.standing, claim.recordedTo IS NULL, count(*) ORDER BY count(*)'),
  ).toEqual([
    [true, true, 1],
    [false, false, 3],
  ])
  await load(content('ACTIVE'))
  expect(await dump()).toBe(before)
})

test('copies do not corroborate, and a document that turns out to be a copy corroborates no more', async () => {
  const a = draft('a', { nodes: [talks], claims: [titled] })
  const b = (copyOf: string[]) => draft('b', { document: { copyOf }, claims: [titled] })
  await load(a, b([]))
  const verdicts = () => rows('MATCH (claim:Claim) RETURN DISTINCT claim.corroboration')
  expect(await verdicts()).toEqual([['CORROBORATED']])
  expect(await load(b(['document:a']))).toEqual([[0, 1, 0]])
  expect(await verdicts()).toEqual([['SINGLE_ORIGIN']])
})

test('a country becomes a party when its government turns out to be one, and stops when that is no longer said', async () => {
  const part = {
    predicate: 'PARTICIPATED_IN',
    subject: 'organization:gov',
    object: talks.id,
    qualifiers: { role: 'PARTY' },
  }
  const base = draft('a', {
    nodes: [talks, land, { id: 'organization:gov' }],
    claims: [titled, named, part, { predicate: 'kind', subject: 'organization:gov', value: 'GOVERNMENT' }],
  })
  await load(base)
  const parties = () => rows('MATCH (country:Country)-[part:PARTICIPATED_IN]->() RETURN country.id, part.derived')
  expect(await parties()).toEqual([])
  const belongs = draft('b', { claims: [{ predicate: 'BELONGS_TO', subject: 'organization:gov', object: land.id }] })
  await load(belongs)
  expect(await parties()).toEqual([['country:KE', true]])
  await load(draft('c', { claims: [{ ...part, subject: land.id }] }))
  expect(await parties()).toEqual([['country:KE', false]])
  await load(draft('c'))
  expect(await parties()).toEqual([['country:KE', true]])
  await load(draft('b'))
  expect(await parties()).toEqual([])
})

test('a merged id answers with its survivor, who has everything said of both', async () => {
  const person = (id: string) => ({ id, names: [{ value: id, kind: 'ALIAS' }] })
  const belongs = (subject: string) => ({ predicate: 'name', subject, value: 'Jane Doe' })
  const made = (slug: string, id: string) =>
    draft(slug, {
      nodes: [
        person(id),
        {
          id: `statement:${slug}`,
          properties: { text: 'x', kind: 'QUOTE' },
          relations: [{ type: 'MADE', from: id, to: `statement:${slug}`, properties: {} }],
        },
      ],
      claims: [belongs(id)],
    })
  const a = made('a', 'official:jane')
  const b = made('b', 'official:j')
  await load(a, b)
  const merge = draft('c', { redirects: [{ id: 'official:j', survivor: 'official:jane', reason: 'one person' }] })
  await expect(load(merge)).rejects.toThrow(
    'official:j cannot be merged: dataset:b still names it.\n  Load dataset:b in the same command, so that it names the survivor.',
  )
  expect(await load(b, merge)).toEqual([
    [1, 2, 1],
    [2, 0, 0],
  ])
  expect(
    await rows('MATCH (node:Official) RETURN node.id, COUNT { (node)-[:NAMED]->() }, COUNT { (node)-[:MADE]->() }'),
  ).toEqual([['official:jane', 2, 2]])
  expect(
    await rows('MATCH (redirect:Redirect)-[merged:MERGED_INTO]->(node) RETURN redirect.id, node.id, merged.reason'),
  ).toEqual([['official:j', 'official:jane', 'one person']])
  expect(await load(b)).toEqual(['unchanged'])
})

test('a dataset that is being loaded has no second loader', async () => {
  const a = draft('a', { nodes: [talks], claims: [titled, status('ONGOING')] })
  const lease = await Lease.take(database, 'dataset:a')
  await expect(writeDatasets([a], database)).rejects.toThrow(
    /^dataset:a is being loaded already, by process \d+ on \S+ for \d s\./,
  )
  expect(await one('MATCH (load:Load) RETURN count(load)')).toBe(0)
  await lease.end()
  await writeDatasets([a], database)
  expect(await one('MATCH (load:Load) RETURN count(load)')).toBe(1)
  expect(await load(a)).toEqual(['unchanged'])
})

test('two datasets loaded at once come one after the other, and the graph is as if they had been told to', async () => {
  const a = draft('a', { nodes: [talks], claims: [titled, status('ONGOING')] })
  const b = draft('b', { nodes: [talks], claims: [titled, status('SUSPENDED', { certainty: 'PROBABLE' })] })
  await load(a)
  await load(b)
  const before = await dump()
  await database.schema(['MATCH (node) DETACH DELETE node'])
  await Promise.all([writeDatasets([a], database), writeDatasets([b], database)])
  expect(await dump()).toBe(before)
  expect(await one('MATCH (revision:Revision) RETURN revision.n')).toBe(2)
})

test('what changed is told once for each node, with the last thing that became of it', async () => {
  const marks = () =>
    rows(
      `MATCH (mark:Changed) WHERE coalesce(mark.removedId, mark.id) IN ['${talks.id}', '${land.id}']
       RETURN coalesce(mark.removedId, mark.id) AS id, mark.changeKind, mark.changeFields ORDER BY id`,
    )
  await load(draft('a', { nodes: [talks, land], claims: [titled, status('ONGOING'), named] }))
  expect(await marks()).toEqual([
    [land.id, 'CREATED', null],
    [talks.id, 'CREATED', null],
  ])
  await load(draft('a', { nodes: [talks, land], claims: [titled, status('CONCLUDED'), named] }))
  expect(await marks()).toEqual([
    [land.id, 'CREATED', null],
    [talks.id, 'UPDATED', ['status']],
  ])
  await load(draft('a', { nodes: [talks], claims: [titled, status('CONCLUDED')] }))
  expect(await marks()).toEqual([
    [land.id, 'REMOVED', null],
    [talks.id, 'UPDATED', ['status']],
  ])
  await load(draft('a', { nodes: [talks, land], claims: [titled, status('CONCLUDED'), named] }))
  expect(await marks()).toEqual([
    [land.id, 'CREATED', null],
    [talks.id, 'UPDATED', ['status']],
  ])
})
