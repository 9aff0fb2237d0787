import type { ReactNode } from 'react'
import type { ActorPageQuery } from '../gql/graphql'
import { EvidenceButton, ofProperty, ofTie } from '../parts/Evidence'
import { PartialDate } from '../parts/Marks'
import { Fact, Facts } from '../parts/Page'
import { nodeOf } from '../parts/rows'
import { ThingLink, ThingLinks } from '../parts/Thing'
import { inWords, inWordsFirst, kindInWords } from '../words'

export type Actor = Extract<NonNullable<ActorPageQuery['node']>, { namesCount: number }>

/** What an actor is, by kind, and what it is called. */
export function ActorFacts({ of: actor }: { of: Actor }): ReactNode {
  const others = actor.names.filter(
    ({ value }, at) => value !== actor.name && actor.names.findIndex((name) => name.value === value) === at,
  )
  return (
    <Facts>
      {actor.belongsTo.length > 0 && (
        <Fact name="Of" on={ofProperty(actor.id, 'BELONGS_TO')}>
          <ThingLinks of={actor.belongsTo} />
        </Fact>
      )}
      {'countryKind' in actor && (
        <>
          <Fact name="Kind" on={ofProperty(actor.id, 'kind')}>
            {inWordsFirst(actor.countryKind)}
          </Fact>
          {actor.capital && (
            <Fact name="Capital" on={ofProperty(actor.id, 'capital')}>
              {actor.capital}
            </Fact>
          )}
          {actor.region && (
            <Fact name="Region" on={ofProperty(actor.id, 'region', 'subregion')}>
              {[actor.region, actor.subregion].filter(Boolean).join(', ')}
            </Fact>
          )}
          {(actor.existedFrom ?? actor.existedTo) && (
            <Fact name="Existed" on={ofProperty(actor.id, 'existedFrom', 'existedTo')}>
              <PartialDate of={actor.existedFrom} missing="not known" /> to{' '}
              <PartialDate of={actor.existedTo} missing="now" />
            </Fact>
          )}
          <Succession title="Followed by" of={actor.succeededBy?.edges} />
          <Succession title="Follows" of={actor.preceded?.edges} />
          {actor.organizations && actor.organizations.edges.length > 0 && (
            <Fact name="Its bodies">
              <ThingLinks of={actor.organizations.edges.map(nodeOf)} />
              {actor.organizations.totalCount > actor.organizations.edges.length &&
                ` and ${actor.organizations.totalCount - actor.organizations.edges.length} more`}
            </Fact>
          )}
        </>
      )}
      {'organizationKind' in actor && (
        <Fact name="Kind" on={ofProperty(actor.id, 'kind')}>
          {inWordsFirst(actor.organizationKind)}
        </Fact>
      )}
      {'sector' in actor && (
        <Fact name="Sector" on={ofProperty(actor.id, 'sector')}>
          {inWordsFirst(actor.sector)}
        </Fact>
      )}
      {'anonymous' in actor && actor.anonymous && (
        <Fact name="Name">The source leaves this person unnamed; the same words elsewhere may mean another.</Fact>
      )}
      {others.length > 0 && (
        <div className="fact wide">
          <dt>Also called</dt>
          <dd>
            <Names of={others} more={actor.namesCount - actor.names.length} />
          </dd>
        </div>
      )}
      {actor.externalIds.length > 0 && (
        <Fact name="Elsewhere">
          {actor.externalIds.map(({ scheme, value }) => (
            <span key={scheme + value} className="pair">
              <span className="faint">{scheme}</span> {value}{' '}
            </span>
          ))}
        </Fact>
      )}
    </Facts>
  )
}

export function kindOf(actor: { __typename: string; countryKind?: string; organizationKind?: string }): string {
  if (actor.countryKind === 'FORMER_STATE') return 'Former state'
  if (actor.countryKind === 'TERRITORY') return 'Territory'
  return kindInWords(actor.__typename)
}

/** Names in other languages, each marked as being in it so that it is spoken and set right. */
function Names({
  of,
  more,
}: {
  of: { value: string; language: string | null; kind: string }[]
  more: number
}): ReactNode {
  return (
    <>
      {of.map(({ value, language, kind }, at) => (
        <span key={`${value} ${language} ${kind}`}>
          {at > 0 && ', '}
          <bdi lang={language ?? undefined}>{value}</bdi>
          {kind !== 'ALIAS' && kind !== 'PREFERRED' && kind !== 'TRANSLITERATION' && (
            <span className="faint"> ({inWords(kind)})</span>
          )}
        </span>
      ))}
      {more > 0 && <span className="faint"> and {more} more</span>}
    </>
  )
}

function Succession({
  title,
  of = [],
}: {
  title: string
  of?: {
    kind: string
    on: string | null
    node: { id: string; name: string }
    claims: { id: string }[]
    evidence: { id: string }[]
  }[]
}): ReactNode {
  if (of.length === 0) return null
  return (
    <Fact name={title}>
      {of.map((edge, at) => (
        <span key={edge.node.id}>
          {at > 0 && ', '}
          <ThingLink of={edge.node} /> <EvidenceButton on={ofTie(edge)} of={`${title} ${edge.node.name}`} />
        </span>
      ))}
    </Fact>
  )
}
