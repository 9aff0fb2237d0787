import type { ImportFiles } from './bulkFiles.js'
import { isSelfContained, tracesOf } from './fresh.js'
import type { FreshFact, FreshRow } from './fresh.js'
import { Problem } from '../problem.js'
import { references } from './references.js'
import { stopWhere } from './streamCheck.js'
import type { CheckedTable } from './streamCheck.js'
import type { LazyRow } from './streamRead.js'
import { typeOf } from './stored.js'
import type { Run } from './transaction.js'

/** How many rows are looked at together, and how many events and statements that others refer to are remembered. */
const group = 2_000
const remembered = 500_000

/**
 * Which rows of a table must be written by the loader's rules before the importer makes the rest: those that say anything but new
 * events and statements, and those that these refer to. Gives a test of a row's number.
 */
export async function generalRows(
  { notes, rows: count, repeated, setAside }: CheckedTable,
  read: Run,
  signal?: AbortSignal,
): Promise<(row: number) => boolean> {
  const general = new Uint8Array(count + repeated + setAside + 1)
  const needed = new Set<string>()
  const isOwnClaim = (id: string) => !id.startsWith('claim:') && typeOf(id).ownClaim === true
  for (let grown = true; grown;) {
    const before = needed.size
    const look = async (rows: LazyRow[]): Promise<void> => {
      stopWhere(signal)
      const written = rows.map((row) => row.read())
      const ids = written.flatMap(({ nodes }) => nodes.map(({ id }) => id))
      const traces = await tracesOf(read, ids.filter(isOwnClaim))
      for (const { number, nodes, claims, early, backs } of written) {
        const isPlain =
          claims.length + early.length + backs.length === 0 &&
          nodes.every((node) => isSelfContained(node) && !needed.has(node.id) && !traces.has(node.id))
        if (isPlain) continue
        general[number] = 1
        const named = references({ nodes, claims, documents: [], redirects: [] }).keys()
        for (const id of [...named, ...early, ...backs]) if (isOwnClaim(id)) needed.add(id)
      }
      if (needed.size > remembered) throw tooEntangled()
    }
    let rows: LazyRow[] = []
    for await (const row of notes.read()) {
      if (general[row.number] !== 1 && rows.push(row) >= group) {
        await look(rows)
        rows = []
      }
    }
    await look(rows)
    grown = needed.size > before
  }
  return (row) => general[row] === 1
}

function tooEntangled(): Problem {
  return new Problem('BAD_CONFIG', 'Too many rows refer to events and statements of other rows for Neo4j’s importer.', {
    hint: 'Load this table without --bulk.',
  })
}

export function addRow(files: ImportFiles, document: string, { id, properties }: FreshRow): void {
  files.node(['Node', 'Passage', 'Changed'], id, properties)
  files.edge('HAS_PASSAGE', document, id, {})
}

export function addFact(files: ImportFiles, fact: FreshFact, load: string): void {
  files.node(fact.labels, fact.id, fact.properties)
  files.edge('EVIDENCED_BY', fact.id, fact.passage, {})
  files.edge('FROM', fact.id, load, fact.from)
  for (const { type, from, to, properties } of fact.relations) files.edge(type, from, to, properties)
}
