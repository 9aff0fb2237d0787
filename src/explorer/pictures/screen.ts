import { useLayoutEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react'

/** How wide an element is, by now; 0 until it is known. */
export function useWidth<E extends HTMLElement>(): [RefObject<E | null>, number] {
  const ref = useRef<E>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    setWidth(Math.floor(element.clientWidth))
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}

export const useDark = () => useMedia('(prefers-color-scheme: dark)')

/** Whether the reader wants nothing to move that need not. */
export const useCalm = () => useMedia('(prefers-reduced-motion: reduce)')

/** The value of a CSS custom property where an element stands. */
export function colourOf(element: Element): (property: string) => string {
  const style = getComputedStyle(element)
  const known = new Map<string, string>()
  return (property) => {
    const value = known.get(property) ?? style.getPropertyValue(property).trim()
    known.set(property, value)
    return value
  }
}

/** How wide texts are in a font, each measured once. */
export function measurer(font: { plain: string; strong: string }): (text: string, strong: boolean) => number {
  const context = document.createElement('canvas').getContext('2d')
  const known = new Map<string, number>()
  return (text, strong) => {
    const key = `${strong} ${text}`
    const before = known.get(key)
    if (before !== undefined) return before
    if (context) context.font = strong ? font.strong : font.plain
    const width = context?.measureText(text).width ?? text.length * 7
    known.set(key, width)
    return width
  }
}
