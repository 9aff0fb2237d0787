import { Actor } from './Actor.js'
import { Connection, EdgeType, FilterType, ID, List, Lookup, NodeType, Property, Root, Where } from './declare.js'
import type { Page } from './declare.js'
import { CountNear, CountryCount, CountThrough, type ValueCount } from './facets.js'
import { HasTimeline } from './HasTimeline.js'
import { Node } from './Node.js'
import { PartialDate } from './PartialDate.js'
import { basis, Office, Tenure } from './Tenure.js'

@FilterType(() => Official, { description: 'Conditions on officials. All that are given must hold.' })
export class OfficialFilter {
  @Where({ values: 'id', type: () => ID, description: 'By id.' })
  id?: unknown

  @Where({ is: 'name', type: () => String, description: 'By the preferred name, exactly as written.' })
  name?: unknown

  @Where({ is: 'anonymous', type: () => Boolean, description: 'Whether the source leaves the person unnamed.' })
  anonymous?: unknown
}

/** Counts over a list of officials. */
@EdgeType({ description: 'Counts over a list of officials.' })
export class OfficialFacets {
  @CountThrough('(node)-[other:HELD_OFFICE]->(:Actor)', 'other.office', 'By kind of office ever held.')
  offices!: ValueCount[]

  @CountNear(
    () => CountryCount,
    '(node)-[:HELD_OFFICE]->(:Actor)-[:BELONGS_TO*0..1]->(other:Country)',
    'By country of the offices held.',
  )
  countries!: CountryCount[]
}

@NodeType({
  plural: 'officials',
  shared: true,
  implements: () => [Actor, HasTimeline, Node],
  description:
    'A person who speaks or acts for a state or an organization. One left unnamed is scoped to the document that quotes them and never merged with another.',
})
export class Official {
  @Property(() => Boolean, {
    seeded: true,
    index: true,
    default: false,
    description: 'Whether the source leaves the person unnamed.',
  })
  anonymous!: boolean

  @Connection(() => Actor, {
    by: '(this)-[edge:HELD_OFFICE]->(node:Actor)',
    match: `MATCH (this)-[tenure:HELD_OFFICE]->(body:Actor)
      WHERE $office IS NULL OR tenure.office = $office
      WITH this AS holder, tenure, body
      WITH holder, tenure, body, ${basis('$asOf.first', '$asOf.last')} AS known
      WHERE $asOf IS NULL OR known IS NOT NULL
      WITH body AS node, tenure {.*, basis: known, of: body} AS edge`,
    edge: () => Tenure,
    args: {
      office: { type: () => Office, nullable: true, description: 'Only this kind of office.' },
      asOf: {
        type: () => PartialDate,
        nullable: true,
        description: 'Only those held on this date: any day of it will do. All ever known when left out.',
      },
    },
    seeded: true,
    order: 'edge.tenureId',
    max: 250,
    description:
      'The offices held, each with the country or organization whose office it is. Two at once are two entries.',
  })
  offices!: Page<Actor, Tenure>

  @Root(Lookup(() => Official, 'official'))
  static official: unknown

  @Root(
    List(() => Official, {
      filter: () => OfficialFilter,
      facets: () => OfficialFacets,
      order: 'node.nameAsc',
      description: 'Officials, by name unless told otherwise.',
    }),
  )
  static officials: unknown
}
