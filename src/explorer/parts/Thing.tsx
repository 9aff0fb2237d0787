import { useEffect, type ReactNode } from 'react'
import type { Asked } from '../client'
import { graphql } from '../gql'
import { addressOf, go, keepDate, Link } from '../routes'
import { Failed, Loading, NoSuchThing } from './States'

export const actorName = graphql(`
  fragment ActorName on Actor {
    __typename
    id
    name
  }
`)

/** Any node, as it is called: each kind has another field for that. */
export const thingName = graphql(`
  fragment ThingName on Node {
    __typename
    id
    ... on Actor {
      name
    }
    ... on Negotiation {
      title
    }
    ... on Agreement {
      title
    }
    ... on Document {
      title
    }
    ... on Dataset {
      title
    }
    ... on Topic {
      label
    }
    ... on Event {
      summary
    }
    ... on Term {
      text
    }
    ... on Statement {
      text
    }
    ... on Passage {
      text
    }
    ... on Claim {
      predicate
    }
  }
`)

export interface Named {
  __typename?: string
  id: string
  name?: string
  title?: string
  label?: string
  summary?: string
  text?: string
  predicate?: string
}

/** What a node is called, whatever its kind; its id where it has no name. */
export function nameOf(thing: Named): string {
  return thing.name ?? thing.title ?? thing.label ?? thing.summary ?? thing.text ?? thing.id
}

/** Words in quotation marks, save where they bring their own: those would be lost among ours. */
export function quote(text: string): string {
  return /[“”„«»"]/.test(text) ? text : `“${text}”`
}

/** A link to a thing by its name. Words that were said stand in quotation marks. */
export function ThingLink({ of }: { of: Named | null | undefined }): ReactNode {
  if (!of) return <span className="faint">not known</span>
  const isQuoted = of.__typename === 'Statement' || of.__typename === 'Passage'
  return (
    <Link to={addressOf(of.id)} className={isQuoted ? 'quoted' : undefined}>
      <bdi>{isQuoted ? quote(nameOf(of)) : nameOf(of)}</bdi>
    </Link>
  )
}

/** Several, as a person would list them. */
export function ThingLinks({ of, none = '–' }: { of: readonly Named[]; none?: string }): ReactNode {
  if (of.length === 0) return <span className="faint">{none}</span>
  return of.map((thing, at) => (
    <span key={thing.id}>
      {at > 0 && ', '}
      <ThingLink of={thing} />
    </span>
  ))
}

/** What a page of one thing does before it can show it: waits, explains, leads from a merged id to the survivor. */
export function ThingPage<Answer, Node extends { id: string }>({
  id,
  asked,
  thing,
  children,
}: {
  id: string
  asked: Asked<Answer>
  thing: Node | null | undefined
  children: (thing: Node) => ReactNode
}): ReactNode {
  const survivor = thing && thing.id !== id ? thing.id : undefined
  useEffect(() => {
    if (!survivor) return
    go(keepDate(addressOf(survivor)), { replace: true, note: `${id} was found to be the same as ${survivor}.` })
  }, [id, survivor])
  if (thing) return children(thing)
  // An answer to the rest of what was asked does not tell whether the thing is there.
  const failure = asked.failure ?? asked.trouble
  if (failure && failure.code !== 'UNKNOWN_ID') return <Failed failure={failure} again={asked.again} heading="h1" />
  if (asked.isLoading) return <Loading lines={12} />
  return <NoSuchThing id={id} />
}
