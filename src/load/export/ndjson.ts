import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type { DocumentDraft, PassageDraft } from '../draft.js'
import { entriesOf, type NodeFacts } from './entries.js'
import type { FactSink, Redirect } from './facts.js'

/** A document as a fact file describes it, under its slug. */
export function describedDocument({ id, cites, copyOf, corrects, ...told }: DocumentDraft): Record<string, unknown> {
  const slugs = (ids: string[]) => ids.map((other) => other.replace('document:', ''))
  return {
    id: id.replace('document:', ''),
    ...told,
    ...(cites.length > 0 ? { cites: slugs(cites) } : {}),
    ...(copyOf.length > 0 ? { copyOf: slugs(copyOf) } : {}),
    ...(corrects.length > 0 ? { corrects: slugs(corrects) } : {}),
  }
}

/** A passage as a fact file has it: with its place in the text, or with the key of its row. */
export function describedPassage({ id, start, end, text, prefix, suffix }: PassageDraft): Record<string, unknown> {
  const row = id.split(':').slice(2).join(':')
  return {
    ...(start === undefined ? { row } : { start, end }),
    text,
    ...(prefix !== undefined ? { prefix } : {}),
    ...(suffix !== undefined ? { suffix } : {}),
  }
}

/** Writes facts as NDJSON, a record a line, as they come: whatever there is of them, in little memory. */
export class RecordSink implements FactSink {
  readonly counts: Record<string, number> = {}
  private readonly hash = createHash('sha256')
  private pending: string[] = []
  private size = 0

  constructor(private readonly out: Writable) {}

  document(document: DocumentDraft): Promise<void> {
    return this.line('documents', { document: describedDocument(document) })
  }

  passage(passage: PassageDraft): Promise<void> {
    const document = passage.document.replace('document:', '')
    return this.line('passages', { passage: { document, ...describedPassage(passage) } })
  }

  async node(facts: NodeFacts): Promise<void> {
    this.count('claims', facts.claims.length)
    if (facts.contribution) this.count(facts.contribution.type)
    for (const { id, fields } of entriesOf(facts)) await this.line(undefined, { entry: id, ...fields })
  }

  redirect(redirect: Redirect): Promise<void> {
    return this.line('redirects', { redirect })
  }

  /** The SHA-256 of all that was written, in hexadecimal, once it is. */
  async end(): Promise<string> {
    await this.flush()
    return this.hash.digest('hex')
  }

  private count(kind: string, by = 1): void {
    if (by > 0) this.counts[kind] = (this.counts[kind] ?? 0) + by
  }

  private async line(kind: string | undefined, record: object): Promise<void> {
    if (kind !== undefined) this.count(kind)
    const text = `${JSON.stringify(record)}\n`
    this.pending.push(text)
    this.size += text.length
    if (this.size > 256 * 1024) await this.flush()
  }

  private async flush(): Promise<void> {
    const text = this.pending.join('')
    this.pending = []
    this.size = 0
    this.hash.update(text)
    if (text !== '' && !this.out.write(text)) await once(this.out, 'drain')
  }
}
