import { Actor } from './Actor.js'
import {
  byId,
  Connection,
  EdgeType,
  Enum,
  FilterType,
  ID,
  List,
  NodeType,
  One,
  Property,
  Root,
  Where,
} from './declare.js'
import type { Page } from './declare.js'
import { CountBy, type ValueCount } from './facets.js'
import { Asserted } from './Asserted.js'
import { Group } from './Group.js'
import { HasTimeline } from './HasTimeline.js'
import { Node } from './Node.js'
import { Official } from './Official.js'
import { Organization, organs } from './Organization.js'
import { PartialDate } from './PartialDate.js'
import { basis, Office, Tenure } from './Tenure.js'

export const CountryKind = Enum('CountryKind', 'What kind of polity it is.', {
  STATE: 'A state.',
  FORMER_STATE: 'A state that is no more.',
  TERRITORY: 'A territory with a code of its own in ISO 3166-1.',
})

export const SuccessionKind = Enum('SuccessionKind', 'How one country followed another.', {
  NAME_CHANGE: 'The same country under another name.',
  MERGER: 'It became part of another.',
  SPLIT: 'It came apart into several.',
  OTHER: 'Otherwise.',
})

@EdgeType({ description: 'How a former state was followed by another country.', implements: () => [Asserted] })
export class Succession {
  @Property(() => PartialDate, {
    nullable: true,
    seeded: true,
    disputable: true,
    description: 'When; null where no source says.',
  })
  on?: string

  @Property(() => SuccessionKind, { seeded: true, description: 'How.' })
  kind!: keyof typeof SuccessionKind
}

@FilterType(() => Country, { description: 'Conditions on countries. All that are given must hold.' })
export class CountryFilter {
  @Where({ values: 'id', type: () => ID, description: 'By id.' })
  id?: unknown

  @Where({ values: 'kind', type: () => CountryKind, description: 'By kind.' })
  kind?: unknown

  @Where({ is: 'region', type: () => String, description: 'By region, such as `Africa`.' })
  region?: unknown

  @Where({ is: 'subregion', type: () => String, description: 'By subregion, such as `Eastern Africa`.' })
  subregion?: unknown

  @Where({ date: 'existedFrom', description: 'By the date it came into being.' })
  existedFrom?: unknown

  @Where({ date: 'existedTo', description: 'By the date it ceased to be.' })
  existedTo?: unknown
}

/** Counts over a list of countries. */
@EdgeType({ description: 'Counts over a list of countries.' })
export class CountryFacets {
  @CountBy('node.kind', 'By kind.')
  kinds!: ValueCount[]

  @CountBy('node.region', 'By region.')
  regions!: ValueCount[]

  @CountBy('node.subregion', 'By subregion.')
  subregions!: ValueCount[]
}

@NodeType({
  plural: 'countries',
  shared: true,
  implements: () => [Actor, HasTimeline, Node],
  description:
    'A country, a territory with a code of its own, or a former state. Its government is not the country: that is an Organization which belongs to it.',
})
export class Country {
  @Property(() => String, {
    index: true,
    seeded: true,
    description: 'ISO 3166-1 alpha-2; ISO 3166-3 alpha-4 for former states; `XK` for Kosovo; `x-…` for older polities.',
  })
  code!: string

  @Property(() => String, { nullable: true, seeded: true, description: 'ISO 3166-1 alpha-3; null where it has none.' })
  alpha3?: string

  @Property(() => String, {
    nullable: true,
    seeded: true,
    disputable: true,
    description: 'The full official name in English; null where no source says.',
  })
  officialName?: string

  @Property(() => String, {
    nullable: true,
    seeded: true,
    disputable: true,
    description: 'The capital; null where it has none or no source says.',
  })
  capital?: string

  @Property(() => String, {
    nullable: true,
    seeded: true,
    index: true,
    description:
      'The region as world-countries gives it, mostly that of UN M49, such as `Africa`; null where no source says.',
  })
  region?: string

  @Property(() => String, {
    nullable: true,
    seeded: true,
    index: true,
    description: 'The subregion as world-countries gives it, mostly that of UN M49; null where no source says.',
  })
  subregion?: string

  @Property(() => CountryKind, {
    seeded: true,
    index: true,
    disputable: true,
    description: 'What kind of polity it is.',
  })
  kind!: keyof typeof CountryKind

  @Property(() => PartialDate, {
    nullable: true,
    seeded: true,
    disputable: true,
    index: true,
    description: 'When it came into being; null where no source says.',
  })
  existedFrom?: string

  @Property(() => PartialDate, {
    nullable: true,
    seeded: true,
    disputable: true,
    index: true,
    description: 'When it ceased to be; null for what exists, and where no source says.',
  })
  existedTo?: string

  @Connection(() => Country, {
    by: '(this)-[edge:SUCCEEDED_BY]->(node:Country)',
    edge: () => Succession,
    seeded: true,
    order: 'node.nameAsc',
    max: 250,
    description: 'The countries that followed it.',
  })
  succeededBy!: Page<Country, Succession>

  @Connection(() => Country, {
    by: '(this)<-[edge:SUCCEEDED_BY]-(node:Country)',
    edge: () => Succession,
    order: 'node.nameAsc',
    max: 250,
    description: 'The countries it followed.',
  })
  preceded!: Page<Country, Succession>

  @Connection(() => Official, {
    match: `MATCH (this)<-[:BELONGS_TO*0..1]-(body:Actor)<-[tenure:HELD_OFFICE]-(holder:Official)
      WHERE (body = this OR ${organs('body')}) AND ($office IS NULL OR tenure.office = $office)
      WITH holder, tenure, body, ${basis('$asOf.first', '$asOf.last')} AS known
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
    description:
      'Who held office in the country itself or in one of its organs (its government, ministries, legislature, courts).',
  })
  officeholders!: Page<Official, Tenure>

  @Connection(() => Organization, {
    by: '(this)<-[:BELONGS_TO]-(node:Organization)',
    order: 'node.nameAsc',
    max: 250,
    description: 'The organizations of the country: its organs, and its parties, newspapers and companies too.',
  })
  organizations!: Page<Organization>

  @Connection(() => Group, {
    by: '(this)<-[:BELONGS_TO]-(node:Group)',
    order: 'node.nameAsc',
    max: 250,
    description: 'The groups of the country.',
  })
  groups!: Page<Group>

  @Root(
    One(() => Country, {
      args: {
        id: { type: () => ID, nullable: true, description: 'Its id, such as `country:RW`.' },
        code: { type: () => String, nullable: true, description: 'Its code, such as `RW`.' },
      },
      exactlyOne: ['id', 'code'],
      match: ({ code }) => (code === null ? byId('Country') : 'MATCH (node:Country {code: $code})'),
      nullable: true,
      description: 'One country by id or by code, exactly one of them; null when there is none.',
    }),
  )
  static country: unknown

  @Root(
    List(() => Country, {
      filter: () => CountryFilter,
      facets: () => CountryFacets,
      order: 'node.nameAsc',
      description: 'Countries, territories and former states, by name unless told otherwise.',
    }),
  )
  static countries: unknown
}
