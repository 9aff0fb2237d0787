import { countedIn, daysOf, periodOf, within, type Days, type Range } from './dates.js'
import { passes } from './filters.js'
import { reaching, type Graph, type Thing, type Values } from './graph.js'
import type { Found, Source } from './lists.js'
import { countriesOf } from './offices.js'

/** When a thing happened, was said or was signed. */
const dateOf = ({ properties }: Thing): unknown => properties.on ?? properties.madeOn ?? properties.signedOn

/** From whom and to whom an event or a statement counts: who acted or was acted on, and the countries each counted for. */
function counted(entry: Thing): { from: Set<Thing>; to: Set<Thing> } {
  const days = daysOf(dateOf(entry))
  const words = entry.to('EVIDENCED_BY').map(({ id }) => id)
  const withCountries = (actors: Thing[]): Thing[] =>
    actors.filter((each) => each.is('Actor')).flatMap((actor) => [actor, ...countriesOf(actor, days, words)])
  const from = new Set(withCountries([...entry.from('MADE'), ...entry.from('INITIATED')]))
  const to = withCountries([...entry.to('ADDRESSED_TO'), ...entry.to('ABOUT'), ...entry.to('TARGETED')])
  return { from, to: new Set(to.filter((each) => !from.has(each))) }
}

/** The entries of a timeline, each with the status it brought about in what the timeline is of. */
export function timeline(owner: Source, _args: Values, graph: Graph): Found[] {
  const entries = new Map<Thing, unknown>()
  for (const { type, from, properties } of owner.in)
    if (['PART_OF', 'ABOUT', 'TARGETED', 'ADDRESSED_TO'].includes(type) && !from.is('Negotiation'))
      entries.set(from, entries.get(from) ?? properties.status)
  for (const { type, to } of owner.out)
    if (['PRODUCED', 'INITIATED', 'MADE', 'PARTY_TO'].includes(type) && !entries.has(to)) entries.set(to, undefined)
  for (const entry of [...graph.all('Event'), ...graph.all('Statement')]) {
    const { from, to } = counted(entry)
    if ((from.has(owner) || to.has(owner)) && !entries.has(entry)) entries.set(entry, undefined)
  }
  return [...entries].map(([node, statusAfter]) => {
    const days = daysOf(dateOf(node))
    const day = days ? periodOf(days.first, 10) : '~'
    return { node, edge: { owner: owner.id, day, id: node.id, on: dateOf(node), statusAfter } }
  })
}

/** What is on the timelines of both of two. */
export function pairTimeline(_source: Source, { a, b }: Values, graph: Graph): Found[] {
  const [one, other] = [graph.node(a), graph.node(b)]
  if (!one?.is('HasTimeline') || !other?.is('HasTimeline') || one === other) return []
  const shared = new Set(timeline(other as Source, {}, graph).map(({ node }) => node))
  return timeline(one as Source, {}, graph).filter(({ node }) => shared.has(node))
}

const kinds: Record<string, string> = {
  COUNTRY: 'Country',
  OFFICIAL: 'Official',
  ORGANIZATION: 'Organization',
  GROUP: 'Group',
}
const endings = ['CONCLUDED', 'COLLAPSED', 'EXPIRED', 'TERMINATED', 'SUPERSEDED', 'SCRAPPED']

/** From the beginning of a thing to its end, a bound that is not known being open; nothing where neither is known. */
function span(began: unknown, ended: unknown): Days | undefined {
  const [first, last] = [daysOf(began)?.first, daysOf(ended)?.last]
  return first === undefined && last === undefined ? undefined : { first: first ?? -Infinity, last: last ?? Infinity }
}

/** Whether a dealing of these days lies in a range, and no event ended before it what was dealt with. */
function during(range: Range, shared: Thing, days: Days | undefined): boolean {
  const from = daysOf(range.from)
  const ended = shared.in.some(({ type, from: event, properties }) => {
    const day = type === 'PART_OF' && endings.includes(properties.status as string) && daysOf(event.properties.on)
    return from && day && day.last < from.first
  })
  return !ended && within(range, days)
}

/** Whether a thing is on topics or narrower ones, as a list of ids asks. */
export function onTopics(
  { any, all, none }: { any?: string[]; all?: string[]; none?: string[] },
  thing: Thing,
): boolean {
  const near = [...thing.to('CONCERNS'), ...thing.to('ABOUT')].filter((each) => each.is('Topic'))
  const ids = reaching(near, 'BROADER').map(({ id }) => id)
  return (
    (any == null || any.some((id) => ids.includes(id))) &&
    (all == null || all.every((id) => ids.includes(id))) &&
    (none == null || !none.some((id) => ids.includes(id)))
  )
}

interface CounterpartFilter {
  topics?: Parameters<typeof onTopics>[0] | null
  during?: Range | null
  types?: string[] | null
}

/** With whom an actor dealt: *counterparts* in docs/graph.md. */
export function counterparts(actor: Source, { filter }: Values, graph: Graph): Found[] {
  const given = (filter ?? {}) as CounterpartFilter
  const dealt = new Map<Thing, { talks: Set<Thing>; agreed: Set<Thing>; said: Set<Thing>; heard: Set<Thing> }>()
  const note = (other: Thing, kind: 'talks' | 'agreed' | 'said' | 'heard', shared: Thing, days?: Days): void => {
    if (other === actor) return
    if (given.types && !given.types.some((type) => other.is(kinds[type]!))) return
    if (given.topics && !onTopics(given.topics, shared)) return
    if (given.during && !during(given.during, shared, days)) return
    if (!dealt.has(other)) dealt.set(other, { talks: new Set(), agreed: new Set(), said: new Set(), heard: new Set() })
    dealt.get(other)![kind].add(shared)
  }
  const parties = (talks: Thing): Thing[] =>
    talks.in
      .filter(({ type, properties }) => type === 'PARTICIPATED_IN' && properties.role === 'PARTY')
      .map(({ from }) => from)
  for (const talks of graph.all('Negotiation')) {
    if (talks.properties.status === 'CONSIDERED' || !parties(talks).includes(actor)) continue
    const days = span(talks.properties.startedOn, talks.properties.endedOn)
    for (const other of parties(talks)) note(other, 'talks', talks, days)
  }
  for (const agreement of actor.to('PARTY_TO')) {
    const { signedOn, inForceOn, endedOn } = agreement.properties
    for (const other of agreement.from('PARTY_TO'))
      note(other, 'agreed', agreement, span(signedOn ?? inForceOn, endedOn))
  }
  for (const statement of graph.all('Statement')) {
    const { from, to } = counted(statement)
    const days = daysOf(statement.properties.madeOn)
    if (from.has(actor)) for (const other of to) note(other, 'said', statement, days)
    if (to.has(actor)) for (const other of from) note(other, 'heard', statement, days)
  }
  const own = new Set([...actor.to('BELONGS_TO'), ...actor.from('BELONGS_TO')])
  return [...dealt]
    .filter(([other, { talks, agreed, said }]) => {
      if (talks.size + agreed.size + said.size === 0 || own.has(other)) return false
      return !other.to('BELONGS_TO').some((country) => actor.to('BELONGS_TO').includes(country))
    })
    .map(([node, { talks, agreed, said, heard }]) => {
      const statementCount = new Set([...said, ...heard]).size
      const counts = { negotiationCount: talks.size, agreementCount: agreed.size, statementCount }
      const rank = { fewer: -talks.size - agreed.size, quieter: -statementCount }
      return { node, edge: { ...counts, ...rank, talks: [...talks], agreed: [...agreed] } }
    })
}

/** Events counted by what was asked for: one with several sources or targets counts once for each. */
export function eventCounts(_source: Source, { by, filter }: Values, graph: Graph): Found[] {
  const asked = by as string[]
  const groups = new Map<string, { node: Values; edge: Values; count: number }>()
  const ends = (dimension: string, actors: Set<Thing>): (Thing | null)[] => {
    const countries = [...actors].filter((each) => each.is('Country'))
    const found = countries.length > 0 ? countries : [...actors]
    return !asked.includes(dimension) || found.length === 0 ? [null] : found
  }
  for (const event of graph.all('Event').filter((each) => passes('EventFilter', filter as Values, each, graph))) {
    const { kind, plover, on } = event.properties
    const days = daysOf(on)
    const length = asked.includes('MONTH') ? 7 : asked.includes('YEAR') ? 4 : 0
    const plain = {
      period: days && length > 0 ? countedIn(days, length) : null,
      kind: asked.includes('KIND') ? kind : null,
      plover: asked.includes('PLOVER') ? (plover ?? null) : null,
    }
    const { from, to } = counted(event)
    for (const source of ends('SOURCE', from)) {
      for (const target of ends('TARGET', to)) {
        // What is not known comes after all that is, but for the last, which comes before.
        const last = '\uffff'
        const { period, kind: of, plover: type } = plain
        const words = { period: period ?? last, kind: of ?? last, plover: type ?? last }
        const edge = { ...words, sourceId: source?.id ?? last, targetId: target?.id ?? '' }
        const key = JSON.stringify(edge)
        if (!groups.has(key)) groups.set(key, { node: { ...plain, source, target }, edge, count: 0 })
        groups.get(key)!.count++
      }
    }
  }
  return [...groups.values()].map(({ node, edge, count }) => ({
    node: { ...node, count },
    edge: { ...edge, less: -count },
  }))
}
