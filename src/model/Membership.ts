import { Asserted } from './Asserted.js'
import { EdgeType, Property } from './declare.js'
import { PartialDate } from './PartialDate.js'

@EdgeType({ description: 'Being a member of an organization, for a time.', implements: () => [Asserted] })
export class Membership {
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

  @Property(() => String, {
    nullable: true,
    seeded: true,
    description: 'As what, in the words of the source; null where no source says.',
  })
  role?: string
}
