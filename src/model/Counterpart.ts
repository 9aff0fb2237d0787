import { ActorType } from './Actor.js'
import { Agreement } from './Agreement.js'
import { Connection, EdgeType, FilterType, Int, Property, Where } from './declare.js'
import type { Page } from './declare.js'
import { Negotiation } from './Negotiation.js'
import { beginning, end } from './PartialDate.js'

/** What limits whom an actor is said to have dealt with. */
@FilterType(() => Counterpart, {
  plain: true,
  description: 'What limits whom an actor has dealt with, and what is counted. All that are given must hold.',
})
export class CounterpartFilter {
  @Where({ shape: 'ids', description: 'Only dealings on these topics or narrower ones.' })
  topics?: unknown

  @Where({
    shape: 'date',
    description:
      'Only dealings in this range: talks under way, agreements from signature to end, statements made in it. What has no date at all is left out.',
  })
  during?: unknown

  @Where({ shape: 'list', type: () => ActorType, description: 'Only counterparts of these kinds.' })
  types?: unknown
}

interface Given {
  topics?: { any?: unknown; all?: unknown; none?: unknown } | null
  during?: { from?: unknown; to?: unknown; match?: unknown } | null
  types?: unknown
}

/** Labels of the kinds of actor, by name. */
const labels: Record<string, string> = {
  COUNTRY: 'Country',
  OFFICIAL: 'Official',
  ORGANIZATION: 'Organization',
  GROUP: 'Group',
}

/** The conditions that were given, on a dealing `shared` that can mean the days from `first` to `last`. */
function conditions({ topics, during }: Given): string[] {
  const reaches = 'MATCH (shared)-[:CONCERNS|ABOUT]->(:Topic)-[:BROADER*0..8]->(topic:Topic) WHERE topic.id'
  const found: string[] = []
  if (topics?.any) found.push(`EXISTS { ${reaches} IN $filter.topics.any }`)
  if (topics?.all) found.push(`all(wanted IN $filter.topics.all WHERE EXISTS { ${reaches} = wanted })`)
  if (topics?.none) found.push(`NOT EXISTS { ${reaches} IN $filter.topics.none }`)
  const certain = during?.match === 'CERTAIN'
  if (during?.from) found.push(`${certain ? 'first' : 'last'} >= $filter.during.from.first`)
  // What an event ended before the range is not under way in it, as openAsOf and inForceAsOf have it.
  if (during?.from) {
    const ends = "['CONCLUDED', 'COLLAPSED', 'EXPIRED', 'TERMINATED', 'SUPERSEDED', 'SCRAPPED']"
    found.push(
      `NOT EXISTS { MATCH (shared)<-[part:PART_OF]-(event:Event) WHERE part.status IN ${ends} AND event.onLast < $filter.during.from.first }`,
    )
  }
  if (during?.to) found.push(`${certain ? 'last' : 'first'} <= $filter.during.to.last`)
  return found
}

/** The days from a beginning to an end, two Cypher expressions: a bound that is not known is open, and where neither is known there are none. */
const span = (began: string, ended: string): string =>
  `CASE WHEN ${ended} IS NULL THEN ${began} ELSE coalesce(${began}, '${beginning}') END AS first, CASE WHEN ${began} IS NULL THEN ${ended} ELSE coalesce(${ended}, '${end}') END AS last`

/** With whom `this` dealt, one row each; the edge is a map that is worked out, not a relationship. */
export function dealings(args: Record<string, unknown>): string {
  const given: Given = args.filter ?? {}
  const asked = conditions(given)
  const kinds = given.types as string[] | null | undefined
  const other = `(other:${kinds?.map((kind) => labels[kind]).join('|') || 'Actor'})`
  // The days of a dealing are worked out where the filter speaks of them, and not for the many that it does not need.
  const dated = given.during ? (days: string) => `, ${days}` : () => ''
  const none = kinds?.length === 0 ? ' AND false' : ''
  return `CALL (this) {
      MATCH (this)-[:PARTICIPATED_IN {role: 'PARTY'}]->(shared:Negotiation)<-[:PARTICIPATED_IN {role: 'PARTY'}]-${other}
      WHERE shared.status <> 'CONSIDERED'
      RETURN other, shared, 'talks' AS kind${dated(span('shared.startedOnFirst', 'shared.endedOnLast'))}
      UNION ALL
      MATCH (this)-[:PARTY_TO]->(shared:Agreement)<-[:PARTY_TO]-${other}
      RETURN other, shared, 'agreement' AS kind${dated(span('coalesce(shared.signedOnFirst, shared.inForceOnFirst)', 'shared.endedOnLast'))}
      UNION ALL
      MATCH (this)<-[:COUNTS_FROM]-(shared:Statement)-[:COUNTS_TO]->${other}
      RETURN other, shared, 'said' AS kind${dated('shared.madeOnFirst AS first, shared.madeOnLast AS last')}
      UNION ALL
      MATCH (this)<-[:COUNTS_TO]-(shared:Statement)-[:COUNTS_FROM]->${other}
      RETURN other, shared, 'heard' AS kind${dated('shared.madeOnFirst AS first, shared.madeOnLast AS last')}
    }
    WITH this, other, shared, kind${given.during ? ', first, last' : ''}
    WHERE ${['other <> this', ...asked].join('\n      AND ')}${none}
    WITH this, other, collect(DISTINCT CASE kind WHEN 'talks' THEN shared END) AS talks,
      collect(DISTINCT CASE kind WHEN 'agreement' THEN shared END) AS agreements,
      count(DISTINCT CASE WHEN kind IN ['said', 'heard'] THEN shared END) AS statements,
      count(CASE WHEN kind <> 'heard' THEN 1 END) AS dealt
    WHERE dealt > 0 AND NOT EXISTS { (other)-[:BELONGS_TO]-(this) }
      AND NOT EXISTS { (other)-[:BELONGS_TO]->(:Country)<-[:BELONGS_TO]-(this) }
    WITH other AS node, {
      negotiations: talks, agreements: agreements,
      negotiationCount: size(talks), agreementCount: size(agreements), statementCount: statements,
      rank: right('000000000' + toString(999999999 - size(talks) - size(agreements)), 9) + '|'
        + right('000000000' + toString(999999999 - statements), 9) + '|' + other.id
    } AS edge`
}

@EdgeType({ description: 'One with whom an actor dealt, and how often.' })
export class Counterpart {
  @Property(() => Int, { description: 'How many negotiations both are parties to, derived parties included.' })
  negotiationCount!: number

  @Property(() => Int, { description: 'How many agreements both are parties to.' })
  agreementCount!: number

  @Property(() => Int, { description: 'How many statements either made to or about the other.' })
  statementCount!: number

  @Connection(() => Negotiation, {
    match: 'UNWIND this.negotiations AS node',
    order: 'node.startedOnAsc',
    max: 250,
    description: 'The negotiations both are parties to.',
  })
  negotiations!: Page<Negotiation>

  @Connection(() => Agreement, {
    match: 'UNWIND this.agreements AS node',
    order: 'node.signedOnAsc',
    max: 250,
    description: 'The agreements both are parties to.',
  })
  agreements!: Page<Agreement>
}
