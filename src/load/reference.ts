import '../model/index.js'
import { registry, type TypeDeclaration } from '../model/registry.js'
import type { Place } from '../problem.js'
import { didYouMean, nearest } from './nearest.js'
import type { Draft } from './draft.js'
import { seededTypes } from './seeded.js'
import { asTable, type Findings, onlyKnown, readText } from './value.js'
import type { Tree } from './yaml.js'

/** Room enough for any slug, and short enough for an address. */
const maxLength = 200
const slugForm = /^[a-z0-9]+(-{1,2}[a-z0-9]+)*$/
const codeForm = /^([A-Z]{2}|[A-Z]{4}|x-[a-z0-9]+(-[a-z0-9]+)*)$/

/** What a fact file knows of ids: those its dataset defines, and whose document's they can be scoped to. */
export interface KnownIds {
  ids: Set<string>
  /** The document's, before `--` in the id of what has no name of its own. */
  slug: string
  /** Slugs of several documents it can be scoped to, where what is read is about more than one. */
  scopes?: ReadonlySet<string>
}

/** A type that is keyed by a code rather than by a slug says so by having one. */
function coded(type: TypeDeclaration): boolean {
  return type.fields.has('code')
}

function kinds(types: TypeDeclaration[]): string {
  const names = types.map(({ prefix = '' }) => `${/^[aeiou]/.test(prefix) ? 'an' : 'a'} ${prefix}`).sort()
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

/** Whether what stands before the two hyphens is a document's that the file is about. */
function isScoped(key: string, { slug, scopes }: KnownIds): boolean {
  return scopes ? scopes.has(key.slice(0, key.indexOf('--'))) : key.startsWith(`${slug}--`)
}

/** Notes what is wrong with the key of an id: its form, or the document it is scoped to. */
export function checkKey(
  type: TypeDeclaration,
  key: string,
  known: KnownIds,
  place: Place,
  findings: Findings,
): boolean {
  const id = `${type.prefix}:${key}`
  const form = coded(type) ? codeForm : slugForm
  if (id.length > maxLength) {
    findings.add(place, `The id has ${id.length} characters; ${maxLength} are the most.`, 'Shorten it.')
  } else if (!form.test(key)) {
    const upper = key.toUpperCase()
    const wanted = coded(type)
      ? 'A code of ISO 3166 in capitals, or x- and a slug.'
      : 'Small letters, digits and hyphens, such as fish-talks.'
    const hint = coded(type) && codeForm.test(upper) ? `Write ${upper}.` : wanted
    findings.add(place, `"${key}" cannot be the key of ${kinds([type])}.`, hint)
  } else if (key.includes('--') && !isScoped(key, known)) {
    const hint = known.scopes
      ? 'Write the slug of a document described here before the two hyphens.'
      : `What a document leaves unnamed is known in that document alone: ${known.slug}--${key.split('--')[1]}.`
    findings.add(place, `"${key}" is scoped to another document.`, hint)
  } else return true
  return false
}

/**
 * The id that a fact file names: whole, or a bare key where only one kind of node can stand there. Undefined, and noted,
 * where it has no form of an id, is of the wrong kind, or is scoped to this document without being defined in it.
 */
export function readReference(
  tree: Tree,
  targets: TypeDeclaration[],
  known: KnownIds,
  findings: Findings,
): string | undefined {
  const text = readText(tree, findings)
  if (text === undefined) return undefined
  const [prefix, ...rest] = text.split(':')
  const type = rest.length > 0 ? registry.byPrefix(prefix!) : targets.length === 1 ? targets[0] : undefined
  const key = rest.length > 0 ? rest.join(':') : text
  if (!type) {
    noteKindless(text, rest.length > 0 ? prefix : undefined, targets, known, tree.place, findings)
    return undefined
  }
  const id = `${type.prefix}:${key}`
  if (!targets.includes(type)) {
    findings.add(
      tree.place,
      `"${text}" is ${kinds([type])}; ${kinds(targets)} is wanted.`,
      sameKey(key, targets, known),
    )
    return undefined
  }
  if (!checkKey(type, key, known, tree.place, findings)) return undefined
  if (key.includes('--') && !known.ids.has(id)) {
    findings.add(tree.place, `"${id}" is not defined in this dataset.`, didYouMean(id, known.ids))
    return undefined
  }
  return id
}

/** A node of the dataset with this key that could stand here. */
function sameKey(key: string, targets: TypeDeclaration[], known: KnownIds): string | undefined {
  const id = targets.map((type) => `${type.prefix}:${key}`).find((candidate) => known.ids.has(candidate))
  return id && `Did you mean ${id}?`
}

function noteKindless(
  text: string,
  prefix: string | undefined,
  targets: TypeDeclaration[],
  known: KnownIds,
  place: Place,
  findings: Findings,
): void {
  const prefixes = targets.map((type) => type.prefix ?? '').sort()
  if (prefix === undefined) {
    const hint =
      sameKey(text, targets, known) ??
      `Write the kind before the key: ${prefixes.map((name) => `${name}:…`).join(', ')}.`
    findings.add(place, `"${text}" does not say of what kind it is.`, hint)
  } else {
    const meant = nearest(prefix, prefixes)
    const hint = meant ? `Did you mean ${meant}:${text.slice(prefix.length + 1)}?` : `One of ${prefixes.join(', ')}.`
    findings.add(place, `"${prefix}" is not a kind of node.`, hint)
  }
}

/** An id that turned out to mean the same as another: it goes on answering, with the survivor. */
export function readRedirect(tree: Tree, known: KnownIds, findings: Findings, draft: Draft): void {
  const table = asTable(tree, findings, 'Write { id: …, survivor: …, reason: … }.')
  if (!table) return
  onlyKnown(table, ['id', 'survivor', 'reason'], 'a redirect', findings)
  const types = [...seededTypes().values()].map(({ type }) => type)
  const [id, survivor] = ['id', 'survivor'].map((name) => {
    const value = table.entries.get(name)?.value
    return value && readReference(value, types, known, findings)
  })
  const reasonTree = table.entries.get('reason')?.value
  const reason = reasonTree && readText(reasonTree, findings)
  for (const name of ['id', 'survivor', 'reason']) {
    if (!table.entries.has(name)) findings.add({ ...table.place, field: `${table.place.field}.${name}` }, 'is missing.')
  }
  if (id === undefined || survivor === undefined || reason === undefined) return
  if (known.ids.has(id))
    findings.add(table.place, `"${id}" is defined here, and cannot lead to another.`, 'Take one of the two out.')
  else if (id.split(':')[0] !== survivor.split(':')[0])
    findings.add(table.place, `"${id}" and "${survivor}" are of different kinds.`)
  else if (draft.redirects.some((other) => other.id === id))
    findings.add(table.place, `"${id}" leads somewhere already.`)
  else draft.redirects.push({ id, survivor, reason })
}
