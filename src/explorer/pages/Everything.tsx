import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import type { AgreementStatus, NegotiationStatus, SearchType } from '../gql/graphql'
import { Link, useAddress, withParams } from '../routes'
import { inWords, sayNumber } from '../words'
import { AsOfNote } from '../parts/AsOf'
import { ListPanel } from '../parts/List'
import { Page } from '../parts/Page'
import { agreementColumns, negotiationColumns } from '../parts/rows'
import { Failed, Loading } from '../parts/States'

const negotiationsDocument = graphql(`
  query AllNegotiations(
    $first: Int!
    $after: String
    $on: PartialDate
    $statuses: [NegotiationStatus!]
    $topics: [ID!]
    $countries: [ID!]
  ) {
    negotiations(
      first: $first
      after: $after
      filter: { openAsOf: $on, status: { any: $statuses }, topics: { any: $topics }, participants: { any: $countries } }
      orderBy: { field: STARTED_ON, direction: DESC }
    ) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      facets {
        statuses {
          value
          count
        }
        topics(first: 12) {
          topic {
            id
            label
          }
          count
        }
        countries(first: 12) {
          country {
            id
            name
          }
          count
        }
      }
      edges {
        node {
          ...NegotiationRow
        }
      }
    }
  }
`)

const agreementsDocument = graphql(`
  query AllAgreements(
    $first: Int!
    $after: String
    $on: PartialDate
    $statuses: [AgreementStatus!]
    $topics: [ID!]
    $countries: [ID!]
  ) {
    agreements(
      first: $first
      after: $after
      filter: { inForceAsOf: $on, status: { any: $statuses }, topics: { any: $topics }, parties: { any: $countries } }
    ) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      facets {
        statuses {
          value
          count
        }
      }
      edges {
        node {
          ...AgreementRow
        }
      }
    }
  }
`)

/** All negotiations or agreements, narrowed by what the address says: `?status=…&topic=…&country=…`. */
export function Everything({ kind }: { kind?: SearchType }): ReactNode {
  return kind === 'AGREEMENT' ? <Agreements /> : <Negotiations />
}

function useNarrowing() {
  const { params, on } = useAddress()
  const chosen = (name: string) => {
    const values = params.getAll(name)
    return values.length > 0 ? values : null
  }
  return { on, topics: chosen('topic'), countries: chosen('country'), statuses: chosen('status') }
}

function Negotiations(): ReactNode {
  const narrowing = useNarrowing()
  const variables = { ...narrowing, statuses: narrowing.statuses as NegotiationStatus[] | null }
  const { data, failure, again } = useAsk(negotiationsDocument, { ...variables, first: 50 })
  const facets = data?.negotiations.facets
  return (
    <Page title="All negotiations">
      <Kinds isAgreements={false} />
      <AsOfNote what="talks that were open." />
      {failure && <Failed failure={failure} again={again} />}
      {!data && !failure && <Loading lines={10} />}
      {facets && (
        <>
          <Facets
            title="Status"
            name="status"
            // What is only considered is in no count unless it is asked for, so it must be offered by name.
            of={[...facets.statuses, ...(narrowing.statuses ? [] : [{ value: 'CONSIDERED', count: undefined }])].map(
              ({ value, count }) => ({ value, label: inWords(value), count }),
            )}
          />
          <Facets
            title="Topic"
            name="topic"
            of={facets.topics.map(({ topic, count }) => ({ value: topic.id, label: topic.label, count }))}
          />
          <Facets
            title="Country"
            name="country"
            of={facets.countries.map(({ country, count }) => ({ value: country.id, label: country.name, count }))}
          />
        </>
      )}
      {data && (
        <ListPanel
          title="Negotiations"
          name="negotiations"
          list={data.negotiations}
          document={negotiationsDocument}
          variables={variables}
          pick={(answer) => answer.negotiations}
          keyOf={(row) => row.node.id}
          empty="None that all of this is true of."
          columns={negotiationColumns()}
        />
      )}
    </Page>
  )
}

function Agreements(): ReactNode {
  const narrowing = useNarrowing()
  const variables = { ...narrowing, statuses: narrowing.statuses as AgreementStatus[] | null }
  const { data, failure, again } = useAsk(agreementsDocument, { ...variables, first: 50 })
  return (
    <Page title="All agreements">
      <Kinds isAgreements />
      <AsOfNote what="agreements that were in force." />
      {failure && <Failed failure={failure} again={again} />}
      {!data && !failure && <Loading lines={10} />}
      {data && (
        <>
          <Facets
            title="Status"
            name="status"
            of={data.agreements.facets.statuses.map(({ value, count }) => ({ value, label: inWords(value), count }))}
          />
          <ListPanel
            title="Agreements"
            name="agreements"
            list={data.agreements}
            document={agreementsDocument}
            variables={variables}
            pick={(answer) => answer.agreements}
            keyOf={(row) => row.node.id}
            empty="None that all of this is true of."
            columns={agreementColumns()}
          />
        </>
      )}
    </Page>
  )
}

function Kinds({ isAgreements }: { isAgreements: boolean }): ReactNode {
  return (
    <ul className="facets" aria-label="What to list">
      <li>
        <Link to="/search?type=NEGOTIATION" aria-current={isAgreements ? undefined : 'true'}>
          Negotiations
        </Link>
      </li>
      <li>
        <Link to="/search?type=AGREEMENT" aria-current={isAgreements ? 'true' : undefined}>
          Agreements
        </Link>
      </li>
    </ul>
  )
}

interface Choice {
  value: string
  label: string
  count?: number
}

/** Values that the list can be narrowed to; the one that is chosen leads back to all. */
function Facets({ title, name, of }: { title: string; name: string; of: Choice[] }): ReactNode {
  const { path, params } = useAddress()
  if (of.length === 0) return null
  const here = `${path}?${params}`
  const chosen = params.get(name)
  return (
    <section className="facet-group" aria-label={title}>
      <h2>{title}</h2>
      <ul className="facets">
        {of.map(({ value, label, count }) => (
          <li key={value}>
            <Link
              to={withParams(here, { [name]: chosen === value ? null : value, negotiations: null, agreements: null })}
              aria-current={chosen === value ? 'true' : undefined}
            >
              {label} {count !== undefined && <span className="faint">{sayNumber(count)}</span>}
              {chosen === value && <span className="unseen"> (chosen: show all again)</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
