import { Agreement, AgreementFilter } from './Agreement.js'
import { Connection, EdgeType, FilterType, ID, List, Lookup, Many, NodeType, Property, Root, Where } from './declare.js'
import type { Page } from './declare.js'
import { CountNear, TopicCount } from './facets.js'
import { Negotiation, NegotiationFilter } from './Negotiation.js'
import { ExternalId, identifiers, Name, Node } from './Node.js'
import { Statement, StatementFilter } from './Statement.js'

@FilterType(() => Topic, { description: 'Conditions on topics. All that are given must hold.' })
export class TopicFilter {
  @Where({ values: 'id', type: () => ID, description: 'By id.' })
  id?: unknown

  @Where({ is: 'label', type: () => String, description: 'By label, exactly as written.' })
  label?: unknown

  @Where({ ids: '(node)-[:BROADER*1..8]->(other:Topic)', description: 'By what is broader, at any remove.' })
  broader?: unknown
}

/** Counts over a list of topics. */
@EdgeType({ description: 'Counts over a list of topics.' })
export class TopicFacets {
  @CountNear(() => TopicCount, '(node)-[:BROADER*1..8]->(other:Topic)', 'By what is broader, at any remove.')
  broader!: TopicCount[]
}

@NodeType({
  plural: 'topics',
  shared: true,
  implements: () => [Node],
  description: 'A concept of the controlled vocabulary, as in SKOS. A filter on a topic includes its narrower ones.',
})
export class Topic {
  @Property(() => String, {
    sort: true,
    seeded: true,
    disputable: true,
    description: 'The preferred label in English.',
  })
  label!: string

  @Many(() => Name, {
    match: 'MATCH (this)-[:NAMED]->(edge:Name)',
    order: 'edge.kind, edge.language, edge.value',
    description: 'Its labels, the preferred one included.',
  })
  names!: Name[]

  @Many(() => ExternalId, identifiers)
  externalIds!: ExternalId[]

  @Many(() => Topic, {
    by: '(this)-[:BROADER]->(node:Topic)',
    seeded: true,
    order: 'node.labelAsc',
    description: 'What is next broader.',
  })
  broader!: Topic[]

  @Many(() => Topic, {
    by: '(this)<-[:BROADER]-(node:Topic)',
    order: 'node.labelAsc',
    description: 'What is next narrower.',
  })
  narrower!: Topic[]

  @Connection(() => Negotiation, {
    match: 'MATCH (this)<-[:BROADER*0..8]-(:Topic)<-[:CONCERNS]-(node:Negotiation) WITH DISTINCT node',
    filter: () => NegotiationFilter,
    sortable: true,
    order: 'node.id',
    max: 250,
    description: 'The negotiations about it or about something narrower.',
  })
  negotiations!: Page<Negotiation>

  @Connection(() => Agreement, {
    match: 'MATCH (this)<-[:BROADER*0..8]-(:Topic)<-[:CONCERNS]-(node:Agreement) WITH DISTINCT node',
    filter: () => AgreementFilter,
    sortable: true,
    order: 'node.id',
    max: 250,
    description: 'The agreements about it or about something narrower.',
  })
  agreements!: Page<Agreement>

  @Connection(() => Statement, {
    match: 'MATCH (this)<-[:BROADER*0..8]-(:Topic)<-[:ABOUT]-(node:Statement) WITH DISTINCT node',
    filter: () => StatementFilter,
    sortable: true,
    order: 'node.madeOnAsc',
    max: 250,
    description: 'What was said about it or about something narrower.',
  })
  statements!: Page<Statement>

  @Root(Lookup(() => Topic, 'topic'))
  static topic: unknown

  @Root(
    List(() => Topic, {
      filter: () => TopicFilter,
      facets: () => TopicFacets,
      order: 'node.labelAsc',
      description: 'Topics, by label unless told otherwise.',
    }),
  )
  static topics: unknown
}
