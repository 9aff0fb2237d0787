import { GraphQLBoolean } from 'graphql'
import { Int } from '../../model/declare.js'
import { Problem } from '../../problem.js'
import { compare, groupBy } from '../assertion.js'
import { claimId } from '../claim.js'
import type { Contribution } from '../contribution.js'
import type { NameDraft, SaidEnds } from '../draft.js'
import { type SeededProperty, type SeededRelation, type SeededType, seededTypes } from '../seeded.js'
import { typeOf, valueOf } from '../stored.js'

/** A claim as the graph holds it, dates as written. */
export interface StoredClaim {
  id: string
  predicate: string
  subjectId: string
  objectId: string | null
  value: string | null
  qualifiers: string | null
  validOn: string | null
  certainty: string
  polarity: string
  dateText: string | null
  dateAnchor: string | null
  method: string
  score: number | null
  /** Where it names what was merged: its ends as they were said, as JSON. */
  said: string | null
  evidence: string[]
  supersedes: string[]
}

/** What one dataset says of a node: what it is itself, where the dataset defines it; and the claims that stand in its entry. */
export interface NodeFacts {
  id: string
  contribution?: Contribution
  claims: StoredClaim[]
}

/** An entry of a fact file: its id, and its fields in their order. Evidence is ids of passages. */
export interface Entry {
  id: string
  type: SeededType
  fields: Record<string, unknown>
}

/** What an entry's values have unless they say otherwise. */
interface Inherited {
  evidence: string
  certainty: string
  method: string
}

/** A claim with the ends it was said with. */
type Said = Omit<StoredClaim, 'qualifiers'> & SaidEnds

/** Relationships that stand in the entry of their start, and of their end. */
export function carriedBy(type: SeededType): { outward: string[]; inward: string[] } {
  const relations = [...type.fields.values()].filter((field) => field.kind === 'relation')
  return {
    outward: relations.filter(({ outward }) => outward).map((field) => field.type),
    inward: relations.filter(({ outward }) => !outward).map((field) => field.type),
  }
}

/**
 * What a dataset says of a node, as the entries of a fact file: one as a rule, and more where it was said under an id that
 * was merged, or where one entry cannot say all of it. `language` is that of names unless they say otherwise. Throws a
 * Problem for a claim that would not come back as itself.
 */
export function entriesOf(facts: NodeFacts, language?: string): Entry[] {
  const claims = facts.claims.map(asSaid)
  const entries: Entry[] = []
  const byId = groupBy(claims, (claim) => entryId(claim))
  if (facts.contribution && !byId.has(facts.id)) byId.set(facts.id, [])
  for (const [id, said] of [...byId].sort(([a], [b]) => compare(a, b))) {
    const contribution = id === facts.id ? facts.contribution : undefined
    // What an event says itself and what is claimed of it apart cannot stand in one field.
    let left = said
    for (let round = 0; round === 0 || left.length > 0; round++) {
      const own = round === 0 ? contribution : undefined
      const { entry, rest } = new Writer(id, own, left, language).write()
      entries.push(entry)
      left = rest
    }
  }
  return entries
}

function asSaid(claim: StoredClaim): Said {
  const ends = claim.said === null ? undefined : (JSON.parse(claim.said) as SaidEnds)
  const said = ends ?? {
    subject: claim.subjectId,
    object: claim.objectId ?? undefined,
    qualifiers: JSON.parse(claim.qualifiers ?? '{}') as Record<string, unknown>,
  }
  const { predicate, certainty, polarity, method, evidence } = claim
  const { value, validOn } = claim
  const id = claimId({
    ...{ predicate, certainty, polarity, method, evidence, ...said },
    value: value ?? undefined,
    validOn: validOn ?? undefined,
  })
  if (id !== claim.id) {
    throw new Problem('BAD_DATA', `${claim.id} does not say what its id was made of.`, {
      hint: 'Load its dataset again; then it can be exported.',
    })
  }
  return { ...claim, ...said }
}

/** In the entry of which node a claim stands: of its subject, or of the far end, where that has the field. */
function entryId({ predicate, subject, object }: Said): string {
  if (object === undefined) return subject
  const { outward } = carriedBy(seededType(subject))
  return outward.includes(predicate) ? subject : object
}

function seededType(id: string): SeededType {
  return seededTypes().get(typeOf(id).plural ?? '')!
}

class Writer {
  private readonly type: SeededType
  private readonly inherited: Inherited
  private readonly rest: Said[] = []
  private readonly fields: Record<string, unknown> = {}

  constructor(
    private readonly id: string,
    private readonly own: Contribution | undefined,
    private readonly claims: Said[],
    private readonly language: string | undefined,
  ) {
    this.type = seededType(id)
    const evidence =
      own && own.evidence.length > 0 ? key(own.evidence) : most(claims.map((claim) => key(claim.evidence)))
    this.inherited = {
      evidence: evidence ?? '[]',
      certainty: own?.certainty ?? most(claims.map(({ certainty }) => certainty)) ?? 'CERTAIN',
      method: most(claims.map(({ method }) => method)) ?? 'CURATED',
    }
  }

  write(): { entry: Entry; rest: Said[] } {
    if (!this.own) this.fields.definedElsewhere = true
    const byPredicate = groupBy(this.claims, ({ predicate }) => predicate)
    for (const field of this.type.fields.values()) {
      if (field.kind === 'property') this.property(field, this.take(byPredicate, field.stored))
      else this.relation(field, this.take(byPredicate, field.type))
    }
    for (const [predicate, claims] of byPredicate) {
      const hint = `${predicate} is no field of ${this.type.plural}: the graph is of another Parley.`
      throw new Problem('BAD_DATA', `${claims[0]!.id} cannot be written into a fact file.`, { hint })
    }
    this.names()
    const { evidence, certainty, method } = this.inherited
    if (evidence !== '[]') this.fields.evidence = oneOf(JSON.parse(evidence) as string[])
    if (certainty !== 'CERTAIN') this.fields.certainty = certainty
    if (method !== 'CURATED') this.fields.method = method
    return { entry: { id: this.id, type: this.type, fields: this.fields }, rest: this.rest }
  }

  private take(byPredicate: Map<string, Said[]>, predicate: string): Said[] {
    const found = byPredicate.get(predicate) ?? []
    byPredicate.delete(predicate)
    return found.sort((a, b) => compare(a.id, b.id))
  }

  private property(field: SeededProperty, claims: Said[]): void {
    const stands = this.own?.properties[field.stored]
    if (stands !== undefined && stands !== null) {
      this.fields[field.name] = stands
      this.rest.push(...claims)
    } else if (claims.length > 0) {
      const values = claims.map((claim) => {
        const backing = this.backing(claim)
        const value = typed(field, claim.value)
        return Object.keys(backing).length > 0 ? { value, ...backing } : value
      })
      this.fields[field.name] = oneOf(values)
    } else if (this.own && (field.required || field.default !== undefined)) this.fields[field.name] = []
  }

  private relation(field: SeededRelation, claims: Said[]): void {
    const carried = (this.own?.relations ?? []).filter(({ type, from, to }) => {
      return type === field.type && (field.outward ? from : to) === this.id
    })
    const bare = carried.map(({ from, to, properties }) =>
      this.farEnd(field, field.outward ? to : from, properties, {}),
    )
    const ends = [...new Map(bare.map((end) => [JSON.stringify(end), end])).values()]
    const taken = field.single ? claims.slice(0, ends.length > 0 ? 0 : 1) : claims
    this.rest.push(...claims.slice(taken.length))
    for (const claim of taken) {
      const far = (field.outward ? claim.object : claim.subject)!
      ends.push(this.farEnd(field, far, claim.qualifiers, this.backing(claim)))
    }
    if (ends.length > 0) this.fields[field.name] = oneOf(ends)
  }

  private farEnd(
    { fields }: SeededRelation,
    node: string,
    qualifiers: Record<string, unknown>,
    backing: Record<string, unknown>,
  ): unknown {
    const said: Record<string, unknown> = {}
    for (const field of fields.values()) {
      const value = qualifiers[field.stored]
      if (value !== undefined && value !== null) said[field.name] = value
    }
    const all = { ...said, ...backing }
    return Object.keys(all).length > 0 ? { node, ...all } : node
  }

  /** What stands beside a value. In what carries its own claims, something must, or it would be carried too. */
  private backing(claim: Said): Record<string, unknown> {
    const { evidence, certainty, method } = this.inherited
    const { polarity, validOn, dateText, dateAnchor, supersedes, score } = claim
    const apart = this.own !== undefined && this.type.type.ownClaim
    return {
      ...(apart || key(claim.evidence) !== evidence ? { evidence: oneOf([...claim.evidence].sort(compare)) } : {}),
      ...(claim.certainty !== certainty ? { certainty: claim.certainty } : {}),
      ...(polarity !== 'POSITIVE' ? { polarity } : {}),
      ...(validOn !== null ? { validOn } : {}),
      ...(dateText !== null ? { text: dateText } : {}),
      ...(dateText !== null && dateAnchor !== null ? { anchor: dateAnchor } : {}),
      ...(supersedes.length > 0 ? { supersedes: oneOf([...supersedes].sort(compare)) } : {}),
      ...(claim.method !== method ? { method: claim.method } : {}),
      ...(score !== null ? { score } : {}),
    }
  }

  private names(): void {
    if (!this.own) return
    const { names, externalIds } = this.own
    if (this.type.naming !== undefined) this.writeNames(names, this.type.naming)
    const schemes = groupBy(externalIds, ({ scheme }) => scheme)
    if (schemes.size === 0) return
    this.fields.externalIds = Object.fromEntries(
      [...schemes].map(([scheme, ids]) => [scheme, oneOf(ids.map(({ value }) => value))]),
    )
  }

  /** The preferred name and aliases, where those come to the same; else all names as they are. */
  private writeNames(names: NameDraft[], naming: string): void {
    const claimed = this.claims.filter(({ predicate, polarity }) => predicate === naming && polarity === 'POSITIVE')
    const first = claimed.sort((a, b) => compare(a.id, b.id))[0]?.value
    const preferred = names.find(({ value, kind, language }) => {
      return value === first && kind === 'PREFERRED' && language === this.language
    })
    const others = names.filter((name) => name !== preferred)
    const wordless = this.language !== undefined && names.some(({ language }) => language === undefined)
    if ((first === undefined ? names.length === 0 : preferred !== undefined) && !wordless) {
      if (others.length > 0) this.fields.aliases = oneOf(others.map((name) => shortName(name, this.language)))
    } else this.fields.names = names.map((name) => fullName(name))
  }
}

function shortName({ value, language, kind }: NameDraft, around: string | undefined): unknown {
  if (kind === 'ALIAS' && language === around) return value
  return {
    value,
    ...(language !== around ? { language } : {}),
    ...(kind !== 'ALIAS' ? { kind } : {}),
  }
}

function fullName({ value, language, kind }: NameDraft): unknown {
  return { value, ...(language !== undefined ? { language } : {}), kind }
}

function typed(field: SeededProperty, value: string | null): unknown {
  const plain = field.type === Boolean || field.type === GraphQLBoolean || field.type === Int
  return plain ? valueOf({ type: () => field.type } as Parameters<typeof valueOf>[0], value) : value
}

function key(evidence: string[]): string {
  return JSON.stringify([...evidence].sort(compare))
}

/** What most are; of several as frequent, the first in order. */
function most(given: string[]): string | undefined {
  const groups = [...groupBy(given, (each) => each)]
  return groups.sort(([a, one], [b, other]) => other.length - one.length || compare(a, b))[0]?.[0]
}

/** One thing alone needs no list around it. */
function oneOf<Thing>(things: Thing[]): Thing | Thing[] {
  return things.length === 1 ? things[0]! : things
}
