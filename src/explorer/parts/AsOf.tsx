import { useEffect, useState, type ReactNode } from 'react'
import { isPoint, readDate } from '../dates'
import { useAddress } from '../routes'

/** The date as of which the whole explorer shows offices, memberships, agreements and talks. */
export function AsOf(): ReactNode {
  const { params, on, set } = useAddress()
  const written = params.get('on') ?? ''
  const [text, setText] = useState(written)
  const [isWrong, setWrong] = useState(false)
  useEffect(() => {
    setText(written)
    setWrong(written !== '' && !isPoint(written))
  }, [written])
  return (
    <form
      className="as-of"
      aria-label="As of a date"
      onSubmit={(event) => {
        event.preventDefault()
        const date = text.trim()
        if (date !== '' && !isPoint(date)) return setWrong(true)
        setWrong(false)
        set({ on: date === '' ? null : date }, { replace: false })
      }}
    >
      <label htmlFor="as-of">As of</label>
      <input
        id="as-of"
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder="2025-05-05"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? 'as-of-error' : undefined}
      />
      <button type="submit">Show</button>
      {on !== null && (
        <button type="button" onClick={() => set({ on: null }, { replace: false })}>
          Any time
        </button>
      )}
      {isWrong && (
        <span id="as-of-error" className="field-error" role="alert">
          Write a year, a month or a day: 2025, 2025-05 or 2025-05-05.
        </span>
      )}
    </form>
  )
}

/** Reminds the reader that what is shown is of one date. */
export function AsOfNote({ what }: { what: string }): ReactNode {
  const { on } = useAddress()
  const date = readDate(on)
  if (!date) return null
  return (
    <p className="as-of-note" role="note">
      As of <strong>{date.text}</strong>: {what}
    </p>
  )
}
