import { Dataset } from './Dataset.js'
import {
  Computed,
  Connection,
  DateTime,
  EdgeType,
  Enum,
  FilterType,
  ID,
  Int,
  List,
  Lookup,
  NodeType,
  One,
  Property,
  Root,
  Where,
} from './declare.js'
import type { Page } from './declare.js'
import { CountThrough, type ValueCount } from './facets.js'
import { Fact } from './Fact.js'
import { Node } from './Node.js'

export const LoadStatus = Enum('LoadStatus', 'Whether all that a load brings is there.', {
  INCOMPLETE:
    'Not all of it is written: it is under way, or was stopped, and goes on when the same command is run again; or another load of the dataset took its place.',
  COMPLETE: 'All of it is written.',
})

@FilterType(() => Load, { description: 'Conditions on loads. All that are given must hold.' })
export class LoadFilter {
  @Where({ values: 'id', type: () => ID, description: 'By id.' })
  id?: unknown

  @Where({ ids: '(node)-[:OF]->(other:Dataset)', description: 'By dataset.' })
  dataset?: unknown
}

/** Counts over a list of loads. */
@EdgeType({ description: 'Counts over a list of loads.' })
export class LoadFacets {
  @CountThrough('(node)-[:OF]->(other:Dataset)', 'other.id', 'By the id of its dataset.')
  datasets!: ValueCount[]
}

@NodeType({
  plural: 'loads',
  implements: () => [Node],
  description: 'One bringing of a dataset into the graph. Ids are in order of time.',
})
export class Load {
  @Property(() => DateTime, { sort: true, description: 'When it began.' })
  startedAt!: string

  @Property(() => DateTime, { nullable: true, description: 'When it was done; null for one that is not.' })
  finishedAt?: string

  @Computed(() => LoadStatus, {
    cypher: "CASE WHEN this.finishedAt IS NULL THEN 'INCOMPLETE' ELSE 'COMPLETE' END",
    description:
      'Whether all that it brings is there. What a large table changed is told by `changes` as it is written, also where the load is not complete.',
  })
  status!: keyof typeof LoadStatus

  @Property(() => Int, { description: 'How many facts and nodes it brought.' })
  created!: number

  @Property(() => Int, { description: 'How many it changed.' })
  updated!: number

  @Property(() => Int, { description: 'How many it closed or took away.' })
  removed!: number

  @Property(() => String, {
    description: 'SHA-256 over what was loaded, in hexadecimal: equal input has an equal one.',
  })
  sourceSha256!: string

  @Property(() => String, { description: 'The version of Parley that loaded it.' })
  toolVersion!: string

  @One(() => Dataset, { by: '(this)-[:OF]->(node:Dataset)', description: 'What was loaded.' })
  dataset!: Dataset

  @Connection(() => Fact, {
    by: '(this)<-[:FROM]-(node:Fact)',
    // Actors and topics are marked with their load too, so the relationship alone does not tell a fact.
    match: 'MATCH (this)<-[:FROM]-(node:Fact)',
    order: 'node.id',
    max: 250,
    description: 'The facts it brought that are still kept.',
  })
  facts!: Page<Fact>

  @Root(Lookup(() => Load, 'load'))
  static load: unknown

  @Root(
    List(() => Load, {
      filter: () => LoadFilter,
      facets: () => LoadFacets,
      order: 'node.id',
      description: 'Loads, oldest first unless told otherwise.',
    }),
  )
  static loads: unknown
}
