import { useState, type ReactNode } from 'react'
import { ComboBox, Input, Label } from 'react-aria-components'
import { useAsk } from '../client'
import { graphql } from '../gql'
import type { SearchType } from '../gql/graphql'
import { Suggestions, useSettled } from './suggest'

const suggestOfDocument = graphql(`
  query SuggestOf($prefix: String!, $types: [SearchType!]) {
    suggest(prefix: $prefix, types: $types, first: 8) {
      label
      detail
      node {
        __typename
        id
      }
    }
  }
`)

/** A field to name a thing in, which suggests what it could be; what is chosen goes to `onPick`, and the field is empty again. */
export function Picker({
  label,
  types,
  onPick,
}: {
  label: string
  types?: SearchType[]
  onPick: (id: string) => void
}): ReactNode {
  const [text, setText] = useState('')
  const prefix = useSettled(text.trim())
  const { data } = useAsk(suggestOfDocument, { prefix, types }, { pause: prefix.length < 2 })
  const found = prefix.length < 2 ? [] : (data?.suggest ?? [])
  return (
    <ComboBox
      className="combo picker"
      items={found}
      inputValue={text}
      onInputChange={setText}
      selectedKey={null}
      onSelectionChange={(id) => {
        if (id === null) return
        setText('')
        onPick(String(id))
      }}
      menuTrigger="input"
      allowsCustomValue
      // Suggestions come after the letters they are for; a list that is closed when they come would stay closed.
      allowsEmptyCollection
    >
      <Label>{label}</Label>
      <Input placeholder="Type a name" />
      <Suggestions found={found} prefix={prefix} none="Parley knows nobody and nothing by that name." />
    </ComboBox>
  )
}
