import type { Database } from '../../src/database/connect.js'
import { emptyDatabase } from '../database.js'
import { long } from '../long.js'
import { ask, clientOf, resultOf, worldDatabase } from '../world.js'

// What descriptions say where it could surprise, each with the world's answer.

beforeAll(worldDatabase, 300_000)

const list = (...ids: string[]) => ({ edges: ids.map((id) => ({ node: { id } })) })

describe('counterparts', () => {
  interface Entry {
    node: { id: string }
    negotiationCount: number
    agreementCount: number
    statementCount: number
  }

  /** With whom an actor dealt: id, then how many negotiations, agreements and statements. */
  async function counterparts(id: string, filter: object | null = null) {
    const { node } = await ask(
      `query ($id: ID!, $filter: CounterpartFilter) { node(id: $id) { ... on Actor {
        counterparts(filter: $filter) { totalCount edges { node { id } negotiationCount agreementCount statementCount } }
      } } }`,
      { id, filter },
    )
    const { totalCount, edges } = (node as { counterparts: { totalCount: number; edges: Entry[] } }).counterparts
    expect(totalCount).toBe(edges.length)
    return edges.map((each) => [each.node.id, each.negotiationCount, each.agreementCount, each.statementCount])
  }

  test('are who shares talks or an agreement with an actor, or is spoken to or about, most dealings first', async () => {
    expect(await counterparts('country:KE')).toEqual([
      ['country:RW', 1, 2, 1],
      // Told by Kenya's minister that it was a good start; and he spoke about Kenya.
      ['official:paul-mugabo', 0, 0, 2],
    ])
  })

  test('are never those of the own side: not a country’s government, not the country of a government', async () => {
    expect(await counterparts('organization:kenyan-government')).toEqual([['country:RW', 1, 1, 0]])
    expect(await counterparts('country:RW')).toEqual([
      ['country:KE', 1, 2, 1],
      ['organization:kenyan-government', 1, 1, 0],
    ])
  })

  test('do not come of hosting, of agreements spoken about, or of being told something alone', async () => {
    expect(await counterparts('country:UG')).toEqual([])
    expect(await counterparts('organization:fish-party')).toEqual([])
    // Mugabo was told a good start by Doe and spoke about Kenya: hers counts for Kenya, which he answered.
    expect(await counterparts('official:paul-mugabo')).toEqual([['country:KE', 0, 0, 2]])
    expect(await counterparts('official:jane-doe')).toEqual([['official:paul-mugabo', 0, 0, 1]])
  })

  test('come with the talks and agreements that are shared', async () => {
    expect(
      await ask(`{ country(code: "KE") { counterparts(first: 1) { edges {
        negotiations { totalCount edges { node { id } } }
        agreements { totalCount edges { node { id } } }
      } } } }`),
    ).toEqual({
      country: {
        counterparts: {
          edges: [
            {
              negotiations: { totalCount: 1, ...list('negotiation:fish-talks') },
              agreements: { totalCount: 2, ...list('agreement:shore-pact', 'agreement:fish-pact') },
            },
          ],
        },
      },
    })
  })

  test('during a range are those of dealings in it: talks and agreements from their beginning on, statements of its days', async () => {
    const during = (from: string, to: string, match?: string) =>
      counterparts('country:RW', { during: { from, to, ...(match && { match }) }, types: ['COUNTRY'] })
    expect(await during('1990', '1997')).toEqual([])
    expect(await during('1997', '1998')).toEqual([['country:KE', 0, 1, 0]])
    expect(await during('2010', '2010')).toEqual([['country:KE', 0, 1, 0]])
    expect(await during('2025-05-10', '2025-05-20')).toEqual([['country:KE', 1, 1, 0]])
    // Nothing of it is known to lie wholly within: no end is known of talks or agreements.
    expect(await during('2025-05', '2025-06', 'CERTAIN')).toEqual([])
  })

  test('during a range after an event ended talks or an agreement no longer count those', async () => {
    expect(await counterparts('country:RW', { during: { from: '2030' }, types: ['COUNTRY'] })).toEqual([
      ['country:KE', 0, 1, 0],
    ])
  })

  test('on a topic are those of dealings on it or something narrower, and of some kinds only those', async () => {
    expect(await counterparts('country:RW', { topics: { any: ['topic:environment'] } })).toEqual([
      ['country:KE', 1, 1, 0],
      ['organization:kenyan-government', 1, 1, 0],
    ])
    expect(await counterparts('country:RW', { topics: { none: ['topic:fisheries'] } })).toEqual([
      ['country:KE', 0, 1, 1],
    ])
    expect(await counterparts('country:RW', { topics: { any: [] } })).toEqual([])
    expect(await counterparts('country:RW', { topics: { all: [] } })).toEqual(await counterparts('country:RW'))
    expect(await counterparts('country:RW', { types: ['ORGANIZATION'] })).toEqual([
      ['organization:kenyan-government', 1, 1, 0],
    ])
    expect(await counterparts('country:RW', { types: [] })).toEqual([])
  })
})

describe('as of a date', () => {
  test('inForceAsOf of a year finds what was in force on at least one day of it', async () => {
    expect(await ask('{ agreements(filter: { inForceAsOf: "2025" }) { totalCount edges { node { id } } } }')).toEqual({
      agreements: { totalCount: 2, ...list('agreement:fish-pact', 'agreement:shore-pact') },
    })
  })

  test('a status as of a date is the one its last dated event brought about, of a month or year by its last day', async () => {
    expect(
      await ask(`{
        negotiation(id: "negotiation:fish-talks") {
          before: statusAsOf(date: "2025-05-04") then: statusAsOf(date: "2025-05-05") may: statusAsOf(date: "2025-05")
          june: statusAsOf(date: "2025-06-02") year: statusAsOf(date: "2025") status
        }
        agreement(id: "agreement:fish-pact") {
          may: statusAsOf(date: "2025-05") signed: statusAsOf(date: "2025-06-08") force: statusAsOf(date: "2025-06-09")
        }
        undated: agreement(id: "agreement:lake-memorandum") { statusAsOf(date: "2030") status }
      }`),
    ).toEqual({
      negotiation: {
        before: null,
        then: 'ONGOING',
        may: 'ONGOING',
        june: 'CONCLUDED',
        year: 'CONCLUDED',
        // The walkout would have suspended the talks, but nobody says when.
        status: 'CONCLUDED',
      },
      agreement: { may: null, signed: 'SIGNED', force: 'IN_FORCE' },
      undated: { statusAsOf: null, status: null },
    })
  })

  test('a membership stands between its bounds, and on where its end is not known', async () => {
    expect(
      await ask(`{ organization(id: "organization:lake-union") {
        ever: members { edges { from to node { id } } }
        in2011: members(asOf: "2011") { edges { node { id } } } in2020: members(asOf: "2020-06") { edges { node { id } } }
        in2021: members(asOf: "2021") { edges { node { id } } }
      } country(code: "KE") { memberships(asOf: "2012") { edges { role node { id } } } } }`),
    ).toEqual({
      organization: {
        ever: {
          edges: [
            { from: '2012', to: '2020', node: { id: 'country:KE' } },
            { from: '2010', to: null, node: { id: 'country:RW' } },
          ],
        },
        in2011: list('country:RW'),
        in2020: list('country:KE', 'country:RW'),
        in2021: list('country:RW'),
      },
      country: { memberships: { edges: [{ role: 'member', node: { id: 'organization:lake-union' } }] } },
    })
  })
})

describe('officeholders', () => {
  async function holders(code: string, args: string): Promise<unknown> {
    const { country } = await ask(
      `{ country(code: "${code}") { list: officeholders(${args}) { edges { basis node { id } } } } }`,
    )
    return (country as { list: { edges: { basis: string; node: { id: string } }[] } }).list.edges.map(
      ({ basis, node }) => [node.id, basis],
    )
  }
  const minister = (asOf: string) => holders('RW', `office: FOREIGN_MINISTER, asOf: "${asOf}"`)

  test('are WITHIN_TENURE where known bounds contain the day, one that is not known being open', async () => {
    expect(await holders('KE', 'asOf: "2018"')).toEqual([])
    expect(await holders('KE', 'asOf: "2020-05"')).toEqual([['official:jane-doe', 'WITHIN_TENURE']])
    expect(await holders('KE', 'asOf: "2022"')).toEqual([])
    expect(await holders('KE', 'asOf: "2030"')).toEqual([['official:jane-doe', 'WITHIN_TENURE']])
  })

  test('are ATTESTED on a day for which a source names the office, also in an organ of the country', async () => {
    expect(await minister('2025-06-02')).toEqual([['official:paul-mugabo', 'ATTESTED']])
    expect(await minister('2025')).toEqual([['official:paul-mugabo', 'ATTESTED']])
  })

  test('are INFERRED within a year of the nearest such day, and beyond it not given', async () => {
    expect(await minister('2024-06-01')).toEqual([])
    expect(await minister('2024-06-02')).toEqual([['official:paul-mugabo', 'INFERRED']])
    expect(await minister('2026-06-02')).toEqual([['official:paul-mugabo', 'INFERRED']])
    expect(await minister('2026-06-03')).toEqual([])
  })

  test('without a day are all ever known, with no basis, two times in one office being two', async () => {
    const { country } = await ask(
      '{ country(code: "KE") { officeholders { edges { number from to basis office of { ... on Node { id } } node { id } } } } }',
    )
    const doe = { basis: null, office: 'FOREIGN_MINISTER', of: { id: 'country:KE' }, node: { id: 'official:jane-doe' } }
    expect(country).toEqual({
      officeholders: {
        edges: [
          { ...doe, number: 1, from: '2019', to: '2021' },
          { ...doe, number: 2, from: '2023', to: null },
        ],
      },
    })
  })

  test('speak in an office they held when they spoke; undated, only in one that their own words’ passage names', async () => {
    const { statements } = await ask(
      '{ statements { edges { node { id madeOn speakerOfficesCount speakerOffices { basis office number of { ... on Node { id } } } } } } }',
    )
    const offices = (statements as { edges: { node: Record<string, unknown> }[] }).edges.map(({ node }) => [
      node.id,
      node.madeOn,
      ...(node.speakerOffices as { basis: string; number: number | null; of: { id: string } }[]).map(
        ({ basis, number, of }) => [of.id, number, basis],
      ),
    ])
    expect(offices).toEqual([
      ['statement:doe-good-start', '2025-05-05', ['country:KE', 2, 'WITHIN_TENURE']],
      ['statement:doe-pond', '2020', ['country:KE', 1, 'WITHIN_TENURE']],
      ['statement:mugabo-denies-deal', null, ['organization:rwandan-foreign-ministry', null, 'ATTESTED']],
      ['statement:mugabo-hopes', '2025-05-05', ['organization:rwandan-foreign-ministry', null, 'INFERRED']],
      ['statement:officer-boats', null, ['country:RW', null, 'ATTESTED']],
      ['statement:party-sell-out', null],
    ])
  })
})

describe('timelines', () => {
  test('of an agreement hold what is part of it and about it, with the status each brought about, undated last', async () => {
    const { agreement } = await ask(
      '{ agreement(id: "agreement:fish-pact") { timeline { edges { on statusAfter node { __typename ... on Node { id } } } } } }',
    )
    expect(agreement).toEqual({
      timeline: {
        edges: [
          { on: '2025-06-01', statusAfter: 'SIGNED', node: { __typename: 'Event', id: 'event:signing' } },
          { on: '2025-06-09', statusAfter: 'IN_FORCE', node: { __typename: 'Event', id: 'event:pact-in-force' } },
          { on: null, statusAfter: null, node: { __typename: 'Statement', id: 'statement:party-sell-out' } },
        ],
      },
    })
  })

  test('of a country hold also what was done and said by who acts for it', async () => {
    const { country } = await ask('{ country(code: "RW") { timeline { edges { node { ... on Node { id } } } } } }')
    expect(country).toEqual({
      timeline: list(
        'agreement:shore-pact',
        'event:boats-seized',
        'event:first-round',
        'agreement:fish-pact',
        'statement:mugabo-denies-deal',
        'statement:officer-boats',
      ),
    })
  })

  test('of a pair hold what is on both, whichever is named first, and of one actor with itself nothing', async () => {
    const both = list(
      'agreement:shore-pact',
      'event:first-round',
      'agreement:fish-pact',
      'statement:mugabo-denies-deal',
    )
    const selected = '{ totalCount edges { node { ... on Node { id } } } }'
    expect(
      await ask(`{
        one: pairTimeline(a: "country:KE", b: "country:RW") ${selected}
        other: pairTimeline(a: "country:RW", b: "country:KE") ${selected}
        self: pairTimeline(a: "country:RW", b: "country:RW") ${selected}
        nobody: pairTimeline(a: "country:RW", b: "country:nowhere") ${selected}
      }`),
    ).toEqual({
      one: { totalCount: 4, ...both },
      other: { totalCount: 4, ...both },
      self: { totalCount: 0, edges: [] },
      nobody: { totalCount: 0, edges: [] },
    })
  })
})

describe('eventCounts', () => {
  async function counts(by: string, more = ''): Promise<unknown[]> {
    const { eventCounts } = await ask(
      `{ eventCounts(by: [${by}]${more}) { edges { node { period kind plover source { id } target { id } count } } } }`,
    )
    interface Count {
      period: string | null
      kind: string | null
      plover: string | null
      source: { id: string } | null
      target: { id: string } | null
      count: number
    }
    return (eventCounts as { edges: { node: Count }[] }).edges.map(({ node }) => {
      const { period, kind, plover, source, target, count } = node
      return [...[period, kind, plover, source?.id, target?.id].filter((part) => part != null), count]
    })
  }

  test('by month and by year count from the first possible day, what has none by itself', async () => {
    expect(await counts('MONTH')).toEqual([['2025-06', 4], ['2025-04', 1], ['2025-05', 1], [1]])
    expect(await counts('YEAR')).toEqual([['2025', 6], [1]])
  })

  test('by kind and by PLOVER type count each value, what was not coded by itself', async () => {
    expect(await counts('KIND')).toEqual([
      ['OTHER', 2],
      ['TALKS', 2],
      ['ENTRY_INTO_FORCE', 1],
      ['SIGNATURE', 1],
      ['WITHDRAWAL', 1],
    ])
    expect(await counts('PLOVER')).toEqual([[5], ['COERCE', 1], ['CONSULT', 1]])
  })

  test('by source and target count for the country where somebody acts for one, else for the actor', async () => {
    // The patrol's seizure counts for Rwanda; the fishermen act for nobody.
    expect(await counts('SOURCE')).toEqual([
      [3],
      ['country:RW', 2],
      ['country:KE', 1],
      ['group:lake-herald--fishermen', 1],
    ])
    expect(await counts('TARGET')).toEqual([[5], ['country:KE', 1], ['group:lake-herald--fishermen', 1]])
    expect(await counts('SOURCE, TARGET', ', filter: { plover: { any: [COERCE, CONSULT] } }')).toEqual([
      ['country:RW', 'country:KE', 1],
      ['country:RW', 'group:lake-herald--fishermen', 1],
    ])
  })

  test('by several at once count every combination, of what the filter lets through', async () => {
    expect(await counts('YEAR, KIND', ', filter: { on: { from: "2025-06" } }')).toEqual([
      ['2025', 'ENTRY_INTO_FORCE', 1],
      ['2025', 'SIGNATURE', 1],
      ['2025', 'TALKS', 1],
      ['2025', 'WITHDRAWAL', 1],
    ])
  })

  test.each(['', 'MONTH, YEAR'])(
    'by [%s] are refused: at least one, and MONTH and YEAR exclude one another',
    async (by) => {
      const { errors } = await resultOf(`{ eventCounts(by: [${by}]) { totalCount } }`)
      expect(errors?.map(({ originalError }) => originalError)).toEqual([
        expect.objectContaining({ code: 'BAD_USER_INPUT' }),
      ])
    },
  )
})

describe('facets', () => {
  test('count the whole filtered list by year, an interval for the year it starts in, undated ones for none', async () => {
    const years = '{ totalCount facets { years { value count } } }'
    expect(await ask(`{ agreements(first: 0) ${years} events(first: 1) ${years} }`)).toEqual({
      // The protocol was signed in 2005 or later.
      agreements: {
        totalCount: 4,
        facets: {
          years: [
            { value: '2025', count: 1 },
            { value: '2005', count: 1 },
            { value: '1998', count: 1 },
          ],
        },
      },
      events: { totalCount: 7, facets: { years: [{ value: '2025', count: 6 }] } },
    })
  })

  test('count a topic with its narrower ones, a country also where another acted for it, and each pair once', async () => {
    const { negotiations } = await ask(
      '{ negotiations { facets { topics { topic { id } count } countries { country { id } count } pairs { a { id } b { id } count } } } }',
    )
    expect(negotiations).toEqual({
      facets: {
        topics: [
          { topic: { id: 'topic:environment' }, count: 1 },
          { topic: { id: 'topic:fisheries' }, count: 1 },
        ],
        countries: [
          { country: { id: 'country:KE' }, count: 1 },
          { country: { id: 'country:RW' }, count: 1 },
        ],
        pairs: [{ a: { id: 'country:KE' }, b: { id: 'country:RW' }, count: 1 }],
      },
    })
  })

  test('follow the filter, and take first as lists do', async () => {
    expect(
      await ask(`{
        events(filter: { kind: { any: [TALKS, OTHER] } }) { facets { kinds { value count } plover(first: 1) { value count } } }
        none: events(filter: { kind: { any: [] } }) { totalCount facets { kinds { value count } } }
      }`),
    ).toEqual({
      events: {
        facets: {
          kinds: [
            { value: 'OTHER', count: 2 },
            { value: 'TALKS', count: 2 },
          ],
          plover: [{ value: 'COERCE', count: 1 }],
        },
      },
      none: { totalCount: 0, facets: { kinds: [] } },
    })
  })

  test('name values as their enum does, kinds of actor too', async () => {
    expect(await ask('{ actors { facets { types { value count } } } }')).toEqual({
      actors: {
        facets: {
          types: [
            { value: 'ORGANIZATION', count: 5 },
            { value: 'COUNTRY', count: 4 },
            { value: 'OFFICIAL', count: 3 },
            { value: 'GROUP', count: 2 },
          ],
        },
      },
    })
  })
})

describe('paths', () => {
  const steps = '{ length steps { relationship forward from { id } to { id } evidence { id } } }'

  test('are the shortest ways there, in either direction, with the words each step rests on', async () => {
    const { paths } = await ask(`{ paths(from: "country:RW", to: "organization:lake-union", first: 1) ${steps} }`)
    expect(paths).toEqual([
      {
        length: 1,
        steps: [
          {
            relationship: 'MEMBER_OF',
            forward: true,
            from: { id: 'country:RW' },
            to: { id: 'organization:lake-union' },
            evidence: [{ id: 'passage:lake-herald:1261-1335' }],
          },
        ],
      },
    ])
    const back = await ask(
      '{ paths(from: "organization:lake-union", to: "country:RW", first: 1) { steps { forward } } }',
    )
    expect(back).toEqual({ paths: [{ steps: [{ forward: false }] }] })
  })

  test('go along the relationships that the filter names, and along none where it names none', async () => {
    const along = async (filter: string) => {
      const { paths } = await ask(
        `{ paths(from: "country:RW", to: "country:KE", maxLength: 2, first: 50, filter: { ${filter} }) { steps { to { id } } } }`,
      )
      return (paths as { steps: { to: { id: string } }[] }[]).map((path) => path.steps[0]!.to.id)
    }
    expect(await along('relations: [PARTY_TO]')).toEqual(['agreement:fish-pact', 'agreement:shore-pact'])
    expect(await along('relations: [MEMBER_OF, PARTICIPATED_IN]')).toEqual([
      'negotiation:fish-talks',
      'organization:lake-union',
    ])
    expect(await along('relations: []')).toEqual([])
    expect(await along('relations: [PARTY_TO], during: { to: "2000" }')).toEqual(['agreement:shore-pact'])
    expect(await along('relations: [PARTY_TO], during: { from: "1998", to: "1998", match: CERTAIN }')).toEqual([])
    expect(await along('relations: [PARTY_TO], topics: { any: ["topic:environment"] }')).toEqual([
      'agreement:fish-pact',
    ])
  })

  test('have as many steps as maxLength allows at most, which is 1 to 6', async () => {
    const lengths = async (maxLength: number) =>
      (
        (await ask(`{ paths(from: "official:jane-doe", to: "country:RW", maxLength: ${maxLength}) { length } }`))
          .paths as { length: number }[]
      ).map(({ length }) => length)
    expect(await lengths(1)).toEqual([])
    expect(new Set(await lengths(2))).toEqual(new Set([2]))
    for (const maxLength of [0, 7, -1]) {
      const { errors } = await resultOf(
        `{ paths(from: "official:jane-doe", to: "country:RW", maxLength: ${maxLength}) { length } }`,
      )
      expect(errors!.map(({ message }) => message)).toEqual([`maxLength: ${maxLength} is not from 1 to 6.`])
    }
  })

  test('do not lead from a thing to itself, or to what is not there', async () => {
    expect(
      await ask(
        '{ self: paths(from: "country:RW", to: "country:RW") { length } nobody: paths(from: "country:RW", to: "country:nowhere") { length } }',
      ),
    ).toEqual({ self: [], nobody: [] })
  })

  test('can end in a topic but not go through one', async () => {
    const { paths, through } = await ask(`{
      paths(from: "official:jane-doe", to: "topic:water", maxLength: 2) { steps { to { id } } }
      through: paths(from: "statement:doe-pond", to: "statement:doe-good-start", maxLength: 2, first: 50) { steps { to { id } } }
    }`)
    expect(paths).toEqual([{ steps: [{ to: { id: 'statement:doe-pond' } }, { to: { id: 'topic:water' } }] }])
    expect(through).toEqual([
      { steps: [{ to: { id: 'official:jane-doe' } }, { to: { id: 'statement:doe-good-start' } }] },
    ])
  })

  long('can end in what has more than 1,000 relationships, but do not go through it', async () => {
    const crowded: Database = await emptyDatabase()
    await crowded.write((run) =>
      run({
        text: `
          CREATE (hub:Node:Actor:Organization {id: 'organization:hub', name: 'Hub'})
          WITH hub UNWIND range(1, 1001) AS number
          CREATE (:Node:Actor:Official {id: 'official:' + number, name: 'Member ' + number})-[:MEMBER_OF {key: '|'}]->(hub)`,
      }),
    )
    const { ask: inCrowd } = clientOf(crowded)
    expect(
      await inCrowd(`{
        into: paths(from: "official:1", to: "organization:hub") { length }
        out: paths(from: "organization:hub", to: "official:1") { length }
        through: paths(from: "official:1", to: "official:2") { length }
      }`),
    ).toEqual({ into: [{ length: 1 }], out: [{ length: 1 }], through: [] })
    await crowded.write((run) =>
      run({ text: `MATCH (gone:Official) WHERE gone.id IN ['official:1000', 'official:1001'] DETACH DELETE gone` }),
    )
    expect(await inCrowd('{ through: paths(from: "official:1", to: "official:2") { length } }')).toEqual({
      through: [{ length: 2 }],
    })
  })
})

describe('disagreements', () => {
  test('are what standing claims say differently of one thing, those of a retracted document left out', async () => {
    const { disagreements } = await ask(
      '{ disagreements { totalCount edges { node { subject { id } predicate claimsCount claims { value object { id } } } } } }',
    )
    const said = (...values: string[]) => expect.arrayContaining(values.map((value) => ({ value, object: null })))
    const kenya = { value: null, object: { id: 'country:KE' } }
    expect(disagreements).toEqual({
      totalCount: 3,
      edges: [
        {
          node: {
            subject: { id: 'agreement:fish-pact' },
            predicate: 'status',
            claimsCount: 2,
            claims: said('IN_FORCE', 'SIGNED'),
          },
        },
        {
          node: {
            subject: { id: 'negotiation:fish-talks' },
            predicate: 'status',
            claimsCount: 2,
            claims: said('PRELIMINARY', 'ONGOING'),
          },
        },
        {
          node: {
            subject: { id: 'official:jane-doe' },
            predicate: 'HELD_OFFICE',
            claimsCount: 2,
            claims: [kenya, kenya],
          },
        },
      ],
    })
  })

  test('about one thing are its own', async () => {
    expect(
      await ask(
        '{ doe: disagreements(about: "official:jane-doe") { totalCount } uganda: disagreements(about: "country:UG") { totalCount } }',
      ),
    ).toEqual({ doe: { totalCount: 1 }, uganda: { totalCount: 0 } })
  })
})

test('what rests on a document alone is what no other document bears out, and nothing rests on a retracted one', async () => {
  const { herald, gossip, statement } = await ask(`{
    herald: document(id: "document:lake-herald") {
      alone: facts(onlySource: true, first: 250) { edges { node { id } } }
      all: facts(first: 250) { totalCount }
    }
    gossip: document(id: "document:lake-gossip") { status facts { totalCount } passages { totalCount } }
    statement(id: "statement:officer-boats") { certainty corroboration reportedBy { id } }
  }`)
  const alone = (herald as { alone: { edges: { node: { id: string } }[] } }).alone.edges.map(({ node }) => node.id)
  expect(alone).toContain('statement:party-sell-out')
  expect(alone.length).toBeLessThan((herald as { all: { totalCount: number } }).all.totalCount)
  expect(gossip).toEqual({ status: 'RETRACTED', facts: { totalCount: 0 }, passages: { totalCount: 1 } })
  expect(statement).toEqual({
    certainty: 'PROBABLE',
    corroboration: 'SINGLE_ORIGIN',
    reportedBy: [{ id: 'organization:lake-herald' }],
  })
})

test('a merged id answers with the survivor: as a node, among nodes, in look-ups of its kind and in no other', async () => {
  expect(
    await ask(`{
      node(id: "agreement:shore-treaty") { id __typename }
      nodes(ids: ["agreement:shore-treaty", "country:RW", "agreement:shore-pact"]) { id }
      agreement(id: "agreement:shore-treaty") { id title }
      negotiation(id: "agreement:shore-treaty") { id }
      country(id: "agreement:shore-treaty") { id }
    }`),
  ).toEqual({
    node: { id: 'agreement:shore-pact', __typename: 'Agreement' },
    nodes: [{ id: 'agreement:shore-pact' }, { id: 'country:RW' }, { id: 'agreement:shore-pact' }],
    agreement: { id: 'agreement:shore-pact', title: 'Shore Pact' },
    negotiation: null,
    country: null,
  })
})
