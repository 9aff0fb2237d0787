import { useId, useState, type ReactNode } from 'react'
import { DataTable, type Column } from '../parts/List'
import { TakeAway } from '../parts/TakeAway'
import { count as sayCount } from '../words'
import { savePicture } from './download'
import './pictures.css'

export interface Operation {
  query: string
  variables: object
}

interface Props<Row> {
  title: string
  /** What files are called, without their endings. */
  name: string
  /** What the picture cannot be understood without: how to read it. */
  intro?: ReactNode
  children: ReactNode
  /** The table that says all that is drawn. */
  rows: Row[]
  columns: Column<Row>[]
  keyOf: (row: Row) => string
  /** What the rows are, one and many. */
  of: [one: string, many: string]
  /** A second table, above the first. */
  moreTables?: ReactNode
  /** The picture as it looks now; gone when `done` is called, where it was made for this. */
  drawing: () => { svg: SVGSVGElement; done?: () => void } | null
  legend?: string[]
  /** Whose borders or numbers these are. */
  credit?: string
  /** What the page asked to be able to draw this. */
  operation?: Operation
  isTableOpen?: boolean
}

/** The frame of every picture: its title, what can be taken away, and the table that says all that is drawn. */
export function Picture<Row>(props: Props<Row>): ReactNode {
  const { title, name, intro, children, rows, columns, keyOf, of, moreTables, operation } = props
  const id = useId()
  const [shown, setShown] = useState(rowsAtFirst)
  const [said, say] = useState('')
  const saveAs = (type: 'svg' | 'png') => async () => {
    const drawing = props.drawing()
    if (!drawing) return say('There is nothing to save yet.')
    const source = [`Parley, ${location.href}`, props.credit].filter(Boolean).join('. ')
    try {
      await savePicture(drawing.svg, { title, source, legend: props.legend }, name, type)
      say(`Saved ${name}.${type}.`)
    } catch {
      say('The browser could not save it.')
    } finally {
      drawing.done?.()
    }
  }
  return (
    <figure className="picture" aria-labelledby={id}>
      <div className="picture-head">
        <figcaption id={id}>
          <bdi>{title}</bdi>
        </figcaption>
        <TakeAway
          name={name}
          what={`the picture “${title}”`}
          query={operation?.query}
          variables={operation?.variables}
          table={() => ({
            names: columns.map((column) => column.name),
            rows: rows.map((row) => columns.map((column) => column.text(row))),
            json: rows,
          })}
        >
          <button type="button" className="small" onClick={() => void saveAs('svg')()}>
            SVG
          </button>
          <button type="button" className="small" onClick={() => void saveAs('png')()}>
            PNG
          </button>
          <span role="status" className="faint">
            {said}
          </span>
        </TakeAway>
      </div>
      {intro && <div className="picture-intro">{intro}</div>}
      {children}
      <details className="picture-twin" open={props.isTableOpen}>
        <summary>The same as a table ({sayCount(rows.length, of[0], of[1])})</summary>
        {moreTables}
        <DataTable caption={title} columns={columns} rows={rows.slice(0, shown)} keyOf={keyOf} />
        {rows.length > shown && (
          <button type="button" className="more" onClick={() => setShown(shown + rowsMore)}>
            Show more ({sayCount(rows.length - shown, 'row')} left)
          </button>
        )}
      </details>
    </figure>
  )
}

const rowsAtFirst = 50
const rowsMore = 250
