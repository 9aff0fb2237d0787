import { createHash } from 'node:crypto'
import { access, constants, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Document, isMap, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml'
import { registry } from '../model/registry.js'
import { Problem, Problems, type Place } from '../problem.js'
import { compare } from './assertion.js'
import { canonical } from './claim.js'
import { didYouMean } from './nearest.js'
import { type Candidate, type Found, type Resolver, type Wanted, wantedKey } from './resolve.js'
import { labelsOf } from './stored.js'
import { asList, asTable, Findings, onlyKnown, readText } from './value.js'
import { readYaml, type Table } from './yaml.js'

/**
 * The review file: names and codes of a table that a load could not tell, each with what it could be. Somebody writes what
 * is meant; the next load takes that and asks no more. It is a person's file: what they wrote, and their comments, stay.
 */

/** A name or code of a row that led to nobody, or to several. */
export interface Unclear {
  wanted: Wanted
  /** Where it came from, as far as one column says. */
  column?: string
  candidates: Candidate[]
}

interface Entry extends Unclear {
  rows: number
  first: Place
}

/** So many are told in one file: nobody decides more at a time, and the next load tells the next ones. */
const most = 5_000

/** Gathers what a load could not tell: each name or code once, with how many rows have it. */
export class Review {
  readonly entries = new Map<string, Entry>()
  /** How many times something was met that no longer had room. */
  more = 0

  /** What was not looked up by itself can be decided by nobody, and is left out. */
  add({ wanted, column, candidates }: Partial<Unclear> & Pick<Unclear, 'candidates'>, place: Place): void {
    if (!wanted) return
    const key = wantedKey(wanted)
    const known = this.entries.get(key)
    if (known) known.rows += 1
    else if (this.entries.size < most) this.entries.set(key, { wanted, column, candidates, rows: 1, first: place })
    else this.more += 1
  }
}

/** What somebody decided: an id, to make the thing anew, or to leave it out. */
interface Decision {
  wanted: Wanted
  decision: string
  place: Place
  candidates: string[]
}

/** What was decided in a review file. */
export class Decisions {
  constructor(private readonly decided: Map<string, Decision>) {}

  /** How many. */
  get size(): number {
    return this.decided.size
  }

  /** SHA-256 of all that was decided, in hexadecimal: part of what makes a load's input this one. Empty where nothing is. */
  get fingerprint(): string {
    if (this.decided.size === 0) return ''
    const lines = [...this.decided].map(([key, { decision }]) => `${key} ${decision}`).sort(compare)
    return createHash('sha256').update(lines.join('\n')).digest('hex')
  }

  /** A resolver that takes what was decided, and asks `resolver` for the rest. */
  over(resolver: Resolver): Resolver {
    if (this.decided.size === 0) return resolver
    const instead = (wanted: Wanted): Wanted => {
      const decision = this.decided.get(wantedKey(wanted))?.decision
      return decision?.includes(':') ? idWanted(decision, wanted) : wanted
    }
    return {
      resolve: async (wanted) => {
        const found = await resolver.resolve(wanted.map(instead))
        return wanted.map((each, at): Found => {
          const decision = this.decided.get(wantedKey(each))?.decision
          return decision === 'create' || decision === 'skip' ? { decided: decision } : found[at]
        })
      },
    }
  }

  /** Decisions for ids that are not there, or not of a type that is wanted, as Problems with their lines. */
  async check(resolver: Resolver): Promise<Problem[]> {
    const named = [...this.decided.values()].filter(({ decision }) => decision.includes(':'))
    const found = await resolver.resolve(named.map(({ decision, wanted }) => idWanted(decision, wanted)))
    return named.flatMap(({ decision, wanted, place, candidates }, at) => {
      if (found[at]) return []
      const type = registry.byPrefix(decision.slice(0, decision.indexOf(':')))
      const fits = type && wanted.types.some((each) => labelsOf(type).includes(registry.named(each)?.label ?? each))
      const message = fits ? `${decision} is not known.` : `${decision} is none of ${wanted.types.join(', ')}.`
      const possible = candidates.length > 0 ? `It could be ${candidates.join(', ')}.` : undefined
      const all = possible ?? 'It must be in the graph, from another dataset; or write create, or skip.'
      return new Problem('BAD_DATA', message, { place, hint: didYouMean(decision, candidates, all) })
    })
  }
}

const idWanted = (id: string, { types }: Wanted): Wanted => ({ by: 'id', value: id, types })

/** Where a dataset's review file is read from and written to. */
export interface ReviewPlaces {
  read: string
  write: string
}

/**
 * The review file of a dataset: where the user says; else `review.yml` in its folder; where nobody may write there, in the
 * data folder (`home`), which begins with what the dataset's own says.
 */
export async function reviewPlaces(folder: string, slug: string, home: string, chosen?: string): Promise<ReviewPlaces> {
  const beside = path.join(folder, 'review.yml')
  if (chosen !== undefined) return { read: chosen, write: chosen }
  const may = (file: string, mode: number) =>
    access(file, mode).then(
      () => true,
      () => false,
    )
  if (await may(folder, constants.W_OK)) return { read: beside, write: beside }
  const apart = path.join(home, 'review', `${slug}.yml`)
  return { read: (await may(apart, constants.R_OK)) ? apart : beside, write: apart }
}

const fields = ['value', 'by', 'types', 'within', 'column', 'rows', 'first', 'candidates', 'decision']

/** What a review file decides; nothing where there is none. Throws Problems with lines. */
export async function readDecisions(file: string): Promise<Decisions> {
  const bytes = await bytesOf(file)
  const decided = new Map<string, Decision>()
  if (!bytes) return new Decisions(decided)
  const findings = new Findings()
  for (const { table, wanted } of entriesOf(readYaml(file, bytes).root, findings)) {
    const given = table.entries.get('decision')
    if (!wanted || !given || (given.value.kind === 'scalar' && given.value.value === null)) continue
    const decision = readText(given.value, findings)
    if (decision === undefined) continue
    const known = registry.byPrefix(decision.slice(0, Math.max(0, decision.indexOf(':'))))
    if (decision !== 'create' && decision !== 'skip' && !known) {
      const hint = 'Write the id that is meant, such as country:CG; or create, or skip.'
      findings.add(given.place, `"${decision}" decides nothing.`, hint)
      continue
    }
    const candidates = candidateIds(table)
    decided.set(wantedKey(wanted), { wanted, decision, place: given.place, candidates })
  }
  if (findings.problems.length > 0) throw new Problems(findings.problems)
  return new Decisions(decided)
}

function entriesOf(root: Table, findings: Findings): { table: Table; wanted?: Wanted }[] {
  onlyKnown(root, ['review'], 'a review file', findings)
  const list = root.entries.get('review')?.value
  if (!list || (list.kind === 'scalar' && list.value === null)) return []
  return asList(list).flatMap((item) => {
    const table = asTable(item, findings, 'Each entry has a value, types and a decision.')
    if (!table) return []
    onlyKnown(table, fields, 'an entry', findings)
    return { table, wanted: readWanted(table, findings) }
  })
}

function readWanted(table: Table, findings: Findings): Wanted | undefined {
  const at = (name: string) => table.entries.get(name)?.value
  const text = (name: string) => (at(name) ? readText(at(name)!, findings) : undefined)
  const types = at('types')
  const value = text('value')
  if (value === undefined || !types) {
    if (!at('value') || !types)
      findings.add(table.place, 'A value or types are missing.', 'Leave the entry as the load wrote it.')
    return undefined
  }
  const names = asList(types).flatMap((each) => readText(each, findings) ?? [])
  for (const name of names) {
    if (registry.named(name)?.label) continue
    findings.add(types.place, `"${name}" is no type of node.`, 'Leave the entry as the load wrote it.')
    return undefined
  }
  const by = text('by')
  const within = text('within')
  const way = by === undefined || by === 'name' || by === 'id' ? (by ?? 'name') : { scheme: by }
  return { by: way, value, types: names, ...(within !== undefined && { within }) }
}

function candidateIds(table: Table): string[] {
  const list = table.entries.get('candidates')?.value
  return (list ? asList(list) : []).flatMap((each) => {
    const id = each.kind === 'table' ? each.entries.get('id')?.value : undefined
    return id?.kind === 'scalar' ? id.text : []
  })
}

const preface = ` Names and codes that a load could not tell. Write under decision the id that is meant, or create to make it anew,
 or skip to leave it out; the next load takes that and asks no more. An entry without a decision goes when no row needs it.`

/**
 * Writes what a load could not tell into its review file: what is decided stays as it is, with its comments; what is still
 * open is told as it is now. Entries stand by value. Nothing is written where there is nothing to tell and no file yet.
 * Gives how many are open. Throws a Problem (IO) where the file cannot be written.
 */
export async function writeReview({ read, write }: ReviewPlaces, review: Review): Promise<number> {
  const bytes = await bytesOf(read)
  if (!bytes && review.entries.size === 0) return 0
  const document = bytes ? readYaml(read, bytes).document : emptyReview()
  const list = document.get('review') as YAMLSeq<Node> | null
  const items = isSeq(list) ? list.items.filter(isMap) : []
  const findings = new Findings()
  const tables = bytes ? entriesOf(readYaml(read, bytes).root, findings) : []
  if (findings.problems.length > 0) throw new Problems(findings.problems)
  const kept = new Map(tables.map(({ wanted }, at) => [wantedKey(wanted!), { wanted: wanted!, item: items[at]! }]))
  const isDecided = (item: YAMLMap) => (item.get('decision') ?? null) !== null
  const open = [...review.entries].filter(([key]) => !(kept.has(key) && isDecided(kept.get(key)!.item)))
  const seq = document.createNode([]) as YAMLSeq<Node>
  const entries = [
    ...[...kept].filter(([, { item }]) => isDecided(item)).map(([key, { wanted, item }]) => ({ key, wanted, item })),
    ...open.map(([key, entry]) => {
      const item = kept.get(key)?.item ?? document.createNode({})
      return { key, wanted: entry.wanted, item: fill(document, item, entry, write) }
    }),
  ]
  entries.sort((a, b) => compare(a.wanted.value, b.wanted.value) || compare(a.key, b.key))
  seq.items = entries.map(({ item }) => item)
  if (isSeq(list)) seq.commentBefore = list.commentBefore
  document.set('review', seq)
  await save(write, document.toString({ nullStr: '', lineWidth: 120, flowCollectionPadding: true }))
  return open.length
}

function emptyReview(): Document {
  const document = new Document({ review: [] })
  document.commentBefore = preface
  return document
}

/** Writes an entry as it is now; its comments stay. */
function fill(document: Document, item: YAMLMap, entry: Entry, file: string): YAMLMap {
  const { wanted, column, rows, first, candidates } = entry
  const from = first.file === undefined ? undefined : path.relative(path.dirname(file), first.file)
  const name = from?.startsWith('..') ? path.basename(from) : from
  const values: Record<string, unknown> = {
    value: wanted.value,
    by: wanted.by === 'name' ? undefined : typeof wanted.by === 'string' ? wanted.by : wanted.by.scheme,
    types: wanted.types,
    within: wanted.within,
    column,
    rows,
    first: [name, first.line].filter((part) => part !== undefined).join(':') || undefined,
    candidates: candidates.length > 0 ? candidates.map(({ id, name: called }) => ({ id, name: called })) : undefined,
    decision: null,
  }
  const there = item.toJSON() as Record<string, unknown>
  for (const [field, value] of Object.entries(values)) {
    if (value === undefined) item.delete(field)
    // What is as it was keeps the form and the comments it has.
    else if (!(field in there) || canonical(there[field]) !== canonical(value)) item.set(field, nodeOf(document, value))
  }
  return item
}

/** Lists of words, and the mappings of a list, stand on one line each. */
function nodeOf(document: Document, value: unknown): Node {
  const node = document.createNode(value) as YAMLSeq<Node>
  if (!isSeq(node)) return node
  if (node.items.some(isMap)) for (const item of node.items) (item as YAMLMap).flow = true
  else node.flow = true
  return node
}

async function bytesOf(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Problem('IO', 'The review file cannot be read.', { place: { file }, cause })
  }
}

async function save(file: string, text: string): Promise<void> {
  try {
    // Written beside it first: a person's file is never left half written.
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(`${file}.new`, text)
    await rename(`${file}.new`, file)
  } catch (cause) {
    const hint = 'Choose another place for it with --review.'
    throw new Problem('IO', 'The review file cannot be written.', { place: { file }, hint, cause })
  }
}
