import { EdgeType, Enum, FilterType, ID, Int, Many, One, Computed, Property, Root, Where } from './declare.js'
import { Node } from './Node.js'
import { Passage } from './Passage.js'

export const Relation = Enum('Relation', 'The relationships that paths can go along.', {
  PARTICIPATED_IN: 'An actor took part in a negotiation, derived parts included.',
  PARTY_TO: 'An actor is or was a party to an agreement.',
  MADE: 'An actor made a statement.',
  ADDRESSED_TO: 'A statement was made to an actor.',
  ABOUT: 'A statement is about something; topics are left out.',
  INITIATED: 'An actor brought an event about.',
  TARGETED: 'An event was directed at an actor.',
  HELD_OFFICE: 'An official held an office of a country or an organization.',
  BELONGS_TO: 'An actor is of a country.',
  MEMBER_OF: 'An actor is or was a member of an organization.',
})

@FilterType(() => Path, {
  plain: true,
  description: 'What paths may go along and through. All that are given must hold.',
})
export class PathFilter {
  @Where({ shape: 'list', type: () => Relation, description: 'Only along these relationships.' })
  relations?: unknown

  @Where({
    shape: 'ids',
    description: 'Negotiations, agreements and statements on the way must be on these topics or narrower ones.',
  })
  topics?: unknown

  @Where({
    shape: 'date',
    description:
      'Negotiations, agreements, statements and events on the way must lie in this range; what has no date is left out.',
  })
  during?: unknown
}

/** One step of a path: a map that is worked out, whose `relationship` is the stored one. */
@EdgeType({ description: 'One step of a path, along one relationship.' })
export class PathStep {
  @Computed(() => Relation, { cypher: 'type(this.relationship)', description: 'The relationship.' })
  relationship!: keyof typeof Relation

  @Computed(() => Boolean, {
    cypher: 'startNode(this.relationship) = this.from',
    description: 'Whether the step goes the way the relationship points.',
  })
  forward!: boolean

  @Many(() => Passage, {
    match: 'UNWIND (this.relationship).evidence[..$first] AS passageId MATCH (node:Node {id: passageId})',
    count: 'coalesce((this.relationship).evidenceCount, 0)',
    order: '',
    description: 'The exact words the relationship rests on, the first ten passages.',
  })
  evidence!: Passage[]

  @One(() => Node, { match: 'UNWIND [this.from] AS node', description: 'Where the step starts.' })
  from!: Node

  @One(() => Node, { match: 'UNWIND [this.to] AS node', description: 'Where it leads.' })
  to!: Node
}

/** Whether a node that lies on a path passes the filter. A hub may end a path, and is not gone through. */
function passable(node: string): string {
  const first = `coalesce(${node}.startedOnFirst, ${node}.signedOnFirst, ${node}.madeOnFirst, ${node}.onFirst)`
  const last = `coalesce(${node}.endedOnLast, ${node}.madeOnLast, ${node}.onLast)`
  const reaches = `MATCH (${node})-[:CONCERNS|ABOUT]->(:Topic)-[:BROADER*0..8]->(topic:Topic) WHERE topic.id`
  return `(${node}.id IN [$from, $to] OR (
            COUNT { (${node})--() } <= 1000 AND NOT ${node}:Topic AND coalesce(${node}.status <> 'CONSIDERED', true)
            AND (${node}:Actor OR $filter.topics IS NULL OR (
              ($filter.topics.any IS NULL OR EXISTS { ${reaches} IN $filter.topics.any })
              AND ($filter.topics.all IS NULL OR all(wanted IN $filter.topics.all WHERE EXISTS { ${reaches} = wanted }))
              AND ($filter.topics.none IS NULL OR NOT EXISTS { ${reaches} IN $filter.topics.none })))
            AND (${node}:Actor OR ($filter.during.from IS NULL AND $filter.during.to IS NULL) OR CASE $filter.during.match
              WHEN 'CERTAIN' THEN coalesce(${first} >= $filter.during.from.first, $filter.during.from IS NULL) AND coalesce(coalesce(${last}, '9999-12-31') <= $filter.during.to.last, $filter.during.to IS NULL)
              ELSE coalesce(${first}, ${last}) IS NOT NULL AND coalesce(${first} <= $filter.during.to.last, true) AND coalesce(${last} >= $filter.during.from.first, true)
            END)))`
}

/** A path between two nodes. */
@EdgeType({ description: 'A shortest path between two things.' })
export class Path {
  @Property(() => Int, { description: 'How many steps it has.' })
  length!: number

  @Many(() => PathStep, {
    match: 'UNWIND this.steps AS edge',
    whole: true,
    order: 'edge.position',
    description: 'Its steps, from the first to the last.',
  })
  steps!: PathStep[]

  @Root(
    Many(() => Path, {
      args: {
        from: { type: () => ID, description: 'The id to start from.' },
        to: { type: () => ID, description: 'The id to arrive at.' },
        maxLength: {
          type: () => Int,
          default: 4,
          min: 1,
          max: 6,
          literal: true,
          description: 'The most steps: 4 unless told, 6 at most.',
        },
        filter: {
          type: () => PathFilter,
          nullable: true,
          description: 'What paths may go along and through; everything when left out.',
        },
      },
      match: `MATCH (start:Node {id: $from}), (finish:Node {id: $to})
      WHERE start <> finish
      MATCH path = SHORTEST 50 (start)
        ((here)-[step:PARTICIPATED_IN|PARTY_TO|MADE|ADDRESSED_TO|ABOUT|INITIATED|TARGETED|HELD_OFFICE|BELONGS_TO|MEMBER_OF]-(there)
          WHERE ($filter.relations IS NULL OR type(step) IN $filter.relations)
            AND ${passable('there')}){1,$maxLength}
        (finish)
      WITH length(path) AS length, nodes(path) AS along, relationships(path) AS steps
      WITH {
        length: length,
        steps: [at IN range(0, length - 1) | {position: at, relationship: steps[at], from: along[at], to: along[at + 1]}],
        key: reduce(text = right('0' + toString(length), 2), each IN along | text + '|' + each.id) + reduce(text = '', each IN steps | text + '|' + type(each) + coalesce(each.key, ''))
      } AS edge`,
      order: 'edge.key',
      size: 3,
      count: 'none',
      description:
        'The shortest ways from one thing to another, along negotiations, agreements, statements, events, offices and memberships, in either direction. Topics are not gone through, nor are talks only CONSIDERED, nor what has more than 1,000 relationships, though a path can end there. Empty where there is no way that short.',
    }),
  )
  static paths: unknown
}
