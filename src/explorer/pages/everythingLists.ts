import { graphql } from '../gql'

export const negotiationsDocument = graphql(`
  query AllNegotiations(
    $first: Int!
    $after: String
    $on: PartialDate
    $statuses: [NegotiationStatus!]
    $topics: [ID!]
    $countries: [ID!]
    $order: NegotiationOrder
  ) {
    negotiations(
      first: $first
      after: $after
      filter: { openAsOf: $on, status: { any: $statuses }, topics: { any: $topics }, participants: { any: $countries } }
      orderBy: $order
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

export const agreementsDocument = graphql(`
  query AllAgreements(
    $first: Int!
    $after: String
    $on: PartialDate
    $statuses: [AgreementStatus!]
    $topics: [ID!]
    $countries: [ID!]
    $order: AgreementOrder
  ) {
    agreements(
      first: $first
      after: $after
      filter: { inForceAsOf: $on, status: { any: $statuses }, topics: { any: $topics }, parties: { any: $countries } }
      orderBy: $order
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

export const countriesDocument = graphql(`
  query AllCountries($first: Int!, $after: String, $order: CountryOrder) {
    countries(first: $first, after: $after, orderBy: $order) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...ThingName
        }
      }
    }
  }
`)

export const officialsDocument = graphql(`
  query AllOfficials($first: Int!, $after: String, $order: OfficialOrder) {
    officials(first: $first, after: $after, orderBy: $order) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...ThingName
        }
      }
    }
  }
`)

export const organizationsDocument = graphql(`
  query AllOrganizations($first: Int!, $after: String, $order: OrganizationOrder) {
    organizations(first: $first, after: $after, orderBy: $order) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...ThingName
        }
      }
    }
  }
`)

export const groupsDocument = graphql(`
  query AllGroups($first: Int!, $after: String, $order: GroupOrder) {
    groups(first: $first, after: $after, orderBy: $order) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...ThingName
        }
      }
    }
  }
`)

export const termsDocument = graphql(`
  query AllTerms($first: Int!, $after: String, $order: TermOrder) {
    terms(first: $first, after: $after, orderBy: $order) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...TermRow
        }
      }
    }
  }
`)

export const topicsDocument = graphql(`
  query AllTopics($first: Int!, $after: String, $order: TopicOrder) {
    topics(first: $first, after: $after, orderBy: $order) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...ThingName
        }
      }
    }
  }
`)

export const eventsDocument = graphql(`
  query AllEvents($first: Int!, $after: String, $order: EventOrder) {
    events(first: $first, after: $after, orderBy: $order) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...EventRow
        }
      }
    }
  }
`)

export const documentsDocument = graphql(`
  query AllDocuments($first: Int!, $after: String, $order: DocumentOrder) {
    documents(first: $first, after: $after, orderBy: $order) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...ThingName
          publisher
          publishedOn
        }
      }
    }
  }
`)

export const statementsDocument = graphql(`
  query AllStatements(
    $first: Int!
    $after: String
    $order: StatementOrder
    $speakers: [ID!]
    $topics: [ID!]
    $acts: [Act!]
    $during: DateFilter
  ) {
    statements(
      first: $first
      after: $after
      orderBy: $order
      filter: { speaker: { any: $speakers }, about: { any: $topics }, act: { any: $acts }, madeOn: $during }
    ) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      facets {
        topics(first: 12) {
          topic {
            id
            label
          }
          count
        }
        acts(first: 12) {
          value
          count
        }
        speakers(first: 12) {
          actor {
            id
            name
          }
          count
        }
      }
      edges {
        node {
          ...StatementRow
        }
      }
    }
  }
`)
