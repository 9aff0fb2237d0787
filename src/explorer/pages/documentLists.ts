import { graphql } from '../gql'

export const passagesOf = graphql(`
  fragment PassagesOf on Document {
    passages(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...Words
          start
          end
          supports(first: 10) {
            ...ThingName
          }
          supportsCount
        }
      }
    }
  }
`)

export const onlySourceOf = graphql(`
  fragment OnlySourceOf on Document {
    facts(first: $first, after: $after, onlySource: true) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          certainty
          ...ThingName
          ... on Claim {
            value
            subject {
              ...ThingName
            }
            object {
              ...ThingName
            }
          }
        }
      }
    }
  }
`)

export const passagesOfDocument = graphql(`
  query PassagesOf($id: ID!, $first: Int!, $after: String) {
    document(id: $id) {
      ...PassagesOf
    }
  }
`)

export const onlySourceOfDocument = graphql(`
  query OnlySourceOf($id: ID!, $first: Int!, $after: String) {
    document(id: $id) {
      ...OnlySourceOf
    }
  }
`)
