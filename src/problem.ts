/** How a command ends: the process's exit codes, after BSD's sysexits. */
export const Exit = {
  done: 0,
  failedCheck: 1,
  usage: 2,
  badData: 65,
  noInput: 66,
  databaseUnavailable: 69,
  bug: 70,
  io: 74,
  stopped: 75,
  noRight: 77,
  badConfig: 78,
} as const

/** Where in an input a problem lies. `line` and `column` count from 1; `field` is a path such as `participants[1].role`. */
export interface Place {
  file?: string
  line?: number
  column?: number
  field?: string
}

/** What a client is told in `extensions.code`, and what decides the HTTP status. */
export type ProblemCode =
  | 'BAD_USER_INPUT'
  | 'UNKNOWN_ID'
  | 'QUERY_TOO_COMPLEX'
  | 'QUERY_TOO_LARGE'
  | 'TIMEOUT'
  | 'UNAUTHENTICATED'
  | 'RATE_LIMITED'
  | 'DOCUMENT_NOT_ALLOWED'
  | 'OVERLOADED'
  | 'DATABASE_UNAVAILABLE'
  | 'SHUTTING_DOWN'
  | 'BAD_DATA'
  | 'BAD_CONFIG'
  | 'NO_INPUT'
  | 'IO'
  | 'STOPPED'

const exits: Record<ProblemCode, number> = {
  BAD_USER_INPUT: Exit.usage,
  UNKNOWN_ID: Exit.noInput,
  QUERY_TOO_COMPLEX: Exit.usage,
  QUERY_TOO_LARGE: Exit.usage,
  TIMEOUT: Exit.databaseUnavailable,
  UNAUTHENTICATED: Exit.noRight,
  RATE_LIMITED: Exit.databaseUnavailable,
  DOCUMENT_NOT_ALLOWED: Exit.usage,
  OVERLOADED: Exit.databaseUnavailable,
  DATABASE_UNAVAILABLE: Exit.databaseUnavailable,
  SHUTTING_DOWN: Exit.stopped,
  BAD_DATA: Exit.badData,
  BAD_CONFIG: Exit.badConfig,
  NO_INPUT: Exit.noInput,
  IO: Exit.io,
  STOPPED: Exit.stopped,
}

/**
 * The one error a user reads. Its message says what is wrong with which value; `hint` says the way out. Whatever
 * is thrown and is not a Problem is a bug, and no user is shown its message.
 */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly place: Place
  readonly hint?: string
  /** What a program reads out of the message: it stands in `extensions` of a client's error. */
  readonly facts?: Record<string, string | number>

  constructor(
    code: ProblemCode,
    message: string,
    options: { place?: Place; hint?: string; cause?: unknown; facts?: Record<string, string | number> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Problem'
    this.code = code
    this.place = options.place ?? {}
    this.hint = options.hint
    this.facts = options.facts
  }

  get exit(): number {
    return exits[this.code]
  }

  /** `file:line:column  field: message` and the hint on a line of its own, as compilers print it. */
  override toString(): string {
    const { file, line, column, field } = this.place
    const where = [file, line, column].filter((part) => part !== undefined).join(':')
    const head = [where, field && `${field}:`].filter(Boolean).join('  ')
    return `${head ? `${head} ` : ''}${this.message}${this.hint ? `\n  ${this.hint}` : ''}`
  }
}

/** Several problems of one input, sorted by file and line, thrown together so that a user can mend them all at once. */
export class Problems extends Error {
  readonly problems: Problem[]

  constructor(problems: Problem[]) {
    const sorted = [...problems].sort(
      (a, b) =>
        (a.place.file ?? '').localeCompare(b.place.file ?? '') ||
        (a.place.line ?? 0) - (b.place.line ?? 0) ||
        (a.place.column ?? 0) - (b.place.column ?? 0),
    )
    super(sorted.map(String).join('\n'))
    this.name = 'Problems'
    this.problems = sorted
  }

  get exit(): number {
    return this.problems[0]?.exit ?? Exit.badData
  }
}
