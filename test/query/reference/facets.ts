import { yearOf } from './dates.js'
import { reaching, type Thing, type Values } from './graph.js'
import type { Found } from './lists.js'

type Facet = (list: Thing[]) => Found[]

/** How often each of some values stands in a list, once for each of its things. */
function tally<Value>(list: Thing[], valuesOf: (thing: Thing) => Value[]): [Value, number][] {
  const counts = new Map<Value, number>()
  for (const thing of list)
    for (const value of new Set(valuesOf(thing))) if (value != null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
}

const counted = (node: Values, count: number, by: string): Found => ({
  node: { ...node, count },
  edge: { less: -count, by },
})
const byValues =
  (valuesOf: (thing: Thing) => unknown[]): Facet =>
  (list) =>
    tally(list, valuesOf).map(([value, count]) => counted({ value }, count, value as string))
const by = (property: string): Facet => byValues(({ properties }) => [properties[property]])
const byThings =
  (name: string, thingsOf: (thing: Thing) => Thing[]): Facet =>
  (list) =>
    tally(list, thingsOf).map(([node, count]) => counted({ [name]: node }, count, node.id))
/** Latest first: by how far a year lies back. */
const byYear =
  (property: string): Facet =>
  (list) =>
    tally(list, ({ properties }) => [yearOf(properties[property])]).map(([value, count]) => ({
      node: { value, count },
      edge: { less: -Number(value), by: value },
    }))
const byPairs =
  (sidesOf: (thing: Thing) => Thing[]): Facet =>
  (list) => {
    const pairs = new Map<string, { a: Thing; b: Thing; count: number }>()
    for (const thing of list)
      for (const a of new Set(sidesOf(thing)))
        for (const b of new Set(sidesOf(thing))) {
          if (a.id >= b.id) continue
          const key = `${a.id}|${b.id}`
          if (!pairs.has(key)) pairs.set(key, { a, b, count: 0 })
          pairs.get(key)!.count++
        }
    return [...pairs].map(([key, { a, b, count }]) => counted({ a, b }, count, key))
  }

const countries = (things: Thing[]): Thing[] => things.filter((each) => each.is('Country'))
const negotiating = (talks: Thing): Thing[] =>
  countries(
    talks.in
      .filter(({ type, properties }) => type === 'PARTICIPATED_IN' && properties.role === 'PARTY')
      .map(({ from }) => from),
  )
const bound = (agreement: Thing): Thing[] => countries(agreement.from('PARTY_TO'))
const regionsOf = (things: Thing[]): unknown[] => things.map(({ properties }) => properties.region)
const topicsOf =
  (type: string) =>
  (thing: Thing): Thing[] =>
    reaching(
      thing.to(type).filter((each) => each.is('Topic')),
      'BROADER',
    )
const ofCountry = byThings('country', (thing) => countries(thing.to('BELONGS_TO')))
const actors = (thing: Thing): unknown[] =>
  ['Country', 'Official', 'Organization', 'Group']
    .filter((label) => thing.is(label))
    .map((label) => label.toUpperCase())

/** Counts over a filtered list, most frequent first. */
export const facets: Record<string, Facet> = {
  'ActorFacets.types': byValues(actors),
  'AgreementFacets.countries': byThings('country', bound),
  'AgreementFacets.kinds': by('kind'),
  'AgreementFacets.pairs': byPairs(bound),
  'AgreementFacets.regions': byValues((agreement) => regionsOf(bound(agreement))),
  'AgreementFacets.statuses': by('status'),
  'AgreementFacets.topics': byThings('topic', topicsOf('CONCERNS')),
  'AgreementFacets.years': byYear('signedOn'),
  'ClaimFacets.certainties': by('certainty'),
  'ClaimFacets.corroborations': by('corroboration'),
  'ClaimFacets.methods': by('method'),
  'ClaimFacets.predicates': by('predicate'),
  'CountryFacets.kinds': by('kind'),
  'CountryFacets.regions': by('region'),
  'CountryFacets.subregions': by('subregion'),
  'DocumentFacets.kinds': by('kind'),
  'DocumentFacets.publishers': by('publisher'),
  'DocumentFacets.statuses': by('status'),
  'DocumentFacets.years': byYear('publishedOn'),
  'EventFacets.initiators': byThings('actor', (event) => event.from('INITIATED')),
  'EventFacets.kinds': by('kind'),
  'EventFacets.plover': by('plover'),
  'EventFacets.targets': byThings('actor', (event) => event.to('TARGETED')),
  'EventFacets.years': byYear('on'),
  'GroupFacets.countries': ofCountry,
  'GroupFacets.sectors': by('sector'),
  'LoadFacets.datasets': byValues((load) => load.to('OF').map(({ id }) => id)),
  'NegotiationFacets.countries': byThings('country', negotiating),
  'NegotiationFacets.pairs': byPairs(negotiating),
  'NegotiationFacets.regions': byValues((talks) => regionsOf(negotiating(talks))),
  'NegotiationFacets.statuses': by('status'),
  'NegotiationFacets.topics': byThings('topic', topicsOf('CONCERNS')),
  'NegotiationFacets.years': byYear('startedOn'),
  'OfficialFacets.countries': byThings('country', (official) =>
    official.to('HELD_OFFICE').flatMap((body) => countries([body, ...body.to('BELONGS_TO')])),
  ),
  'OfficialFacets.offices': byValues((official) =>
    official.out.filter(({ type }) => type === 'HELD_OFFICE').map(({ properties }) => properties.office),
  ),
  'OrganizationFacets.countries': ofCountry,
  'OrganizationFacets.kinds': by('kind'),
  'PassageFacets.documents': byValues((passage) => passage.from('HAS_PASSAGE').map(({ id }) => id)),
  'StatementFacets.acts': by('act'),
  'StatementFacets.kinds': by('kind'),
  'StatementFacets.speakers': byThings('actor', (statement) => statement.from('MADE')),
  'StatementFacets.stances': by('stance'),
  'StatementFacets.topics': byThings('topic', topicsOf('ABOUT')),
  'StatementFacets.years': byYear('madeOn'),
  'TermFacets.givers': byThings('actor', (term) => term.to('GIVEN_BY')),
  'TermFacets.kinds': by('kind'),
  'TermFacets.statuses': by('status'),
  'TopicFacets.broader': byThings('topic', (topic) => reaching(topic.to('BROADER'), 'BROADER')),
}
