import { byId, EdgeType, Enum, ID, Many, NodeInterface, One, Property, Root } from './declare.js'

/** Whatever a client can meet by an id. Several ids can lead to one node: a merged one answers with its survivor. */
@NodeInterface({ label: 'Node', description: 'Anything with an id.' })
export class Node {
  @Property(() => ID, {
    key: true,
    sort: true,
    description:
      'Unique in the whole graph, readable and permanent, such as `country:RW`. An id that was merged into another answers with the survivor.',
  })
  id!: string

  @Root(
    One(() => Node, {
      args: { id: { type: () => ID, description: 'The id to look up.' } },
      match: byId('Node'),
      nullable: true,
      mustExist: true,
      description: 'The node with this id. One that is not there is null, beside an error with code UNKNOWN_ID.',
    }),
  )
  static node: unknown

  @Root(
    Many(() => Node, {
      args: { ids: { type: () => ID, list: true, max: 500, description: 'Up to 500 ids.' } },
      whole: true,
      each: 'ids',
      match: `UNWIND range(0, size($ids) - 1) AS position
      MATCH (node:Node {id: $ids[position]})
      WITH node, {position: position} AS edge`,
      order: 'edge.position',
      description:
        'The nodes with these ids, in their order. One that is not there is null, beside an error with code UNKNOWN_ID.',
    }),
  )
  static nodes: unknown
}

/** What a name is to its bearer. */
export const NameKind = Enum('NameKind', 'What a name is to its bearer.', {
  PREFERRED: 'The name shown.',
  OFFICIAL: 'The full official name.',
  ALIAS: 'Another name in use.',
  DEMONYM: 'What its people are called.',
  FORMER: 'A name no longer in use.',
  ACRONYM: 'An abbreviation.',
  TRANSLITERATION: 'The name in another script.',
})

/** One name of a thing. */
@EdgeType({ description: 'One name of a thing, in one language.' })
export class Name {
  @Property(() => String, { description: 'The name as written.' })
  value!: string

  @Property(() => String, { nullable: true, description: 'Its language as a BCP 47 tag; null where no source says.' })
  language?: string

  @Property(() => NameKind, { description: 'What the name is to its bearer.' })
  kind!: keyof typeof NameKind
}

/** How identifiers of other schemes are read of whatever has any. */
export const identifiers = {
  match: 'MATCH (this)-[:IDENTIFIED_BY]->(edge:ExternalId)',
  order: 'edge.scheme, edge.value',
  description: 'Its identifiers in other schemes.',
}

/** An identifier that somebody else gave. */
@EdgeType({ description: 'The identifier of this thing in a scheme of somebody else’s.' })
export class ExternalId {
  @Property(() => String, { description: 'The scheme, such as `iso3166-1-alpha2`, `wikidata` or `ieadb`.' })
  scheme!: string

  @Property(() => String, { description: 'The identifier in that scheme.' })
  value!: string
}
