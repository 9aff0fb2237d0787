import { EdgeType, One, Property, Root } from './declare.js'
import { schemaVersion, version } from './version.js'

/** What a client talks to. */
@EdgeType({ description: 'What a client talks to.' })
export class About {
  @Property(() => String, { description: 'The version of Parley.' })
  version!: string

  @Property(() => String, {
    description: 'The version of the graph’s model, which changes when stored data must be brought along.',
  })
  schemaVersion!: string

  @Property(() => String, {
    description:
      'The revision of the graph: raised by every load that changed something, so that equal revisions mean equal answers.',
  })
  graphRevision!: string

  @Root(
    One(() => About, {
      derive: () => ({ version, schemaVersion }),
      match: `OPTIONAL MATCH (revision:Revision)
      WITH {version: $version, schemaVersion: $schemaVersion, graphRevision: toString(coalesce(revision.n, 0))} AS node`,
      description: 'What this server is and how fresh its graph is.',
    }),
  )
  static about: unknown
}
