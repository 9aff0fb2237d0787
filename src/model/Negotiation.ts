import { Actor, ActorFilter } from './Actor.js'
import { Agreement, AgreementFilter } from './Agreement.js'
import {
  Computed,
  Connection,
  EdgeType,
  Enum,
  FilterType,
  ID,
  List,
  Lookup,
  Many,
  NodeType,
  Property,
  Root,
  Where,
} from './declare.js'
import type { Page } from './declare.js'
import {
  CountBy,
  CountNear,
  CountPairs,
  CountryCount,
  CountThrough,
  CountYears,
  TopicCount,
  type ValueCount,
} from './facets.js'
import type { PairCount } from './facets.js'
import { Event, EventFilter } from './Event.js'
import { EventPart } from './EventPart.js'
import { Fact } from './Fact.js'
import { HasTimeline } from './HasTimeline.js'
import { ExternalId, identifiers, Node } from './Node.js'
import { PartialDate } from './PartialDate.js'
import { Participation } from './Participation.js'
import { Statement, StatementFilter } from './Statement.js'
import { statusAsOf } from './statusAsOf.js'
import { Term, TermFilter } from './Term.js'
import { Topic } from './Topic.js'

export const NegotiationStatus = Enum('NegotiationStatus', 'How far talks have come.', {
  CONSIDERED: 'One side thinks of it; no talks are claimed. Left out of lists and counts unless a filter names it.',
  PROPOSED: 'One side has put it to the other.',
  PRELIMINARY: 'First contacts.',
  ONGOING: 'Under way.',
  SUSPENDED: 'Paused.',
  CONCLUDED: 'Finished with a result.',
  COLLAPSED: 'Given up.',
})

@FilterType(() => Negotiation, {
  unlessNamed: { property: 'status', values: ['CONSIDERED'] },
  description:
    'Conditions on negotiations. All that are given must hold. Talks only CONSIDERED are left out unless `status` names that status.',
})
export class NegotiationFilter {
  @Where({ values: 'id', type: () => ID, description: 'By id.' })
  id?: unknown

  @Where({
    values: 'status',
    type: () => NegotiationStatus,
    description: 'By the status as it stands. Naming CONSIDERED here brings in talks only considered.',
  })
  status?: unknown

  @Where({
    ids: "(node)<-[part:PARTICIPATED_IN {role: 'PARTY'}]-(other:Actor)",
    derivable: true,
    description: 'By the sides that negotiate: role PARTY, derived ones included unless `derived` is false.',
  })
  parties?: unknown

  @Where({
    ids: '(node)<-[part:PARTICIPATED_IN]-(other:Actor)',
    derivable: true,
    description: 'By who took part, in any role.',
  })
  participants?: unknown

  @Where({
    ids: '(node)-[:CONCERNS]->(:Topic)-[:BROADER*0..8]->(other:Topic)',
    description: 'By topic, its narrower ones included.',
  })
  topics?: unknown

  @Where({ date: 'startedOn', description: 'By the date talks began.' })
  startedOn?: unknown

  @Where({ date: 'endedOn', description: 'By the date talks ended.' })
  endedOn?: unknown

  @Where({
    day: `(node.startedOnFirst IS NOT NULL OR node.endedOnLast IS NOT NULL)
    AND coalesce(node.startedOnFirst <= $day.last, true) AND coalesce(node.endedOnLast >= $day.first, true)
    AND NOT EXISTS { MATCH (node)<-[part:PART_OF]-(event:Event) WHERE part.status IN ['CONCLUDED', 'COLLAPSED'] AND event.onLast < $day.first }`,
    description:
      'Talks open on this date: any day of it will do. They had begun and not ended, by their dates or by an event that concluded them or let them collapse; a bound that is not known is open, and talks of which neither is known are left out.',
  })
  openAsOf?: unknown

  @Where({
    with: '(node)<-[:PARTICIPATED_IN]-(other:Actor)',
    filter: () => ActorFilter,
    description: 'At least one participant is like this.',
  })
  withParticipant?: unknown

  @Where({
    with: '(node)-[:PRODUCED]->(other:Agreement)',
    filter: () => AgreementFilter,
    description: 'At least one agreement that came of it is like this.',
  })
  withAgreement?: unknown

  @Where({
    with: '(node)<-[:PART_OF]-(other:Event)',
    filter: () => EventFilter,
    description: 'At least one event that is part of it is like this.',
  })
  withEvent?: unknown

  @Where({
    with: '(node)<-[:ABOUT]-(other:Statement)',
    filter: () => StatementFilter,
    description: 'At least one statement about it is like this.',
  })
  withStatement?: unknown

  @Where({
    with: '(node)-[:HAS_TERM]->(other:Term)',
    filter: () => TermFilter,
    description: 'At least one term on the table is like this.',
  })
  withTerm?: unknown
}

/** Counts over a list of negotiations. */
@EdgeType({ description: 'Counts over a list of negotiations.' })
export class NegotiationFacets {
  @CountBy('node.status', 'By status as it stands.')
  statuses!: ValueCount[]

  @CountYears('startedOn', 'By the year talks began; what has no date is left out.')
  years!: ValueCount[]

  @CountNear(
    () => TopicCount,
    '(node)-[:CONCERNS]->(:Topic)-[:BROADER*0..8]->(other:Topic)',
    'By topic: each topic with its narrower ones.',
  )
  topics!: TopicCount[]

  @CountNear(
    () => CountryCount,
    "(node)<-[:PARTICIPATED_IN {role: 'PARTY'}]-(other:Country)",
    'By country that is a party, derived ones included.',
  )
  countries!: CountryCount[]

  @CountThrough(
    "(node)<-[:PARTICIPATED_IN {role: 'PARTY'}]-(other:Country)",
    'other.region',
    'By region of the countries that are parties.',
  )
  regions!: ValueCount[]

  @CountPairs(
    "(node)<-[:PARTICIPATED_IN {role: 'PARTY'}]-(side:Country)",
    'By pair of countries that are both parties, derived ones included: the most active pairs.',
  )
  pairs!: PairCount[]
}

@NodeType({
  plural: 'negotiations',
  implements: () => [Fact, HasTimeline, Node],
  description: 'Talks between actors, whether or not anything came of them. Its outcome, if any, is an Agreement.',
})
export class Negotiation {
  @Property(() => String, { sort: true, seeded: true, disputable: true, search: true, description: 'A short title.' })
  title!: string

  @Property(() => NegotiationStatus, {
    index: true,
    seeded: true,
    disputable: true,
    description:
      'How far the talks have come: what the latest dated event that brought a status about says, else the best claim. Where claims differ, `claims` has each.',
  })
  status!: keyof typeof NegotiationStatus

  @Computed(() => NegotiationStatus, {
    args: { date: { type: () => PartialDate, description: 'The date; of a month or year, its last day.' } },
    nullable: true,
    cypher: statusAsOf(),
    description:
      'The status as it stood on a date: what the last dated event or claim up to then says; null where no source says.',
  })
  statusAsOf?: keyof typeof NegotiationStatus

  @Property(() => PartialDate, {
    nullable: true,
    sort: true,
    seeded: true,
    disputable: true,
    description: 'When talks began, only as precise as the source; null where no source says.',
  })
  startedOn?: string

  @Property(() => PartialDate, {
    nullable: true,
    sort: true,
    seeded: true,
    disputable: true,
    description: 'When talks ended; null where they have not or no source says.',
  })
  endedOn?: string

  @Property(() => String, {
    nullable: true,
    seeded: true,
    description: 'A sentence or two on what it is about; null where none was written.',
  })
  summary?: string

  @Connection(() => Actor, {
    by: '(this)<-[edge:PARTICIPATED_IN]-(node:Actor)',
    edge: () => Participation,
    order: "node.nameAsc + '|' + edge.key",
    max: 250,
    seeded: true,
    description: 'Who sat at, or stood behind, the table: one entry for each role and each principal.',
  })
  participants!: Page<Actor, Participation>

  @Connection(() => Actor, {
    match: "MATCH (this)<-[edge:PARTICIPATED_IN {role: 'PARTY'}]-(node:Actor)",
    edge: () => Participation,
    order: "node.nameAsc + '|' + edge.key",
    max: 250,
    description: 'The sides that negotiate: participants of role PARTY, derived ones included.',
  })
  parties!: Page<Actor, Participation>

  @Many(() => Topic, {
    by: '(this)-[:CONCERNS]->(node:Topic)',
    seeded: true,
    order: 'node.labelAsc',
    description: 'What it is about, as the sources say; broader topics are not repeated.',
  })
  topics!: Topic[]

  @Connection(() => Term, {
    by: '(this)-[:HAS_TERM]->(node:Term)',
    seeded: true,
    order: 'node.id',
    max: 250,
    description: 'What is on the table: each thing that one side gives another.',
  })
  terms!: Page<Term>

  @Connection(() => Agreement, {
    by: '(this)-[:PRODUCED]->(node:Agreement)',
    seeded: true,
    order: 'node.signedOnAsc',
    max: 250,
    description: 'What came of it.',
  })
  agreements!: Page<Agreement>

  @Connection(() => Event, {
    by: '(this)<-[edge:PART_OF]-(node:Event)',
    edge: () => EventPart,
    order: 'node.onAsc',
    max: 250,
    description: 'The events that are part of it.',
  })
  events!: Page<Event, EventPart>

  @Connection(() => Statement, {
    by: '(this)<-[:ABOUT]-(node:Statement)',
    filter: () => StatementFilter,
    sortable: true,
    order: 'node.madeOnAsc',
    max: 250,
    description: 'What was said about it.',
  })
  statements!: Page<Statement>

  @Connection(() => Negotiation, {
    by: '(this)-[:PART_OF]->(node:Negotiation)',
    seeded: true,
    order: 'node.id',
    max: 250,
    description: 'The larger talks it is part of.',
  })
  partOf!: Page<Negotiation>

  @Connection(() => Negotiation, {
    by: '(this)<-[:PART_OF]-(node:Negotiation)',
    order: 'node.id',
    max: 250,
    description: 'The talks that are part of it.',
  })
  parts!: Page<Negotiation>

  @Many(() => ExternalId, identifiers)
  externalIds!: ExternalId[]

  @Root(Lookup(() => Negotiation, 'negotiation'))
  static negotiation: unknown

  @Root(
    List(() => Negotiation, {
      filter: () => NegotiationFilter,
      facets: () => NegotiationFacets,
      order: 'node.id',
      description:
        'Negotiations, by id unless told otherwise. Talks only CONSIDERED are left out unless the filter names that status.',
    }),
  )
  static negotiations: unknown
}
