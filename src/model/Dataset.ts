import { Connection, ID, Int, Lookup, Many, NodeType, One, Property, Root } from './declare.js'
import type { Page } from './declare.js'
import { Document, DocumentFilter } from './Document.js'
import { Load, LoadFilter } from './Load.js'
import { Node } from './Node.js'

@NodeType({
  plural: 'datasets',
  implements: () => [Node],
  description: 'What is published and loaded as one, under one licence.',
})
export class Dataset {
  @Property(() => String, { sort: true, description: 'Its title.' })
  title!: string

  @Property(() => String, { nullable: true, description: 'Who publishes it; null where nobody is named.' })
  publisher?: string

  @Property(() => String, {
    nullable: true,
    description: 'The licence of its facts, as an SPDX identifier or an address; null where none is stated.',
  })
  license?: string

  @Property(() => String, {
    nullable: true,
    description: 'What the licence leaves open, such as the rights in quoted excerpts; null where nothing.',
  })
  rights?: string

  @Property(() => String, { nullable: true, description: 'Its version; null where it has none.' })
  version?: string

  @Property(() => String, { nullable: true, description: 'How to cite it; null where it does not say.' })
  citation?: string

  @Property(() => String, { nullable: true, description: 'Where it is published; null where nowhere.' })
  url?: string

  @Property(() => Int, { description: 'How many facts of it stand.' })
  factCount!: number

  @Connection(() => Document, {
    by: '(this)<-[:IN]-(node:Document)',
    filter: () => DocumentFilter,
    sortable: true,
    order: 'node.id',
    max: 250,
    description: 'Its documents.',
  })
  documents!: Page<Document>

  @Connection(() => Load, {
    by: '(this)<-[:OF]-(node:Load)',
    filter: () => LoadFilter,
    sortable: true,
    order: 'node.id',
    max: 250,
    description: 'Its loads, oldest first.',
  })
  loads!: Page<Load>

  @One(() => Load, {
    match: 'MATCH (this)<-[:OF]-(node:Load) WITH node ORDER BY node.id DESC LIMIT 1',
    nullable: true,
    description: 'Its latest load; null where it was never loaded.',
  })
  lastLoad?: Load

  @Root(Lookup(() => Dataset, 'dataset'))
  static dataset: unknown

  @Root(
    Many(() => Dataset, {
      args: {
        ids: { type: () => ID, list: true, nullable: true, max: 500, description: 'Only these; all when left out.' },
      },
      match: 'MATCH (node:Dataset) WHERE $ids IS NULL OR node.id IN $ids',
      whole: true,
      order: 'node.id',
      description: 'All datasets, by id.',
    }),
  )
  static datasets: unknown
}
