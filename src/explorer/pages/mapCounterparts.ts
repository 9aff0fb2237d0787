import { useMemo } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import type { DateFilter } from '../gql/graphql'
import type { MapValue } from '../pictures/world-map'
import { addressOf } from '../routes'

export const mapCountry = graphql(`
  fragment MapCountry on Country {
    id
    name
    code
    externalIds(first: 20) {
      scheme
      value
    }
  }
`)

export const counterpartsDocument = graphql(`
  query MapOfCounterparts($id: ID!, $during: DateFilter) {
    node(id: $id) {
      __typename
      id
      ...MapCountry
      ... on Actor {
        name
        counterparts(first: 250, filter: { types: [COUNTRY], during: $during }) {
          totalCount
          edges {
            negotiationCount
            agreementCount
            statementCount
            node {
              __typename
              ...MapCountry
            }
          }
        }
      }
    }
  }
`)

/** What can be counted of the dealings of two. */
export const measures = {
  dealings: 'Talks and agreements',
  negotiations: 'Talks',
  agreements: 'Agreements',
  statements: 'Statements to or about one another',
} as const
export type Measure = keyof typeof measures

interface MapCountry {
  id: string
  name: string
  code: string
  externalIds: readonly { scheme: string; value: string }[]
}

/** With which countries an actor deals, and how much. */
export function useCounterparts(id: string, { measure, during }: { measure: Measure; during: DateFilter | null }) {
  const asked = useAsk(counterpartsDocument, { id, during })
  const node = asked.data?.node
  const actor = node && 'counterparts' in node ? node : undefined
  const home = actor?.__typename === 'Country' ? actor : undefined
  const values = useMemo(() => {
    const edges = actor?.counterparts.edges ?? []
    return edges.flatMap(({ node, negotiationCount, agreementCount, statementCount }): MapValue[] => {
      if (node.__typename !== 'Country') return []
      const value = {
        dealings: negotiationCount + agreementCount,
        negotiations: negotiationCount,
        agreements: agreementCount,
        statements: statementCount,
      }[measure]
      const href = home ? `/pair/${home.id}/${node.id}` : addressOf(node.id)
      return value === 0 ? [] : [{ ...valueOf(node, value), href }]
    })
  }, [actor, home, measure]).sort((a, b) => b.value - a.value)
  return { asked, actor, home: home && homeOf(home), values }
}

function homeOf(country: MapCountry) {
  return { code: country.code, name: country.name, numeric: numericOf(country) }
}

/** A country with the number that the map shows it by. */
export function valueOf(country: MapCountry, value: number) {
  return { code: country.code, name: country.name, numeric: numericOf(country), value }
}

function numericOf({ externalIds }: MapCountry): string | undefined {
  return externalIds.find(({ scheme }) => scheme === 'iso3166-1-numeric')?.value
}
