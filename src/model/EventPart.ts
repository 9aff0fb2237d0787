import { Asserted } from './Asserted.js'
import { EdgeType, Property } from './declare.js'
import { Status } from './HasTimeline.js'

@EdgeType({ description: 'An event’s place in a negotiation or an agreement.', implements: () => [Asserted] })
export class EventPart {
  @Property(() => Status, {
    nullable: true,
    seeded: true,
    storedAs: 'status',
    description: 'The status that the event brought about; null where it brought none about.',
  })
  statusAfter?: keyof typeof Status
}
