import { useEffect, useState, type ReactNode } from 'react'
import { ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { kindInWords } from '../words'

/** What a field suggests, as the API gives it. */
export interface Suggestion {
  label: string
  detail?: string | null
  node: { __typename: string; id: string }
}

/** The list under a field of what its letters could mean; `none` where nothing begins so. */
export function Suggestions({
  found,
  prefix,
  none,
}: {
  found: readonly Suggestion[]
  prefix: string
  none: string
}): ReactNode {
  return (
    <Popover className="suggestions" offset={4} isNonModal>
      <ListBox
        items={found}
        renderEmptyState={() => <p className="nothing">{prefix.length < 2 ? 'Write on …' : none}</p>}
      >
        {(one: Suggestion) => (
          <ListBoxItem id={one.node.id} key={one.node.id} textValue={one.label} className="suggestion">
            <bdi>{one.label}</bdi>
            <small>{one.detail ?? kindInWords(one.node.__typename)}</small>
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  )
}

/** A value once it has not changed for 150 ms: nobody wants an answer to each letter. */
export function useSettled(value: string): string {
  const [settled, settle] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => settle(value), 150)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
