import { setImmediate as breathe } from 'node:timers/promises'
import type { Database } from '../database/connect.js'
import { sampleIndexes } from '../database/constraints.js'
import { Problem } from '../problem.js'
import { forgetCheckpoint, lastLoad, loadedBefore, moveOn } from './checkpoint.js'
import { heedRetraction } from './decisions.js'
import type { Checkpoint } from './checkpoint.js'
import { Actors, freshRow, touchedBy, withFollowing } from './fresh.js'
import type { ImportFiles } from './bulkFiles.js'
import { addFact, addRow, generalRows } from './bulkRows.js'
import type { Lease } from './lease.js'
import { Marks } from './marks.js'
import { heldDocuments, layout, rowHash, writeSources } from './record.js'
import type { Redirects } from './redirect.js'
import { stopWhere } from './streamCheck.js'
import type { CheckedTable } from './streamCheck.js'
import { goneFrom } from './streamGone.js'
import type { LazyRow } from './streamRead.js'
import { heldNothing, readyRow, writeEarly, writeRows } from './streamRows.js'
import type { Batch, ReadyRow } from './streamRows.js'
import type { TableDraft } from './table/table.js'
import { overRows } from './transaction.js'
import type { Changes, Run } from './transaction.js'
import { beginLoad, countFacts, dropSourcesOf, finishLoad, lock, raise, writeContent } from './write.js'

/**
 * The second pass over a table: what was read and checked is written in batches, each one transaction with the checkpoint
 * that tells of it. Whatever ends a load, the same command goes on after the last batch that is whole.
 */

const rowHashes = `
  UNWIND $batch.rows AS id
  MATCH (passage:Passage {id: id})
  RETURN id, passage.rowHash`

/** How many rows one batch writes, unless told otherwise. */
const usual = 2_000

/** How many rows are looked at before what differs among them is written. */
const lookedAt = 20_000

export interface StreamOptions {
  at: Date
  toolVersion: string
  lease: Lease
  /** Told how many rows of how many are done. */
  progress?: (done: number, of: number) => void
  signal?: AbortSignal
  /** How many rows one batch writes. */
  size?: number
}

/** What a load asks of a database. */
export type LoadDatabase = Pick<Database, 'read' | 'write' | 'schema'>

/** What decides whether a table must be loaded again: what was read, how it is stored, and what became of ids. */
export function tableInput(
  { dataset, document }: TableDraft,
  { redirects, ...rest }: { fingerprint: string; redirects: Redirects; toolVersion: string; decided?: string },
): string {
  const merged = [...redirects].map(([id, { survivor }]) => [id, survivor]).sort()
  return rowHash({ dataset, document, layout, merged, ...rest })
}

/** What a load is of: `input` decides whether another is of the same, the SHA-256 is told to users. */
export interface Source {
  input: string
  sourceSha256: string
}

/** Writes a checked table, from where an earlier run of the same load stopped. Gives what all runs of it changed. */
export async function writeTable(
  database: LoadDatabase,
  table: TableDraft,
  checked: CheckedTable,
  source: Source,
  options: StreamOptions,
): Promise<Changes> {
  const stream = new Stream(database, table, checked, options)
  await stream.begin(source)
  await stream.rows()
  await stream.gone()
  return stream.finish()
}

/**
 * Writes of a checked table what cannot go by Neo4j's importer, and all else into the importer's files. Gives what ends the load
 * once they are imported.
 */
export async function writeTableInFiles(
  database: LoadDatabase,
  table: TableDraft,
  checked: CheckedTable,
  source: Source,
  options: StreamOptions & { files: ImportFiles },
): Promise<() => Promise<Changes>> {
  const stream = new Stream(database, table, checked, options)
  await stream.begin(source)
  const isGeneral = await generalRows(checked, (statement) => database.read(statement), options.signal)
  await stream.rows((row) => isGeneral(row.number))
  await stream.into(options.files, (row) => !isGeneral(row.number))
  return () => stream.finish()
}

class Stream {
  private point!: Checkpoint
  private before = true
  private readonly actors = new Actors()
  /** The graph's revision after this load's last batch: any other means that another load wrote meanwhile. */
  private revision = -1
  private readonly dataset: string
  /** How many rows must be written in this run for Neo4j to look at its indexes again: plans for fewer are slow by then. */
  private sampleAt = usual

  constructor(
    private readonly database: LoadDatabase,
    private readonly table: TableDraft,
    private readonly checked: CheckedTable,
    private readonly options: StreamOptions,
  ) {
    this.dataset = table.dataset.id
  }

  /** Goes on with the last load where it was of the same input and is not complete; else begins one, with its document. */
  async begin(source: Source): Promise<void> {
    this.point = await this.database.write(async (run) => {
      await run({ text: lock })
      await this.options.lease.check(run)
      const last = await lastLoad(run, this.dataset)
      return last && !last.complete && last.input === source.input ? last.checkpoint : this.start(run, source)
    })
    this.before = await this.database.write((run) => loadedBefore(run, this.dataset, this.point.load))
  }

  private async start(run: Run, source: Source): Promise<Checkpoint> {
    const { dataset } = this.table
    const document = await heedRetraction(run, this.table.document)
    const writing = await beginLoad(run, dataset, { ...this.options, ...source })
    const held = await heldDocuments(run, dataset.id)
    const own = new Map([...held].filter(([id]) => id === document.id))
    const sources = await writeSources(
      writing,
      { documents: [document], passages: [] },
      { ...heldNothing(), documents: own },
    )
    await writing.marks.write(run, writing.at, writing.load)
    await run({ text: raise })
    const { load, at, changes } = writing
    const point: Checkpoint = { load, at, phase: 'ROWS', next: 0, again: sources.changed.length > 0, changes }
    await moveOn(run, point)
    return point
  }

  /** Rows in their order; then once more those that refer to later ones. */
  async rows(isMeant: (row: LazyRow) => boolean = () => true): Promise<void> {
    if (this.point.phase === 'ROWS') {
      await this.each(isMeant, writeRows)
      await this.commit({ phase: 'LATE', next: 0 })
    }
    if (this.point.phase === 'LATE') {
      if (this.checked.hasEarly) await this.each(({ early }) => early.length > 0, writeEarly)
      await this.commit({ phase: 'GONE', next: 0 })
    }
  }

  /** Rows that are new and all that rests on them too, into the importer's files; what that changes elsewhere, into the graph. */
  async into(files: ImportFiles, isMeant: (row: LazyRow) => boolean): Promise<void> {
    const { dataset, table, point, options, checked } = this
    const { size = usual, signal, progress } = options
    const read: Run = (statement) => this.database.read(statement)
    const actors = new Actors()
    const touched = new Map<string, Set<string>>()
    let created = 0
    for await (const { rows, end } of this.groups(size, isMeant)) {
      stopWhere(signal)
      const ready = rows.map((row) => readyRow(row, table.document.id, { dataset, ...point }))
      const facts = ready.flatMap(({ fresh }) => [...fresh.values()])
      const whole = await withFollowing(read, facts, actors)
      for (const { passage, hash } of ready)
        addRow(files, table.document.id, freshRow(passage, { dataset, ...point }, hash))
      for (const fact of whole) addFact(files, fact, point.load)
      for (const [id, type] of touchedBy(whole.flatMap(({ relations }) => relations)))
        touched.set(id, (touched.get(id) ?? new Set()).add(type))
      created += ready.length + whole.length
      progress?.(end, checked.rows)
    }
    await this.commit({ next: checked.rows }, ({ writing: { changes, marks } }) => {
      changes.created += created
      for (const [id, types] of touched) marks.updated(id, types)
      return Promise.resolve()
    })
  }

  /** What earlier loads brought and the table has no more. */
  async gone(): Promise<void> {
    if (!this.before) return
    const { size = usual, signal } = this.options
    for await (const held of goneFrom(this.database, this.dataset, this.checked, size)) {
      stopWhere(signal, 'All rows are written; what is gone is still being taken away.')
      await this.commit({}, async ({ writing }) => {
        const nothing = { documents: [], passages: [], nodes: [], claims: [] }
        const datasets = await writeContent(writing, nothing, held)
        await overRows(writing.run, countFacts, datasets)
      })
    }
  }

  async finish(): Promise<Changes> {
    await this.commit(
      {},
      async ({ writing }) => {
        const { run } = writing
        const held = await heldDocuments(run, this.dataset)
        held.delete(this.table.document.id)
        await dropSourcesOf(writing, held)
        await overRows(run, countFacts, [this.dataset])
      },
      true,
    )
    return this.point.changes
  }

  /** Reads rows on while the last batch is being written, and writes those that differ from what is there. */
  private async each(
    isMeant: (row: LazyRow) => boolean,
    write: (batch: Batch, rows: ReadyRow[]) => Promise<void>,
  ): Promise<void> {
    const { size = usual, signal, progress } = this.options
    let under: Promise<void> = Promise.resolve()
    let rows: ReadyRow[] = []
    let done = this.point.next
    let written = 0
    const flush = async () => {
      await under
      stopWhere(signal, `${this.point.next} rows are written.`)
      const [batch, next] = [rows, done]
      rows = []
      under = this.commit({ next }, (each) => write(each, batch)).then(async () => {
        progress?.(next, this.checked.rows)
        written += batch.length
        if (written < this.sampleAt) return
        this.sampleAt = written * 10
        await sampleIndexes(this.database)
      })
      // It is awaited before the next: a failure must not count as unheard of in between.
      under.catch(() => undefined)
    }
    let looked = 0
    for await (const group of this.groups(size, isMeant)) {
      const { dataset, table } = this
      for (const row of await this.differing(group.rows)) {
        rows.push(readyRow(row, table.document.id, { dataset, ...this.point }))
        if (rows.length % 50 === 0) await breathe()
      }
      done = group.end
      looked += group.rows.length
      if (rows.length < size && looked < lookedAt) continue
      looked = 0
      if (rows.length > 0) await flush()
      else progress?.(done, this.checked.rows)
    }
    if (rows.length > 0) await flush()
    await under
  }

  /** Rows not yet done, so many at a time, with the number of the last. */
  private async *groups(
    size: number,
    isMeant: (row: LazyRow) => boolean,
  ): AsyncGenerator<{ rows: LazyRow[]; end: number }> {
    let rows: LazyRow[] = []
    let end = 0
    for await (const row of this.checked.notes.read()) {
      if (row.number <= this.point.next) continue
      end = row.number
      // A row that names what nobody knows was set aside.
      if (row.early.some((id) => this.checked.unknown.has(id)) || !isMeant(row)) continue
      if (rows.push(row) < size) continue
      yield { rows, end }
      rows = []
    }
    if (rows.length > 0) yield { rows, end }
  }

  private async differing(rows: LazyRow[]): Promise<LazyRow[]> {
    if (!this.before || this.point.again || this.point.phase !== 'ROWS') return rows
    const ids = rows.map(({ id }) => id)
    const known = new Map(
      (await overRows((statement) => this.database.read(statement), rowHashes, ids)) as [string, string][],
    )
    return rows.filter(({ id, hash }) => known.get(id) !== hash)
  }

  /** One transaction: what `work` writes, with its marks, and where the load stands then. */
  private async commit(
    move: Partial<Checkpoint>,
    work: (batch: Batch) => Promise<void> = () => Promise.resolve(),
    isLast = false,
  ): Promise<void> {
    const { load, at, again } = this.point
    let attempts = 0
    const { point, revision } = await this.database.write(async (run) => {
      const [row] = await run({ text: lock })
      const now = row![0] as number
      // What an attempt that failed has read may never have been.
      if (attempts++ > 0 || now !== this.revision) this.actors.clear()
      const wanted = { ...this.point, ...move }
      const last = await lastLoad(run, this.dataset)
      const there = last?.checkpoint
      if (there?.load !== load) throw replaced(this.dataset)
      // The answer to a commit can be lost on its way.
      const isDone = isLast ? last!.complete : there.phase === wanted.phase && there.next === wanted.next
      if (attempts > 1 && isDone) return { point: there, revision: now }
      const changes = { created: 0, updated: 0, removed: 0 }
      const writing = { run, at, dataset: this.dataset, load, changes, marks: new Marks() }
      const document = await heedRetraction(run, this.table.document)
      await work({ writing, document, before: this.before, again, actors: this.actors })
      await writing.marks.write(run, at, load)
      await run({ text: raise })
      // Not before the work: the lease would be locked all the while, and who else asks for it would have to wait.
      await this.options.lease.check(run)
      const point = { ...wanted, changes: sum(there.changes, changes) }
      await moveOn(run, point)
      if (isLast) {
        await finishLoad({ run, load, changes: point.changes })
        await forgetCheckpoint(run, load)
      }
      return { point, revision: now + 1 }
    })
    this.point = point
    this.revision = revision
  }
}

function sum(one: Changes, other: Changes): Changes {
  return {
    created: one.created + other.created,
    updated: one.updated + other.updated,
    removed: one.removed + other.removed,
  }
}

function replaced(dataset: string): Problem {
  return new Problem('STOPPED', `Another load of ${dataset} has begun meanwhile.`, {
    hint: 'Run the same command again once that is done.',
  })
}
