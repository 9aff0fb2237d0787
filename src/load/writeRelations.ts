import type { Marks } from './marks.js'
import type { Relation } from './project.js'
import { difference, overRows } from './transaction.js'
import type { Run } from './transaction.js'

const between = `
  UNWIND $batch.rows AS row
  MATCH (start:Node {id: row.from})-[edge]->(end:Node {id: row.to})
  WHERE type(edge) = row.type AND NOT coalesce(edge.derived, false)
  RETURN elementId(edge), row.type, row.from, row.to, properties(edge)`

/** Also read by who counts what comes and goes. */
export const createRelations = `
  UNWIND $batch.rows AS row
  MATCH (start:Node {id: row.from})
  MATCH (end:Node {id: row.to})
  CREATE (start)-[edge:$(row.type)]->(end)
  SET edge = row.properties`

const change = `
  UNWIND $batch.rows AS row
  MATCH ()-[edge]->() WHERE elementId(edge) = row.element
  SET edge = row.properties`

export const dropRelations = `
  UNWIND $batch.rows AS element
  MATCH ()-[edge]->() WHERE elementId(edge) = element
  DELETE edge`

/** What is kept for reading alone: no client sees these change but by what they follow from. */
export const forReading = ['COUNTS_FROM', 'COUNTS_TO', 'ON_TIMELINE']

/** A relationship that is there already. */
export interface StoredRelation extends Relation {
  element: string
}

/** Makes the asserted relationships of these types between these nodes the `wanted` ones. */
export async function writeRelations(
  run: Run,
  ends: { type: string; from: string; to: string }[],
  wanted: Relation[],
  marks: Marks,
): Promise<void> {
  const rows = (await overRows(run, between, ends)) as [string, string, string, string, Record<string, unknown>][]
  await replaceRelations(
    run,
    rows.map(([element, type, from, to, properties]) => ({
      element,
      type,
      from,
      to,
      key: (properties.key as string | undefined) ?? '',
      properties,
    })),
    wanted,
    marks,
  )
}

/** Writes what differs between the relationships that are there and those that are wanted; each is told by type, ends and key. */
export async function replaceRelations(
  run: Run,
  there: StoredRelation[],
  wanted: Relation[],
  marks: Marks,
): Promise<void> {
  const name = ({ type, from, to, key }: Relation) => [type, from, to, key].join(' ')
  const known = new Map(there.map((relation) => [name(relation), relation]))
  const kept = new Set(wanted.map(name))
  const clean = wanted.map((relation) => ({ ...relation, properties: present(relation.properties) }))
  const dropped = there.filter((relation) => !kept.has(name(relation)))
  const created = clean.filter((relation) => !known.has(name(relation)))
  await overRows(
    run,
    dropRelations,
    dropped.map(({ element }) => element),
  )
  await overRows(run, createRelations, created)
  const changed = clean.flatMap((relation) => {
    const old = known.get(name(relation))
    return old && !same(old.properties, relation.properties) ? [{ ...relation, element: old.element }] : []
  })
  await overRows(run, change, changed)
  for (const { type, from, to } of [...dropped, ...created, ...changed]) {
    if (forReading.includes(type)) continue
    marks.updated(from, [type])
    marks.updated(to, [type])
  }
}

/** Properties without those that are null. */
export function present(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined && value !== null))
}

function same(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  return Object.keys(difference(one, other)).length === 0 && Object.keys(difference(other, one)).length === 0
}
