import { useState, type ReactNode } from 'react'
import { explain } from '../client'
import { sayNumber } from '../words'
import { toCsv } from './csv'
import { save } from './table'

/** Copies a text, and says that it did. */
export function Copy({
  text,
  what,
  label = 'Copy',
}: {
  text: string | (() => string)
  what: string
  label?: string
}): ReactNode {
  const [isDone, setDone] = useState<boolean>()
  const copy = () => {
    navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(
      () => setDone(true),
      () => setDone(false),
    )
  }
  return (
    <>
      <button type="button" className="small" onClick={copy} aria-label={`${label} ${what}`}>
        {label}
      </button>
      <span role="status" className="faint">
        {isDone === true && ' Copied.'}
        {isDone === false && ' The browser did not allow it.'}
      </span>
    </>
  )
}

/** The address at which GraphiQL opens with an operation and its variables filled in. */
export function graphiqlAddress(query: string, variables: object): string {
  const fill = new URLSearchParams({ query: tidy(query), variables: JSON.stringify(variables, null, 2) })
  return `/graphiql/#${fill}`
}

/** An operation as a person would write it: without the indentation it has in the page's own source. */
export function tidy(query: string): string {
  const lines = query.split('\n')
  const depths = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length)
  const depth = Math.min(...depths)
  return lines
    .map((line) => line.slice(depth))
    .join('\n')
    .trim()
}

export interface Table {
  names: string[]
  rows: string[][]
  /** The same as the API gives it. */
  json: unknown
  /** How many there are that the file does not hold. */
  missing?: number
}

/** What a reader can take from a part of a page: its rows as files, its question, and the address of this view. */
export function TakeAway({
  name,
  what,
  query,
  variables,
  table,
  children,
}: {
  /** What the files are called, without their endings. */
  name: string
  /** What is taken, as in “Take away the negotiations”. */
  what: string
  query?: string
  variables?: object
  /** Gathers the rows; asked for when a file is wanted. */
  table?: () => Table | Promise<Table>
  children?: ReactNode
}): ReactNode {
  const [said, say] = useState('')
  const file = (write: (table: Table) => void) => () => {
    say('Gathering …')
    Promise.resolve(table!()).then(
      (rows) => {
        write(rows)
        const missing = rows.missing
          ? ` ${rows.missing === Infinity ? 'Some' : sayNumber(rows.missing)} more are left out: narrow the list, or ask the API.`
          : ''
        say(`Saved ${sayNumber(rows.rows.length)} rows.${missing}`)
      },
      (error: unknown) => say(explain(error).title),
    )
  }
  return (
    <details className="take-away">
      <summary aria-label={`Take away ${what}`}>Take away</summary>
      <div className="take-away-inside">
        {table && (
          <>
            <button
              type="button"
              className="small"
              onClick={file(({ names, rows }) => save(`${name}.csv`, 'text/csv', toCsv(names, rows)))}
            >
              CSV
            </button>
            <button
              type="button"
              className="small"
              onClick={file(({ json }) => save(`${name}.json`, 'application/json', JSON.stringify(json, null, 2)))}
            >
              JSON
            </button>
          </>
        )}
        {children}
        {query !== undefined && (
          <a className="small" href={graphiqlAddress(query, variables ?? {})}>
            GraphQL
          </a>
        )}
        <Copy text={() => location.href} what="to this view" label="Link" />
        <span role="status" className="faint">
          {said}
        </span>
      </div>
    </details>
  )
}
