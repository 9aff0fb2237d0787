import { hash } from 'node:crypto'
import type { Place } from '../problem.js'
import type { ClaimDraft, NodeDraft, PassageDraft } from './draft.js'
import { joined, Lines, linesOf, parted } from './spill.js'
import type { Scratch, Spill } from './spill.js'

/**
 * A table is read once. What its rows say is noted on disk, a line for each, since reading a row costs far more than
 * reading it back; what can only be known once all rows were read (which of them is the first to name an actor, say) is
 * noted beside it as edits, by row.
 */

/** What becomes of a row when it is read back. */
export type Edit =
  /** It says what an earlier row says: it is left out. */
  | { kind: 'repeats' }
  /** Of its facts, this one is an earlier row's already. */
  | { kind: 'drop'; id: string }
  /** It is the first to name this node, which is what all rows say of it. */
  | { kind: 'bear'; node: NodeDraft }
  /** This fact, which an earlier row bears, rests on it too: it said so of another, and the two were merged. */
  | { kind: 'backs'; id: string }
  /** Of its claims about nodes that several rows name, it is the first to make this one. */
  | { kind: 'claim'; key: string }
  /** It refers to this id, which only a later row makes, or none. */
  | { kind: 'early'; id: string }

/** A row as it is written: what earlier rows say is left out. */
export interface WrittenRow {
  /** From 1, over all files. */
  number: number
  place: Place
  passage: PassageDraft
  nodes: NodeDraft[]
  claims: ClaimDraft[]
  /** Of the whole row: equal for rows that say the same. */
  hash: string
  /** Ids it refers to that no row before it makes. */
  early: string[]
  /** Facts of earlier rows that rest on it too. */
  backs: string[]
}

/** What a row says and no other row changes; and claims about nodes that other rows may name too, each with a key that is equal where they say the same. */
export interface NotedRow {
  place: Place
  passage: PassageDraft
  nodes: NodeDraft[]
  claims: ClaimDraft[]
  shared: { key: string; claim: ClaimDraft }[]
}

/** The rows of a table, noted in their order. */
export class Notes {
  private readonly lines: Lines
  private count = 0

  constructor(
    scratch: Scratch,
    private readonly edits: Spill,
  ) {
    this.lines = new Lines(scratch.file())
  }

  /** Notes a row, and gives its number with what it says as one text, shared claims left out. */
  add({ place, passage, nodes, claims, shared }: NotedRow): { row: number; body: string } {
    const body = content(passage, nodes, claims)
    const rest =
      shared.length === 0 ? [] : [JSON.stringify(shared.map(({ key, claim }) => ({ key, claim: bare(claim) })))]
    this.lines.write(joined([passage.id, JSON.stringify(place), body, ...rest]))
    return { row: ++this.count, body }
  }

  /** To be said when the last row is noted. */
  end(): void {
    this.lines.end()
  }

  edit(row: number, edit: Edit): void {
    this.edits.add(String(row).padStart(12, '0'), JSON.stringify(edit))
  }

  /** All rows but those that only repeat others. */
  async *read(): AsyncGenerator<LazyRow> {
    const edits = this.edits.sorted()
    let next = await edits.next()
    let number = 0
    for (const line of linesOf(this.lines.file)) {
      number++
      const own: Edit[] = []
      while (!next.done && Number(next.value[0]) === number) {
        own.push(JSON.parse(next.value[1]!) as Edit)
        next = await edits.next()
      }
      if (own.some(({ kind }) => kind === 'repeats')) continue
      yield new LazyRow(number, line, own)
    }
  }
}

/** A row that was read back, of which only as much is worked out as is asked for. */
export class LazyRow {
  readonly id: string
  readonly hash: string
  private readonly fields: string[]
  private whole?: { passage: PassageDraft; nodes: NodeDraft[]; claims: ClaimDraft[] }

  constructor(
    readonly number: number,
    line: string,
    private readonly edits: Edit[],
  ) {
    this.fields = parted(line)
    this.id = this.fields[0]!
    const isPlain = this.fields.length === 3 && edits.every(({ kind }) => kind === 'early' || kind === 'backs')
    this.hash = hashOf(isPlain ? this.fields[2]! : this.said())
  }

  get place(): Place {
    return JSON.parse(this.fields[1]!) as Place
  }

  get early(): string[] {
    return this.edits.flatMap((edit) => (edit.kind === 'early' ? edit.id : []))
  }

  get backs(): string[] {
    return this.edits.flatMap((edit) => (edit.kind === 'backs' ? edit.id : []))
  }

  /** Whether other rows may rest on it: it is the first to name something. */
  get bears(): boolean {
    return this.edits.some(({ kind }) => kind === 'bear' || kind === 'claim')
  }

  read(): WrittenRow {
    const { number, place, hash, early, backs } = this
    const { passage, nodes, claims } = this.apply()
    return {
      ...{ number, place, passage, hash, early, backs },
      nodes: nodes.map((node) => ({ ...node, place })),
      claims: claims.map((claim) => ({ ...claim, place })),
    }
  }

  private said(): string {
    const { passage, nodes, claims } = this.apply()
    return content(passage, nodes, claims)
  }

  private apply() {
    if (this.whole) return this.whole
    const { passage, nodes, claims } = JSON.parse(this.fields[2]!) as NonNullable<LazyRow['whole']>
    const shared = JSON.parse(this.fields[3] ?? '[]') as NotedRow['shared']
    const made = new Set(this.edits.flatMap((edit) => (edit.kind === 'claim' ? edit.key : [])))
    const dropped = new Set(this.edits.flatMap((edit) => (edit.kind === 'drop' ? edit.id : [])))
    const borne = this.edits.flatMap((edit) => (edit.kind === 'bear' ? edit.node : []))
    this.whole = {
      passage,
      nodes: [...nodes.filter(({ id }) => !dropped.has(id)), ...borne],
      claims: [...claims, ...shared.filter(({ key }) => made.has(key)).map(({ claim }) => claim)],
    }
    return this.whole
  }
}

/** What a row says, as one text. */
function content(passage: PassageDraft, nodes: NodeDraft[], claims: ClaimDraft[]): string {
  return JSON.stringify({ passage, nodes: nodes.map(bare), claims: claims.map(bare) })
}

/** Without its place: a row says the same wherever it stands. */
function bare<Row extends { place: Place }>(row: Row): Row {
  return { ...row, place: undefined }
}

/** A short hash of a text: enough to tell whether something changed. */
export function hashOf(text: string): string {
  return hash('sha1', text, 'base64').slice(0, 22)
}
