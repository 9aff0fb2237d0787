import { hash } from 'node:crypto'
import type { ClaimDraft } from './draft.js'

/** What a claim says and where: all that makes it this claim and no other. */
export type Said = Pick<ClaimDraft, 'predicate' | 'subject' | 'method' | 'evidence'> & Partial<ClaimDraft>

/** JSON with the keys of every object in order and without what is undefined, so that equal values are equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(inOrder(value))
}

/** Rows in their millions come through here: this takes a third of the time that a replacer does. */
function inOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(inOrder)
  const parts = value as Record<string, unknown>
  return Object.fromEntries(
    Object.keys(parts)
      .sort()
      .map((key) => [key, inOrder(parts[key])]),
  )
}

/**
 * The id of a claim: `claim:` and the first 24 hexadecimal digits of the SHA-256 of what it says and where. The passages
 * name their document, so the document needs no mention of its own.
 */
export function claimId(said: Said): string {
  const { predicate, subject, object, value, qualifiers = {}, validOn, method } = said
  const { polarity = 'POSITIVE', certainty = 'CERTAIN' } = said
  const evidence = [...said.evidence].sort()
  const text = canonical({
    predicate,
    subject,
    object,
    value,
    qualifiers,
    validOn,
    polarity,
    certainty,
    method,
    evidence,
  })
  return `claim:${hash('sha256', text).slice(0, 24)}`
}

/** A whole claim: positive and certain, without qualifiers and correcting nothing, unless it says otherwise. */
export function claim(said: Said): ClaimDraft {
  return {
    qualifiers: {},
    certainty: 'CERTAIN',
    polarity: 'POSITIVE',
    supersedes: [],
    place: {},
    ...said,
    id: claimId(said),
  }
}
