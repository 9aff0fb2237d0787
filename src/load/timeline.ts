import { compare } from './assertion.js'
import type { Relation } from './project.js'
import { countriesOf } from './rollup.js'
import type { Actor, Moment } from './rollup.js'

/** What stands at the other end of an event's, a statement's or an agreement's relationships. */
export interface Neighbour {
  relationship: string
  id: string
  /** Labels of the node. */
  labels: string[]
  /** The status that a PART_OF brought about. */
  status?: string | null
}

/** Something that can stand on a timeline, with its neighbours. */
export interface Entry {
  id: string
  type: string
  /** When it happened, was made or was signed, as written; null where no source says. */
  on: string | null
  onFirst: string | null
  onLast: string | null
  /** Ids of the passages it rests on. */
  passages: string[]
  neighbours: Neighbour[]
}

/** From whom and to whom an entry counts: who acted and the countries they counted for; whom it was done or said to or about, and theirs. */
export function countedActors(entry: Entry, actors: Map<string, Actor>): { from: string[]; to: string[] } {
  const moment: Moment = {
    first: entry.onFirst ?? undefined,
    last: entry.onLast ?? undefined,
    passages: entry.passages,
  }
  const counted = (relationships: string[]) => {
    const ids = entry.neighbours
      .filter(({ relationship, labels }) => relationships.includes(relationship) && labels.includes('Actor'))
      .map(({ id }) => id)
    return [...new Set(ids.flatMap((id) => [id, ...countriesOf(actors.get(id), moment)]))].sort(compare)
  }
  const from = counted(['MADE', 'INITIATED'])
  // Nobody is their own counterpart: what a minister says of the minister's country is not said to another.
  return { from, to: counted(['ADDRESSED_TO', 'ABOUT', 'TARGETED']).filter((id) => !from.includes(id)) }
}

/** Relationships by which an entry stands on the timeline of what is at their other end. */
const ownerships = ['PART_OF', 'ABOUT', 'PRODUCED', 'INITIATED', 'TARGETED', 'MADE', 'ADDRESSED_TO', 'PARTY_TO']

/** COUNTS_FROM and COUNTS_TO of an event or a statement. An agreement has its parties instead. */
export function countsOf(entry: Entry, actors: Map<string, Actor>): Relation[] {
  const { from, to } = countedActors(entry, actors)
  const counts = (type: string) => (id: string) => ({ type, from: entry.id, to: id, key: '', properties: {} })
  return [...from.map(counts('COUNTS_FROM')), ...to.map(counts('COUNTS_TO'))]
}

/** An entry's places, one on each timeline it belongs to. */
export function placesOf(entry: Entry, counts: Relation[]): Relation[] {
  const statuses = new Map<string, string | null>()
  for (const { relationship, id, labels, status } of entry.neighbours) {
    if (!ownerships.includes(relationship) || !labels.includes('HasTimeline')) continue
    statuses.set(id, statuses.get(id) ?? status ?? null)
  }
  // The other ends of COUNTS_FROM and COUNTS_TO are the actors met already, and countries.
  for (const { to } of counts) statuses.set(to, statuses.get(to) ?? null)
  // The owner comes first, so that one index of all timelines is read from the place where this one begins.
  const { on, onFirst, onLast } = entry
  const place = `${onFirst ?? '~'}|${entry.id}`
  return [...statuses].map(([owner, statusAfter]) => ({
    type: 'ON_TIMELINE',
    from: owner,
    to: entry.id,
    key: '',
    properties: { sort: `${owner}|${place}`, on, onFirst, onLast, statusAfter },
  }))
}
