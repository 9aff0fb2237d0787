import { Agreement, AgreementFilter } from './Agreement.js'
import { AgreementParty } from './AgreementParty.js'
import { Country } from './Country.js'
import { Counterpart, CounterpartFilter, dealings } from './Counterpart.js'
import { Connection, EdgeType, Enum, FilterType, ID, Many, NodeInterface, Property, Root, Where } from './declare.js'
import type { Page } from './declare.js'
import { CountBy, type ValueCount } from './facets.js'
import { Event, EventFilter } from './Event.js'
import { HasTimeline } from './HasTimeline.js'
import { Membership } from './Membership.js'
import { Negotiation, NegotiationFilter } from './Negotiation.js'
import { ExternalId, identifiers, Name, Node } from './Node.js'
import { Organization } from './Organization.js'
import { PartialDate } from './PartialDate.js'
import { Participation } from './Participation.js'
import { Statement, StatementFilter } from './Statement.js'
import { Term } from './Term.js'

/** The kinds of actor, for filters. */
export const ActorType = Enum('ActorType', 'The kinds of actor.', {
  COUNTRY: 'A country, a territory or a former state.',
  OFFICIAL: 'A person who speaks or acts for a state or an organization.',
  ORGANIZATION: 'A body with a name, a government included.',
  GROUP: 'An unnamed collective.',
})

@FilterType(() => Actor, { description: 'Conditions on actors of any kind. All that are given must hold.' })
export class ActorFilter {
  @Where({ values: 'id', type: () => ID, description: 'By id.' })
  id?: unknown

  @Where({ is: 'name', type: () => String, description: 'By the preferred name, exactly as written.' })
  name?: unknown
}

/** Counts over a list of actors. */
@EdgeType({ description: 'Counts over a list of actors.' })
export class ActorFacets {
  @CountBy(
    "[label IN labels(node) WHERE label IN ['Country', 'Official', 'Organization', 'Group'] | toUpper(label)][0]",
    'By kind of actor.',
  )
  types!: ValueCount[]
}

/** Who can negotiate, agree, speak or act. */
@NodeInterface({
  label: 'Actor',
  shared: true,
  description: 'Who can negotiate, agree, speak or act.',
  implements: () => [Node, HasTimeline],
})
export class Actor {
  @Property(() => String, { sort: true, seeded: true, disputable: true, description: 'The preferred name.' })
  name!: string

  @Many(() => Name, {
    match: 'MATCH (this)-[:NAMED]->(edge:Name)',
    order: 'edge.kind, edge.language, edge.value',
    description: 'Its names in any language, the preferred one included.',
  })
  names!: Name[]

  @Many(() => ExternalId, identifiers)
  externalIds!: ExternalId[]

  @Connection(() => Negotiation, {
    match: 'MATCH (this)-[:PARTICIPATED_IN]->(node:Negotiation) WITH DISTINCT node',
    filter: () => NegotiationFilter,
    sortable: true,
    order: 'node.id',
    max: 250,
    description: 'The negotiations it took part in, in any role, each once.',
  })
  negotiations!: Page<Negotiation>

  @Connection(() => Negotiation, {
    by: '(this)-[edge:PARTICIPATED_IN]->(node:Negotiation)',
    edge: () => Participation,
    filter: () => NegotiationFilter,
    order: "node.id + '|' + edge.key",
    max: 250,
    description: 'Its parts in negotiations: one entry for each role and each principal.',
  })
  participations!: Page<Negotiation, Participation>

  @Connection(() => Agreement, {
    by: '(this)-[edge:PARTY_TO]->(node:Agreement)',
    edge: () => AgreementParty,
    filter: () => AgreementFilter,
    sortable: true,
    order: 'node.id',
    max: 250,
    description: 'The agreements it is or was a party to, in any role.',
  })
  agreements!: Page<Agreement, AgreementParty>

  @Connection(() => Statement, {
    by: '(this)-[:MADE]->(node:Statement)',
    filter: () => StatementFilter,
    sortable: true,
    order: 'node.madeOnAsc',
    max: 250,
    description: 'What it said.',
  })
  statements!: Page<Statement>

  @Connection(() => Statement, {
    by: '(this)<-[:ADDRESSED_TO]-(node:Statement)',
    filter: () => StatementFilter,
    sortable: true,
    order: 'node.madeOnAsc',
    max: 250,
    description: 'What was said to it.',
  })
  statementsTo!: Page<Statement>

  @Connection(() => Statement, {
    by: '(this)<-[:ABOUT]-(node:Statement)',
    filter: () => StatementFilter,
    sortable: true,
    order: 'node.madeOnAsc',
    max: 250,
    description: 'What was said about it.',
  })
  statementsAbout!: Page<Statement>

  @Connection(() => Event, {
    by: '(this)-[:INITIATED]->(node:Event)',
    filter: () => EventFilter,
    sortable: true,
    order: 'node.onAsc',
    max: 250,
    description: 'The events it brought about, as the source says who acted.',
  })
  eventsInitiated!: Page<Event>

  @Connection(() => Event, {
    by: '(this)<-[:TARGETED]-(node:Event)',
    filter: () => EventFilter,
    sortable: true,
    order: 'node.onAsc',
    max: 250,
    description: 'The events it was the target of.',
  })
  eventsTargeting!: Page<Event>

  @Connection(() => Term, {
    by: '(this)<-[:GIVEN_BY]-(node:Term)',
    order: 'node.id',
    max: 250,
    description: 'What it gives under the terms of negotiations and agreements.',
  })
  termsGiven!: Page<Term>

  @Connection(() => Term, {
    by: '(this)<-[:GIVEN_TO]-(node:Term)',
    order: 'node.id',
    max: 250,
    description: 'What it is given under the terms of negotiations and agreements.',
  })
  termsReceived!: Page<Term>

  @Connection(() => Organization, {
    by: '(this)-[edge:MEMBER_OF]->(node:Organization)',
    match: `MATCH (this)-[edge:MEMBER_OF]->(node:Organization)
      WHERE $asOf IS NULL OR (coalesce(edge.fromFirst <= $asOf.last, true) AND coalesce(edge.toLast >= $asOf.first, true))`,
    edge: () => Membership,
    args: {
      asOf: {
        type: () => PartialDate,
        nullable: true,
        description:
          'Only those that stood on this date: any day of it will do, a bound that is not known is open. All ever known when left out.',
      },
    },
    seeded: true,
    order: "node.nameAsc + '|' + edge.key",
    max: 250,
    description: 'The organizations it is or was a member of.',
  })
  memberships!: Page<Organization, Membership>

  @Many(() => Country, {
    by: '(this)-[:BELONGS_TO]->(node:Country)',
    seeded: true,
    order: 'node.nameAsc',
    description: 'The country it is of: a government’s, a ministry’s, a party’s, a group’s.',
  })
  belongsTo!: Country[]

  @Connection(() => Actor, {
    match: dealings,
    edge: () => Counterpart,
    args: {
      filter: {
        type: () => CounterpartFilter,
        nullable: true,
        description: 'What limits them; all dealings when left out.',
      },
    },
    order: 'edge.rank',
    max: 250,
    description:
      'With whom it dealt: whoever shares a negotiation with it (each as PARTY) or an agreement, or is addressed or spoken about by it. Ranked by negotiations and agreements shared, then statements, then id. Statements of who acts for a country count for the country. Whoever acts for one and the same side is no counterpart.',
  })
  counterparts!: Page<Actor, Counterpart>

  @Root(
    Connection(() => Actor, {
      all: true,
      filter: () => ActorFilter,
      facets: () => ActorFacets,
      sortable: true,
      order: 'node.nameAsc',
      max: 250,
      description: 'Actors of every kind.',
    }),
  )
  static actors: unknown
}
