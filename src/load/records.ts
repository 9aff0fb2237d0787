import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { registry } from '../model/registry.js'
import { type Place, Problem, Problems } from '../problem.js'
import { addDocument, type DescribedDocument, readDocument } from './document.js'
import { defines, type ReadEntry, readEntry } from './entry.js'
import type { Reading } from './facts.js'
import { readJsonLine } from './json.js'
import { didYouMean } from './nearest.js'
import { Citations, Passages } from './passages.js'
import { readRedirect } from './reference.js'
import { seededTypes } from './seeded.js'
import { readLines } from './table/text.js'
import { asTable, readText } from './value.js'
import type { Table, Tree } from './yaml.js'

/**
 * Fact files of NDJSON: one record a line, for what is too much for YAML. A record is a document, a passage, an entry or
 * a redirect, with the fields it has in YAML; entries cite passages by their ids.
 */

/** The most characters of a line. */
const longestLine = 4 * 1024 * 1024

/** Of one file, no more problems than anybody would read. */
const mostProblems = 100

const kinds = ['document', 'passage', 'entry', 'redirect']

/** Where JSON may have a number: all else, ids above all, is text. */
const numeric = new Set(['start', 'end', 'length', 'score', 'number', 'value'])

/** A file of records whose documents and passages have been read. */
export interface RecordFile {
  file: string
  sha256: string
}

/** Reads the documents and passages of a file, and notes what its entries define. Throws a Problem where it cannot be read. */
export async function openRecords(file: string, reading: Reading): Promise<RecordFile> {
  const { findings, draft } = reading
  const documents = new Map<string, DescribedDocument>(reading.described)
  const passages = new Map<string, Passages>()
  for await (const record of recordsOf(file, reading)) {
    if (record.kind === 'document') {
      const document = readDocument(record.tree, findings)
      if (!document) continue
      addDocument(document, record.tree, findings, draft)
      documents.set(document.slug, document)
    } else if (record.kind === 'passage') readPassage(record.tree, documents, passages, reading)
    else if (record.kind === 'entry' && record.tree.kind === 'scalar' && defines(record.line))
      reading.ids.add(record.tree.text)
  }
  return { file, sha256: await sha256Of(file) }
}

/** Reads what a file says: its entries, and its redirects into the draft. */
export async function readRecords({ file }: RecordFile, reading: Reading): Promise<ReadEntry[]> {
  const { findings, ids, draft } = reading
  const scopes = new Set(draft.documents.map(({ id }) => id.replace('document:', '')))
  const known = { ids, slug: '', scopes }
  const around = { passages: new Citations(reading.passages, findings), findings, known }
  const entries: ReadEntry[] = []
  // What is no record was noted when the file was opened.
  for await (const { kind, tree, line } of recordsOf(file, { ...reading, findings: undefined })) {
    if (kind === 'redirect') readRedirect(tree, known, findings, draft)
    if (kind !== 'entry') continue
    const id = readText(tree, findings)
    const [prefix, key] = id?.split(/:(.*)/s) ?? []
    const type = prefix === undefined ? undefined : seededTypes().get(registry.byPrefix(prefix)?.plural ?? '')
    const rest = new Map([...line.entries].filter(([name]) => name !== 'entry'))
    if (type && key) entries.push(readEntry(type, key, { ...line, entries: rest, place: tree.place }, around))
    else if (id !== undefined) {
      const prefixes = [...seededTypes().values()].map((each) => each.prefix)
      const hint = didYouMean(prefix ?? '', prefixes, `Write a kind and a key, such as negotiation:fish-talks.`)
      findings.add(tree.place, `"${id}" is not the id of anything that can be stated.`, hint)
    }
  }
  return entries
}

interface Record {
  kind: string
  /** What stands under the kind: of an entry, its id. */
  tree: Tree
  line: Table
}

/** The records of a file. What is none is noted, or passed over where nothing is to be noted again. */
async function* recordsOf(
  file: string,
  { findings }: { findings: Reading['findings'] | undefined },
): AsyncGenerator<Record> {
  const { size: bytes } = await stat(file)
  let line = 0
  let noted = 0
  const note = (problems: Problem[]) => {
    noted += problems.length
    findings?.problems.push(...problems)
    if (findings && noted >= mostProblems) throw new Problems(findings.problems)
  }
  for await (const lines of readLines({ shown: file, path: file, bytes }, longestLine)) {
    for (const text of lines) {
      line += 1
      if (text.trim() === '') continue
      try {
        const table = readJsonLine(text, { file, line })
        const kind = kinds.find((name) => table.entries.has(name))
        const problems = kind === undefined ? [kindless(table)] : misplacedNumbers(table)
        const others = kind === 'entry' ? [] : [...table.entries].filter(([name]) => name !== kind)
        for (const [name, { place }] of others)
          problems.push(new Problem('BAD_DATA', `"${name}" stands beside ${kind}.`, { place, hint: 'Put it inside.' }))
        note(problems)
        if (kind !== undefined && problems.length === 0)
          yield { kind, tree: table.entries.get(kind)!.value, line: table }
      } catch (error) {
        if (!(error instanceof Problems) || noted >= mostProblems) throw error
        note(error.problems)
      }
    }
  }
}

function kindless(table: Table): Problem {
  const [name] = table.entries.keys()
  const hint = didYouMean(name ?? '', kinds, `One of ${kinds.join(', ')} is wanted in each line.`)
  return new Problem('BAD_DATA', 'The line does not say what it is.', { place: table.place, hint })
}

/** Ids, dates and texts are in quotes: a number loses zeros, digits and its form. */
function misplacedNumbers(tree: Tree, name = ''): Problem[] {
  if (tree.kind === 'list') return tree.items.flatMap((item) => misplacedNumbers(item, name))
  if (tree.kind === 'table') return [...tree.entries].flatMap(([key, { value }]) => misplacedNumbers(value, key))
  if (typeof tree.value !== 'number' || numeric.has(name)) return []
  const place: Place = tree.place
  return [
    new Problem('BAD_DATA', `${tree.text} is a number; a text is wanted.`, { place, hint: `Write "${tree.text}".` }),
  ]
}

function readPassage(
  tree: Tree,
  documents: Map<string, DescribedDocument>,
  known: Map<string, Passages>,
  { findings, passages }: Reading,
): void {
  const table = asTable(tree, findings, 'Write { "document": …, "start": …, "end": …, "text": … }.')
  if (!table) return
  const of = table.entries.get('document')?.value
  const slug = of && readText(of, findings)?.replace(/^document:/, '')
  const document = slug === undefined ? undefined : documents.get(slug)
  if (!document) {
    const hint = didYouMean(slug ?? '', documents.keys(), 'Its document comes first, in a line of its own.')
    findings.add(of?.place ?? table.place, `"${slug ?? ''}" is not a document described before.`, hint)
    return
  }
  let own = known.get(document.slug)
  if (!own) known.set(document.slug, (own = new Passages(document, undefined, findings, passages)))
  const rest = new Map([...table.entries].filter(([name]) => name !== 'document'))
  own.add(undefined, table.place, { ...table, entries: rest })
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest('hex')
}
