import { closeSync, openSync, writeSync } from 'node:fs'
import { Problem, Problems } from '../problem.js'
import type { Place } from '../problem.js'

/** How many problems are told; the rest is counted. */
const told = 100

export interface RejectOptions {
  /** How many bad rows may be set aside; none unless said. */
  maxErrors?: number
  /** Where they are written, a JSON object to a line: `file`, `line`, `text` and `problems`. */
  file?: string
}

/** Rows of which something is wrong. They are set aside where the user allows so many, and refuse the load otherwise. */
export class Rejects {
  readonly allowed: number
  /** How many rows. */
  count = 0
  private readonly problems: Problem[] = []
  private refused = 0
  private handle?: number

  constructor(private readonly options: RejectOptions = {}) {
    this.allowed = options.maxErrors ?? 0
  }

  /** Whether no more problems are told. */
  get isFull(): boolean {
    return this.problems.length >= told
  }

  add(place: Place, text: string, problems: Problem[]): void {
    this.count++
    this.tell(problems)
    const { file } = this.options
    if (file === undefined || this.count > this.allowed) return
    const row = {
      file: place.file,
      line: place.line,
      text,
      problems: problems.map(({ message, hint, place: { column, field } }) => ({ column, field, message, hint })),
    }
    try {
      this.handle ??= openSync(file, 'w')
      writeSync(this.handle, `${JSON.stringify(row)}\n`)
    } catch (cause) {
      const { code = 'unknown error' } = cause as NodeJS.ErrnoException
      throw new Problem('IO', `Rejected rows cannot be written (${code}).`, { place: { file }, cause })
    }
  }

  /** What no number of allowed errors makes good. */
  refuse(problems: Problem[]): void {
    this.refused += problems.length
    this.tell(problems)
  }

  /** The same, of what is not told. */
  refuseUnseen(): void {
    this.refused++
  }

  /** Throws Problems where there is more than is allowed. */
  judge(): void {
    if (this.handle !== undefined) closeSync(this.handle)
    this.handle = undefined
    if (this.refused === 0 && this.count <= this.allowed) return
    const rest = this.count + this.refused - this.problems.length
    const hint = 'Correct them, or set bad rows aside with --max-errors and --rejects.'
    // Without a place it comes first when they are sorted.
    const sum =
      rest > 0 || this.allowed > 0
        ? [new Problem('BAD_DATA', `${this.count + this.refused} rows are bad, and ${this.allowed} may be.`, { hint })]
        : []
    throw new Problems([...sum, ...this.problems])
  }

  private tell(problems: Problem[]): void {
    this.problems.push(...problems.slice(0, Math.max(0, told - this.problems.length)))
  }
}
