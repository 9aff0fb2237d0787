import { Claim } from './Claim.js'
import { Connection, EdgeType, ID, Many, One, Property, Root } from './declare.js'
import { Node } from './Node.js'

/** What sources say differently: worked out from the claims that are DISPUTED. */
@EdgeType({ description: 'One thing of which standing claims say different things for overlapping times.' })
export class Disagreement {
  @One(() => Node, { match: 'UNWIND [this.subject] AS node', description: 'What the claims are about.' })
  subject!: Node

  @Property(() => String, {
    description: 'What they say differently of it: a property such as `status`, or a type of relationship.',
  })
  predicate!: string

  @Many(() => Claim, {
    match: `MATCH (subject:Node {id: this.subjectId})<-[:SUBJECT]-(node:Claim {predicate: this.predicate, corroboration: 'DISPUTED', standing: true})`,
    order: 'node.id',
    description: 'The claims, side by side.',
  })
  claims!: Claim[]

  @Root(
    Connection(() => Disagreement, {
      args: {
        about: {
          type: () => ID,
          nullable: true,
          description: 'Only what is disputed about this node; everything when left out.',
        },
      },
      match: `MATCH (claim:Claim {corroboration: 'DISPUTED', standing: true})-[:SUBJECT]->(subject:Node)
      WHERE $about IS NULL OR subject.id = $about
      WITH DISTINCT subject, claim.predicate AS predicate
      WITH {subject: subject, subjectId: subject.id, predicate: predicate, key: subject.id + '|' + predicate} AS node`,
      order: 'node.key',
      max: 250,
      description:
        'Where sources disagree, or one source with itself: what is single-valued and of which standing claims say different things.',
    }),
  )
  static disagreements: unknown
}
