import { Actor } from './Actor.js'
import { EdgeType, Enum, FilterType, ID, List, Lookup, NodeType, Property, Root, Where } from './declare.js'
import { CountBy, CountNear, CountryCount, type ValueCount } from './facets.js'
import { HasTimeline } from './HasTimeline.js'
import { Node } from './Node.js'

export const Sector = Enum('Sector', 'The part of society a group is of, in the codes of PLOVER and CAMEO.', {
  GOV: 'Government. It acts for its country.',
  MIL: 'Military. It acts for its country.',
  COP: 'Police. It acts for its country.',
  JUD: 'Judiciary. It acts for its country.',
  LEG: 'Legislature. It acts for its country.',
  SPY: 'Intelligence services.',
  PTY: 'Political parties.',
  OPP: 'Opposition.',
  REB: 'Rebels and other armed groups.',
  CVL: 'Civilians.',
  BUS: 'Business.',
  LAB: 'Labour.',
  EDU: 'Education.',
  MED: 'Media.',
  REL: 'Religion.',
  REF: 'Refugees and migrants.',
  CRM: 'Criminals.',
  IGO: 'Intergovernmental organizations.',
  NGO: 'Non-governmental organizations.',
  OTHER: 'Any other.',
})

@FilterType(() => Group, { description: 'Conditions on groups. All that are given must hold.' })
export class GroupFilter {
  @Where({ values: 'id', type: () => ID, description: 'By id.' })
  id?: unknown

  @Where({ is: 'name', type: () => String, description: 'By name, exactly as written.' })
  name?: unknown

  @Where({ values: 'sector', type: () => Sector, description: 'By sector.' })
  sector?: unknown

  @Where({ ids: '(node)-[:BELONGS_TO]->(other:Country)', description: 'By the country it is of.' })
  belongsTo?: unknown
}

/** Counts over a list of groups. */
@EdgeType({ description: 'Counts over a list of groups.' })
export class GroupFacets {
  @CountBy('node.sector', 'By sector.')
  sectors!: ValueCount[]

  @CountNear(() => CountryCount, '(node)-[:BELONGS_TO]->(other:Country)', 'By the country it is of.')
  countries!: CountryCount[]
}

@NodeType({
  plural: 'groups',
  shared: true,
  implements: () => [Actor, HasTimeline, Node],
  description:
    'An unnamed collective, such as “U.S. officials” or “critics”. One known only by description is scoped to its document.',
})
export class Group {
  @Property(() => Sector, { seeded: true, index: true, description: 'The part of society it is of.' })
  sector!: keyof typeof Sector

  @Root(Lookup(() => Group, 'group'))
  static group: unknown

  @Root(
    List(() => Group, {
      filter: () => GroupFilter,
      facets: () => GroupFacets,
      order: 'node.nameAsc',
      description: 'Groups, by name unless told otherwise.',
    }),
  )
  static groups: unknown
}
