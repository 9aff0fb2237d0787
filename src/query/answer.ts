import { connectionName } from '../model/naming.js'
import { possibleTypes } from '../model/registry.js'
import { Problem } from '../problem.js'
import { writeCursor } from './page.js'
import { facetsAt, isQuery, rowsAlone } from './plan.js'
import type { Column, ConnectionPlan, Rows, Step } from './plan.js'

/** A row as the database returns it: values in the order of a step's columns. */
type Row = unknown[]
type Answer = Record<string, unknown>

/** An object without a prototype, since a client may call a response key `__proto__`. */
function blank(typename?: string): Answer {
  const answer = Object.create(null) as Answer
  if (typename !== undefined) answer.__typename = typename
  return answer
}

function kindOf(step: Step, labels: string[]): string {
  const type = possibleTypes(step.declaration!).find((possible) => labels.includes(possible.label!))
  if (!type) throw new Error(`a node labelled ${labels.join(', ')} is no ${step.declaration!.name}`)
  return type.name
}

type Pools = Rows['pools']

/** One node or edge, or what a pool has for the id that stands for it. `at` is where the step's own columns start in the row. */
function readStep(step: Step, given: Row | string, pools: Pools, at = 0): Answer {
  const row = step.pool === undefined ? (given as Row) : pools[step.pool]!.get(given as string)
  if (!row) throw new Error(`a pool lacks ${String(given)}`)
  const name = step.abstract ? kindOf(step, row[at] as string[]) : step.declaration!.name
  const start = at + (step.abstract ? 1 : 0)
  const answer = blank(name)
  for (const { key, column } of step.shapes.get(name)!) {
    answer[key] = column === undefined ? name : readColumn(step.columns[column]!, row[start + column], pools)
  }
  return answer
}

/** What was asked for of an object made in Node, or of a list of them. */
export function readMade(column: Column & { kind: 'made' }, made: unknown): unknown {
  if (made === null || made === undefined) return null
  if (Array.isArray(made)) return made.map((each) => readMade(column, each))
  const { child } = column
  const name = child.declaration!.name
  const answer = blank()
  for (const { key, column: at } of child.shapes.get(name)!) {
    const inner = at === undefined ? undefined : child.columns[at]!
    if (!inner || !('field' in inner)) answer[key] = name
    else if (inner.kind === 'made') answer[key] = readMade(inner, (made as Answer)[inner.field.name])
    else answer[key] = (made as Answer)[inner.field.name]
  }
  return answer
}

function missing(id: unknown): Problem {
  return new Problem('UNKNOWN_ID', `There is nothing with the id "${String(id)}".`, {
    hint: 'Ids are case-sensitive; search or resolve finds the one you mean.',
  })
}

/** What came back for a root field as the answer has it. */
export function readAnswer(column: Column, { value, pools }: Rows): unknown {
  return readColumn(column, value, pools)
}

/** The value of one column as the answer has it. */
function readColumn(column: Column, value: unknown, pools: Pools): unknown {
  switch (column.kind) {
    case 'property':
      return column.field.list ? (value ?? []) : value
    case 'computed': {
      const found = isQuery(column.field) ? ((value as unknown[])[0] ?? null) : value
      return column.field.finish ? column.field.finish(found, column.args) : found
    }
    case 'made':
      return readMade(column, column.field.finish!(value, column.args))
    case 'count':
      return value ?? 0
    case 'far':
      return column.absent && (value as Row)[0] === null ? null : readStep(column.child, value as Row, pools)
    case 'one': {
      const [row] = value as Row[]
      if (row) return readStep(column.child, row, pools)
      return column.field.mustExist ? missing(column.args.id) : null
    }
    case 'many': {
      const rows = value as Row[]
      if (!column.field.each) return rows.map((row) => readStep(column.child, row, pools))
      const byPosition = new Map(rows.map((row) => [row[0], row]))
      return (column.args[column.field.each] as unknown[]).map((id, position) => {
        const row = byPosition.get(position)
        return row ? readStep(column.child, row, pools, 1) : missing(id)
      })
    }
    case 'connection':
      return readConnection(column.plan, connectionName(column.field), value as unknown[], pools)
  }
}

function readConnection(plan: ConnectionPlan, name: string, value: unknown[], pools: Pools): Answer {
  const { page } = plan
  const fetched = rowsAlone(plan) ? (value as Row[]) : plan.rows ? (value[0] as Row[]) : []
  const first = plan.placed ? 1 : 0
  const more = fetched.length > page.size
  const rows = fetched.slice(0, page.size)
  if (page.backward) rows.reverse()
  const cursor = (row: Row | undefined): string | null => (row ? writeCursor(page, row[0] as string) : null)
  const info: Record<string, unknown> = {
    __typename: 'PageInfo',
    hasNextPage: page.backward ? page.from !== undefined : more,
    hasPreviousPage: page.backward ? more : page.from !== undefined,
    startCursor: cursor(rows[0]),
    endCursor: cursor(rows.at(-1)),
  }
  const answer = blank(`${name}Connection`)
  for (const slot of plan.shape) {
    if (slot.of === '__typename') answer[slot.key] = `${name}Connection`
    else if (slot.of === 'totalCount') answer[slot.key] = Math.min(value[plan.rows ? 1 : 0] as number, slot.most)
    else if (slot.of === 'totalCountExact') answer[slot.key] = (value[plan.rows ? 1 : 0] as number) <= slot.most
    else if (slot.of === 'facets')
      answer[slot.key] = readStep(slot.step, value[facetsAt(plan) + slot.column] as Row, pools)
    else if (slot.of === 'pageInfo')
      answer[slot.key] = Object.fromEntries(slot.keys.map(({ key, name: of }) => [key, info[of]]))
    else if (slot.of === 'edges') {
      answer[slot.key] = rows.map((row) => {
        const edge = blank(`${name}Edge`)
        for (const each of slot.slots) {
          if (each.of === '__typename') edge[each.key] = `${name}Edge`
          else if (each.of === 'cursor') edge[each.key] = cursor(row)
          else edge[each.key] = readColumn(plan.rows!.columns[each.column]!, row[each.column + first], pools)
        }
        return edge
      })
    }
  }
  return answer
}
