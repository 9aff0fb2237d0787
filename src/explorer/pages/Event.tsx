import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import { inWords, inWordsFirst } from '../words'
import { AboutFact } from '../parts/AboutFact'
import { DisagreementsAbout } from '../parts/Disagreements'
import { EvidenceButton, ofFact, ofTie } from '../parts/Evidence'
import { Passages } from '../parts/EvidenceDrawer'
import { PartialDate, Status } from '../parts/Marks'
import { Fact, Facts, Page, Panel } from '../parts/Page'
import { nodeOf, Statements } from '../parts/rows'
import { ThingLink, ThingLinks, ThingPage } from '../parts/Thing'

const eventDocument = graphql(`
  query EventPage($id: ID!) {
    event(id: $id) {
      ...AboutFact
      summary
      eventKind: kind
      plover
      cameo
      on
      affected
      initiators(first: 20) {
        ...ActorName
      }
      targets(first: 20) {
        ...ActorName
      }
      partOf(first: 10) {
        edges {
          ...Tie
          statusAfter
          node {
            ... on Node {
              ...ThingName
            }
          }
        }
      }
      followed(first: 10) {
        edges {
          ...Tie
          relation
          node {
            ...EventRow
          }
        }
      }
      followedBy(first: 10) {
        edges {
          ...Tie
          relation
          node {
            ...EventRow
          }
        }
      }
      statements(first: 20) {
        edges {
          node {
            ...StatementRow
          }
        }
      }
      evidence(first: 10) {
        ...Words
      }
    }
    disagreements(about: $id, first: 5) {
      ...DisagreementsAbout
    }
  }
`)

export default function EventPage({ id }: { id: string }): ReactNode {
  const variables = { id }
  const asked = useAsk(eventDocument, variables)
  return (
    <ThingPage id={id} asked={asked} thing={asked.data?.event}>
      {(event) => (
        <Page kind={`Event: ${inWords(event.eventKind)}`} title={event.summary}>
          <DisagreementsAbout id={event.id} of={asked.data!.disagreements} />
          <Facts>
            <Fact name="When" evidence={<EvidenceButton on={ofFact(event.id)} of="this event" />}>
              <PartialDate of={event.on} missing="not known" />
            </Fact>
            <Fact name="Who acted">
              <ThingLinks of={event.initiators} none="not said" />
            </Fact>
            <Fact name="Towards">
              <ThingLinks of={event.targets} none="not said" />
            </Fact>
            {event.affected && <Fact name="Affected">{event.affected}</Fact>}
            {event.plover && <Fact name="PLOVER">{inWordsFirst(event.plover)}</Fact>}
            {event.cameo && <Fact name="CAMEO">{event.cameo}</Fact>}
          </Facts>
          <AboutFact of={event} query={eventDocument} variables={variables} />
          {event.partOf.edges.length > 0 && (
            <Panel title="Part of" name="part-of">
              <ul>
                {event.partOf.edges.map((edge) => (
                  <li key={edge.node.id}>
                    <ThingLink of={edge.node} />{' '}
                    {edge.statusAfter && (
                      <>
                        → <Status of={edge.statusAfter} />
                      </>
                    )}{' '}
                    <EvidenceButton on={ofTie(edge)} of="that it is part of this" />
                  </li>
                ))}
              </ul>
            </Panel>
          )}
          <Sequence title="What came before" name="before" of={event.followed.edges} />
          <Sequence title="What came after" name="after" of={event.followedBy.edges} isAfter />
          {event.statements.edges.length > 0 && (
            <Panel title="What was said about it" name="statements">
              <Statements of={event.statements.edges.map(nodeOf)} />
            </Panel>
          )}
          <Panel title="The words it rests on" name="words">
            <Passages of={event.evidence} />
          </Panel>
        </Page>
      )}
    </ThingPage>
  )
}

type Edge = Parameters<typeof ofTie>[0] & {
  relation: string
  node: { id: string; summary: string; happenedOn: string | null }
}

/** What order or cause a source states between two events. AFTER is order alone, never a cause. */
function Sequence({
  title,
  name,
  of,
  isAfter = false,
}: {
  title: string
  name: string
  of: Edge[]
  isAfter?: boolean
}): ReactNode {
  if (of.length === 0) return null
  return (
    <Panel title={title} name={name}>
      <ul>
        {of.map((edge) => (
          <li key={edge.node.id}>
            <span className="faint">{isAfter ? following(edge.relation) : inWordsFirst(edge.relation)}:</span>{' '}
            <ThingLink of={edge.node} />, <PartialDate of={edge.node.happenedOn} />{' '}
            <EvidenceButton on={ofTie(edge)} of={`${title}: ${edge.node.summary}`} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function following(relation: string): string {
  if (relation === 'RESPONSE') return 'In response to it'
  return relation === 'STATED_CAUSE' ? 'Because of it, as stated' : 'Afterwards'
}
