import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Database } from '../database/connect.js'
import { sampleIndexes } from '../database/constraints.js'
import { Problem, Problems } from '../problem.js'
import { checkout } from '../settings.js'
import { compare, groupBy } from './assertion.js'
import {
  candidatesIn,
  candidatesInGraph,
  checkEvidence,
  checkReferences,
  definedIds,
  idsInGraph,
  referredIds,
  suggestions,
} from './check.js'
import { readDatasetFile } from './dataset.js'
import type { Draft } from './draft.js'
import type { Texts } from './facts.js'
import { Lease } from './lease.js'
import { planDraft } from './plan.js'
import type { Plan } from './plan.js'
import { readDataset } from './read.js'
import { joinRedirects, readRedirects, refuseLoneMerges, resolveDraft } from './redirect.js'
import { references } from './references.js'
import { stopWhere } from './streamCheck.js'
import { loadOpenTable, planOpenTable } from './streamDataset.js'
import type { OpenTable } from './streamDataset.js'
import type { RowCounts, TableOptions } from './streamLoad.js'
import type { Changes } from './transaction.js'
import { inputHash, lastInput, writeDraft } from './write.js'

/** From so many nodes and facts on, a load changes what is the best way to find something. */
const much = 1_000

/** What became of one dataset. */
export interface LoadSummary extends Changes {
  dataset: string
  title: string
  /** True where the same input had been loaded last, and nothing was written. */
  unchanged: boolean
  seconds: number
  /** Of a table: its rows. */
  rows?: RowCounts
}

export interface PipelineOptions extends Pick<TableOptions, 'progress' | 'signal' | 'rejects'> {
  /** Told what is going on where it takes over a second. */
  say?: (text: string) => void
  /** Files of the texts that documents were read from, by document; `*` for any. */
  texts?: Texts
  /** The review file of a table, where the user names one, and the data folder, where it is kept if nobody may write beside the dataset. */
  review?: string
  home?: string
}

/** Datasets that were opened: those read whole, and tables, of which no row was read yet. */
export interface Opened {
  drafts: Draft[]
  tables: OpenTable[]
}

/**
 * Loads datasets. Those that are read whole are all checked before the first is written, each in one transaction; those that
 * others refer to come first. Then come tables in the order they are given, each checked whole and then written in batches.
 * Throws Problems with everything that is wrong.
 */
export async function loadDatasets(
  folders: string[],
  database: Database,
  options: PipelineOptions = {},
): Promise<LoadSummary[]> {
  const { drafts, tables } = await openDatasets(folders, options)
  await checkAgainst(database, drafts)
  const summaries = await writeDatasets(drafts, database, options)
  // Plans that were made for a graph of another size can be a hundred times as slow; tables see to it as they grow.
  if (summaries.some(({ created, removed }) => created + removed >= much)) await sampleIndexes(database)
  const toolVersion = await readToolVersion()
  for (const each of tables) {
    stopWhere(options.signal, 'What was loaded stays.')
    summaries.push(await loadOpenTable(each, database, { ...options, toolVersion }))
  }
  return summaries
}

/** What loading datasets would do: the same checks, and nothing is written. Throws Problems. */
export async function planDatasets(
  folders: string[],
  database: Database,
  options: PipelineOptions = {},
): Promise<Plan[]> {
  const { drafts, tables } = await openDatasets(folders, options)
  await checkAgainst(database, drafts)
  const redirects = joinRedirects(await readRedirects((statement) => database.read(statement)), drafts)
  const plans: Plan[] = []
  for (const draft of inOrder(drafts)) plans.push(await planDraft(database, draft, redirects))
  const toolVersion = await readToolVersion()
  for (const each of tables) plans.push(await planOpenTable(each, database, { ...options, toolVersion }))
  return plans
}

/** Writes drafts that were read and checked. */
export async function writeDatasets(
  drafts: Draft[],
  database: Database,
  { say, signal }: PipelineOptions = {},
): Promise<LoadSummary[]> {
  const toolVersion = await readToolVersion()
  const redirects = joinRedirects(await readRedirects((statement) => database.read(statement)), drafts)
  const summaries: LoadSummary[] = []
  for (const draft of inOrder(drafts.map((each) => resolveDraft(each, redirects)))) {
    stopWhere(signal, 'What was loaded stays.')
    const { id: dataset, title } = draft.dataset
    const began = performance.now()
    const [last] = await database.read({ text: lastInput, parameters: { dataset } })
    const known = last?.[0] === inputHash(draft, { toolVersion, redirects })
    const changes = known
      ? undefined
      : await unlessQuick(say, `Loading ${title} …`, () =>
          heldAlone(database, dataset, () =>
            database.write((run) => writeDraft(run, draft, { at: new Date(), toolVersion, redirects })),
          ),
        )
    const seconds = (performance.now() - began) / 1000
    summaries.push({
      dataset,
      title,
      unchanged: changes === undefined,
      created: 0,
      updated: 0,
      removed: 0,
      ...changes,
      seconds,
    })
  }
  return summaries
}

/** Does work on a dataset that no other loader has meanwhile. */
async function heldAlone<T>(database: Database, dataset: string, work: () => Promise<T>): Promise<T> {
  const lease = await Lease.take(database, dataset)
  try {
    return await work()
  } finally {
    await lease.end()
  }
}

/** Loads every dataset of the checkout's `seeds/`, and says what changed. */
export async function loadSeeds(database: Database, options: PipelineOptions = {}): Promise<LoadSummary[]> {
  const summaries = await loadDatasets(await seedFolders(), database, options)
  for (const summary of summaries) if (!summary.unchanged) options.say?.(summaryLine(summary))
  return summaries
}

/** The folders of the checkout's `seeds/`, as a user in the checkout would write them. */
export async function seedFolders(): Promise<string[]> {
  const seeds = path.join(checkout, 'seeds')
  const entries = await readdir(seeds, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(seeds, entry.name))
  return folders.map((folder) => path.relative(process.cwd(), folder) || folder).sort()
}

/** One line for people: `dataset:countries: 3069 created, 0 updated, 0 removed (4.1 s)`. */
export function summaryLine({ dataset, unchanged, created, updated, removed, seconds, rows }: LoadSummary): string {
  if (unchanged) return `${dataset}: unchanged`
  const { repeated = 0, setAside = 0 } = rows ?? {}
  const ofRows = [
    rows && `${rows.rows} rows`,
    repeated > 0 && `${repeated} that repeat others`,
    setAside > 0 && `${setAside} set aside`,
  ].filter(Boolean)
  const read = ofRows.length > 0 ? `${ofRows.join(', ')}: ` : ''
  return `${dataset}: ${read}${created} created, ${updated} updated, ${removed} removed (${seconds.toFixed(1)} s)`
}

/** Reads datasets whole and checks each in itself. Throws Problems with all that is wrong in any of them. */
export async function readDatasets(paths: string[], options: PipelineOptions = {}): Promise<Draft[]> {
  const { drafts, tables } = await openDatasets(paths, options)
  if (tables.length === 0) return drafts
  throw new Error(`${tables[0]!.dataset.folder} is a table, which is not read whole`)
}

/** Opens datasets: a table's mapping is checked here, its rows are not; all else is read and checked in itself. Throws Problems. */
export async function openDatasets(paths: string[], { say, texts }: PipelineOptions = {}): Promise<Opened> {
  const opened: Opened = { drafts: [], tables: [] }
  const problems: Problem[] = []
  const known = new Set<string>()
  for (const given of paths) {
    try {
      const folder = await folderOf(given)
      const dataset = await readDatasetFile(folder)
      if (dataset.format === 'table') {
        const { openTable } = await import('./table/table.js')
        opened.tables.push({ dataset, table: await openTable(dataset) })
      } else {
        const draft = await unlessQuick(say, `Reading ${folder} …`, () => readDataset(folder, { texts }))
        problems.push(...checkEvidence(draft))
        opened.drafts.push(draft)
      }
      const { id } = dataset.draft
      if (known.has(id)) {
        const hint = 'Rename one of the two folders.'
        problems.push(new Problem('BAD_DATA', `${id} is given twice.`, { place: { file: folder }, hint }))
      }
      known.add(id)
    } catch (error) {
      if (error instanceof Problems) problems.push(...error.problems)
      else if (error instanceof Problem) problems.push(error)
      else throw error
    }
  }
  if (problems.length > 0) throw new Problems(problems)
  return opened
}

/** A file of a dataset stands for its folder. */
async function folderOf(given: string): Promise<string> {
  const found = await stat(given).catch(() => undefined)
  return found?.isFile() ? path.dirname(given) : given
}

/** Checks what drafts say of other datasets, against one another and against the graph. Throws Problems. */
export async function checkAgainst(database: Database, drafts: Draft[]): Promise<void> {
  const loading = drafts.map(({ dataset }) => dataset.id)
  const referred = [...referredIds(drafts).keys()]
  const known = new Set([...definedIds(drafts), ...(await idsInGraph(database, referred, loading))])
  const unknown = referred.filter((id) => !known.has(id))
  const candidates =
    unknown.length === 0 ? [] : [...candidatesIn(drafts), ...(await candidatesInGraph(database, unknown))]
  const hint = 'It must be in the graph, or in a dataset loaded with this one.'
  const problems = drafts.flatMap((draft) => checkReferences(draft, known, suggestions(candidates), hint))
  if (problems.length > 0) throw new Problems(problems)
  await refuseLoneMerges((statement) => database.read(statement), drafts, loading)
}

/** Checks what drafts say of other datasets, against one another and what else is at hand, without a database. Throws Problems. */
export function checkAmong(drafts: Draft[], others: Draft[]): void {
  const all = [...drafts, ...others]
  const known = definedIds(all)
  const hint = 'Name the folder of the dataset that defines it too.'
  const problems = drafts.flatMap((draft) => checkReferences(draft, known, suggestions(candidatesIn(all)), hint))
  if (problems.length > 0) throw new Problems(problems)
}

/** Drafts with those first that others refer to; else by id. Those that refer to one another cannot be put in order. */
export function inOrder(drafts: Draft[]): Draft[] {
  const definers = groupBy(
    drafts.flatMap((draft) => [...definedIds([draft])].map((id) => ({ id, draft }))),
    ({ id }) => id,
  )
  const waiting = [...drafts].sort((a, b) => compare(a.dataset.id, b.dataset.id))
  const ordered: Draft[] = []
  // What several datasets define is there with the first of them; what none of them does is in the graph.
  const isThere = (id: string) => definers.get(id)?.some(({ draft }) => ordered.includes(draft)) ?? true
  while (waiting.length > 0) {
    const at = waiting.findIndex((draft) => [...references(draft).keys()].every(isThere))
    if (at < 0) {
      const names = waiting.map(({ dataset }) => dataset.id).join(', ')
      throw new Problem('BAD_DATA', `These datasets refer to one another in a ring: ${names}.`, {
        hint: 'Put what they share into one dataset.',
      })
    }
    ordered.push(...waiting.splice(at, 1))
  }
  return ordered
}

export async function readToolVersion(): Promise<string> {
  const text = await readFile(path.join(checkout, 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** Says what is being done, once it has taken a second. */
async function unlessQuick<T>(say: PipelineOptions['say'], text: string, work: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => say?.(text), 1_000)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
  }
}
