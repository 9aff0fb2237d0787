import type { Database } from '../database/connect.js'
import { Marks } from '../load/marks.js'
import { asParameter, type Writing } from '../load/transaction.js'
import { few, type Found } from './check.js'

/**
 * What a load keeps for reading is right where doing that load's work again would write nothing. So the loader's own code is
 * run over what is there, in a session that only reads, and what it would write is noted instead.
 */

const writes = /\b(SET|CREATE|MERGE|DELETE|REMOVE)\b/

const relationships = `
  MATCH (start:Node)-[edge]->(end:Node) WHERE elementId(edge) IN $elements
  RETURN type(edge) + ' ' + start.id + ' ' + end.id`

/** A row of a statement that writes: a node, a relationship, or the element id of one. */
type Row = string | { id?: string; element?: string; key?: string; type?: string; from?: string; to?: string }

/** What one piece of the loader's work would write. */
export async function rehearse(
  database: Pick<Database, 'read'>,
  work: (writing: Writing) => Promise<unknown>,
): Promise<Row[]> {
  const noted: Row[] = []
  const run: Writing['run'] = async (statement) => {
    if (!writes.test(statement.text)) return database.read(statement)
    const { batch } = (statement.parameters ?? {}) as { batch?: { rows: Row[] } }
    noted.push(...(batch?.rows ?? []))
    return []
  }
  const changes = { created: 0, updated: 0, removed: 0 }
  await work({ run, at: '', dataset: '', load: '', changes, marks: new Marks() })
  return noted
}

/** What came of a rehearsal, of which `seen` says over how much it was. */
export async function rehearsed(database: Pick<Database, 'read'>, noted: Row[], seen: string): Promise<Found> {
  if (noted.length === 0) return { seen }
  const first = noted.slice(0, few)
  const elements = first.flatMap((row) => (typeof row === 'string' ? row : row.from ? [] : (row.element ?? [])))
  const parameters = { elements: asParameter(elements) }
  const named = elements.length === 0 ? [] : await database.read({ text: relationships, parameters })
  const others = first.flatMap((row) =>
    typeof row === 'string' ? [] : row.from ? `${row.type} ${row.from} ${row.to}` : (row.id ?? row.key ?? []),
  )
  const wrong = `${noted.length} nodes or relationships are otherwise than what they follow from (${seen})`
  return { wrong, examples: [...others, ...named.map(([line]) => String(line))] }
}
