import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Draft } from '../../src/load/draft.js'
import { readDataset } from '../../src/load/read.js'
import { references } from '../../src/load/references.js'
import { complaint, examples, folderWith } from './folders.js'

const dataset = 'title: T\nformat: facts\n'

/** Line 1 to 16; the tests write on below. */
const head = `document: { id: note, title: A note, kind: NEWS, language: en, length: 200 }
anchor: 2025-05-05
passages:
  agreed: { start: 0, end: 13, text: agreed to talk }
  spring: { start: 20, end: 37, text: last year in spring }
  spoke: { start: 40, end: 56, text: the minister spoke }
`
  .replace('end: 13', 'end: 14')
  .replace('end: 37', 'end: 39')
  .replace('end: 56', 'end: 58')

/** Uses every passage, so that a test can write of one thing alone. */
const used = `groups:
  note--all: { name: all, sector: GOV, evidence: [agreed, spring, spoke] }
`

const read = (facts: string, text?: string): Promise<Draft> => {
  const folder = folderWith({
    'dataset.yml': dataset,
    'facts.yml': facts,
    ...(text === undefined ? {} : { 'text.txt': text }),
  })
  return readDataset(folder, text === undefined ? {} : { texts: { '*': path.join(folder, 'text.txt') } })
}

/** What is said of lines written below the head, which are lines 7 and following. */
const complaintOf = (facts: string) => complaint(() => read(`${head}${facts}${facts.includes('groups:') ? '' : used}`))

function withoutPlace<Thing extends { place: object }>(thing: Thing): Omit<Thing, 'place'> {
  return Object.fromEntries(Object.entries(thing).filter(([name]) => name !== 'place')) as Omit<Thing, 'place'>
}

/** What is claimed of a subject, without ids, which are hashes of it. */
const claimsOf = (draft: Draft, subject: string) =>
  draft.claims.filter((claim) => claim.subject === subject).map((claim) => ({ ...withoutPlace(claim), id: undefined }))

const plain = { qualifiers: {}, certainty: 'CERTAIN', polarity: 'POSITIVE', method: 'CURATED', supersedes: [] }
const agreed = 'passage:note:0-14'
const spring = 'passage:note:20-39'
const spoke = 'passage:note:40-58'

test('every value and relationship of a negotiation is a claim, on its own words or on those of the whole', async () => {
  const draft = await read(`${head}${used}
negotiations:
  fish-talks:
    title: Fish
    status: [{ value: ONGOING, validOn: 2025-05 }, { value: PRELIMINARY, evidence: spoke, certainty: PROBABLE }]
    startedOn: { value: 2024-03/2024-05, text: last year in spring, evidence: spring }
    topics: [fisheries]
    participants: { node: official:jane-doe, role: NEGOTIATOR, onBehalfOf: country:KE, polarity: NEGATIVE }
    evidence: [agreed, spoke]
    certainty: POSSIBLE
`)
  const node = withoutPlace(draft.nodes.find(({ id }) => id === 'negotiation:fish-talks')!)
  expect(node).toEqual({
    ...{ id: 'negotiation:fish-talks', type: 'Negotiation', names: [], externalIds: [], properties: {}, relations: [] },
    evidence: [agreed, spoke],
    certainty: 'POSSIBLE',
  })
  const subject = 'negotiation:fish-talks'
  const whole = { ...plain, subject, evidence: [agreed, spoke], certainty: 'POSSIBLE' }
  expect(claimsOf(draft, subject)).toEqual([
    { ...whole, predicate: 'title', value: 'Fish' },
    { ...whole, predicate: 'status', value: 'ONGOING', validOn: '2025-05' },
    { ...whole, predicate: 'status', value: 'PRELIMINARY', evidence: [spoke], certainty: 'PROBABLE' },
    {
      ...{ ...whole, predicate: 'startedOn', value: '2024-03/2024-05', evidence: [spring] },
      ...{ dateText: 'last year in spring', dateAnchor: '2025-05-05' },
    },
    { ...whole, predicate: 'CONCERNS', object: 'topic:fisheries' },
  ])
  expect(claimsOf(draft, 'official:jane-doe')).toEqual([
    {
      ...{
        ...whole,
        subject: 'official:jane-doe',
        predicate: 'PARTICIPATED_IN',
        object: subject,
        polarity: 'NEGATIVE',
      },
      qualifiers: { role: 'NEGOTIATOR', onBehalfOf: 'country:KE' },
    },
  ])
})

test('an event carries what rests on its own words; only what rests on others, or on words for a date, is claimed apart', async () => {
  const draft = await read(`${head}${used}
events:
  talks-begin:
    kind: TALKS
    summary: Talks began.
    on: { value: 2024, text: last year, evidence: spring }
    initiators: [country:RW, { node: country:KE, certainty: PROBABLE }]
    partOf: { node: negotiation:fish-talks, statusAfter: ONGOING }
    evidence: agreed
`)
  const node = withoutPlace(draft.nodes.find(({ id }) => id === 'event:talks-begin')!)
  const [event, talks] = ['event:talks-begin', 'negotiation:fish-talks']
  expect(node).toEqual({
    ...{ id: event, type: 'Event', names: [], externalIds: [], evidence: [agreed], certainty: 'CERTAIN' },
    properties: { kind: 'TALKS', summary: 'Talks began.' },
    relations: [
      { type: 'INITIATED', from: 'country:RW', to: event, properties: {} },
      { type: 'PART_OF', from: event, to: talks, properties: { status: 'ONGOING' } },
    ],
  })
  expect(claimsOf(draft, event)).toEqual([
    {
      ...plain,
      subject: event,
      predicate: 'on',
      value: '2024',
      evidence: [spring],
      dateText: 'last year',
      dateAnchor: '2025-05-05',
    },
  ])
  expect(claimsOf(draft, 'country:KE')).toEqual([
    {
      ...plain,
      subject: 'country:KE',
      predicate: 'INITIATED',
      object: event,
      evidence: [agreed],
      certainty: 'PROBABLE',
    },
  ])
})

test('an official has names, identifiers, and offices that are named by who, where, what and which time', async () => {
  const draft = await read(`${head}${used}
officials:
  jane-doe:
    name: Jane Doe
    aliases: [Doe, { value: Ιωάννα, language: el, kind: TRANSLITERATION }]
    externalIds: { wikidata: Q1 }
    offices:
      node: country:KE
      title: minister
      office: MINISTER
      number: 2
      from: { value: 2024, text: last year, evidence: spring }
      attestedOn: [2025-05-05]
    evidence: spoke
`)
  const node = withoutPlace(draft.nodes.find(({ id }) => id === 'official:jane-doe')!)
  expect(node).toEqual({
    ...{ id: 'official:jane-doe', type: 'Official', evidence: [], certainty: 'CERTAIN', properties: {}, relations: [] },
    names: [
      { value: 'Jane Doe', language: 'en', kind: 'PREFERRED' },
      { value: 'Doe', language: 'en', kind: 'ALIAS' },
      { value: 'Ιωάννα', language: 'el', kind: 'TRANSLITERATION' },
    ],
    externalIds: [{ scheme: 'wikidata', value: 'Q1' }],
  })
  const own = { ...plain, subject: 'official:jane-doe', evidence: [spoke] }
  expect(claimsOf(draft, 'official:jane-doe')).toEqual([
    { ...own, predicate: 'anonymous', value: 'false' },
    {
      ...{ ...own, predicate: 'HELD_OFFICE', object: 'country:KE', evidence: [spoke, spring] },
      ...{ dateText: 'last year', dateAnchor: '2025-05-05' },
      qualifiers: {
        ...{ title: 'minister', office: 'MINISTER', number: 2, from: '2024', attestedOn: ['2025-05-05'] },
        tenureId: 'official:jane-doe/country:KE/MINISTER/2',
      },
    },
    { ...own, predicate: 'name', value: 'Jane Doe' },
  ])
})

test('what another file defines can be added to, and everything that is referred to is known with its place', async () => {
  const draft = await read(`${head}${used}
statements:
  doe-spoke: { definedElsewhere: true, addressedTo: country:KE, evidence: spoke }
redirects: [{ id: official:j-doe, survivor: official:jane-doe, reason: spelled out }]
`)
  expect(draft.nodes.map(({ id }) => id)).toEqual(['group:note--all'])
  expect(claimsOf(draft, 'statement:doe-spoke')).toEqual([
    { ...plain, subject: 'statement:doe-spoke', predicate: 'ADDRESSED_TO', object: 'country:KE', evidence: [spoke] },
  ])
  expect(draft.redirects).toEqual([{ id: 'official:j-doe', survivor: 'official:jane-doe', reason: 'spelled out' }])
  expect([...references(draft)].map(([id, { line }]) => [id, line])).toEqual([
    ['statement:doe-spoke', 11],
    ['country:KE', 11],
    ['official:jane-doe', undefined],
  ])
})

test('ids of claims hang on what is said and on which words, and not on where it stands in the file', async () => {
  const term = (key: string) => `terms:\n  ${key}: { text: fish, kind: TRADE, evidence: agreed }\n`
  const ids = async (facts: string) => (await read(facts)).claims.map(({ id }) => id).sort()
  expect(await ids(`${head}${used}${term('fish')}`)).toEqual(await ids(`${head}\n\n${term('fish')}${used}`))
  expect(await ids(`${head}${used}${term('fish')}`)).not.toEqual(await ids(`${head}${used}${term('more-fish')}`))
})

test('equal files have one fingerprint, and any change of them another', async () => {
  const sha = async (facts: string) => (await read(facts)).sourceSha256
  expect(await sha(head + used)).toBe(await sha(head + used))
  expect(await sha(`${head + used}\n`)).not.toBe(await sha(head + used))
})

const actor = 'country, a group, an official or an organization'

test.each<[what: string, facts: string, said: string]>([
  [
    'an unknown role',
    'negotiations:\n  talks: { title: T, status: ONGOING, evidence: agreed, participants: [{ node: country:RW, role: PARTNER }] }\n',
    'facts.yml:8:98  negotiations.talks.participants[0].role: "PARTNER" is not a role.\n' +
      '  One of PARTY, PROSPECTIVE, NEGOTIATOR, MEDIATOR, FACILITATOR, HOST, GUARANTOR, OBSERVER.',
  ],
  [
    'a misspelt value',
    'terms:\n  fish: { text: fish, kind: TRAED, evidence: agreed }\n',
    'facts.yml:8:29  terms.fish.kind: "TRAED" is not a kind.\n  Did you mean TRADE? One of PEOPLE, MONEY, TERRITORY, TRADE, SECURITY, OTHER.',
  ],
  [
    'a misspelt field',
    'terms:\n  fish: { text: fish, kind: TRADE, evidense: agreed, evidence: agreed }\n',
    'facts.yml:8:36  terms.fish.evidense: "evidense" is not a field of terms.\n  Did you mean evidence?',
  ],
  [
    'a misspelt section',
    'term: {}\n',
    expect.stringMatching(
      /^facts.yml:7:1 {2}term: "term" is not a section.\n {2}Did you mean terms\? One of /,
    ) as string,
  ],
  [
    'a field that is worked out',
    'negotiations:\n  talks: { title: T, status: ONGOING, evidence: agreed, parties: [] }\n',
    'facts.yml:8:57  negotiations.talks.parties: "parties" of negotiations is worked out, and cannot be written.',
  ],
  [
    'a missing value',
    'terms:\n  fish: { text: fish, evidence: agreed }\n',
    'facts.yml:8:3  terms.fish.kind: is missing.\n  One of PEOPLE, MONEY, TERRITORY, TRADE, SECURITY, OTHER.',
  ],
  [
    'a list where a mapping is wanted',
    'terms: [fish]\n',
    'facts.yml:7:8  terms: A list stands here; a mapping is wanted.\n  Write `key:` and the fields of each, or leave the section out.',
  ],
  [
    'an octal number',
    `officials:\n  x: { name: X, evidence: spoke, offices: { node: country:RW, title: t, office: OTHER, number: 0o14 } }\n`,
    'facts.yml:8:96  officials.x.offices.number: "0o14" is not a whole number.\n  Write digits alone, at most nine.',
  ],
  [
    'a word for a truth',
    'agreements:\n  pact: { title: P, kind: TREATY, binding: yes, evidence: agreed }\n',
    'facts.yml:8:44  agreements.pact.binding: "yes" is neither true nor false.\n  Write true or false.',
  ],
  // Ids and references
  [
    'a key that is no slug',
    'terms:\n  Fish Talks: { text: fish, kind: TRADE, evidence: agreed }\n',
    'facts.yml:8:3  terms.Fish Talks: "Fish Talks" cannot be the key of a term.\n  Small letters, digits and hyphens, such as fish-talks.',
  ],
  [
    'a key that is too long',
    `terms:\n  ${'a'.repeat(200)}: { text: fish, kind: TRADE, evidence: agreed }\n`,
    `facts.yml:8:3  terms.${'a'.repeat(200)}: The id has 205 characters; 200 are the most.\n  Shorten it.`,
  ],
  [
    'a code in small letters',
    'terms:\n  fish: { text: fish, kind: TRADE, evidence: agreed, givenBy: country:rw }\n',
    'facts.yml:8:63  terms.fish.givenBy: "rw" cannot be the key of a country.\n  Write RW.',
  ],
  [
    'a reference to the wrong kind',
    'terms:\n  fish: { text: fish, kind: TRADE, evidence: agreed, givenBy: topic:fisheries }\n',
    `facts.yml:8:63  terms.fish.givenBy: "topic:fisheries" is a topic; a ${actor} is wanted.`,
  ],
  [
    'a reference without a kind',
    'terms:\n  fish: { text: fish, kind: TRADE, evidence: agreed, givenBy: RW }\n',
    'facts.yml:8:63  terms.fish.givenBy: "RW" does not say of what kind it is.\n  Write the kind before the key: country:…, group:…, official:…, organization:….',
  ],
  [
    'a reference to an unknown kind',
    'terms:\n  fish: { text: fish, kind: TRADE, evidence: agreed, givenBy: contry:RW }\n',
    'facts.yml:8:63  terms.fish.givenBy: "contry" is not a kind of node.\n  Did you mean country:RW?',
  ],
  [
    'a scoped id that is defined nowhere',
    'terms:\n  fish: { text: fish, kind: TRADE, evidence: agreed, givenBy: group:note--al }\n',
    'facts.yml:8:63  terms.fish.givenBy: "group:note--al" is not defined in this dataset.\n  Did you mean group:note--all?',
  ],
  [
    'an id scoped to another document',
    'terms:\n  fish: { text: fish, kind: TRADE, evidence: agreed, givenBy: group:other--all }\n',
    'facts.yml:8:63  terms.fish.givenBy: "other--all" is scoped to another document.\n  What a document leaves unnamed is known in that document alone: note--all.',
  ],
  [
    'an unnamed official who is not scoped',
    'officials:\n  aide: { name: an aide, anonymous: true, evidence: spoke }\n',
    'facts.yml:8:3  officials.aide.anonymous: Who is left unnamed is known in one document alone, and this id does not say which.\n  Call this one note--aide.',
  ],
  [
    'a country whose code is not its key',
    'countries:\n  RW: { name: Rwanda, code: KE, kind: STATE, evidence: spoke }\n',
    'facts.yml:8:3  countries.RW.code: "KE" is not the key, RW.\n  The two are one.',
  ],
  [
    'a circle of broader topics',
    'topics:\n  a: { label: A, broader: b, evidence: spoke }\n  b: { label: B, broader: c, evidence: spoke }\n  c: { label: C, broader: b, evidence: spoke }\n',
    'facts.yml:10:27  topics.c.broader: BROADER leads in a circle: topic:b → topic:c → topic:b.\n  Take one of these out.',
  ],
  [
    'a country that belongs to itself',
    'countries:\n  RW: { name: Rwanda, code: RW, kind: STATE, belongsTo: RW, evidence: spoke }\n',
    'facts.yml:8:57  countries.RW.belongsTo: BELONGS_TO leads in a circle: country:RW → country:RW.\n  Take one of these out.',
  ],
  [
    'a status that its agreement cannot have',
    'events:\n  end: { kind: OTHER, summary: It ended., evidence: agreed, partOf: { node: agreement:pact, statusAfter: CONCLUDED } }\n',
    'facts.yml:8:106  events.end.partOf.statusAfter: "CONCLUDED" is not a status of agreements.\n  One of PROPOSED, AGREED, SIGNED, IN_FORCE, SUSPENDED, EXPIRED, TERMINATED, SUPERSEDED, SCRAPPED.',
  ],
  [
    'the same stated twice on the same words',
    'negotiations:\n  talks: { title: T, status: [ONGOING, ONGOING], evidence: agreed }\n',
    'facts.yml:8:40  negotiations.talks.status[1]: This is stated in facts.yml:8 already, on the same words.\n  Take one of the two out.',
  ],
  [
    'two speakers',
    'statements:\n  s: { text: s, kind: QUOTE, evidence: spoke, speaker: [country:RW, country:KE] }\n',
    'facts.yml:8:56  statements.s.speaker: 2 entries stand here; one is wanted.\n  Keep one, or write a statement each.',
  ],
  // Evidence
  [
    'a fact without passage',
    'terms:\n  fish: { text: fish, kind: TRADE }\n',
    expect.stringMatching(
      /^facts.yml:8:3 {2}terms.fish: The fact rests on no passage.\n {2}Give it evidence: the name of a passage, or a list of names.\n/,
    ) as string,
  ],
  [
    'an actor’s office without passage',
    'officials:\n  x: { name: { value: X, evidence: spoke }, anonymous: { value: false, evidence: spoke }, belongsTo: country:RW }\n',
    'facts.yml:8:102  officials.x.belongsTo: rests on no passage.\n  Give it evidence, or give evidence to the whole entry.',
  ],
  [
    'a passage that is not there',
    'terms:\n  fish: { text: fish, kind: TRADE, evidence: agred }\n',
    'facts.yml:8:46  terms.fish.evidence: "agred" is not a passage.\n  Did you mean agreed?',
  ],
  [
    'words of a date that are not in the passage',
    'events:\n  e: { kind: OTHER, summary: S., on: { value: 2024, text: last year }, evidence: agreed }\n',
    'facts.yml:8:38  events.e.on: “last year” does not stand in the passages it rests on.\n  Write the words of the source, and cite the passage that has them.',
  ],
  [
    'words of a date where there is none',
    'terms:\n  fish: { text: { value: fish, text: last year }, kind: TRADE, evidence: spring }\n',
    'facts.yml:8:32  terms.fish.text.text: There is no date here that these words could be of.\n  text is for the words of a relative date, such as “last July”.',
  ],
  // Dates
  ...[
    ['2025-13', '"2025-13" is not a date: there is no month 13.'],
    ['2025-02-30', '"2025-02-30" is not a date: 2025-02 has 28 days.'],
    ['05/05/2025', '"05/05/2025" is not a date: an interval has two ends, one of them known.'],
    ['20250505', '"20250505" is not a date: it has another form.'],
    ['2025-21', '"2025-21" is not a date: there is no month 21.'],
  ].map(([date, why]): [string, string, string] => [
    `the date ${date}`,
    `agreements:\n  pact: { title: P, kind: TREATY, evidence: agreed, signedOn: ${date} }\n`,
    `facts.yml:8:63  agreements.pact.signedOn: ${why}\n  Write YYYY, YYYY-MM or YYYY-MM-DD, or an interval such as 2025-01/2025-05, ../2024-07 or 2024-07/.. (EDTF level 0 and 1).`,
  ]),
  [
    'an end before the start',
    'agreements:\n  pact: { title: P, kind: TREATY, evidence: agreed, signedOn: 2025-05, endedOn: { value: 2024 } }\n',
    'facts.yml:8:90  agreements.pact.endedOn.value: "2024" lies before signedOn, 2025-05-01.\n  Correct one of the two.',
  ],
  [
    'an office that ends before it begins',
    'officials:\n  x: { name: X, evidence: spoke, offices: { node: country:RW, title: t, office: OTHER, from: 2024-05, to: 2024-04 } }\n',
    'facts.yml:8:107  officials.x.offices.to: "2024-04" lies before from, 2024-05-01.\n  Correct one of the two.',
  ],
])('a fact file is refused, with its line, for %s', async (_what, facts, said) => {
  expect(await complaintOf(facts)).toEqual(said)
})

test('all problems of all files come at once, in the order of the files and their lines', async () => {
  const other = 'document: { id: other, title: Other }\nterms:\n  fish: { text: fish, kind: TRADE, evidence: x }\n'
  const folder = folderWith({
    'dataset.yml': dataset,
    'b.yml': other,
    'a.yml': `${head}${used}terms:\n  fish: { kind: FISH, evidence: y }\n`,
  })
  expect((await complaint(() => readDataset(folder))).split('\n').filter((line) => !line.startsWith('  '))).toEqual([
    'a.yml:10:3  terms.fish.text: is missing.',
    'a.yml:10:17  terms.fish.kind: "FISH" is not a kind.',
    'a.yml:10:33  terms.fish.evidence: "y" is not a passage.',
    'b.yml:1:11  document.kind: is missing.',
    'b.yml:3:3  terms.fish: "term:fish" is defined in a.yml:10 already.',
    'b.yml:3:46  terms.fish.evidence: "x" is not a passage.',
  ])
})

test('the example of the docs is read whole, with its text', async () => {
  const files = examples(readFileSync('docs/loading.md', 'utf8'))
  const folder = folderWith(files)
  const draft = await readDataset(path.join(folder, 'lake-talks'), {
    texts: { 'shore-news-lake-talks': path.join(folder, 'article.txt') },
  })
  expect(draft.nodes.map(({ id }) => id)).toEqual([
    'official:jane-doe',
    'official:shore-news-lake-talks--adviser',
    'organization:lake-gazette',
    'negotiation:lake-talks',
    'term:open-ports',
    'term:yearly-fee',
    'event:lake-talks-begin',
    'statement:doe-meet-again',
    'statement:doe-good-start',
    'statement:adviser-fee-open',
  ])
  expect([...references(draft).keys()]).toEqual(['country:KE', 'country:RW', 'topic:fisheries'])
})

test('the seed article is read without its text, and says of Rwanda’s talks what it says', async () => {
  const draft = await readDataset('seeds/us-rwanda-migration-talks')
  const statuses = draft.claims.filter(
    ({ subject, predicate }) => subject === 'negotiation:us-rwanda-migration-talks' && predicate === 'status',
  )
  expect(statuses.map(({ value, validOn }) => [value, validOn])).toEqual([
    ['PRELIMINARY', '2025-05-05'],
    ['ONGOING', '2025-05-05'],
  ])
  const evidence = new Set(draft.passages.map(({ id }) => id))
  for (const fact of draft.claims)
    expect(fact.evidence.every((id) => evidence.has(id)) && fact.evidence.length > 0).toBe(true)
})
