import { Document, isMap, isScalar, isSeq, type Pair, visit } from 'yaml'
import { compare, groupBy } from '../assertion.js'
import type { DatasetDraft, DocumentDraft, PassageDraft } from '../draft.js'
import { seededTypes } from '../seeded.js'
import { entriesOf, type Entry, type NodeFacts } from './entries.js'
import type { Redirect } from './facts.js'
import { describedDocument, describedPassage } from './ndjson.js'

/** All facts of one dataset, gathered. */
export interface GatheredFacts {
  documents: DocumentDraft[]
  passages: PassageDraft[]
  nodes: NodeFacts[]
  redirects: Redirect[]
}

/** What stands in one fact file. */
interface FactFile {
  document: DocumentDraft
  /** Whether this file describes the document itself. */
  describes: boolean
  passages: PassageDraft[]
  entries: Entry[]
  redirects: Redirect[]
}

/**
 * A dataset's facts as fact files of YAML, by name: one for each document that anything rests on, and more where one
 * entry cannot say all of a thing; documents that nothing rests on go into dataset.yml.
 */
export function factFiles(dataset: DatasetDraft, facts: GatheredFacts): Map<string, string> {
  const documents = new Map(facts.documents.map((document) => [document.id, document]))
  const documentOf = new Map(facts.passages.map(({ id, document }) => [id, document]))
  const entries = groupBy(
    facts.nodes.map((each) => ({ home: homeOf(each, documentOf) ?? facts.documents[0]?.id ?? '', each })),
    ({ home }) => home,
  )
  const passages = groupBy(facts.passages, ({ document }) => document)
  const homes = [...new Set([...passages.keys(), ...entries.keys()])].sort(compare)
  const files: FactFile[] = []
  for (const home of homes) {
    const document = documents.get(home)!
    const own = (entries.get(home) ?? []).flatMap(({ each }) => entriesOf(each, document.language))
    for (const [round, part] of rounds(own).entries()) {
      files.push({
        ...{ document, entries: part, redirects: [] },
        describes: round === 0,
        passages: round === 0 ? (passages.get(home) ?? []) : [],
      })
    }
  }
  files[0]?.redirects.push(...facts.redirects)
  // What several files are about, none of them can describe.
  const several = new Set(files.filter(({ describes }) => !describes).map(({ document }) => document.id))
  for (const file of files) file.describes = !several.has(file.document.id)
  const described = facts.documents.filter(({ id }) => several.has(id) || !homes.includes(id))
  const texts = new Map([['dataset.yml', datasetFile(dataset, described)]])
  const names = new Map<string, number>()
  for (const file of files) {
    const slug = file.document.id.replace('document:', '')
    const nth = (names.get(slug) ?? 0) + 1
    names.set(slug, nth)
    const name = slug === 'dataset' ? 'dataset-facts' : slug
    texts.set(`${name}${nth > 1 ? `--${nth}` : ''}.yml`, factFile(file))
  }
  return texts
}

/** dataset.yml: what the dataset is, and documents that no fact file describes. */
export function datasetFile({ id: _id, ...told }: DatasetDraft, described: DocumentDraft[] = []): string {
  const documents = described.map((document) => {
    const { id, ...rest } = describedDocument(document)
    return [id, rest]
  })
  return laidOut({
    ...told,
    format: 'facts',
    ...(documents.length > 0 ? { documents: Object.fromEntries(documents) as object } : {}),
  })
}

/** The document in whose file a node stands: of the words that it, or most said of it, rests on. */
function homeOf({ contribution, claims }: NodeFacts, documentOf: Map<string, string>): string | undefined {
  const own = contribution?.evidence.flatMap((id) => documentOf.get(id) ?? []) ?? []
  if (own.length > 0) return own.sort(compare)[0]
  const rest = claims.flatMap(({ evidence }) => evidence.flatMap((id) => documentOf.get(id) ?? []))
  const groups = [...groupBy(rest, (each) => each)]
  return groups.sort(([a, one], [b, other]) => other.length - one.length || compare(a, b))[0]?.[0]
}

/** Entries in rounds, in each of which an id stands once at most. */
function rounds(entries: Entry[]): Entry[][] {
  const found: Entry[][] = [[]]
  const seen = new Map<string, number>()
  for (const entry of entries) {
    const nth = seen.get(entry.id) ?? 0
    seen.set(entry.id, nth + 1)
    ;(found[nth] ??= []).push(entry)
  }
  return found
}

function factFile({ document, describes, passages, entries, redirects }: FactFile): string {
  const slug = document.id.replace('document:', '')
  const names = new Map(passages.map(({ id }) => [id, id.slice(`passage:${slug}:`.length)]))
  const sections = groupBy(entries, ({ type }) => type.plural)
  return laidOut({
    document: describes ? describedDocument(document) : slug,
    ...(passages.length > 0
      ? { passages: Object.fromEntries(passages.map((each) => [names.get(each.id), describedPassage(each)])) as object }
      : {}),
    ...(redirects.length > 0 ? { redirects } : {}),
    ...Object.fromEntries(
      [...seededTypes().keys()].flatMap((plural) => {
        const section = sections.get(plural)
        return section
          ? [[plural, Object.fromEntries(section.map((entry) => [keyOf(entry), named(entry.fields, names)]))]]
          : []
      }),
    ),
  })
}

function keyOf({ id }: Entry): string {
  return id.slice(id.indexOf(':') + 1)
}

/** Fields that cite the file's own passages by their names. */
function named(value: unknown, names: Map<string, string>): unknown {
  if (Array.isArray(value)) return value.map((part) => named(part, names))
  if (value === null || typeof value !== 'object') return value
  const name = (id: unknown) => names.get(id as string) ?? id
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      if (key !== 'evidence') return [key, named(part, names)]
      return [key, Array.isArray(part) ? part.map(name) : name(part)]
    }),
  )
}

/** What stands on one line: a value or far end with what is beside it, and lists of nothing longer. */
const widest = 110

/** A value as YAML that a person would have written: small mappings and lists on one line, a blank line between sections. */
function laidOut(value: object): string {
  const document = new Document(value, { aliasDuplicateObjects: false })
  visit(document, {
    Collection(_key, node, path) {
      if (path.length < 4 || !(isMap(node) || isSeq(node))) return
      const plain = JSON.stringify(node.toJSON())
      if (plain.length <= widest && !plain.includes('\\n')) node.flow = true
    },
    Pair(_key, pair, path) {
      if (path.length !== 2) return
      const { key } = pair
      const first = (document.contents as { items?: Pair[] } | null)?.items?.[0]?.key === key
      if (isScalar(key) && !first && isMap(pair.value)) key.spaceBefore = true
    },
  })
  return document.toString({ lineWidth: 120, flowCollectionPadding: true, blockQuote: false })
}
