import { asText, groupBy, identityKey } from './assertion.js'
import type { Assertion } from './assertion.js'
import { interval } from '../model/PartialDate.js'
import type { PropertyDeclaration, TypeDeclaration } from '../model/registry.js'
import { isDate, propertiesOf, storedName, valueOf } from './stored.js'

/** By document, the documents it is a copy of or cites. */
export type Sources = Map<string, string[]>

export type Verdict = 'SINGLE_ORIGIN' | 'CORROBORATED' | 'DISPUTED'

/** Where what a document says comes from in the end: itself, or what it copies and cites, followed to the last. */
export function origins(document: string, sources: Sources): string[] {
  const seen = new Set<string>([document])
  for (const each of seen) for (const next of sources.get(each) ?? []) seen.add(next)
  const roots = [...seen].filter((each) => (sources.get(each) ?? []).length === 0)
  // Documents that cite one another in a ring have no last one; together they count as one.
  return (roots.length > 0 ? roots : [[...seen].sort()[0]!]).sort()
}

/**
 * How many of some documents speak independently: no two of those counted share an origin. The documents with the
 * fewest origins are taken first, so that one which cites two reports takes neither's place.
 */
export function independent(documents: string[], sources: Sources): number {
  const sets = [...new Set(documents)].map((document) => origins(document, sources))
  sets.sort((a, b) => a.length - b.length || (a.join() < b.join() ? -1 : 1))
  const taken = new Set<string>()
  let count = 0
  for (const set of sets) {
    if (set.some((origin) => taken.has(origin))) continue
    set.forEach((origin) => taken.add(origin))
    count += 1
  }
  return count
}

/** What independent documents make of a fact that nothing contradicts. */
export function agreement(documents: string[], sources: Sources): Verdict {
  return independent(documents, sources) > 1 ? 'CORROBORATED' : 'SINGLE_ORIGIN'
}

/**
 * Whether independent sources agree on each fact about one topic (`assertions` are all that stand about it). `field` is
 * the property that the topic is about, `edge` the type of its relationship. By fact.
 */
export function corroborate(
  assertions: Assertion[],
  sources: Sources,
  declared: { field?: PropertyDeclaration; edge?: TypeDeclaration },
): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>()
  for (const same of groupBy(assertions, sameness).values()) {
    const verdict = agreement(
      same.flatMap(({ documents }) => documents),
      sources,
    )
    for (const { fact } of same) verdicts.set(fact, verdict)
  }
  // Each pair once: what is disputed is so from both sides.
  assertions.forEach((one, at) => {
    for (const other of assertions.slice(at + 1)) {
      if (one.fact === other.fact || !meet(one.validOn, other.validOn) || !disagree(one, other, declared)) continue
      verdicts.set(one.fact, 'DISPUTED').set(other.fact, 'DISPUTED')
    }
  })
  return verdicts
}

/** Equal for assertions that say the same of the same thing. */
function sameness({ predicate, object, value, qualifiers, polarity }: Assertion): string {
  return JSON.stringify([polarity, object === undefined ? asText(value) : identityKey(predicate, qualifiers)])
}

function disagree(
  one: Assertion,
  other: Assertion,
  { field, edge }: { field?: PropertyDeclaration; edge?: TypeDeclaration },
): boolean {
  const sameIdentity = identityKey(one.predicate, one.qualifiers) === identityKey(other.predicate, other.qualifiers)
  const sameThing = one.object === undefined ? asText(one.value) === asText(other.value) : sameIdentity
  if (one.polarity !== other.polarity) return sameThing
  if (one.polarity === 'NEGATIVE') return false
  if (one.object === undefined)
    return field?.disputable === true && !field.list && differ(field, one.value, other.value)
  if (!sameIdentity || !edge) return false
  return propertiesOf(edge)
    .filter((property) => property.disputable && !property.list)
    .some((property) => differ(property, one.qualifiers[storedName(property)], other.qualifiers[storedName(property)]))
}

/** Whether two values exclude one another. One that is not given excludes nothing; dates agree where they overlap. */
function differ(field: PropertyDeclaration, one: unknown, other: unknown): boolean {
  if (one === undefined || one === null || other === undefined || other === null) return false
  if (isDate(field)) return !meet(asText(one), asText(other))
  return valueOf(field, one) !== valueOf(field, other)
}

/** Whether two partial dates have a day in common. One that is not given has every day. */
function meet(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return true
  const [first, last] = interval(one)
  const [otherFirst, otherLast] = interval(other)
  return first <= otherLast && otherFirst <= last
}
