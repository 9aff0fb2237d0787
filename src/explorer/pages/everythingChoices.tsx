import type { ReactNode } from 'react'
import type { OrderDirection } from '../gql/graphql'
import { Link, useAddress, withParams } from '../routes'
import { inWords, sayNumber } from '../words'

/** A way to order a list: a field of the API, backwards where it begins with a minus. */
export interface Sort<Field extends string = string> {
  by: Field | `-${Field}`
  words: string
}

export const byName = <Field extends string>(field: Field): Sort<Field>[] => [
  { by: field, words: 'by name' },
  { by: `-${field}`, words: 'by name, from the end' },
]
export const byDate = <Field extends string>(field: Field): Sort<Field>[] => [
  { by: `-${field}`, words: 'latest first' },
  { by: field, words: 'earliest first' },
]

/** The order that the address says, else the first. */
export function useOrder<Field extends string>(
  sorts: readonly Sort<Field>[],
): { field: Field; direction: OrderDirection } {
  const { params } = useAddress()
  const { by } = sorts.find(({ by }) => by === params.get('sort')) ?? sorts[0]!
  return { field: by.replace('-', '') as Field, direction: by.startsWith('-') ? 'DESC' : 'ASC' }
}

/** Lets the reader choose the order of a list. */
export function Sorting({ by }: { by: readonly Sort[] }): ReactNode {
  const { params, set } = useAddress()
  const chosen = by.find(({ by }) => by === params.get('sort')) ?? by[0]!
  return (
    <p className="sorting">
      <label>
        Order{' '}
        <select value={chosen.by} onChange={(event) => set({ sort: event.target.value })}>
          {by.map(({ by, words }) => (
            <option key={by} value={by}>
              {words}
            </option>
          ))}
        </select>
      </label>
    </p>
  )
}

interface Choice {
  value: string
  label: string
  count?: number
}

export const inWordsOf = ({ value, count }: { value: string; count?: number }): Choice => ({
  value,
  label: inWords(value),
  count,
})
export const topicOf = ({ topic, count }: { topic: { id: string; label: string }; count: number }): Choice => ({
  value: topic.id,
  label: topic.label,
  count,
})

/** Values that the list can be narrowed to; the one that is chosen leads back to all. */
export function Facets({ title, name, of }: { title: string; name: string; of: Choice[] }): ReactNode {
  const { path, params } = useAddress()
  if (of.length === 0) return null
  const here = `${path}?${params}`
  const chosen = params.get(name)
  const longer = [...params.keys()].filter((key) => key.endsWith('-list'))
  return (
    <section className="facet-group" aria-label={title}>
      <h2>{title}</h2>
      <ul className="facets">
        {of.map(({ value, label, count }) => (
          <li key={value}>
            <Link
              to={withParams(here, {
                ...Object.fromEntries(longer.map((key) => [key, null])),
                [name]: chosen === value ? null : value,
              })}
              aria-current={chosen === value ? 'true' : undefined}
            >
              {label} {count !== undefined && <span className="faint">{sayNumber(count)}</span>}
              {chosen === value && <span className="unseen"> (chosen: show all again)</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
