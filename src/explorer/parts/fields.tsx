import { useState, type ReactNode } from 'react'
import { isPoint } from '../dates'
import { useAddress } from '../routes'
import { capital } from '../words'

/** A labelled field of a filter. */
export function Field({ label, children }: { label: string; children: (id: string) => ReactNode }): ReactNode {
  const id = `filter-${label.toLowerCase()}`
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}

/** A field for a year, a month or a day, kept in the address. */
export function PointField({ label, name }: { label: string; name: string }): ReactNode {
  const { params, set } = useAddress()
  const [text, setText] = useState(params.get(name) ?? '')
  const isWrong = text !== '' && !isPoint(text)
  const keep = () => {
    if (!isWrong && text !== (params.get(name) ?? '')) set({ [name]: text || null })
  }
  return (
    <Field label={label}>
      {(id) => (
        <>
          <input
            id={id}
            size={11}
            placeholder="2024-05"
            value={text}
            aria-invalid={isWrong}
            aria-describedby={isWrong ? `${id}-wrong` : undefined}
            onChange={(event) => setText(event.target.value.trim())}
            onBlur={keep}
            onKeyDown={(event) => event.key === 'Enter' && keep()}
          />
          {isWrong && (
            <small id={`${id}-wrong`} role="alert">
              {capital('a year, a month or a day: 2024, 2024-05, 2024-05-31')}
            </small>
          )}
        </>
      )}
    </Field>
  )
}
