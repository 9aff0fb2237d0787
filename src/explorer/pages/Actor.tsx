import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import { AsOfNote } from '../parts/AsOf'
import { DisagreementsAbout } from '../parts/Disagreements'
import { Page } from '../parts/Page'
import { TakeAway } from '../parts/TakeAway'
import { ThingPage } from '../parts/Thing'
import { Link, useAddress } from '../routes'
import { Dealings, useDealings } from './actorDealings'
import { ActorFacts, kindOf } from './actorFacts'
import { Offices } from './actorOffices'
import { ActorPictures } from './actorPictures'
import { Sayings, useSayings } from './actorSayings'

const actorDocument = graphql(`
  query ActorPage(
    $id: ID!
    $isCountry: Boolean!
    $isOrganization: Boolean!
    $isOfficial: Boolean!
    $on: PartialDate
    $first: Int!
    $after: String
  ) {
    node(id: $id) {
      __typename
      id
      ... on Actor {
        name
        names(first: 30) {
          value
          language
          kind
        }
        namesCount
        externalIds(first: 20) {
          scheme
          value
        }
        belongsTo(first: 5) {
          ...ActorName
        }
      }
      ... on Country {
        countryKind: kind
        officialName
        capital
        region
        subregion
        existedFrom
        existedTo
        succeededBy(first: 10) @include(if: $isCountry) {
          edges {
            ...Tie
            kind
            on
            node {
              ...ActorName
            }
          }
        }
        preceded(first: 10) @include(if: $isCountry) {
          edges {
            ...Tie
            kind
            on
            node {
              ...ActorName
            }
          }
        }
        organizations(first: 10) @include(if: $isCountry) {
          totalCount
          edges {
            node {
              ...ActorName
            }
          }
        }
        ...CountryOfficeholders @include(if: $isCountry)
      }
      ... on Organization {
        organizationKind: kind
        ...MembersOf @include(if: $isOrganization)
        ...OrganizationOfficeholders @include(if: $isOrganization)
      }
      ... on Official {
        anonymous
        ...OfficesOf @include(if: $isOfficial)
      }
      ... on Group {
        sector
      }
    }
    disagreements(about: $id, first: 5) {
      ...DisagreementsAbout
    }
  }
`)

/**
 * The page of whoever can negotiate, agree, speak or act: a country, an official, an organization, a group. Three questions
 * in place of one: the database plans each of them in a third of the time, and what is known of the actor stands there before it
 * is known what it did.
 */
export default function ActorPage({ id }: { id: string }): ReactNode {
  const { on } = useAddress()
  const is = (kind: string) => id.startsWith(`${kind}:`)
  const kinds = { isCountry: is('country'), isOrganization: is('organization'), isOfficial: is('official') }
  const variables = { id, on, first: 10, ...kinds }
  const asked = useAsk(actorDocument, variables)
  const dealings = useDealings(id)
  const sayings = useSayings(id)
  const node = asked.data?.node
  const actor = node && 'namesCount' in node ? node : undefined
  return (
    <ThingPage id={id} asked={asked} thing={actor}>
      {(actor) => (
        <Page kind={kindOf(actor)} title={actor.name} lead={'officialName' in actor ? actor.officialName : undefined}>
          <AsOfNote what="who held office, was a member, what was in force and which talks were open. What was said is of all times." />
          <DisagreementsAbout id={actor.id} of={asked.data!.disagreements} />
          <ActorFacts of={actor} />
          <nav className="page-tools" aria-label="More about it">
            <Link className="button" to={`/path?from=${actor.id}`}>
              How connected to …
            </Link>
            <TakeAway
              name={actor.id.replace(/[^\w-]+/g, '-')}
              what="this page"
              query={actorDocument.toString()}
              variables={variables}
            />
          </nav>
          <Offices of={actor} on={on} />
          <Dealings of={actor} by={dealings} />
          <Sayings of={actor} by={sayings} />
          <ActorPictures of={actor} />
        </Page>
      )}
    </ThingPage>
  )
}
