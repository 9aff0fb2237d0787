import { Asserted } from './Asserted.js'
import { EdgeType, Enum, Property } from './declare.js'
import { PartialDate } from './PartialDate.js'

export const PartyRole = Enum('PartyRole', 'What somebody is to an agreement.', {
  PARTY: 'Bound by it.',
  SIGNATORY: 'Signed it; bound only where a source says so.',
  GUARANTOR: 'Answers for its being kept.',
  DEPOSITARY: 'Keeps it.',
  OBSERVER: 'Follows it without being bound.',
})

export const Consent = Enum(
  'Consent',
  'How consent to be bound was given (Vienna Convention on the Law of Treaties, articles 11 to 17).',
  {
    RATIFICATION: 'By ratification.',
    ACCEPTANCE: 'By acceptance.',
    APPROVAL: 'By approval.',
    ACCESSION: 'By accession.',
    SUCCESSION: 'By succession to a state that was bound.',
    SIGNATURE: 'By signature alone.',
  },
)

@EdgeType({ description: 'Being a party to an agreement: who is bound, and since when.', implements: () => [Asserted] })
export class AgreementParty {
  @Property(() => PartyRole, { seeded: true, description: 'What it is to the agreement.' })
  role!: keyof typeof PartyRole

  @Property(() => PartialDate, {
    nullable: true,
    seeded: true,
    disputable: true,
    description: 'When it signed; null where no source says.',
  })
  signedOn?: string

  @Property(() => Consent, {
    nullable: true,
    seeded: true,
    description: 'How it consented to be bound; null where no source says.',
  })
  consent?: keyof typeof Consent

  @Property(() => PartialDate, {
    nullable: true,
    seeded: true,
    disputable: true,
    description: 'When it consented to be bound; null where no source says.',
  })
  consentOn?: string

  @Property(() => PartialDate, {
    nullable: true,
    seeded: true,
    disputable: true,
    description: 'Since when it is bound; null where no source says.',
  })
  inForceOn?: string

  @Property(() => PartialDate, {
    nullable: true,
    seeded: true,
    disputable: true,
    description: 'When it left; null where no source says.',
  })
  withdrewOn?: string

  @Property(() => Boolean, { description: 'Whether Parley worked it out: a country for which another acted.' })
  derived!: boolean
}
