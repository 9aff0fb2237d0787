import { Actor } from './Actor.js'
import { Connection, EdgeType, Enum, FilterType, ID, List, Lookup, NodeType, Property, Root, Where } from './declare.js'
import type { Page } from './declare.js'
import { CountBy, CountNear, CountryCount, type ValueCount } from './facets.js'
import { HasTimeline } from './HasTimeline.js'
import { Membership } from './Membership.js'
import { Node } from './Node.js'
import { Official } from './Official.js'
import { Statement, StatementFilter } from './Statement.js'
import { PartialDate } from './PartialDate.js'
import { basis, Office, Tenure } from './Tenure.js'

export const OrganizationKind = Enum('OrganizationKind', 'What kind of body it is.', {
  GOVERNMENT: 'A government or administration. It acts for its country.',
  MINISTRY: 'A ministry or department. It acts for its country.',
  LEGISLATURE: 'A parliament or chamber. It acts for its country.',
  PARTY: 'A political party. It does not act for its country.',
  COURT: 'A court. It acts for its country.',
  MEDIA: 'A newspaper, agency or broadcaster.',
  INTERGOVERNMENTAL: 'An organization of states.',
  SUPRANATIONAL: 'An organization with powers over states, such as the European Union.',
  ARMED_GROUP: 'An armed group.',
  NGO: 'A non-governmental organization.',
  COMPANY: 'A company.',
  OTHER: 'Any other body.',
})

/** Whether a body acts for the country it belongs to: see *Roll-up* in docs/graph.md. */
export function organs(body: string): string {
  return `${body}.kind IN ['GOVERNMENT', 'MINISTRY', 'LEGISLATURE', 'COURT']`
}

@FilterType(() => Organization, { description: 'Conditions on organizations. All that are given must hold.' })
export class OrganizationFilter {
  @Where({ values: 'id', type: () => ID, description: 'By id.' })
  id?: unknown

  @Where({ is: 'name', type: () => String, description: 'By the preferred name, exactly as written.' })
  name?: unknown

  @Where({ values: 'kind', type: () => OrganizationKind, description: 'By kind.' })
  kind?: unknown

  @Where({ ids: '(node)-[:BELONGS_TO]->(other:Country)', description: 'By the country it is of.' })
  belongsTo?: unknown
}

/** Counts over a list of organizations. */
@EdgeType({ description: 'Counts over a list of organizations.' })
export class OrganizationFacets {
  @CountBy('node.kind', 'By kind.')
  kinds!: ValueCount[]

  @CountNear(() => CountryCount, '(node)-[:BELONGS_TO]->(other:Country)', 'By the country it is of.')
  countries!: CountryCount[]
}

@NodeType({
  plural: 'organizations',
  shared: true,
  implements: () => [Actor, HasTimeline, Node],
  description:
    'A body with a name: a government, a ministry, a party, a newspaper, an organization of states. A government is not its country.',
})
export class Organization {
  @Property(() => OrganizationKind, {
    seeded: true,
    index: true,
    disputable: true,
    description: 'What kind of body it is.',
  })
  kind!: keyof typeof OrganizationKind

  @Connection(() => Official, {
    match: `MATCH (this)<-[tenure:HELD_OFFICE]-(holder:Official)
      WHERE $office IS NULL OR tenure.office = $office
      WITH this AS body, holder, tenure
      WITH body, holder, tenure, ${basis('$asOf.first', '$asOf.last')} AS known
      WHERE $asOf IS NULL OR known IS NOT NULL
      WITH holder AS node, tenure {.*, basis: known, of: body} AS edge`,
    edge: () => Tenure,
    args: {
      office: { type: () => Office, nullable: true, description: 'Only this kind of office.' },
      asOf: {
        type: () => PartialDate,
        nullable: true,
        description: 'Only who held it on this date: any day of it will do. All ever known when left out.',
      },
    },
    order: "node.nameAsc + '|' + edge.tenureId",
    max: 250,
    description: 'Who held office in it.',
  })
  officeholders!: Page<Official, Tenure>

  @Connection(() => Actor, {
    by: '(this)<-[edge:MEMBER_OF]-(node:Actor)',
    match: `MATCH (this)<-[edge:MEMBER_OF]-(node:Actor)
      WHERE $asOf IS NULL OR (coalesce(edge.fromFirst <= $asOf.last, true) AND coalesce(edge.toLast >= $asOf.first, true))`,
    edge: () => Membership,
    args: {
      asOf: {
        type: () => PartialDate,
        nullable: true,
        description:
          'Only who was a member on this date: any day of it will do, a bound that is not known is open. All ever known when left out.',
      },
    },
    order: "node.nameAsc + '|' + edge.key",
    max: 250,
    description: 'Its members.',
  })
  members!: Page<Actor, Membership>

  @Connection(() => Statement, {
    by: '(this)<-[:REPORTED_BY]-(node:Statement)',
    filter: () => StatementFilter,
    sortable: true,
    order: 'node.madeOnAsc',
    max: 250,
    description: 'Statements that came to us through its report.',
  })
  statementsReported!: Page<Statement>

  @Root(Lookup(() => Organization, 'organization'))
  static organization: unknown

  @Root(
    List(() => Organization, {
      filter: () => OrganizationFilter,
      facets: () => OrganizationFacets,
      order: 'node.nameAsc',
      description: 'Organizations, by name unless told otherwise.',
    }),
  )
  static organizations: unknown
}
