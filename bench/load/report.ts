import type { Bar } from '../measure/bars.js'
import { number } from '../measure/contest.js'
import { table } from '../measure/report.js'
import type { Measured, Run } from './contest.js'
import type { Taken } from './process.js'

type Median = Taken & { rows: number }

const titles: Record<Run, string> = {
  parley: 'Parley, first load',
  handwritten: 'hand-written, first load',
  unchanged: 'Parley, the same again',
  changed: 'Parley, 1 % changed',
  tenth: 'Parley, a tenth of the rows',
  facts: 'Parley, a fact file (NDJSON)',
  handwrittenFacts: 'hand-written, the same facts',
  bulk: 'Parley, --bulk, with the countries',
}

const order = Object.keys(titles) as Run[]

/** The run of middle length of each kind; the most memory of all of them. */
export function medians({ runs }: Measured): Partial<Record<Run, Median>> {
  const found: Partial<Record<Run, Median>> = {}
  for (const run of order) {
    const all = [...runs[run]].sort((one, other) => one.seconds - other.seconds)
    const middle = all[Math.floor(all.length / 2)]
    if (middle) found[run] = { ...middle, peak: Math.max(...all.map(({ peak }) => peak)) }
  }
  return found
}

/** The figures of every way to load. */
export function figures(found: Partial<Record<Run, Median>>): string {
  const rows = [['what', '', 'rows', 's', 'rows/s', 'CPU loader', 'CPU database', 'MB']]
  for (const run of order) {
    const taken = found[run]
    if (!taken) continue
    const { rows: count, seconds, loaderCpu, databaseCpu, peak } = taken
    const each = (ms: number) => number((ms * 1000) / count)
    rows.push([
      ...[titles[run], '', String(count), seconds.toFixed(1), number(count / seconds)],
      ...[each(loaderCpu), each(databaseCpu), peak.toFixed(0)],
    ])
  }
  return `${table(rows)}\nCPU in µs a row; MB: the most that the loader had at once. A run is timed from the start of its process to its end.`
}

/** What issue 6 asks for, and what was found. */
export function barsOf(found: Partial<Record<Run, Median>>): Bar[] {
  const rate = (run: Run) => found[run] && found[run].rows / found[run].seconds
  const ratio = (one?: number, other?: number) => (one === undefined || !other ? undefined : one / other)
  const seconds = (run: Run) => found[run]?.seconds
  const peak = Math.max(...(['parley', 'unchanged', 'changed', 'tenth'] as const).map((run) => found[run]?.peak ?? 0))
  const bar = (what: [string, string, string], wanted: '≥' | '≤', limit: number, value?: number): Bar => ({
    ...{ against: what[0], question: what[1], what: what[2], wanted: `${wanted} ${limit}`, value },
    met: value === undefined ? undefined : wanted === '≥' ? value >= limit : value <= limit,
  })
  return [
    bar(['hand-written', 'table', 'rows/s of Parley / of it'], '≥', 0.7, ratio(rate('parley'), rate('handwritten'))),
    bar(
      ['hand-written', 'facts', 'rows/s of Parley / of it'],
      '≥',
      0.7,
      ratio(rate('facts'), rate('handwrittenFacts')),
    ),
    bar(['300 MB', 'table', 'MB of the loader'], '≤', 300, peak),
    bar(['first load', 'the same again', 'its time / that'], '≤', 0.2, ratio(seconds('unchanged'), seconds('parley'))),
    bar(['first load', '1 % changed', 'its time / that'], '≤', 0.25, ratio(seconds('changed'), seconds('parley'))),
    bar(['a tenth', 'table', 'rows/s / those there'], '≥', 0.8, ratio(inside(found.parley), inside(found.tenth))),
    bar(['online', 'offline bulk', 'its rows/s / those'], '≥', 3, ratio(rate('bulk'), rate('parley'))),
  ]
}

/** Rows a second as Parley itself counts them: without the start of the process, which would flatter the longer table. */
function inside(taken: Median | undefined): number | undefined {
  if (!taken) return undefined
  const { loads } = JSON.parse(taken.output) as { loads: { seconds: number }[] }
  return taken.rows / loads[0]!.seconds
}
