import { EdgeType, FilterType, Many, One, Property, Root, Where } from './declare.js'
import { Node } from './Node.js'

@FilterType(() => Resolution, { plain: true, description: 'An identifier in a scheme of somebody else’s.' })
export class ExternalIdInput {
  @Where({ shape: 'text', required: true, description: 'The scheme, such as `iso3166-1-alpha3` or `wikidata`.' })
  scheme?: unknown

  @Where({ shape: 'text', required: true, description: 'The identifier in that scheme.' })
  value?: unknown
}

@EdgeType({ description: 'What an identifier of somebody else’s stands for here.' })
export class Resolution {
  @Property(() => String, { description: 'The scheme that was asked for.' })
  scheme!: string

  @Property(() => String, { description: 'The identifier that was asked for.' })
  value!: string

  @One(() => Node, {
    match: 'MATCH (node:Node)-[:IDENTIFIED_BY]->(:ExternalId {scheme: this.scheme, value: this.value})',
    nullable: true,
    description: 'What it stands for; null where no dataset says.',
  })
  node?: Node

  @Root(
    Many(() => Resolution, {
      args: {
        externalIds: { type: () => ExternalIdInput, list: true, max: 500, description: 'Up to 500 identifiers.' },
      },
      match: `UNWIND range(0, size($externalIds) - 1) AS position
      WITH {position: position, scheme: $externalIds[position].scheme, value: $externalIds[position].value} AS edge`,
      whole: true,
      order: 'edge.position',
      description: 'What identifiers of other schemes stand for, many at once: one entry for each, in their order.',
    }),
  )
  static resolve: unknown
}
