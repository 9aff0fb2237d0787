import type { ReactNode } from 'react'
import type { Failure } from '../client'
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

/** Why there is no answer, and what to do. */
export function Failed({ failure, again }: { failure: Failure; again?: () => void }): ReactNode {
  return (
    <div className="failure" role="alert">
      <h2>{failure.title}</h2>
      <p>{failure.text}</p>
      {failure.mayRetry && again && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  )
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
