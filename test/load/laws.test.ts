import type { Database } from '../../src/database/connect.js'
import type { Said } from '../../src/load/claim.js'
import type { Draft } from '../../src/load/draft.js'
import { checkAgainst, writeDatasets } from '../../src/load/pipeline.js'
import { emptyDatabase } from '../database.js'
import { draft } from './drafts.js'

/**
 * A law rather than an example: whatever was loaded before, the graph is what a first load of the same datasets makes.
 * Datasets are drawn from a small world in which everything hangs together: who acts for whom, copies, retractions,
 * denials, datasets that speak of the same nodes.
 */
const rounds = 3

let database: Database

beforeAll(async () => {
  database = await emptyDatabase()
}, 120_000)

// A linear congruential generator: the same draws on every machine.
let state = 2025
function random(): number {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
  return state / 2_147_483_648
}
const one = <Thing>(things: Thing[]): Thing => things[Math.floor(random() * things.length)]!
const some = <Thing>(things: Thing[], share: number): Thing[] => things.filter(() => random() < share)

type Drawn = Partial<Said> & Pick<Said, 'predicate' | 'subject'>

/** What must always be known of each node: a node that nothing names keeps its last name, which a first load cannot know. */
const basics: Record<string, Drawn[]> = {
  'negotiation:talks': [
    { predicate: 'title', subject: 'negotiation:talks', value: 'talks' },
    { predicate: 'status', subject: 'negotiation:talks', value: 'PROPOSED', certainty: 'POSSIBLE' },
  ],
  'agreement:pact': [{ predicate: 'title', subject: 'agreement:pact', value: 'pact' }],
  'country:KE': [{ predicate: 'name', subject: 'country:KE', value: 'Kenya' }],
  'country:RW': [{ predicate: 'name', subject: 'country:RW', value: 'Rwanda' }],
  'organization:gov': [
    { predicate: 'name', subject: 'organization:gov', value: 'government' },
    { predicate: 'kind', subject: 'organization:gov', value: 'PARTY', certainty: 'POSSIBLE' },
  ],
  'official:doe': [{ predicate: 'name', subject: 'official:doe', value: 'Doe' }],
  'group:police': [
    { predicate: 'name', subject: 'group:police', value: 'police' },
    { predicate: 'sector', subject: 'group:police', value: 'CVL', certainty: 'POSSIBLE' },
  ],
  'event:round': [],
  'statement:word': [],
}

const says = (predicate: string, subject: string, ...values: string[]): Drawn => ({
  predicate,
  subject,
  value: one(values),
  certainty: one(['CERTAIN', 'PROBABLE']),
  polarity: one(['POSITIVE', 'POSITIVE', 'POSITIVE', 'NEGATIVE']),
})

const relates = (
  predicate: string,
  subject: string,
  object: string,
  ...qualifiers: Record<string, unknown>[]
): Drawn => ({
  predicate,
  subject,
  object,
  qualifiers: one(qualifiers.length > 0 ? qualifiers : [{}]),
  certainty: one(['CERTAIN', 'PROBABLE']),
})

function claims(): Drawn[] {
  const office = { title: 'minister', office: 'MINISTER' }
  return [
    says('title', 'negotiation:talks', 'talks', 'Fish talks'),
    says('status', 'negotiation:talks', 'ONGOING', 'SUSPENDED'),
    says('startedOn', 'negotiation:talks', '2025', '2025-03', '2024'),
    says('signedOn', 'agreement:pact', '2025', '2024-05'),
    says('kind', 'organization:gov', 'GOVERNMENT', 'PARTY'),
    says('sector', 'group:police', 'COP', 'CVL'),
    says('on', 'event:round', '2025-04', '2025-05-05'),
    relates('BELONGS_TO', 'organization:gov', 'country:KE'),
    relates('BELONGS_TO', 'group:police', 'country:RW'),
    relates(
      'HELD_OFFICE',
      'official:doe',
      'organization:gov',
      { tenureId: '1', ...office, from: '2020' },
      { tenureId: '1', ...office, to: '2021' },
      { tenureId: '2', ...office, attestedOn: ['2025-05-05'] },
    ),
    relates('PARTICIPATED_IN', 'organization:gov', 'negotiation:talks', { role: 'PARTY' }, { role: 'MEDIATOR' }),
    relates('PARTICIPATED_IN', 'country:KE', 'negotiation:talks', { role: 'PARTY' }, { role: 'HOST' }),
    relates(
      'PARTICIPATED_IN',
      'official:doe',
      'negotiation:talks',
      { role: 'NEGOTIATOR' },
      { role: 'NEGOTIATOR', onBehalfOf: 'organization:gov' },
    ),
    relates('PARTY_TO', 'organization:gov', 'agreement:pact', { role: 'PARTY' }, { role: 'SIGNATORY' }),
    relates('PRODUCED', 'negotiation:talks', 'agreement:pact'),
    relates('INITIATED', 'group:police', 'event:round'),
    relates('MADE', 'official:doe', 'statement:word'),
    relates('ABOUT', 'statement:word', 'organization:gov'),
  ]
}

function node(id: string) {
  const relation = (type: string, from: string, to: string, properties = {}) => ({ type, from, to, properties })
  const names = some(
    [
      { value: 'x', kind: 'ALIAS' },
      { value: 'y', language: 'en', kind: 'ALIAS' },
    ],
    0.5,
  )
  if (id === 'event:round') {
    const properties = { kind: 'TALKS', summary: 'a round', ...one([{}, { on: '2025-01' }, { on: '2025-05' }]) }
    const relations = [
      relation('PART_OF', id, 'negotiation:talks', { status: one(['ONGOING', 'CONCLUDED']) }),
      relation('TARGETED', id, 'organization:gov'),
      relation('INITIATED', 'official:doe', id),
    ]
    return { id, names: [], properties, relations: some(relations, 0.6) }
  }
  if (id === 'statement:word') {
    const properties = { text: 'a word', kind: 'QUOTE', ...one([{}, { madeOn: '2025' }, { madeOn: '2020-05-05' }]) }
    const relations = [
      relation('MADE', 'organization:gov', id),
      relation('ADDRESSED_TO', id, 'group:police'),
      relation('ABOUT', id, 'negotiation:talks'),
    ]
    return { id, names: [], properties, relations: some(relations, 0.6) }
  }
  return { id, names }
}

/** The dataset `a` defines every node; others define some of them again, copy its document, or are retracted. */
function drawn(slug: string): Draft {
  const first = slug === 'a'
  const ids = first ? Object.keys(basics) : some(Object.keys(basics), 0.3)
  const document = {
    copyOf: one([[], ['document:a']]),
    status: one(['ACTIVE', 'ACTIVE', 'RETRACTED']),
    publishedOn: one(['2024', '2025']),
  }
  return draft(slug, {
    nodes: ids.map(node),
    claims: [
      ...new Map(
        [...ids.flatMap((id) => basics[id]!), ...some(claims(), 0.5)].map((said) => [JSON.stringify(said), said]),
      ).values(),
    ],
    document: first ? {} : document,
  })
}

/** All that stands, in one list, but for when it was written. */
async function standing(): Promise<string[]> {
  const timely = "['at', 'recordedFrom', 'until', 'n', 'hash', 'factCount', 'changedAt']"
  const of = (name: string) =>
    `[key IN keys(${name}) WHERE NOT key IN ${timely} AND NOT key STARTS WITH 'change' | [key, ${name}[key]]]`
  const nodes = await database.read({
    text: `MATCH (node:Node|Name) WHERE NOT node:Load AND (NOT node:Claim OR node.standing)
      RETURN [label IN labels(node) WHERE label <> 'Changed'], ${of('node')}`,
  })
  const edges = await database.read({
    text: `MATCH (from:Node)-[edge]->(to) WHERE NOT from:Load AND NOT to:Load AND (NOT from:Claim OR from.standing)
      RETURN type(edge), from.id, coalesce(to.id, to.key), ${of('edge')}`,
  })
  return [...nodes, ...edges]
    .map((row) => JSON.stringify(row.map((part) => (Array.isArray(part) ? [...(part as unknown[])].sort() : part))))
    .sort()
}

const wipe = () => database.schema(['MATCH (node) DETACH DELETE node'])

test.each(Array.from({ length: rounds }, (_, round) => round))(
  'after many loads the graph is what a first load of the same datasets makes (draw %i)',
  async () => {
    await wipe()
    const last = new Map<string, Draft>()
    for (const slug of ['a', 'b', 'c', 'b', 'a', 'c', 'b']) {
      last.set(slug, drawn(slug))
      await checkAgainst(database, [last.get(slug)!])
      await writeDatasets([last.get(slug)!], database)
    }
    const after = await standing()
    await wipe()
    await writeDatasets([...last.values()], database)
    expect(after).toEqual(await standing())
  },
  120_000,
)
