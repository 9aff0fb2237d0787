import { Problem } from '../problem.js'
import type { Column, Step } from './plan.js'

/** The most that one operation may cost unless a setting says otherwise. */
export const defaultCostLimit = 50_000

/** What an operation can cost at most, and the list that makes up most of it. */
export interface Cost {
  total: number
  /** The path of the list whose size counts most, such as `negotiations.participants`, and that size. */
  dearest?: { path: string; size: number; total: number }
}

const nothing: Cost = { total: 0 }

/** Several costs as one. */
export function sumOf(costs: Cost[]): Cost {
  const dearest = costs
    .map((cost) => cost.dearest)
    .reduce((one, other) => ((other?.total ?? 0) > (one?.total ?? 0) ? other : one), undefined)
  return { total: costs.reduce((sum, { total }) => sum + total, 0), dearest }
}

/** A list of so many entries, each of one node and what is below it. */
function list(path: string, size: number, below: Cost): Cost {
  const total = size * (1 + below.total)
  // The innermost list that is longer than what it hangs on is what a client can shorten to most effect.
  const dearest =
    below.dearest && below.dearest.size >= size
      ? { ...below.dearest, total: below.dearest.total * size }
      : { path, size, total }
  return { total, dearest }
}

function ofStep(step: Step, path: string): Cost {
  return sumOf(step.columns.map((column) => costOf(column, path)))
}

/**
 * What a field can cost at most, from the operation alone: every node, count and query worked out counts one, multiplied
 * by the page sizes of all lists around it.
 */
export function costOf(column: Column, path = ''): Cost {
  const here = 'field' in column ? (path ? `${path}.${column.field.name}` : column.field.name) : path
  switch (column.kind) {
    case 'property':
      return nothing
    case 'computed':
    case 'made':
    case 'count':
      return { total: 1 }
    case 'far':
      return ofStep(column.child, path)
    case 'one':
      return list(here, 1, ofStep(column.child, here))
    case 'many': {
      const { each } = column.field
      const asked = each === undefined ? undefined : (column.args[each] as unknown[]).length
      return list(here, column.first ?? asked ?? 10, ofStep(column.child, here))
    }
    case 'connection': {
      const { page, rows, total, facets } = column.plan
      const parts = facets.map((step) => ofStep(step, `${here}.facets`))
      if (rows) parts.push(list(here, page.size, ofStep(rows, here)))
      if (total) parts.push({ total: 1 })
      return sumOf(parts)
    }
  }
}

/** Throws a Problem where a cost is over the limit, with both numbers and the field to shrink. */
export function checkCost({ total, dearest }: Cost, limit: number): void {
  if (total <= limit) return
  throw new Problem('QUERY_TOO_COMPLEX', `This operation can cost ${total}; the limit is ${limit}.`, {
    hint: `Ask for fewer at ${dearest?.path ?? 'its lists'}${dearest ? ` (${dearest.size} now)` : ''}, or in several requests: every node counts one, multiplied by the page sizes around it.`,
    facts: { limit: 'cost', max: limit, value: total },
  })
}
