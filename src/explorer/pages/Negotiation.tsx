import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import type { ParticipantsOfFragment } from '../gql/graphql'
import { useAddress } from '../routes'
import { inWords } from '../words'
import { AboutFact } from '../parts/AboutFact'
import { EvidenceButton, ofProperty } from '../parts/Evidence'
import { ListPanel } from '../parts/List'
import { Certainty, Derived, PartialDate, Status } from '../parts/Marks'
import { Fact, Facts, Page } from '../parts/Page'
import { agreementColumns, evidenceColumn, statementColumns, Statements, termColumns, Terms } from '../parts/rows'
import { ThingLink, ThingLinks, ThingPage } from '../parts/Thing'
import { TimelinePanel } from '../parts/TimelinePanel'

export const participantsOf = graphql(`
  fragment ParticipantsOf on Negotiation {
    participants(first: $first, after: $after) {
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
          ...ActorName
        }
      }
    }
  }
`)
export const statementsOfNegotiation = graphql(`
  fragment StatementsOfNegotiation on Negotiation {
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
export const agreementsOfNegotiation = graphql(`
  fragment AgreementsOfNegotiation on Negotiation {
    agreements(first: $first, after: $after) {
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
export const termsOfNegotiation = graphql(`
  fragment TermsOfNegotiation on Negotiation {
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

const participantsDocument = graphql(`
  query ParticipantsOfNegotiation($id: ID!, $first: Int!, $after: String) {
    negotiation(id: $id) {
      ...ParticipantsOf
    }
  }
`)
const statementsDocument = graphql(`
  query StatementsOfNegotiation($id: ID!, $first: Int!, $after: String) {
    negotiation(id: $id) {
      ...StatementsOfNegotiation
    }
  }
`)
const agreementsDocument = graphql(`
  query AgreementsOfNegotiation($id: ID!, $first: Int!, $after: String) {
    negotiation(id: $id) {
      ...AgreementsOfNegotiation
    }
  }
`)
const termsDocument = graphql(`
  query TermsOfNegotiation($id: ID!, $first: Int!, $after: String) {
    negotiation(id: $id) {
      ...TermsOfNegotiation
    }
  }
`)

const negotiationDocument = graphql(`
  query NegotiationPage($id: ID!, $on: PartialDate!, $isDated: Boolean!, $first: Int!, $after: String) {
    negotiation(id: $id) {
      ...AboutFact
      title
      summary
      status
      statusAsOf(date: $on) @include(if: $isDated)
      startedOn
      endedOn
      topics {
        ...ThingName
      }
      partOf(first: 5) {
        edges {
          node {
            ...ThingName
          }
        }
      }
      parts(first: 20) {
        edges {
          node {
            ...ThingName
          }
        }
      }
      ...ParticipantsOf
      ...TermsOfNegotiation
      ...AgreementsOfNegotiation
      ...StatementsOfNegotiation
      ...TimelineOf
    }
  }
`)

type Participant = ParticipantsOfFragment['participants']['edges'][number]

export default function NegotiationPage({ id }: { id: string }): ReactNode {
  const { on } = useAddress()
  const variables = { id, on: on ?? '9999', isDated: on !== null, first: 20 }
  const asked = useAsk(negotiationDocument, variables)
  return (
    <ThingPage id={id} asked={asked} thing={asked.data?.negotiation}>
      {(negotiation) => (
        <Page
          kind="Negotiation"
          title={negotiation.title}
          lead={
            negotiation.summary && (
              <>
                {negotiation.summary} <EvidenceButton on={ofProperty(id, 'summary')} of="summary" />
              </>
            )
          }
        >
          <Facts>
            <Fact name="Status" evidence={<EvidenceButton on={ofProperty(id, 'status')} of="status" />}>
              <Status of={negotiation.status} />
            </Fact>
            {on !== null && (
              <Fact name={`Status as of ${on}`}>
                <Status of={negotiation.statusAsOf} />
              </Fact>
            )}
            <Fact name="Began" evidence={<EvidenceButton on={ofProperty(id, 'startedOn')} of="start" />}>
              <PartialDate of={negotiation.startedOn} missing="not known" />
            </Fact>
            {negotiation.endedOn && (
              <Fact name="Ended" evidence={<EvidenceButton on={ofProperty(id, 'endedOn')} of="end" />}>
                <PartialDate of={negotiation.endedOn} />
              </Fact>
            )}
            {negotiation.topics.length > 0 && (
              <Fact name="About" on={ofProperty(id, 'CONCERNS')}>
                <ThingLinks of={negotiation.topics} />
              </Fact>
            )}
            {negotiation.partOf.edges.length > 0 && (
              <Fact name="Part of">
                <ThingLinks of={negotiation.partOf.edges.map(({ node }) => node)} />
              </Fact>
            )}
            {negotiation.parts.edges.length > 0 && (
              <Fact name="Parts">
                <ThingLinks of={negotiation.parts.edges.map(({ node }) => node)} />
              </Fact>
            )}
          </Facts>
          <AboutFact of={negotiation} query={negotiationDocument} variables={variables} />

          <ListPanel
            title="Who took part"
            name="participants"
            list={negotiation.participants}
            document={participantsDocument}
            variables={{ id }}
            pick={(answer) => answer.negotiation?.participants}
            keyOf={(row) => `${row.node.id} ${row.role} ${row.onBehalfOf?.id ?? ''}`}
            empty="No source says who took part."
            columns={[
              {
                name: 'Who',
                text: (row) => row.node.name,
                show: (row) => (
                  <>
                    <ThingLink of={row.node} /> <Certainty of={row.certainty} />
                  </>
                ),
              },
              {
                name: 'As',
                text: (row) => inWords(row.role) + (row.derived ? ' (derived)' : ''),
                show: (row) => (
                  <>
                    {inWords(row.role)} <Derived when={row.derived} />
                  </>
                ),
              },
              {
                name: 'On behalf of',
                text: (row) => row.onBehalfOf?.name ?? '',
                show: (row) => row.onBehalfOf && <ThingLink of={row.onBehalfOf} />,
              },
              evidenceColumn<Participant>((row) => `${row.node.name}, ${inWords(row.role)}`),
            ]}
          />
          <ListPanel
            title="Who gives what to whom"
            name="terms"
            list={negotiation.terms}
            document={termsDocument}
            variables={{ id }}
            pick={(answer) => answer.negotiation?.terms}
            keyOf={(row) => row.node.id}
            empty="No source says what is on the table."
            columns={termColumns}
          >
            {(rows) => <Terms of={rows.map(({ node }) => node)} />}
          </ListPanel>
          <ListPanel
            title="What came of it"
            name="outcome"
            list={negotiation.agreements}
            document={agreementsDocument}
            variables={{ id }}
            pick={(answer) => answer.negotiation?.agreements}
            keyOf={(row) => row.node.id}
            empty="No agreement that a source tells of."
            columns={agreementColumns()}
          />
          <TimelinePanel of={negotiation} title={negotiation.title} />
          <ListPanel
            title="What was said"
            name="statements"
            list={negotiation.statements}
            document={statementsDocument}
            variables={{ id }}
            pick={(answer) => answer.negotiation?.statements}
            keyOf={(row) => row.node.id}
            columns={statementColumns}
          >
            {(rows) => <Statements of={rows.map(({ node }) => node)} />}
          </ListPanel>
        </Page>
      )}
    </ThingPage>
  )
}
