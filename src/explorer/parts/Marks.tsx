import type { ReactNode } from 'react'
import { inWords } from '../words'
import { readDate } from '../dates'

/** A date as precise as its source; the written form is there for machines. */
export function PartialDate({
  of,
  missing = 'date not known',
}: {
  of: string | null | undefined
  missing?: string
}): ReactNode {
  const date = readDate(of)
  if (!date) return <span className="faint">{missing}</span>
  // A <time> holds a point only: an interval is not one of its forms.
  return of!.includes('/') ? <span className="date">{date.text}</span> : <time dateTime={of!}>{date.text}</time>
}

/** Says that something is less than certain, in a word, with a mark that is not colour alone. */
export function Certainty({ of, always = false }: { of: string | null | undefined; always?: boolean }): ReactNode {
  if (!of || (of === 'CERTAIN' && !always)) return null
  return <span className={`mark certainty-${of.toLowerCase()}`}>{inWords(of)}</span>
}

/** Says whether independent sources agree. */
export function Corroboration({ of }: { of: string | null | undefined }): ReactNode {
  if (!of) return null
  return <span className={`mark corroboration-${of.toLowerCase()}`}>{inWords(of)}</span>
}

/** Says that Parley worked it out and no source says it so. */
export function Derived({ when }: { when: boolean }): ReactNode {
  if (!when) return null
  return (
    <abbr className="mark derived" title="Worked out by Parley: another acted for this country">
      derived
    </abbr>
  )
}

export function Status({ of }: { of: string | null | undefined }): ReactNode {
  if (!of) return <span className="faint">no status known</span>
  return <span className={`status status-${of.toLowerCase()}`}>{inWords(of)}</span>
}

/** A value of the API that is one of a few, in words. */
export function Word({ of }: { of: string | null | undefined }): ReactNode {
  return of ? <span>{inWords(of)}</span> : null
}
