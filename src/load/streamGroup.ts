import type { NodeDraft, SaidNode } from './draft.js'
import { hashOf } from './streamRead.js'

/** What all rows of a table say of one id, as it is put together while ids are gone through in order. */

/** All that is known of an id so far. */
export interface Group {
  id: string
  first?: number
  kind?: string
  said?: string
  /** What the rows say of a node, by the id they say it with. */
  parts?: Map<string, NodeDraft>
  /** The row that was the first to say each of them. */
  rows?: Map<string, number>
  waiting: number
}

/**
 * What later rows add to the names and identifiers of a node goes to the row that names it first. What was merged is joined
 * under each id that it was said with.
 */
export function joinNode(group: Group, row: number, node: NodeDraft): void {
  group.first ??= row
  group.kind ??= 'node'
  for (const part of node.said ?? [node]) {
    const known = group.parts?.get(part.id)
    if (known) joinPart(known, part)
    else addPart(group, row, { ...part, place: node.place })
  }
}

function joinPart(known: NodeDraft, part: SaidNode): void {
  const add = <Item>(to: Item[], items: Item[]): Item[] => {
    const there = new Set(to.map((item) => JSON.stringify(item)))
    return [...to, ...items.filter((item) => !there.has(JSON.stringify(item)))]
  }
  known.names = add(known.names, part.names)
  known.externalIds = add(known.externalIds, part.externalIds)
}

/**
 * An event or a statement that others may have been merged into is what rows say under each of the ids. Gives the row that
 * says otherwise under the same one, where there is any.
 */
export function joinFact(group: Group, row: number, node: NodeDraft): number | undefined {
  group.first ??= row
  group.kind ??= 'fact'
  for (const part of node.said ?? [node]) {
    const known = group.parts?.get(part.id)
    if (!known) addPart(group, row, { ...part, place: node.place })
    else if (factHash(known) !== factHash(part)) return group.rows!.get(part.id)
  }
  return undefined
}

function addPart(group: Group, row: number, part: NodeDraft): void {
  group.parts ??= new Map()
  group.rows ??= new Map()
  group.parts.set(part.id, part)
  group.rows.set(part.id, row)
}

/** Equal for events and statements that say the same, whatever they rest on. */
export function factHash({ type, names, externalIds, certainty, properties, relations }: SaidNode): string {
  return hashOf(JSON.stringify([type, names, externalIds, certainty, properties, relations]))
}
