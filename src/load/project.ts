import { bestFirst, compare, groupBy, identityKey, surest } from './assertion.js'
import type { Assertion } from './assertion.js'
import { end, interval } from '../model/PartialDate.js'
import type { PropertyDeclaration, TypeDeclaration } from '../model/registry.js'
import { isDate, propertiesOf, propertyOf, stored, storedName, valueOf } from './stored.js'
import type { Properties } from './stored.js'

/** A relationship as the graph holds it. */
export interface Relation {
  type: string
  from: string
  to: string
  /** Tells it from others of its type between the same ends. */
  key: string
  properties: Properties
}

/** How many ids of passages and claims a relationship carries itself; all of them are found through its claims. */
export const carriedIds = 10

/** What a property is, from all that stands about it: the best positive assertion; of a list, all values. Undefined where nothing says. */
export function projectProperty(field: PropertyDeclaration, assertions: Assertion[]): unknown {
  const positive = assertions.filter(({ polarity }) => polarity === 'POSITIVE').sort(bestFirst)
  if (field.list)
    return inOrder(
      field,
      positive.map(({ value }) => valueOf(field, value)),
    )
  return positive.length === 0 ? undefined : valueOf(field, positive[0]!.value)
}

/** An event that is part of something, and the status it brought about there. */
export interface StatusChange {
  event: string
  status?: string | null
  onFirst?: string | null
  onLast?: string | null
}

/** The status that the latest dated event brought about: by the last day it can mean (its first, where it is open), then by id. */
export function latestStatus(changes: StatusChange[]): string | undefined {
  const dated = changes.filter(({ status, onLast }) => typeof status === 'string' && typeof onLast === 'string')
  const day = ({ onFirst, onLast }: StatusChange) => (onLast === end ? (onFirst ?? '') : (onLast ?? ''))
  dated.sort((a, b) => compare(day(b), day(a)) || compare(a.event, b.event))
  return dated[0]?.status ?? undefined
}

/**
 * The relationships between two nodes, from all that stands about one topic (type, start and end alike in all): one for
 * each identity that a positive assertion supports, with what the best of them says and the words all of them rest on.
 */
export function projectRelations(edge: TypeDeclaration | undefined, assertions: Assertion[]): Relation[] {
  const positive = assertions.filter(({ polarity }) => polarity === 'POSITIVE')
  const groups = groupBy(positive, ({ predicate, qualifiers }) => identityKey(predicate, qualifiers))
  return [...groups].map(([key, group]) => {
    const { predicate: type, subject: from, object: to } = group[0]!
    const values = { ...(declaresDerived(edge) ? { derived: false } : {}), ...qualifiersOf(edge, group) }
    const supported = support(
      group.map(({ certainty }) => certainty),
      group.flatMap(({ evidence }) => evidence),
      group.filter(({ claim }) => claim).map(({ fact }) => fact),
    )
    return { type, from, to: to!, key, properties: { key, ...stored(edge, values), ...supported } }
  })
}

function declaresDerived(edge: TypeDeclaration | undefined): boolean {
  return propertyOf(edge, 'derived') !== undefined
}

/** Each property as the best assertion that names it says; lists joined. */
function qualifiersOf(edge: TypeDeclaration | undefined, group: Assertion[]): Properties {
  const best = [...group].sort(bestFirst)
  const names = new Set(best.flatMap(({ qualifiers }) => Object.keys(qualifiers)))
  const values: Properties = {}
  for (const name of names) {
    const field = propertyOf(edge, name)
    const given = best
      .map(({ qualifiers }) => qualifiers[name])
      .filter((value) => value !== undefined && value !== null)
    if (given.length === 0) continue
    values[name] = field?.list ? inOrder(field, given.flat()) : field ? valueOf(field, given[0]) : given[0]
  }
  // A list that nobody gives is empty, not unknown.
  for (const field of edge ? propertiesOf(edge) : []) if (field.list) values[storedName(field)] ??= []
  return values
}

/** Each value once, dates by the first day they can mean. */
function inOrder(field: PropertyDeclaration, values: unknown[]): unknown[] {
  const texts = (values as string[]).map(String)
  const day = (text: string) => (isDate(field) ? `${interval(text).join('/')}|${text}` : text)
  return [...new Set(texts)].sort((a, b) => compare(day(a), day(b))).map((text) => valueOf(field, text))
}

/**
 * How sure a relationship is and what it rests on: the surest of all that support it, and the first of their passages and
 * claims. Without claims there is no list of them: to Neo4j's importer an empty list is no value.
 */
export function support(certainties: string[], evidence: string[], claims: string[]): Properties {
  const [passages, sources] = [evidence, claims].map((ids) => [...new Set(ids)].sort(compare)) as [string[], string[]]
  return {
    certainty: surest(certainties),
    evidence: passages.slice(0, carriedIds),
    evidenceCount: passages.length,
    ...(sources.length > 0 && { claims: sources.slice(0, carriedIds) }),
    claimCount: sources.length,
  }
}
