import { Certainty } from '../model/Fact.js'
import { Method, Polarity } from '../model/Claim.js'
import type { Place } from '../problem.js'
import type { Passages } from './passages.js'
import { asList, type Findings, readDate, readShare, readText, readWord } from './value.js'
import type { Table } from './yaml.js'

/** What can stand beside a value or a far end: what it rests on, and how it is meant. */
export const backingFields = [
  'evidence',
  'certainty',
  'polarity',
  'validOn',
  'text',
  'anchor',
  'supersedes',
  'method',
  'score',
]

/** What one claim rests on, and how it is meant. */
export interface Backing {
  /** Ids of passages. */
  evidence: string[]
  certainty: string
  polarity: string
  validOn?: string
  /** The words that a relative date was read from, and the date they count from. */
  dateText?: string
  dateAnchor?: string
  supersedes: string[]
  /** How it was made of its words; by a person where nothing is said. */
  method?: string
  /** How sure the method is, from 0 to 1. */
  score?: number
  /** Whether anything of this was said here rather than passed on from around it. */
  own: boolean
}

/** Of what holds for a whole entry unless it says otherwise. */
export type Inherited = Pick<Backing, 'evidence' | 'certainty' | 'method'>

/** What reading evidence needs: the passages of the document, the date of the file, and where problems go. */
export interface Words {
  passages: Pick<Passages, 'cite' | 'say'>
  anchor?: string
  findings: Findings
}

/** Reads what stands beside a value. `dated`: there is a date that words such as “last July” can be the source's own for. */
export function readBacking(table: Table | undefined, inherited: Inherited, dated: boolean, words: Words): Backing {
  const { passages, findings } = words
  const at = (name: string) => table?.entries.get(name)?.value
  const [evidence, certainty, polarity, validOn] = ['evidence', 'certainty', 'polarity', 'validOn'].map(at)
  const [supersedes, method, score] = ['supersedes', 'method', 'score'].map(at)
  const dates = readDateWords(table, dated || validOn !== undefined, words)
  return {
    evidence: evidence ? passages.cite(evidence) : inherited.evidence,
    certainty: (certainty && readWord(certainty, Object.keys(Certainty), 'certainty', findings)) ?? inherited.certainty,
    polarity: (polarity && readWord(polarity, Object.keys(Polarity), 'polarity', findings)) ?? Polarity.POSITIVE,
    validOn: validOn && readDate(validOn, findings),
    ...dates,
    supersedes: supersedes ? readClaims(supersedes, findings) : [],
    method: (method && readWord(method, Object.keys(Method), 'method', findings)) ?? inherited.method,
    score: score && readShare(score, findings),
    own: backingFields.some((name) => at(name) !== undefined),
  }
}

/** The words a date was read from, and the date they count from: the file's, unless said. */
export function readDateWords(
  table: Table | undefined,
  dated: boolean,
  { anchor: general, findings }: Words,
): Pick<Backing, 'dateText' | 'dateAnchor'> {
  const text = table?.entries.get('text')
  const anchor = table?.entries.get('anchor')
  if (!text) {
    if (anchor) findings.add(anchor.place, 'An anchor needs the words that count from it.', 'Give them as text.')
    return {}
  }
  const dateText = readText(text.value, findings)
  const dateAnchor = anchor ? readDate(anchor.value, findings) : general
  if (!dated)
    findings.add(
      text.place,
      'There is no date here that these words could be of.',
      'text is for the words of a relative date, such as “last July”.',
    )
  else if (!anchor && general === undefined) {
    findings.add(
      text.place,
      `“${dateText}” counts from no date.`,
      'Give the file an anchor, or one here: the date of the document, as a rule.',
    )
  }
  return { dateText, dateAnchor }
}

function readClaims(tree: Parameters<typeof asList>[0], findings: Findings): string[] {
  return asList(tree).flatMap((item) => {
    const id = readText(item, findings)
    if (id === undefined || /^claim:[0-9a-f]{24}$/.test(id)) return id ?? []
    findings.add(item.place, `"${id}" is not the id of a claim.`, 'Write claim: and its 24 hexadecimal digits.')
    return []
  })
}

/** Notes what a claim lacks: words it rests on, and among them those its date was read from. */
export function checkBacking(backing: Backing, place: Place, { passages, findings }: Words): void {
  const { evidence, dateText } = backing
  if (evidence.length === 0) {
    findings.add(place, 'rests on no passage.', 'Give it evidence, or give evidence to the whole entry.')
  }
  if (dateText !== undefined && evidence.length > 0 && !passages.say(dateText, evidence)) {
    const hint = 'Write the words of the source, and cite the passage that has them.'
    findings.add(place, `“${dateText}” does not stand in the passages it rests on.`, hint)
  }
}
