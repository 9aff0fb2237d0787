import type { ClaimDraft, DocumentDraft, NodeDraft, PassageDraft, RelationDraft } from '../../src/load/draft.js'
import { claims, tenure } from '../parley.js'
import { sentence } from './words.js'
import type { Chance } from './chance.js'

/** All that some documents say of some things, of which nobody else says anything: what a load would read of them. */
export interface Chunk {
  dataset: string
  documents: DocumentDraft[]
  passages: PassageDraft[]
  nodes: NodeDraft[]
  claims: ClaimDraft[]
}

export function emptyChunk(dataset: string): Chunk {
  return { dataset, documents: [], passages: [], nodes: [], claims: [] }
}

/** How sure a source is, as often as sources are. */
export const certainty = (chance: Chance): string => chance.among({ CERTAIN: 80, PROBABLE: 15, POSSIBLE: 5 })

/** Takes down what one document says, each fact on a passage of it. */
export class Scribe {
  private end = 0
  private readonly document: string
  private readonly slug: string

  constructor(
    private readonly chunk: Chunk,
    private readonly chance: Chance,
    described: Partial<DocumentDraft> & Pick<DocumentDraft, 'title' | 'kind'> & { slug: string },
  ) {
    const { slug, ...values } = described
    this.slug = slug
    this.document = `document:${slug}`
    chunk.documents.push({
      id: this.document,
      status: 'ACTIVE',
      language: 'en',
      cites: [],
      copyOf: [],
      corrects: [],
      ...values,
    })
  }

  /** A clause of the document that somebody read, by its id. */
  passage(text = sentence(this.chance, 9, 26)): string {
    const start = this.end + this.chance.whole(2, 180)
    this.end = start + text.length
    const id = `passage:${this.slug}:${start}-${this.end}`
    const prefix = `${sentence(this.chance, 3, 3)} `.slice(-12)
    const suffix = ` ${sentence(this.chance, 3, 3)}`.slice(0, 12)
    this.chunk.passages.push({ id, document: this.document, start, end: this.end, text, prefix, suffix })
    return id
  }

  node(id: string, type: string, more: Partial<NodeDraft> = {}): NodeDraft {
    const empty = { names: [], externalIds: [], evidence: [], certainty: 'CERTAIN', properties: {}, relations: [] }
    const node: NodeDraft = { id, type, ...empty, place: {}, ...more }
    this.chunk.nodes.push(node)
    return node
  }

  /** That a property of `subject` has a value; nothing where there is none to tell. */
  value(subject: string, predicate: string, value: string | undefined, evidence: string[]): void {
    if (value === undefined) return
    this.chunk.claims.push(
      claims.claim({ subject, predicate, value, evidence, method: 'CURATED', certainty: certainty(this.chance) }),
    )
  }

  relation(type: string, from: string, to: string, evidence: string[], properties: Record<string, unknown> = {}): void {
    const qualifiers = { ...properties, ...tenure.tenureId(type, from, to, properties) }
    const sure = certainty(this.chance)
    this.chunk.claims.push(
      claims.claim({
        subject: from,
        predicate: type,
        object: to,
        qualifiers,
        evidence,
        method: 'CURATED',
        certainty: sure,
      }),
    )
  }
}

/** A relationship that an event or a statement carries itself. */
export function carried(
  type: string,
  from: string,
  to: string,
  properties: Record<string, unknown> = {},
): RelationDraft {
  return { type, from, to, properties }
}
