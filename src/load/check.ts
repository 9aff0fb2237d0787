import type { Database } from '../database/connect.js'
import { Problem } from '../problem.js'
import type { Place } from '../problem.js'
import type { Draft } from './draft.js'
import { nearest } from './nearest.js'
import { references } from './references.js'
import { fold } from '../model/searchText.js'
import { isFact, labelsOf, typeOf } from './stored.js'

/** What a load refuses before it writes anything: facts without words, and ids that lead nowhere. */

/** Facts that rest on no passage, or on one that is not there. */
export function checkEvidence({ nodes, claims, passages }: Draft): Problem[] {
  const known = new Set(passages.map(({ id }) => id))
  const facts = [...nodes.filter(({ id }) => isFact(typeOf(id))), ...claims]
  return facts.flatMap(({ id, evidence, place }) => {
    const missing = evidence.filter((passage) => !known.has(passage))
    if (evidence.length === 0) {
      return [
        new Problem('BAD_DATA', `${id} rests on no passage.`, {
          place,
          hint: 'Name the passage that says so under `evidence`.',
        }),
      ]
    }
    return missing.map(
      (passage) => new Problem('BAD_DATA', `${id} rests on ${passage}, which is not there.`, { place }),
    )
  })
}

/** Ids that a draft names and that nobody defines, as Problems with the nearest that is known. `known` holds what other drafts and the graph define. */
export function checkReferences(
  draft: Draft,
  known: ReadonlySet<string>,
  suggest: (id: string) => string | undefined,
  elsewhere: string,
): Problem[] {
  return [...references(draft)]
    .filter(([id]) => !known.has(id))
    .map(([id, place]) => {
      const meant = suggest(id)
      const hint = [meant && `Did you mean ${meant}?`, elsewhere].filter(Boolean).join(' ')
      return new Problem('BAD_DATA', `${id} is not known.`, { place, hint })
    })
}

/** Ids that are referred to by no draft's own nodes, each once, with a place. */
export function referredIds(drafts: Draft[]): Map<string, Place> {
  return new Map(drafts.flatMap((draft) => [...references(draft)]))
}

/** Everything that drafts define and others can refer to. */
export function definedIds(drafts: Draft[]): Set<string> {
  return new Set(
    drafts.flatMap(({ nodes, documents, claims, redirects }) =>
      [...nodes, ...documents, ...claims, ...redirects].map(({ id }) => id),
    ),
  )
}

/** Which of some ids the graph has from datasets other than those about to be loaded, merged ids too. */
export async function idsInGraph(
  database: Pick<Database, 'read'>,
  ids: string[],
  loading: string[],
): Promise<Set<string>> {
  const rows = await database.read({
    text: `
      UNWIND $ids AS id
      CALL (id) {
        MATCH (node:Node {id: id})-[from:FROM]->(:Load)-[:OF]->(dataset:Dataset)
        WHERE from.until IS NULL AND NOT dataset.id IN $loading RETURN node
        UNION
        MATCH (node:Document {id: id})-[:IN]->(dataset:Dataset) WHERE NOT dataset.id IN $loading RETURN node
        UNION
        MATCH (:Redirect {id: id})-[:MERGED_INTO]->(node:Node) RETURN node
      }
      RETURN DISTINCT id`,
    parameters: { ids, loading },
  })
  return new Set(rows.map(([id]) => id as string))
}

/** A node as it can be suggested in place of an id that nobody knows. */
export interface Candidate {
  id: string
  names: string[]
}

/** The nodes of the same kind as some ids, for suggestions: at most 20,000. */
export async function candidatesInGraph(database: Pick<Database, 'read'>, ids: string[]): Promise<Candidate[]> {
  const labels = ids.flatMap((id) => labelsOf(typeOf(id)).filter((label) => label === typeOf(id).label))
  const rows = await database.read({
    text: `
      MATCH (node:Node) WHERE any(label IN labels(node) WHERE label IN $labels)
      RETURN node.id, COLLECT { MATCH (node)-[:NAMED]->(name:Name) RETURN name.value } LIMIT 20000`,
    parameters: { labels: [...new Set(labels)] },
  })
  return rows.map(([id, names]) => ({ id, names }) as Candidate)
}

/** Suggests for an id the node of its kind that bears its key as a name (`country:UK` → `country:GB`), else the one spelt most like it. */
export function suggestions(candidates: Candidate[]): (id: string) => string | undefined {
  return (id) => {
    const [prefix, key = ''] = id.split(/:(.*)/s)
    const alike = candidates.filter((candidate) => candidate.id.startsWith(`${prefix}:`))
    const words = fold(key).replaceAll('-', ' ')
    const named = alike.find(({ names }) => names.some((name) => fold(name).replaceAll('-', ' ') === words))
    if (named) return `${named.id} (${named.names.find((name) => fold(name).replaceAll('-', ' ') === words)})`
    const meant = nearest(
      key,
      alike.map((candidate) => candidate.id.slice(candidate.id.indexOf(':') + 1)),
    )
    return meant && `${prefix}:${meant}`
  }
}

/** The nodes of drafts, for suggestions. */
export function candidatesIn(drafts: Draft[]): Candidate[] {
  return drafts.flatMap(({ nodes }) => nodes.map(({ id, names }) => ({ id, names: names.map(({ value }) => value) })))
}
