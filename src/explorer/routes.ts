import { createElement, useCallback, useMemo, useSyncExternalStore } from 'react'
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react'

import { isPoint } from './dates'

export { addressOf, decode, idOf, type Kind, type Place } from '../addresses'

const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', listener)
  }
}
const current = () => location.pathname + location.search

export interface GoOptions {
  /** Takes the place of the address it comes from, which “back” then does not return to. */
  replace?: boolean
  /** A sentence to show on the page gone to, such as that an id was merged. */
  note?: string
}

/** Goes to another address of the explorer without loading the page anew. */
export function go(address: string, { replace = false, note }: GoOptions = {}): void {
  const state = { note }
  if (replace) history.replaceState(state, '', address)
  else history.pushState(state, '', address)
  for (const listener of listeners) listener()
}

/** The sentence that whoever led here left for this page. */
export function noteHere(): string | undefined {
  return (history.state as { note?: string } | null)?.note
}

/** The same address with these parameters: null takes one away. */
export function withParams(address: string, changes: Record<string, string | string[] | null>): string {
  const url = new URL(address, location.origin)
  for (const [name, value] of Object.entries(changes)) {
    url.searchParams.delete(name)
    for (const each of value === null ? [] : [value].flat()) url.searchParams.append(name, each)
  }
  // Colons and commas may stand in a query, and ids read better with them.
  return url.pathname + url.search.replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%2F/g, '/') + url.hash
}

export interface Address {
  path: string
  params: URLSearchParams
  /** The date that the reader wants to see the world as of; null where the address has none, or none that can be read. */
  on: string | null
  /** Changes parameters of this address. Replaces it unless told: a filter is not a place to go back to. */
  set: (changes: Record<string, string | string[] | null>, options?: GoOptions) => void
}

/** Where the reader is; whoever uses it is drawn anew when that changes. */
export function useAddress(): Address {
  const address = useSyncExternalStore(subscribe, current)
  const set = useCallback<Address['set']>(
    (changes, options) => go(withParams(current(), changes), { replace: true, ...options }),
    [],
  )
  return useMemo(() => {
    const url = new URL(address, location.origin)
    return { path: url.pathname, params: url.searchParams, on: pointIn(url.searchParams, 'on'), set }
  }, [address, set])
}

/** An address of another page, at the date that the reader has chosen. */
export function keepDate(address: string): string {
  const on = new URLSearchParams(location.search).get('on')
  return on === null || /[?&]on=/.test(address) ? address : withParams(address, { on })
}

/** A year, a month or a day in a parameter of the address; null where there is none, or none that can be read. */
export function pointIn(params: URLSearchParams, name: string): string | null {
  const text = params.get(name)
  return text !== null && isPoint(text) ? text : null
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & { to: string; children: ReactNode }

/** A link within the explorer: an ordinary one, save that a plain click does not load the page anew. */
export function Link({ to, onClick, ...rest }: LinkProps): ReactNode {
  useAddress()
  const href = keepDate(to)
  return createElement('a', {
    ...rest,
    href,
    onClick: (event: MouseEvent<HTMLAnchorElement>) => {
      onClick?.(event)
      const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
      if (event.defaultPrevented || !isPlain) return
      event.preventDefault()
      go(href)
    },
  })
}
