import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { sayInstant } from '../dates'
import { graphql } from '../gql'
import type { DocumentsInFragment, LoadsOfFragment } from '../gql/graphql'
import { addressOf, Link } from '../routes'
import { inWords, sayNumber } from '../words'
import { ListPanel, type Column } from '../parts/List'
import { PartialDate } from '../parts/Marks'
import { OutsideLink } from '../parts/OutsideLink'
import { Fact, Facts, Page } from '../parts/Page'
import { TakeAway } from '../parts/TakeAway'
import { ThingLink, ThingPage } from '../parts/Thing'

export const documentsIn = graphql(`
  fragment DocumentsIn on Dataset {
    documents(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          __typename
          id
          title
          publisher
          publishedOn
          status
        }
      }
    }
  }
`)
export const loadsOf = graphql(`
  fragment LoadsOf on Dataset {
    loads(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          startedAt
          finishedAt
          status
          created
          updated
          removed
        }
      }
    }
  }
`)
const documentsInDocument = graphql(`
  query DocumentsIn($id: ID!, $first: Int!, $after: String) {
    dataset(id: $id) {
      ...DocumentsIn
    }
  }
`)
const loadsOfDocument = graphql(`
  query LoadsOf($id: ID!, $first: Int!, $after: String) {
    dataset(id: $id) {
      ...LoadsOf
    }
  }
`)
const datasetDocument = graphql(`
  query DatasetPage($id: ID!, $first: Int!, $after: String) {
    dataset(id: $id) {
      __typename
      id
      title
      publisher
      license
      rights
      citation
      url
      version
      factCount
      ...DocumentsIn
      ...LoadsOf
    }
  }
`)

export default function DatasetPage({ id }: { id: string }): ReactNode {
  const variables = { id, first: 20 }
  const asked = useAsk(datasetDocument, variables)
  return (
    <ThingPage id={id} asked={asked} thing={asked.data?.dataset}>
      {(dataset) => (
        <Page kind="Dataset" title={dataset.title}>
          <Facts>
            <Fact name="Publisher">{dataset.publisher ?? 'not known'}</Fact>
            <Fact name="Licence">{dataset.license ?? 'none is stated'}</Fact>
            <Fact name="Facts that stand">{sayNumber(dataset.factCount)}</Fact>
            {dataset.version && <Fact name="Version">{dataset.version}</Fact>}
            {dataset.url && (
              <Fact name="Where">
                <OutsideLink to={dataset.url} />
              </Fact>
            )}
            {dataset.citation && (
              <div className="fact wide">
                <dt>How to cite it</dt>
                <dd>{dataset.citation}</dd>
              </div>
            )}
            {dataset.rights && (
              <div className="fact wide">
                <dt>Rights</dt>
                <dd>{dataset.rights}</dd>
              </div>
            )}
          </Facts>
          <TakeAway name={dataset.id} what="this page" query={datasetDocument.toString()} variables={variables} />
          <ListPanel
            title="Documents"
            name="documents"
            list={dataset.documents}
            document={documentsInDocument}
            variables={{ id: dataset.id }}
            pick={(answer) => answer.dataset?.documents}
            keyOf={(row) => row.node.id}
            empty="None."
            columns={documentColumns}
          />
          <ListPanel
            title="When it was loaded"
            name="loads"
            list={dataset.loads}
            document={loadsOfDocument}
            variables={{ id: dataset.id }}
            pick={(answer) => answer.dataset?.loads}
            keyOf={(row) => row.node.id}
            empty="Never."
            columns={loadColumns}
          />
        </Page>
      )}
    </ThingPage>
  )
}

const documentColumns: Column<DocumentsInFragment['documents']['edges'][number]>[] = [
  { name: 'Document', text: ({ node }) => node.title, show: ({ node }) => <ThingLink of={node} /> },
  { name: 'Publisher', text: ({ node }) => node.publisher ?? '' },
  {
    name: 'Published',
    text: ({ node }) => node.publishedOn ?? '',
    show: ({ node }) => <PartialDate of={node.publishedOn} missing="not dated" />,
  },
  { name: 'Status', text: ({ node }) => inWords(node.status) },
]

const loadColumns: Column<LoadsOfFragment['loads']['edges'][number]>[] = [
  {
    name: 'Begun',
    text: ({ node }) => node.startedAt,
    show: ({ node }) => <Link to={addressOf(node.id)}>{sayInstant(node.startedAt)}</Link>,
  },
  { name: 'State', text: ({ node }) => inWords(node.status) },
  {
    name: 'Created',
    text: ({ node }) => String(node.created),
    show: ({ node }) => sayNumber(node.created),
    isNumber: true,
  },
  {
    name: 'Updated',
    text: ({ node }) => String(node.updated),
    show: ({ node }) => sayNumber(node.updated),
    isNumber: true,
  },
  {
    name: 'Removed',
    text: ({ node }) => String(node.removed),
    show: ({ node }) => sayNumber(node.removed),
    isNumber: true,
  },
]
