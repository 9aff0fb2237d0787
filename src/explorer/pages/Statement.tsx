import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import { inWords, inWordsFirst } from '../words'
import { AboutFact } from '../parts/AboutFact'
import { EvidenceButton, ofFact, ofTie } from '../parts/Evidence'
import { Passages } from '../parts/EvidenceDrawer'
import { Certainty, PartialDate } from '../parts/Marks'
import { Fact, Facts, Page, Panel } from '../parts/Page'
import { manner } from '../parts/rows'
import { ThingLink, ThingLinks, ThingPage } from '../parts/Thing'

const statementDocument = graphql(`
  query StatementPage($id: ID!) {
    statement(id: $id) {
      ...AboutFact
      text
      statementKind: kind
      act
      madeOn
      stance
      venue
      speaker {
        ...ActorName
      }
      speakerOffices(first: 5) {
        ...Tie
        tenureId
        title
        office
        from
        to
        basis
        of {
          ...ActorName
        }
      }
      addressedTo(first: 20) {
        ...ActorName
      }
      reportedBy(first: 10) {
        ...ActorName
      }
      about(first: 20) {
        stance
        node {
          ... on Node {
            ...ThingName
          }
        }
      }
      evidence(first: 10) {
        ...Words
      }
    }
  }
`)

export default function StatementPage({ id }: { id: string }): ReactNode {
  const variables = { id }
  const asked = useAsk(statementDocument, variables)
  return (
    <ThingPage id={id} asked={asked} thing={asked.data?.statement}>
      {(statement) => (
        <Page
          kind="Statement"
          title={statement.text}
          quoted
          lead={
            <>
              <ThingLink of={statement.speaker} />
              {statement.addressedTo.length > 0 && (
                <>
                  {' '}
                  to <ThingLinks of={statement.addressedTo} />
                </>
              )}
              , <PartialDate of={statement.madeOn} />
            </>
          }
        >
          <Facts>
            <Fact name="How sure" evidence={<EvidenceButton on={ofFact(statement.id)} of="what was said" />}>
              <Certainty of={statement.certainty} always />
              {statement.certainty !== 'CERTAIN' && ' that it was said, by the words of the source'}
            </Fact>
            <Fact name="Whose words">{manner(statement.statementKind)}</Fact>
            <Fact name="Office held then">
              {statement.speakerOffices.length === 0 && <span className="faint">none that a source names</span>}
              {statement.speakerOffices.map((tenure) => (
                <span key={tenure.tenureId} className={tenure.basis === 'INFERRED' ? 'unsure' : undefined}>
                  {tenure.title}, <ThingLink of={tenure.of} />{' '}
                  <EvidenceButton on={ofTie(tenure)} of={`the office ${tenure.title}`} />{' '}
                  {tenure.basis && <span className="faint">({inWords(tenure.basis)})</span>}{' '}
                </span>
              ))}
            </Fact>
            {statement.act && statement.act !== 'OTHER' && (
              <Fact name="Done by saying it">{inWords(statement.act)}</Fact>
            )}
            {statement.stance && <Fact name="Stance">{inWordsFirst(statement.stance)}</Fact>}
            {statement.venue && <Fact name="Where">{statement.venue}</Fact>}
            <Fact name="Came by way of">
              {statement.reportedBy.length > 0 ? (
                <>
                  <ThingLinks of={statement.reportedBy} />, as the source reports it
                </>
              ) : (
                'the source itself'
              )}
            </Fact>
          </Facts>
          <AboutFact of={statement} query={statementDocument} variables={variables} />
          <Panel title="About" name="about">
            {statement.about.length === 0 ? (
              <p className="empty">Nothing that Parley has a page for.</p>
            ) : (
              <ul>
                {statement.about.map(({ stance, node }) => (
                  <li key={node.id}>
                    <ThingLink of={node} /> {stance && <span className="mark">{inWords(stance)}</span>}
                  </li>
                ))}
              </ul>
            )}
          </Panel>
          <Panel title="The words it rests on" name="words">
            <Passages of={statement.evidence} />
          </Panel>
        </Page>
      )}
    </ThingPage>
  )
}
