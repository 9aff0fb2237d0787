import { axisX, axisY, barY, plot, ruleY, text } from '@observablehq/plot'
import { useLayoutEffect, useMemo, useRef, type ReactNode } from 'react'
import type { Column } from '../parts/List'
import { capital, inWords, sayNumber } from '../words'
import { Picture, type Operation } from './Picture'
import { useWidth } from './screen'

export interface CountsProps {
  /** `period` is a year or a month (`2025`, `2025-05`); an empty one stands for a date that is not known. */
  series: { period: string; kind: string; count: number }[]
  unit: string
  title: string
  operation?: Operation
}

interface Bar {
  period: string
  kind: string
  count: number
}

const all = 'All'
const unknown = 'not known'
/** Beyond as many periods, those without anything are left out. */
const mostPeriods = 130

/** How many there are of each kind over time: a row of bars for each kind, all by one measure, so that no colour needs telling apart. */
export function Counts({ series, unit, title, operation }: CountsProps): ReactNode {
  const [box, width] = useWidth<HTMLDivElement>()
  const place = useRef<HTMLDivElement>(null)
  const { bars, kinds, periods } = useMemo(() => barsOf(series), [series])
  const rows = useMemo(
    () => [...series].sort((a, b) => (a.period < b.period ? 1 : a.period > b.period ? -1 : b.count - a.count)),
    [series],
  )

  useLayoutEffect(() => {
    // A few bars would be as wide as walls.
    const inside = Math.min(width - 18, 58 + periods.length * 88 + 80)
    if (inside < 100 || bars.length === 0) return
    const most = Math.max(...bars.map(({ count }) => count))
    const band = (inside - 60) / periods.length
    const every = Math.max(1, Math.ceil((periods.some((each) => each.length > 4) ? 58 : 38) / band))
    const svg = plot({
      width: inside,
      height: 46 + kinds.length * (kinds.length === 1 ? 190 : 84),
      marginLeft: 44,
      marginRight: 14,
      marginTop: 22,
      marginBottom: 28,
      x: { type: 'band', domain: periods, label: null, padding: band > 8 ? 0.2 : 0.05 },
      y: { label: null, domain: [0, Math.max(1, most)], nice: true },
      fy: { domain: kinds, label: null, padding: 0.24, axis: null },
      marks: [
        axisX({
          ticks: periods.filter(
            (each, at) =>
              each === unknown ||
              (at % every === 0 && (periods.at(-1) !== unknown || (periods.length - 1 - at) * band > 62)),
          ),
          tickFormat: sayPeriod,
          tickSize: 3,
          fontSize: 11,
        }),
        axisY({
          ticks: most < 4 ? most : 3,
          tickFormat: (value: number) => (Number.isInteger(value) ? sayNumber(value) : ''),
          fontSize: 11,
        }),
        ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.5 }),
        barY(bars, { x: 'period', y: 'count', fy: 'kind', fill: 'var(--picture-scale-4)' }),
        ...(band > 16
          ? [
              text(bars, {
                x: 'period',
                y: 'count',
                fy: 'kind',
                text: (bar: Bar) => sayNumber(bar.count),
                dy: -7,
                fontSize: 11,
              }),
            ]
          : []),
        text(kinds, {
          fy: (kind: string) => kind,
          text: (kind: string) => nameOf(kind),
          frameAnchor: 'top-left',
          dy: -16,
          dx: 0,
          fontSize: 12,
          fontWeight: 600,
        }),
      ],
    })
    // Its style element would be refused by the content security policy; pictures.css has its rules.
    svg.querySelector('style')?.remove()
    svg.setAttribute('role', 'img')
    svg.setAttribute('aria-label', `${title}. The table below has every number.`)
    for (const inner of svg.querySelectorAll('[aria-label]')) inner.removeAttribute('aria-label')
    place.current?.replaceChildren(svg)
  }, [bars, kinds, periods, width, title])

  return (
    <Picture
      title={title}
      name="parley-counts"
      rows={rows}
      columns={columnsOf(unit)}
      keyOf={({ period, kind }) => `${period} ${kind}`}
      of={['row', 'rows']}
      drawing={() => {
        const svg = place.current?.querySelector('svg')
        return svg ? { svg } : null
      }}
      operation={operation}
    >
      <div ref={box} className="picture-box counts-box">
        <div ref={place} />
        {bars.length === 0 && <p className="empty">There is nothing to count.</p>}
      </div>
    </Picture>
  )
}

function columnsOf(unit: string): Column<Bar>[] {
  return [
    { name: 'Period', text: ({ period }) => (period === '' ? unknown : period) },
    { name: 'Kind', text: ({ kind }) => nameOf(kind) },
    { name: capital(unit), text: ({ count }) => String(count), show: ({ count }) => sayNumber(count), isNumber: true },
  ]
}

const nameOf = (kind: string) => (kind === all ? all : capital(/^[A-Z_]+$/.test(kind) ? inWords(kind) : kind))

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function sayPeriod(period: string): string {
  const [year, month] = period.split('-')
  return month === undefined ? period : `${months[Number(month) - 1]} ${year}`
}

/** Kinds by how many there are, all together first; periods without a gap, what has no date at the end. */
function barsOf(series: CountsProps['series']): { bars: Bar[]; kinds: string[]; periods: string[] } {
  const totals = new Map<string, number>()
  const sums = new Map<string, number>()
  for (const { period, kind, count } of series) {
    totals.set(kind, (totals.get(kind) ?? 0) + count)
    sums.set(period, (sums.get(period) ?? 0) + count)
  }
  const kinds = [...totals.keys()].sort((a, b) => totals.get(b)! - totals.get(a)! || (a < b ? -1 : 1))
  const dated = [...sums.keys()].filter((period) => period !== '').sort()
  const periods = [...without(dated), ...(sums.has('') ? [unknown] : [])]
  const named = series.map((each) => ({ ...each, period: each.period === '' ? unknown : each.period }))
  if (kinds.length < 2) return { bars: named, kinds, periods }
  const together = [...sums].map(([period, count]) => ({ period: period === '' ? unknown : period, kind: all, count }))
  return { bars: [...together, ...named], kinds: [all, ...kinds], periods }
}

function without(dated: string[]): string[] {
  const [first, last] = [dated[0], dated.at(-1)]
  if (first === undefined || last === undefined) return []
  const inMonths = dated.some((period) => period.length > 4)
  const index = (period: string) =>
    Number(period.slice(0, 4)) * (inMonths ? 12 : 1) + (inMonths ? Number(period.slice(5) || 1) - 1 : 0)
  const length = index(last) - index(first) + 1
  if (length > mostPeriods) return dated
  return Array.from({ length }, (_, at) => {
    const value = index(first) + at
    if (!inMonths) return String(value).padStart(4, '0')
    return `${String(Math.floor(value / 12)).padStart(4, '0')}-${String((value % 12) + 1).padStart(2, '0')}`
  })
}

export default Counts
