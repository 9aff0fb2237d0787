import path from 'node:path'
import { stat } from 'node:fs/promises'
import { nearest } from '../nearest.js'
import { asTable, type Findings, onlyKnown, readBoolean, readText } from '../value.js'
import type { Tree } from '../yaml.js'
import { readSmallTable } from './delimited.js'
import { inputFiles } from './input.js'
import type { Fields } from './rows.js'
import { fieldsOf } from './template.js'

/** Values looked up by the first column of a small table. */
export interface LookupTable {
  columns: string[]
  get(text: string): Fields | undefined
  /** What may have been meant by a text that is not in it. */
  meant(text: string): string | undefined
  /** The file it was read from, which counts for what the mapping means. */
  path?: string
}

/** Value tables are kept in memory. */
const mostBytes = 10 * 1024 * 1024

export const tableFields = {
  file: 'A file beside the mapping, .csv or .tsv, whose first line names the columns.',
  ignoreCase: 'Whether capitals do not matter.',
  rows: 'The values themselves, by what is looked up.',
}

/** Reads a value table: a file's name, or what is looked up with the value, or with several by name. */
export async function readLookup(tree: Tree, folder: string, findings: Findings): Promise<LookupTable | undefined> {
  if (tree.kind === 'scalar') return readFile(tree, folder, false, findings)
  const table = asTable(tree, findings, 'Write the name of a file, or { rows: { … } }.')
  if (!table) return undefined
  onlyKnown(table, Object.keys(tableFields), 'a value table', findings)
  const [file, caseTree, rows] = ['file', 'ignoreCase', 'rows'].map((name) => table.entries.get(name)?.value)
  const ignoreCase = (caseTree && readBoolean(caseTree, findings)) ?? false
  if (file) return readFile(file, folder, ignoreCase, findings)
  const inline = rows && asTable(rows, findings, 'Write `text: value` lines.')
  if (!rows) findings.add(table.place, 'has neither a file nor rows.', 'Give it one.')
  if (!inline) return undefined
  const columns = new Set<string>(['value'])
  const found: [string, Fields][] = []
  for (const [text, { value }] of inline.entries) {
    if (value.kind !== 'table') {
      const given = readText(value, findings)
      found.push([
        text,
        fieldsOf([
          ['', text],
          ['value', given],
        ]),
      ])
      continue
    }
    const parts = [...value.entries].map(([name, part]): [string, string | undefined] => [
      name,
      readText(part.value, findings),
    ])
    for (const [name] of parts) columns.add(name)
    found.push([text, fieldsOf([['', text], ...parts])])
  }
  return lookup([...columns], found, ignoreCase)
}

async function readFile(
  tree: Tree,
  folder: string,
  ignoreCase: boolean,
  findings: Findings,
): Promise<LookupTable | undefined> {
  const name = readText(tree, findings)
  if (name === undefined || tree.kind !== 'scalar') return undefined
  const before = findings.problems.length
  const [file] = name === '-' ? [] : await inputFiles(folder, [tree], findings)
  if (!file) {
    if (findings.problems.length === before)
      findings.add(tree.place, 'A value table is a file.', 'Name one beside the mapping.')
    return undefined
  }
  if ((await stat(file.path)).size > mostBytes) {
    findings.add(
      tree.place,
      `${name} has more than 10 MB; a value table is small.`,
      'Load it as a dataset of its own, and find what it made.',
    )
    return undefined
  }
  const tabs = path.extname(name) === '.tsv'
  const reading = {
    format: 'csv',
    delimiter: tabs ? '\t' : ',',
    quote: tabs ? null : '"',
    header: true,
    missing: new Set<string>(),
    keys: new Set<string>(),
    numericKeys: true,
    types: new Map(),
  } as const
  const { columns, rows } = await readSmallTable(file, reading)
  const found = rows.map(({ cells }): [string, Fields] => [
    cells[0]!,
    fieldsOf([
      ['', cells[0]!],
      ...columns.map((column, at): [string, string | undefined] => [column, cells[at] || undefined]),
    ]),
  ])
  const made = lookup(columns, found, ignoreCase)
  rows.forEach(({ line, cells }, at) => {
    if (made.get(cells[0]!) !== found[at]![1])
      findings.add(
        { file: file.shown, line, field: columns[0] },
        `"${cells[0]}" stands here a second time.`,
        'Take one out.',
      )
  })
  return { ...made, path: file.path }
}

function lookup(columns: string[], found: [string, Fields][], ignoreCase: boolean): LookupTable {
  const folded = (text: string) => (ignoreCase ? text.toLowerCase() : text)
  const rows = new Map<string, Fields>()
  for (const [text, fields] of found) if (!rows.has(folded(text))) rows.set(folded(text), fields)
  return {
    columns,
    get: (text) => rows.get(folded(text)),
    meant: (text) => {
      const near = nearest(text, rows.keys())
      return near === undefined ? undefined : `Did you mean ${textOf(rows.get(near)!)}?`
    },
  }
}

const textOf = (fields: Fields) => fields.get('') as string
