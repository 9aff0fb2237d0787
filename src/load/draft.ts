import type { Place } from '../problem.js'

/**
 * What a reader of any format hands on: the whole of a dataset, checked and resolved, before anything is written. Ids
 * are full ids (`country:RW`); every date is as written; every property stands under the name it has in the graph.
 */
export interface Draft {
  dataset: DatasetDraft
  /** SHA-256, in hexadecimal, over all that was read: files, packages' contents, and the version of the reader. */
  sourceSha256: string
  documents: DocumentDraft[]
  passages: PassageDraft[]
  nodes: NodeDraft[]
  claims: ClaimDraft[]
  redirects: { id: string; survivor: string; reason: string }[]
}

export interface DatasetDraft {
  id: string
  title: string
  publisher?: string
  license?: string
  rights?: string
  version?: string
  citation?: string
  url?: string
}

export interface DocumentDraft {
  id: string
  title: string
  publisher?: string
  url?: string
  publishedOn?: string
  language?: string
  sha256?: string
  kind: string
  status: string
  cites: string[]
  copyOf: string[]
  corrects: string[]
}

export interface PassageDraft {
  /** `passage:<document slug>:<start>-<end>`; of a table, `passage:<document slug>:<row key>`. */
  id: string
  document: string
  start?: number
  end?: number
  text: string
  prefix?: string
  suffix?: string
}

export interface NameDraft {
  value: string
  language?: string
  kind: string
}

/** A relationship between two nodes, from its start to its end as it is stored. */
export interface RelationDraft {
  type: string
  from: string
  to: string
  properties: Record<string, unknown>
}

/** A node that the dataset names. What is said of it stands in claims, save what an event or a statement carries itself. */
export interface NodeDraft {
  id: string
  /** Name of its declared type, such as `Negotiation`. */
  type: string
  names: NameDraft[]
  externalIds: { scheme: string; value: string }[]
  /** Ids of the passages the fact itself rests on; empty for what is no fact (actors, topics). */
  evidence: string[]
  certainty: string
  /** For types with `ownClaim` (events, statements): properties resting on the fact's own evidence. */
  properties: Record<string, unknown>
  /** For types with `ownClaim`: relationships resting on the fact's own evidence. */
  relations: RelationDraft[]
  /** Where it stands in the input, for problems found later. */
  place: Place
  /** Where it names what was merged, or is what several became: all of it as it was said, under the old ids. */
  said?: SaidNode[]
}

/** A node as a source said it, before merged ids were followed. */
export type SaidNode = Omit<NodeDraft, 'place' | 'said'>

/** What a source says of `subject`: a relationship to `object`, or the `value` of a property. Its id is a hash of what it says and where. */
export interface ClaimDraft {
  id: string
  /** A type of relationship, or a property of the subject. */
  predicate: string
  /** Of a relationship, the node it starts from. */
  subject: string
  object?: string
  /** As text: `true`, `12`, `ONGOING`, `2025-05`. */
  value?: string
  /** The relationship's own properties. */
  qualifiers: Record<string, unknown>
  validOn?: string
  certainty: string
  polarity: string
  dateText?: string
  dateAnchor?: string
  method: string
  score?: number
  /** Ids of claims that this one corrects. */
  supersedes: string[]
  evidence: string[]
  place: Place
  /** Where it names what was merged: its ends and qualifiers as they were said, as canonical JSON (`SaidEnds`). */
  said?: string
}

/** What a claim is about, as far as ids go into it. */
export type SaidEnds = Pick<ClaimDraft, 'subject' | 'object' | 'qualifiers'>
