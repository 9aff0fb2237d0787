import type { Found, Wanted } from '../resolve.js'
import type { Entry } from './entry.js'
import type { TableRow, Value } from './rows.js'

/** What is wrong with a row, before it is known where in the file that stands. */
export interface RowProblem {
  /** Columns that the value came from; of a block, those of whoever uses it where there are none. */
  columns: string[]
  message: string
  hint?: string
}

/** A name or code of a row that led to nobody, or to several. */
export interface Unresolved {
  value: string
  /** Where it came from, as far as one column says. */
  column?: string
  /** What it could be: several, or none. */
  candidates: { id: string; name: string }[]
  /** What was looked up, where the review file can decide it. */
  wanted?: Wanted
}

/** Values worked out for one row, or for one use of a block, each once. */
export interface Frame {
  row: TableRow
  run: Run
  /** The row's key, for `{row}`. */
  key: string
  /** What a block is used for. */
  it: Value
  memo: unknown[]
  /** Problems and what else came up, by the value that it came up in, so that using a block again says it again. */
  problems: RowProblem[]
  unresolved: Unresolved[]
  /** Whom a block did not find, which matters only where nothing else comes of it. */
  missed?: Unresolved
  /** What its values make, each once. */
  made: Entry[]
  /** Uses of blocks, with the columns they were used for. */
  used: { frame: Frame; columns: string[] }[]
  /** What an entry comes to, kept for blocks used again. */
  shapes?: Map<Entry, unknown>
}

/** What one reading of a table remembers: who was asked for and found, and blocks used before. Bounded. */
export interface Run {
  found: Map<string, Found | null>
  wanted: Map<string, Wanted>
  blocks: Map<string, Map<string, Frame>>
}

/** Thrown where a value hangs on somebody who has been asked for and not been answered yet. */
export const pending = new Error('somebody has not been found yet')

export const unset = Symbol('unset')

export function newRun(): Run {
  return { found: new Map(), wanted: new Map(), blocks: new Map() }
}

export function newFrame(row: TableRow, run: Run, key: string, size: number, it?: Value): Frame {
  return {
    row,
    run,
    key,
    it,
    memo: new Array<unknown>(size).fill(unset),
    problems: [],
    unresolved: [],
    made: [],
    used: [],
  }
}

/** A map that forgets all once it is full: for what can be worked out again. */
export class Recent<Key, Kept> extends Map<Key, Kept> {
  constructor(private readonly most: number) {
    super()
  }

  override set(key: Key, kept: Kept): this {
    // The constructor of Map may call this before `most` is there; it is given nothing to set.
    if (this.size >= this.most) this.clear()
    return super.set(key, kept)
  }
}
