import path from 'node:path'
import { readDatasetFile } from '../../../src/load/dataset.js'
import type { Draft } from '../../../src/load/draft.js'
import { readDataset } from '../../../src/load/read.js'
import { type Resolver, resolverAmong } from '../../../src/load/resolve.js'
import { openTable, type RowDraft } from '../../../src/load/table/table.js'

let known: Promise<Draft> | undefined

/** The countries that are seeded: what tables join. */
export function countries(): Promise<Draft> {
  known ??= readDataset(path.join(__dirname, '..', '..', '..', 'seeds', 'countries'))
  return known
}

export const nobody: Resolver = { resolve: (wanted) => Promise.resolve(wanted.map(() => undefined)) }

/** All rows of a table, those of a dataset's folder. */
export async function readRows(folder: string, resolver: Resolver = nobody, size = 1000): Promise<RowDraft[]> {
  const table = await openTable(await readDatasetFile(folder))
  const rows: RowDraft[] = []
  for await (const chunk of table.chunks(size, resolver)) rows.push(...chunk)
  return rows
}

/** The rows of a shipped mapping, joined to the countries and what else is given. */
export async function readMapped(folder: string, others: Draft[] = []): Promise<RowDraft[]> {
  return readRows(folder, resolverAmong([await countries(), ...others]))
}

/** What is wrong with rows, as a user reads it. */
export const problemsOf = (rows: RowDraft[]): string[] => rows.flatMap(({ problems }) => problems.map(String))

/** How many different nodes of each type there are. */
export function countsOf(rows: RowDraft[]): Record<string, number> {
  const ids = new Map<string, Set<string>>()
  for (const { type, id } of rows.flatMap(({ nodes }) => nodes)) ids.set(type, (ids.get(type) ?? new Set()).add(id))
  return Object.fromEntries([...ids].map(([type, found]) => [type, found.size]).sort())
}

/** Claims as short lines: `PARTY_TO country:KE agreement:fish {"role":"PARTY"}`. */
export function linesOf(row: RowDraft): string[] {
  return row.claims.map(({ predicate, subject, object, value, qualifiers, method, certainty }) => {
    const said = object ?? JSON.stringify(value)
    const more = Object.keys(qualifiers).length > 0 ? ` ${JSON.stringify(qualifiers)}` : ''
    const meant = `${method === 'IMPORT' ? '' : ` ${method}`}${certainty === 'CERTAIN' ? '' : ` ${certainty}`}`
    return `${predicate} ${subject} ${said}${more}${meant}`
  })
}
