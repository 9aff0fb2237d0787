/**
 * The graph as a user of @neo4j/graphql would best describe it for these questions. An actor is one type over the label
 * Actor: as an interface over four types each step to an actor would be a UNION of four. The sort strings and days that
 * Parley keeps are there for it too, so that its lists can be read from an index.
 */
export const typeDefinitions = /* GraphQL */ `
  type Participation @relationshipProperties {
    role: String!
    derived: Boolean!
    onBehalfOf: ID
    evidence: [ID!]
    key: String
  }

  type Tenure @relationshipProperties {
    title: String!
    office: String!
    from: String
    to: String
    fromFirst: String
    toLast: String
    attestedOnFirst: [String!]
    attestedOnLast: [String!]
  }

  type Subject @relationshipProperties {
    stance: String
  }

  type Country @node(labels: ["Country"]) {
    id: ID!
    code: String!
    name: String!
    negotiations: [Negotiation!]! @relationship(type: "PARTICIPATED_IN", direction: OUT, properties: "Participation")
    agreements: [Agreement!]! @relationship(type: "PARTY_TO", direction: OUT)
    eventsInitiated: [Event!]! @relationship(type: "INITIATED", direction: OUT)
    eventsTargeting: [Event!]! @relationship(type: "TARGETED", direction: IN)
    statementsAbout: [Statement!]! @relationship(type: "ABOUT", direction: IN)
  }

  type Actor @node(labels: ["Actor"]) {
    id: ID!
    name: String!
    nameAsc: String!
    negotiations: [Negotiation!]! @relationship(type: "PARTICIPATED_IN", direction: OUT, properties: "Participation")
    agreements: [Agreement!]! @relationship(type: "PARTY_TO", direction: OUT)
    statements: [Statement!]! @relationship(type: "MADE", direction: OUT)
    statementsAbout: [Statement!]! @relationship(type: "ABOUT", direction: IN)
    offices: [Actor!]! @relationship(type: "HELD_OFFICE", direction: OUT, properties: "Tenure")
  }

  type Topic @node(labels: ["Topic"]) {
    id: ID!
    label: String!
    labelAsc: String!
    broader: [Topic!]! @relationship(type: "BROADER", direction: OUT)
    statements: [Statement!]! @relationship(type: "ABOUT", direction: IN)
  }

  type Negotiation @node(labels: ["Negotiation"]) {
    id: ID!
    title: String!
    status: String!
    startedOn: String
    startedOnDesc: String!
    endedOn: String
    corroboration: String!
    topics: [Topic!]! @relationship(type: "CONCERNS", direction: OUT)
    terms: [Term!]! @relationship(type: "HAS_TERM", direction: OUT)
    participants: [Actor!]! @relationship(type: "PARTICIPATED_IN", direction: IN, properties: "Participation")
    agreements: [Agreement!]! @relationship(type: "PRODUCED", direction: OUT)
    statements: [Statement!]! @relationship(type: "ABOUT", direction: IN)
    evidence: [Passage!]! @relationship(type: "EVIDENCED_BY", direction: OUT)
  }

  type Agreement @node(labels: ["Agreement"]) {
    id: ID!
    title: String!
    kind: String!
    status: String
    signedOnAsc: String!
    signedOnDesc: String!
  }

  type Term @node(labels: ["Term"]) {
    id: ID!
    text: String!
    kind: String!
    status: String
    givenBy: [Actor!]! @relationship(type: "GIVEN_BY", direction: OUT)
    givenTo: [Actor!]! @relationship(type: "GIVEN_TO", direction: OUT)
  }

  type Event @node(labels: ["Event"]) {
    id: ID!
  }

  type Statement
    @node(labels: ["Statement"])
    @fulltext(indexes: [{ indexName: "search", queryName: "searchStatements", fields: ["text"] }]) {
    id: ID!
    text: String!
    kind: String!
    madeOn: String
    madeOnAsc: String!
    madeOnDesc: String!
    madeOnFirst: String
    madeOnLast: String
    speaker: [Actor!]! @relationship(type: "MADE", direction: IN)
    about: [Actor!]! @relationship(type: "ABOUT", direction: OUT, properties: "Subject")
    topics: [Topic!]! @relationship(type: "ABOUT", direction: OUT, properties: "Subject")
    evidence: [Passage!]! @relationship(type: "EVIDENCED_BY", direction: OUT)
  }

  type Passage @node(labels: ["Passage"]) {
    id: ID!
    text: String!
    start: Int
    end: Int
    document: [Document!]! @relationship(type: "HAS_PASSAGE", direction: IN)
  }

  type Document @node(labels: ["Document"]) {
    id: ID!
    title: String!
    publisher: String
    url: String
    publishedOn: String
  }
`
