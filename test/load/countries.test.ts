import type { ClaimDraft, Draft, NameDraft } from '../../src/load/draft.js'
import { readCountries } from '../../src/load/countries.js'

const dataset = { draft: { id: 'dataset:countries', title: 'Countries' } }

let draft: Draft
beforeAll(async () => {
  draft = await readCountries(dataset)
})

const country = (code: string) => draft.nodes.find(({ id }) => id === `country:${code}`)
const claimsOf = (code: string) => draft.claims.filter(({ subject }) => subject === `country:${code}`)

/** `predicate value (certainty if not CERTAIN) < evidence`, which is all that differs from claim to claim here. */
const said = ({ predicate, object, value, qualifiers, certainty, evidence }: ClaimDraft) =>
  [
    predicate,
    object ?? value,
    ...(object ? [JSON.stringify(qualifiers)] : []),
    ...(certainty === 'CERTAIN' ? [] : [certainty]),
    `< ${evidence.join()}`,
  ].join(' ')

const inLanguages =
  (...languages: (string | undefined)[]) =>
  ({ language }: NameDraft) =>
    languages.includes(language)

test('there are the 249 of ISO 3166-1, Kosovo, and the 31 former states of ISO 3166-3, each once', () => {
  const kinds = draft.claims.filter(({ predicate }) => predicate === 'kind').map(({ value }) => value)
  const count = (kind: string) => kinds.filter((other) => other === kind).length
  expect({
    nodes: new Set(draft.nodes.map(({ id }) => id)).size,
    states: count('STATE'),
    territories: count('TERRITORY'),
    former: count('FORMER_STATE'),
  }).toEqual({ nodes: 281, states: 195, territories: 55, former: 31 })
  expect(draft.nodes).toHaveLength(281)
})

test('Rwanda has its code from ISO and the rest from world-countries, each on its row', () => {
  expect(claimsOf('RW').map(said).sort()).toEqual([
    'alpha3 RWA < passage:iso-3166:RW',
    'capital Kigali < passage:world-countries:RW',
    'code RW < passage:iso-3166:RW',
    'kind STATE < passage:world-countries:RW',
    'name Rwanda < passage:world-countries:RW',
    'officialName Republic of Rwanda < passage:world-countries:RW',
    'region Africa < passage:world-countries:RW',
    'subregion Eastern Africa < passage:world-countries:RW',
  ])
  expect(country('RW')).toEqual({
    id: 'country:RW',
    type: 'Country',
    names: expect.any(Array),
    externalIds: [
      { scheme: 'iso3166-1-alpha2', value: 'RW' },
      { scheme: 'iso3166-1-alpha3', value: 'RWA' },
      { scheme: 'iso3166-1-numeric', value: '646' },
      { scheme: 'ioc', value: 'RWA' },
    ],
    evidence: [],
    certainty: 'CERTAIN',
    properties: {},
    relations: [],
    place: { file: 'world-countries', field: 'RW' },
  })
})

test('names carry BCP 47 tags, one is preferred, and a bare code is not among them', () => {
  const { names } = country('RW')!
  expect(names.filter(inLanguages('en', 'rw', 'fr', 'de', 'sw', undefined))).toEqual([
    { value: 'Rwanda', language: 'en', kind: 'PREFERRED' },
    { value: 'Republic of Rwanda', language: 'en', kind: 'OFFICIAL' },
    { value: 'Rwanda', language: 'fr', kind: 'ALIAS' },
    { value: 'République rwandaise', language: 'fr', kind: 'OFFICIAL' },
    { value: 'Rwanda', language: 'rw', kind: 'ALIAS' },
    { value: "Repubulika y'u Rwanda", language: 'rw', kind: 'OFFICIAL' },
    { value: 'Ruanda', language: 'de', kind: 'ALIAS' },
    { value: 'Republik Ruanda', language: 'de', kind: 'OFFICIAL' },
    { value: 'Rwanda', language: 'sw', kind: 'ALIAS' },
    { value: 'République du Rwanda', kind: 'ALIAS' },
    { value: 'Rwandan', language: 'en', kind: 'DEMONYM' },
    { value: 'Rwandais', language: 'fr', kind: 'DEMONYM' },
    { value: 'Rwandaise', language: 'fr', kind: 'DEMONYM' },
  ])
  expect(country('US')!.names.filter(inLanguages('en', undefined))).toEqual([
    { value: 'United States', language: 'en', kind: 'PREFERRED' },
    { value: 'United States of America', language: 'en', kind: 'OFFICIAL' },
    { value: 'US', language: 'en', kind: 'ACRONYM' },
    { value: 'American', language: 'en', kind: 'DEMONYM' },
  ])
  expect(country('GB')!.names.filter(inLanguages('en', undefined))).toEqual([
    { value: 'United Kingdom', language: 'en', kind: 'PREFERRED' },
    { value: 'United Kingdom of Great Britain and Northern Ireland', language: 'en', kind: 'OFFICIAL' },
    { value: 'UK', language: 'en', kind: 'ACRONYM' },
    { value: 'Great Britain', kind: 'ALIAS' },
    { value: 'British', language: 'en', kind: 'DEMONYM' },
  ])
})

test('every country has one preferred name, no empty one, and no name twice', () => {
  for (const { id, names } of draft.nodes) {
    const keys = names.map(({ value, language, kind }) => [value, language, kind].join('|'))
    expect({
      id,
      preferred: names.filter(({ kind }) => kind === 'PREFERRED').length,
      repeated: keys.filter((key, position) => keys.indexOf(key) !== position),
      unfit: names.filter(({ value }) => value === '' || value !== value.trim()),
    }).toEqual({ id, preferred: 1, repeated: [], unfit: [] })
    expect(names.every(({ language }) => !language || Intl.getCanonicalLocales(language)[0] === language)).toBe(true)
  }
})

test('readers find countries under the short names they expect', () => {
  const name = (code: string) => claimsOf(code).find(({ predicate }) => predicate === 'name')?.value
  expect(['US', 'GB', 'SV', 'LY', 'RU', 'KP', 'VN', 'VA'].map(name)).toEqual([
    'United States',
    'United Kingdom',
    'El Salvador',
    'Libya',
    'Russia',
    'North Korea',
    'Vietnam',
    'Vatican City',
  ])
})

test('Kosovo, which ISO does not list, is a state by a source that leaves its independence open', () => {
  expect(claimsOf('XK').map(said).sort()).toEqual([
    'capital Pristina < passage:world-countries:XK',
    'code XK < passage:world-countries:XK',
    'kind STATE PROBABLE < passage:world-countries:XK',
    'name Kosovo < passage:world-countries:XK',
    'officialName Republic of Kosovo < passage:world-countries:XK',
    'region Europe < passage:world-countries:XK',
    'subregion Southeast Europe < passage:world-countries:XK',
  ])
  expect(country('XK')!.externalIds).toEqual([
    { scheme: 'iso3166-1-alpha2', value: 'XK' },
    { scheme: 'ioc', value: 'KOS' },
  ])
})

test('a former state is followed by what ISO says, by a former state too, and has no dates', () => {
  expect(claimsOf('YUCS').map(said)).toEqual([
    'code YUCS < passage:iso-3166:YUCS',
    'alpha3 YUG < passage:iso-3166:YUCS',
    'name Yugoslavia < passage:iso-3166:YUCS',
    'kind FORMER_STATE < passage:iso-3166:YUCS',
    'SUCCEEDED_BY country:CSXX {"kind":"NAME_CHANGE"} < passage:iso-3166:YUCS',
  ])
  const successors = (code: string) =>
    claimsOf(code)
      .filter(({ predicate }) => predicate === 'SUCCEEDED_BY')
      .map(({ object, qualifiers }) => [object?.replace('country:', ''), qualifiers.kind].join(' '))
  expect(successors('CSXX')).toEqual(['ME SPLIT', 'RS SPLIT'])
  expect(successors('CSHH')).toEqual(['CZ SPLIT', 'SK SPLIT'])
  expect(successors('DDDE')).toEqual(['DE MERGER'])
  const republics = ['AM', 'AZ', 'EE', 'GE', 'KZ', 'KG', 'LV', 'LT', 'MD', 'RU', 'TJ', 'TM', 'UZ']
  expect(successors('SUHH')).toEqual(republics.map((code) => `${code} SPLIT`))
})

test('a former state has the names of ISO 3166-3 alone, never its successor’s', () => {
  expect(['SUHH', 'DDDE', 'YUCS', 'YDYE'].map((code) => country(code)!.names)).toEqual([
    [{ value: 'USSR', language: 'en', kind: 'PREFERRED' }],
    [{ value: 'German Democratic Republic', language: 'en', kind: 'PREFERRED' }],
    [{ value: 'Yugoslavia', language: 'en', kind: 'PREFERRED' }],
    [
      { value: 'Yemen, Democratic', language: 'en', kind: 'PREFERRED' },
      { value: 'Democratic Yemen', language: 'en', kind: 'ALIAS' },
    ],
  ])
})

test('an identifier of others leads to one country, although ISO gives codes out again', () => {
  const ids = draft.nodes.flatMap(({ id, externalIds }) => externalIds.map((other) => ({ id, ...other })))
  const keys = ids.map(({ scheme, value }) => `${scheme} ${value}`)
  expect(new Set(keys).size).toBe(keys.length)
  // AI was the Afars and Issas and is Anguilla; 891 was Yugoslavia's and then that of Serbia and Montenegro.
  expect(ids.filter(({ value }) => ['AI', 'AIA', 'AFI', '262', '891'].includes(value))).toEqual([
    { id: 'country:AI', scheme: 'iso3166-1-alpha2', value: 'AI' },
    { id: 'country:AI', scheme: 'iso3166-1-alpha3', value: 'AIA' },
    { id: 'country:DJ', scheme: 'iso3166-1-numeric', value: '262' },
    { id: 'country:AIDJ', scheme: 'iso3166-1-alpha3', value: 'AFI' },
  ])
})

test('each row is a passage, whole; each claim rests on one, and each relationship ends at a country', () => {
  expect(draft.documents.map(({ id, publisher, url, kind }) => ({ id, publisher, url, kind }))).toEqual([
    {
      id: 'document:iso-3166',
      publisher: 'Titus Wormer',
      url: 'https://github.com/wooorm/iso-3166',
      kind: 'DATASET',
    },
    {
      id: 'document:world-countries',
      publisher: 'Mohammed Le Doze',
      url: 'https://mledoze.github.io/countries/',
      kind: 'DATASET',
    },
  ])
  expect(draft.documents.map(({ title }) => title)).toEqual([
    expect.stringMatching(/^iso-3166 \d+\.\d+\.\d+$/),
    expect.stringMatching(/^world-countries \d+\.\d+\.\d+$/),
  ])
  expect(draft.passages.find(({ id }) => id === 'passage:iso-3166:RW')).toEqual({
    id: 'passage:iso-3166:RW',
    document: 'document:iso-3166',
    text: '{"name":"Rwanda","state":"assigned","alpha2":"RW","alpha3":"RWA","numeric":"646"}',
  })
  const passages = new Map(draft.passages.map(({ id, text }) => [id, text]))
  const nodes = new Set(draft.nodes.map(({ id }) => id))
  expect([draft.passages.length, passages.size]).toEqual([249 + 250 + 31, 249 + 250 + 31])
  expect(draft.claims.filter(({ evidence }) => !evidence.every((id) => passages.has(id)))).toEqual([])
  expect(new Set(draft.claims.flatMap(({ evidence }) => evidence))).toEqual(new Set(passages.keys()))
  expect(draft.claims.filter(({ subject, object }) => !nodes.has(subject) || (object && !nodes.has(object)))).toEqual(
    [],
  )
  expect(new Set(draft.claims.map(({ id }) => id)).size).toBe(draft.claims.length)
  // What is claimed stands in the row's own words, save kinds, which are read from a mark in it.
  const literal = draft.claims.filter(({ predicate, value }) => predicate !== 'kind' && value && !value.includes(', '))
  expect(
    literal.filter(({ value, subject, evidence }) => {
      const text = passages.get(evidence[0]!)!
      return !text.includes(JSON.stringify(value)) && !subject.endsWith(value!)
    }),
  ).toEqual([])
})

test('reading twice gives the same draft, with the same hash', async () => {
  const again = await readCountries(dataset)
  expect(again).toEqual(draft)
  expect(draft.sourceSha256).toMatch(/^[0-9a-f]{64}$/)
  expect((await readCountries({ draft: { ...dataset.draft, title: 'Lands' } })).sourceSha256).not.toBe(
    draft.sourceSha256,
  )
})
