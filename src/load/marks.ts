import { overRows } from './transaction.js'
import type { Run } from './transaction.js'

/**
 * A mark stands on the node itself, so that what changes again moves to the end and is told once. What a load created and
 * then changed, in a later batch, it created; what it changed twice, it changed in all these ways.
 */
const markNodes = `
  UNWIND $batch.rows AS row
  MATCH (node:Node {id: row.id})
  WITH node, row, CASE WHEN node.changeLoad = $load AND row.kind = 'UPDATED' THEN node.changeKind END AS before
  SET node:Changed, node.changeSort = row.sort, node.changedAt = $at, node.changeLoad = $load,
    node.changeKind = CASE before WHEN 'CREATED' THEN before ELSE row.kind END,
    node.changeFields = CASE before
      WHEN 'CREATED' THEN null
      WHEN 'UPDATED' THEN COLLECT { UNWIND node.changeFields + row.fields AS field RETURN DISTINCT field ORDER BY field }
      ELSE row.fields
    END`

/** What is gone leaves a tombstone, which goes when the node comes back. What was merged has its redirect for one. */
const markGone = `
  UNWIND $batch.rows AS row
  WITH row WHERE NOT EXISTS { (:Redirect {id: row.id}) }
  MERGE (tombstone:Removed {removedId: row.id})
  SET tombstone:Changed, tombstone.changeSort = row.sort, tombstone.changedAt = $at, tombstone.changeKind = row.kind,
    tombstone.changeFields = row.fields, tombstone.changeLoad = $load`

const dropTombstones = `
  UNWIND $batch.rows AS row
  MATCH (tombstone:Removed {removedId: row.id})
  DELETE tombstone`

const markMerged = `
  UNWIND $batch.rows AS row
  MATCH (redirect:Redirect {id: row.id})
  OPTIONAL MATCH (tombstone:Removed {removedId: row.id})
  DELETE tombstone
  SET redirect:Changed, redirect.changeSort = row.sort, redirect.changedAt = $at, redirect.changeKind = row.kind,
    redirect.changeFields = row.fields, redirect.changeLoad = $load`

type Kind = 'CREATED' | 'UPDATED' | 'REMOVED' | 'CLOSED' | 'MERGED'

/** Which kind tells most, where several things became of a node in one load. */
const weight: Record<Kind, number> = { UPDATED: 0, CREATED: 1, CLOSED: 2, REMOVED: 3, MERGED: 4 }

/** What became of nodes in one load, for those who ask what changed since they last looked. */
export class Marks {
  private readonly kinds = new Map<string, Kind>()
  private readonly fields = new Map<string, Set<string>>()

  created(ids: Iterable<string>): void {
    this.add('CREATED', ids)
  }

  /** `fields` are properties under their names in the graph, with or without what is kept beside them for reading; or types of relationships. */
  updated(id: string, fields: Iterable<string> = []): void {
    this.add('UPDATED', [id])
    const known = this.fields.get(id) ?? new Set()
    for (const field of fields) known.add(field)
    this.fields.set(id, known)
  }

  removed(ids: Iterable<string>): void {
    this.add('REMOVED', ids)
  }

  /** Claims that were closed: they are kept, and stand no more. */
  closed(ids: Iterable<string>): void {
    this.add('CLOSED', ids)
  }

  merged(ids: Iterable<string>): void {
    this.add('MERGED', ids)
  }

  private add(kind: Kind, ids: Iterable<string>): void {
    for (const id of ids) {
      const known = this.kinds.get(id)
      if (known === undefined || weight[kind] > weight[known]) this.kinds.set(id, kind)
    }
  }

  async write(run: Run, at: string, load: string): Promise<void> {
    const rows = (...kinds: Kind[]) =>
      [...this.kinds]
        .filter(([, kind]) => kinds.includes(kind))
        .map(([id, kind]) => ({
          id,
          sort: `${at}|${id}`,
          kind: kind === 'CLOSED' ? 'REMOVED' : kind,
          fields: kind === 'UPDATED' ? this.shown(id) : null,
        }))
    await overRows(run, markNodes, rows('CREATED', 'UPDATED', 'CLOSED'), { at, load })
    await overRows(run, dropTombstones, rows('CREATED'))
    await overRows(run, markGone, rows('REMOVED'), { at, load })
    await overRows(run, markMerged, rows('MERGED'), { at, load })
  }

  /** Names that a client knows: what is kept beside a property for reading (`startedOnFirst`, `nameAsc`) is not among them. */
  private shown(id: string): string[] {
    const all = this.fields.get(id) ?? new Set<string>()
    const beside = (name: string) =>
      /(First|Last|Asc|Desc)$/.test(name) &&
      (all.has(name.replace(/(First|Last|Asc|Desc)$/, '')) || /(Asc|Desc)$/.test(name))
    return [...all].filter((name) => !beside(name)).sort()
  }
}
