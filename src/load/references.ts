import type { Place } from '../problem.js'
import type { Draft } from './draft.js'
import { seededRelations } from './seeded.js'

/** Properties of relationships that hold the id of a node, by type of relationship. */
function idProperties(): Map<string, string[]> {
  if (idsHeld) return idsHeld
  const found = new Map<string, string[]>()
  for (const { type, fields } of seededRelations()) {
    const stored = [...fields.values()].filter(({ kind }) => kind === 'reference').map((field) => field.stored)
    found.set(type, [...new Set([...(found.get(type) ?? []), ...stored])])
  }
  return (idsHeld = found)
}

/** Declarations do not change, and every row of a table asks. */
let idsHeld: Map<string, string[]> | undefined

/**
 * The ids that a draft refers to and does not define, each with the first place that does: nodes, documents, claims it
 * supersedes. They must be in the graph, or in a draft loaded with it.
 */
export function references(draft: Pick<Draft, 'nodes' | 'claims' | 'documents' | 'redirects'>): Map<string, Place> {
  const defined = new Set([...draft.nodes, ...draft.documents, ...draft.claims].map(({ id }) => id))
  const held = idProperties()
  const found = new Map<string, Place>()
  const refer = (id: unknown, place: Place): void => {
    if (typeof id === 'string' && !defined.has(id) && !found.has(id)) found.set(id, place)
  }
  const referFrom = (type: string, properties: Record<string, unknown>, place: Place): void => {
    for (const name of held.get(type) ?? []) refer(properties[name], place)
  }
  for (const { predicate, subject, object, qualifiers, supersedes, place } of draft.claims) {
    for (const id of [subject, object, ...supersedes]) refer(id, place)
    referFrom(predicate, qualifiers, place)
  }
  for (const { relations, place } of draft.nodes) {
    for (const { type, from, to, properties } of relations) {
      for (const id of [from, to]) refer(id, place)
      referFrom(type, properties, place)
    }
  }
  for (const { cites, copyOf, corrects } of draft.documents)
    for (const id of [...cites, ...copyOf, ...corrects]) refer(id, {})
  for (const { survivor } of draft.redirects) refer(survivor, {})
  return found
}
