import { Actor } from './Actor.js'
import { Asserted } from './Asserted.js'
import { EdgeType, Enum, ID, Int, One, Property } from './declare.js'
import { PartialDate } from './PartialDate.js'

export const Office = Enum('Office', 'Kinds of office.', {
  HEAD_OF_STATE: 'President, monarch and the like.',
  HEAD_OF_GOVERNMENT: 'Prime minister, chancellor and the like; a president who heads the government is HEAD_OF_STATE.',
  FOREIGN_MINISTER: 'Foreign minister, foreign secretary, secretary of state.',
  MINISTER: 'Any other minister.',
  AMBASSADOR: 'Ambassador or head of a mission.',
  SPOKESPERSON: 'Speaks for a body.',
  PARTY_LEADER: 'Leads a political party.',
  LEGISLATOR: 'Member of a legislature.',
  OTHER: 'Any other office.',
})

export const TenureBasis = Enum('TenureBasis', 'How it is known that an office was held on a day.', {
  WITHIN_TENURE: 'Known bounds contain the day.',
  ATTESTED: 'A source names the office for an overlapping date, or in the statement’s own passage.',
  INFERRED: 'The nearest day a source names lies within a year, and nobody else is known in the office.',
})

/**
 * How we know that `holder` held the `tenure` of `body` between `first` and `last`, two Cypher expressions for ISO days;
 * null where we do not. `ownWords` is a predicate: the words at hand name the office themselves.
 */
export function basis(first: string, last: string, ownWords = 'false'): string {
  // Offices that one person at a time holds: any other holder near the day speaks against inferring. Others are compared by title too.
  const alone = "['HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT', 'FOREIGN_MINISTER', 'PARTY_LEADER']"
  return `CASE
      WHEN ${ownWords} THEN 'ATTESTED'
      WHEN ${first} IS NULL OR tenure.fromFirst > ${last} OR tenure.toLast < ${first} THEN null
      WHEN tenure.fromFirst IS NOT NULL OR tenure.toLast IS NOT NULL THEN 'WITHIN_TENURE'
      WHEN any(at IN range(0, size(tenure.attestedOn) - 1) WHERE tenure.attestedOnFirst[at] <= ${last} AND tenure.attestedOnLast[at] >= ${first}) THEN 'ATTESTED'
      WHEN any(at IN range(0, size(tenure.attestedOn) - 1) WHERE tenure.attestedOnFirst[at] <= toString(date(${last}) + duration('P1Y')) AND tenure.attestedOnLast[at] >= toString(date(${first}) - duration('P1Y')))
        AND NOT EXISTS {
          MATCH (body)<-[rival:HELD_OFFICE]-(somebody:Official)
          WHERE somebody <> holder AND rival.office = tenure.office AND (tenure.office IN ${alone} OR rival.title = tenure.title)
            AND coalesce(rival.fromFirst, rival.attestedOnFirst[0], rival.toFirst) <= toString(date(${last}) + duration('P1Y'))
            AND coalesce(rival.toLast, rival.attestedOnLast[-1], rival.fromLast) >= toString(date(${first}) - duration('P1Y'))
        } THEN 'INFERRED'
    END`
}

@EdgeType({
  description: 'An office held: by whom, of what, as what, and since when as far as known.',
  implements: () => [Asserted],
})
export class Tenure {
  @Property(() => ID, {
    description: 'Names this tenure: official, body, office, and a number where one person held it more than once.',
  })
  tenureId!: string

  @Property(() => String, { seeded: true, description: 'The office in the words of the source.' })
  title!: string

  @Property(() => Office, { seeded: true, index: true, description: 'The kind of office.' })
  office!: keyof typeof Office

  @Property(() => PartialDate, {
    nullable: true,
    seeded: true,
    disputable: true,
    description: 'Since when; null where no source says.',
  })
  from?: string

  @Property(() => PartialDate, {
    nullable: true,
    seeded: true,
    disputable: true,
    description: 'Until when; null where no source says, or where it lasts.',
  })
  to?: string

  @Property(() => PartialDate, {
    list: true,
    seeded: true,
    description: 'The days for which a source names the office: they prove the day, not the bounds.',
  })
  attestedOn!: string[]

  @Property(() => Int, {
    nullable: true,
    seeded: true,
    description:
      'Which time it was, where one person held the office more than once; null where once is all that is known.',
  })
  number?: number

  @Property(() => TenureBasis, {
    nullable: true,
    description:
      'How it is known that the office was held on the day asked for, or when the statement was made; null where no day was asked for.',
  })
  basis?: keyof typeof TenureBasis

  @One(() => Actor, {
    match: 'UNWIND [this.of] AS node',
    description: 'The country or organization whose office it is.',
  })
  of!: Actor
}
