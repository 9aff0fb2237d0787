import { topicOf } from './assertion.js'
import { replaceRelations } from './writeRelations.js'
import type { StoredRelation } from './writeRelations.js'
import { derivedParticipation, derivedParties } from './rollup.js'
import type { Actor, Moment, Part } from './rollup.js'
import type { Relation } from './project.js'
import { countsOf, placesOf } from './timeline.js'
import type { Entry, Neighbour } from './timeline.js'
import { beginning, end } from '../model/PartialDate.js'
import type { Properties } from './stored.js'
import { overRows } from './transaction.js'
import type { Run, Writing } from './transaction.js'

/**
 * What follows from the world and is kept for reading: the parts of countries for which others act, from whom and to
 * whom statements and events count, and timelines. Each belongs to one negotiation, agreement, event or statement, and
 * is worked out anew when something about that, or about an actor in it, has changed.
 */

const factsAmong = `
  UNWIND $batch.rows AS id
  MATCH (fact:Node:Fact {id: id}) WHERE fact:Negotiation OR fact:Agreement OR fact:Event OR fact:Statement
  RETURN id`

/** What actors had a part in whose standing may have changed, and the officials of the bodies among them. A country's never changes. */
const factsOfActors = `
  UNWIND $batch.rows AS id
  MATCH (actor:Actor {id: id}) WHERE NOT actor:Country
  CALL (actor) {
    RETURN actor AS acting
    UNION
    MATCH (actor)<-[:HELD_OFFICE]-(acting:Official) RETURN acting
  }
  CALL (acting) {
    MATCH (acting)-[:PARTICIPATED_IN|PARTY_TO|MADE|INITIATED]->(fact:Fact) RETURN fact
    UNION
    MATCH (acting)<-[:ADDRESSED_TO|ABOUT|TARGETED]-(fact:Fact) RETURN fact
    UNION
    MATCH ()-[part:PARTICIPATED_IN]->(fact:Fact) WHERE part.onBehalfOf = acting.id RETURN fact
  }
  RETURN DISTINCT fact.id`

/** Relationships that decide what follows from a fact, and PART_OF outwards. */
export const deciding = 'PARTICIPATED_IN PARTY_TO MADE ADDRESSED_TO ABOUT INITIATED TARGETED PART_OF PRODUCED'.split(
  ' ',
)

const surroundings = `
  UNWIND $batch.rows AS id
  MATCH (fact:Node:Fact {id: id})
  RETURN id,
    [label IN labels(fact) WHERE label IN ['Negotiation', 'Agreement', 'Event', 'Statement']][0],
    properties(fact),
    COLLECT { MATCH (fact)-[:EVIDENCED_BY]->(passage:Passage) RETURN passage.id },
    COLLECT {
      MATCH (fact)-[edge:PARTICIPATED_IN|PARTY_TO|MADE|ADDRESSED_TO|ABOUT|INITIATED|TARGETED|PART_OF|PRODUCED]-(other:Node)
      WHERE NOT (type(edge) = 'PART_OF' AND startNode(edge) = other)
      RETURN {relationship: type(edge), id: other.id, labels: labels(other), properties: properties(edge), element: elementId(edge)}
    },
    COLLECT {
      MATCH (fact)-[edge:COUNTS_FROM|COUNTS_TO]->(other:Node)
      RETURN {element: elementId(edge), type: type(edge), from: id, to: other.id, properties: properties(edge)}
    },
    COLLECT {
      MATCH (fact)<-[edge:ON_TIMELINE]-(other:Node)
      RETURN {element: elementId(edge), type: type(edge), from: other.id, to: id, properties: properties(edge)}
    }`

const actorsWithOffices = `
  UNWIND $batch.rows AS id
  MATCH (actor:Actor {id: id})
  WITH actor, [label IN labels(actor) WHERE label IN ['Country', 'Official', 'Organization', 'Group']][0] AS type
  RETURN actor {
    .id, .kind, .sector, type: type,
    belongsTo: COLLECT { MATCH (actor)-[:BELONGS_TO]->(country:Country) RETURN country.id },
    offices: COLLECT {
      MATCH (actor)-[tenure:HELD_OFFICE]->(body:Actor)
      RETURN tenure {
        .fromFirst, .toLast, .attestedOnFirst, .attestedOnLast, .evidence,
        body: body {
          .id, .kind, .sector,
          type: [label IN labels(body) WHERE label IN ['Country', 'Official', 'Organization', 'Group']][0],
          belongsTo: COLLECT { MATCH (body)-[:BELONGS_TO]->(country:Country) RETURN country.id }
        }
      }
    }
  }`

/** A fact with all around it that decides what follows from it. */
interface Surroundings {
  id: string
  type: string
  properties: Record<string, string | null>
  passages: string[]
  neighbours: (Neighbour & { properties: Properties; element: string })[]
  counts: StoredRelation[]
  places: StoredRelation[]
}

/** What decides for which countries an actor counts. */
export const standing = ['BELONGS_TO', 'HELD_OFFICE', 'kind', 'sector']

/** Works out anew all that follows from what the topics are about, and for the facts named. */
export async function deriveWorld(
  { run, marks }: Writing,
  topics: Iterable<string>,
  named: string[] = [],
): Promise<void> {
  const parsed = [...topics].map(topicOf)
  const ends = [
    ...new Set(parsed.flatMap(({ subject, object }) => (object === undefined ? [subject] : [subject, object]))),
  ]
  const actors = new Set(parsed.filter(({ predicate }) => standing.includes(predicate)).map(({ subject }) => subject))
  const ids = [
    ...(await overRows(run, factsAmong, [...ends, ...named])),
    ...(await overRows(run, factsOfActors, [...actors])),
  ].map(([id]) => id as string)
  const facts = await readSurroundings(run, [...new Set(ids)])
  const known = await actorsAround(run, facts)
  const there: StoredRelation[] = []
  const wanted: Relation[] = []
  for (const fact of facts) {
    const derived = derivedFrom(fact, known)
    there.push(...derivedThere(fact), ...fact.counts, ...fact.places)
    wanted.push(...derived, ...followingFrom(fact, derived, known))
  }
  await replaceRelations(run, there, wanted, marks)
}

async function readSurroundings(run: Run, ids: string[]): Promise<Surroundings[]> {
  const rows = (await overRows(run, surroundings, ids)) as [
    string,
    string,
    Surroundings['properties'],
    string[],
    (Surroundings['neighbours'][number] & { properties: Properties })[],
    Omit<StoredRelation, 'key'>[],
    Omit<StoredRelation, 'key'>[],
  ][]
  return rows.map(([id, type, properties, passages, neighbours, counts, places]) => ({
    id,
    type,
    properties,
    passages,
    neighbours: neighbours.map((each) => ({ ...each, status: each.properties.status as string | undefined })),
    counts: counts.map((each) => ({ ...each, key: '' })),
    places: places.map((each) => ({ ...each, key: '' })),
  }))
}

async function actorsAround(run: Run, facts: Surroundings[]): Promise<Map<string, Actor>> {
  const around = facts.flatMap(({ neighbours }) => neighbours)
  const ids = around.filter(({ labels }) => labels.includes('Actor')).map(({ id }) => id)
  const principals = around.flatMap(({ properties }) => (properties.onBehalfOf as string | null) ?? [])
  return readActors(run, [...new Set([...ids, ...principals])])
}

/** Actors with all that decides for which countries they count, by id. */
export async function readActors(run: Run, ids: string[]): Promise<Map<string, Actor>> {
  const rows = (await overRows(run, actorsWithOffices, ids)) as [Actor][]
  return new Map(rows.map(([actor]) => [actor.id, actor]))
}

/** The two relationships in which a country can have a part because others acted for it. */
const parts = ['PARTICIPATED_IN', 'PARTY_TO']

function derivedThere({ id, neighbours }: Surroundings): StoredRelation[] {
  return neighbours
    .filter(({ relationship, properties }) => parts.includes(relationship) && properties.derived === true)
    .map(({ relationship, id: country, properties, element }) => {
      return { element, type: relationship, from: country, to: id, key: String(properties.key), properties }
    })
}

/** The parts that countries have in a negotiation or an agreement through those who act for them. */
function derivedFrom(fact: Surroundings, actors: Map<string, Actor>): Relation[] {
  const asserted = fact.neighbours
    .filter(({ relationship, properties }) => parts.includes(relationship) && properties.derived === false)
    .map(({ id: actor, properties }): Part => {
      return { actor, role: String(properties.role), onBehalfOf: properties.onBehalfOf as string | null, properties }
    })
  const passages = (part: Part) => part.properties.evidence as string[]
  if (fact.type === 'Negotiation') {
    const { startedOnFirst, endedOnLast } = fact.properties
    const dated = startedOnFirst || endedOnLast
    // A missing bound of a span is open; a span without any is no time at all.
    const span = dated ? { first: startedOnFirst ?? beginning, last: endedOnLast ?? end } : {}
    return derivedParticipation(fact.id, asserted, actors, (part) => ({ ...span, passages: passages(part) }))
  }
  if (fact.type !== 'Agreement') return []
  return derivedParties(fact.id, asserted, actors, (part): Moment => {
    const { signedOnFirst, signedOnLast } = part.properties.signedOnFirst ? part.properties : fact.properties
    return {
      first: (signedOnFirst as string | null) ?? undefined,
      last: (signedOnLast as string | null) ?? undefined,
      passages: passages(part),
    }
  })
}

/** The property that says when an entry has its place on a timeline. */
const dated: Record<string, string> = { Event: 'on', Statement: 'madeOn', Agreement: 'signedOn' }

/** From whom and to whom a statement or an event counts, and where it, or an agreement, stands on timelines. */
export function followingFrom(
  fact: Pick<Surroundings, 'id' | 'type' | 'properties' | 'passages'> & {
    neighbours: (Neighbour & { properties: Properties })[]
  },
  derived: Relation[],
  actors: Map<string, Actor>,
): Relation[] {
  const date = dated[fact.type]
  if (date === undefined) return []
  const own = fact.neighbours.filter(({ properties }) => properties.derived !== true)
  const countries = derived.map(({ type, from }): Neighbour => ({
    relationship: type,
    id: from,
    labels: ['Actor', 'HasTimeline'],
  }))
  const entry: Entry = {
    id: fact.id,
    type: fact.type,
    on: fact.properties[date] ?? null,
    onFirst: fact.properties[`${date}First`] ?? null,
    onLast: fact.properties[`${date}Last`] ?? null,
    passages: fact.passages,
    neighbours: [...own, ...countries],
  }
  // An agreement has its parties; it is nobody's act.
  const counts = fact.type === 'Agreement' ? [] : countsOf(entry, actors)
  return [...counts, ...placesOf(entry, counts)]
}
