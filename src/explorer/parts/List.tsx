import { useEffect, useRef, useState, type ReactNode } from 'react'
import { ask, explain, type Failure } from '../client'
import type { TypedDocumentString } from '../gql/graphql'
import { useAddress } from '../routes'
import { count as sayCount, sayNumber } from '../words'
import { Panel } from './Page'
import { Empty } from './States'
import { TakeAway } from './TakeAway'

/** A page of a list as the API gives it, whatever its entries. */
export interface Connection<Row> {
  totalCount?: number
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  edges: Row[]
}

export interface Column<Row> {
  name: string
  /** What a file holds, and what is shown unless `show` says otherwise. */
  text: (row: Row) => string
  show?: (row: Row) => ReactNode
  isNumber?: boolean
}

/** Rows under named columns; on a narrow screen each row becomes a card of its own. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
  newFrom,
}: {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** The row from which on they have just come, which then takes the focus. */
  newFrom?: number
}): ReactNode {
  // A column in which nothing stands only takes room from those that say something.
  const used = columns.filter((column, at) => at === 0 || rows.some((row) => column.text(row) !== ''))
  const fresh = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (newFrom !== undefined) fresh.current?.focus({ preventScroll: true })
  }, [newFrom])
  // A table that CSS lays out as blocks is none to a screen reader, unless its roles are written down.
  return (
    <table className="rows" role="table">
      <caption className="unseen">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {used.map((column) => (
            <th key={column.name} scope="col" role="columnheader" className={column.isNumber ? 'number' : undefined}>
              {column.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row, at) => (
          <tr
            key={keyOf(row)}
            role="row"
            ref={at === newFrom ? fresh : undefined}
            tabIndex={at === newFrom ? -1 : undefined}
          >
            {used.map((column) => (
              <td key={column.name} role="cell" className={column.isNumber ? 'number' : undefined}>
                <span className="cell-name" aria-hidden="true">
                  {column.name}
                </span>
                <span className="cell">{column.show ? column.show(row) : column.text(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type Paged<Variables> = Omit<Variables, 'first' | 'after'>

/**
 * A list that came with the page, as a panel: shown row by row, gone on with by its own document, taken away whole. How
 * many rows are shown is part of the address.
 */
export function ListPanel<Answer, Variables extends object, Row>({
  title,
  name,
  list,
  document,
  variables,
  pick,
  columns,
  keyOf,
  empty,
  intro,
  children,
  level = 'panel',
}: {
  title: string
  name: string
  /** Its first page, as it came with the page around it. */
  list: Connection<Row> | null | undefined
  /** Asks for a page of this list alone. */
  document: TypedDocumentString<Answer, Variables>
  variables: Paged<Variables>
  pick: (answer: Answer) => Connection<Row> | null | undefined
  columns: readonly Column<Row>[]
  keyOf: (row: Row) => string
  /** What is said where there is none; undefined leaves the whole panel out. */
  empty?: string
  intro?: ReactNode
  children?: (rows: Row[]) => ReactNode
  level?: 'panel' | 'bare'
}): ReactNode {
  const { params, set } = useAddress()
  const pages = useMore({ list, document, variables, pick, wanted: Number(params.get(name) ?? 0) })
  if (!list || (list.edges.length === 0 && empty === undefined)) return null
  const { rows, total, hasMore, newFrom } = pages
  const remaining = total === undefined ? undefined : total - rows.length
  const more = () => {
    void pages.more().then((shown) => shown && set({ [name]: String(shown) }))
  }
  const inside = (
    <>
      {intro}
      {rows.length === 0 ? (
        <Empty>{empty}</Empty>
      ) : children ? (
        children(rows)
      ) : (
        <DataTable
          caption={title}
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          newFrom={hasMore ? undefined : newFrom}
        />
      )}
      {pages.failure && (
        <p className="failure" role="alert">
          {pages.failure.title}. {pages.failure.text}
        </p>
      )}
      {hasMore && (
        <button type="button" className="more" onClick={more} aria-disabled={pages.isLoading}>
          {pages.isLoading
            ? 'Loading …'
            : `Show more${remaining === undefined ? '' : ` (${sayNumber(remaining)} left)`}`}
        </button>
      )}
      <p className="unseen" role="status">
        {newFrom !== undefined && `${sayCount(rows.length - newFrom, 'row')} added.`}
      </p>
    </>
  )
  if (level === 'bare') return inside
  return (
    <Panel
      title={title}
      name={name}
      count={total}
      actions={
        rows.length > 0 && (
          <TakeAway
            name={`parley-${name}`}
            what={title.toLowerCase()}
            query={document.toString()}
            variables={{ ...variables, first: 50 }}
            table={async () => {
              const all = await pages.all()
              return {
                names: columns.map((column) => column.name),
                rows: all.rows.map((row) => columns.map((column) => column.text(row))),
                json: all.rows,
                missing: all.missing,
              }
            }}
          />
        )
      }
    >
      {inside}
    </Panel>
  )
}

/** The most rows that a file is made of, in pages of the API's largest size. */
const fileSize = 5000
const pageSize = 250

function useMore<Answer, Variables extends object, Row>({
  list,
  document,
  variables,
  pick,
  wanted,
}: {
  list: Connection<Row> | null | undefined
  document: TypedDocumentString<Answer, Variables>
  variables: Paged<Variables>
  pick: (answer: Answer) => Connection<Row> | null | undefined
  wanted: number
}) {
  const [added, setAdded] = useState<{ to: unknown; rows: Row[]; page?: Connection<Row>; newFrom?: number }>()
  const [isLoading, setLoading] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  // What was added to another list, such as that of the page before, is not this one's.
  const mine = added?.to === list ? added : undefined
  const rows = [...(list?.edges ?? []), ...(mine?.rows ?? [])]
  const last = mine?.page ?? list

  const askFor = async (after: string | null, first: number) =>
    pick(await ask(document, { ...variables, first, after } as unknown as Variables))

  const more = async (first?: number): Promise<number | undefined> => {
    if (isLoading || !last?.pageInfo.hasNextPage) return undefined
    setLoading(true)
    setFailure(undefined)
    try {
      const page = await askFor(last.pageInfo.endCursor, first ?? 20)
      if (!page) return undefined
      setAdded({
        to: list,
        rows: [...(mine?.rows ?? []), ...page.edges],
        page,
        newFrom: first === undefined ? rows.length : undefined,
      })
      return rows.length + page.edges.length
    } catch (error) {
      setFailure(explain(error))
      return undefined
    } finally {
      setLoading(false)
    }
  }

  // Whoever opens a link to a longer list gets it as long as it was.
  const lacking = mine === undefined && list?.pageInfo.hasNextPage ? Math.min(wanted - rows.length, pageSize) : 0
  useEffect(() => {
    if (lacking > 0 && !isLoading && !failure) void more(lacking)
  })

  const all = async () => {
    const whole = [...rows]
    let page = last
    while (page?.pageInfo.hasNextPage && whole.length < fileSize) {
      page = await askFor(page.pageInfo.endCursor, pageSize)
      whole.push(...(page?.edges ?? []))
    }
    const rest = page?.pageInfo.hasNextPage ? (list?.totalCount ?? Infinity) - whole.length : 0
    return { rows: whole, missing: Math.max(0, rest) }
  }

  return {
    rows,
    total: list?.totalCount,
    hasMore: last?.pageInfo.hasNextPage ?? false,
    newFrom: mine?.newFrom,
    isLoading,
    failure,
    more,
    all,
  }
}
