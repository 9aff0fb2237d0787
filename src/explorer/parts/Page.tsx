import { useEffect, useRef, type ReactNode, type RefObject } from 'react'
import { EvidenceButton, type Grounds } from './Evidence'
import { quote } from './Thing'
import { idOf, noteHere, useAddress } from '../routes'

/** The frame of a page: its title, which is the window's too and takes the focus when the reader comes from another. */
export function Page({
  kind,
  title,
  lang,
  quoted = false,
  lead,
  children,
}: {
  kind?: string
  title: string
  lang?: string
  /** Whether the title is words of a source. */
  quoted?: boolean
  lead?: ReactNode
  children: ReactNode
}): ReactNode {
  const heading = useArrival(`${title} · Parley`)
  const { path } = useAddress()
  const note = noteHere()
  const id = idOf(path)
  return (
    <article className="page">
      {note && (
        <p className="note" role="status">
          {note}
        </p>
      )}
      <header className="page-head">
        {kind && <p className="kind">{kind}</p>}
        <h1 ref={heading} tabIndex={-1} lang={lang} className={quoted ? 'quoted' : undefined}>
          <bdi>{quoted ? quote(title) : title}</bdi>
        </h1>
        {lead && <div className="lead">{lead}</div>}
      </header>
      {children}
      {id !== undefined && (
        <p className="permanent">
          Id <code>{id}</code>. This address is permanent.
        </p>
      )}
    </article>
  )
}

/** Names the window and leads the reader's focus to the page's title, which gets the ref. */
export function useArrival(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null)
  const { path } = useAddress()
  useEffect(() => {
    document.title = title
  }, [title])
  useEffect(() => arrive(path, heading.current), [path])
  return heading
}

let left: string | undefined

/**
 * Puts the focus on the title, save on the first page: there the browser has put it where the reader expects it. Goes to
 * the part that the address names, which was not there yet when the browser looked for it.
 */
function arrive(path: string, heading: HTMLHeadingElement | null): void {
  if (left !== undefined && left !== path) {
    heading?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }
  if (location.hash !== '') document.getElementById(location.hash.slice(1))?.scrollIntoView()
  left = path
}

/** A part of a page under a heading of its own, with what can be done with it. */
export function Panel({
  title,
  name,
  count,
  actions,
  children,
}: {
  title: string
  /** What addresses and files call it. */
  name: string
  count?: number
  actions?: ReactNode
  children: ReactNode
}): ReactNode {
  return (
    <section className="panel" aria-labelledby={`${name}-title`} id={name}>
      <div className="panel-head">
        <h2 id={`${name}-title`}>
          {title}
          {count !== undefined && <span className="count"> {count}</span>}
        </h2>
        {actions}
      </div>
      {children}
    </section>
  )
}

/** Facts about one thing: what they are called, what they are, and what says so. */
export function Facts({ children }: { children: ReactNode }): ReactNode {
  return <dl className="facts">{children}</dl>
}

export function Fact({
  name,
  on,
  children,
  evidence = on && <EvidenceButton on={on} of={name.toLowerCase()} />,
}: {
  name: string
  /** What says so. */
  on?: Grounds
  children: ReactNode
  evidence?: ReactNode
}): ReactNode {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>
        {children} {evidence}
      </dd>
    </div>
  )
}
