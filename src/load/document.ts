import '../model/index.js'
import { Document } from '../model/Document.js'
import { fieldsOf, type PropertyDeclaration, recordOf } from '../model/registry.js'
import type { Place } from '../problem.js'
import type { DocumentDraft, Draft } from './draft.js'
import { asList, asTable, type Findings, onlyKnown, readText, readValue, readWhole } from './value.js'
import type { Table, Tree } from './yaml.js'

/** A document as a dataset describes it. */
export interface DescribedDocument {
  slug: string
  draft: DocumentDraft
  /** Characters (UTF-16 code units) of its whole text, where that is stated. */
  length?: number
  /** Where `sha256` is stated, for problems with it. */
  place: Place
}

const relations = ['cites', 'copyOf', 'corrects'] as const
const slugForm = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** The properties of a document as they are declared, without its id. */
export function documentProperties(): PropertyDeclaration[] {
  const fields = [...fieldsOf(recordOf(Document)).values()]
  return fields.filter((field) => field.kind === 'property' && field.name !== 'id') as PropertyDeclaration[]
}

/** What a document's description can say, by name. */
export function documentFields(): string[] {
  return ['id', ...documentProperties().map(({ name }) => name), 'length', ...relations]
}

/** A slug, or a document's id with its prefix; undefined (and noted) where it is neither. */
function readSlug(tree: Tree, findings: Findings): string | undefined {
  const text = readText(tree, findings)
  if (text === undefined) return undefined
  const slug = text.replace(/^document:/, '')
  if (slugForm.test(slug)) return slug
  findings.add(
    tree.place,
    `"${text}" is not the id of a document.`,
    'Small letters, digits and single hyphens, such as example-communique.',
  )
  return undefined
}

function checkForm(name: string, text: unknown, place: Place, findings: Findings): void {
  if (name === 'language') {
    try {
      Intl.getCanonicalLocales(String(text))
    } catch {
      findings.add(place, `"${String(text)}" is not a language.`, 'Write a BCP 47 tag, such as en, fr or zh-Hant.')
    }
  }
  if (name === 'sha256' && !/^[0-9a-f]{64}$/.test(String(text))) {
    findings.add(place, `"${String(text)}" is not a SHA-256.`, 'Write its 64 hexadecimal digits in small letters.')
  }
  if (name === 'url' && !/^https?:\/\/\S+$/.test(String(text))) {
    findings.add(place, `"${String(text)}" is not an address.`, 'Write one that begins with https:// or http://.')
  }
}

/** Reads what is said of a document. `slug` is its key where it stands in a mapping of documents; else its `id` names it. */
export function readDocument(tree: Tree, findings: Findings, slug?: string): DescribedDocument | undefined {
  const table = asTable(tree, findings, 'Write its id, title and kind, or the id of one that dataset.yml describes.')
  if (!table) return undefined
  onlyKnown(table, documentFields(), 'a document', findings)
  const idTree = table.entries.get('id')?.value
  if (slug === undefined && !idTree) findings.add({ ...table.place, field: `${table.place.field}.id` }, 'is missing.')
  const id = slug ?? (idTree && readSlug(idTree, findings))
  if (slug !== undefined && !slugForm.test(slug)) {
    findings.add(table.place, `"${slug}" is not the id of a document.`, 'Small letters, digits and single hyphens.')
  }
  const said = readProperties(table, findings)
  const [cites, copyOf, corrects] = relations.map((name) => {
    const far = table.entries.get(name)?.value
    return far ? asList(far).flatMap((item) => readSlug(item, findings) ?? []) : []
  })
  const lengthTree = table.entries.get('length')?.value
  const ids = (slugs: string[] = []) => slugs.map((far) => `document:${far}`)
  return {
    slug: id ?? '',
    draft: {
      ...(said as Pick<DocumentDraft, 'title' | 'kind'>),
      id: `document:${id}`,
      status: said.status ?? 'ACTIVE',
      cites: ids(cites),
      copyOf: ids(copyOf),
      corrects: ids(corrects),
    },
    length: lengthTree && readWhole(lengthTree, findings),
    place: table.entries.get('sha256')?.place ?? table.place,
  }
}

function readProperties(table: Table, findings: Findings): Record<string, string> {
  const said: Record<string, string> = {}
  for (const field of documentProperties()) {
    const entry = table.entries.get(field.name)
    if (entry) {
      const value = readValue(entry.value, field.type(), field.name, findings)
      if (value === undefined) continue
      said[field.name] = String(value)
      checkForm(field.name, value, entry.value.place, findings)
    } else if (!field.nullable && field.name !== 'status') {
      findings.add({ ...table.place, field: `${table.place.field}.${field.name}` }, 'is missing.')
    }
  }
  return said
}

/** Takes up a document that a file describes, and notes one that is described already. */
export function addDocument(document: DescribedDocument, tree: Tree, findings: Findings, draft: Draft): void {
  const twice = draft.documents.some(({ id }) => id === document.draft.id)
  if (twice)
    findings.add(
      tree.place,
      `"${document.slug}" is described elsewhere in this dataset.`,
      'One file for each document, and one description.',
    )
  else draft.documents.push(document.draft)
}
