import { Actor } from './Actor.js'
import { Agreement } from './Agreement.js'
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
  Where,
} from './declare.js'
import type { Page } from './declare.js'
import { ActorCount, CountBy, CountNear, type ValueCount } from './facets.js'
import { Fact } from './Fact.js'
import { Negotiation, NegotiationFilter } from './Negotiation.js'
import { ExternalId, identifiers, Node } from './Node.js'

export const TermKind = Enum('TermKind', 'What kind of thing is given.', {
  PEOPLE: 'People: taking in, handing over, letting through.',
  MONEY: 'Money, aid, credit.',
  TERRITORY: 'Land, water, borders.',
  TRADE: 'Goods, tariffs, access to markets.',
  SECURITY: 'Arms, troops, guarantees.',
  OTHER: 'Any other.',
})

export const TermStatus = Enum('TermStatus', 'How far a term has come.', {
  PROPOSED: 'On the table.',
  OFFERED: 'Offered by the side that would give it.',
  AGREED: 'Agreed upon.',
  REFUSED: 'Refused.',
})

@FilterType(() => Term, { description: 'Conditions on terms. All that are given must hold.' })
export class TermFilter {
  @Where({ values: 'id', type: () => ID, description: 'By id.' })
  id?: unknown

  @Where({ values: 'kind', type: () => TermKind, description: 'By kind.' })
  kind?: unknown

  @Where({ values: 'status', type: () => TermStatus, description: 'By status.' })
  status?: unknown

  @Where({ ids: '(node)-[:GIVEN_BY]->(other:Actor)', description: 'By who gives.' })
  givenBy?: unknown

  @Where({ ids: '(node)-[:GIVEN_TO]->(other:Actor)', description: 'By who is given.' })
  givenTo?: unknown
}

/** Counts over a list of terms. */
@EdgeType({ description: 'Counts over a list of terms.' })
export class TermFacets {
  @CountBy('node.kind', 'By kind.')
  kinds!: ValueCount[]

  @CountBy('node.status', 'By status.')
  statuses!: ValueCount[]

  @CountNear(() => ActorCount, '(node)-[:GIVEN_BY]->(other:Actor)', 'By who gives.')
  givers!: ActorCount[]
}

@NodeType({
  plural: 'terms',
  implements: () => [Fact, Node],
  description: 'The what of “who negotiated what”: one thing given by one side to another.',
})
export class Term {
  @Property(() => String, {
    seeded: true,
    disputable: true,
    search: true,
    description: 'What is given, in a few words.',
  })
  text!: string

  @Property(() => TermKind, { index: true, seeded: true, disputable: true, description: 'What kind of thing it is.' })
  kind!: keyof typeof TermKind

  @Property(() => TermStatus, {
    nullable: true,
    index: true,
    seeded: true,
    disputable: true,
    description: 'How far it has come; null where no source says.',
  })
  status?: keyof typeof TermStatus

  @Many(() => Actor, {
    by: '(this)-[:GIVEN_BY]->(node:Actor)',
    seeded: true,
    order: 'node.nameAsc',
    description: 'Who does what the text names.',
  })
  givenBy!: Actor[]

  @Many(() => Actor, {
    by: '(this)-[:GIVEN_TO]->(node:Actor)',
    seeded: true,
    order: 'node.nameAsc',
    description: 'For whom it is done.',
  })
  givenTo!: Actor[]

  @Connection(() => Negotiation, {
    by: '(this)<-[:HAS_TERM]-(node:Negotiation)',
    filter: () => NegotiationFilter,
    sortable: true,
    order: 'node.id',
    max: 250,
    description: 'The talks in which it is on the table.',
  })
  negotiations!: Page<Negotiation>

  @Connection(() => Agreement, {
    by: '(this)<-[:HAS_TERM]-(node:Agreement)',
    order: 'node.id',
    max: 250,
    description: 'The agreements that contain it.',
  })
  agreements!: Page<Agreement>

  @Many(() => ExternalId, identifiers)
  externalIds!: ExternalId[]

  @Root(Lookup(() => Term, 'term'))
  static term: unknown

  @Root(
    List(() => Term, {
      filter: () => TermFilter,
      facets: () => TermFacets,
      order: 'node.id',
      description: 'Terms, by id.',
    }),
  )
  static terms: unknown
}
