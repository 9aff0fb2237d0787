import type { Place, Problems } from '../../problem.js'
import { bad, type InputFile } from './input.js'
import {
  type CellType,
  type Fields,
  type Item,
  longestRow,
  mostColumns,
  readCell,
  type Reading,
  type Source,
  type TableRow,
  type Value,
} from './rows.js'
import { readLines } from './text.js'

/** How many lines are looked at for the columns that there are, where nothing names them. */
const looked = 1_000

/** JSON's texts, each with the colon after it where it is a key. */
const texts = /"(?:[^"\\]|\\.)*"(\s*:)?/g

/** A value as the mapping sees it: lists without what is missing in them, objects as parts by name. */
export function asValue(value: unknown, text: (text: string) => Value): Value {
  if (value === null || value === undefined) return undefined
  if (Array.isArray(value)) {
    const items = value.flatMap((item: unknown) => asValue(item, text) ?? []) as Item[]
    return items.length > 0 ? items : undefined
  }
  if (typeof value === 'object') {
    const fields: Fields = new Map()
    for (const [name, part] of Object.entries(value)) fields.set(name, asValue(part, text))
    return fields
  }
  return text(typeof value === 'string' ? value : JSON.stringify(value))
}

function keysIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + keysIn(item), 0)
  if (value === null || typeof value !== 'object') return 0
  return Object.entries(value).reduce((sum, [, part]) => sum + 1 + keysIn(part), 0)
}

/** A key that stands twice in one object: the package of the language keeps the last without a word. */
function doubledKey(line: string, value: unknown): string | undefined {
  let keys = 0
  for (const [, colon] of line.matchAll(texts)) if (colon !== undefined) keys += 1
  if (keys === keysIn(value)) return undefined
  const open: Set<string>[] = []
  for (const [token, text] of line.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    else if (text !== undefined) {
      const name = JSON.parse(text) as string
      if (open.at(-1)?.has(name)) return name
      open.at(-1)?.add(name)
    }
  }
  return undefined
}

/** Half a character, which no file in UTF-8 can hold: written as an escape. */
function loneSurrogate(line: string): boolean {
  return (
    line.includes('\\u') &&
    /\\u[dD][89a-fA-F]/.test(line) &&
    /\p{Cs}/u.test(
      JSON.stringify(JSON.parse(line)).replace(/\\u(d[89ab][0-9a-f]{2})/g, (_, code: string) =>
        String.fromCharCode(parseInt(code, 16)),
      ),
    )
  )
}

/** What is wrong with a line as JSON, in words that say what to do. */
function syntaxProblem(line: string, error: SyntaxError): { message: string; hint: string; at?: number } {
  const at = /position (\d+)/.exec(error.message)?.[1]
  const position = at === undefined ? line.length : Number(at)
  if (line.trimStart().startsWith('['))
    return {
      message: 'A list stands here; an object is wanted.',
      hint: 'Write one object a line, without brackets and commas around them.',
      at: 0,
    }
  if (/^\s*\{.*\}\s*,\s*$/.test(line))
    return {
      message: 'A comma stands after the object.',
      hint: 'Lines have no commas between them.',
      at: line.lastIndexOf(','),
    }
  if (/non-whitespace character after JSON/.test(error.message))
    return { message: 'A second value begins here.', hint: 'Write one object a line.', at: position }
  if (/,\s*[}\]]/.test(line.slice(0, position + 1)) || /Expected double-quoted property name/.test(error.message))
    return { message: 'A comma stands before the end.', hint: 'Take it out.', at: position }
  return {
    message: `This is not JSON: ${error.message.replace(/ in JSON at position.*| \(line.*/s, '')}.`,
    hint: 'Write one object a line.',
    at: position,
  }
}

function readObject(
  line: string,
): { value: Record<string, unknown> } | { message: string; hint?: string; at?: number } {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    return syntaxProblem(line, error as SyntaxError)
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    const what = Array.isArray(value)
      ? 'A list'
      : value === null
        ? 'Nothing'
        : `A ${typeof value === 'string' ? 'text' : typeof value}`
    return {
      message: `${what} stands here; an object is wanted.`,
      hint: 'Write one object a line, without brackets and commas around them.',
      at: 0,
    }
  }
  const doubled = doubledKey(line, value)
  if (doubled !== undefined)
    return {
      message: `"${doubled}" stands in the object twice.`,
      hint: 'Take one out.',
      at: line.lastIndexOf(JSON.stringify(doubled)),
    }
  if (loneSurrogate(line))
    return {
      message: 'Half a character stands here (a lone surrogate).',
      hint: 'Write the character itself.',
      at: line.indexOf('\\u'),
    }
  return { value: value as Record<string, unknown> }
}

/** A number that cannot be an id, or cannot be kept exactly; undefined where all are in order. */
function numberProblem(
  object: Record<string, unknown>,
  { keys, numericKeys }: Reading,
): { message: string; hint: string; name: string } | undefined {
  for (const [name, value] of Object.entries(object)) {
    if (typeof value !== 'number') continue
    if (Number.isInteger(value) && !Number.isSafeInteger(value))
      return { name, message: 'The number has more digits than a number of JSON keeps.', hint: 'Write it in quotes.' }
    if (keys.has(name) && !numericKeys)
      return {
        name,
        message: `${value} is a number; an id is a text.`,
        hint: `Write "${value}" in quotes, or say numericKeys: true under read.`,
      }
  }
  return undefined
}

/** Lines of JSON, each an object. Columns are those of its outermost level. */
export async function openNdjson(files: InputFile[], reading: Reading): Promise<Source> {
  const columns = reading.columns ?? (await columnsOf(files))
  const known = new Map(columns.map((name, at) => [name, at]))

  async function* rows(progress?: (bytes: number) => void): AsyncGenerator<TableRow[]> {
    for (const file of files) {
      let line = 0
      for await (const lines of readLines(file, longestRow, progress)) {
        const batch: TableRow[] = []
        for (const text of lines) {
          line += 1
          if (text.trim() !== '') batch.push(toRow(file.shown, line, text, columns, known, reading))
        }
        yield batch
      }
    }
  }
  const placeOf = (row: TableRow, column: string): Place => {
    const at = row.text.indexOf(JSON.stringify(column))
    return { file: row.file, line: row.line, ...(at < 0 ? {} : { column: at + 1 }), field: column }
  }
  return { columns, rows, placeOf }
}

async function columnsOf(files: InputFile[]): Promise<string[]> {
  const names = new Set<string>()
  let left = looked
  let wrong: Problems | undefined
  for (const file of files) {
    let line = 0
    for await (const lines of readLines(file, longestRow)) {
      for (const text of lines) {
        line += 1
        if (text.trim() === '') continue
        if (left <= 0) return [...names]
        left -= 1
        const read = readObject(text)
        if ('value' in read) for (const name of Object.keys(read.value)) names.add(name)
        else {
          const { message, hint, at } = read
          wrong ??= bad(message, { file: file.shown, line, column: at === undefined ? undefined : at + 1 }, hint)
        }
        if (names.size > mostColumns) {
          throw bad(
            `There are more than ${mostColumns} different keys.`,
            { file: file.shown },
            'Are keys what should be values?',
          )
        }
      }
    }
  }
  // Without a single line to go by, what is wrong with the first is all there is to say.
  if (names.size === 0 && wrong) throw wrong
  return [...names]
}

function toRow(
  file: string,
  line: number,
  text: string,
  columns: string[],
  known: Map<string, number>,
  reading: Reading,
): TableRow {
  const row: TableRow = { file, line, text, cells: new Array<Value>(columns.length) }
  const read = readObject(text)
  if (!('value' in read)) {
    const { message, hint, at } = read
    row.problem = { message, hint, ...(at === undefined || at < 0 ? {} : { column: at + 1 }) }
    return row
  }
  const number = numberProblem(read.value, reading)
  if (number) {
    row.problem = {
      message: number.message,
      hint: number.hint,
      field: number.name,
      column: text.indexOf(JSON.stringify(number.name)) + 1,
    }
    return row
  }
  fillCells(row, Object.entries(read.value), known, reading)
  return row
}

/** Puts named values into the cells of a row; of Parquet too. What a declared table does not have is refused. */
export function fillCells(
  row: TableRow,
  entries: [string, unknown][],
  known: Map<string, number>,
  reading: Reading,
): void {
  for (const [name, value] of entries) {
    const at = known.get(name)
    if (at === undefined) {
      if (reading.columns)
        row.problem ??= {
          message: `"${name}" is not a column of this table.`,
          field: name,
          hint: `Its columns are ${reading.columns.join(', ')}.`,
        }
      continue
    }
    const type: CellType | undefined = reading.types.get(name)
    row.cells[at] = asValue(value, (text) => {
      const cell = readCell(text, reading, type)
      if (typeof cell !== 'object' || !('wanted' in cell)) return cell
      row.problem ??= {
        message: `"${text}" is not ${cell.wanted}.`,
        field: name,
        hint: 'The table’s description says what its columns hold.',
      }
      return undefined
    })
  }
}
