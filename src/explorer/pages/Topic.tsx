import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import { Fact, Facts, Page } from '../parts/Page'
import { ListPanel } from '../parts/List'
import { agreementColumns, negotiationColumns, nodeOf, statementColumns, Statements } from '../parts/rows'
import { TakeAway } from '../parts/TakeAway'
import { ThingLinks, ThingPage } from '../parts/Thing'
import { agreementsOnTopicDocument, negotiationsOnTopicDocument, statementsOnTopicDocument } from './topicLists'

const topicDocument = graphql(`
  query TopicPage($id: ID!, $first: Int!, $after: String) {
    topic(id: $id) {
      __typename
      id
      label
      names(first: 30) {
        value
        language
      }
      broader(first: 10) {
        ...ThingName
      }
      narrower(first: 50) {
        ...ThingName
      }
      narrowerCount
      externalIds(first: 10) {
        scheme
        value
      }
      ...NegotiationsOnTopic
      ...AgreementsOnTopic
      ...StatementsOnTopic
    }
  }
`)

export default function TopicPage({ id }: { id: string }): ReactNode {
  const variables = { id, first: 20 }
  const asked = useAsk(topicDocument, variables)
  return (
    <ThingPage id={id} asked={asked} thing={asked.data?.topic}>
      {(topic) => {
        const names = topic.names.filter(({ value }) => value !== topic.label)
        return (
          <Page kind="Topic" title={topic.label}>
            <Facts>
              {topic.broader.length > 0 && (
                <Fact name="Narrower than">
                  <ThingLinks of={topic.broader} />
                </Fact>
              )}
              {topic.narrower.length > 0 && (
                <Fact name="Includes">
                  <ThingLinks of={topic.narrower} />
                  {topic.narrowerCount > topic.narrower.length &&
                    ` and ${topic.narrowerCount - topic.narrower.length} more`}
                </Fact>
              )}
              {names.length > 0 && (
                <Fact name="Also called">
                  {names.map(({ value, language }, at) => (
                    <span key={`${value} ${language}`}>
                      {at > 0 && ', '}
                      <bdi lang={language ?? undefined}>{value}</bdi>
                    </span>
                  ))}
                </Fact>
              )}
              {topic.externalIds.length > 0 && (
                <Fact name="Elsewhere">
                  {topic.externalIds.map(({ scheme, value }) => `${scheme} ${value}`).join(', ')}
                </Fact>
              )}
            </Facts>
            <TakeAway name={topic.id} what="this page" query={topicDocument.toString()} variables={variables} />
            <p className="faint">What is about something narrower is here too.</p>
            <ListPanel
              title="Negotiations"
              name="negotiations"
              list={topic.negotiations}
              document={negotiationsOnTopicDocument}
              variables={{ id: topic.id }}
              pick={(answer) => answer.topic?.negotiations}
              keyOf={(row) => row.node.id}
              empty="None that a source tells of."
              columns={negotiationColumns()}
            />
            <ListPanel
              title="Agreements"
              name="agreements"
              list={topic.agreements}
              document={agreementsOnTopicDocument}
              variables={{ id: topic.id }}
              pick={(answer) => answer.topic?.agreements}
              keyOf={(row) => row.node.id}
              empty="None that a source tells of."
              columns={agreementColumns()}
            />
            <ListPanel
              title="What was said about it"
              name="statements"
              list={topic.statements}
              document={statementsOnTopicDocument}
              variables={{ id: topic.id }}
              pick={(answer) => answer.topic?.statements}
              keyOf={(row) => row.node.id}
              empty="Nothing that a source tells of."
              columns={statementColumns}
            >
              {(rows) => <Statements of={rows.map(nodeOf)} />}
            </ListPanel>
          </Page>
        )
      }}
    </ThingPage>
  )
}
