import { graphql } from '../gql'

export const participationsOf = graphql(`
  fragment ParticipationsOf on Actor {
    participations(first: $first, after: $after, filter: { openAsOf: $on }) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        ...Tie
        role
        derived
        onBehalfOf {
          ...ActorName
        }
        node {
          ...NegotiationRow
        }
      }
    }
  }
`)

export const agreementsOfActor = graphql(`
  fragment AgreementsOfActor on Actor {
    agreements(first: $first, after: $after, filter: { inForceAsOf: $on }) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        ...Tie
        role
        derived
        partySignedOn: signedOn
        withdrewOn
        node {
          ...AgreementRow
        }
      }
    }
  }
`)

export const statementsBy = graphql(`
  fragment StatementsBy on Actor {
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

export const statementsAbout = graphql(`
  fragment StatementsAbout on Actor {
    statementsAbout(first: $first, after: $after, orderBy: { field: MADE_ON, direction: DESC }) {
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

export const counterpartsOf = graphql(`
  fragment CounterpartsOf on Actor {
    counterparts(first: $first, after: $after, filter: { topics: { any: $topics }, during: $during }) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        negotiationCount
        agreementCount
        statementCount
        negotiations(first: 3) {
          edges {
            node {
              ...ThingName
            }
          }
        }
        agreements(first: 3) {
          edges {
            node {
              ...ThingName
            }
          }
        }
        node {
          ...ActorName
        }
      }
    }
  }
`)

export const givenBy = graphql(`
  fragment GivenBy on Actor {
    termsGiven(first: $first, after: $after) {
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

export const givenTo = graphql(`
  fragment GivenTo on Actor {
    termsReceived(first: $first, after: $after) {
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

export const membershipsOf = graphql(`
  fragment MembershipsOf on Actor {
    memberships(first: $first, after: $after, asOf: $on) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        ...Tie
        memberRole: role
        from
        to
        node {
          ...ActorName
        }
      }
    }
  }
`)

export const membersOf = graphql(`
  fragment MembersOf on Organization {
    members(first: $first, after: $after, asOf: $on) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        ...Tie
        memberRole: role
        from
        to
        node {
          ...ActorName
        }
      }
    }
  }
`)

export const officesOf = graphql(`
  fragment OfficesOf on Official {
    offices(first: $first, after: $after, asOf: $on) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        ...Tie
        tenureId
        title
        office
        from
        to
        attestedOn
        basis
        node {
          ...ActorName
        }
      }
    }
  }
`)

export const officeholders = graphql(`
  fragment Officeholders on OfficialTenureConnection {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      ...Tie
      tenureId
      title
      office
      from
      to
      attestedOn
      basis
      of {
        ...ActorName
      }
      node {
        ...ActorName
      }
    }
  }
`)

export const countryOfficeholders = graphql(`
  fragment CountryOfficeholders on Country {
    officeholders(first: $first, after: $after, asOf: $on) {
      ...Officeholders
    }
  }
`)

export const organizationOfficeholders = graphql(`
  fragment OrganizationOfficeholders on Organization {
    officeholders(first: $first, after: $after, asOf: $on) {
      ...Officeholders
    }
  }
`)

export const participationsOfDocument = graphql(`
  query ParticipationsOf($id: ID!, $first: Int!, $after: String, $on: PartialDate) {
    node(id: $id) {
      id
      ...ParticipationsOf
    }
  }
`)

export const agreementsOfActorDocument = graphql(`
  query AgreementsOfActor($id: ID!, $first: Int!, $after: String, $on: PartialDate) {
    node(id: $id) {
      id
      ...AgreementsOfActor
    }
  }
`)

export const statementsByDocument = graphql(`
  query StatementsBy($id: ID!, $first: Int!, $after: String) {
    node(id: $id) {
      id
      ...StatementsBy
    }
  }
`)

export const statementsAboutDocument = graphql(`
  query StatementsAbout($id: ID!, $first: Int!, $after: String) {
    node(id: $id) {
      id
      ...StatementsAbout
    }
  }
`)

export const counterpartsOfDocument = graphql(`
  query CounterpartsOf($id: ID!, $first: Int!, $after: String, $topics: [ID!], $during: DateFilter) {
    node(id: $id) {
      id
      ...CounterpartsOf
    }
  }
`)

export const givenByDocument = graphql(`
  query GivenBy($id: ID!, $first: Int!, $after: String) {
    node(id: $id) {
      id
      ...GivenBy
    }
  }
`)

export const givenToDocument = graphql(`
  query GivenTo($id: ID!, $first: Int!, $after: String) {
    node(id: $id) {
      id
      ...GivenTo
    }
  }
`)

export const membershipsOfDocument = graphql(`
  query MembershipsOf($id: ID!, $first: Int!, $after: String, $on: PartialDate) {
    node(id: $id) {
      id
      ...MembershipsOf
    }
  }
`)

export const membersOfDocument = graphql(`
  query MembersOf($id: ID!, $first: Int!, $after: String, $on: PartialDate) {
    node(id: $id) {
      id
      ...MembersOf
    }
  }
`)

export const officesOfDocument = graphql(`
  query OfficesOf($id: ID!, $first: Int!, $after: String, $on: PartialDate) {
    node(id: $id) {
      id
      ...OfficesOf
    }
  }
`)

export const countryOfficeholdersDocument = graphql(`
  query CountryOfficeholders($id: ID!, $first: Int!, $after: String, $on: PartialDate) {
    node(id: $id) {
      id
      ...CountryOfficeholders
    }
  }
`)

export const organizationOfficeholdersDocument = graphql(`
  query OrganizationOfficeholders($id: ID!, $first: Int!, $after: String, $on: PartialDate) {
    node(id: $id) {
      id
      ...OrganizationOfficeholders
    }
  }
`)
