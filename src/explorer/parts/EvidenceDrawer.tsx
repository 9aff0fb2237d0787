import { useEffect, useRef, type ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import type { EvidenceQuery, GroundFragment, WordsFragment } from '../gql/graphql'
import { addressOf, Link, useAddress } from '../routes'
import { capital, inWords, inWordsFirst } from '../words'
import { Cite } from './Cite'
import { Certainty, Corroboration, PartialDate, Status } from './Marks'
import { Failed, Loading } from './States'
import { nameOf, ThingLink } from './Thing'

export const words = graphql(`
  fragment Words on Passage {
    id
    text
    prefix
    suffix
    document {
      id
      title
      publisher
      publishedOn
      language
      url
      status
    }
  }
`)

export const ground = graphql(`
  fragment Ground on Node {
    ...ThingName
    ... on Passage {
      ...Words
    }
    ... on Fact {
      certainty
      corroboration
      standing
      evidenceCount
      evidence(first: 10) {
        ...Words
      }
    }
    ... on Claim {
      value
      polarity
      method
      validOn
      dateText
      subject {
        ...ThingName
      }
      object {
        ...ThingName
      }
    }
  }
`)

const evidenceDocument = graphql(`
  query Evidence($ids: [ID!]!) {
    nodes(ids: $ids) {
      ...Ground
    }
  }
`)

const propertyDocument = graphql(`
  query EvidenceOfProperty($subject: ID!, $predicates: [String!]!) {
    node(id: $subject) {
      ...Ground
      ... on Negotiation {
        events(first: 20) {
          edges {
            statusAfter
            node {
              ...Ground
              on
            }
          }
        }
      }
      ... on Agreement {
        events(first: 20) {
          edges {
            statusAfter
            node {
              ...Ground
              on
            }
          }
        }
      }
    }
    claims(filter: { subject: { any: [$subject] }, predicate: { any: $predicates } }, first: 20) {
      edges {
        node {
          ...Ground
        }
      }
    }
  }
`)

type GroundNode = NonNullable<EvidenceQuery['nodes'][number]> & GroundFragment
type ClaimNode = Extract<GroundNode, { __typename: 'Claim' }>

/** The words behind what the reader asked about, beside the page. What is open is part of the address. */
export function EvidenceDrawer(): ReactNode {
  const { params, set } = useAddress()
  const grounds = params.getAll('evidence')
  const isOpen = grounds.length > 0
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  const close = () => set({ evidence: null })
  return (
    <dialog
      ref={dialog}
      className="drawer"
      aria-labelledby="evidence-title"
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onClick={(event) => event.target === dialog.current && close()}
    >
      {isOpen && (
        <div className="drawer-inside">
          <header className="drawer-head">
            <h2 id="evidence-title">The words it rests on</h2>
            <button type="button" onClick={close} aria-label="Close the evidence">
              <span aria-hidden="true">✕</span>
            </button>
          </header>
          <Grounded grounds={grounds} />
        </div>
      )}
    </dialog>
  )
}

function Grounded({ grounds }: { grounds: string[] }): ReactNode {
  const properties = grounds.map((ground) => /^(\w+)@(.+)$/.exec(ground)).filter((match) => match !== null)
  const subject = properties[0]?.[2]
  if (subject === undefined) return <ByIds ids={grounds} />
  return <ByProperty subject={subject} predicates={properties.map((match) => match[1]!)} />
}

function ByIds({ ids }: { ids: string[] }): ReactNode {
  const { data, failure, isLoading, again } = useAsk(evidenceDocument, { ids: ids.slice(0, 50) })
  if (failure) return <Failed failure={failure} again={again} />
  if (!data) return isLoading ? <Loading what="the evidence" /> : null
  const nodes = (data.nodes as (GroundNode | null)[]).filter((node) => node !== null)
  if (nodes.length === 0) return <p>What this rested on is no longer there.</p>
  const claims = nodes.filter((node) => node.__typename === 'Claim')
  const others = nodes.filter((node) => node.__typename !== 'Claim')
  return (
    <>
      {claims.length > 0 && <Claims of={claims} />}
      {others.map((node) => (
        <Ground key={node.id} of={node} />
      ))}
    </>
  )
}

function ByProperty({ subject, predicates }: { subject: string; predicates: string[] }): ReactNode {
  const { data, failure, isLoading, again } = useAsk(propertyDocument, { subject, predicates })
  if (failure) return <Failed failure={failure} again={again} />
  if (!data) return isLoading ? <Loading what="the evidence" /> : null
  const claims = data.claims.edges.map(({ node }) => node as ClaimNode)
  const node = data.node
  const events =
    predicates.includes('status') && node && 'events' in node
      ? node.events.edges.filter(({ statusAfter }) => statusAfter !== null)
      : []
  return (
    <>
      <p className="drawer-about">
        {capital(predicates.map(inWords).join(', '))} of {node && <ThingLink of={node} />}
      </p>
      {events.map((edge) => (
        <section key={edge.node.id} className="ground">
          <h3>
            <Status of={edge.statusAfter} /> after <ThingLink of={edge.node} />
          </h3>
          <p>
            <PartialDate of={edge.node.on} />
          </p>
          <Passages of={(edge.node as GroundNode & { evidence?: WordsFragment[] }).evidence ?? []} />
        </section>
      ))}
      {claims.length > 0 && <Claims of={claims} />}
      {claims.length === 0 && events.length === 0 && node && (
        <>
          <p>No source says this in words of its own.</p>
          {'certainty' in node && (
            <>
              <p>The whole rests on these:</p>
              <Ground of={node} />
            </>
          )}
        </>
      )}
    </>
  )
}

/** Claims of one thing. Where they say different things they stand side by side, and none is preferred. */
function Claims({ of }: { of: ClaimNode[] }): ReactNode {
  const groups = grouped(of, (claim) => `${claim.predicate} ${claim.polarity} ${said(claim)}`)
  const isDisputed = of.some(({ corroboration }) => corroboration === 'DISPUTED')
  if (!isDisputed || groups.size < 2) {
    return (
      <>
        {of.map((claim) => (
          <Ground key={claim.id} of={claim} />
        ))}
        {isDisputed && of[0]?.subject && <Others claim={of[0]} />}
      </>
    )
  }
  return (
    <section className="disagreement">
      <h3>Sources disagree</h3>
      <p>
        What each says is shown side by side. Parley shows one of them where there is room for one only, and hides none.
      </p>
      <div className="side-by-side">
        {[...groups.values()].map((claims) => (
          <div key={claims[0]!.id} className="side">
            <p className="side-title">{capital(said(claims[0]!))}</p>
            {claims.map((claim) => (
              <Ground key={claim.id} of={claim} />
            ))}
          </div>
        ))}
      </div>
    </section>
  )
}

function grouped<One>(all: One[], by: (one: One) => string): Map<string, One[]> {
  const groups = new Map<string, One[]>()
  for (const one of all) groups.set(by(one), [...(groups.get(by(one)) ?? []), one])
  return groups
}

function Others({ claim }: { claim: ClaimNode }): ReactNode {
  const { set } = useAddress()
  return (
    <p className="disagreement">
      Sources disagree about this.{' '}
      <button type="button" onClick={() => set({ evidence: `${claim.predicate}@${claim.subject!.id}` })}>
        Show what each says
      </button>
    </p>
  )
}

/** What a claim says of its subject. */
function said(claim: ClaimNode): string {
  const what = claim.object ? nameOf(claim.object) : sayValue(claim.value)
  return claim.polarity === 'NEGATIVE' ? `not ${what}` : what
}

/** A value in words where it is the name of one. */
export function sayValue(value: string | null | undefined): string {
  if (value == null) return 'so'
  return /^[A-Z_]{3,}$/.test(value) ? inWords(value) : value
}

/** One fact or passage, with all that is known about how it is known. */
function Ground({ of }: { of: GroundNode }): ReactNode {
  if (of.__typename === 'Passage') return <Passages of={[of]} />
  if (!('certainty' in of)) return null
  return (
    <section className="ground">
      {of.__typename === 'Claim' ? (
        <h3>
          {of.subject && <ThingLink of={of.subject} />} {of.polarity === 'NEGATIVE' && <strong>not </strong>}
          <span className="faint">{inWords(of.predicate)}</span>{' '}
          {of.object ? <ThingLink of={of.object} /> : <strong>{sayValue(of.value)}</strong>}
        </h3>
      ) : (
        <h3>
          <ThingLink of={of} />
        </h3>
      )}
      <Passages of={of.evidence} />
      <ul className="marks">
        <li>
          <Certainty of={of.certainty} always />
        </li>
        <li>
          <Corroboration of={of.corroboration} />
        </li>
        {of.__typename === 'Claim' && (
          <>
            <li className="mark">{inWords(of.method)}</li>
            {of.polarity === 'NEGATIVE' && <li className="mark negative">denies it</li>}
            {of.validOn && (
              <li className="mark">
                of <PartialDate of={of.validOn} />
                {of.dateText && <> (“{of.dateText}”)</>}
              </li>
            )}
          </>
        )}
        {!of.standing && <li className="mark negative">no longer stands</li>}
      </ul>
      {of.evidenceCount > of.evidence.length && (
        <p>
          <Link to={addressOf(of.id)}>All {of.evidenceCount} passages</Link>
        </p>
      )}
      <p className="ground-links">
        <Link to={addressOf(of.id)}>{inWordsFirst(of.__typename)} in full</Link>
      </p>
      <Cite id={of.id} />
    </section>
  )
}

/** Quoted words in their context, and where they stand. */
export function Passages({ of }: { of: readonly WordsFragment[] }): ReactNode {
  return of.map((passage) => (
    <figure key={passage.id} className="passage">
      <blockquote lang={passage.document.language ?? undefined}>
        <p>
          {passage.prefix && <span className="context">…{passage.prefix}</span>}
          <mark>{passage.text}</mark>
          {passage.suffix && <span className="context">{passage.suffix}…</span>}
        </p>
      </blockquote>
      <figcaption>
        <ThingLink of={{ ...passage.document, __typename: 'Document' }} />
        {passage.document.publisher && <>, {passage.document.publisher}</>},{' '}
        <PartialDate of={passage.document.publishedOn} missing="not dated" />
        {passage.document.status !== 'ACTIVE' && (
          <strong className="mark negative">{inWords(passage.document.status)}</strong>
        )}
      </figcaption>
    </figure>
  ))
}
