import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { sayInstant } from '../dates'
import { graphql } from '../gql'
import { inWords, sayNumber } from '../words'
import { Fact, Facts, Page } from '../parts/Page'
import { TakeAway } from '../parts/TakeAway'
import { ThingLink, ThingPage } from '../parts/Thing'

const loadDocument = graphql(`
  query LoadPage($id: ID!) {
    load(id: $id) {
      id
      startedAt
      finishedAt
      status
      created
      updated
      removed
      toolVersion
      sourceSha256
      dataset {
        __typename
        id
        title
      }
    }
  }
`)

/** One bringing of a dataset into the graph. */
export default function LoadPage({ id }: { id: string }): ReactNode {
  const variables = { id }
  const asked = useAsk(loadDocument, variables)
  return (
    <ThingPage id={id} asked={asked} thing={asked.data?.load}>
      {(load) => (
        <Page kind="Load" title={`${load.dataset.title}, as loaded on ${sayInstant(load.startedAt)}`}>
          <Facts>
            <Fact name="Of">
              <ThingLink of={load.dataset} />
            </Fact>
            <Fact name="State">{inWords(load.status)}</Fact>
            <Fact name="Finished">{load.finishedAt ? sayInstant(load.finishedAt) : 'not yet'}</Fact>
            <Fact name="Created">{sayNumber(load.created)}</Fact>
            <Fact name="Updated">{sayNumber(load.updated)}</Fact>
            <Fact name="Removed">{sayNumber(load.removed)}</Fact>
            <Fact name="By Parley">{load.toolVersion}</Fact>
            <Fact name="SHA-256 of its files">
              <code className="hash">{load.sourceSha256}</code>
            </Fact>
          </Facts>
          <TakeAway name="load" what="this page" query={loadDocument.toString()} variables={variables} />
        </Page>
      )}
    </ThingPage>
  )
}
