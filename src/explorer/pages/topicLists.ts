import { graphql } from '../gql'

export const negotiationsOnTopic = graphql(`
  fragment NegotiationsOnTopic on Topic {
    negotiations(first: $first, after: $after, orderBy: { field: STARTED_ON, direction: DESC }) {
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
  }
`)

export const agreementsOnTopic = graphql(`
  fragment AgreementsOnTopic on Topic {
    agreements(first: $first, after: $after) {
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
  }
`)

export const statementsOnTopic = graphql(`
  fragment StatementsOnTopic on Topic {
    statements(first: $first, after: $after, orderBy: { field: MADE_ON, direction: DESC }) {
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
  }
`)

export const negotiationsOnTopicDocument = graphql(`
  query NegotiationsOnTopic($id: ID!, $first: Int!, $after: String) {
    topic(id: $id) {
      ...NegotiationsOnTopic
    }
  }
`)

export const agreementsOnTopicDocument = graphql(`
  query AgreementsOnTopic($id: ID!, $first: Int!, $after: String) {
    topic(id: $id) {
      ...AgreementsOnTopic
    }
  }
`)

export const statementsOnTopicDocument = graphql(`
  query StatementsOnTopic($id: ID!, $first: Int!, $after: String) {
    topic(id: $id) {
      ...StatementsOnTopic
    }
  }
`)
