import { pipeline } from 'node:stream'
import { CsvError, type Options, parse } from 'csv-parse'
import type { Place } from '../../problem.js'
import { didYouMean } from '../nearest.js'
import { bad, type InputFile } from './input.js'
import {
  type CellType,
  longestRow,
  mostColumns,
  readCell,
  type Reading,
  type Source,
  type TableRow,
  type Value,
} from './rows.js'
import { readUtf8 } from './text.js'

/** A row as the package hands it on. */
interface Record {
  record: string[]
  /** Its text, without the end of the line. */
  raw: string
  /** The line it begins in. */
  line: number
}

/** What the package finds wrong, in words that say what to do. */
const messages: { [code: string]: [message: string, hint: string] } = {
  CSV_QUOTE_NOT_CLOSED: ['A quote is opened here and never closed.', 'Close it, or write a quote inside a cell twice.'],
  CSV_INVALID_CLOSING_QUOTE: ['Text stands after a closing quote.', 'Write a quote inside a cell twice.'],
  INVALID_OPENING_QUOTE: [
    'A quote stands inside a cell that has none around it.',
    'Put quotes around the cell, and write those inside twice.',
  ],
  CSV_MAX_RECORD_SIZE: [
    `The row is longer than ${longestRow} characters.`,
    'Is a quote not closed, or is this another format?',
  ],
}

/** Rows as they stand, with the line each begins in, blank lines left out. Throws Problems for what makes the rest unreadable. */
async function* readRecords(
  input: InputFile,
  { delimiter, quote }: Pick<Reading, 'delimiter' | 'quote'>,
  progress?: (bytes: number) => void,
): AsyncGenerator<Record> {
  let line = 1
  const parser = parse({
    delimiter,
    quote,
    escape: quote,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    raw: true,
    max_record_size: longestRow,
    // Lines are counted here: the package counts those of Windows twice where they stand in quotes, and rows that are
    // still on their way when it finds something wrong do not arrive.
    on_record: ((given: { record: string[]; raw: string }) => {
      const { record, raw } = given
      const text = raw.replace(/(\r\n|\n|\r)$/, '')
      const quoted = quote !== null && text.includes(quote)
      const begins = line
      line += quoted ? text.split(/\r\n|\n|\r/).length : 1
      const blank = record.length === 1 && record[0] === '' && !quoted
      return blank ? null : { record, raw: text, line: begins }
    }) as unknown as Options['on_record'],
  })
  // Errors of either end reach whoever reads from the parser.
  pipeline(readUtf8(input, progress), parser, () => undefined)
  try {
    yield* parser as AsyncIterable<Record>
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const [message, hint] = messages[error.code] ?? [`The table cannot be read: ${error.message}.`, undefined]
    throw bad(message, { file: input.shown, line }, hint, error)
  }
}

/** A delimited table. Throws Problems for a header that cannot be told apart or lacks what is declared. */
export async function openDelimited(files: InputFile[], reading: Reading): Promise<Source> {
  const headers: string[][] = []
  for (const file of files) headers.push(await headerOf(file, reading))
  const columns = headers[0]!
  const known = new Map(columns.map((name, at) => [name, at]))
  const types = columns.map((name) => reading.types.get(name))
  files.forEach((file, at) => checkSame(columns, headers[at]!, file, files[0]!))

  async function* rows(progress?: (bytes: number) => void): AsyncGenerator<TableRow[]> {
    for (const [at, file] of files.entries()) {
      // A file may have the columns in an order of its own.
      const order = headers[at]!.map((name) => known.get(name)!)
      let batch: TableRow[] = []
      let first = reading.header
      for await (const { record, raw, line } of readRecords(file, reading, progress)) {
        if (first) {
          first = false
          continue
        }
        batch.push(toRow(file.shown, line, raw, record, order, reading, types))
        if (batch.length < 1_000) continue
        yield batch
        batch = []
      }
      if (batch.length > 0) yield batch
    }
  }
  return {
    columns,
    rows,
    placeOf: (row, column) => {
      const file = files.findIndex(({ shown }) => shown === row.file)
      return placeOf(row, column, headers[file] ?? columns, reading)
    },
  }
}

async function headerOf(file: InputFile, reading: Reading): Promise<string[]> {
  let head: Record | undefined
  for await (const record of readRecords(file, reading)) {
    head = record
    break
  }
  if (!head)
    throw bad('The file is empty.', { file: file.shown, line: 1 }, 'A table has at least one line, its header.')
  if (head.record.length > mostColumns) {
    throw bad(
      `There are ${head.record.length} columns; ${mostColumns} are the most.`,
      { file: file.shown, line: head.line },
      'Is the delimiter right?',
    )
  }
  if (!reading.header) return reading.columns!
  const names = head.record.map((name) => name.trim())
  const place = (column: number): Place => ({
    file: file.shown,
    line: head.line,
    column: columnOf(head.raw, column, reading),
  })
  names.forEach((name, at) => {
    if (name === '') throw bad('This column has no name.', place(at), 'Name it in the first line.')
    const before = names.indexOf(name)
    if (before < at)
      throw bad(`"${name}" is the name of two columns, ${before + 1} and ${at + 1}.`, place(at), 'Rename one of them.')
  })
  if (reading.columns) checkDeclared(names, reading, place, file, head.raw)
  return names
}

function checkDeclared(
  names: string[],
  reading: Reading,
  place: (column: number) => Place,
  file: InputFile,
  raw: string,
): void {
  const wanted = reading.columns!
  const strange = names.findIndex((name) => !wanted.includes(name))
  const missing = wanted.filter((name) => !names.includes(name))
  if (strange >= 0 && names.length > 1) {
    throw bad(
      `"${names[strange]}" is not a column of this table.`,
      place(strange),
      didYouMean(names[strange]!, missing, `Its columns are ${wanted.join(', ')}.`),
    )
  }
  if (missing.length > 0)
    throw bad(
      `The column "${missing[0]}" is missing.`,
      { file: file.shown, line: 1 },
      delimiterHint(names, raw, reading) ?? `The columns are ${names.join(', ')}.`,
    )
}

/** What may be wrong where a table has but one column. */
export function delimiterHint(
  names: string[],
  line: string,
  { delimiter }: Pick<Reading, 'delimiter'>,
): string | undefined {
  if (names.length > 1) return undefined
  const others: [string, string][] = [
    [',', 'commas'],
    [';', 'semicolons'],
    ['\t', 'tabs'],
    ['|', 'bars'],
    ['  ', 'runs of spaces'],
  ]
  const other = others.find(([sign]) => sign !== delimiter && line.includes(sign))
  return other && `The first line has ${other[1]}: is that the delimiter? Say so under read, or rename the file.`
}

function checkSame(columns: string[], header: string[], file: InputFile, first: InputFile): void {
  const strange = [
    ...header.filter((name) => !columns.includes(name)),
    ...columns.filter((name) => !header.includes(name)),
  ]
  if (strange.length === 0) return
  throw bad(
    `The column "${strange[0]}" is not in both this file and ${first.shown}.`,
    { file: file.shown, line: 1 },
    'Files that are read together have the same columns.',
  )
}

function toRow(
  file: string,
  line: number,
  text: string,
  record: string[],
  order: number[],
  reading: Reading,
  types: (CellType | undefined)[],
): TableRow {
  const cells: Value[] = new Array<Value>(order.length)
  const row: TableRow = { file, line, text, cells }
  if (record.length !== order.length) {
    const what = record.length < order.length ? 'few' : 'many'
    row.problem = {
      message: `The row has ${record.length} cells and the table ${order.length} columns: ${record.length} is too ${what}.`,
      hint: 'Does a cell hold the delimiter, or is one left out?',
    }
    return row
  }
  for (let at = 0; at < order.length; at += 1) {
    const column = order[at]!
    const value = readCell(record[at]!, reading, types[column])
    if (typeof value === 'object' && 'wanted' in value)
      row.problem ??= {
        message: `"${record[at]}" is not ${value.wanted}.`,
        column: columnOf(text, at, reading),
        field: reading.columns?.[column],
        hint: 'The table’s description says what its columns hold.',
      }
    else cells[column] = value
  }
  return row
}

/** The character in which the cell of a column begins, from 1. */
function columnOf(raw: string, cell: number, { delimiter, quote }: Pick<Reading, 'delimiter' | 'quote'>): number {
  let at = 0
  for (let before = 0; before < cell; before += 1) {
    if (quote !== null && raw.startsWith(quote, at)) {
      at += quote.length
      while (at < raw.length && !(raw.startsWith(quote, at) && !raw.startsWith(quote, at + quote.length)))
        at += raw.startsWith(quote, at) ? 2 * quote.length : 1
    }
    const next = raw.indexOf(delimiter, at)
    if (next < 0) return at + 1
    at = next + delimiter.length
  }
  return at + 1
}

function placeOf(row: TableRow, column: string, header: string[], reading: Reading): Place {
  const at = header.indexOf(column)
  return {
    file: row.file,
    line: row.line,
    ...(at < 0 || row.text.includes('\n') ? {} : { column: columnOf(row.text, at, reading) }),
    field: column,
  }
}

/** A small table read whole: rows of texts under the first row's names. For value tables. */
export async function readSmallTable(
  file: InputFile,
  reading: Reading,
): Promise<{ columns: string[]; rows: { line: number; cells: string[] }[] }> {
  const columns = await headerOf(file, reading)
  const rows: { line: number; cells: string[] }[] = []
  let first = true
  for await (const { record, line } of readRecords(file, reading)) {
    if (!first) {
      if (record.length !== columns.length)
        throw bad(`The row has ${record.length} cells and the table ${columns.length} columns.`, {
          file: file.shown,
          line,
        })
      rows.push({ line, cells: record.map((cell) => cell.trim()) })
    }
    first = false
  }
  return { columns, rows }
}
