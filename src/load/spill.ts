import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { Problem } from '../problem.js'
import { compare } from './assertion.js'

/**
 * What must be remembered about a table of any length: lines that are sorted in memory a few at a time, kept on disk, and
 * read back as one sorted whole. Memory is the same however many there are.
 */

/** How many lines are sorted in memory at a time, and how many of their characters. */
const linesHeld = 50_000
const charactersHeld = 8_000_000

/** How many files of lines are read side by side; more are joined first. */
const widest = 32

/** Bytes that are read from or written to a file at a time. */
const block = 128 * 1024

/** A line's fields, of which the first decide about order. */
export type Fields = string[]

/** A folder for files that nobody needs once a load is done. It goes with `close`, and with the process. */
export class Scratch {
  readonly folder: string
  private count = 0

  constructor() {
    this.folder = onDisk(() => mkdtempSync(path.join(os.tmpdir(), 'parley-load-')))
    process.once('exit', this.close)
  }

  file(): string {
    return path.join(this.folder, String(this.count++))
  }

  readonly close = (): void => {
    process.removeListener('exit', this.close)
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Lines that are written once, in any order, and then read in the order of code units, as often as needed. */
export class Spill {
  /** Files of sorted lines: those of a level are each joined from `widest` of the level before. */
  private levels: string[][] = [[]]
  private held: string[] = []
  private characters = 0
  /** Lines added. */
  size = 0

  constructor(private readonly scratch: Scratch) {}

  add(...fields: Fields): void {
    const line = joined(fields)
    this.held.push(line)
    this.characters += line.length
    this.size++
    if (this.held.length >= linesHeld || this.characters >= charactersHeld) this.flush()
  }

  /** Joins files where there are many. To be called now and then while lines are added: it lets other work go on in between. */
  async settle(): Promise<void> {
    for (let level = 0; level < this.levels.length; level++) {
      const files = this.levels[level]!
      if (files.length < widest) continue
      const joined = new Lines(this.scratch.file())
      for await (const line of inTurns(merged([], files))) joined.write(line)
      joined.end()
      for (const file of files) rmSync(file)
      this.levels[level] = []
      ;(this.levels[level + 1] ??= []).push(joined.file)
    }
  }

  /** All lines in order. Other work goes on in between. */
  async *sorted(): AsyncGenerator<Fields> {
    await this.settle()
    this.held.sort(compare)
    for await (const line of inTurns(merged(this.held, this.levels.flat()))) yield parted(line)
  }

  private flush(): void {
    const run = new Lines(this.scratch.file())
    for (const line of this.held.sort(compare)) run.write(line)
    run.end()
    this.levels[0]!.push(run.file)
    this.held = []
    this.characters = 0
  }
}

/** A file that is written a line at a time. */
export class Lines {
  private readonly handle: number
  private waiting: string[] = []
  private characters = 0

  constructor(readonly file: string) {
    this.handle = onDisk(() => openSync(file, 'wx', 0o600))
  }

  write(line: string): void {
    this.waiting.push(line)
    this.characters += line.length + 1
    if (this.characters >= block) this.flush()
  }

  end(): void {
    this.flush()
    closeSync(this.handle)
  }

  private flush(): void {
    if (this.waiting.length === 0) return
    const bytes = Buffer.from(`${this.waiting.join('\n')}\n`)
    this.waiting = []
    this.characters = 0
    onDisk(() => {
      for (let at = 0; at < bytes.length;) at += writeSync(this.handle, bytes, at)
    })
  }
}

/** The lines of a file that `Lines` wrote. */
export function* linesOf(file: string): Generator<string> {
  const handle = openSync(file, 'r')
  const bytes = Buffer.alloc(block)
  let rest: Buffer[] = []
  try {
    for (;;) {
      const count = readSync(handle, bytes, 0, block, null)
      if (count === 0) return
      const end = bytes.subarray(0, count).lastIndexOf(10)
      if (end < 0) {
        rest.push(Buffer.from(bytes.subarray(0, count)))
        continue
      }
      // Whole lines are decoded at once: a character is never cut in two.
      const text = Buffer.concat([...rest, bytes.subarray(0, end)]).toString('utf8')
      rest = [Buffer.from(bytes.subarray(end + 1, count))]
      yield* text.split('\n')
    }
  } finally {
    closeSync(handle)
  }
}

/** Several sorted sources as one: a heap of their next lines. */
function* merged(held: string[], files: string[]): Generator<string> {
  const sources = [held[Symbol.iterator](), ...files.map(linesOf)]
  const heap: { line: string; source: Iterator<string> }[] = []
  const isBefore = (a: number, b: number) => heap[a]!.line < heap[b]!.line
  const swap = (a: number, b: number) => ([heap[a], heap[b]] = [heap[b]!, heap[a]!])
  const sink = () => {
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      let least = left < heap.length && isBefore(left, at) ? left : at
      if (right < heap.length && isBefore(right, least)) least = right
      if (least === at) return
      swap(at, least)
      at = least
    }
  }
  for (const source of sources) {
    const next = source.next()
    if (!next.done) heap.push({ line: next.value, source })
  }
  // A sorted list is a heap.
  heap.sort((a, b) => compare(a.line, b.line))
  while (heap.length > 0) {
    const top = heap[0]!
    yield top.line
    const next = top.source.next()
    if (!next.done) top.line = next.value
    else {
      const last = heap.pop()!
      if (last !== top) heap[0] = last
    }
    if (heap.length > 0) sink()
  }
}

/** Lets timers and sockets have their turn every few thousand lines. */
async function* inTurns(lines: Iterable<string>): AsyncGenerator<string> {
  let count = 0
  for (const line of lines) {
    if (++count % 5_000 === 0) await breathe()
    yield line
  }
}

/** Fields as a line. */
export function joined(fields: Fields): string {
  return fields.map(escaped).join('\t')
}

/** The fields of a line. */
export function parted(line: string): Fields {
  return line.split('\t').map(plain)
}

function escaped(field: string): string {
  return /[\\\t\n]/.test(field)
    ? field.replace(/[\\\t\n]/g, (sign) => ({ '\t': '\\t', '\n': '\\n' })[sign] ?? '\\\\')
    : field
}

function plain(field: string): string {
  return field.includes('\\')
    ? field.replace(/\\(.)/g, (_, sign: string) => ({ t: '\t', n: '\n' })[sign] ?? '\\')
    : field
}

/** Does what may find the disk full. */
function onDisk<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException
    const what = code === 'ENOSPC' ? 'The disk is full' : `A file cannot be written (${code})`
    throw new Problem('IO', `${what}: loading keeps notes about the table in ${os.tmpdir()}.`, {
      hint: 'Free space there, or set TMPDIR to a folder with room for three times the table, then run the same command again.',
      cause,
    })
  }
}
