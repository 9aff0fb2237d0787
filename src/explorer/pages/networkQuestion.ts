import { graphql } from '../gql'
import type { NetworkOfQuery } from '../gql/graphql'

export const tiedEvents = graphql(`
  fragment TiedEvents on EventEventPartConnection {
    pageInfo {
      hasNextPage
    }
    edges {
      node {
        __typename
        id
        summary
        on
      }
    }
  }
`)

export const tiedStatements = graphql(`
  fragment TiedStatements on StatementConnection {
    pageInfo {
      hasNextPage
    }
    edges {
      node {
        __typename
        id
        text
        madeOn
      }
    }
  }
`)

export const tiedTopic = graphql(`
  fragment TiedTopic on Topic {
    __typename
    id
    label
  }
`)

/**
 * What some things are tied to, in one bounded operation. Where a topic is asked for, events are left out: the API knows
 * no topics of theirs.
 */
export const networkDocument = graphql(`
  query NetworkOf(
    $ids: [ID!]!
    $first: Int!
    $topics: [ID!]
    $isTopical: Boolean!
    $during: DateFilter
    $on: PartialDate
  ) {
    nodes(ids: $ids) {
      __typename
      ...ThingName
      ... on Actor {
        participations(first: $first, filter: { topics: { any: $topics }, startedOn: $during, openAsOf: $on }) {
          pageInfo {
            hasNextPage
          }
          edges {
            role
            derived
            node {
              __typename
              id
              title
              startedOn
              topics(first: 5) {
                id
                label
              }
              participants(first: 12) {
                edges {
                  role
                  derived
                  node {
                    ...ActorName
                  }
                }
              }
            }
          }
        }
        agreements(first: $first, filter: { topics: { any: $topics }, signedOn: $during, inForceAsOf: $on }) {
          pageInfo {
            hasNextPage
          }
          edges {
            role
            derived
            node {
              __typename
              id
              title
              signedOn
              topics(first: 5) {
                id
                label
              }
              parties(first: 12) {
                edges {
                  role
                  derived
                  node {
                    ...ActorName
                  }
                }
              }
            }
          }
        }
        statements(first: $first, filter: { about: { any: $topics }, madeOn: $during }) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              __typename
              id
              text
              madeOn
              addressedTo(first: 5) {
                ...ActorName
              }
              about(first: 8) {
                node {
                  __typename
                  ... on Node {
                    ...ThingName
                  }
                }
              }
            }
          }
        }
        statementsAbout(first: $first, filter: { about: { any: $topics }, madeOn: $during }) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              __typename
              id
              text
              madeOn
              speaker {
                ...ActorName
              }
            }
          }
        }
        eventsInitiated(first: $first, filter: { on: $during }) @skip(if: $isTopical) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              __typename
              id
              summary
              on
              targets(first: 5) {
                ...ActorName
              }
              partOf(first: 3) {
                edges {
                  node {
                    __typename
                    ... on Node {
                      ...ThingName
                    }
                  }
                }
              }
            }
          }
        }
        eventsTargeting(first: $first, filter: { on: $during }) @skip(if: $isTopical) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              __typename
              id
              summary
              on
              initiators(first: 5) {
                ...ActorName
              }
            }
          }
        }
        belongsTo(first: 5) {
          ...ActorName
        }
        memberships(first: $first, asOf: $on) {
          pageInfo {
            hasNextPage
          }
          edges {
            from
            node {
              ...ActorName
            }
          }
        }
      }
      ... on Official {
        offices(first: $first) {
          pageInfo {
            hasNextPage
          }
          edges {
            title
            from
            node {
              ...ActorName
            }
          }
        }
      }
      ... on Negotiation {
        startedOn
        participants(first: $first) {
          pageInfo {
            hasNextPage
          }
          edges {
            role
            derived
            node {
              ...ActorName
            }
          }
        }
        outcomes: agreements(first: $first) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              __typename
              id
              title
            }
          }
        }
        events(first: $first) {
          ...TiedEvents
        }
        subjectOf: statements(first: $first) {
          ...TiedStatements
        }
        topics(first: 10) {
          ...TiedTopic
        }
      }
      ... on Agreement {
        signedOn
        parties(first: $first) {
          pageInfo {
            hasNextPage
          }
          edges {
            role
            derived
            node {
              ...ActorName
            }
          }
        }
        negotiations(first: $first) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              __typename
              id
              title
            }
          }
        }
        events(first: $first) {
          ...TiedEvents
        }
        subjectOf: statements(first: $first) {
          ...TiedStatements
        }
        topics(first: 10) {
          ...TiedTopic
        }
      }
      ... on Event {
        on
        initiators(first: 10) {
          ...ActorName
        }
        targets(first: 10) {
          ...ActorName
        }
        partOf(first: 10) {
          edges {
            node {
              __typename
              ... on Node {
                ...ThingName
              }
            }
          }
        }
      }
      ... on Statement {
        madeOn
        speaker {
          ...ActorName
        }
        addressedTo(first: 10) {
          ...ActorName
        }
        reportedBy(first: 5) {
          ...ActorName
        }
        about(first: 20) {
          node {
            __typename
            ... on Node {
              ...ThingName
            }
          }
        }
      }
      ... on Topic {
        talks: negotiations(first: $first, filter: { startedOn: $during, openAsOf: $on }) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              __typename
              id
              title
              startedOn
            }
          }
        }
        treaties: agreements(first: $first) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              __typename
              id
              title
              signedOn
            }
          }
        }
        broader(first: 10) {
          ...TiedTopic
        }
        narrower(first: 20) {
          ...TiedTopic
        }
      }
    }
  }
`)

export type Around = NonNullable<NetworkOfQuery['nodes'][number]>
