import { Actor, ActorFilter } from './Actor.js'
import { AgreementParty } from './AgreementParty.js'
import { Asserted } from './Asserted.js'
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
  type PairCount,
  TopicCount,
  type ValueCount,
} from './facets.js'
import { Event, EventFilter } from './Event.js'
import { EventPart } from './EventPart.js'
import { Fact } from './Fact.js'
import { HasTimeline } from './HasTimeline.js'
import { Negotiation, NegotiationFilter } from './Negotiation.js'
import { ExternalId, identifiers, Node } from './Node.js'
import { PartialDate } from './PartialDate.js'
import { Statement, StatementFilter } from './Statement.js'
import { statusAsOf } from './statusAsOf.js'
import { Term, TermFilter } from './Term.js'
import { Topic } from './Topic.js'

export const AgreementKind = Enum('AgreementKind', 'What kind of instrument it is.', {
  TREATY: 'A treaty.',
  CONVENTION: 'A convention.',
  PROTOCOL: 'A protocol to another agreement.',
  AMENDMENT: 'An amendment of another agreement.',
  MEMORANDUM: 'A memorandum of understanding.',
  EXCHANGE_OF_NOTES: 'An exchange of notes or letters.',
  ARRANGEMENT: 'An arrangement or deal without a more formal name.',
  JOINT_STATEMENT: 'A joint statement or communiqué.',
  DECLARATION: 'A declaration.',
  RESOLUTION: 'A resolution.',
  OTHER: 'Any other.',
})

export const ParticipationKind = Enum('ParticipationKind', 'How many can be party to an agreement.', {
  BILATERAL: 'Two sides.',
  MULTILATERAL: 'Three or more.',
})

export const AgreementStatus = Enum('AgreementStatus', 'What has become of an agreement.', {
  PROPOSED: 'Offered by one side.',
  AGREED: 'Agreed upon; not signed as far as known.',
  SIGNED: 'Signed; not in force as far as known.',
  IN_FORCE: 'Binding.',
  SUSPENDED: 'Paused.',
  EXPIRED: 'Run out.',
  TERMINATED: 'Ended by its own rules or by consent.',
  SUPERSEDED: 'Replaced by another.',
  SCRAPPED: 'Given up by one side.',
})

/** How one agreement stands to another. */
@EdgeType({ description: 'How one agreement stands to another.', implements: () => [Asserted] })
export class AgreementLink {}

@FilterType(() => Agreement, { description: 'Conditions on agreements. All that are given must hold.' })
export class AgreementFilter {
  @Where({ values: 'id', type: () => ID, description: 'By id.' })
  id?: unknown

  @Where({ values: 'kind', type: () => AgreementKind, description: 'By kind.' })
  kind?: unknown

  @Where({ values: 'status', type: () => AgreementStatus, description: 'By the status as it stands.' })
  status?: unknown

  @Where({ values: 'participation', type: () => ParticipationKind, description: 'By how many can be party.' })
  participation?: unknown

  @Where({
    ids: "(node)<-[part:PARTY_TO {role: 'PARTY'}]-(other:Actor)",
    derivable: true,
    description: 'By its parties: role PARTY, derived ones included unless `derived` is false.',
  })
  parties?: unknown

  @Where({
    ids: '(node)<-[part:PARTY_TO]-(other:Actor)',
    derivable: true,
    description: 'By who is or was a party in any role.',
  })
  participants?: unknown

  @Where({
    ids: '(node)-[:CONCERNS]->(:Topic)-[:BROADER*0..8]->(other:Topic)',
    description: 'By topic, its narrower ones included.',
  })
  topics?: unknown

  @Where({ date: 'signedOn', description: 'By the date of signature.' })
  signedOn?: unknown

  @Where({ date: 'inForceOn', description: 'By the date of entry into force.' })
  inForceOn?: unknown

  @Where({ date: 'endedOn', description: 'By the date it ended.' })
  endedOn?: unknown

  @Where({
    day: `node.inForceOnFirst <= $day.last AND coalesce(node.endedOnLast >= $day.first, true)
    AND NOT EXISTS { MATCH (node)<-[part:PART_OF]-(event:Event) WHERE part.status IN ['EXPIRED', 'TERMINATED', 'SUPERSEDED', 'SCRAPPED'] AND event.onLast < $day.first }`,
    onEdge: 'coalesce(edge.inForceOnFirst <= $day.last, true) AND coalesce(edge.withdrewOnLast >= $day.first, true)',
    description:
      'In force on this date: any day of it will do, so that 2025 finds what was in force on at least one day of that year. It had entered into force and not ended, by its dates or by an event that ended it; without a date of entry into force it is left out. On the list of one actor that actor’s own dates count too: since when it was bound, and when it left.',
  })
  inForceAsOf?: unknown

  @Where({
    with: '(node)<-[:PARTY_TO]-(other:Actor)',
    filter: () => ActorFilter,
    description: 'At least one party is like this.',
  })
  withParty?: unknown

  @Where({
    with: '(node)<-[:PRODUCED]-(other:Negotiation)',
    filter: () => NegotiationFilter,
    description: 'Some talks that led to it are like this.',
  })
  withNegotiation?: unknown

  @Where({
    with: '(node)<-[:PART_OF]-(other:Event)',
    filter: () => EventFilter,
    description: 'At least one event that is part of its history is like this.',
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
    description: 'At least one term of it is like this.',
  })
  withTerm?: unknown
}

/** Counts over a list of agreements. */
@EdgeType({ description: 'Counts over a list of agreements.' })
export class AgreementFacets {
  @CountBy('node.kind', 'By kind.')
  kinds!: ValueCount[]

  @CountBy('node.status', 'By status as it stands.')
  statuses!: ValueCount[]

  @CountYears('signedOn', 'By the year of signature; what has no date is left out.')
  years!: ValueCount[]

  @CountNear(
    () => TopicCount,
    '(node)-[:CONCERNS]->(:Topic)-[:BROADER*0..8]->(other:Topic)',
    'By topic: each topic with its narrower ones.',
  )
  topics!: TopicCount[]

  @CountNear(
    () => CountryCount,
    '(node)<-[:PARTY_TO]-(other:Country)',
    'By country that is or was a party, in any role.',
  )
  countries!: CountryCount[]

  @CountThrough('(node)<-[:PARTY_TO]-(other:Country)', 'other.region', 'By region of the countries that are parties.')
  regions!: ValueCount[]

  @CountPairs('(node)<-[:PARTY_TO]-(side:Country)', 'By pair of countries that are both parties.')
  pairs!: PairCount[]
}

@NodeType({
  plural: 'agreements',
  implements: () => [Fact, HasTimeline, Node],
  description: 'What actors agreed upon: a treaty, an arrangement, a joint statement. What led to it is a Negotiation.',
})
export class Agreement {
  @Property(() => String, {
    sort: true,
    seeded: true,
    disputable: true,
    search: true,
    description: 'Its title, or a short one where it has none.',
  })
  title!: string

  @Property(() => AgreementKind, {
    index: true,
    seeded: true,
    disputable: true,
    description: 'What kind of instrument it is.',
  })
  kind!: keyof typeof AgreementKind

  @Property(() => ParticipationKind, {
    nullable: true,
    index: true,
    seeded: true,
    disputable: true,
    description: 'Whether two sides or more can be party; null where no source says.',
  })
  participation?: keyof typeof ParticipationKind

  @Property(() => Boolean, {
    nullable: true,
    seeded: true,
    disputable: true,
    description: 'Whether it binds in law; null where no source says.',
  })
  binding?: boolean

  @Property(() => AgreementStatus, {
    nullable: true,
    index: true,
    seeded: true,
    disputable: true,
    description:
      'What has become of it: what the latest dated event that brought a status about says, else the best claim; null where no source says.',
  })
  status?: keyof typeof AgreementStatus

  @Computed(() => AgreementStatus, {
    args: { date: { type: () => PartialDate, description: 'The date; of a month or year, its last day.' } },
    nullable: true,
    cypher: statusAsOf(),
    description:
      'The status as it stood on a date: what the last dated event or claim up to then says; null where no source says.',
  })
  statusAsOf?: keyof typeof AgreementStatus

  @Property(() => PartialDate, {
    nullable: true,
    sort: true,
    seeded: true,
    disputable: true,
    description: 'When it was signed; null where it was not or no source says.',
  })
  signedOn?: string

  @Property(() => PartialDate, {
    nullable: true,
    sort: true,
    seeded: true,
    disputable: true,
    description: 'When it entered into force; null where it did not or no source says.',
  })
  inForceOn?: string

  @Property(() => PartialDate, {
    nullable: true,
    sort: true,
    seeded: true,
    disputable: true,
    description: 'When it ended; null where it lasts or no source says.',
  })
  endedOn?: string

  @Property(() => String, {
    nullable: true,
    seeded: true,
    description: 'A sentence or two on what it is; null where none was written.',
  })
  summary?: string

  @Property(() => String, {
    nullable: true,
    seeded: true,
    description: 'The family of agreements it belongs to, as a treaty register names it; null where none does.',
  })
  lineage?: string

  @Connection(() => Actor, {
    by: '(this)<-[edge:PARTY_TO]-(node:Actor)',
    edge: () => AgreementParty,
    order: 'node.nameAsc',
    max: 250,
    seeded: true,
    description: 'Who is or was a party, in any role, derived ones included.',
  })
  parties!: Page<Actor, AgreementParty>

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
    description: 'What was agreed: each thing that one side gives another.',
  })
  terms!: Page<Term>

  @Connection(() => Negotiation, {
    by: '(this)<-[:PRODUCED]-(node:Negotiation)',
    filter: () => NegotiationFilter,
    sortable: true,
    order: 'node.startedOnAsc',
    max: 250,
    description: 'The talks it came of.',
  })
  negotiations!: Page<Negotiation>

  @Connection(() => Agreement, {
    by: '(this)-[edge:AMENDS]->(node:Agreement)',
    edge: () => AgreementLink,
    seeded: true,
    order: 'node.signedOnAsc',
    max: 250,
    description: 'The agreements it amends.',
  })
  amends!: Page<Agreement, AgreementLink>

  @Connection(() => Agreement, {
    by: '(this)<-[edge:AMENDS]-(node:Agreement)',
    edge: () => AgreementLink,
    order: 'node.signedOnAsc',
    max: 250,
    description: 'The agreements that amend it.',
  })
  amendedBy!: Page<Agreement, AgreementLink>

  @Connection(() => Agreement, {
    by: '(this)-[edge:REPLACES]->(node:Agreement)',
    edge: () => AgreementLink,
    seeded: true,
    order: 'node.signedOnAsc',
    max: 250,
    description: 'The agreements it replaces.',
  })
  replaces!: Page<Agreement, AgreementLink>

  @Connection(() => Agreement, {
    by: '(this)<-[edge:REPLACES]-(node:Agreement)',
    edge: () => AgreementLink,
    order: 'node.signedOnAsc',
    max: 250,
    description: 'The agreements that replace it.',
  })
  replacedBy!: Page<Agreement, AgreementLink>

  @Connection(() => Agreement, {
    by: '(this)-[edge:MODELLED_ON]->(node:Agreement)',
    edge: () => AgreementLink,
    seeded: true,
    order: 'node.signedOnAsc',
    max: 250,
    description: 'The agreements it was modelled on, where a source says so; being similar is not enough.',
  })
  modelledOn!: Page<Agreement, AgreementLink>

  @Connection(() => Agreement, {
    by: '(this)<-[edge:MODELLED_ON]-(node:Agreement)',
    edge: () => AgreementLink,
    order: 'node.signedOnAsc',
    max: 250,
    description: 'The agreements modelled on it.',
  })
  models!: Page<Agreement, AgreementLink>

  @Connection(() => Event, {
    by: '(this)<-[edge:PART_OF]-(node:Event)',
    edge: () => EventPart,
    order: 'node.onAsc',
    max: 250,
    description: 'The events that are part of its history.',
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

  @Many(() => ExternalId, identifiers)
  externalIds!: ExternalId[]

  @Root(Lookup(() => Agreement, 'agreement'))
  static agreement: unknown

  @Root(
    List(() => Agreement, {
      filter: () => AgreementFilter,
      facets: () => AgreementFacets,
      order: 'node.id',
      description: 'Agreements, by id unless told otherwise.',
    }),
  )
  static agreements: unknown
}
