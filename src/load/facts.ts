import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { type Place, Problem, Problems } from '../problem.js'
import { canonical } from './claim.js'
import { type Dataset, fingerprint, readInput } from './dataset.js'
import { addDocument, type DescribedDocument, readDocument } from './document.js'
import type { ClaimDraft, Draft, NodeDraft } from './draft.js'
import { defines, type ReadEntry, readEntry } from './entry.js'
import { didYouMean } from './nearest.js'
import { checkCycles } from './order.js'
import { type PassageIndex, Passages, readSourceText } from './passages.js'
import { openRecords, type RecordFile, readRecords } from './records.js'
import { readRedirect } from './reference.js'
import { seededTypes } from './seeded.js'
import { asList, asTable, Findings, readDate, readText } from './value.js'
import { readYaml, type Table } from './yaml.js'

/** Raised when the same files come to mean something else, so that they are loaded anew. */
const readerVersion = 'facts 1'

/** Files of the texts that documents were read from, by document id or slug; `*` for any. */
export type Texts = Record<string, string>

/** Keys of a fact file that are no sections. */
export const fileFields = ['document', 'anchor', 'passages', 'redirects']

/** A fact file of YAML as it was opened. */
interface Opened {
  file: string
  bytes: Uint8Array
  root: Table
}

/** All that reading a dataset's files has in common. */
export interface Reading {
  dataset: Dataset
  texts: Texts
  findings: Findings
  /** Documents that dataset.yml describes, by slug. */
  described: Map<string, DescribedDocument>
  /** Ids that any of the files defines, so that any entry can refer to any other. */
  ids: Set<string>
  /** Passages of all files, by id: any entry can cite any of them. */
  passages: PassageIndex
  draft: Draft
}

/**
 * Reads the fact files of a dataset: every .yml beside dataset.yml, each about one document, and every .ndjson, each
 * about any number. Throws Problems, all of all files at once, each with file, line and field.
 */
export async function readFacts(dataset: Dataset, texts: Texts = {}): Promise<Draft> {
  const findings = new Findings()
  const { opened, lines } = await open(dataset, findings)
  const described = describedDocuments(dataset, findings)
  const draft: Draft = {
    dataset: dataset.draft,
    sourceSha256: '',
    documents: [...described.values()].map(({ draft }) => draft),
    passages: [],
    nodes: [],
    claims: [],
    redirects: [],
  }
  const reading: Reading = {
    ...{ dataset, texts, findings, described, draft },
    ids: definedIds(opened),
    passages: new Map(),
  }
  const recorded: RecordFile[] = []
  for (const file of lines) recorded.push(await openRecords(file, reading))
  const about: (FileDocument | undefined)[] = []
  for (const one of opened) about.push(await readPassages(one, reading))
  const entries = opened.flatMap((one, at) => (about[at] ? readEntries(one, about[at], reading) : []))
  for (const file of recorded) for (const entry of await readRecords(file, reading)) entries.push(entry)
  noteUnused(reading.passages, findings)
  draft.passages = [...reading.passages.values()].map((passage) => passage.draft)
  draft.nodes = entries.flatMap(({ node }) => node ?? [])
  draft.claims = entries.flatMap(({ claims }) => claims)
  noteDoubles(draft.nodes, draft.claims, findings)
  checkCycles(
    entries.flatMap(({ relations }) => relations),
    findings,
  )
  if (findings.problems.length > 0) throw new Problems(findings.problems)
  // A text that is at hand can add to passages what the file leaves out, so they count beside the files.
  const read = [
    ...opened.flatMap(({ file, bytes }) => [path.basename(file), bytes]),
    ...recorded.flatMap(({ file, sha256 }) => [path.basename(file), sha256]),
  ]
  draft.sourceSha256 = fingerprint([readerVersion, dataset.bytes, ...read, canonical(draft.passages)])
  return draft
}

/** The fact files of a dataset: those of YAML opened, the others by name. What cannot be read is noted, and the others are read all the same. */
async function open(dataset: Dataset, findings: Findings): Promise<{ opened: Opened[]; lines: string[] }> {
  const all = (await readdir(dataset.folder)).sort()
  const names = all.filter((name) => /\.ya?ml$/.test(name) && name !== 'dataset.yml')
  const lines = all.filter((name) => /\.ndjson(\.gz)?$/.test(name)).map((name) => path.join(dataset.folder, name))
  if (names.length + lines.length === 0) {
    const hint = 'Write one beside dataset.yml, such as facts.yml; docs/loading.md shows how.'
    throw new Problem('NO_INPUT', 'There is no fact file.', { place: { file: dataset.folder }, hint })
  }
  const opened: Opened[] = []
  for (const name of names) {
    const file = path.join(dataset.folder, name)
    const bytes = await readInput(file)
    try {
      opened.push({ file, bytes, root: readYaml(file, bytes).root })
    } catch (error) {
      if (!(error instanceof Problems)) throw error
      findings.problems.push(...error.problems)
    }
  }
  // With a file missing, what refers to it would be noted too: first things first.
  if (findings.problems.length > 0) throw new Problems(findings.problems)
  return { opened, lines }
}

function describedDocuments(dataset: Dataset, findings: Findings): Map<string, DescribedDocument> {
  const described = new Map<string, DescribedDocument>()
  for (const [slug, { value }] of dataset.documents?.entries ?? []) {
    const document = readDocument(value, findings, slug)
    if (document) described.set(slug, document)
  }
  return described
}

/** The ids that the sections of all files define: a bare look, so that any entry can refer to any other. */
function definedIds(opened: Opened[]): Set<string> {
  const ids = new Set<string>()
  for (const { root } of opened) {
    for (const { plural, prefix } of seededTypes().values()) {
      const section = root.entries.get(plural)?.value
      if (section?.kind !== 'table') continue
      for (const [key, { value }] of section.entries) if (defines(value)) ids.add(`${prefix}:${key}`)
    }
  }
  return ids
}

/** The document that a file is about, with its passages. */
interface FileDocument {
  document: DescribedDocument
  passages: Passages
}

async function readPassages({ file, root }: Opened, reading: Reading): Promise<FileDocument | undefined> {
  const { findings, texts } = reading
  const sections = [...fileFields, ...seededTypes().keys()]
  for (const [name, { place }] of root.entries) {
    if (sections.includes(name)) continue
    findings.add(place, `"${name}" is not a section.`, didYouMean(name, sections, `One of ${sections.join(', ')}.`))
  }
  const document = fileDocument(file, root, reading)
  if (!document) return undefined
  const { slug } = document
  const textFile = texts[slug] ?? texts[`document:${slug}`] ?? texts['*']
  const source = textFile === undefined ? undefined : await readSourceText(textFile, findings)
  if (source) document.draft.sha256 ??= source.sha256
  const passages = new Passages(document, source, findings, reading.passages)
  const named = root.entries.get('passages')
  if (named) passages.read(named.value)
  return { document, passages }
}

function readEntries({ root }: Opened, { document, passages }: FileDocument, reading: Reading): ReadEntry[] {
  const { findings, ids, draft } = reading
  const types = seededTypes()
  const anchorTree = root.entries.get('anchor')?.value
  const anchor = anchorTree && readDate(anchorTree, findings)
  const known = { ids, slug: document.slug }
  const around = { passages, anchor, findings, known, language: document.draft.language }
  const entries: ReadEntry[] = []
  for (const [name, { value }] of root.entries) {
    const type = types.get(name)
    const section = type && asTable(value, findings, 'Write `key:` and the fields of each, or leave the section out.')
    if (!section) continue
    // An entry's place is that of its key.
    for (const [key, entry] of section.entries)
      entries.push(readEntry(type, key, { ...entry.value, place: entry.place }, around))
  }
  const tree = root.entries.get('redirects')?.value
  for (const item of tree ? asList(tree) : []) readRedirect(item, known, findings, draft)
  return entries
}

function noteUnused(passages: PassageIndex, findings: Findings): void {
  for (const { name, place, used } of passages.values()) {
    if (!used) findings.add(place, `No fact rests on "${name}".`, 'Cite it, or take it out.')
  }
}

/** The document a file is about, described there or in dataset.yml. */
function fileDocument(
  file: string,
  root: Table,
  { described, findings, draft }: Reading,
): DescribedDocument | undefined {
  const tree = root.entries.get('document')?.value
  if (!tree) {
    findings.add(
      { file, line: 1, field: 'document' },
      'is missing.',
      'Say which document the facts were read from: its id, title and kind.',
    )
    return undefined
  }
  if (tree.kind === 'scalar') {
    const slug = readText(tree, findings)?.replace(/^document:/, '')
    const document = slug === undefined ? undefined : described.get(slug)
    if (slug !== undefined && !document) {
      const hint = didYouMean(slug, described.keys()) ?? 'Describe it there, or here with id, title and kind.'
      findings.add(tree.place, `dataset.yml describes no document "${slug}".`, hint)
    }
    return document
  }
  const document = readDocument(tree, findings)
  if (document) addDocument(document, tree, findings, draft)
  return document
}

/** Notes nodes that two files define, and claims that say the same on the same words. */
function noteDoubles(nodes: NodeDraft[], claims: ClaimDraft[], findings: Findings): void {
  const places = new Map<string, Place>()
  const where = ({ file, line }: Place) => `${file === undefined ? '' : path.basename(file)}:${line}`
  for (const { id, place } of nodes) {
    const before = places.get(id)
    if (before)
      findings.add(
        place,
        `"${id}" is defined in ${where(before)} already.`,
        'Say definedElsewhere: true here to add to it.',
      )
    else places.set(id, place)
  }
  for (const { id, place } of claims) {
    const before = places.get(id)
    if (before)
      findings.add(place, `This is stated in ${where(before)} already, on the same words.`, 'Take one of the two out.')
    else places.set(id, place)
  }
}
