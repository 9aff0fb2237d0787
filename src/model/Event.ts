import { Actor } from './Actor.js'
import { Agreement } from './Agreement.js'
import { Asserted } from './Asserted.js'
import {
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
  UnionType,
  Where,
} from './declare.js'
import type { Page } from './declare.js'
import { ActorCount, CountBy, CountNear, CountYears, type ValueCount } from './facets.js'
import { EventPart } from './EventPart.js'
import { Fact } from './Fact.js'
import { Negotiation } from './Negotiation.js'
import { ExternalId, identifiers, Node } from './Node.js'
import { PartialDate } from './PartialDate.js'
import { Statement, StatementFilter } from './Statement.js'

export const EventKind = Enum('EventKind', 'What kind of thing happened.', {
  TALKS: 'A meeting or a round of talks.',
  SIGNATURE: 'A signature.',
  RATIFICATION: 'A ratification.',
  ENTRY_INTO_FORCE: 'An entry into force.',
  TERMINATION: 'An end, by whatever way.',
  WITHDRAWAL: 'A withdrawal of one party.',
  RULING: 'A ruling, or a challenge before a court.',
  TRANSFER: 'A transfer of people, goods or money.',
  VISIT: 'A visit.',
  CHANGE_OF_GOVERNMENT: 'A change of government.',
  OTHER: 'Any other.',
})

export const Plover = Enum('Plover', 'The sixteen types of PLOVER, the successor of CAMEO.', {
  AGREE: 'Agree to something.',
  CONSULT: 'Consult, meet, negotiate.',
  SUPPORT: 'Support diplomatically.',
  COOPERATE: 'Cooperate in deed.',
  AID: 'Give aid.',
  YIELD: 'Yield.',
  REQUEST: 'Request or demand.',
  ACCUSE: 'Accuse or criticize.',
  REJECT: 'Reject.',
  THREATEN: 'Threaten.',
  PROTEST: 'Protest.',
  SANCTION: 'Reduce relations, impose sanctions.',
  MOBILIZE: 'Show force.',
  COERCE: 'Coerce without force.',
  ASSAULT: 'Use force.',
  RETREAT: 'Retreat.',
})

export const Sequence = Enum('Sequence', 'How one event came after another.', {
  AFTER: 'Later; no cause is claimed.',
  STATED_CAUSE: 'The source says that the earlier one caused it.',
  RESPONSE: 'The source says that it answers the earlier one.',
})

@EdgeType({ description: 'How one event came after another.', implements: () => [Asserted] })
export class EventSequence {
  @Property(() => Sequence, { seeded: true, description: 'How: order alone, or a cause that the source states.' })
  relation!: keyof typeof Sequence
}

/** What an event can be part of. */
@UnionType({ description: 'What an event can be part of.', members: () => [Negotiation, Agreement] })
export class EventWhole {}

@FilterType(() => Event, { description: 'Conditions on events. All that are given must hold.' })
export class EventFilter {
  @Where({ values: 'id', type: () => ID, description: 'By id.' })
  id?: unknown

  @Where({ values: 'kind', type: () => EventKind, description: 'By kind.' })
  kind?: unknown

  @Where({ values: 'plover', type: () => Plover, description: 'By PLOVER type.' })
  plover?: unknown

  @Where({
    ids: '(node)<-[:INITIATED]-(other:Actor)',
    description: 'By who brought it about, as the source says who acted.',
  })
  initiators?: unknown

  @Where({ ids: '(node)-[:TARGETED]->(other:Actor)', description: 'By whom it was directed at.' })
  targets?: unknown

  @Where({ ids: '(node)-[:PART_OF]->(other:Node)', description: 'By the negotiation or agreement it is part of.' })
  partOf?: unknown

  @Where({ date: 'on', description: 'By the date it happened.' })
  on?: unknown
}

/** Counts over a list of events. */
@EdgeType({ description: 'Counts over a list of events.' })
export class EventFacets {
  @CountBy('node.kind', 'By kind.')
  kinds!: ValueCount[]

  @CountBy('node.plover', 'By PLOVER type; what was not coded is left out.')
  plover!: ValueCount[]

  @CountYears('on', 'By the year it happened; what has no date is left out.')
  years!: ValueCount[]

  @CountNear(
    () => ActorCount,
    '(node)<-[:INITIATED]-(other:Actor)',
    'By who brought it about, as the source says who acted.',
  )
  initiators!: ActorCount[]

  @CountNear(() => ActorCount, '(node)-[:TARGETED]->(other:Actor)', 'By whom it was directed at.')
  targets!: ActorCount[]
}

@NodeType({ plural: 'events', ownClaim: true, implements: () => [Fact, Node], description: 'One thing that happened.' })
export class Event {
  @Property(() => EventKind, {
    index: true,
    seeded: true,
    disputable: true,
    description: 'What kind of thing happened.',
  })
  kind!: keyof typeof EventKind

  @Property(() => Plover, {
    nullable: true,
    index: true,
    seeded: true,
    description: 'Its PLOVER type; null where it was not coded.',
  })
  plover?: keyof typeof Plover

  @Property(() => String, { nullable: true, seeded: true, description: 'Its CAMEO code; null where it was not coded.' })
  cameo?: string

  @Property(() => PartialDate, {
    nullable: true,
    sort: true,
    seeded: true,
    disputable: true,
    description: 'When it happened: an interval means some day within it; null where no source says.',
  })
  on?: string

  @Property(() => String, { seeded: true, search: true, description: 'What happened, in a sentence.' })
  summary!: string

  @Property(() => String, {
    nullable: true,
    seeded: true,
    description: 'Private persons it befell, never named: “one Iraqi national”; null where none.',
  })
  affected?: string

  @Many(() => Actor, {
    by: '(this)<-[:INITIATED]-(node:Actor)',
    seeded: true,
    order: 'node.nameAsc',
    description: 'Who brought it about, as the source says who acted.',
  })
  initiators!: Actor[]

  @Many(() => Actor, {
    by: '(this)-[:TARGETED]->(node:Actor)',
    seeded: true,
    order: 'node.nameAsc',
    description: 'At whom it was directed.',
  })
  targets!: Actor[]

  @Connection(() => EventWhole, {
    by: '(this)-[edge:PART_OF]->(node:Fact)',
    edge: () => EventPart,
    seeded: true,
    order: 'node.id',
    max: 250,
    description: 'The negotiations and agreements it is part of, with the status it brought about in each.',
  })
  partOf!: Page<EventWhole, EventPart>

  @Connection(() => Event, {
    by: '(this)-[edge:FOLLOWED]->(node:Event)',
    edge: () => EventSequence,
    seeded: true,
    order: 'node.onAsc',
    max: 250,
    description: 'The events it came after, as the source says: order alone unless `relation` says more.',
  })
  followed!: Page<Event, EventSequence>

  @Connection(() => Event, {
    by: '(this)<-[edge:FOLLOWED]-(node:Event)',
    edge: () => EventSequence,
    order: 'node.onAsc',
    max: 250,
    description: 'The events that came after it.',
  })
  followedBy!: Page<Event, EventSequence>

  @Connection(() => Statement, {
    by: '(this)<-[:ABOUT]-(node:Statement)',
    filter: () => StatementFilter,
    sortable: true,
    order: 'node.madeOnAsc',
    max: 250,
    description: 'What was said about it.',
  })
  statements!: Page<Statement>

  @Many(() => ExternalId, identifiers)
  externalIds!: ExternalId[]

  @Root(Lookup(() => Event, 'event'))
  static event: unknown

  @Root(
    List(() => Event, {
      filter: () => EventFilter,
      facets: () => EventFacets,
      order: 'node.id',
      description: 'Events, by id unless told otherwise.',
    }),
  )
  static events: unknown
}
