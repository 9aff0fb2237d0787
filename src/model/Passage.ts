import { EdgeType, FilterType, ID, Int, List, Lookup, Many, NodeType, One, Property, Root, Where } from './declare.js'
import { CountThrough, type ValueCount } from './facets.js'
import { Document } from './Document.js'
import { Node } from './Node.js'

@FilterType(() => Passage, { description: 'Conditions on passages. All that are given must hold.' })
export class PassageFilter {
  @Where({ values: 'id', type: () => ID, description: 'By id.' })
  id?: unknown

  @Where({ ids: '(node)<-[:HAS_PASSAGE]-(other:Document)', description: 'By document.' })
  document?: unknown
}

/** Counts over a list of passages. */
@EdgeType({ description: 'Counts over a list of passages.' })
export class PassageFacets {
  @CountThrough('(node)<-[:HAS_PASSAGE]-(other:Document)', 'other.id', 'By the id of its document.')
  documents!: ValueCount[]
}

@NodeType({
  plural: 'passages',
  implements: () => [Node],
  description:
    'The exact words that facts rest on: a clause of prose, or a whole row of a table. `start` and `end` are a TextPositionSelector, `prefix` and `suffix` a TextQuoteSelector of W3C Web Annotation.',
})
export class Passage {
  @Property(() => Int, {
    nullable: true,
    description: 'Where it starts, in UTF-16 code units of the text as stored; null for a row of a table.',
  })
  start?: number

  @Property(() => Int, {
    nullable: true,
    description: 'Where it ends, the first unit after it; null for a row of a table.',
  })
  end?: number

  @Property(() => String, { search: true, description: 'The exact words.' })
  text!: string

  @Property(() => String, {
    nullable: true,
    description: 'A dozen characters before it, to find it again in another edition; null for a row of a table.',
  })
  prefix?: string

  @Property(() => String, { nullable: true, description: 'A dozen characters after it; null for a row of a table.' })
  suffix?: string

  @One(() => Document, { by: '(this)<-[:HAS_PASSAGE]-(node:Document)', description: 'The document it is of.' })
  document!: Document

  @Many(() => Node, {
    match: 'MATCH (this)<-[:EVIDENCED_BY]-(node:Fact) WHERE node.standing',
    order: 'node.id',
    description: 'The facts that rest on it and stand.',
  })
  supports!: Node[]

  @Root(Lookup(() => Passage, 'passage'))
  static passage: unknown

  @Root(
    List(() => Passage, {
      filter: () => PassageFilter,
      facets: () => PassageFacets,
      order: 'node.id',
      description: 'Passages, by id.',
    }),
  )
  static passages: unknown
}
