/** Draws the same every time, so that a seed alone names an operation and what it is asked of. */
let state = 8
function upTo(most: number): number {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
  return Math.floor((state / 2_147_483_648) * (most + 1))
}
const one = <Thing>(things: readonly Thing[]): Thing => things[upTo(things.length - 1)]!
const some = <Thing>(things: readonly Thing[], most: number): Thing[] => [
  ...new Set(Array.from({ length: things.length === 0 ? 0 : upTo(most) }, () => one(things))),
]
const perhaps = <Thing>(make: () => Thing): Thing | undefined => (upTo(2) > 0 ? make() : undefined)
const several = <Thing>(kind: string, many: number, make: (at: number) => Thing): Record<string, Thing> =>
  Object.fromEntries(Array.from({ length: many }, (_, at) => [`${kind}-${at}`, make(at)]))

const early = ['2019', '2020-02', '2020-02-29', '../2021', '2021/2022', '2021-12-31']
const late = ['2023', '2023-03', '2024-02-29', '2024-05/2024-07', '2024/..', '2025']
const days = [...early, ...late]
/** A beginning and an end, each of which may not be known. */
const span = (from: string, to: string) => ({ [from]: perhaps(() => one(early)), [to]: perhaps(() => one(late)) })

// Names that differ in case or accents alone, or begin alike.
const names = ['Ámbar', 'ambar', 'Amb', 'Amb er', 'Zürich talks', 'zurich', 'Œuvre', "d'Or"]
const countries = ['country:KE', 'country:RW', 'country:UG']
const ids = (section: string, kind: string, many: number) =>
  Array.from({ length: many }, (_, at) => `${section}:${kind}-${at}`)
const bodies = ids('organization', 'body', 6)
const people = ids('official', 'person', 5)
const crowds = ids('group', 'crowd', 3)
const actors = [...countries, ...bodies, ...people, ...crowds]
const topics = ids('topic', 'matter', 5)
const talks = ids('negotiation', 'talks', 9)
const pacts = ids('agreement', 'pact', 9)
const terms = ids('term', 'term', 4)
const happenings = ids('event', 'happening', 12)

const part = (roles: string[]) => ({ node: one(actors), role: one(roles) })
const distinct = <Thing extends { node: string }>(parts: Thing[]): Thing[] => [
  ...new Map(parts.map((each) => [each.node, each])).values(),
]

/**
 * A fact file in which much is left to chance: dates of every form, bounds that are not known, offices at once and one
 * after another, talks within talks, topics within topics, names that are nearly alike. It goes with the world of
 * test/world, whose countries it knows.
 */
export function crowd(): string {
  state = 8
  const facts = {
    document: { id: 'crowd', title: 'What the crowd says', kind: 'OTHER', publishedOn: '2025-07', length: 2000 },
    passages: Object.fromEntries(
      ['one', 'two', 'three'].map((name, at) => [
        name,
        { start: at * 20, end: at * 20 + 8 + name.length, text: `Chapter ${name}` },
      ]),
    ),
    redirects: [{ id: 'organization:old-body', survivor: bodies[0], reason: 'Two names of one.' }],
    topics: several('matter', 5, (at) => ({
      label: one(names),
      broader: some(topics.slice(0, at), 2),
      evidence: 'one',
    })),
    organizations: several('body', 6, () => ({
      name: one(names),
      kind: one(['GOVERNMENT', 'MINISTRY', 'PARTY', 'MEDIA', 'COURT']),
      belongsTo: perhaps(() => one(countries)),
      memberships: some([...bodies.slice(0, 2), 'organization:lake-union'], 2).map((node) => ({
        node,
        ...span('from', 'to'),
      })),
      evidence: 'one',
    })),
    groups: several('crowd', 3, () => ({
      name: one(names),
      sector: one(['GOV', 'COP', 'CVL', 'OPP']),
      belongsTo: perhaps(() => one(countries)),
      evidence: 'one',
    })),
    officials: several('person', 5, () => ({
      name: one(names),
      offices: distinct(
        Array.from({ length: upTo(3) }, () => ({
          node: one([...countries, ...bodies]),
          title: one(['minister', 'foreign minister']),
          office: one(['FOREIGN_MINISTER', 'MINISTER', 'SPOKESPERSON']),
          ...(upTo(1) > 0 ? span('from', 'to') : {}),
          attestedOn: some(['2020', '2022-06', '2024-02-29', '2025-01/2025-02'], 2),
          evidence: one(['one', 'two']),
        })),
      ),
      evidence: 'one',
    })),
    terms: several('term', 4, () => ({
      text: one(names),
      kind: one(['MONEY', 'TRADE']),
      status: perhaps(() => one(['PROPOSED', 'AGREED'])),
      givenBy: some(actors, 2),
      givenTo: some(actors, 2),
      evidence: 'two',
    })),
    negotiations: several('talks', 9, (at) => ({
      title: one(names),
      status: one(['CONSIDERED', 'PROPOSED', 'ONGOING', 'CONCLUDED']),
      ...span('startedOn', 'endedOn'),
      participants: distinct(
        Array.from({ length: upTo(5) }, () => part(['PARTY', 'PARTY', 'NEGOTIATOR', 'HOST', 'MEDIATOR'])),
      ),
      topics: some(topics, 2),
      terms: some(terms, 2),
      agreements: some(pacts, 2),
      partOf: some(talks.slice(0, at), 1),
      evidence: one(['one', 'two']),
    })),
    agreements: several('pact', 9, (at) => ({
      title: one(names),
      kind: one(['TREATY', 'PROTOCOL', 'OTHER']),
      status: perhaps(() => one(['SIGNED', 'IN_FORCE', 'TERMINATED'])),
      signedOn: perhaps(() => one(early)),
      ...span('inForceOn', 'endedOn'),
      parties: distinct(
        Array.from({ length: upTo(4) }, () => ({
          ...part(['PARTY', 'SIGNATORY', 'DEPOSITARY']),
          ...span('inForceOn', 'withdrewOn'),
        })),
      ),
      topics: some(topics, 2),
      terms: some(terms, 1),
      amends: some(pacts.slice(0, at), 1),
      replaces: some(pacts.slice(0, at), 1),
      modelledOn: some(pacts.slice(0, at), 1),
      evidence: one(['one', 'two']),
    })),
    events: several('happening', 12, (at) => ({
      kind: one(['TALKS', 'SIGNATURE', 'OTHER']),
      plover: perhaps(() => one(['CONSULT', 'COERCE'])),
      on: perhaps(() => one(days)),
      summary: 'It happened.',
      initiators: some(actors, 2),
      targets: some(actors, 2),
      partOf: [
        ...some(talks, 1).map((node) => ({
          node,
          statusAfter: perhaps(() => one(['ONGOING', 'CONCLUDED', 'COLLAPSED'])),
        })),
        ...some(pacts, 1).map((node) => ({
          node,
          statusAfter: perhaps(() => one(['IN_FORCE', 'TERMINATED', 'SCRAPPED'])),
        })),
      ],
      followed: some(happenings.slice(0, at), 1).map((node) => ({ node, relation: one(['AFTER', 'RESPONSE']) })),
      evidence: 'three',
    })),
    statements: several('word', 14, () => ({
      speaker: one(actors),
      text: one(names),
      kind: one(['QUOTE', 'PARAPHRASE']),
      act: perhaps(() => one(['OFFER', 'DENY'])),
      stance: perhaps(() => one(['SUPPORT', 'OPPOSE'])),
      madeOn: perhaps(() => one(days)),
      addressedTo: some(actors, 2),
      about: some([...actors, ...talks, ...pacts, ...happenings, ...topics], 3),
      reportedBy: some(bodies, 1),
      evidence: one(['one', 'two', 'three']),
    })),
  }
  return JSON.stringify(
    facts,
    (_, value: unknown) => (Array.isArray(value) && value.length === 0 ? undefined : value),
    1,
  )
}
