import { daysOf, within, type Range } from './dates.js'
import { onTopics } from './dealings.js'
import type { Graph, Link, Thing, Values } from './graph.js'
import type { Found, Source } from './lists.js'

const passable = [
  ...['PARTICIPATED_IN', 'PARTY_TO', 'MADE', 'ADDRESSED_TO', 'ABOUT', 'INITIATED', 'TARGETED', 'HELD_OFFICE'],
  ...['BELONGS_TO', 'MEMBER_OF'],
]

interface PathFilter {
  relations?: string[] | null
  topics?: Parameters<typeof onTopics>[0] | null
  during?: Range | null
}

/** Whether a path may go through a thing: not through a topic, nor talks only considered, nor what the filter leaves out. */
function open(thing: Thing, { topics, during }: PathFilter): boolean {
  const { status, startedOn, signedOn, madeOn, on, endedOn } = thing.properties
  if (thing.is('Topic') || status === 'CONSIDERED' || thing.in.length + thing.out.length > 1000) return false
  if (thing.is('Actor')) return true
  if (topics && !onTopics(topics, thing)) return false
  if (!during || (during.from == null && during.to == null)) return true
  const [began, ended] = [daysOf(startedOn ?? signedOn ?? madeOn ?? on), daysOf(endedOn ?? madeOn ?? on)]
  if (!began && !ended) return false
  return within(during, { first: began?.first ?? -Infinity, last: ended?.last ?? Infinity })
}

/** Every way between two things of at most so many steps, no relationship twice; as many of the shortest as Parley looks at. */
export function paths(_source: Source, { from, to, maxLength, filter }: Values, graph: Graph): Found[] {
  const given = (filter ?? {}) as PathFilter
  const [start, finish] = [graph.node(from), graph.node(to)]
  if (!start || !finish || start === finish) return []
  const ways: { along: Thing[]; links: Link[] }[] = []
  const walk = (along: Thing[], links: Link[]): void => {
    const here = along.at(-1)!
    if (here === finish) ways.push({ along, links })
    if (links.length === (maxLength as number)) return
    for (const link of [...here.out, ...here.in]) {
      if (!passable.includes(link.type) || links.includes(link)) continue
      if (given.relations && !given.relations.includes(link.type)) continue
      const there = link.from === here ? link.to : link.from
      if (there === start || there === finish || open(there, given)) walk([...along, there], [...links, link])
    }
  }
  walk([start], [])
  if (ways.length >= 50) throw new Error('too many ways here to tell which fifty are the shortest')
  return ways.map(({ along, links }) => {
    const way = [
      ...along.map(({ id }) => id),
      ...links.map(({ type, properties }) => `${type}${(properties.key as string) ?? ''}`),
    ]
    const steps = links.map((link, at) => ({
      relationship: link.type,
      forward: link.from === along[at],
      from: along[at],
      to: along[at + 1],
      evidence: link.properties.evidence,
      evidenceCount: link.properties.evidenceCount ?? 0,
    }))
    return { node: { length: links.length, steps }, edge: { length: links.length, way: way.join('|') } }
  })
}
