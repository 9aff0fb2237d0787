import { Dataset } from './Dataset.js'
import {
  Connection,
  EdgeType,
  Enum,
  FilterType,
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
import { CountBy, CountYears, type ValueCount } from './facets.js'
import { Fact } from './Fact.js'
import { Node } from './Node.js'
import { PartialDate } from './PartialDate.js'
import { Passage } from './Passage.js'

export const DocumentKind = Enum('DocumentKind', 'What kind of document it is.', {
  NEWS: 'A news article.',
  TREATY_TEXT: 'The text of a treaty.',
  TRANSCRIPT: 'A transcript.',
  DATASET: 'A table or register.',
  OTHER: 'Any other.',
})

export const DocumentStatus = Enum('DocumentStatus', 'Whether a document still stands.', {
  ACTIVE: 'It stands.',
  CORRECTED: 'Another corrects it.',
  RETRACTED: 'Its publisher withdrew it; facts resting on it alone do not stand.',
})

@FilterType(() => Document, { description: 'Conditions on documents. All that are given must hold.' })
export class DocumentFilter {
  @Where({ values: 'id', type: () => ID, description: 'By id.' })
  id?: unknown

  @Where({ values: 'kind', type: () => DocumentKind, description: 'By kind.' })
  kind?: unknown

  @Where({ values: 'status', type: () => DocumentStatus, description: 'By whether it stands.' })
  status?: unknown

  @Where({ is: 'publisher', type: () => String, description: 'By publisher, exactly as written.' })
  publisher?: unknown

  @Where({ ids: '(node)-[:IN]->(other:Dataset)', description: 'By dataset.' })
  dataset?: unknown

  @Where({ date: 'publishedOn', description: 'By the date of publication.' })
  publishedOn?: unknown
}

/** Counts over a list of documents. */
@EdgeType({ description: 'Counts over a list of documents.' })
export class DocumentFacets {
  @CountBy('node.kind', 'By kind.')
  kinds!: ValueCount[]

  @CountBy('node.status', 'By whether it stands.')
  statuses!: ValueCount[]

  @CountBy('node.publisher', 'By publisher.')
  publishers!: ValueCount[]

  @CountYears('publishedOn', 'By the year of publication; what has no date is left out.')
  years!: ValueCount[]
}

@NodeType({
  plural: 'documents',
  shared: true,
  implements: () => [Node],
  description: 'A source. Parley holds the passages that facts rest on, never the whole text.',
})
export class Document {
  @Property(() => String, { sort: true, search: true, description: 'Its title.' })
  title!: string

  @Property(() => String, { nullable: true, index: true, description: 'Who published it; null where nobody is named.' })
  publisher?: string

  @Property(() => String, { nullable: true, description: 'Where it was published; null where that is not known.' })
  url?: string

  @Property(() => PartialDate, {
    nullable: true,
    sort: true,
    description: 'When it was published; null where it does not say.',
  })
  publishedOn?: string

  @Property(() => String, {
    nullable: true,
    description: 'Its language as a BCP 47 tag; null where it has none, as a table.',
  })
  language?: string

  @Property(() => String, {
    nullable: true,
    description:
      'SHA-256 of the text’s bytes as stored, in hexadecimal, to tell whether another copy is the same; null where there was no one text.',
  })
  sha256?: string

  @Property(() => DocumentKind, { index: true, description: 'What kind of document it is.' })
  kind!: keyof typeof DocumentKind

  @Property(() => DocumentStatus, { index: true, description: 'Whether it still stands.' })
  status!: keyof typeof DocumentStatus

  @One(() => Dataset, { by: '(this)-[:IN]->(node:Dataset)', description: 'The dataset that brought it.' })
  dataset!: Dataset

  @Connection(() => Passage, {
    by: '(this)-[:HAS_PASSAGE]->(node:Passage)',
    order: "right('000000000' + toString(coalesce(node.start, 0)), 9) + '|' + node.id",
    max: 250,
    description: 'Its passages that facts rest on, in the order of the text.',
  })
  passages!: Page<Passage>

  @Connection(() => Fact, {
    args: {
      onlySource: {
        type: () => Boolean,
        nullable: true,
        description:
          'Only what rests on this document alone: no passage of another, and nobody else who says the same.',
      },
    },
    match: `MATCH (this)-[:HAS_PASSAGE]->(:Passage)<-[:EVIDENCED_BY]-(fact:Fact)
      WHERE fact.standing AND (coalesce($onlySource, false) = false OR (fact.corroboration <> 'CORROBORATED'
        AND NOT EXISTS { MATCH (fact)-[:EVIDENCED_BY]->(:Passage)<-[:HAS_PASSAGE]-(other:Document) WHERE other <> this }))
      WITH DISTINCT fact AS node`,
    order: 'node.id',
    max: 250,
    description: 'The facts that rest on it and stand.',
  })
  facts!: Page<Fact>

  @Connection(() => Document, {
    by: '(this)-[:CITES]->(node:Document)',
    order: 'node.id',
    max: 250,
    description: 'The documents it cites.',
  })
  cites!: Page<Document>

  @Connection(() => Document, {
    by: '(this)<-[:CITES]-(node:Document)',
    order: 'node.id',
    max: 250,
    description: 'The documents that cite it.',
  })
  citedBy!: Page<Document>

  @Connection(() => Document, {
    by: '(this)-[:COPY_OF]->(node:Document)',
    order: 'node.id',
    max: 250,
    description: 'What it is a copy of.',
  })
  copyOf!: Page<Document>

  @Connection(() => Document, {
    by: '(this)<-[:COPY_OF]-(node:Document)',
    order: 'node.id',
    max: 250,
    description: 'Its copies.',
  })
  copies!: Page<Document>

  @Connection(() => Document, {
    by: '(this)-[:CORRECTS]->(node:Document)',
    order: 'node.id',
    max: 250,
    description: 'What it corrects.',
  })
  corrects!: Page<Document>

  @Connection(() => Document, {
    by: '(this)<-[:CORRECTS]-(node:Document)',
    order: 'node.id',
    max: 250,
    description: 'What corrects it.',
  })
  correctedBy!: Page<Document>

  @Root(Lookup(() => Document, 'document'))
  static document: unknown

  @Root(
    List(() => Document, {
      filter: () => DocumentFilter,
      facets: () => DocumentFacets,
      order: 'node.id',
      description: 'Documents, by id unless told otherwise.',
    }),
  )
  static documents: unknown
}
