import { block, Clauses, list, type Scope } from './clauses.js'
import { rowsAlone } from './plan.js'
import type { Column, Rows, Step } from './plan.js'

/** One Cypher statement with its values, ready to run. */
export interface Statement {
  text: string
  parameters: Record<string, unknown>
  /** Puts the records it returns together: what the readers of its column take. */
  gather: (records: unknown[][]) => Rows
}

const values = (records: unknown[][]): unknown[] => records.map(([answer]) => answer)

/**
 * The whole statement. A list's rows are records of their own, since the driver reads many short ones faster than a
 * long one. Where there is more than rows, the first record says what: what is counted over the list, how many records
 * there are of rows and of each pool, and which of the `ids` given were merged.
 */
function whole(writer: Clauses, column: Column, ids: string[]): Pick<Statement, 'text' | 'gather'> {
  const listed = column.kind === 'many' || (column.kind === 'connection' && column.plan.rows !== undefined)
  const counted = column.kind === 'connection' && !rowsAlone(column.plan)
  const gathered = counted && listed ? writer.gathered(column.field, column) : ''
  const top: Scope = { at: { unwinds: [], value: 'rows' } }
  const clauses =
    column.kind === 'many'
      ? writer.many(column.field, top, column)
      : listed
        ? writer.page(column.field, top, column, column.plan.rows!)
        : undefined
  const counts = listed && counted ? writer.counts(column.field, top, column) : []
  const alone = clauses === undefined ? writer.column(column, top) : ''
  const pools = writer.pooled()
  const merged = ids.length > 0 ? writer.merged(ids) : undefined
  if (clauses === undefined && pools.length === 0) {
    return {
      text: `RETURN ${alone} AS answer${merged ? `, ${merged} AS merged` : ''}`,
      gather: ([record]) => ({ value: record![0], pools: [], merged: record![1] as Rows['merged'] }),
    }
  }
  if (clauses !== undefined && pools.length === 0 && counts.length === 0 && !merged)
    return { text: `${clauses} AS answer`, gather: (records) => ({ value: values(records), pools: [] }) }
  return parts({
    found: writer.found,
    gathered,
    counts,
    merged,
    rows: clauses === undefined ? alone : block('COLLECT', clauses),
    pools,
  })
}

/** Several lists, one after another, and the record that parts them. */
function parts({
  found,
  gathered,
  counts,
  merged,
  rows,
  pools,
}: {
  found?: string
  gathered: string
  counts: string[]
  merged?: string
  rows: string
  pools: { step: Step; text: string }[]
}): Pick<Statement, 'text' | 'gather'> {
  const names = pools.map(({ step }) => `pool${step.pool}`)
  const known = { counts: counts.length > 0 ? list(counts) : undefined, merged, rows }
  const present = Object.entries(known).filter(([, text]) => text !== undefined)
  const first = [...(found ? [found] : []), ...present.map(([name, text]) => `${text} AS ${name}`)]
  const clauses = [
    `${gathered}WITH ${first.join(', ')}`,
    ...pools.map(({ text }, at) => {
      const kept = [...present.map(([name]) => name), ...names.slice(0, at)]
      return `WITH ${kept.join(', ')}, ${text} AS ${names[at]}`
    }),
  ]
  const lists = ['rows', ...names]
  const sizes = lists.map((name) => `size(${name})`).join(', ')
  const head = `[[${sizes}], ${known.counts ? 'counts' : '[]'}, ${merged ? 'merged' : '[]'}]`
  return {
    text: `${clauses.join('\n')}\nUNWIND [${head}] + ${lists.join(' + ')} AS answer\nRETURN answer`,
    gather: (records) => {
      const [lengths, counted, survivors] = records[0]![0] as [number[], unknown[], Rows['merged']]
      let at = 1
      const [page, ...others] = lengths.map((length) => values(records.slice(at, (at += length))))
      const pooled: Rows['pools'] = []
      others.forEach((each, place) => {
        pooled[pools[place]!.step.pool!] = new Map(each as [string, unknown[]][])
      })
      return { value: counts.length > 0 ? [page, ...counted] : page, pools: pooled, merged: survivors }
    },
  }
}

/**
 * The one statement that answers a root field, whatever its depth. Its records have one column, `answer`. It tells too
 * which of `ids` were merged.
 */
export function writeStatement(column: Column, ids: Iterable<string> = []): Statement {
  const writer = new Clauses()
  const { text, gather } = whole(writer, column, [...ids])
  return { text, gather, parameters: writer.parameters.values }
}
