import type { ClaimDraft, Draft, NodeDraft } from './draft.js'
import type { CheckedTable } from './streamCheck.js'
import type { TableDraft } from './table/table.js'
import { typeOf } from './stored.js'

/** What a table that was checked defines for others that are checked with it, without a database. */

/** How many things are kept of a table: some 100 MB. */
export const mostDefined = 100_000

/** Claims by which a name is looked up within a country, and what is no more left aside. */
const deciding = ['BELONGS_TO', 'HELD_OFFICE', 'kind']

/**
 * The nodes of a table, but events and statements, with their names and identifiers, as a draft that others can be checked
 * against: no words, and no more claims than looking names up takes. `whole` is false where there are more than are kept.
 */
export async function definitionsOf(
  { dataset, document }: TableDraft,
  { notes, unknown }: Pick<CheckedTable, 'notes' | 'unknown'>,
  most = mostDefined,
): Promise<{ draft: Draft; whole: boolean }> {
  const nodes: NodeDraft[] = []
  const claims: ClaimDraft[] = []
  let whole = true
  for await (const row of notes.read()) {
    if (row.early.some((id) => unknown.has(id))) continue
    const written = row.read()
    const defined = written.nodes.filter(({ id }) => !typeOf(id).ownClaim)
    whole = nodes.length + defined.length <= most
    if (!whole) break
    nodes.push(...defined.map((node) => ({ ...node, evidence: [], properties: {}, relations: [] })))
    claims.push(...written.claims.filter(({ predicate }) => deciding.includes(predicate)))
    whole = claims.length <= most
    if (!whole) break
  }
  const rest = { documents: [document], passages: [], redirects: [], sourceSha256: '' }
  return { draft: { dataset, nodes, claims, ...rest }, whole }
}
