import { Problem } from '../problem.js'
import type { Place } from '../problem.js'
import type { ClaimDraft, NodeDraft } from './draft.js'
import type { Redirects } from './redirect.js'
import { resolveDraft, resolveNodes } from './redirect.js'
import { references } from './references.js'
import type { Resolver } from './resolve.js'
import { Scratch, Spill } from './spill.js'
import { isFact, typeOf } from './stored.js'
import { factHash, joinFact, joinNode } from './streamGroup.js'
import type { Group } from './streamGroup.js'
import { hashOf, Notes } from './streamRead.js'
import type { RowDraft, TableDraft } from './table/table.js'
import { type Rejects } from './streamRejects.js'

/**
 * The first pass over a table: every row is read and checked before anything is written. Of an actor, a topic, an agreement
 * (whatever is not its own claim) the first row that names it bears what is said of it; what later rows repeat is left out.
 */

/** How many rows are read at a time. */
const chunk = 2_000

/** How many ids and claims are remembered in memory, so that most rows add nothing to what is sorted on disk. */
const remembered = 150_000

/** How many ids are asked for at once. */
const asked = 5_000

export interface CheckOptions {
  resolver: Resolver
  redirects: Redirects
  /** Which of some ids are known from elsewhere: the graph, without what only this dataset brought, or other drafts. */
  knownIds: (ids: string[]) => Promise<Set<string>>
  /** What was meant by an id that nobody knows. */
  suggest: (ids: string[]) => Promise<(id: string) => string | undefined>
  elsewhere: string
  rejects: Rejects
  /** Told how many rows were read. */
  progress?: (rows: number) => void
  /** Told of names and codes that led to nobody or to several. */
  unresolved?: (row: RowDraft) => void
  signal?: AbortSignal
}

/** A table that was read and checked. */
export interface CheckedTable {
  scratch: Scratch
  notes: Notes
  /** Every id of a passage, node or claim of the table. */
  made: Spill
  /** How many rows say something of their own, how many only repeat, and how many are set aside. */
  rows: number
  repeated: number
  setAside: number
  /** Whether some rows refer to what only later rows make. */
  hasEarly: boolean
  /** Ids that nobody knows: rows that name one are set aside. */
  unknown: ReadonlySet<string>
  /** How many there are by section: `events`, `passages`, `claims`. */
  counts: Map<string, number>
}

/** Reads a whole table. Throws Problems with what is wrong: the first hundred, and how many there are. */
export async function checkTable(table: TableDraft, options: CheckOptions): Promise<CheckedTable> {
  const scratch = new Scratch()
  try {
    const check = new Check(scratch, options)
    let rows = 0
    for await (const drafts of table.chunks(chunk, options.resolver)) {
      await check.take(drafts)
      rows += drafts.length
      options.progress?.(rows)
      stopWhere(options.signal)
    }
    return await check.finish()
  } catch (error) {
    scratch.close()
    throw error
  }
}

/** Ends a load whose user wants it to stop. */
export function stopWhere(signal: AbortSignal | undefined, where = 'Nothing was written yet.'): void {
  if (!signal?.aborted) return
  throw new Problem('STOPPED', `Stopped. ${where}`, { hint: 'Run the same command to go on.' })
}

class Check {
  private readonly ids: Spill
  private readonly made: Spill
  private readonly notes: Notes
  private readonly named = new Set<string>()
  private readonly seen = new Set<string>()
  private readonly known = new Set<string>()
  private readonly unknown = new Set<string>()
  private readonly counts = new Map<string, number>()
  private rows = 0
  private repeated = 0
  private hasEarly = false
  /** What several ids may lead to. */
  private readonly survivors: ReadonlySet<string>

  constructor(
    private readonly scratch: Scratch,
    private readonly options: CheckOptions,
  ) {
    this.survivors = new Set([...options.redirects.values()].map(({ survivor }) => survivor))
    this.ids = new Spill(scratch)
    this.made = new Spill(scratch)
    this.notes = new Notes(scratch, new Spill(scratch))
  }

  async take(drafts: RowDraft[]): Promise<void> {
    const { rejects } = this.options
    const good: { row: RowDraft; named: Map<string, Place> }[] = []
    for (const draft of drafts) {
      const row = this.resolved(draft)
      if (row.unresolved.length > 0) this.options.unresolved?.(row)
      const problems = row.problems.length > 0 ? row.problems : evidenceProblems(row)
      if (problems.length > 0) rejects.add(row.place, row.passage.text, problems)
      else good.push({ row, named: references({ ...row, documents: [], redirects: [] }) })
    }
    await this.learn(good.flatMap(({ named }) => [...named.keys()]))
    for (const { row, named } of good) this.note(row, named)
    await this.ids.settle()
  }

  async finish(): Promise<CheckedTable> {
    const { rejects } = this.options
    this.notes.end()
    const conflicts = await this.compareRows()
    const checked = (): CheckedTable => {
      const { scratch, notes, made, repeated, hasEarly, unknown, counts } = this
      const rows = this.rows - repeated
      return { scratch, notes, made, rows, repeated, setAside: rejects.count, hasEarly, unknown, counts }
    }
    if (conflicts.length > 0) rejects.refuse(await this.explainConflicts(conflicts))
    if (this.unknown.size > 0) await this.rejectUnknown()
    rejects.judge()
    return checked()
  }

  /** Names survivors wherever a row names what was merged. */
  private resolved(row: RowDraft): RowDraft {
    const { redirects } = this.options
    if (redirects.size === 0 || row.problems.length > 0) return row
    const rest = { dataset: { id: '', title: '' }, sourceSha256: '', documents: [], passages: [], redirects: [] }
    const { nodes, claims } = resolveDraft({ ...rest, nodes: row.nodes, claims: row.claims }, redirects)
    return { ...row, nodes, claims }
  }

  /** Asks which of the ids that rows refer to are known from elsewhere, where no row before has made them. */
  private async learn(ids: string[]): Promise<void> {
    const open = [...new Set(ids)].filter((id) => !this.named.has(id) && !this.known.has(id))
    if (this.known.size > remembered) this.known.clear()
    for (let at = 0; at < open.length; at += asked) {
      for (const id of await this.options.knownIds(open.slice(at, at + asked))) this.known.add(id)
    }
  }

  private note({ place, passage, nodes, claims }: RowDraft, named: Map<string, Place>): void {
    const facts = onceEach(
      nodes.filter(({ id }) => typeOf(id).ownClaim),
      (node) => `${node.id} ${factHash(node)}`,
    )
    // Several rows may say of one what they said of two before a merge: the first of them bears it, once all are read.
    const own = facts.filter(({ id }) => !this.isJoined(id))
    const merged = facts.filter(({ id }) => this.isJoined(id))
    const others = nodes.filter(({ id }) => !typeOf(id).ownClaim)
    const ids = new Set(others.map(({ id }) => id))
    const isShared = ({ subject, object }: ClaimDraft) => ids.has(subject) || (object !== undefined && ids.has(object))
    const alone = onceEach(ids.size === 0 ? claims : claims.filter((claim) => !isShared(claim)), ({ id }) => id)
    const all = onceEach(
      (ids.size === 0 ? [] : claims.filter(isShared)).map((claim) => ({ key: sharedKey(claim), claim })),
      ({ key }) => key,
    )
    const shared = all.filter(({ key }) => !this.seen.has(key))
    const said = own.map((node): [string, string] => [node.id, factHash(node)])
    const { row, body } = this.notes.add({ place, passage, nodes: own, claims: alone, shared })
    const number = String(row).padStart(12, '0')
    this.rows++
    const rest = [...all.map(({ key }) => key), ...merged.map(factHash)]
    this.ids.add(passage.id, number, 'row', hashOf(`${body}\n${rest.join()}`))
    for (const [id, hash] of said) this.ids.add(id, number, 'fact', hash)
    for (const node of merged) this.ids.add(node.id, number, 'merged', JSON.stringify({ ...node, place: undefined }))
    for (const node of others) {
      const text = JSON.stringify({ ...node, place: undefined, evidence: [] })
      const key = `${node.id} ${text.length > 200 ? hashOf(text) : text}`
      if (this.seen.has(key)) continue
      remember(this.seen, key)
      remember(this.named, node.id)
      this.ids.add(node.id, number, 'node', JSON.stringify({ ...node, place: undefined }))
    }
    for (const { key, claim } of shared) {
      remember(this.seen, key)
      this.ids.add(`\u0001${key}`, number, 'claim', claim.id)
    }
    for (const { id } of alone) {
      this.count('claims')
      this.made.add('1', id)
    }
    for (const [id, at] of named)
      if (!this.named.has(id) && !this.known.has(id)) this.ids.add(id, number, 'reference', JSON.stringify(at))
  }

  /** Goes through all ids in order: what is said twice, what is said first, and what nobody makes. */
  private async compareRows(): Promise<Conflict[]> {
    const conflicts: Conflict[] = []
    let current: Group = { id: '', waiting: 0 }
    for await (const [id, number, kind, said] of this.ids.sorted()) {
      const row = Number(number)
      if (current.id !== id) {
        this.close(current)
        current = { id: id!, waiting: 0 }
      }
      if (kind === 'reference') {
        if (current.first !== undefined && current.first <= row) continue
        this.notes.edit(row, { kind: 'early', id: id! })
        current.waiting++
      } else if (kind === 'node') joinNode(current, row, JSON.parse(said!) as NodeDraft)
      else if (kind === 'merged') {
        const other = joinFact(current, row, JSON.parse(said!) as NodeDraft)
        if (other !== undefined) this.contradict(conflicts, { id: id!, row, other })
      } else if (current.first === undefined) Object.assign(current, { first: row, kind, said })
      else if (kind === 'row' && said === current.said) {
        this.notes.edit(row, { kind: 'repeats' })
        this.repeated++
      } else if (kind === 'fact' && said === current.said) this.notes.edit(row, { kind: 'drop', id: id! })
      else if (kind !== 'claim') this.contradict(conflicts, { id: id!, row, other: current.first })
    }
    this.close(current)
    return conflicts
  }

  /** Whether it is an event or a statement that may be said under several ids. */
  private isJoined(id: string): boolean {
    return this.survivors.has(id) && typeOf(id).ownClaim === true
  }

  private contradict(conflicts: Conflict[], conflict: Conflict): void {
    if (conflicts.length < mostConflicts) conflicts.push(conflict)
    else this.options.rejects.refuseUnseen()
  }

  private close(group: Group): void {
    const { id, first, kind, said, parts, rows, waiting } = group
    if (first === undefined) {
      // More than can be set aside are refused anyway.
      if (waiting > 0 && this.unknown.size < mostConflicts + this.options.rejects.allowed) this.unknown.add(id)
      return
    }
    this.hasEarly ||= waiting > 0
    if (kind === 'claim') {
      this.notes.edit(first, { kind: 'claim', key: id.slice(1) })
      this.made.add('1', said!)
      this.count('claims')
      return
    }
    if (parts) {
      const [node] = resolveNodes([...parts.values()], this.options.redirects)
      this.notes.edit(first, { kind: 'bear', node: node! })
      const later = isFact(typeOf(id)) ? new Set([...rows!.values()].filter((row) => row !== first)) : []
      for (const row of later) this.notes.edit(row, { kind: 'backs', id })
    }
    this.made.add(kind === 'row' ? '3' : '2', id)
    this.count(kind === 'row' ? 'passages' : (typeOf(id).plural ?? typeOf(id).name))
  }

  private count(section: string): void {
    this.counts.set(section, (this.counts.get(section) ?? 0) + 1)
  }

  /** Rows that contradict one another, as problems of the later one. */
  private async explainConflicts(conflicts: Conflict[]): Promise<Problem[]> {
    const rows = new Set(conflicts.flatMap(({ row, other }) => [row, other]))
    const places = new Map<number, Place>()
    for await (const row of this.notes.read()) if (rows.has(row.number)) places.set(row.number, row.place)
    return conflicts.map(({ id, row, other }) => {
      const { file, line } = places.get(other) ?? {}
      const where = [file, line].filter((part) => part !== undefined).join(':')
      const what = id.startsWith('passage:') ? `The key of this row, ${id.split(':').slice(2).join(':')},` : id
      return new Problem('BAD_DATA', `${what} stands in ${where} too, and says something else there.`, {
        place: places.get(row) ?? {},
        hint: 'Take one of the two out, or choose a key that tells them apart.',
      })
    })
  }

  /** Rows that name what nobody knows. One that others rest on cannot be set aside. */
  private async rejectUnknown(): Promise<void> {
    const { rejects, suggest, elsewhere } = this.options
    const meant = await suggest([...this.unknown].slice(0, mostConflicts))
    for await (const row of this.notes.read()) {
      const missing = row.early.filter((id) => this.unknown.has(id))
      if (missing.length === 0) continue
      const problems = missing.map((id) => {
        const said = rejects.isFull ? undefined : meant(id)
        const hint = [said && `Did you mean ${said}?`, elsewhere].filter(Boolean).join(' ')
        return new Problem('BAD_DATA', `${id} is not known.`, { place: row.place, hint })
      })
      if (row.bears) rejects.refuse(problems)
      else rejects.add(row.place, row.read().passage.text, problems)
    }
  }
}

interface Conflict {
  id: string
  row: number
  other: number
}

const mostConflicts = 100

/** Equal for claims that say the same, wherever they stand. */
function sharedKey({ predicate, subject, object, value, qualifiers, ...claim }: ClaimDraft): string {
  const { validOn, certainty, polarity, method, dateText, dateAnchor, said } = claim
  // What was said of two that are one by now is kept for both, should they be two again.
  const rest = [certainty, polarity, method, validOn, dateText, dateAnchor, said]
  const text = JSON.stringify([predicate, subject, object, value, qualifiers, ...rest])
  return text.length > 200 ? hashOf(text) : text
}

/** What a row says twice it says once. */
function onceEach<Said>(said: Said[], key: (said: Said) => string): Said[] {
  return said.length < 2 ? said : [...new Map(said.map((each) => [key(each), each])).values()]
}

function remember(set: Set<string>, key: string): void {
  if (set.size < remembered) set.add(key)
}

/** A fact rests on its own row, and so does every claim. */
function evidenceProblems({ passage, nodes, claims, place }: RowDraft): Problem[] {
  const facts = [...nodes.filter(({ id }) => isFact(typeOf(id))), ...claims]
  return facts
    .filter(({ evidence }) => evidence.length === 0 || evidence.some((id) => id !== passage.id))
    .map(({ id }) => new Problem('BAD_DATA', `${id} does not rest on its row.`, { place }))
}
