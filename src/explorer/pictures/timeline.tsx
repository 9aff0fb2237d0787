import { useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import type { Column } from '../parts/List'
import { Link } from '../routes'
import { capital, sayNumber } from '../words'
import { shortened } from './network-scene'
import { Picture, type Operation } from './Picture'
import { measurer, useWidth } from './screen'
import { inOrder, lookOf, outline } from './shapes'

export interface TimelineDate {
  text: string
  /** The first and the last day it can mean; null where that side is open. */
  first: string | null
  last: string | null
}

export interface TimelineItem {
  id: string
  label: string
  /** The name of its type in the API. */
  kind: string
  date: TimelineDate | null
  /** When it ended; an item without is a point in time, however little is known of when. */
  end?: TimelineDate | null
  href: string
  lane?: string
  uncertain?: boolean
  /** The status it brought about, in words. */
  status?: string
}

export interface TimelineProps {
  items: TimelineItem[]
  /** The day that the page shows the world as of. */
  on?: string
  title: string
  onOpen: (href: string) => void
  operation?: Operation
}

const day = 86_400_000
const rowHeight = 26
const laneHead = 22
const axis = 30

/** Days as milliseconds, for drawing. */
interface Span {
  /** What it certainly covers lies between the middle two; all it may cover between the outer two. */
  from: number | null
  sureFrom: number | null
  sureTo: number | null
  to: number | null
}

/** The time of a day. Date.parse reads years below 1000 only in four digits, which the API always writes. */
const at = (iso: string) => Date.parse(`${iso}T00:00:00Z`)

function spanOf({ date, end }: TimelineItem): Span | null {
  if (!date) return null
  const time = (iso: string | null, after = 0) => (iso === null ? null : at(iso) + after)
  if (!end) return { from: time(date.first), sureFrom: null, sureTo: null, to: time(date.last, day) }
  return {
    from: time(date.first),
    sureFrom: time(date.last, day),
    sureTo: time(end.first),
    to: time(end.last, day),
  }
}

/** Time from left to right: a day is a dot, an imprecise date the bar of all days it can mean, an open one fades out. */
export function Timeline({ items, on, title, onOpen, operation }: TimelineProps): ReactNode {
  const [box, width] = useWidth<HTMLDivElement>()
  const svg = useRef<SVGSVGElement>(null)
  const measure = useMemo(
    () => measurer({ plain: '400 12px system-ui, sans-serif', strong: '400 11px system-ui, sans-serif' }),
    [],
  )
  const whole = useMemo(() => extentOf(items, on), [items, on])
  const [view, setView] = useState<[number, number] | null>(null)
  const [from, to] = view ?? whole
  const [current, setCurrent] = useState<string | null>(null)

  const plot = useMemo(() => arrange(items, [from, to], width, measure), [items, from, to, width, measure])
  const { placed, lanes, height, before, after } = plot
  const undated = items.filter(({ date }) => !date)
  const x = (time: number) => ((time - from) / (to - from)) * width
  const stop = placed.some(({ item }) => item.id === current) ? current : (placed[0]?.item.id ?? null)

  const zoom = (factor: number) => {
    const middle = on !== undefined && at(on) > from && at(on) < to ? at(on) : (from + to) / 2
    const half = Math.max(15 * day, ((to - from) * factor) / 2)
    const next: [number, number] = [middle - half, middle + half]
    setView(next[1] - next[0] >= whole[1] - whole[0] ? null : next)
  }
  const move = (by: number) => setView([from + by * (to - from), to + by * (to - from)])

  const onKeyDown = (event: KeyboardEvent) => {
    const index = placed.findIndex(({ item }) => item.id === stop)
    const next: Record<string, number> = {
      ArrowRight: index + 1,
      ArrowDown: index + 1,
      ArrowLeft: index - 1,
      ArrowUp: index - 1,
      Home: 0,
      End: placed.length - 1,
    }
    const to = placed[next[event.key] ?? -1]
    if (next[event.key] === undefined) return
    event.preventDefault()
    if (!to) return
    setCurrent(to.item.id)
    svg.current?.querySelector<SVGElement>(`[data-at="${placed.indexOf(to)}"]`)?.focus()
  }
  const kinds = inOrder(items.map(({ kind }) => kind))

  return (
    <Picture
      title={title}
      name="parley-timeline"
      rows={items}
      columns={columns}
      keyOf={({ id }) => id}
      of={['entry', 'entries']}
      drawing={() => svg.current && { svg: svg.current }}
      legend={kinds}
      operation={operation}
    >
      <div className="picture-tools" role="group" aria-label="Period shown">
        <button type="button" className="small" onClick={() => setView(null)} aria-pressed={view === null}>
          All
        </button>
        <button type="button" className="small" onClick={() => zoom(0.5)} aria-label="Show a shorter period">
          +
        </button>
        <button type="button" className="small" onClick={() => zoom(2)} aria-label="Show a longer period">
          −
        </button>
        <button type="button" className="small" onClick={() => move(-0.5)} aria-label="Show earlier">
          ←
        </button>
        <button type="button" className="small" onClick={() => move(0.5)} aria-label="Show later">
          →
        </button>
        <span role="status" className="faint">
          {sayPeriod(from, to)}
          {before > 0 && `, ${sayNumber(before)} earlier`}
          {after > 0 && `, ${sayNumber(after)} later`}
        </span>
      </div>
      <div ref={box} className="picture-box timeline">
        {width > 0 && (
          <svg ref={svg} width={width} height={height} role="group" aria-label={title} onKeyDown={onKeyDown}>
            <defs>
              {kinds.map((kind) => (
                <Fades key={kind} kind={kind} />
              ))}
            </defs>
            {ticksOf(from, to, width).map(({ time, text }) => (
              <g key={time} aria-hidden="true">
                <line className="timeline-rule" x1={x(time)} x2={x(time)} y1={axis - 6} y2={height} />
                {x(time) < width - 52 && (
                  <text className="timeline-tick" x={x(time) + 4} y={16}>
                    {text}
                  </text>
                )}
              </g>
            ))}
            {lanes.map(({ name, y }) => (
              <g key={name} aria-hidden="true">
                <line className="timeline-rule" x1={0} x2={width} y1={y} y2={y} />
                <text className="timeline-lane" x={8} y={y + 15}>
                  {capital(name)}
                </text>
              </g>
            ))}
            {on !== undefined && at(on) >= from && at(on) <= to && (
              <g aria-hidden="true">
                <line className="timeline-on" x1={x(at(on))} x2={x(at(on))} y1={axis - 6} y2={height} />
                <text
                  className="timeline-on-label"
                  x={x(at(on)) + (x(at(on)) > width / 2 ? -4 : 4)}
                  y={height - 5}
                  textAnchor={x(at(on)) > width / 2 ? 'end' : 'start'}
                >
                  as of {on}
                </text>
              </g>
            )}
            {placed.map((each, index) => (
              <Item
                key={each.item.id}
                {...each}
                index={index}
                width={width}
                isStop={each.item.id === stop}
                onFocus={() => setCurrent(each.item.id)}
                onOpen={onOpen}
              />
            ))}
          </svg>
        )}
      </div>
      <ul className="picture-legend" aria-label="What the shapes mean">
        {kinds.map((kind) => (
          <li key={kind}>
            <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
              <path className={lookOf(kind).colour.slice(2)} d={outline(lookOf(kind).shape, 8, 8.5, 5.5)} />
            </svg>
            {lookOf(kind).one}
          </li>
        ))}
      </ul>
      <p className="picture-note">
        A shape stands on a day that is known. A pale bar spans all days that an imprecise date can mean; one that fades
        out is open on that side. {items.some(({ end }) => end) && 'What is solid was surely going on. '}
        {items.some(({ uncertain }) => uncertain) && 'A broken outline is less than certain.'}
      </p>
      {undated.length > 0 && (
        <div className="timeline-undated">
          <h3>Date not known</h3>
          <ul>
            {undated.map(({ id, href, label }) => (
              <li key={id}>
                <Link to={href}>
                  <bdi>{label}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Picture>
  )
}

const columns: Column<TimelineItem>[] = [
  {
    name: 'When',
    text: ({ date, end }) => [date?.text ?? 'date not known', end?.text].filter(Boolean).join(' until '),
  },
  { name: 'Kind', text: ({ kind }) => lookOf(kind).one },
  {
    name: 'What',
    text: ({ label }) => label,
    show: ({ label, href }) => (
      <Link to={href}>
        <bdi>{label}</bdi>
      </Link>
    ),
  },
  { name: 'Became', text: ({ status }) => status ?? '' },
  { name: 'How sure', text: ({ uncertain }) => (uncertain ? 'less than certain' : '') },
]

interface Placed {
  item: TimelineItem
  /** The middle of its row. */
  y: number
  /** In pixels; null where it is open, and then it reaches to the edge. */
  x1: number | null
  x2: number | null
  sure: [number, number] | null
  label: { x: number; text: string; anchor: 'start' | 'end'; isAbove: boolean }
}

function arrange(
  items: TimelineItem[],
  [from, to]: [number, number],
  width: number,
  measure: (text: string, strong: boolean) => number,
) {
  const x = (time: number | null) => (time === null ? null : ((time - from) / (to - from)) * width)
  let [before, after] = [0, 0]
  const byLane = new Map<string, Omit<Placed, 'y'>[]>()
  const rowsOf = new Map<string, number[]>()
  const rowOf = new Map<string, number>()
  const dated = items.flatMap((item) => {
    const span = spanOf(item)
    if (!span) return []
    if (span.to !== null && span.to < from) before += 1
    else if (span.from !== null && span.from > to) after += 1
    else return [{ item, span }]
    return []
  })
  dated.sort((a, b) => (a.span.from ?? -Infinity) - (b.span.from ?? -Infinity) || (a.item.id < b.item.id ? -1 : 1))
  for (const { item, span } of dated) {
    const [x1, x2] = [x(span.from), x(span.to)]
    const left = Math.max(0, x1 ?? 0)
    const right = Math.min(width, x2 ?? width)
    const status = item.status === undefined ? '' : ` → ${item.status}`
    const full = shortened(item.label, width < 500 ? 44 : 70) + status
    const room = { right: width - right - 18, left: left - 18, inside: right - left - 12 }
    const anchor: 'start' | 'end' = room.right >= room.left || room.right > 160 ? 'start' : 'end'
    const isInside = room.inside > Math.max(room.left, room.right) && right - left > 140
    const free = Math.max(40, isInside ? room.inside : anchor === 'start' ? room.right : room.left)
    const text = fitting(full, free, (each) => measure(each, false))
    const label: Placed['label'] = isInside
      ? { x: left + (x1 === null ? 18 : 6), text, anchor: 'start', isAbove: true }
      : { x: anchor === 'start' ? right + 12 : left - 12, text, anchor, isAbove: false }
    const wide = measure(text, false)
    const extent: [number, number] = isInside
      ? [left - 8, right + 8]
      : anchor === 'start'
        ? [left - 8, right + 24 + wide]
        : [left - 24 - wide, right + 8]
    const lane = item.lane ?? lookOf(item.kind).many
    const rows = rowsOf.get(lane) ?? []
    let row = rows.findIndex((end) => end <= extent[0])
    if (row < 0) row = rows.length
    rows[row] = extent[1]
    rowsOf.set(lane, rows)
    rowOf.set(item.id, row)
    const sure: [number, number] | null =
      span.sureFrom !== null && span.sureTo !== null && span.sureTo > span.sureFrom
        ? [x(span.sureFrom)!, x(span.sureTo)!]
        : null
    byLane.set(lane, [...(byLane.get(lane) ?? []), { item, x1, x2, sure, label }])
  }
  const lanes: { name: string; y: number }[] = []
  const placed: Placed[] = []
  let y = axis
  for (const [name, entries] of byLane) {
    lanes.push({ name, y })
    for (const each of entries)
      placed.push({ ...each, y: y + laneHead + rowOf.get(each.item.id)! * rowHeight + rowHeight / 2 })
    y += laneHead + rowsOf.get(name)!.length * rowHeight + 6
  }
  return { placed, lanes, height: y + 18, before, after }
}

function Item({
  item,
  y,
  x1,
  x2,
  sure,
  label,
  index,
  width,
  isStop,
  onFocus,
  onOpen,
}: Placed & {
  index: number
  width: number
  isStop: boolean
  onFocus: () => void
  onOpen: (href: string) => void
}): ReactNode {
  const { shape, colour, one } = lookOf(item.kind)
  const [left, right] = [Math.max(-10, x1 ?? 0), Math.min(width + 10, x2 ?? width)]
  const isPoint = x1 !== null && x2 !== null && right - left < 10
  const middle = (left + right) / 2
  // A bar that is wider than the room beside it has its name above it.
  const [bar, half] = label.isAbove ? [y + 6, 3.5] : [y, 5]
  const key = colour.slice(2)
  const said = [
    // What is seen comes first and word for word, for those who speak to their computer.
    label.text,
    label.text.endsWith('…') && item.label,
    one,
    item.date?.text,
    item.end && `until ${item.end.text}`,
    item.status && `brought about: ${item.status}`,
    item.uncertain && 'less than certain',
  ]
  const open = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onOpen(item.href)
  }
  const fill =
    x1 === null && x2 === null ? `both-${key}` : x1 === null ? `left-${key}` : x2 === null ? `right-${key}` : null
  const edge = item.uncertain ? 'timeline-edge uncertain' : 'timeline-edge'
  const from = label.anchor === 'start' ? left - 8 : Math.min(left - 8, label.x - label.text.length * 7)
  return (
    <a
      href={item.href}
      className="timeline-item"
      tabIndex={isStop ? 0 : -1}
      data-at={index}
      aria-label={said.filter(Boolean).join(', ')}
      onClick={open}
      onFocus={onFocus}
    >
      <rect
        className="timeline-hit"
        x={Math.max(2, from)}
        y={y - 12}
        width={Math.max(24, right - Math.max(2, from) + 8)}
        height={24}
        rx={4}
      />
      {isPoint ? (
        <path className={key} d={outline(shape, middle, y, 6)} />
      ) : (
        <>
          <rect
            className={fill === null ? `${key} timeline-may` : 'timeline-may-open'}
            fill={fill === null ? undefined : `url(#fade-${fill})`}
            x={left}
            y={bar - half}
            width={Math.max(2, right - left)}
            height={2 * half}
            rx={fill === null ? half : 0}
          />
          {sure && (
            <rect
              className={key}
              x={Math.max(left, sure[0])}
              y={bar - half}
              width={Math.min(right, sure[1]) - Math.max(left, sure[0])}
              height={2 * half}
            />
          )}
          {x1 !== null && x1 >= 0 && (
            <path className={`${edge} ${key}-edge`} d={`M${x1} ${bar - half - 1}V${bar + half + 1}`} />
          )}
          {x2 !== null && x2 <= width && (
            <path className={`${edge} ${key}-edge`} d={`M${x2} ${bar - half - 1}V${bar + half + 1}`} />
          )}
          {x1 === null && <path className={`${edge} ${key}-edge`} d={`M12 ${bar - 5}L5 ${bar}L12 ${bar + 5}`} />}
          {x2 === null && (
            <path
              className={`${edge} ${key}-edge`}
              d={`M${width - 12} ${bar - 5}L${width - 5} ${bar}L${width - 12} ${bar + 5}`}
            />
          )}
        </>
      )}
      {item.uncertain && isPoint && <circle className={`${edge} ${key}-edge`} cx={middle} cy={y} r={10} />}
      {item.status !== undefined && (
        <path className="timeline-flag" d={flag(isPoint ? middle : left < 0 ? 8 : left, y)} />
      )}
      <text className="timeline-label" x={label.x} y={label.isAbove ? y - 2 : y + 4} textAnchor={label.anchor}>
        {label.text}
      </text>
    </a>
  )
}

/** A mast with a pennant, above what brought a status about. */
const flag = (x: number, y: number) => `M${x} ${y + 7}V${y - 12}l7 3l-7 3`

function Fades({ kind }: { kind: string }): ReactNode {
  const key = lookOf(kind).colour.slice(2)
  const ends = { left: [0, 0.45], right: [0.45, 0], both: [0.3, 0.3] } as const
  return Object.entries(ends).map(([side, [first, last]]) => (
    <linearGradient key={side} id={`fade-${side}-${key}`}>
      <stop offset="0" className={`${key}-stop`} stopOpacity={first} />
      <stop offset="1" className={`${key}-stop`} stopOpacity={last} />
    </linearGradient>
  ))
}

function fitting(text: string, room: number, measure: (text: string) => number): string {
  let limit = text.length
  while (limit > 6 && measure(shortened(text, limit)) > room) limit = Math.floor(limit * 0.9)
  return shortened(text, limit)
}

/** All that is dated, with a little air. What is open on one side needs room to fade out. */
function extentOf(items: TimelineItem[], on: string | undefined): [number, number] {
  const days = items.flatMap(({ date, end }) => [date?.first, date?.last, end?.first, end?.last]).concat(on)
  const times = days.flatMap((each) => (each == null ? [] : [at(each)]))
  if (times.length === 0) return [at('2000-01-01'), at('2001-01-01')]
  const [first, last] = [Math.min(...times), Math.max(...times) + day]
  const air = Math.max(30 * day, (last - first) * 0.06)
  return [first - air, last + air]
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Where months, years or decades begin: as many as have room for their names. */
function ticksOf(from: number, to: number, width: number): { time: number; text: string }[] {
  const room = Math.max(2, Math.floor(width / 74))
  const inMonths = (time: number) => new Date(time).getUTCFullYear() * 12 + new Date(time).getUTCMonth()
  const length = inMonths(to) - inMonths(from) + 1
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000].find((each) => length / each <= room) ?? 12_000
  const ticks = []
  for (let month = Math.ceil(inMonths(from) / step) * step; month <= inMonths(to); month += step) {
    const date = new Date(0)
    date.setUTCFullYear(Math.floor(month / 12), month % 12, 1)
    const name = month % 12 === 0 ? String(Math.floor(month / 12)) : `${months[month % 12]} ${Math.floor(month / 12)}`
    if (date.getTime() >= from) ticks.push({ time: date.getTime(), text: name })
  }
  return ticks
}

function sayPeriod(from: number, to: number): string {
  const say = (time: number) => `${months[new Date(time).getUTCMonth()]} ${new Date(time).getUTCFullYear()}`
  return `${say(from)} to ${say(to)}`
}

export default Timeline
