import type { Place } from '../../problem.js'

/** What stands in a cell, or a value made of it: a text, a record of texts, several of either, or nothing. */
export type Value = undefined | Item | Item[]
export type Item = string | Fields
/** Parts by name. The whole text stands under the empty name, where there is one. */
export type Fields = Map<string, Value>

/** A row as it stands in the file. */
export interface TableRow {
  file: string
  /** The line it begins in; of Parquet, its number. From 1. */
  line: number
  /** The row's own text, which is its passage. */
  text: string
  /** By the position of their column; what is missing is undefined. */
  cells: Value[]
  /** What is wrong with the row as such. */
  problem?: { message: string; column?: number; field?: string; hint?: string }
}

/** A table of any format: its columns, and its rows as often as they are asked for. */
export interface Source {
  columns: string[]
  /** All rows of all files, in their order, in batches of any size. */
  rows(progress?: (bytes: number) => void): AsyncIterable<TableRow[]>
  /** Where a cell stands. */
  placeOf(row: TableRow, column: string): Place
}

/** How the files are to be read. */
export interface Reading {
  format: 'csv' | 'tsv' | 'ndjson' | 'parquet'
  delimiter: string
  quote: string | null
  /** False where the first line is a row already, which then needs `columns`. */
  header: boolean
  /** The columns there must be, or, without a header, their names in order. */
  columns?: string[]
  missing: Set<string>
  /** Columns whose numbers are no ids. */
  keys: Set<string>
  numericKeys: boolean
  /** By column: how a cell's text is brought into the form that the graph has, or what is wrong with it. */
  types: Map<string, CellType>
}

export interface CellType {
  missing?: Set<string>
  /** Throws a text that says what is wanted. */
  read?: (text: string) => string | { wanted: string }
}

/** A row may have this many characters: what is longer is another format, or damaged. */
export const longestRow = 1024 * 1024
/** A table may have this many columns. */
export const mostColumns = 10_000

/** The value of a cell's text: trimmed, missing where the table says so, in the graph's form. */
export function readCell(text: string, reading: Reading, type: CellType | undefined): Value | { wanted: string } {
  const trimmed = trim(text)
  if (trimmed === '' || reading.missing.has(trimmed) || type?.missing?.has(trimmed)) return undefined
  return type?.read ? type.read(trimmed) : trimmed
}

/** Most cells have no space at their ends, which is quicker to see than to take away. */
function trim(text: string): string {
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(text.length - 1)]
  return first <= 32 || last <= 32 || first >= 160 || last >= 160 ? text.trim() : text
}
