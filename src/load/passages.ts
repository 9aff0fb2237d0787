import { createHash } from 'node:crypto'
import type { Place } from '../problem.js'
import { readInput } from './dataset.js'
import type { DescribedDocument } from './document.js'
import type { PassageDraft } from './draft.js'
import { didYouMean } from './nearest.js'
import { asList, asTable, type Findings, onlyKnown, readText, readWhole } from './value.js'
import { decodeUtf8, type Table, type Tree } from './yaml.js'

/** An excerpt is a clause: longer ones carry more than one fact, and quote more than is fair. */
export const maxWords = 30
/** Of a text, all passages together may quote so much. */
export const maxShare = 0.6
/** Characters kept before and after a passage, to find it again in another edition. */
const context = 12

/** A document's text as it is stored: no normalisation, a byte order mark kept, places counted in UTF-16 code units. */
export interface SourceText {
  text: string
  sha256: string
}

export async function readSourceText(file: string, findings: Findings): Promise<SourceText | undefined> {
  const bytes = await readInput(file)
  const text = decodeUtf8(bytes, true)
  if (typeof text === 'string') return { text, sha256: createHash('sha256').update(bytes).digest('hex') }
  findings.add({ file, line: text.line }, 'This line is not UTF-8.', 'Save the text as UTF-8.')
  return undefined
}

/** A table's row is quoted whole. */
const longestRow = 1_048_576

/** A passage as it was read, and whether anything rests on it. */
interface KnownPassage {
  draft: PassageDraft
  /** What it is called where it stands. */
  name: string
  place: Place
  used: boolean
}

/** The passages of a whole dataset, by id: any of its entries can cite any of them. */
export type PassageIndex = Map<string, KnownPassage>

/** An excerpt as a fact file gives it; what is not given can be found in the text. */
export interface Excerpt {
  text: string
  start?: number
  end?: number
  prefix?: string
  suffix?: string
  /** The key of a table's row, which has no place in a text. */
  row?: string
}

/** Every place at which an excerpt stands in a text, between its prefix and suffix where it has them. */
export function placesOf(excerpt: Excerpt, text: string): number[] {
  const { text: words, prefix = '', suffix = '' } = excerpt
  const found: number[] = []
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (text.slice(0, at).endsWith(prefix) && text.startsWith(suffix, at + words.length)) found.push(at)
  }
  return found
}

/** The dozen characters before and after a place in a text, no character cut in two. */
export function around(text: string, start: number, end: number): { prefix: string; suffix: string } {
  const prefix = text.slice(Math.max(0, start - context), start).replace(/^[\uDC00-\uDFFF]/, '')
  const suffix = text.slice(end, end + context).replace(/[\uD800-\uDBFF]$/, '')
  return { prefix, suffix }
}

/** What to say where an excerpt does not stand in a text: how far it agrees, and how the text goes on there. */
function departure(words: string, text: string): string {
  let [good, bad] = [0, words.length]
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (text.includes(words.slice(0, middle))) good = middle
    else bad = middle
  }
  if (good < 8) return 'Copy it from the text, letter by letter.'
  const after = text.indexOf(words.slice(0, good)) + good
  return `The text agrees up to “${words.slice(Math.max(0, good - 24), good)}” and goes on “${text.slice(after, after + 24)}”.`
}

/** Stands for a passage that was cited and is not there, so that a claim is not said to rest on nothing besides. */
const unknown = 'passage:unknown'

const fields = ['text', 'start', 'end', 'prefix', 'suffix', 'row']

/** What entries cite: passages by their ids, or by a name where a file gives them one. */
export class Citations {
  constructor(
    protected readonly index: PassageIndex,
    protected readonly findings: Findings,
  ) {}

  /** The ids of the passages that an `evidence` names, each once. */
  cite(tree: Tree): string[] {
    const ids = asList(tree).flatMap((item) => {
      const name = readText(item, this.findings)
      if (name === undefined) return [unknown]
      const passage = this.find(name)
      if (!passage) {
        const hint = didYouMean(name, this.names()) ?? 'Name one that stands under passages.'
        this.findings.add(item.place, `"${name}" is not a passage.`, hint)
        return [unknown]
      }
      passage.used = true
      return [passage.draft.id]
    })
    return [...new Set(ids)]
  }

  /** Whether the words stand in one of these passages, whatever the case of their letters. */
  say(words: string, ids: string[]): boolean {
    const said = (id: string) => this.index.get(id)?.draft.text.toLowerCase()
    return ids.some((id) => id === unknown || said(id)?.includes(words.toLowerCase()))
  }

  protected find(name: string): KnownPassage | undefined {
    return this.index.get(name)
  }

  protected names(): Iterable<string> {
    return this.index.keys()
  }
}

/** The named excerpts of one document, each checked against the text where that is at hand. */
export class Passages extends Citations {
  private readonly named = new Map<string, KnownPassage>()

  constructor(
    private readonly document: DescribedDocument,
    private readonly source: SourceText | undefined,
    findings: Findings,
    index: PassageIndex = new Map(),
  ) {
    super(index, findings)
    if (!source) return
    const { draft, length, place } = document
    if (draft.sha256 !== undefined && draft.sha256 !== source.sha256) {
      const hint = `The text given has ${source.sha256}: it is another edition, or was changed.`
      findings.add(place, `"${draft.sha256}" is not the SHA-256 of the text.`, hint)
    }
    if (length !== undefined && length !== source.text.length) {
      findings.add(
        place,
        `The text has ${source.text.length} characters, not ${length}.`,
        'Correct the length, or give the text it is of.',
      )
    }
  }

  read(tree: Tree): void {
    const table = asTable(tree, this.findings, 'Write `name: the exact words` lines.')
    for (const [name, { place, value }] of table?.entries ?? []) this.add(name, place, value)
    this.checkShare(tree.place)
  }

  /** Takes one passage up: under a name of the file's own, or under its id where it has none. */
  add(name: string | undefined, place: Place, tree: Tree): void {
    const excerpt = readExcerpt(tree, this.findings)
    // One that cannot be read is known all the same, so that what cites it is no second problem.
    const { start, end } = excerpt && excerpt.row === undefined ? this.locate(excerpt, tree.place) : {}
    const id = `passage:${this.document.slug}:${excerpt?.row ?? `${start}-${end}`}`
    const text = excerpt?.text ?? ''
    const same = start === undefined && excerpt?.row === undefined ? undefined : this.index.get(id)
    if (same)
      this.findings.add(
        place,
        `These are the words of "${same.name}".`,
        'Keep one of the two, and cite it in both places.',
      )
    const near =
      this.source && start !== undefined && end !== undefined ? around(this.source.text, start, end) : excerpt
    const draft = {
      id,
      document: this.document.draft.id,
      start,
      end,
      text,
      prefix: near?.prefix,
      suffix: near?.suffix,
    }
    const known = { draft, name: name ?? id, place, used: false }
    this.index.set(id, known)
    this.named.set(name ?? id, known)
  }

  protected override find(name: string): KnownPassage | undefined {
    return this.named.get(name) ?? super.find(name)
  }

  protected override names(): Iterable<string> {
    return this.named.keys()
  }

  private locate(excerpt: Excerpt, place: Place): { start?: number; end?: number } {
    const { text: words, start, end } = excerpt
    const inField = (field: string): Place => ({ ...place, field: `${place.field}.${field}` })
    const count = words.split(/\s+/).filter(Boolean).length
    if (count > maxWords) {
      const hint = 'Cut it down to the clause that carries the fact.'
      this.findings.add(place, `The excerpt has ${count} words; ${maxWords} are the most.`, hint)
    }
    if (start === undefined || end === undefined) return this.search(excerpt, place)
    if (start < 0) this.findings.add(inField('start'), `The start, ${start}, lies before the text.`)
    else if (end <= start) this.findings.add(inField('end'), `The end, ${end}, does not lie after the start, ${start}.`)
    else if (end - start !== words.length) {
      const hint = 'Places count UTF-16 code units, from 0; the end is the first unit after the excerpt.'
      this.findings.add(
        place,
        `${start} to ${end} are ${end - start} characters, and the excerpt has ${words.length}.`,
        hint,
      )
    } else if (this.source) this.checkPlace({ ...excerpt, start, end }, place, this.source.text)
    return { start, end }
  }

  private checkPlace(excerpt: Excerpt & { start: number; end: number }, place: Place, text: string): void {
    const { text: words, start, end } = excerpt
    if (end > text.length) {
      this.findings.add(place, `The end, ${end}, lies beyond the text, which has ${text.length} characters.`)
      return
    }
    const slice = text.slice(start, end)
    if (slice !== words) {
      const others = placesOf({ text: words }, text).map((at) => `${at} to ${at + words.length}`)
      const hint = others.length > 0 ? `The excerpt stands at ${others.join(' and ')}.` : departure(words, text)
      this.findings.add(place, `At ${start} to ${end} the text has “${slice}”.`, hint)
      return
    }
    const near = around(text, start, end)
    for (const side of ['prefix', 'suffix'] as const) {
      if (excerpt[side] !== undefined && excerpt[side] !== near[side]) {
        this.findings.add(
          { ...place, field: `${place.field}.${side}` },
          `"${excerpt[side]}" is not what the text has there.`,
          `It has "${near[side]}".`,
        )
      }
    }
  }

  private search(excerpt: Excerpt, place: Place): { start?: number; end?: number } {
    if (!this.source) {
      this.findings.add(place, 'has no start and end.', 'Give both, or run with --text <file>, which finds them.')
      return {}
    }
    const found = placesOf(excerpt, this.source.text)
    const [start] = found
    if (start !== undefined && found.length === 1) return { start, end: start + excerpt.text.length }
    if (start === undefined)
      this.findings.add(place, 'The text does not have these words.', departure(excerpt.text, this.source.text))
    else {
      const all = found.map((at) => `${at} to ${at + excerpt.text.length}`).join(' and ')
      this.findings.add(
        place,
        `The text has these words ${found.length} times, at ${all}.`,
        'Give start and end, or quote a word more.',
      )
    }
    return {}
  }

  /** Passages can overlap; what they cover together is counted once. */
  private checkShare(place: Place): void {
    const length = this.source?.text.length ?? this.document.length
    if (!length) return
    const ranges = [...this.named.values()]
      .map(({ draft }) => draft)
      .filter(({ start, end }) => start !== undefined && end !== undefined)
    let [covered, reached] = [0, 0]
    for (const { start = 0, end = 0 } of ranges.sort((a, b) => a.start! - b.start!)) {
      covered += Math.max(0, end - Math.max(start, reached))
      reached = Math.max(reached, end)
    }
    if (covered <= length * maxShare) return
    const share = ((100 * covered) / length).toFixed(1)
    this.findings.add(
      place,
      `The passages quote ${share} % of the text; ${maxShare * 100} % are the most.`,
      'Shorten excerpts to the words that carry the facts.',
    )
  }
}

/** An excerpt as it stands in a fact file: the words alone, or with their place. */
export function readExcerpt(tree: Tree, findings: Findings): Excerpt | undefined {
  if (tree.kind === 'scalar') {
    const text = readText(tree, findings)
    return text === undefined ? undefined : { text }
  }
  const table = asTable(tree, findings, 'Write the exact words, or text, start and end.')
  if (!table) return undefined
  onlyKnown(table, fields, 'a passage', findings)
  const value = (name: string) => table.entries.get(name)?.value
  const words = value('text')
  if (!words) findings.add({ ...table.place, field: `${table.place.field}.text` }, 'is missing.')
  const rowTree = value('row')
  const row = rowTree && readRow(rowTree, table, findings)
  const text = words && readText(words, findings, row === undefined ? undefined : longestRow)
  const [start, end] = ['start', 'end'].map((name) => {
    const at = value(name)
    return at && readWhole(at, findings)
  })
  if ((start === undefined) !== (end === undefined))
    findings.add(table.place, 'Start and end come together.', 'Give both or neither.')
  const [prefix, suffix] = ['prefix', 'suffix'].map((name) => {
    const near = value(name)
    return near?.kind === 'scalar' && near.value !== null ? near.text : undefined
  })
  return text === undefined ? undefined : { text, start, end, prefix, suffix, row }
}

/** The key of a table's row. It stands for a place in the text, of which there is none. */
function readRow(tree: Tree, table: Table, findings: Findings): string | undefined {
  const row = readText(tree, findings)
  const place = table.entries.get('start') ?? table.entries.get('end')
  if (place) findings.add(place.place, 'A row has no place in a text.', 'Take row out, or start and end.')
  if (row === undefined || /^[^\s#]{1,200}$/u.test(row)) return row
  findings.add(
    tree.place,
    `"${row}" is not the key of a row.`,
    'Keys have no spaces and no #, and 200 characters at most.',
  )
  return undefined
}
