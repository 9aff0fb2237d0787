// A small Relay app's component, without what it would draw: talks, and their participants page by page.
import { graphql } from 'react-relay'

export const query = graphql`
  query TalksQuery($id: ID!) {
    negotiation(id: $id) {
      title
      ...Talks_participants
    }
  }
`

export const participants = graphql`
  fragment Talks_participants on Negotiation
  @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "String" })
  @refetchable(queryName: "TalksMoreParticipantsQuery") {
    participants(first: $count, after: $cursor) @connection(key: "Talks_participants") {
      edges {
        role
        node {
          name
        }
      }
    }
  }
`
