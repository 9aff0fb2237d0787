import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { type Place, Problem } from '../../problem.js'
import type { Dataset } from '../dataset.js'
import { fingerprint } from '../dataset.js'
import type { ClaimDraft, DatasetDraft, DocumentDraft, NodeDraft, PassageDraft } from '../draft.js'
import type { Resolver } from '../resolve.js'
import type { Entry } from './entry.js'
import { type Frame, newFrame, newRun, type RowProblem, type Run, type Unresolved } from './frame.js'
import { type Mapping, readMapping } from './mapping.js'
import type { TableRow } from './rows.js'
import type { Shape } from './shape.js'
import { rowKey, slug } from './slug.js'
import { textsOf } from './template.js'

/** Raised when the same files come to mean something else, so that they are loaded anew. */
const readerVersion = 'table 1'

/** A row's text may have this many characters: it is a passage, which people read. */
const longestPassage = 32_000

/** Answers kept from one chunk to the next. */
const mostFound = 100_000

/** One row of a table, read, checked and turned into what it says. */
export interface RowDraft {
  /** Unique in the dataset: made of the mapping's key columns, or of the row's line. */
  key: string
  /** File and line; of Parquet, the number of the row. */
  place: Place
  /** `passage:<document slug>:<key>`, whose text is the row whole. */
  passage: PassageDraft
  /** Facts of this row, and things it names: whether or not an earlier row named them too. */
  nodes: NodeDraft[]
  /** All rest on this row's passage. */
  claims: ClaimDraft[]
  /** Where not empty, nodes and claims are empty. */
  problems: Problem[]
  /** Names and codes that led to nobody or to several, and what they could have been. */
  unresolved: Unresolved[]
}

/** A table as its mapping reads it, never whole in memory. */
export interface TableDraft {
  dataset: DatasetDraft
  document: DocumentDraft
  /** SHA-256 over all input files, the mapping and its value tables: reads the files through. */
  fingerprint(): Promise<string>
  /**
   * All rows in file order, in chunks of at most `size`; `resolver` turns names and codes into ids. Can be called again;
   * starts from the first row. Throws Problems for what makes the rest of a file unreadable.
   */
  chunks(size: number, resolver: Resolver): AsyncIterable<RowDraft[]>
  /** Bytes of all input as stored. */
  bytes: number
  /** How many of them the last `chunks` has read so far. */
  read(): number
}

/** Opens the table of a dataset of format `table`. Throws Problems with all that is wrong in its mapping, before any row is read. */
export async function openTable(dataset: Dataset): Promise<TableDraft> {
  const mapping = await readMapping(dataset)
  let read = 0
  return {
    dataset: dataset.draft,
    document: mapping.document,
    fingerprint: () => fingerprintOf(mapping),
    chunks: (size, resolver) => {
      read = 0
      return chunks(mapping, size, resolver, (bytes) => (read += bytes))
    },
    bytes: mapping.files.reduce((sum, { bytes }) => sum + bytes, 0),
    read: () => read,
  }
}

async function fingerprintOf({ files, parts }: Mapping): Promise<string> {
  const sums: string[] = []
  for (const file of files) {
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(file.path) as AsyncIterable<Buffer>) hash.update(chunk)
    sums.push(hash.digest('hex'))
  }
  return fingerprint([readerVersion, ...parts, ...sums])
}

async function* chunks(
  mapping: Mapping,
  size: number,
  resolver: Resolver,
  progress: (bytes: number) => void,
): AsyncGenerator<RowDraft[]> {
  const run = newRun()
  let rows: TableRow[] = []
  for await (const batch of mapping.source.rows(progress)) {
    rows.push(...batch)
    while (rows.length >= size) {
      yield await toDrafts(mapping, rows.slice(0, size), run, resolver)
      rows = rows.slice(size)
    }
  }
  if (rows.length > 0) yield await toDrafts(mapping, rows, run, resolver)
}

/** Works out all values of some rows, asking for everybody at once, then for those who hang on the answers, and so on. */
async function toDrafts(mapping: Mapping, rows: TableRow[], run: Run, resolver: Resolver): Promise<RowDraft[]> {
  if (run.found.size > mostFound) {
    run.found.clear()
    run.blocks.clear()
  }
  const frames = rows.map((row) => newFrame(row, run, keyOf(mapping, row), mapping.values.size))
  let waiting = frames.filter(({ row }) => !row.problem)
  for (;;) {
    waiting = waiting.filter((frame) => mapping.values.settle(frame))
    if (waiting.length === 0) break
    const asked = [...run.wanted]
    if (asked.length === 0) throw new Error('a row waits for somebody who was not asked for')
    run.wanted.clear()
    const found = await resolver.resolve(asked.map(([, wanted]) => wanted))
    asked.forEach(([key], at) => run.found.set(key, found[at] ?? null))
  }
  return frames.flatMap((frame) => {
    const skipped = !frame.row.problem && mapping.when && !mapping.when.holds(frame)
    return skipped ? [] : [toDraft(mapping, frame)]
  })
}

function keyOf({ key, files }: Mapping, row: TableRow): string {
  if (key.length > 0) return rowKey(key.map((column) => textsOf(row.cells[column]).join(', ')))
  const line = String(row.line)
  return files.length === 1 ? line : rowKey([slug(row.file.replace(/^.*[\\/]/, '')).replaceAll('-', ''), line])
}

function toDraft(mapping: Mapping, frame: Frame): RowDraft {
  const { row, key } = frame
  const place: Place = { file: row.file, line: row.line }
  const id = `passage:${mapping.slug}:${key}`
  const passage: PassageDraft = { id, document: mapping.document.id, text: row.text }
  const draft: RowDraft = { key, place, passage, nodes: [], claims: [], problems: [], unresolved: [] }
  if (row.problem) {
    const { message, hint, column, field } = row.problem
    draft.problems.push(
      new Problem('BAD_DATA', message, {
        place: { ...place, ...(column === undefined ? {} : { column }), ...(field === undefined ? {} : { field }) },
        hint,
      }),
    )
    return draft
  }
  if (row.text.length > longestPassage) {
    draft.problems.push(
      new Problem('BAD_DATA', `The row has ${row.text.length} characters; ${longestPassage} are the most.`, {
        place,
        hint: 'Leave columns out that nobody reads.',
      }),
    )
    return draft
  }
  if (mapping.key.length > 0 && mapping.key.every((column) => row.cells[column] === undefined)) {
    draft.problems.push(
      new Problem('BAD_DATA', 'The row has no key.', {
        place: mapping.source.placeOf(row, mapping.keyColumns[0]!),
        hint: `Fill in ${mapping.keyColumns.join(' and ')}.`,
      }),
    )
    return draft
  }
  const found = new Gathered()
  found.look(frame, [])
  // What is wrong with a value would be wrong with all that is made of it too.
  if (found.problems.length === 0) {
    for (const entry of mapping.makes) found.shape(entry, frame, [])
    found.shapeMade()
  }
  if (found.problems.length > 0) draft.problems = toProblems(found.problems, mapping, row)
  else collect(draft, found.shapes, [id])
  draft.unresolved = found.unresolved
  return draft
}

/** What a row comes to, over all frames that its values used. */
class Gathered {
  readonly shapes = new Set<Shape>()
  readonly problems: RowProblem[] = []
  readonly unresolved: Unresolved[] = []
  private readonly made: [entry: Entry, frame: Frame, columns: string[]][] = []

  /** Notes what came up in a frame and in those of the blocks it used. */
  look(frame: Frame, columns: string[]): void {
    if (frame.problems.length > 0) this.add(frame.problems, columns)
    for (const each of frame.unresolved) this.unresolved.push({ ...each, column: each.column ?? columns[0] })
    for (const entry of frame.made) this.made.push([entry, frame, columns])
    for (const { frame: inner, columns: used } of frame.used) this.look(inner, used.length > 0 ? used : columns)
  }

  shape(entry: Entry, frame: Frame, columns: string[]): void {
    const shape = entry.shape(frame)
    if (!shape) return
    this.shapes.add(shape)
    if (shape.problems.length > 0) this.add(shape.problems, columns)
  }

  shapeMade(): void {
    for (const [entry, frame, columns] of this.made) this.shape(entry, frame, columns)
  }

  private add(problems: RowProblem[], columns: string[]): void {
    for (const problem of problems) this.problems.push(problem.columns.length > 0 ? problem : { ...problem, columns })
  }
}

function toProblems(problems: RowProblem[], { source }: Mapping, row: TableRow): Problem[] {
  const said = new Map<string, Problem>()
  for (const { columns, message, hint } of problems) {
    const place: Place =
      columns.length === 0
        ? { file: row.file, line: row.line }
        : { ...source.placeOf(row, columns[0]!), field: columns.join(', ') }
    said.set(`${place.field}|${message}`, new Problem('BAD_DATA', message, { place, hint }))
  }
  return [...said.values()]
}

function collect(draft: RowDraft, shapes: Iterable<Shape>, evidence: string[]): void {
  const nodes = new Map<string, NodeDraft>()
  const claims = new Map<string, ClaimDraft>()
  for (const shape of shapes) {
    const node = shape.node(evidence, draft.place)
    const before = node && nodes.get(node.id)
    if (node && !before) nodes.set(node.id, node)
    else if (node && before && !isDeepStrictEqual(node, before)) {
      draft.problems.push(
        new Problem('BAD_DATA', `The row makes ${node.id} twice, and not the same.`, {
          place: draft.place,
          hint: 'Give one of the two another key in the mapping.',
        }),
      )
    }
    for (const claim of shape.claimsOn(evidence, draft.place)) claims.set(claim.id, claim)
  }
  if (draft.problems.length > 0) return
  draft.nodes = [...nodes.values()]
  draft.claims = [...claims.values()]
}
