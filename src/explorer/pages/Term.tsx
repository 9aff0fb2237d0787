import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import { capital, inWordsFirst } from '../words'
import { AboutFact } from '../parts/AboutFact'
import { DisagreementsAbout } from '../parts/Disagreements'
import { EvidenceButton, ofProperty } from '../parts/Evidence'
import { Passages } from '../parts/EvidenceDrawer'
import { Status } from '../parts/Marks'
import { Fact, Facts, Page, Panel } from '../parts/Page'
import { nodeOf, Terms } from '../parts/rows'
import { ThingLinks, ThingPage } from '../parts/Thing'

const termDocument = graphql(`
  query TermPage($id: ID!) {
    term(id: $id) {
      ...AboutFact
      ...TermRow
      negotiations(first: 20) {
        edges {
          node {
            ...ThingName
          }
        }
      }
      agreements(first: 20) {
        edges {
          node {
            ...ThingName
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

export default function TermPage({ id }: { id: string }): ReactNode {
  const variables = { id }
  const asked = useAsk(termDocument, variables)
  return (
    <ThingPage id={id} asked={asked} thing={asked.data?.term}>
      {(term) => (
        <Page kind="Term" title={capital(term.text)}>
          <DisagreementsAbout id={term.id} of={asked.data!.disagreements} />
          <Terms of={[term]} />
          <Facts>
            <Fact name="Given by whom" on={ofProperty(term.id, 'GIVEN_BY')}>
              <ThingLinks of={term.givenBy} none="not known" />
            </Fact>
            <Fact name="Given to whom" on={ofProperty(term.id, 'GIVEN_TO')}>
              <ThingLinks of={term.givenTo} none="not known" />
            </Fact>
            <Fact name="Kind" on={ofProperty(term.id, 'kind')}>
              {inWordsFirst(term.termKind)}
            </Fact>
            <Fact name="How far" evidence={<EvidenceButton on={ofProperty(term.id, 'status')} of="status" />}>
              <Status of={term.termStatus} />
            </Fact>
            {term.negotiations.edges.length > 0 && (
              <Fact name="On the table in">
                <ThingLinks of={term.negotiations.edges.map(nodeOf)} />
              </Fact>
            )}
            {term.agreements.edges.length > 0 && (
              <Fact name="In">
                <ThingLinks of={term.agreements.edges.map(nodeOf)} />
              </Fact>
            )}
          </Facts>
          <AboutFact of={term} query={termDocument} variables={variables} />
          <Panel title="The words it rests on" name="words">
            <Passages of={term.evidence} />
          </Panel>
        </Page>
      )}
    </ThingPage>
  )
}
