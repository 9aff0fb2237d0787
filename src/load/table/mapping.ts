import path from 'node:path'
import { Problems } from '../../problem.js'
import type { Dataset } from '../dataset.js'
import { readInput } from '../dataset.js'
import { readDocument } from '../document.js'
import type { DocumentDraft } from '../draft.js'
import { didYouMean } from '../nearest.js'
import { seededTypes } from '../seeded.js'
import { asList, asTable, Findings, onlyKnown, readBoolean, readText, readWord } from '../value.js'
import { readYaml, type Scalar, type Table, type Tree } from '../yaml.js'
import { type Block, readBlock } from './block.js'
import { readSection } from './cases.js'
import { type Condition, readCondition } from './condition.js'
import { openDelimited } from './delimited.js'
import type { Entry } from './entry.js'
import { type InputFile, inputFiles } from './input.js'
import { type LookupTable, readLookup } from './lookup.js'
import { openNdjson } from './ndjson.js'
import { readPackage, type TablePackage } from './package.js'
import { openParquet } from './parquet.js'
import type { CellType, Reading, Source } from './rows.js'
import type { Reference, Scope } from './template.js'
import { Values } from './values.js'

/** Keys of a mapping, with what each is. */
export const mappingFields = {
  files: 'The table’s files: names in the folder, with * for any letters, or - for standard input.',
  read: 'How the files are read, as far as their names do not say.',
  document: 'What is known of the table as a document; title, publisher and address are the dataset’s unless said.',
  key: 'The columns that tell a row from all others; else the number of its line does.',
  when: 'A condition: rows without it are left out.',
  tables: 'Value tables, by names of your own.',
  blocks: 'What is said once and used for several cells, by names of your own.',
  values: 'Named values, in their order.',
  makes: 'What a row makes, written as in a fact file.',
}

export const readFields = {
  format: 'csv, tsv, ndjson or parquet; the name’s ending says unless this does.',
  delimiter: 'What stands between cells.',
  quote: 'What stands around cells, or none.',
  header: 'Whether the first line names the columns; or the columns’ names where it does not.',
  columns: 'The columns there must be, no more and no fewer.',
  missing: 'Texts of cells that stand for nothing, such as NA.',
  numericKeys: 'Whether numbers of JSON may be ids.',
}

const formats = ['csv', 'tsv', 'ndjson', 'parquet'] as const

/** A mapping, read and checked against the columns that there are. */
export interface Mapping {
  file: string
  files: InputFile[]
  source: Source
  document: DocumentDraft
  slug: string
  /** Columns that make a row's key, by their position; none where its line does. */
  key: number[]
  keyColumns: string[]
  when?: Condition
  values: Values
  makes: Entry[]
  /** All that counts besides the table: the mapping, value tables, the package. */
  parts: Uint8Array[]
}

/** Reads `mapping.yml` in a dataset's folder, and opens its table. Throws Problems with all that is wrong in the mapping. */
export async function readMapping(dataset: Dataset): Promise<Mapping> {
  const file = path.join(dataset.folder, 'mapping.yml')
  const bytes = await readInput(file)
  const { root } = readYaml(file, bytes)
  const findings = new Findings()
  onlyKnown(root, Object.keys(mappingFields), 'a mapping', findings)
  const at = (name: string) => root.entries.get(name)?.value
  for (const name of ['files', 'makes']) {
    if (!at(name)) findings.add({ file, line: 1, field: name }, 'is missing.', mappingFields[name as 'files'])
  }
  const names = (at('files') ? asList(at('files')!) : []).filter(
    (item): item is Scalar => readText(item, findings) !== undefined,
  )
  const files = await inputFiles(dataset.folder, names, findings)
  const described = await readPackage(
    dataset.folder,
    files.map(({ shown }) => path.basename(shown)),
  )
  const keyColumns = (at('key') ? asList(at('key')!) : []).flatMap((item) => readText(item, findings) ?? [])
  const reading = readReading(
    at('read'),
    files,
    described,
    keyColumns.length > 0 ? keyColumns : (described?.key ?? []),
    findings,
  )
  const tables = new Map<string, LookupTable>()
  const tablesTree = at('tables') && asTable(at('tables')!, findings, 'Write `name: file` lines.')
  for (const [name, { value }] of tablesTree?.entries ?? []) {
    const table = await readLookup(value, dataset.folder, findings)
    if (table) tables.set(name, table)
  }
  const slug = dataset.draft.id.replace('dataset:', '')
  const document = readTableDocument(at('document'), dataset, slug, findings)
  // Without the table there is nothing to check the rest against.
  if (findings.problems.length > 0 || !reading || files.length === 0) throw new Problems(findings.problems)
  const source = await openSource(files, reading)

  const columns = new Map(source.columns.map((name, index) => [name, index]))
  const scope = columnScope(columns, slug)
  const around = { findings, tables, blocks: new Map<string, Block>(), document: slug, language: document?.language }
  const blocksTree = at('blocks') && asTable(at('blocks')!, findings, 'Write `name:` and what each block is.')
  for (const [name, { place, value }] of blocksTree?.entries ?? []) {
    const block = readBlock(name, { ...value, place }, scope, around)
    if (block) around.blocks.set(name, block)
  }
  const values = new Values(scope, around)
  const valuesTree = at('values') && asTable(at('values')!, findings, 'Write `name:` and where each comes from.')
  values.read(valuesTree)
  const when = at('when') && readCondition(at('when')!, values.scope, findings)
  const makes = readMakes(at('makes')!, values.scope, around)
  const key = readKey(at('key'), reading.keys, columns, findings)
  if (findings.problems.length > 0) throw new Problems(findings.problems.map((problem) => problem))
  const parts = [dataset.bytes, bytes, ...(described ? [described.bytes] : [])]
  for (const { path: table } of tables.values()) if (table !== undefined) parts.push(await readInput(table))
  return { file, files, source, document: document!, slug, ...key, when, values, makes, parts }
}

function readMakes(tree: Tree, scope: Scope, around: Parameters<typeof readSection>[3]): Entry[] {
  const { findings } = around
  const sections = seededTypes()
  const table = asTable(tree, findings, 'Write sections as in a fact file: events, agreements, …')
  const made = [...(table?.entries ?? [])].flatMap(([name, { place, value }]) => {
    const type = sections.get(name)
    if (type) return readSection(type, value, scope, around)
    findings.add(
      place,
      `"${name}" is not a section.`,
      didYouMean(name, sections.keys(), `One of ${[...sections.keys()].join(', ')}.`),
    )
    return []
  })
  return made
}

/** Columns by name, `row` for the row's key, `dataset` for the slug. */
function columnScope(columns: Map<string, number>, slug: string): Scope {
  const references = new Map<string, Reference>([
    ['row', { get: ({ key }) => key, columns: [], ofRow: true }],
    ['dataset', { get: () => slug, columns: [], ofRow: false }],
  ])
  for (const [name, at] of columns)
    references.set(name, { get: ({ row }) => row.cells[at], columns: [name], ofRow: true })
  return { find: (name) => references.get(name), names: () => [...columns.keys(), 'row', 'dataset'] }
}

function readKey(
  tree: Tree | undefined,
  names: Set<string>,
  columns: Map<string, number>,
  findings: Findings,
): { key: number[]; keyColumns: string[] } {
  const key = [...names].flatMap((name, index) => {
    const at = columns.get(name)
    if (at !== undefined) return [at]
    const item = tree && (asList(tree)[index] ?? tree)
    findings.add(
      item?.place ?? {},
      `"${name}" is not a column.`,
      didYouMean(name, columns.keys(), `The columns are ${[...columns.keys()].join(', ')}.`),
    )
    return []
  })
  return { key, keyColumns: [...names] }
}

function readTableDocument(
  tree: Tree | undefined,
  { draft, root, file }: Dataset,
  slug: string,
  findings: Findings,
): DocumentDraft | undefined {
  const given = tree && asTable(tree, findings, 'Write `publishedOn: …` and what else is known.')
  const place = given?.place ?? { file, line: root.place.line }
  const { title, publisher, url } = draft
  const said = Object.entries({ title, publisher, url, kind: 'DATASET' }).filter(
    (each): each is [string, string] => each[1] !== undefined,
  )
  const entries: Table['entries'] = new Map(
    said.map(([name, text]) => [name, { place, value: { kind: 'scalar', value: text, text, place } }]),
  )
  for (const [name, entry] of given?.entries ?? []) entries.set(name, entry)
  return readDocument({ kind: 'table', entries, place }, findings, slug)?.draft
}

function formatOf(name: string): Reading['format'] | undefined {
  const plain = name.replace(/\.gz$/, '')
  if (/\.(csv|txt)$/.test(plain)) return 'csv'
  if (/\.(tsv|tab)$/.test(plain)) return 'tsv'
  if (/\.(ndjson|jsonl)$/.test(plain)) return 'ndjson'
  return plain.endsWith('.parquet') ? 'parquet' : undefined
}

function readReading(
  tree: Tree | undefined,
  files: InputFile[],
  described: TablePackage | undefined,
  keys: string[],
  findings: Findings,
): Reading | undefined {
  const table = tree && asTable(tree, findings, 'Write { delimiter: …, header: …, missing: … }.')
  if (tree && !table) return undefined
  if (table) onlyKnown(table, Object.keys(readFields), 'read', findings)
  const at = (name: string) => table?.entries.get(name)?.value
  const texts = (name: string) => {
    const tree = at(name)
    return (
      tree &&
      asList(tree).flatMap((item) =>
        item.kind === 'scalar' ? item.text : (findings.add(item.place, 'A text is wanted here.'), []),
      )
    )
  }
  const said = at('format') && readWord(at('format')!, formats, 'format', findings)
  const format = (said as Reading['format'] | undefined) ?? formatOf(files[0]?.shown ?? '')
  if (!format) {
    if (files.length > 0)
      findings.add(
        tree?.place ?? {},
        `The name ${files[0]!.shown} does not say of what format the table is.`,
        `Say so: read: { format: … }, one of ${formats.join(', ')}.`,
      )
    return undefined
  }
  const [delimiterTree, quoteTree, headerTree] = [at('delimiter'), at('quote'), at('header')]
  const [delimiter] = texts('delimiter') ?? []
  if (delimiterTree && (delimiter === undefined || delimiter === '' || /[\r\n]/.test(delimiter)))
    findings.add(delimiterTree.place, 'A delimiter is one or more characters.', 'Write "\\t" for a tab.')
  const [quote] = texts('quote') ?? []
  if (quoteTree && quote !== 'none' && quote?.length !== 1)
    findings.add(quoteTree.place, 'A quote is one character, or none.')
  const listed = headerTree?.kind === 'list' ? texts('header') : undefined
  const header = headerTree && headerTree.kind !== 'list' ? readBoolean(headerTree, findings) : undefined
  const columns = listed ?? texts('columns') ?? described?.columns
  const hasHeader = listed ? false : (header ?? described?.header ?? true)
  if (!hasHeader && !columns)
    findings.add(
      headerTree?.place ?? {},
      'Without a header the columns have no names.',
      'Name them: header: [source, target, day].',
    )
  const doubled = columns?.find((name, index) => name === '' || columns.indexOf(name) < index)
  if (doubled !== undefined)
    findings.add(
      (headerTree ?? at('columns') ?? tree)?.place ?? {},
      `"${doubled}" names two columns.`,
      'Each column has a name of its own.',
    )
  return {
    format,
    delimiter: delimiter ?? described?.delimiter ?? (format === 'tsv' ? '\t' : ','),
    quote: quote === 'none' ? null : (quote ?? described?.quote ?? (format === 'tsv' ? null : '"')),
    header: hasHeader,
    columns,
    missing: new Set(texts('missing') ?? described?.missing ?? []),
    keys: new Set(keys),
    numericKeys: at('numericKeys') ? (readBoolean(at('numericKeys')!, findings) ?? false) : false,
    types: described?.types ?? new Map<string, CellType>(),
  }
}

async function openSource(files: InputFile[], reading: Reading): Promise<Source> {
  switch (reading.format) {
    case 'ndjson':
      return openNdjson(files, reading)
    case 'parquet':
      return openParquet(files, reading)
    default:
      return openDelimited(files, reading)
  }
}
