import { Claim } from './Claim.js'
import { Certainty } from './Fact.js'
import { Many, NodeInterface, Property } from './declare.js'
import { Passage } from './Passage.js'

/** A relationship of the world layer, which exists while a claim supports it. */
@NodeInterface({ label: '', description: 'A relationship between two things, with the words it rests on.' })
export class Asserted {
  @Property(() => Certainty, { nullable: true, description: 'How sure the surest claim for it is.' })
  certainty?: keyof typeof Certainty

  @Many(() => Passage, {
    // The ids are kept in order: no more of them are looked up than are asked for, and nothing is sorted.
    match: 'UNWIND this.evidence[..$first] AS passageId MATCH (node:Node {id: passageId})',
    count: 'this.evidenceCount',
    order: '',
    description: 'The exact words it rests on; the first ten passages are kept here, all of them on its claims.',
  })
  evidence!: Passage[]

  @Many(() => Claim, {
    match: 'UNWIND this.claims[..$first] AS claimId MATCH (node:Node {id: claimId})',
    count: 'this.claimCount',
    order: '',
    description:
      'The claims for it, the first ten. None where an event or statement carries it: then that fact is its own claim.',
  })
  claims!: Claim[]
}
