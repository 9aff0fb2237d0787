import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import { useAddress } from '../routes'
import { inWords } from '../words'
import { Cite } from '../parts/Cite'
import { EvidenceButton, ofFact, ofProperty, ofTie } from '../parts/Evidence'
import { ListPanel } from '../parts/List'
import { Certainty, Corroboration, Derived, PartialDate, Status } from '../parts/Marks'
import { Fact, Facts, Page } from '../parts/Page'
import { ThingLink, ThingLinks, ThingPage } from '../parts/Thing'

export const tie = graphql(`
  fragment Tie on Asserted {
    certainty
    claims(first: 10) {
      id
    }
    evidence(first: 3) {
      id
    }
  }
`)

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

const participantsDocument = graphql(`
  query ParticipantsOfNegotiation($id: ID!, $first: Int!, $after: String) {
    negotiation(id: $id) {
      ...ParticipantsOf
    }
  }
`)

const negotiationDocument = graphql(`
  query NegotiationPage($id: ID!, $on: PartialDate!, $isDated: Boolean!, $first: Int!, $after: String) {
    negotiation(id: $id) {
      id
      title
      summary
      status
      statusAsOf(date: $on) @include(if: $isDated)
      startedOn
      endedOn
      certainty
      corroboration
      standing
      topics {
        ...ThingName
      }
      ...ParticipantsOf
    }
  }
`)

export default function NegotiationPage({ id }: { id: string }): ReactNode {
  const { on } = useAddress()
  const variables = { id, on: on ?? '9999', isDated: on !== null, first: 20 }
  const asked = useAsk(negotiationDocument, variables)
  return (
    <ThingPage id={id} asked={asked} thing={asked.data?.negotiation}>
      {(negotiation) => (
        <Page kind="Negotiation" title={negotiation.title} lead={negotiation.summary}>
          <Facts>
            <Fact name="Status" evidence={<EvidenceButton on={ofProperty(id, 'status')} of="status" />}>
              <Status of={negotiation.status} />
            </Fact>
            <Fact name="Began" evidence={<EvidenceButton on={ofProperty(id, 'startedOn')} of="start" />}>
              <PartialDate of={negotiation.startedOn} />
            </Fact>
            <Fact name="About">
              <ThingLinks of={negotiation.topics} />
            </Fact>
            <Fact name="How sure" evidence={<EvidenceButton on={ofFact(id)} of="these talks" />}>
              <Certainty of={negotiation.certainty} always /> <Corroboration of={negotiation.corroboration} />
            </Fact>
          </Facts>
          <Cite id={id} />
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
              { name: 'Who', text: (row) => row.node.name, show: (row) => <ThingLink of={row.node} /> },
              {
                name: 'As',
                text: (row) => inWords(row.role),
                show: (row) => (
                  <>
                    {inWords(row.role)} <Derived when={row.derived} /> <Certainty of={row.certainty} />
                  </>
                ),
              },
              {
                name: 'On behalf of',
                text: (row) => row.onBehalfOf?.name ?? '',
                show: (row) => row.onBehalfOf && <ThingLink of={row.onBehalfOf} />,
              },
              {
                name: 'Evidence',
                text: (row) => ofTie(row).join(' '),
                show: (row) => <EvidenceButton on={ofTie(row)} of={`${row.node.name}, ${inWords(row.role)}`} />,
              },
            ]}
          />
        </Page>
      )}
    </ThingPage>
  )
}
