import { hash } from 'node:crypto'
import type { Place } from '../../problem.js'
import { canonical } from '../claim.js'
import type { ClaimDraft, NameDraft, NodeDraft, RelationDraft } from '../draft.js'
import type { SeededType } from '../seeded.js'
import type { RowProblem } from './frame.js'

interface Meant {
  certainty: string
  polarity: string
  method: string
  validOn?: string
}

type Said = Omit<ClaimDraft, 'id' | 'evidence' | 'place'>

/** A claim but for the row it rests on, with the text that its id is a hash of, on both sides of that row's passage. */
interface Claimed {
  said: Said
  before: string
  after: string
}

/** What an entry comes to, but for the row it rests on: the same for every row that names the same thing. */
export class Shape {
  certainty = 'CERTAIN'
  readonly names: NameDraft[] = []
  readonly externalIds: NodeDraft['externalIds'] = []
  private readonly properties: Record<string, unknown> = {}
  private readonly relations: RelationDraft[] = []
  private readonly claims: Claimed[] = []

  constructor(
    readonly id: string,
    private readonly type: SeededType,
    private readonly elsewhere: boolean,
    readonly problems: RowProblem[],
  ) {}

  /** Of what carries its own claim, only what is meant in a way of its own is claimed apart. */
  private carries(own: boolean): boolean {
    return this.type.type.ownClaim && !own && !this.elsewhere
  }

  state(predicate: string, value: unknown, own: boolean, meant: Meant): void {
    if (this.carries(own)) this.properties[predicate] = value
    else this.claim({ predicate, subject: this.id, value: String(value), qualifiers: {}, supersedes: [], ...meant })
  }

  relate(stated: RelationDraft, own: boolean, meant: Meant): void {
    const { type, from, to, properties } = stated
    if (!this.carries(own))
      this.claim({ predicate: type, subject: from, object: to, qualifiers: properties, supersedes: [], ...meant })
    // A row that names somebody twice says it once.
    else if (!this.relations.some((other) => other.type === type && other.from === from && other.to === to))
      this.relations.push(stated)
  }

  private claim(said: Said): void {
    const { certainty, method, object, polarity, predicate, qualifiers, subject, validOn, value } = said
    const whole = canonical({ method, object, polarity, predicate, qualifiers, subject, validOn, value })
    this.claims.push({
      said,
      before: `{"certainty":${JSON.stringify(certainty)},"evidence":[`,
      after: `],${whole.slice(1)}`,
    })
  }

  /** The value that a property is given first, as text, unless it is denied. */
  stated(predicate: string): string | undefined {
    const claimed = this.claims.find(({ said }) => said.predicate === predicate && said.polarity === 'POSITIVE')
    return claimed?.said.value
  }

  addName(name: NameDraft): void {
    if (!this.names.some(({ value, kind }) => value === name.value && kind === name.kind)) this.names.push(name)
  }

  /** The node on a row; undefined where another dataset defines it. */
  node(evidence: string[], place: Place): NodeDraft | undefined {
    if (this.elsewhere) return undefined
    const { id, names, externalIds, certainty, properties, relations } = this
    const { type, fact } = this.type
    return {
      id,
      type: type.name,
      names,
      externalIds,
      evidence: fact ? evidence : [],
      certainty,
      properties,
      relations,
      place,
    }
  }

  /** The claims on a row; their ids are those of `claimId`. */
  claimsOn(evidence: string[], place: Place): ClaimDraft[] {
    const passage = JSON.stringify(evidence[0])
    return this.claims.map(({ said, before, after }) => {
      const digest = hash('sha256', before + passage + after, 'hex')
      const id = `claim:${digest.slice(0, 24)}`
      // Written out, since copying an object of another shape takes three times as long.
      const { predicate, subject, object, value, qualifiers, validOn, certainty, polarity, method, supersedes } = said
      return {
        id,
        predicate,
        subject,
        object,
        value,
        qualifiers,
        validOn,
        certainty,
        polarity,
        method,
        supersedes,
        evidence,
        place,
      }
    })
  }
}
