import type { ReactNode } from 'react'
import type { Asked, Failure } from '../client'
import { Link } from '../routes'

/** What stands where an answer will be, in its size, so that nothing jumps when it comes. */
export function Loading({ lines = 6, what = 'the page' }: { lines?: number; what?: string }): ReactNode {
  return (
    <div className="loading" role="status">
      <span className="unseen">Loading {what} …</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="loading-line" aria-hidden="true" />
      ))}
    </div>
  )
}

/** Why there is no answer, and what to do. Where it stands in place of the whole page its title is the page's. */
export function Failed({
  failure,
  again,
  heading: Heading = 'h2',
}: {
  failure: Failure
  again?: () => void
  heading?: 'h1' | 'h2'
}): ReactNode {
  return (
    <div className="failure" role="alert">
      <Heading>{failure.title}</Heading>
      <p>{failure.text}</p>
      {failure.mayRetry && again && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  )
}

/** Stands for a part of the page until its answer is there, and says why where it does not come. */
export function Awaited({ asked, what }: { asked: Asked<unknown>; what: string }): ReactNode {
  const failure = asked.failure ?? asked.trouble
  return failure ? <Failed failure={failure} again={asked.again} /> : <Loading what={what} lines={8} />
}

/** A list with nothing in it. */
export function Empty({ children }: { children: ReactNode }): ReactNode {
  return <p className="empty">{children}</p>
}

/** An address of nothing, with a search for the words in it. */
export function NoSuchThing({ id }: { id: string }): ReactNode {
  const words = id
    .slice(id.indexOf(':') + 1)
    .replace(/[-:/_]+/g, ' ')
    .trim()
  return (
    <div className="page">
      <h1 tabIndex={-1}>No such thing</h1>
      <p>
        Parley knows nothing by the id <code>{id}</code>. It may be misspelt, or what it named may have been taken away.
      </p>
      <p>
        <Link to={`/search?q=${encodeURIComponent(words)}`}>Search for “{words}”</Link>
      </p>
    </div>
  )
}
