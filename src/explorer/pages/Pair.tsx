import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import { addressOf, decode, Link, useAddress } from '../routes'
import { AsOfNote } from '../parts/AsOf'
import { ListPanel } from '../parts/List'
import { Page } from '../parts/Page'
import {
  agreementColumns,
  momentColumns,
  Moments,
  negotiationColumns,
  nodeOf,
  statementColumns,
  Statements,
} from '../parts/rows'
import { DrawnTimeline } from '../parts/TimelinePanel'
import { Failed, Loading, NoSuchThing } from '../parts/States'

export const pairLists = graphql(`
  fragment PairTalks on NegotiationListConnection {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        ...NegotiationRow
      }
    }
  }
`)
export const pairAgreements = graphql(`
  fragment PairAgreements on AgreementListConnection {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        ...AgreementRow
      }
    }
  }
`)
export const pairStatements = graphql(`
  fragment PairStatements on StatementListConnection {
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        ...StatementRow
      }
    }
  }
`)
export const pairMoments = graphql(`
  fragment PairMoments on TimelineItemTimelineEntryConnection {
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      ...Moment
    }
  }
`)

const pairDocument = graphql(`
  query PairPage($a: ID!, $b: ID!, $both: [ID!]!, $on: PartialDate, $first: Int!, $after: String) {
    nodes(ids: [$a, $b]) {
      ...ActorName
    }
    talks: negotiations(
      filter: { participants: { all: $both }, openAsOf: $on }
      orderBy: { field: STARTED_ON, direction: DESC }
      first: $first
      after: $after
    ) {
      ...PairTalks
    }
    considered: negotiations(
      filter: { participants: { all: $both }, status: { any: [CONSIDERED] } }
      first: $first
      after: $after
    ) {
      ...PairTalks
    }
    agreements(filter: { parties: { all: $both }, inForceAsOf: $on }, first: $first, after: $after) {
      ...PairAgreements
    }
    ofA: statements(filter: { speaker: { any: [$a] }, about: { any: [$b] } }, first: $first, after: $after) {
      ...PairStatements
    }
    ofB: statements(filter: { speaker: { any: [$b] }, about: { any: [$a] } }, first: $first, after: $after) {
      ...PairStatements
    }
    pairTimeline(a: $a, b: $b, first: $first, after: $after) {
      ...PairMoments
    }
  }
`)
const talksDocument = graphql(`
  query PairTalks($both: [ID!]!, $on: PartialDate, $first: Int!, $after: String) {
    talks: negotiations(
      filter: { participants: { all: $both }, openAsOf: $on }
      orderBy: { field: STARTED_ON, direction: DESC }
      first: $first
      after: $after
    ) {
      ...PairTalks
    }
  }
`)
const consideredDocument = graphql(`
  query PairConsidered($both: [ID!]!, $first: Int!, $after: String) {
    considered: negotiations(
      filter: { participants: { all: $both }, status: { any: [CONSIDERED] } }
      first: $first
      after: $after
    ) {
      ...PairTalks
    }
  }
`)
const agreementsDocument = graphql(`
  query PairAgreements($both: [ID!]!, $on: PartialDate, $first: Int!, $after: String) {
    agreements(filter: { parties: { all: $both }, inForceAsOf: $on }, first: $first, after: $after) {
      ...PairAgreements
    }
  }
`)
const statementsDocument = graphql(`
  query PairStatements($a: ID!, $b: ID!, $first: Int!, $after: String) {
    statements(filter: { speaker: { any: [$a] }, about: { any: [$b] } }, first: $first, after: $after) {
      ...PairStatements
    }
  }
`)
const momentsDocument = graphql(`
  query PairTimeline($a: ID!, $b: ID!, $first: Int!, $after: String) {
    pairTimeline(a: $a, b: $b, first: $first, after: $after) {
      ...PairMoments
    }
  }
`)

/** What two actors have to do with each other. */
export default function PairPage(): ReactNode {
  const { path, on } = useAddress()
  const [a = '', b = ''] = path.split('/').slice(2).map(decode)
  const both = [a, b]
  const asked = useAsk(pairDocument, { a, b, both, on, first: 10 })
  if (asked.failure && asked.failure.code !== 'UNKNOWN_ID')
    return <Failed failure={asked.failure} again={asked.again} heading="h1" />
  if (!asked.data) return asked.isLoading ? <Loading lines={12} /> : <NoSuchThing id={`${a} / ${b}`} />
  const { data } = asked
  const [one, other] = data.nodes
  if (asked.trouble && asked.trouble.code !== 'UNKNOWN_ID')
    return <Failed failure={asked.trouble} again={asked.again} heading="h1" />
  if (!one || !other || !('name' in one) || !('name' in other)) return <NoSuchThing id={one ? b : a} />
  return (
    <Page
      kind="Pair"
      title={`${one.name} and ${other.name}`}
      lead={
        <>
          <Link to={addressOf(one.id)}>{one.name}</Link> · <Link to={addressOf(other.id)}>{other.name}</Link>
        </>
      }
    >
      <AsOfNote what="talks that were open and agreements that were in force." />
      <nav className="page-tools" aria-label="More about both">
        <Link className="button" to={`/network?around=${one.id},${other.id}`}>
          Network
        </Link>
        <Link className="button" to={`/path?from=${one.id}&to=${other.id}`}>
          How connected
        </Link>
      </nav>
      <ListPanel
        title="Negotiations"
        name="talks"
        list={data.talks}
        document={talksDocument}
        variables={{ both, on }}
        pick={(answer) => answer.talks}
        keyOf={(row) => row.node.id}
        empty="No talks between them that a source tells of."
        columns={negotiationColumns()}
      />
      <ListPanel
        title="Only considered"
        name="considered"
        list={data.considered}
        document={consideredDocument}
        variables={{ both }}
        pick={(answer) => answer.considered}
        keyOf={(row) => row.node.id}
        columns={negotiationColumns()}
      />
      <ListPanel
        title="Agreements"
        name="agreements"
        list={data.agreements}
        document={agreementsDocument}
        variables={{ both, on }}
        pick={(answer) => answer.agreements}
        keyOf={(row) => row.node.id}
        empty="No agreement that binds both."
        columns={agreementColumns()}
      />
      <ListPanel
        title="What happened between them"
        name="timeline"
        list={data.pairTimeline}
        document={momentsDocument}
        variables={{ a, b }}
        pick={(answer) => answer.pairTimeline}
        keyOf={(row) => row.node.id}
        empty="Nothing that a source tells of."
        columns={momentColumns}
      >
        {(rows) => (
          <>
            <DrawnTimeline of={rows} title={`${one.name} and ${other.name}`} />
            <Moments of={rows} />
          </>
        )}
      </ListPanel>
      <ListPanel
        title={`${one.name} on ${other.name}`}
        name="of-a"
        list={data.ofA}
        document={statementsDocument}
        variables={{ a, b }}
        pick={(answer) => answer.statements}
        keyOf={(row) => row.node.id}
        columns={statementColumns}
      >
        {(rows) => <Statements of={rows.map(nodeOf)} />}
      </ListPanel>
      <ListPanel
        title={`${other.name} on ${one.name}`}
        name="of-b"
        list={data.ofB}
        document={statementsDocument}
        variables={{ a: b, b: a }}
        pick={(answer) => answer.statements}
        keyOf={(row) => row.node.id}
        columns={statementColumns}
      >
        {(rows) => <Statements of={rows.map(nodeOf)} />}
      </ListPanel>
    </Page>
  )
}
