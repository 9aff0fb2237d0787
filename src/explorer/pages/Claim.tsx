import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { sayInstant } from '../dates'
import { graphql } from '../gql'
import { inWords, inWordsFirst } from '../words'
import { AboutFact } from '../parts/AboutFact'
import { EvidenceButton, ofProperty } from '../parts/Evidence'
import { Passages, sayValue } from '../parts/EvidenceDrawer'
import { PartialDate } from '../parts/Marks'
import { Fact, Facts, Page, Panel } from '../parts/Page'
import { nodeOf } from '../parts/rows'
import { nameOf, ThingLink, ThingLinks, ThingPage } from '../parts/Thing'

const claimDocument = graphql(`
  query ClaimPage($id: ID!) {
    claim(id: $id) {
      ...AboutFact
      predicate
      value
      polarity
      method
      score
      validOn
      dateText
      dateAnchor
      qualifiers
      recordedFrom
      recordedTo
      subject {
        ...ThingName
      }
      object {
        ...ThingName
      }
      supersedes(first: 5) {
        edges {
          node {
            ...ThingName
          }
        }
      }
      supersededBy(first: 5) {
        edges {
          node {
            ...ThingName
          }
        }
      }
      evidence(first: 50) {
        ...Words
      }
    }
  }
`)

export default function ClaimPage({ id }: { id: string }): ReactNode {
  const variables = { id }
  const asked = useAsk(claimDocument, variables)
  return (
    <ThingPage id={id} asked={asked} thing={asked.data?.claim}>
      {(claim) => {
        const said = claim.object ? nameOf(claim.object) : sayValue(claim.value)
        const not = claim.polarity === 'NEGATIVE' ? 'not ' : ''
        return (
          <Page
            kind="Claim"
            title={`${claim.subject ? nameOf(claim.subject) : 'Something'}: ${not}${inWords(claim.predicate)} ${said}`}
            lead="What one source says of one thing. Whether it is so is another matter."
          >
            <Facts>
              <Fact name="Of">
                <ThingLink of={claim.subject} />
              </Fact>
              <Fact name={inWordsFirst(claim.predicate)}>
                {not && <strong>not </strong>}
                {claim.object ? <ThingLink of={claim.object} /> : said}
              </Fact>
              {claim.validOn && (
                <Fact name="For">
                  <PartialDate of={claim.validOn} />
                  {claim.dateText && <span className="quoted"> “{claim.dateText}”</span>}
                </Fact>
              )}
              <Fact name="How it was found">
                {inWords(claim.method)}
                {claim.score !== null && `, score ${claim.score}`}
              </Fact>
              <Fact name="In the record since">{sayInstant(claim.recordedFrom)}</Fact>
              {claim.recordedTo && <Fact name="Closed">{sayInstant(claim.recordedTo)}</Fact>}
              {claim.qualifiers && claim.qualifiers !== '{}' && (
                <Fact name="Besides">
                  <code>{claim.qualifiers}</code>
                </Fact>
              )}
              {claim.supersedes.edges.length > 0 && (
                <Fact name="Supersedes">
                  <ThingLinks of={claim.supersedes.edges.map(nodeOf)} />
                </Fact>
              )}
              {claim.supersededBy.edges.length > 0 && (
                <Fact name="Superseded by">
                  <ThingLinks of={claim.supersededBy.edges.map(nodeOf)} />
                </Fact>
              )}
              {claim.subject && (
                <Fact
                  name="What others say of it"
                  evidence={
                    <EvidenceButton on={ofProperty(claim.subject.id, claim.predicate)} of="all claims of the same" />
                  }
                >
                  Side by side
                </Fact>
              )}
            </Facts>
            <AboutFact of={claim} query={claimDocument} variables={variables} />
            <Panel title="The words it rests on" name="words" count={claim.evidenceCount}>
              <Passages of={claim.evidence} />
            </Panel>
          </Page>
        )
      }}
    </ThingPage>
  )
}
