import type { Bar } from './bars.js'
import type { CachedFigures } from './cached.js'
import { number, titles, type PeerName, type Result } from './contest.js'

/** Rows as columns of text, the first as their head. */
export const table = (rows: string[][]): string => {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  )
  return [lines[0], '-'.repeat(Math.max(...lines.map((line) => line.length))), ...lines.slice(1)].join('\n')
}

const peers: PeerName[] = ['raw', 'parley', 'neo4jGraphql']

/** The figures of every peer on every question. */
export function figuresTable(results: Result[]): string {
  const rows = [
    ['question', 'peer', 'req/s at 16', 'p50 ms', 'p95 ms', 'CPU server', 'CPU database', 'bytes', 'Parley / it'],
  ]
  for (const { question, figures, notes } of results) {
    for (const peer of peers) {
      const found = figures[peer]
      if (!found) {
        if (notes[peer])
          rows.push([
            question,
            titles[peer],
            notes[peer].startsWith('over') ? notes[peer] : 'cannot',
            '',
            '',
            '',
            '',
            '',
            '',
          ])
        continue
      }
      const { rate, p50, p95, serverCpu, databaseCpu, bytes, slow } = found
      const ratio = peer === 'parley' || !figures.parley ? '' : number(figures.parley.rate / rate)
      rows.push([
        question,
        titles[peer],
        `${slow ? '~' : ''}${number(rate)}`,
        number(p50),
        number(p95),
        number(serverCpu),
        number(databaseCpu),
        bytes.toFixed(0),
        ratio,
      ])
    }
  }
  return table(rows)
}

export function notesOf(results: Result[]): string[] {
  return results.flatMap(({ question, notes, differences }) => [
    ...peers.flatMap((peer) => (notes[peer] ? [`${question}, ${titles[peer]}: ${notes[peer]}.`] : [])),
    ...differences.map((text) => `${question}: the answers differ. ${text}`),
  ])
}

export function cachedTable({ hit, notModified, constant, note }: CachedFigures): string {
  const row = (name: string, figures?: { rate: number; cpu: number }) =>
    figures ? [[name, '', number(figures.rate), number(figures.cpu)]] : []
  const rows = [
    ['answer', '', 'req/s at 16', 'CPU server'],
    ...row('constant, through Apollo', constant),
    ...row('cached, 50 negotiations', hit),
    ...row('304, 50 negotiations', notModified),
  ]
  return table(rows) + (note ? `\n${note}` : '')
}

export function barsTable(bars: Bar[]): string {
  const mark = ({ met }: Bar) => (met === undefined ? 'no figure' : met ? 'met' : 'MISSED')
  return table([
    ['against', 'question', 'what', 'bar', 'figure', ''],
    ...bars.map((bar) => [
      bar.against,
      bar.question,
      bar.what,
      bar.wanted,
      bar.value === undefined ? '' : number(bar.value),
      mark(bar),
    ]),
  ])
}
