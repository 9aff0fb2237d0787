import { Actor } from './Actor.js'
import { Agreement } from './Agreement.js'
import {
  EdgeType,
  Enum,
  FilterType,
  ID,
  List,
  Lookup,
  Many,
  NodeType,
  One,
  Property,
  Root,
  UnionType,
  Where,
} from './declare.js'
import { ActorCount, CountBy, CountNear, CountYears, TopicCount, type ValueCount } from './facets.js'
import { Event } from './Event.js'
import { Fact } from './Fact.js'
import { Negotiation } from './Negotiation.js'
import { ExternalId, identifiers, Node } from './Node.js'
import { Organization } from './Organization.js'
import { PartialDate } from './PartialDate.js'
import { basis, Tenure } from './Tenure.js'
import { Topic } from './Topic.js'

export const StatementKind = Enum('StatementKind', 'Whose words they are.', {
  QUOTE: 'The speaker’s own.',
  PARAPHRASE: 'The source’s.',
  MIXED: 'The source’s, with a quotation inside.',
})

export const Act = Enum('Act', 'What was done by saying it.', {
  DISCLOSE: 'Made something known.',
  CONFIRM: 'Confirmed.',
  DENY: 'Denied.',
  OFFER: 'Offered.',
  DEMAND: 'Demanded.',
  PROMISE: 'Promised.',
  THREATEN: 'Threatened.',
  ACCUSE: 'Accused or criticized.',
  PRAISE: 'Praised.',
  OTHER: 'Any other.',
})

export const Stance = Enum('Stance', 'How the speaker stands to a thing.', {
  SUPPORT: 'For it.',
  OPPOSE: 'Against it.',
  NEUTRAL: 'Neither.',
})

/** What a statement can be about. */
@UnionType({
  description: 'What a statement can be about.',
  members: () => [Actor, Negotiation, Agreement, Event, Topic],
})
export class Subject {}

@EdgeType({ description: 'One thing a statement is about.' })
export class StatementSubject {
  @Property(() => Stance, {
    nullable: true,
    seeded: true,
    description: 'How the speaker stands to it; null where no source says.',
  })
  stance?: keyof typeof Stance

  @One(() => Subject, { match: 'UNWIND [far] AS node', description: 'What it is about.' })
  node!: Subject
}

@FilterType(() => Statement, { description: 'Conditions on statements. All that are given must hold.' })
export class StatementFilter {
  @Where({ values: 'id', type: () => ID, description: 'By id.' })
  id?: unknown

  @Where({ values: 'kind', type: () => StatementKind, description: 'By whose words they are.' })
  kind?: unknown

  @Where({ values: 'act', type: () => Act, description: 'By what was done by saying it.' })
  act?: unknown

  @Where({ values: 'stance', type: () => Stance, description: 'By the stance taken.' })
  stance?: unknown

  @Where({ ids: '(node)<-[:MADE]-(other:Actor)', description: 'By who said it.' })
  speaker?: unknown

  @Where({ ids: '(node)-[:ADDRESSED_TO]->(other:Actor)', description: 'By whom it was said to.' })
  addressedTo?: unknown

  @Where({
    ids: '(node)-[:ABOUT]->(:Node)-[:BROADER*0..8]->(other:Node)',
    description: 'By what it is about; of topics, narrower ones included.',
  })
  about?: unknown

  @Where({ date: 'madeOn', description: 'By the date it was made.' })
  madeOn?: unknown
}

/** Counts over a list of statements. */
@EdgeType({ description: 'Counts over a list of statements.' })
export class StatementFacets {
  @CountBy('node.kind', 'By whose words they are.')
  kinds!: ValueCount[]

  @CountBy('node.act', 'By what was done by saying it; what was not coded is left out.')
  acts!: ValueCount[]

  @CountBy('node.stance', 'By stance; what has none is left out.')
  stances!: ValueCount[]

  @CountYears('madeOn', 'By the year it was made; what has no date is left out.')
  years!: ValueCount[]

  @CountNear(() => ActorCount, '(node)<-[:MADE]-(other:Actor)', 'By who said it.')
  speakers!: ActorCount[]

  @CountNear(
    () => TopicCount,
    '(node)-[:ABOUT]->(:Topic)-[:BROADER*0..8]->(other:Topic)',
    'By topic: each topic with its narrower ones.',
  )
  topics!: TopicCount[]
}

@NodeType({
  plural: 'statements',
  ownClaim: true,
  implements: () => [Fact, Node],
  description: 'What somebody said, in the words of the source. Whether what was said is so is another matter.',
})
export class Statement {
  @Property(() => String, { seeded: true, search: true, description: 'What was said, in the words of the source.' })
  text!: string

  @Property(() => StatementKind, { index: true, seeded: true, description: 'Whose words they are.' })
  kind!: keyof typeof StatementKind

  @Property(() => Act, {
    nullable: true,
    index: true,
    seeded: true,
    description: 'What was done by saying it; null where it was not coded.',
  })
  act?: keyof typeof Act

  @Property(() => Stance, {
    nullable: true,
    index: true,
    seeded: true,
    description: 'The stance taken on the whole; null where there is none.',
  })
  stance?: keyof typeof Stance

  @Property(() => PartialDate, {
    nullable: true,
    sort: true,
    seeded: true,
    disputable: true,
    description: 'When it was made; null where no source says.',
  })
  madeOn?: string

  @Property(() => String, {
    nullable: true,
    seeded: true,
    description: 'Where it was made, such as an interview or a debate; null where no source says.',
  })
  venue?: string

  @One(() => Actor, {
    by: '(this)<-[:MADE]-(node:Actor)',
    nullable: true,
    seeded: true,
    description: 'Who said it; null where the speaker was withdrawn.',
  })
  speaker?: Actor

  @Many(() => Tenure, {
    match: `MATCH (this)<-[:MADE]-(holder:Official)-[tenure:HELD_OFFICE]->(body:Actor)
      WITH this, holder, tenure, body, ${basis('this.madeOnFirst', 'this.madeOnLast', 'EXISTS { MATCH (this)-[:EVIDENCED_BY]->(own:Passage) WHERE own.id IN tenure.evidence }')} AS known
      WHERE known IS NOT NULL
      WITH body AS node, tenure {.*, basis: known, of: body} AS edge`,
    order: 'edge.tenureId',
    description:
      'The offices the speaker held when it was made, with how that is known. An undated statement has only offices that its own passage names.',
  })
  speakerOffices!: Tenure[]

  @Many(() => Actor, {
    by: '(this)-[:ADDRESSED_TO]->(node:Actor)',
    seeded: true,
    order: 'node.nameAsc',
    description: 'To whom it was said.',
  })
  addressedTo!: Actor[]

  @Many(() => Organization, {
    by: '(this)-[:REPORTED_BY]->(node:Organization)',
    seeded: true,
    order: 'node.nameAsc',
    description: 'Through whose report it came to the source, where it came at second hand.',
  })
  reportedBy!: Organization[]

  @Many(() => StatementSubject, {
    by: '(this)-[edge:ABOUT]->(node:Node)',
    seeded: true,
    order: 'node.id',
    description: 'What it is about.',
  })
  about!: StatementSubject[]

  @Many(() => ExternalId, identifiers)
  externalIds!: ExternalId[]

  @Root(Lookup(() => Statement, 'statement'))
  static statement: unknown

  @Root(
    List(() => Statement, {
      filter: () => StatementFilter,
      facets: () => StatementFacets,
      order: 'node.id',
      description: 'Statements, by id unless told otherwise.',
    }),
  )
  static statements: unknown
}
