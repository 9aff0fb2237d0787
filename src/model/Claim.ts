import { Certainty, Corroboration, Fact } from './Fact.js'
import {
  Connection,
  DateTime,
  EdgeType,
  Enum,
  FilterType,
  Float,
  ID,
  List,
  Lookup,
  NodeType,
  One,
  Property,
  Root,
  Where,
} from './declare.js'
import type { Page } from './declare.js'
import { CountBy, type ValueCount } from './facets.js'
import { Node } from './Node.js'
import { PartialDate } from './PartialDate.js'

export const Polarity = Enum('Polarity', 'Whether a claim says that something is so or that it is not.', {
  POSITIVE: 'It is so.',
  NEGATIVE: 'It is not so.',
})

export const Method = Enum('Method', 'How a claim was made from its words.', {
  CURATED: 'A person read them.',
  IMPORT: 'A row was brought in as it stands.',
  RULE: 'A rule read them.',
  MODEL: 'A statistical model read them.',
})

@FilterType(() => Claim, {
  unlessNamed: { property: 'standing', values: [false] },
  description:
    'Conditions on claims. All that are given must hold. Claims that no longer stand are left out unless `standing` asks for them.',
})
export class ClaimFilter {
  @Where({ values: 'id', type: () => ID, description: 'By id.' })
  id?: unknown

  @Where({
    values: 'predicate',
    type: () => String,
    description: 'By predicate: a type of relationship such as `PARTICIPATED_IN`, or a property such as `status`.',
  })
  predicate?: unknown

  @Where({ ids: '(node)-[:SUBJECT]->(other:Node)', description: 'By what it is about.' })
  subject?: unknown

  @Where({ ids: '(node)-[:OBJECT]->(other:Node)', description: 'By the far end.' })
  object?: unknown

  @Where({ values: 'certainty', type: () => Certainty, description: 'By how sure the source is.' })
  certainty?: unknown

  @Where({ values: 'corroboration', type: () => Corroboration, description: 'By whether sources agree.' })
  corroboration?: unknown

  @Where({ values: 'polarity', type: () => Polarity, description: 'By whether it affirms or denies.' })
  polarity?: unknown

  @Where({ values: 'method', type: () => Method, description: 'By how it was made.' })
  method?: unknown

  @Where({
    is: 'standing',
    type: () => Boolean,
    description: 'Whether it stands. Claims that no longer do are left out unless this says false.',
  })
  standing?: unknown

  @Where({ date: 'validOn', description: 'By the date for which it holds.' })
  validOn?: unknown
}

/** Counts over a list of claims. */
@EdgeType({ description: 'Counts over a list of claims.' })
export class ClaimFacets {
  @CountBy('node.predicate', 'By predicate.')
  predicates!: ValueCount[]

  @CountBy('node.certainty', 'By how sure the source is.')
  certainties!: ValueCount[]

  @CountBy('node.corroboration', 'By whether sources agree.')
  corroborations!: ValueCount[]

  @CountBy('node.method', 'By how it was made.')
  methods!: ValueCount[]
}

@NodeType({
  plural: 'claims',
  implements: () => [Fact, Node],
  description:
    'What a source says of one thing: a relationship to another, or the value of a property. The world is worked out from the claims that stand.',
})
export class Claim {
  @Property(() => String, {
    index: true,
    description:
      'What it says of its subject: a type of relationship such as `PARTICIPATED_IN`, or a property such as `status`.',
  })
  predicate!: string

  @Property(() => String, {
    nullable: true,
    description: 'The value, where the predicate is a property; null for a relationship.',
  })
  value?: string

  @Property(() => String, {
    nullable: true,
    description:
      'The relationship’s own properties as canonical JSON (role, onBehalfOf, title, …); null where there are none.',
  })
  qualifiers?: string

  @Property(() => PartialDate, {
    nullable: true,
    sort: true,
    description: 'The date for which it holds; null where it is not bound to one.',
  })
  validOn?: string

  @Property(() => Polarity, { index: true, description: 'Whether it affirms or denies.' })
  polarity!: keyof typeof Polarity

  @Property(() => String, {
    nullable: true,
    description:
      'The words of the source that a date was read from, such as “last July”; null where the date stands there in full.',
  })
  dateText?: string

  @Property(() => PartialDate, {
    nullable: true,
    description: 'The date those words were counted from; null where there are none.',
  })
  dateAnchor?: string

  @Property(() => Method, { index: true, description: 'How it was made.' })
  method!: keyof typeof Method

  @Property(() => Float, {
    nullable: true,
    description: 'How sure the method is, from 0 to 1; null where it gives no figure.',
  })
  score?: number

  @Property(() => DateTime, { description: 'Since when it is on record.' })
  recordedFrom!: string

  @Property(() => DateTime, {
    nullable: true,
    description: 'When it was closed: withdrawn, superseded, or gone from its source; null while it is open.',
  })
  recordedTo?: string

  @One(() => Node, {
    by: '(this)-[:SUBJECT]->(node:Node)',
    nullable: true,
    description: 'What it is about; null where that is gone.',
  })
  subject?: Node

  @One(() => Node, {
    by: '(this)-[:OBJECT]->(node:Node)',
    nullable: true,
    description: 'The far end; null where the predicate is a property.',
  })
  object?: Node

  @Connection(() => Claim, {
    by: '(this)-[:SUPERSEDES]->(node:Claim)',
    order: 'node.id',
    max: 250,
    description: 'The claims it corrects.',
  })
  supersedes!: Page<Claim>

  @Connection(() => Claim, {
    by: '(this)<-[:SUPERSEDES]-(node:Claim)',
    order: 'node.id',
    max: 250,
    description: 'The claims that correct it.',
  })
  supersededBy!: Page<Claim>

  @Root(Lookup(() => Claim, 'claim'))
  static claim: unknown

  @Root(
    List(() => Claim, {
      filter: () => ClaimFilter,
      facets: () => ClaimFacets,
      order: 'node.id',
      description: 'Claims, by id. Those that no longer stand are left out unless the filter asks for them.',
    }),
  )
  static claims: unknown
}
