/**
 * One thing that a fact says of the world and that stands: an open claim, or what an event or a statement carries
 * itself. The world is worked out from these and from nothing else.
 */
export interface Assertion {
  /** The id of the claim, or of the event or statement that carries it. */
  fact: string
  /** Whether that is a claim. */
  claim: boolean
  /** A type of relationship, or a property of the subject under its name in the graph. */
  predicate: string
  /** Of a relationship, the node it starts from. */
  subject: string
  object?: string
  value?: unknown
  qualifiers: Record<string, unknown>
  validOn?: string
  certainty: string
  polarity: string
  /** Ids of passages, sorted. */
  evidence: string[]
  /** Ids of the documents of those passages, without retracted ones. */
  documents: string[]
  /** The first possible day of the latest of those documents; empty where none is known. */
  publishedOn: string
}

/** What an assertion is about: two with the same topic can support or contradict one another, others cannot. */
export type Topic = Pick<Assertion, 'predicate' | 'subject' | 'object'>

/** A topic as one string: `title negotiation:fish-talks`, `PARTY_TO country:RW agreement:fish-pact`. Ids have no spaces. */
export function topicKey({ predicate, subject, object }: Topic): string {
  return object === undefined ? `${predicate} ${subject}` : `${predicate} ${subject} ${object}`
}

/** The topic that a key names. */
export function topicOf(key: string): Topic {
  const [predicate, subject, object] = key.split(' ')
  return { predicate: predicate!, subject: subject!, object }
}

/** Qualifiers that, beside its two ends, make a relationship one and the same. */
const identity: Record<string, string[]> = {
  PARTICIPATED_IN: ['role', 'onBehalfOf', 'derived'],
  HELD_OFFICE: ['tenureId'],
}

/** What tells a relationship from others of its type between the same two nodes; empty where there can be but one. */
export function identityKey(type: string, qualifiers: Record<string, unknown>): string {
  const parts = identity[type] ?? []
  return parts.map((part) => asText(qualifiers[part] ?? (part === 'derived' ? false : ''))).join('|')
}

/** A value of a property as one text: values are texts, numbers and booleans. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const certainties = ['CERTAIN', 'PROBABLE', 'POSSIBLE']

/** The surest of some certainties; the least sure where there are none. */
export function surest(given: string[]): string {
  return certainties.find((certainty) => given.includes(certainty)) ?? 'POSSIBLE'
}

/** Sorts the best first: the surer, then the later source (an undated one is oldest), then the lower id. */
export function bestFirst(a: Assertion, b: Assertion): number {
  return (
    certainties.indexOf(a.certainty) - certainties.indexOf(b.certainty) ||
    compare(b.publishedOn, a.publishedOn) ||
    compare(a.fact, b.fact)
  )
}

/** By code units, as the graph compares strings; never by a language's rules. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Things by what `key` says of them, in the order they were met. */
export function groupBy<Thing>(things: Iterable<Thing>, key: (thing: Thing) => string): Map<string, Thing[]> {
  const groups = new Map<string, Thing[]>()
  for (const thing of things) {
    const group = groups.get(key(thing))
    if (group) group.push(thing)
    else groups.set(key(thing), [thing])
  }
  return groups
}

/** Things of which something holds, and all others. */
export function parted<Thing>(things: Thing[], holds: (thing: Thing) => boolean): [those: Thing[], others: Thing[]] {
  return [things.filter(holds), things.filter((thing) => !holds(thing))]
}
