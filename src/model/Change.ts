import { Computed, Connection, DateTime, EdgeType, Enum, ID, One, Property, Root } from './declare.js'
import { Load } from './Load.js'
import { Node } from './Node.js'

export const ChangeKind = Enum('ChangeKind', 'What became of a node.', {
  CREATED: 'It came.',
  UPDATED: 'Something about it is otherwise: its own properties, its relationships, or how sure it is.',
  REMOVED: 'It went, or, of a claim, it was closed and no longer stands.',
  MERGED: 'It turned out to be another: its id answers with that one.',
})

/**
 * The last thing that became of a node: kept on the node itself, on the redirect that it left, or on a tombstone.
 * `changeSort` is the time and the id, so that a client can go on from where it was.
 */
@EdgeType({ description: 'The last thing that became of a node.' })
export class Change {
  @Property(() => ChangeKind, { storedAs: 'changeKind', description: 'What became of it.' })
  kind!: keyof typeof ChangeKind

  @Property(() => DateTime, { storedAs: 'changedAt', description: 'When the load began that did it.' })
  at!: string

  @Computed(() => ID, {
    cypher: 'coalesce(this.removedId, this.id)',
    description: 'The id of the node, also where that is gone.',
  })
  nodeId!: string

  @Computed(() => ID, {
    cypher: 'MATCH (this)-[:MERGED_INTO*1..16]->(survivor:Node) RETURN survivor.id',
    nullable: true,
    description: 'The id of the survivor, of what was merged; null otherwise.',
  })
  mergedInto?: string

  @Computed(() => String, {
    list: true,
    cypher: 'coalesce(this.changeFields, [])',
    description:
      'What is otherwise, of what was updated: names of properties, and types of relationships such as `PARTICIPATED_IN`.',
  })
  fields!: string[]

  @One(() => Load, {
    storedAs: 'changeLoad',
    nullable: true,
    description: 'The load that did it; null where it is no longer kept, and where it was a merge or a split by hand.',
  })
  load?: Load

  @Root(
    Connection(() => Node, {
      edge: () => Change,
      absent: true,
      args: {
        since: {
          type: () => DateTime,
          nullable: true,
          description: 'Only what changed at or after this moment; all that is known when left out.',
        },
      },
      match: `MATCH (edge:Changed)
      WHERE edge.changeSort >= coalesce($since, '') AND edge.changeSort > $place
      WITH edge, CASE WHEN edge:Node THEN edge END AS node`,
      order: 'edge.changeSort',
      max: 250,
      description:
        'What changed, oldest first, each node once with the last thing that became of it. Go on from `endCursor` for ever: what changes again moves to the end.',
    }),
  )
  static changes: unknown
}
