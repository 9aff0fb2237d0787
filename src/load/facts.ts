import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { type Place, Problem, Problems } from '../problem.js'
import { canonical } from './claim.js'
import { type Dataset, fingerprint, readInput } from './dataset.js'
import { type DescribedDocument, readDocument } from './document.js'
import type { ClaimDraft, Draft, NodeDraft } from './draft.js'
import { type ReadEntry, readEntry } from './entry.js'
import { didYouMean } from './nearest.js'
import { checkCycles } from './order.js'
import { Passages, readSourceText } from './passages.js'
import { readReference } from './reference.js'
import { seededTypes } from './seeded.js'
import { asList, asTable, Findings, onlyKnown, readDate, readText } from './value.js'
import { readYaml, type Table } from './yaml.js'

/** Raised when the same files come to mean something else, so that they are loaded anew. */
const readerVersion = 'facts 1'

/** Files of the texts that documents were read from, by document id or slug; `*` for any. */
export type Texts = Record<string, string>

/** Keys of a fact file that are no sections. */
export const fileFields = ['document', 'anchor', 'passages', 'redirects']

/** What one fact file says, read but for what it is said of. */
interface Opened {
  file: string
  bytes: Uint8Array
  root: Table
  findings: Findings
}

/**
 * Reads the fact files of a dataset: every .yml beside dataset.yml, each about one document. Throws Problems, all of
 * all files at once, each with file, line and field.
 */
export async function readFacts(dataset: Dataset, texts: Texts = {}): Promise<Draft> {
  const findings = new Findings()
  const opened = await open(dataset, findings)
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
  const ids = definedIds(opened)
  const entries: ReadEntry[] = []
  for (const one of opened) entries.push(...(await readFile(one, described, ids, texts, draft)))
  draft.nodes = entries.flatMap(({ node }) => node ?? [])
  draft.claims = entries.flatMap(({ claims }) => claims)
  noteDoubles(draft.nodes, draft.claims, findings)
  checkCycles(
    entries.flatMap(({ relations }) => relations),
    findings,
  )
  if (findings.problems.length > 0) throw new Problems(findings.problems)
  // A text that is at hand can add to passages what the file leaves out, so they count beside the files.
  const read = opened.flatMap(({ file, bytes }) => [path.basename(file), bytes])
  draft.sourceSha256 = fingerprint([readerVersion, dataset.bytes, ...read, canonical(draft.passages)])
  return draft
}

/** The fact files of a dataset, as YAML. What cannot be read as such is noted, and the others are read all the same. */
async function open(dataset: Dataset, findings: Findings): Promise<Opened[]> {
  const names = (await readdir(dataset.folder)).filter((name) => /\.ya?ml$/.test(name) && name !== 'dataset.yml').sort()
  if (names.length === 0) {
    const hint = 'Write one beside dataset.yml, such as facts.yml; docs/loading.md shows how.'
    throw new Problem('NO_INPUT', 'There is no fact file.', { place: { file: dataset.folder }, hint })
  }
  const opened: Opened[] = []
  for (const name of names) {
    const file = path.join(dataset.folder, name)
    const bytes = await readInput(file)
    try {
      opened.push({ file, bytes, root: readYaml(file, bytes).root, findings })
    } catch (error) {
      if (!(error instanceof Problems)) throw error
      findings.problems.push(...error.problems)
    }
  }
  // With a file missing, what refers to it would be noted too: first things first.
  if (findings.problems.length > 0) throw new Problems(findings.problems)
  return opened
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
      if (section?.kind === 'table') for (const key of section.entries.keys()) ids.add(`${prefix}:${key}`)
    }
  }
  return ids
}

async function readFile(
  { file, root, findings }: Opened,
  described: Map<string, DescribedDocument>,
  ids: Set<string>,
  texts: Texts,
  draft: Draft,
): Promise<ReadEntry[]> {
  const types = seededTypes()
  const sections = [...fileFields, ...types.keys()]
  for (const [name, { place }] of root.entries) {
    if (sections.includes(name)) continue
    findings.add(place, `"${name}" is not a section.`, didYouMean(name, sections, `One of ${sections.join(', ')}.`))
  }
  const document = fileDocument(file, root, described, findings, draft)
  if (!document) return []
  const { slug } = document
  const textFile = texts[slug] ?? texts[`document:${slug}`] ?? texts['*']
  const source = textFile === undefined ? undefined : await readSourceText(textFile, findings)
  if (source) document.draft.sha256 ??= source.sha256
  const passages = new Passages(document, source, findings)
  const named = root.entries.get('passages')
  if (named) passages.read(named.value)
  const anchorTree = root.entries.get('anchor')?.value
  const anchor = anchorTree && readDate(anchorTree, findings)
  const known = { ids, slug }
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
  readRedirects(root, known, findings, draft)
  passages.noteUnused()
  draft.passages.push(...passages.drafts)
  return entries
}

/** The document a file is about, described there or in dataset.yml. */
function fileDocument(
  file: string,
  root: Table,
  described: Map<string, DescribedDocument>,
  findings: Findings,
  draft: Draft,
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
  if (!document) return undefined
  const twice = draft.documents.some(({ id }) => id === document.draft.id)
  if (twice)
    findings.add(
      tree.place,
      `"${document.slug}" is described elsewhere in this dataset.`,
      'One file for each document, and one description.',
    )
  else draft.documents.push(document.draft)
  return document
}

/** Ids that turned out to be one: the old one goes on answering, with the survivor. */
function readRedirects(root: Table, known: { ids: Set<string>; slug: string }, findings: Findings, draft: Draft): void {
  const tree = root.entries.get('redirects')?.value
  for (const item of tree ? asList(tree) : []) {
    const table = asTable(item, findings, 'Write { id: …, survivor: …, reason: … }.')
    if (!table) continue
    onlyKnown(table, ['id', 'survivor', 'reason'], 'a redirect', findings)
    const types = [...seededTypes().values()].map(({ type }) => type)
    const [id, survivor] = ['id', 'survivor'].map((name) => {
      const value = table.entries.get(name)?.value
      return value && readReference(value, types, known, findings)
    })
    const reasonTree = table.entries.get('reason')?.value
    const reason = reasonTree && readText(reasonTree, findings)
    for (const name of ['id', 'survivor', 'reason']) {
      if (!table.entries.has(name))
        findings.add({ ...table.place, field: `${table.place.field}.${name}` }, 'is missing.')
    }
    if (id === undefined || survivor === undefined || reason === undefined) continue
    if (known.ids.has(id))
      findings.add(table.place, `"${id}" is defined here, and cannot lead to another.`, 'Take one of the two out.')
    else if (id.split(':')[0] !== survivor.split(':')[0])
      findings.add(table.place, `"${id}" and "${survivor}" are of different kinds.`)
    else if (draft.redirects.some((other) => other.id === id))
      findings.add(table.place, `"${id}" leads somewhere already.`)
    else draft.redirects.push({ id, survivor, reason })
  }
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
