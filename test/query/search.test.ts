import type { Database } from '../../src/database/connect.js'
import { highlightRanges } from '../../src/model/highlight.js'
import { seededDatabase } from '../seeds.js'
import { clientOf, type Client } from '../world.js'

// The seeds hold the names of all countries in some thirty languages: what people really search among.

let ask: Client['ask']

beforeAll(async () => {
  const database: Database = await seededDatabase()
  ask = clientOf(database).ask
}, 300_000)

interface Found {
  totalCount: number
  edges: { score: number; node: { id: string }; highlights: Highlight[] }[]
}
interface Highlight {
  field: string
  text: string
  ranges: { start: number; end: number }[]
}

async function search(query: string, types: string[] | null = ['COUNTRY'], first = 5): Promise<Found> {
  const answer = await ask(
    `query ($query: String!, $types: [SearchType!], $first: Int) { search(query: $query, types: $types, first: $first) {
      totalCount edges { score node { ... on Node { id } } highlights { field text ranges { start end } } }
    } }`,
    { query, types, first },
  )
  return answer.search as Found
}

const ids = async (query: string, types?: string[] | null, first?: number): Promise<string[]> =>
  (await search(query, types, first)).edges.map(({ node }) => node.id)

/** The texts of all highlights, with what is marked in brackets. */
const marked = ({ edges }: Found): string[] => edges.flatMap(({ highlights }) => highlights.map(brackets))
const brackets = ({ text, ranges }: { text: string; ranges: { start: number; end: number }[] }): string =>
  ranges.reduceRight(
    (done, { start, end }) => `${done.slice(0, start)}[${done.slice(start, end)}]${done.slice(end)}`,
    text,
  )

describe('typing errors', () => {
  test('are not forgiven in up to three letters, one is from four on, two from eight on', async () => {
    expect(await ids('Omn')).toEqual([])
    expect(await ids('Fijj')).toEqual(['country:FJ'])
    expect(await ids('Ukrine')).toEqual(['country:UA'])
    expect(await ids('Ukrne')).toEqual([])
    expect(await ids('Azerbijn')).toEqual(['country:AZ'])
    expect(await ids('Azrbijn')).toEqual([])
  })

  test('are marked as what they stand for, two letters that changed places too', async () => {
    expect(marked(await search('Fijj'))[0]).toBe('[Fiji]')
    expect(marked(await search('Rwadna'))[0]).toBe('[Rwanda]')
  })
})

describe('words', () => {
  test('must all be there, the last one perhaps unfinished', async () => {
    expect((await ids('united stat'))[0]).toBe('country:US')
    expect(await ids('stat united')).toEqual([])
    expect(await ids('united zzzz')).toEqual([])
    expect(await ids('rwa')).toEqual(['country:RW'])
  })

  test('are found without their case and marks, in any script', async () => {
    for (const query of ['curacao', 'CURAÇAO', 'Curac\u0327ao'])
      expect([query, (await ids(query))[0]]).toEqual([query, 'country:CW'])
    for (const query of ['руанда', 'رواندا', '卢旺达'])
      expect([query, (await ids(query))[0]]).toEqual([query, 'country:RW'])
  })

  test('of a language without spaces must be there whole, not one sign of them', async () => {
    expect(await ids('卢旺达')).toEqual(['country:RW'])
  })

  test('of every language find what they name, an exact name before all else', async () => {
    const countries = ['IN', 'KR', 'RW'].map((code) => `country:${code}`)
    const { nodes } = await ask(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Actor { names(first: 50) { value language } } } }',
      { ids: countries },
    )
    const lost: unknown[] = []
    for (const { id, names } of nodes as { id: string; names: { value: string; language: string }[] }[]) {
      for (const { value, language } of names) {
        const [first] = (await search(value, ['COUNTRY'], 1)).edges
        if (first?.node.id !== id || first.score < 1000) lost.push([language, value, first?.node.id])
      }
    }
    expect(lost).toEqual([])
  })

  test('that the index leaves out as too frequent ask for nothing, at the end too', async () => {
    for (const query of ['republic of', 'the republic', 'republic of the'])
      expect([query, await ids(query)]).toEqual([query, await ids('the republic')])
    expect((await ids('Iran, Islamic Republic of'))[0]).toBe('country:IR')
  })

  test('in quotes stand together in that order, and a quote never closed counts as none', async () => {
    expect(await ids('"states of america"')).toEqual(['country:US'])
    expect(await ids('"america of states"')).toEqual([])
    expect(await ids('"rwanda')).toEqual(await ids('rwanda'))
  })

  test('with a minus must not be there, and alone ask for nothing', async () => {
    expect(await ids('talks rwanda', ['NEGOTIATION'])).toEqual(['negotiation:us-rwanda-migration-talks'])
    expect(await ids('talks rwanda -trump', ['NEGOTIATION'])).toEqual([])
    expect(await ids('talks rwanda -"trump administration"', ['NEGOTIATION'])).toEqual([])
    expect(await ids('talks rwanda -"administration trump"', ['NEGOTIATION'])).toHaveLength(1)
    expect(await ids('-rwanda', null)).toEqual([])
  })

  test('with a minus leave out what bears them in any of its names, whichever name answers', async () => {
    // It is called Ivory Coast and Côte d’Ivoire, among others.
    expect((await ids('ivory'))[0]).toBe('country:CI')
    for (const query of ['ivory -coast', "ivory -d'ivoire", 'elfenbeinküste -coast', 'ivory -"cote d\'ivoire"'])
      expect([query, await ids(query, null, 50)]).toEqual([query, expect.not.arrayContaining(['country:CI'])])
    for (const query of ['ivory -ivo', 'ivory -"coast ivory"', 'ivory -(coasts)'])
      expect([query, (await ids(query))[0]]).toEqual([query, 'country:CI'])
  })

  test('of single letters are found with full stops between them and without', async () => {
    const officials = 'group:us-rwanda-migration-talks--us-officials'
    for (const query of ['US officials', 'U.S. officials', 'u.s officials'])
      expect([query, (await ids(query, ['GROUP']))[0]]).toEqual([query, officials])
    expect(marked(await search('US officials', ['GROUP']))[0]).toBe('[U.S]. [officials]')
  })
})

describe('an exact name', () => {
  test.each([
    ['Niger', 'country:NE'],
    ['niger', 'country:NE'],
    ['Guinea', 'country:GN'],
    ['Dominica', 'country:DM'],
    ['United States', 'country:US'],
    ['"Niger"', 'country:NE'],
    ['Guinea.', 'country:GN'],
    ['“Dominica”', 'country:DM'],
  ])('comes first, in quotes and before a full stop too: %s', async (name, id) => {
    const { edges } = await search(name, null)
    expect(edges[0]).toMatchObject({ node: { id } })
    expect(edges[0]!.score).toBeGreaterThan(1000)
    expect(edges.slice(1).every(({ score }) => score < 1000)).toBe(true)
  })

  test.each([
    ['Côte d’Ivoire', 'country:CI'],
    ["Côte d'Ivoire", 'country:CI'],
    ["Lao People's Democratic Republic", 'country:LA'],
    ['U.S. officials', 'group:us-rwanda-migration-talks--us-officials'],
  ])('comes first with an apostrophe or a full stop in it: %s', async (name, id) => {
    const { edges } = await search(name, null)
    expect(edges[0]).toMatchObject({ node: { id } })
    expect(edges[0]!.score).toBeGreaterThan(1000)
  })
})

describe('signs of Lucene’s syntax', () => {
  test.each([
    ['rwanda*'],
    ['(rwanda)'],
    ['+rwanda'],
    ['rwanda^'],
    ['[rwanda]'],
    ['{rwanda}'],
    ['!rwanda'],
    ['rwanda?'],
    ['\\rwanda'],
    ['/rwanda/'],
    ['rwanda:'],
    ['rwanda && ||'],
    ['rwanda )( * ~ : ^ "'],
  ])('are plain text: %s finds what the words find', async (query) => {
    expect((await ids(query, null, 50)).sort()).toEqual((await ids('rwanda', null, 50)).sort())
  })

  test('AND, OR, NOT and TO are words, and a colon names no field', async () => {
    expect(await ids('united AND states', ['COUNTRY'])).toEqual(await ids('united and states', ['COUNTRY']))
    expect(await ids('rwanda OR zzzz', null)).toEqual([])
    expect(await ids('NOT rwanda', ['COUNTRY'])).toEqual(await ids('not rwanda', ['COUNTRY']))
    expect(await ids('value:rwanda', ['COUNTRY'])).toEqual([])
    expect(await ids('rwanda~2', ['COUNTRY'])).toEqual([])
  })

  test.each([[''], [' '], ['"'], ['""'], ['-'], ['*'], ['" ( ) * ~ :'], ['😀'], ['-"'], ['\u0000']])(
    'and nothing else ask for nothing: %j',
    async (query) => {
      expect(await search(query, null)).toEqual({ totalCount: 0, edges: [] })
    },
  )

  test('a text too long is cut at sixteen words of sixty-four letters', async () => {
    expect(await ids(`${'rwanda '.repeat(16)}zzzz`)).toEqual(['country:RW'])
    expect(await ids('x'.repeat(5000))).toEqual([])
  })
})

describe('kinds', () => {
  test('limit what is found and counted; none at all find nothing', async () => {
    const { search: found } = await ask(
      '{ search(query: "rwanda", types: [NEGOTIATION, STATEMENT], first: 0) { totalCount totalCountExact facets { types { value count } } } }',
    )
    const { totalCount, facets } = found as {
      totalCount: number
      facets: { types: { value: string; count: number }[] }
    }
    expect(facets.types.map(({ value }) => value).sort()).toEqual(['NEGOTIATION', 'STATEMENT'])
    expect(facets.types.reduce((sum, { count }) => sum + count, 0)).toBe(totalCount)
    expect(found).toMatchObject({ totalCountExact: true })
    expect(await search('rwanda', [])).toEqual({ totalCount: 0, edges: [] })
  })

  test.each([
    ['re', 'STATEMENT'],
    ['a', 'STATEMENT'],
    ['republic', 'PASSAGE'],
  ])('are found on the first page however many others answer better: %s of %s', async (query, type) => {
    const { totalCount, edges } = await search(query, [type], 3)
    expect(totalCount).toBeGreaterThan(3)
    expect(edges).toHaveLength(3)
    expect(edges.map(({ node }) => node.id)).toEqual((await ids(query, [type], 250)).slice(0, 3))
  })

  test('each thing is found once, whichever of its names answer, and its best three are shown', async () => {
    const { totalCount, edges } = await search('rwanda')
    expect(totalCount).toBe(1)
    expect(edges[0]!.highlights).toHaveLength(3)
    expect(edges[0]!.highlights[0]).toEqual({ field: 'name', text: 'Rwanda', ranges: [{ start: 0, end: 6 }] })
  })

  test.each(['republic', 're', 'a'])(
    '%s: a page goes on where the last one ended, also among equals',
    async (query) => {
      const whole = await ids(query, null, 250)
      const joined: string[] = []
      for (let after: string | null = null; joined.length < 40;) {
        const page = await ask(
          `query ($query: String!, $after: String) { search(query: $query, first: 7, after: $after) {
          pageInfo { endCursor } edges { node { ... on Node { id } } }
        } }`,
          { query, after },
        )
        const found = page.search as { pageInfo: { endCursor: string }; edges: { node: { id: string } }[] }
        joined.push(...found.edges.map(({ node }) => node.id))
        after = found.pageInfo.endCursor
      }
      expect(joined).toEqual(whole.slice(0, joined.length))
    },
  )
})

describe('highlights', () => {
  test('are ranges of the text as stored, in UTF-16 code units, marks and all', async () => {
    expect(marked(await search('ivory coast'))[0]).toBe('[Ivory] [Coast]')
    expect(brackets({ text: 'Côte d’Ivoire', ranges: highlightRanges('Côte d’Ivoire', ['cote', 'ivoire']) })).toBe(
      '[Côte] d’[Ivoire]',
    )
  })

  test.each([
    ['😀 fish 🐟 talks', ['fish', 'talks'], '😀 [fish] 🐟 [talks]'],
    ['Cafe\u0301 au lait', ['cafe'], '[Cafe\u0301] au lait'],
    ['ﬁsh and chips', ['fish'], '[ﬁsh] and chips'],
    ['İstanbul', ['istanbul'], '[İstanbul]'],
    ['🇷🇼 Rwanda', ['rwanda'], '🇷🇼 [Rwanda]'],
    ['the fish pact, the fish talks', ['fish talks'], 'the fish pact, the [fish talks]'],
    ['fish—talks', ['fish talks'], '[fish—talks]'],
    ['fishing for fish', ['fish'], 'fishing for [fish]'],
    // The last word of a search may go on.
    ['fishing for fish', ['fish*'], '[fishing] for [fish]'],
    ['nothing here', ['fish'], 'nothing here'],
    ['', ['fish'], ''],
  ])('%j searched for %j are marked as %j', (text, wanted, expected) => {
    expect(brackets({ text, ranges: highlightRanges(text, wanted) })).toBe(expected)
  })

  test('mark beginnings of the last word alone, and nothing for a word too frequent to be sought', async () => {
    expect(marked(await search('in rwanda', ['STATEMENT']))).toContain(
      'an Iraqi individual who was relocated to [Rwanda] in March',
    )
  })
})

describe('suggest', () => {
  const suggest = async (prefix: string, more = '') =>
    (
      await ask(
        `query ($prefix: String!) { suggest(prefix: $prefix${more}) { label detail node { ... on Node { id } } } }`,
        { prefix },
      )
    ).suggest

  test('gives what begins as typed before what only holds it, each thing once, with its preferred name', async () => {
    expect(await suggest('united st', ', types: [COUNTRY], first: 2')).toEqual([
      { label: 'United States', detail: null, node: { id: 'country:US' } },
      { label: 'United States Virgin Islands', detail: null, node: { id: 'country:VI' } },
    ])
    const rwanda = (await suggest('rwa')) as { node: { id: string } }[]
    expect(rwanda[0]).toEqual({ label: 'Rwanda', detail: null, node: { id: 'country:RW' } })
    expect(new Set(rwanda.map(({ node }) => node.id)).size).toBe(rwanda.length)
    expect(await suggest('Elfenbensk', ', types: [COUNTRY]')).toEqual([
      { label: 'Elfenbenskusten', detail: 'Ivory Coast', node: { id: 'country:CI' } },
    ])
  })

  test('of nothing gives nothing', async () => {
    for (const prefix of ['', ' ', '"', '*']) expect(await suggest(prefix)).toEqual([])
  })
})

describe('match', () => {
  const match = async (names: object[], first = 3) =>
    (
      await ask(
        'query ($names: [MatchInput!]!, $first: Int!) { match(names: $names, first: $first) { name candidates { score matchedName reasons { feature value } node { ... on Node { id } } } } }',
        { names, first },
      )
    ).match as { name: string; candidates: { score: number; matchedName: string; node: { id: string } }[] }[]

  test('gives one entry for each name in their order, with candidates and the reasons for each', async () => {
    expect(await match([{ name: 'rwanda' }, { name: 'zzzz' }, { name: '' }, { name: 'Rwnda' }], 1)).toEqual([
      {
        name: 'rwanda',
        candidates: [
          {
            score: 1,
            matchedName: 'Rwanda',
            node: { id: 'country:RW' },
            reasons: [
              { feature: 'exactName', value: 1 },
              { feature: 'preferredName', value: 1 },
              { feature: 'similarity', value: 1 },
            ],
          },
        ],
      },
      { name: 'zzzz', candidates: [] },
      { name: '', candidates: [] },
      {
        name: 'Rwnda',
        candidates: [
          {
            // Three of four pairs of letters in the one, three of five in the other.
            score: expect.closeTo(6 / 9),
            matchedName: 'Rwanda',
            node: { id: 'country:RW' },
            reasons: [
              { feature: 'preferredName', value: 1 },
              { feature: 'similarity', value: expect.closeTo(6 / 9) },
            ],
          },
        ],
      },
    ])
  })

  test('takes a country for a tenth of the score, of its bearer or of the office held', async () => {
    const scores = async (country: string) => (await match([{ name: 'Marco Rubio', country }]))[0]!.candidates
    expect(await scores('US')).toMatchObject([{ score: 1, node: { id: 'official:marco-rubio' } }])
    expect(await scores('RW')).toMatchObject([{ score: 0.9, node: { id: 'official:marco-rubio' } }])
  })

  test('keeps to the kinds asked for, gives as many as asked for, and words in another order are not exact', async () => {
    expect((await match([{ name: 'Rwanda', types: ['TOPIC'] }]))[0]!.candidates).toEqual([])
    expect((await match([{ name: 'Rwanda' }], 0))[0]!.candidates).toEqual([])
    const [swapped] = await match([{ name: 'rubio marco', types: ['OFFICIAL'] }])
    expect(swapped!.candidates).toMatchObject([{ matchedName: 'Marco Rubio' }])
    expect(swapped!.candidates[0]!.score).toBeLessThan(1)
    expect((await match([{ name: "Cote d'Ivoire" }], 1))[0]!.candidates).toMatchObject([
      { score: 1, node: { id: 'country:CI' } },
    ])
  })
})

test('resolve tells what each identifier stands for, in their order, and null where nobody says', async () => {
  expect(
    await ask(`{ resolve(externalIds: [
      { scheme: "iso3166-1-alpha3", value: "RWA" }, { scheme: "iso3166-1-alpha3", value: "rwa" },
      { scheme: "nobody", value: "1" }, { scheme: "iso3166-1-alpha2", value: "RW" }
    ]) { scheme value node { __typename ... on Node { id } } } }`),
  ).toEqual({
    resolve: [
      { scheme: 'iso3166-1-alpha3', value: 'RWA', node: { __typename: 'Country', id: 'country:RW' } },
      { scheme: 'iso3166-1-alpha3', value: 'rwa', node: null },
      { scheme: 'nobody', value: '1', node: null },
      { scheme: 'iso3166-1-alpha2', value: 'RW', node: { __typename: 'Country', id: 'country:RW' } },
    ],
  })
})
