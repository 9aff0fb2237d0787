import { ask, resultOf, worldDatabase } from '../world.js'

beforeAll(worldDatabase, 300_000)

/** The ids of all entries of a root list that a filter lets through, in their order. */
async function found(list: string, filter: Record<string, unknown> | null): Promise<string[]> {
  const type = { ...types }[list]!
  const { answer } = await ask(
    `query ($filter: ${type}) { answer: ${list}(filter: $filter, first: 250) { totalCount edges { node { id } } } }`,
    { filter },
  )
  const { totalCount, edges } = answer as { totalCount: number; edges: { node: { id: string } }[] }
  expect(totalCount).toBe(edges.length)
  return edges.map(({ node }) => node.id)
}

const types: Record<string, string> = {
  actors: 'ActorFilter',
  agreements: 'AgreementFilter',
  claims: 'ClaimFilter',
  countries: 'CountryFilter',
  documents: 'DocumentFilter',
  events: 'EventFilter',
  negotiations: 'NegotiationFilter',
  officials: 'OfficialFilter',
  statements: 'StatementFilter',
  topics: 'TopicFilter',
}

const fishTalks = 'negotiation:fish-talks'
const lakeProcess = 'negotiation:lake-process'
const waterTalks = 'negotiation:water-talks'
const fishPact = 'agreement:fish-pact'
const memorandum = 'agreement:lake-memorandum'
const shorePact = 'agreement:shore-pact'
const protocol = 'agreement:shore-protocol'
const everyAgreement = [fishPact, memorandum, shorePact, protocol]

describe('ids', () => {
  test('any finds what has at least one of them, all what has every one, none what has not one', async () => {
    const parties = (filter: object) => found('agreements', { parties: filter })
    expect(await parties({ any: ['country:KE', 'country:UG'] })).toEqual([fishPact, shorePact])
    expect(await parties({ all: ['country:KE', 'country:RW'] })).toEqual([fishPact, shorePact])
    expect(await parties({ all: ['country:KE', 'organization:kenyan-government'] })).toEqual([fishPact])
    expect(await parties({ all: ['country:KE', 'country:UG'] })).toEqual([])
    expect(await parties({ none: ['organization:kenyan-government'] })).toEqual([memorandum, shorePact, protocol])
    expect(await parties({ any: ['country:KE'], none: ['organization:kenyan-government'] })).toEqual([shorePact])
    expect(await parties({ any: ['country:nowhere'] })).toEqual([])
    expect(await parties({ none: ['country:nowhere'] })).toEqual(everyAgreement)
  })

  test('an empty list of any matches nothing, of all and of none everything, and what is null is no condition', async () => {
    const parties = (filter: object | null) => found('agreements', { parties: filter })
    expect(await parties({ any: [] })).toEqual([])
    expect(await parties({ all: [] })).toEqual(everyAgreement)
    expect(await parties({ none: [] })).toEqual(everyAgreement)
    expect(await parties({ any: [], all: ['country:KE'] })).toEqual([])
    expect(await parties({ any: null, all: null, none: null })).toEqual(everyAgreement)
    expect(await parties({})).toEqual(everyAgreement)
    expect(await parties(null)).toEqual(everyAgreement)
    expect(await found('agreements', null)).toEqual(everyAgreement)
  })

  test('an id that stands twice in a list changes nothing', async () => {
    expect(await found('agreements', { parties: { all: ['country:KE', 'country:KE'] } })).toEqual([fishPact, shorePact])
    expect(await found('agreements', { id: { any: [fishPact, fishPact] } })).toEqual([fishPact])
  })

  test('parties are who negotiates, participants whoever sat at the table', async () => {
    expect(await found('negotiations', { parties: { any: ['country:UG'] } })).toEqual([])
    expect(await found('negotiations', { participants: { any: ['country:UG'] } })).toEqual([fishTalks])
    expect(await found('negotiations', { participants: { all: ['country:UG', 'official:paul-mugabo'] } })).toEqual([
      fishTalks,
    ])
    expect(await found('negotiations', { participants: { none: ['country:UG'] } })).toEqual([lakeProcess])
  })

  test('a country for which another acted is left out with derived false, in any, all and none', async () => {
    const parties = (filter: object) => found('negotiations', { parties: filter })
    expect(await parties({ any: ['country:KE'] })).toEqual([fishTalks])
    expect(await parties({ any: ['country:KE'], derived: true })).toEqual([fishTalks])
    expect(await parties({ any: ['country:KE'], derived: null })).toEqual([fishTalks])
    expect(await parties({ any: ['country:KE'], derived: false })).toEqual([])
    expect(await parties({ all: ['country:KE', 'country:RW'], derived: false })).toEqual([])
    expect(await parties({ any: ['organization:kenyan-government'], derived: false })).toEqual([fishTalks])
    expect(await parties({ none: ['country:KE'] })).toEqual([lakeProcess])
    expect(await parties({ none: ['country:KE'], derived: false })).toEqual([fishTalks, lakeProcess])
    expect(await parties({ derived: false })).toEqual([fishTalks, lakeProcess])
    const agreements = (filter: object) => found('agreements', { parties: filter })
    expect(await agreements({ any: ['country:KE'], derived: false })).toEqual([shorePact])
  })

  test('a topic stands for its narrower ones, of negotiations, agreements and statements', async () => {
    expect(await found('negotiations', { topics: { any: ['topic:environment'] } })).toEqual([fishTalks])
    expect(await found('negotiations', { topics: { any: ['topic:water'] } })).toEqual([])
    expect(await found('agreements', { topics: { any: ['topic:environment'] } })).toEqual([fishPact])
    expect(await found('agreements', { topics: { none: ['topic:environment'] } })).toEqual([
      memorandum,
      shorePact,
      protocol,
    ])
    expect(await found('statements', { about: { any: ['topic:environment'] } })).toEqual([
      'statement:doe-good-start',
      'statement:doe-pond',
    ])
    expect(await found('statements', { about: { all: ['topic:fisheries', fishTalks] } })).toEqual([
      'statement:doe-good-start',
    ])
    expect(await found('topics', { broader: { any: ['topic:environment'] } })).toEqual([
      'topic:fisheries',
      'topic:water',
    ])
  })

  test('several lists of ids must all hold, whichever of them the list starts from', async () => {
    const filter = { topics: { any: ['topic:fisheries'] }, parties: { all: ['country:RW'] } }
    expect(await found('agreements', filter)).toEqual([fishPact])
    const [parties, topics] = Object.entries(filter).reverse()
    expect(await found('agreements', Object.fromEntries([parties!, topics!]))).toEqual([fishPact])
    expect(await found('agreements', { ...filter, parties: { all: ['country:UG'] } })).toEqual([])
  })
})

describe('values', () => {
  test('any finds one of them, none leaves them out, and what is not known is none of them', async () => {
    const status = (filter: object) => found('agreements', { status: filter })
    expect(await status({ any: ['IN_FORCE', 'TERMINATED'] })).toEqual([fishPact, shorePact])
    expect(await status({ none: ['IN_FORCE'] })).toEqual([memorandum, shorePact, protocol])
    expect(await status({ any: ['IN_FORCE'], none: ['IN_FORCE'] })).toEqual([])
    expect(await status({ any: [] })).toEqual([])
    expect(await status({ none: [] })).toEqual(everyAgreement)
    expect(await status({ any: null, none: null })).toEqual(everyAgreement)
  })

  test('ids and enums are looked for alike', async () => {
    expect(await found('agreements', { id: { any: [memorandum, 'agreement:nowhere'] } })).toEqual([memorandum])
    expect(await found('agreements', { id: { none: [memorandum] }, kind: { any: ['TREATY', 'MEMORANDUM'] } })).toEqual([
      fishPact,
      shorePact,
    ])
    expect(await found('actors', { id: { any: ['group:lake-herald--police', 'country:UG'] } })).toEqual([
      'group:lake-herald--police',
      'country:UG',
    ])
    expect(await found('events', { plover: { any: ['COERCE', 'CONSULT'] } })).toEqual([
      'event:boats-seized',
      'event:first-round',
    ])
  })

  test('a value that is no member of the enum is refused before anything runs', async () => {
    const { data, errors } = await resultOf('{ agreements(filter: { status: { any: [ONGOING] } }) { totalCount } }')
    expect(data).toBeUndefined()
    expect(errors!.map(({ message }) => message)).toEqual(['Value "ONGOING" does not exist in "AgreementStatus" enum.'])
  })
})

describe('is', () => {
  test('holds a text or a boolean against the whole value, case and all', async () => {
    expect(await found('officials', { anonymous: true })).toEqual(['official:lake-herald--officer'])
    expect(await found('officials', { anonymous: false })).toEqual(['official:jane-doe', 'official:paul-mugabo'])
    expect(await found('actors', { name: 'Kenya' })).toEqual(['country:KE'])
    expect(await found('actors', { name: 'kenya' })).toEqual([])
    expect(await found('countries', { region: 'Africa', subregion: 'Eastern Africa' })).toEqual([
      'country:KE',
      'country:RW',
      'country:UG',
    ])
  })

  test('a value that is not known equals nothing, and its opposite holds', async () => {
    expect(await found('countries', { not: { region: 'Africa' } })).toEqual(['country:x-lake-kingdom'])
    expect(await found('agreements', { binding: false })).toEqual([])
    expect(await found('agreements', { not: { binding: false } })).toEqual(everyAgreement)
  })
})

describe('dates', () => {
  const signed = (from: string | null, to: string | null, match?: string) =>
    found('agreements', { signedOn: { from, to, ...(match && { match }) } })

  test('a range holds what has a day in it, both ends included', async () => {
    expect(await signed('2025-06-01', '2025-06-01')).toEqual([fishPact, protocol])
    expect(await signed('2025-06-02', null)).toEqual([protocol])
    expect(await signed(null, '1998')).toEqual([shorePact])
    expect(await signed('1998-12-31', '1998-12-31')).toEqual([shorePact])
    expect(await signed('1999', '2004')).toEqual([])
    expect(await signed('1998', '2025-05')).toEqual([shorePact, protocol])
  })

  test('POSSIBLE takes a date that may lie in the range, CERTAIN only one that must', async () => {
    expect(await signed('1998-03', '1998-04')).toEqual([shorePact])
    expect(await signed('1998-03', '1998-04', 'POSSIBLE')).toEqual([shorePact])
    expect(await signed('1998-03', '1998-04', 'CERTAIN')).toEqual([])
    expect(await signed('1998', '1998', 'CERTAIN')).toEqual([shorePact])
    expect(await signed('2005', '2030', 'CERTAIN')).toEqual([fishPact])
    // An end left out asks nothing of what it is the end of: the protocol was signed in 2005 or later.
    expect(await signed('2005', null, 'CERTAIN')).toEqual([fishPact, protocol])
  })

  test('an interval is a span of days it can mean, an open side of it all days on that side', async () => {
    const force = (from: string, to: string, match: string) => found('agreements', { inForceOn: { from, to, match } })
    expect(await force('2000', '2000', 'POSSIBLE')).toEqual([shorePact])
    expect(await force('2000', '2000', 'CERTAIN')).toEqual([])
    expect(await force('1999', '2001', 'CERTAIN')).toEqual([shorePact])
    expect(await signed('2100', null)).toEqual([protocol])
  })

  test('the ends of a range may be imprecise too: from its first day, to its last', async () => {
    expect(await signed('2025-06', '2025-06')).toEqual([fishPact, protocol])
    expect(await signed('1998/2000', '2003/2004')).toEqual([shorePact])
    expect(await signed('../2000', '../2000')).toEqual([shorePact])
    expect(await signed('2025-06-01/..', null)).toEqual([fishPact, protocol])
  })

  test('a date that is not known matches no range, and a range without ends is no condition', async () => {
    expect(await signed('0001', '9999')).toEqual([fishPact, shorePact, protocol])
    expect(await signed(null, null)).toEqual(everyAgreement)
    expect(await signed(null, null, 'CERTAIN')).toEqual(everyAgreement)
    expect(await found('agreements', { not: { signedOn: { from: '0001', to: '9999' } } })).toEqual([memorandum])
    expect(await found('statements', { madeOn: { from: '2025' } })).toEqual([
      'statement:doe-good-start',
      'statement:mugabo-hopes',
    ])
    expect(await found('statements', { not: { madeOn: { from: '2025' } } })).toEqual([
      'statement:doe-pond',
      'statement:mugabo-denies-deal',
      'statement:officer-boats',
      'statement:party-sell-out',
    ])
  })

  test('what is no date is refused with the way to write one', async () => {
    const { errors } = await resultOf(
      'query ($from: PartialDate) { agreements(filter: { signedOn: { from: $from } }) { totalCount } }',
      { from: '2025-13' },
    )
    expect(errors!.map(({ message }) => message)).toEqual([
      'Variable "$from" got invalid value "2025-13"; Expected type "PartialDate". "2025-13" is not a date: there is no month 13.',
    ])
  })
})

describe('states on a day', () => {
  const inForce = (date: string) => found('agreements', { inForceAsOf: date })
  const open = (date: string) => found('negotiations', { openAsOf: date })

  test('an agreement is in force from the first day it may be until an event ended it, any day of the date doing', async () => {
    expect(await inForce('1998')).toEqual([])
    expect(await inForce('1999')).toEqual([shorePact])
    expect(await inForce('2025')).toEqual([fishPact, shorePact])
    expect(await inForce('2025-06-01')).toEqual([shorePact])
    expect(await inForce('2025-06-02')).toEqual([])
    expect(await inForce('2025-06-09')).toEqual([fishPact])
    expect(await inForce('2025-06-02/2025-06-10')).toEqual([fishPact])
    expect(await inForce('2030/..')).toEqual([fishPact])
  })

  test('talks are open from their first possible day until they ended, any day of the date doing', async () => {
    expect(await open('2025-04-30')).toEqual([])
    expect(await open('2025-05-01')).toEqual([fishTalks])
    expect(await open('2025')).toEqual([fishTalks])
    expect(await open('2025-06-01')).toEqual([fishTalks])
    // Concluded the day before; and of the lake process neither bound is known.
    expect(await open('2025-06-02')).toEqual([])
  })

  test('on the list of one country its own dates count too, and not those of the others', async () => {
    const { country } = await ask(`{ country(code: "KE") {
      in2000: agreements(filter: { inForceAsOf: "2000" }) { edges { node { id } } }
      in2026: agreements(filter: { inForceAsOf: "2026", parties: { all: ["country:RW"] } }) { totalCount }
      not2026: agreements(filter: { not: { inForceAsOf: "2026" } }) { edges { node { id } } }
    } }`)
    expect(country).toEqual({
      in2000: { edges: [{ node: { id: shorePact } }] },
      in2026: { totalCount: 1 },
      not2026: { edges: [{ node: { id: shorePact } }] },
    })
  })
})

describe('things near by', () => {
  test('must be as their own filter says, at least one of them', async () => {
    expect(await found('negotiations', { withParticipant: { name: 'Jane Doe' } })).toEqual([fishTalks])
    expect(await found('negotiations', { withParticipant: { name: 'Nobody' } })).toEqual([])
    expect(await found('agreements', { withEvent: { kind: { any: ['WITHDRAWAL'] }, on: { from: '2025' } } })).toEqual([
      shorePact,
    ])
    expect(await found('agreements', { withStatement: { stance: { any: ['OPPOSE'] } } })).toEqual([fishPact])
    expect(await found('agreements', { withTerm: { givenBy: { any: ['country:RW'] } } })).toEqual([fishPact])
    expect(await found('negotiations', { withAgreement: {} })).toEqual([fishTalks])
    expect(await found('negotiations', { not: { withAgreement: {} } })).toEqual([lakeProcess])
  })

  test('nest: talks that led to an agreement which came of such talks', async () => {
    const filter = { withAgreement: { withNegotiation: { withParticipant: { id: { any: ['country:UG'] } } } } }
    expect(await found('negotiations', filter)).toEqual([fishTalks])
    expect(await found('negotiations', { withAgreement: { withNegotiation: { id: { any: [waterTalks] } } } })).toEqual(
      [],
    )
  })

  test('keep the silence of their own list: talks only considered do not count unless named', async () => {
    expect(await found('agreements', { withNegotiation: {} })).toEqual([fishPact])
    expect(await found('agreements', { withNegotiation: { status: { any: ['CONSIDERED'] } } })).toEqual([])
  })
})

describe('and, or, not', () => {
  test('hold as they do in logic, an empty and being true and an empty or false', async () => {
    expect(await found('agreements', { and: [] })).toEqual(everyAgreement)
    expect(await found('agreements', { or: [] })).toEqual([])
    expect(await found('agreements', { and: [{}] })).toEqual(everyAgreement)
    expect(await found('agreements', { or: [{}] })).toEqual(everyAgreement)
    expect(await found('agreements', { not: {} })).toEqual([])
    expect(await found('agreements', { not: { or: [] } })).toEqual(everyAgreement)
    expect(await found('agreements', { and: null, or: null, not: null })).toEqual(everyAgreement)
  })

  test('nest in one another and stand beside plain conditions, which must hold as well', async () => {
    const treaty = { kind: { any: ['TREATY'] } }
    const old = { signedOn: { to: '2000' } }
    const protocols = { kind: { any: ['PROTOCOL'] } }
    expect(await found('agreements', { or: [old, protocols] })).toEqual([shorePact, protocol])
    expect(await found('agreements', { ...treaty, or: [old, protocols] })).toEqual([shorePact])
    expect(await found('agreements', { and: [treaty, { not: old }] })).toEqual([fishPact])
    expect(await found('agreements', { not: { or: [old, protocols] } })).toEqual([fishPact, memorandum])
    expect(await found('agreements', { not: { and: [treaty, old] } })).toEqual([fishPact, memorandum, protocol])
    expect(await found('agreements', { not: { not: treaty } })).toEqual([fishPact, shorePact])
    expect(await found('agreements', { or: [{ and: [treaty, { not: old }] }, { or: [protocols] }] })).toEqual([
      fishPact,
      protocol,
    ])
  })

  test('or within one branch does not leak into the conditions beside it', async () => {
    const either = { or: [{ kind: { any: ['MEMORANDUM'] } }, { kind: { any: ['PROTOCOL'] } }] }
    expect(
      await found('agreements', { ...either, parties: { none: ['country:KE'] }, signedOn: { from: '2000' } }),
    ).toEqual([protocol])
    expect(await found('agreements', { and: [either, { id: { none: [protocol] } }] })).toEqual([memorandum])
    expect(await found('agreements', { inForceAsOf: '2025', or: [{ kind: { any: ['MEMORANDUM'] } }] })).toEqual([])
  })

  test('what is unknown makes a condition fail and its opposite hold', async () => {
    const after2000 = { inForceOn: { from: '2002' } }
    expect(await found('agreements', after2000)).toEqual([fishPact])
    expect(await found('agreements', { not: after2000 })).toEqual([memorandum, shorePact, protocol])
    expect(await found('agreements', { not: { inForceAsOf: '2025-07' } })).toEqual([memorandum, shorePact, protocol])
    expect(await found('agreements', { or: [{ status: { any: ['IN_FORCE'] } }, { not: after2000 }] })).toEqual(
      everyAgreement,
    )
  })
})

describe('what is left out unless named', () => {
  test('talks only considered are not in the list, the count or the facets', async () => {
    expect(await found('negotiations', null)).toEqual([fishTalks, lakeProcess])
    expect(await found('negotiations', {})).toEqual([fishTalks, lakeProcess])
    expect(await found('negotiations', { id: { any: [waterTalks] } })).toEqual([])
    expect(await found('negotiations', { participants: { any: ['country:UG'] } })).toEqual([fishTalks])
    expect(await found('negotiations', { status: { none: ['ONGOING'] } })).toEqual([fishTalks])
    const { negotiations } = await ask('{ negotiations { totalCount facets { statuses { value count } } } }')
    expect(negotiations).toEqual({
      totalCount: 2,
      facets: {
        statuses: [
          { value: 'CONCLUDED', count: 1 },
          { value: 'ONGOING', count: 1 },
        ],
      },
    })
  })

  test('naming the status brings them in, also from inside and, or and not', async () => {
    const named = { status: { any: ['CONSIDERED'] } }
    expect(await found('negotiations', named)).toEqual([waterTalks])
    expect(await found('negotiations', { and: [named] })).toEqual([waterTalks])
    expect(await found('negotiations', { or: [named, { status: { any: ['ONGOING'] } }] })).toEqual([
      lakeProcess,
      waterTalks,
    ])
    expect(await found('negotiations', { and: [{ or: [named] }], participants: { any: ['country:UG'] } })).toEqual([
      waterTalks,
    ])
    expect(await found('negotiations', { not: named })).toEqual([fishTalks, lakeProcess])
  })

  test('a connection of a node leaves them out as the root list does, and a look-up does not', async () => {
    const { country, negotiation } = await ask(`{
      country(code: "UG") {
        talks: negotiations { totalCount edges { node { id } } }
        parts: participations { edges { role node { id } } }
        considered: participations(filter: { status: { any: [CONSIDERED] } }) { edges { role node { id } } }
      }
      negotiation(id: "${waterTalks}") { status }
    }`)
    expect(country).toEqual({
      talks: { totalCount: 1, edges: [{ node: { id: fishTalks } }] },
      parts: { edges: [{ role: 'HOST', node: { id: fishTalks } }] },
      considered: { edges: [{ role: 'PROSPECTIVE', node: { id: waterTalks } }] },
    })
    expect(negotiation).toEqual({ status: 'CONSIDERED' })
  })

  test('claims that no longer stand are found only when asked for', async () => {
    const status = (more: object) =>
      found('claims', { predicate: { any: ['status'] }, subject: { any: [fishPact] }, ...more })
    const standing = await status({})
    expect(standing).toHaveLength(2)
    expect(await status({ standing: true })).toEqual(standing)
    const fallen = await status({ standing: false })
    expect(fallen).toHaveLength(1)
    expect(standing).not.toContain(fallen[0])
    expect(await status({ or: [{ standing: false }, { standing: true }] })).toEqual([...standing, ...fallen].sort())
    const { claim } = await ask(
      `{ claim(id: "${fallen[0]}") { value standing recordedTo evidence { document { status } } } }`,
    )
    expect(claim).toMatchObject({
      value: 'SCRAPPED',
      standing: false,
      evidence: [{ document: { status: 'RETRACTED' } }],
    })
  })
})

test('null for a whole filter, a condition or one of its parts is the same as leaving it out', async () => {
  const query = `query ($filter: NegotiationFilter, $ids: [ID!], $date: PartialDate) {
    a: negotiations(filter: $filter) { totalCount }
    b: negotiations(filter: { topics: { any: $ids }, openAsOf: $date, startedOn: { from: $date, to: $date } }) { totalCount }
  }`
  const both = { a: { totalCount: 2 }, b: { totalCount: 2 } }
  expect(await ask(query)).toEqual(both)
  expect(await ask(query, { filter: null, ids: null, date: null })).toEqual(both)
  expect(await ask(query, { filter: { topics: null, or: null }, ids: ['topic:water'] })).toEqual({
    a: { totalCount: 2 },
    b: { totalCount: 0 },
  })
})
