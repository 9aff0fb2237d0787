import { Agreement } from './Agreement.js'
import { Connection, EdgeType, Enum, ID, NodeInterface, Property, Root, UnionType } from './declare.js'
import type { Page } from './declare.js'
import { Event } from './Event.js'
import { Node } from './Node.js'
import { PartialDate } from './PartialDate.js'
import { Statement } from './Statement.js'

/** The union of both status enums, for what an event can bring about. */
export const Status = Enum('Status', 'A status of a negotiation or of an agreement.', {
  CONSIDERED: 'Of a negotiation: one side thinks of it, no talks are claimed.',
  PROPOSED: 'Put forward, not taken up yet.',
  PRELIMINARY: 'Of a negotiation: first contacts.',
  ONGOING: 'Of a negotiation: under way.',
  CONCLUDED: 'Of a negotiation: finished with a result.',
  COLLAPSED: 'Of a negotiation: given up.',
  AGREED: 'Of an agreement: agreed upon, not signed as far as known.',
  SIGNED: 'Of an agreement: signed, not in force as far as known.',
  IN_FORCE: 'Of an agreement: binding.',
  SUSPENDED: 'Paused.',
  EXPIRED: 'Of an agreement: run out.',
  TERMINATED: 'Of an agreement: ended by its own rules.',
  SUPERSEDED: 'Of an agreement: replaced by another.',
  SCRAPPED: 'Of an agreement: given up by one side.',
})

/** What can stand on a timeline. */
@UnionType({ description: 'What can stand on a timeline.', members: () => [Event, Statement, Agreement] })
export class TimelineItem {}

/** A place on a timeline. */
@EdgeType({ description: 'A place on a timeline.' })
export class TimelineEntry {
  @Property(() => PartialDate, {
    nullable: true,
    description: 'When it happened, was said or was signed; null where no source says, and then it comes last.',
  })
  on?: string

  @Property(() => Status, {
    nullable: true,
    description:
      'The status that this entry brought about in the negotiation or agreement whose timeline this is; null where it brought none about, and on an actor’s timeline.',
  })
  statusAfter?: keyof typeof Status
}

/** The root field for what two actors have in common on their timelines. */
export class PairTimeline {
  @Root(
    Connection(() => TimelineItem, {
      args: {
        a: { type: () => ID, description: 'The id of one actor.' },
        b: { type: () => ID, description: 'The id of the other.' },
      },
      match: `MATCH (one:Node {id: $a})-[edge:ON_TIMELINE]->(node)<-[:ON_TIMELINE]-(other:Node {id: $b})
      WHERE one <> other`,
      edge: () => TimelineEntry,
      order: 'edge.sort',
      max: 250,
      description:
        'What two actors have in common, in order: events and statements that are on the timelines of both, and the agreements both are parties to. For countries what was done and said by who acts for them is included.',
    }),
  )
  static pairTimeline: unknown
}

/** What has a history worth reading in order. */
@NodeInterface({
  label: 'HasTimeline',
  description: 'What has a history to be read in order.',
  implements: () => [Node],
})
export class HasTimeline {
  @Connection(() => TimelineItem, {
    by: '(this)-[edge:ON_TIMELINE]->(node)',
    // The hint makes Neo4j read as far as the page goes: without it, it goes through all of a country's thousands.
    match: `MATCH (this)-[edge:ON_TIMELINE]->(node)
      USING INDEX edge:ON_TIMELINE(sort)
      WHERE edge.sort >= this.id + '|' AND edge.sort < this.id + '|~~' AND edge.sort > $place`,
    edge: () => TimelineEntry,
    order: 'edge.sort',
    max: 250,
    description:
      'Events, statements and agreements in order of their first possible day. Of a negotiation or agreement: what is part of it, about it, or came of it. Of an actor: what it initiated, was the target of, said, was told or is the subject of, and the agreements it is a party to; of a country also what those who act for it did and said.',
  })
  timeline!: Page<TimelineItem, TimelineEntry>
}
