import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../database/connect.js'
import { Problem, Problems } from '../problem.js'
import { candidatesInGraph, idsInGraph, suggestions } from './check.js'
import { lastLoad } from './checkpoint.js'
import { Lease } from './lease.js'
import { readRedirects } from './redirect.js'
import type { Redirects } from './redirect.js'
import { resolverIn } from './resolve.js'
import type { Resolver } from './resolve.js'
import type { ImportFiles } from './bulkFiles.js'
import { tableInput, writeTable, writeTableInFiles } from './stream.js'
import type { LoadDatabase } from './stream.js'
import { checkTable } from './streamCheck.js'
import type { CheckedTable, CheckOptions } from './streamCheck.js'
import { Rejects } from './streamRejects.js'
import type { RejectOptions } from './streamRejects.js'
import type { TableDraft } from './table/table.js'
import type { Changes, Run } from './transaction.js'

/** How far a table is. */
export interface Progress {
  dataset: string
  /** Rows are first read and checked, then written. */
  stage: 'reading' | 'writing'
  rows: number
  /** Of the whole stage, from 0 to 1. */
  part: number
}

export interface TableOptions extends Pick<CheckOptions, 'signal' | 'unresolved'> {
  toolVersion: string
  /** When the load begins; now unless said. */
  at?: Date
  progress?: (progress: Progress) => void
  rejects?: RejectOptions
  /** What differs from the counts that were expected, by section. */
  unexpected?: (counts: ReadonlyMap<string, number>) => Problem[]
  /** Wraps what looks names up: with what a user decided, say. */
  resolver?: (resolver: Resolver) => Resolver
  /** What else than its files and mapping decides what the table says. */
  decided?: string
  /** How many rows a batch writes. */
  size?: number
}

/** What a table has: rows that say something, rows that only repeat others, and bad rows that were set aside. */
export interface RowCounts {
  rows: number
  repeated: number
  setAside: number
}

export type TableChanges = Changes & RowCounts

/** Loads a table: all of it is read and checked, then written in batches. Gives undefined where the same input was loaded last. */
export async function loadTable(
  database: LoadDatabase,
  table: TableDraft,
  options: TableOptions,
): Promise<TableChanges | undefined> {
  const begun = await begin(database, table, options)
  if (!begun) return undefined
  try {
    const { patient, checked, source, more, counts } = begun
    return { ...(await writeTable(patient, table, checked, source, more)), ...counts }
  } finally {
    await begun.end()
  }
}

/** A table whose rows are in the files of Neo4j's importer. */
export interface TableInFiles {
  /** Once they are imported: says on the load that it is done. */
  finish: () => Promise<TableChanges>
  /** However it ended: gives back what the load has taken. */
  end: () => Promise<void>
}

/** Reads and checks a table for an empty database, and writes it, as far as that can be, into the files of Neo4j's importer. */
export async function loadTableInFiles(
  database: LoadDatabase,
  table: TableDraft,
  options: TableOptions,
  files: ImportFiles,
): Promise<TableInFiles> {
  const begun = (await begin(database, table, options))!
  try {
    const { patient, checked, source, more, counts } = begun
    const finish = await writeTableInFiles(patient, table, checked, source, { ...more, files })
    return { finish: async () => ({ ...(await finish()), ...counts }), end: begun.end }
  } catch (error) {
    await begun.end()
    throw error
  }
}

/** Takes the dataset and checks the table; undefined where the same input was loaded last. */
async function begin(database: LoadDatabase, table: TableDraft, options: TableOptions) {
  const patient = patiently(database)
  const read: Run = (statement) => patient.read(statement)
  const { at = new Date(), toolVersion, signal, size } = options
  const dataset = table.dataset.id
  const redirects = await readRedirects(read)
  const fingerprint = await table.fingerprint()
  const input = tableInput(table, { fingerprint, redirects, toolVersion, decided: options.decided })
  const last = await lastLoad(read, dataset)
  if (last?.complete && last.input === input) return undefined
  const lease = await Lease.take(patient, dataset)
  let checked: CheckedTable | undefined
  const end = async () => {
    checked?.scratch.close()
    await lease.end()
  }
  try {
    checked = await checkAgainstGraph(patient, table, redirects, options)
    const { rows, repeated, setAside } = checked
    const progress = (done: number, of: number) =>
      options.progress?.({ dataset, stage: 'writing', rows: done, part: done / Math.max(of, 1) })
    const more = { at, toolVersion, lease, progress, signal, size }
    const source = { input, sourceSha256: fingerprint }
    return { patient, checked, source, more, counts: { rows, repeated, setAside }, end }
  } catch (error) {
    await end()
    throw error
  }
}

/** Reads and checks a table against the graph. Throws Problems with all that is wrong; writes nothing. */
export async function checkAgainstGraph(
  database: Pick<Database, 'read'>,
  table: TableDraft,
  redirects: Redirects,
  options: TableOptions,
): Promise<CheckedTable> {
  const dataset = table.dataset.id
  const resolver = resolverIn(database, dataset)
  return checkWith(table, options, {
    resolver: options.resolver?.(resolver) ?? resolver,
    redirects,
    knownIds: (ids) => idsInGraph(database, ids, [dataset]),
    suggest: async (ids) => suggestions(await candidatesInGraph(database, ids)),
    elsewhere: 'It must be in the graph, or be made by a row of the table.',
  })
}

/** Reads and checks a table against whatever `around` knows. */
export async function checkWith(
  table: TableDraft,
  { signal, unresolved, rejects, progress, unexpected }: Omit<TableOptions, 'toolVersion'>,
  around: Pick<CheckOptions, 'resolver' | 'redirects' | 'knownIds' | 'suggest' | 'elsewhere'>,
): Promise<CheckedTable> {
  const { id: dataset } = table.dataset
  const checked = await checkTable(table, {
    ...around,
    signal,
    unresolved,
    rejects: new Rejects(rejects),
    progress: (rows) =>
      progress?.({ dataset, stage: 'reading', rows, part: Math.min(1, table.read() / Math.max(table.bytes, 1)) }),
  })
  const problems = unexpected?.(checked.counts) ?? []
  if (problems.length === 0) return checked
  checked.scratch.close()
  throw new Problems(problems)
}

/** For how long a database that is gone is asked again, in ms, and how often. */
const patience = 120_000
const pause = 1_000

/** A database whose reads, like its writes, outlast a restart of it. */
function patiently(database: LoadDatabase): LoadDatabase {
  return {
    schema: (statements) => database.schema(statements),
    write: (work) => database.write(work),
    read: async (statement, options) => {
      const end = Date.now() + patience
      for (;;) {
        try {
          return await database.read(statement, options)
        } catch (error) {
          const isGone = error instanceof Problem && ['DATABASE_UNAVAILABLE', 'OVERLOADED'].includes(error.code)
          if (!isGone || Date.now() > end) throw error
          await sleep(pause)
        }
      }
    },
  }
}
