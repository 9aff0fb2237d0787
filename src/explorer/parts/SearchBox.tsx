import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { ComboBox, Input, Label } from 'react-aria-components'
import { useAsk } from '../client'
import { graphql } from '../gql'
import { addressOf, go, keepDate, useAddress } from '../routes'
import { Suggestions, useSettled } from './suggest'

const suggestDocument = graphql(`
  query Suggest($prefix: String!) {
    suggest(prefix: $prefix, first: 8) {
      label
      detail
      node {
        __typename
        id
      }
    }
  }
`)

/** Search from anywhere: leads straight to what is suggested, or to all that is found. */
export function SearchBox({ isLarge = false }: { isLarge?: boolean }): ReactNode {
  const { path, params } = useAddress()
  const asked = path === '/search' ? (params.get('q') ?? '') : ''
  const [text, setText] = useState(asked)
  useEffect(() => setText(asked), [asked, path])
  const prefix = useSettled(text.trim())
  const { data } = useAsk(suggestDocument, { prefix }, { pause: prefix.length < 2 || prefix === asked })
  // What was suggested stays until there is something better, so that no choice is lost while one is made.
  const kept = useRef<NonNullable<typeof data>['suggest']>([])
  if (data) kept.current = data.suggest
  const found = prefix.length < 2 ? [] : kept.current
  const formId = useId()
  const search = () => {
    if (text.trim() !== '') go(keepDate(`/search?q=${encodeURIComponent(text.trim())}`))
  }
  return (
    <form
      id={formId}
      role="search"
      className={isLarge ? 'search-form large' : 'search-form'}
      onSubmit={(event) => {
        event.preventDefault()
        search()
      }}
    >
      <ComboBox
        className="combo"
        items={found}
        inputValue={text}
        onInputChange={setText}
        selectedKey={null}
        onSelectionChange={(id) => {
          if (id === null) return
          setText('')
          go(keepDate(addressOf(String(id))))
        }}
        allowsCustomValue
        // Suggestions come after the letters they are for; a list that is closed when they come would stay closed.
        allowsEmptyCollection
        menuTrigger="input"
      >
        <Label className="unseen">{isLarge ? 'Search Parley' : 'Search'}</Label>
        <Input
          type="search"
          placeholder="A name, a title, words that were said"
          // Enter means the whole text unless a suggestion is chosen. The combobox would only close its list.
          onKeyDownCapture={(event) => {
            if (event.key !== 'Enter' || event.currentTarget.getAttribute('aria-activedescendant')) return
            event.preventDefault()
            event.stopPropagation()
            event.currentTarget.blur()
            search()
          }}
        />
        <Suggestions found={found} prefix={prefix} none="No suggestion. Enter searches for all the words." />
      </ComboBox>
      <button type="submit" className={isLarge ? 'primary' : undefined}>
        Search
      </button>
    </form>
  )
}
