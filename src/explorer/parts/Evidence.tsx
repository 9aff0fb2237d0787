import type { ReactNode } from 'react'
import { useAddress } from '../routes'

/**
 * What an assertion rests on, as the address of the page has it: ids of facts and passages, or `predicate@id` for what
 * was said of one property of a thing.
 */
export type Grounds = string[]

/** The grounds of a fact itself: its passages. */
export const ofFact = (id: string): Grounds => [id]

/** The grounds of a property of a thing, such as its status: the claims of it. */
export const ofProperty = (id: string, ...predicates: string[]): Grounds => predicates.map((name) => `${name}@${id}`)

/** The grounds of a relationship: its claims, or where it has none of its own the passages. */
export function ofTie(tie: { claims?: { id: string }[]; evidence?: { id: string }[] }): Grounds {
  const ids = (tie.claims?.length ? tie.claims : tie.evidence) ?? []
  return ids.map(({ id }) => id)
}

/** Opens the words that an assertion rests on. `of` says which assertion, for who cannot see what stands beside it. */
export function EvidenceButton({ on, of, children }: { on: Grounds; of: string; children?: ReactNode }): ReactNode {
  const { set } = useAddress()
  if (on.length === 0) return null
  return (
    <button
      type="button"
      className="evidence-button"
      aria-haspopup="dialog"
      aria-label={`Evidence: ${of}`}
      title={`The words that say so: ${of}`}
      onClick={() => set({ evidence: on }, { replace: false })}
    >
      <span aria-hidden="true">{children ?? '❝'}</span>
    </button>
  )
}
