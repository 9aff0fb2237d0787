import { Actor } from './Actor.js'
import { Asserted } from './Asserted.js'
import { EdgeType, Enum, One, Property } from './declare.js'

/** What somebody was at the table. */
export const ParticipationRole = Enum('ParticipationRole', 'What somebody was at the table.', {
  PARTY: 'One of the sides that negotiate.',
  PROSPECTIVE: 'Thought of as a side; no talks are claimed.',
  NEGOTIATOR: 'Spoke for a side.',
  MEDIATOR: 'Stood between the sides and made proposals.',
  FACILITATOR: 'Helped the sides to talk.',
  HOST: 'Gave the place.',
  GUARANTOR: 'Answers for what is agreed.',
  OBSERVER: 'Sat by.',
})

@EdgeType({
  description: 'A part in a negotiation: who sat at, or stood behind, the table.',
  implements: () => [Asserted],
})
export class Participation {
  @Property(() => ParticipationRole, { seeded: true, index: true, description: 'What it was at the table.' })
  role!: keyof typeof ParticipationRole

  @Property(() => Boolean, {
    description:
      'Whether Parley worked it out: a country for which another acted. Never written where the country’s own part is asserted.',
  })
  derived!: boolean

  @One(() => Actor, {
    storedAs: 'onBehalfOf',
    nullable: true,
    seeded: true,
    description: 'For whom it acted; null where no source says.',
  })
  onBehalfOf?: Actor
}
