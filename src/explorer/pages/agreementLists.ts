import { graphql } from '../gql'

export const partiesOf = graphql(`
  fragment PartiesOf on Agreement {
    parties(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        ...Tie
        role
        derived
        signedOn
        consent
        consentOn
        inForceOn
        withdrewOn
        node {
          ...ActorName
        }
      }
    }
  }
`)

export const termsOfAgreement = graphql(`
  fragment TermsOfAgreement on Agreement {
    terms(first: $first, after: $after) {
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

export const eventsOfAgreement = graphql(`
  fragment EventsOfAgreement on Agreement {
    events(first: $first, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        ...Tie
        statusAfter
        node {
          ...EventRow
          followed(first: 5) {
            edges {
              ...Tie
              relation
              node {
                ...EventRow
              }
            }
          }
        }
      }
    }
  }
`)

export const statementsOfAgreement = graphql(`
  fragment StatementsOfAgreement on Agreement {
    statements(first: $first, after: $after) {
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

export const talksOfAgreement = graphql(`
  fragment TalksOfAgreement on Agreement {
    negotiations(first: $first, after: $after) {
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

export const partiesOfDocument = graphql(`
  query PartiesOf($id: ID!, $first: Int!, $after: String) {
    agreement(id: $id) {
      ...PartiesOf
    }
  }
`)

export const termsOfAgreementDocument = graphql(`
  query TermsOfAgreement($id: ID!, $first: Int!, $after: String) {
    agreement(id: $id) {
      ...TermsOfAgreement
    }
  }
`)

export const eventsOfAgreementDocument = graphql(`
  query EventsOfAgreement($id: ID!, $first: Int!, $after: String) {
    agreement(id: $id) {
      ...EventsOfAgreement
    }
  }
`)

export const statementsOfAgreementDocument = graphql(`
  query StatementsOfAgreement($id: ID!, $first: Int!, $after: String) {
    agreement(id: $id) {
      ...StatementsOfAgreement
    }
  }
`)

export const talksOfAgreementDocument = graphql(`
  query TalksOfAgreement($id: ID!, $first: Int!, $after: String) {
    agreement(id: $id) {
      ...TalksOfAgreement
    }
  }
`)
