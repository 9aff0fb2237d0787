import type { Database } from '../database/connect.js'
import { Problems } from '../problem.js'
import { unexpectedCounts } from './dataset.js'
import type { Dataset } from './dataset.js'
import type { LoadSummary, PipelineOptions } from './pipeline.js'
import { planTable } from './plan.js'
import type { Plan } from './plan.js'
import { readRedirects } from './redirect.js'
import { resolverAmong, resolverIn } from './resolve.js'
import type { Draft } from './draft.js'
import { readDecisions, Review, reviewPlaces, writeReview } from './review.js'
import { candidatesIn, definedIds, suggestions } from './check.js'
import { definitionsOf, mostDefined } from './streamDefines.js'
import type { ImportFiles } from './bulkFiles.js'
import { checkAgainstGraph, checkWith, loadTable, loadTableInFiles } from './streamLoad.js'
import type { RowCounts, TableChanges, TableInFiles, TableOptions } from './streamLoad.js'
import type { TableDraft } from './table/table.js'

/** A dataset that is a table, whose mapping was read and whose rows were not. */
export interface OpenTable {
  dataset: Dataset
  table: TableDraft
}

/** Loads the table of a dataset, with what its review file decides; that file is told what was unclear. Throws Problems. */
export async function loadOpenTable(
  opened: OpenTable,
  database: Database,
  options: PipelineOptions & { toolVersion: string },
): Promise<LoadSummary> {
  const began = performance.now()
  const changes = await reviewed(opened, database, options, (more) =>
    loadTable(database, opened.table, { ...tableOptions(opened, options), ...more }),
  )
  return summaryOf(opened, changes, began)
}

/** A table on its way through Neo4j's importer. */
export interface BegunTable extends Pick<TableInFiles, 'end'> {
  finish: () => Promise<LoadSummary>
}

/** Begins to load it into an empty database by way of Neo4j's importer: its rows are in the files then. Throws Problems. */
export async function beginOpenTable(
  opened: OpenTable,
  database: Database,
  options: PipelineOptions & { toolVersion: string },
  files: ImportFiles,
): Promise<BegunTable> {
  const began = performance.now()
  const begun = await reviewed(opened, database, options, (more) =>
    loadTableInFiles(database, opened.table, { ...tableOptions(opened, options), ...more }, files),
  )
  return { finish: async () => summaryOf(opened, await begun.finish(), began), end: begun.end }
}

function summaryOf(opened: OpenTable, changes: TableChanges | undefined, began: number): LoadSummary {
  const { id: dataset, title } = opened.dataset.draft
  const { created = 0, updated = 0, removed = 0, ...rows } = changes ?? {}
  return {
    ...{ dataset, title, unchanged: changes === undefined, created, updated, removed },
    seconds: (performance.now() - began) / 1000,
    ...(changes && { rows: rows as RowCounts }),
  }
}

/** What loading it would do. Writes nothing, the review file included. */
export async function planOpenTable(
  opened: OpenTable,
  database: Database,
  options: PipelineOptions & { toolVersion: string },
): Promise<Plan> {
  const decisions = await readDecisions((await placesOf(opened, options)).read)
  const given = { ...tableOptions(opened, options), resolver: decisions.over.bind(decisions) }
  const redirects = await readRedirects((statement) => database.read(statement))
  const checked = await checkAgainstGraph(database, opened.table, redirects, given)
  try {
    return await planTable(database, opened.table, checked)
  } finally {
    checked.scratch.close()
  }
}

/** A table that was checked without a database: its counts, and what it defines for those that are checked after it. */
export interface CheckedAlone extends RowCounts {
  counts: ReadonlyMap<string, number>
  defines?: Draft
}

/**
 * Reads and checks all its rows without a database: names and ids are looked up among `others`. What it defines is kept
 * where others follow, and where that is too much the user is told. Throws Problems.
 */
export async function checkOpenTable(
  opened: OpenTable,
  others: Draft[],
  options: PipelineOptions,
  othersFollow = false,
): Promise<CheckedAlone> {
  const decisions = await readDecisions((await placesOf(opened, options)).read)
  const known = definedIds(others)
  const checked = await checkWith(opened.table, tableOptions(opened, options), {
    resolver: decisions.over(resolverAmong(others)),
    redirects: new Map(),
    knownIds: (ids) => Promise.resolve(new Set(ids.filter((id) => known.has(id)))),
    suggest: () => Promise.resolve(suggestions(candidatesIn(others))),
    elsewhere: 'Name the folder of the dataset that defines it too.',
  })
  const { scratch, rows, repeated, setAside, counts } = checked
  try {
    const found = othersFollow ? await definitionsOf(opened.table, checked) : undefined
    if (found?.whole === false)
      options.say?.(
        `${opened.table.dataset.id} defines too much to keep: of it only the first ${mostDefined} things are known to what is checked after it.`,
      )
    return { rows, repeated, setAside, counts, defines: found?.draft }
  } finally {
    scratch.close()
  }
}

/** Does a load with the decisions of the review file, and writes into it what is left to decide, however the load ends. */
async function reviewed<T>(
  opened: OpenTable,
  database: Database,
  options: PipelineOptions,
  load: (more: Pick<TableOptions, 'resolver' | 'decided' | 'unresolved'>) => Promise<T>,
): Promise<T> {
  const places = await placesOf(opened, options)
  const decisions = await readDecisions(places.read)
  const problems = await decisions.check(resolverIn(database, opened.dataset.draft.id))
  if (problems.length > 0) throw new Problems(problems)
  const review = new Review()
  const tell = async () => {
    const open = await writeReview(places, review)
    if (open > 0) options.say?.(`${open} names are unclear: decide in ${places.write}, then load again.`)
  }
  const loaded = await load({
    resolver: (resolver) => decisions.over(resolver),
    decided: decisions.fingerprint,
    unresolved: ({ unresolved, place }) => unresolved.forEach((each) => review.add(each, place)),
  }).catch(async (error: unknown) => {
    if (review.entries.size > 0) await tell()
    throw error
  })
  // Where no row was read, none can tell what is still open.
  if (loaded !== undefined) await tell()
  return loaded
}

function placesOf({ dataset }: OpenTable, { review, home = '' }: PipelineOptions) {
  return reviewPlaces(dataset.folder, dataset.draft.id.replace('dataset:', ''), home, review)
}

function tableOptions(
  { dataset }: OpenTable,
  { progress, signal, rejects, toolVersion = '' }: PipelineOptions & { toolVersion?: string },
): TableOptions {
  return { progress, signal, rejects, toolVersion, unexpected: (counts) => unexpectedCounts(dataset, counts) }
}
