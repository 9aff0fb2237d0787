import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import type { OnlySourceOfFragment, PassagesOfFragment } from '../gql/graphql'
import { addressOf, Link } from '../routes'
import { inWords, inWordsFirst, kindInWords } from '../words'
import { EvidenceButton, ofFact } from '../parts/Evidence'
import { Passages, sayValue } from '../parts/EvidenceDrawer'
import { ListPanel, type Column } from '../parts/List'
import { Certainty, PartialDate } from '../parts/Marks'
import { OutsideLink } from '../parts/OutsideLink'
import { Fact, Facts, Page } from '../parts/Page'
import { nodeOf } from '../parts/rows'
import { TakeAway } from '../parts/TakeAway'
import { nameOf, ThingLink, ThingLinks, ThingPage } from '../parts/Thing'
import { onlySourceOfDocument, passagesOfDocument } from './documentLists'

const documentDocument = graphql(`
  query DocumentPage($id: ID!, $first: Int!, $after: String) {
    document(id: $id) {
      id
      title
      documentKind: kind
      status
      publisher
      publishedOn
      language
      url
      sha256
      dataset {
        id
        title
        license
      }
      copyOf(first: 5) {
        edges {
          node {
            ...ThingName
          }
        }
      }
      copies(first: 10) {
        edges {
          node {
            ...ThingName
          }
        }
      }
      cites(first: 10) {
        edges {
          node {
            ...ThingName
          }
        }
      }
      citedBy(first: 10) {
        edges {
          node {
            ...ThingName
          }
        }
      }
      corrects(first: 5) {
        edges {
          node {
            ...ThingName
          }
        }
      }
      correctedBy(first: 5) {
        edges {
          node {
            ...ThingName
          }
        }
      }
      ...PassagesOf
      ...OnlySourceOf
    }
  }
`)

type Passage = PassagesOfFragment['passages']['edges'][number]
type Sole = OnlySourceOfFragment['facts']['edges'][number]

export default function DocumentPage({ id }: { id: string }): ReactNode {
  const variables = { id, first: 10 }
  const asked = useAsk(documentDocument, variables)
  return (
    <ThingPage id={id} asked={asked} thing={asked.data?.document}>
      {(document) => (
        <Page
          kind={`Document: ${inWords(document.documentKind)}`}
          title={document.title}
          lang={document.language ?? undefined}
        >
          {document.status !== 'ACTIVE' && (
            <p className="failure">
              This document was {inWords(document.status)}.
              {document.status === 'RETRACTED' && ' What rests on it alone no longer stands.'}
            </p>
          )}
          <Facts>
            <Fact name="Publisher">{document.publisher ?? 'not known'}</Fact>
            <Fact name="Published">
              <PartialDate of={document.publishedOn} missing="not dated" />
            </Fact>
            {document.language && <Fact name="Language">{document.language}</Fact>}
            <Fact name="Where">
              <OutsideLink to={document.url} />
            </Fact>
            <Fact name="In the dataset">
              <ThingLink of={document.dataset} /> {document.dataset.license && `(${document.dataset.license})`}
            </Fact>
            {document.sha256 && (
              <Fact name="SHA-256 of its text">
                <code className="hash">{document.sha256}</code>
              </Fact>
            )}
            <Others name="Copy of" of={document.copyOf.edges} />
            <Others name="Copies" of={document.copies.edges} />
            <Others name="Cites" of={document.cites.edges} />
            <Others name="Cited by" of={document.citedBy.edges} />
            <Others name="Corrects" of={document.corrects.edges} />
            <Others name="Corrected by" of={document.correctedBy.edges} />
          </Facts>
          <TakeAway name={document.id} what="this page" query={documentDocument.toString()} variables={variables} />

          <ListPanel
            title="What rests on it alone"
            name="alone"
            list={document.facts}
            document={onlySourceOfDocument}
            variables={{ id: document.id }}
            pick={(answer) => answer.document?.facts}
            keyOf={(row) => row.node.id}
            empty="Nothing: each of its facts has another source too."
            intro={<p className="faint">These would no longer stand if this document were withdrawn.</p>}
            columns={soleColumns}
          />
          <ListPanel
            title="Its passages, and what they support"
            name="passages"
            list={document.passages}
            document={passagesOfDocument}
            variables={{ id: document.id }}
            pick={(answer) => answer.document?.passages}
            keyOf={(row) => row.node.id}
            empty="No passage of it is cited."
            columns={passageColumns}
          >
            {(rows) => (
              <ul className="entries">
                {rows.map(({ node }) => (
                  <li key={node.id}>
                    <Passages of={[node]} />
                    <details>
                      <summary>
                        Supports {node.supportsCount} {node.supportsCount === 1 ? 'thing' : 'things'}
                      </summary>
                      <ul>
                        {node.supports.map((thing) => (
                          <li key={thing.id}>
                            {kindInWords(thing.__typename)}: <ThingLink of={thing} />
                          </li>
                        ))}
                      </ul>
                      <Link to={addressOf(node.id)}>This passage by itself</Link>
                    </details>
                  </li>
                ))}
              </ul>
            )}
          </ListPanel>
        </Page>
      )}
    </ThingPage>
  )
}

const passageColumns: Column<Passage>[] = [
  { name: 'Words', text: ({ node }) => node.text },
  { name: 'Start', text: ({ node }) => String(node.start ?? '') },
  { name: 'End', text: ({ node }) => String(node.end ?? '') },
  { name: 'Supports', text: ({ node }) => node.supports.map(({ id }) => id).join(' ') },
  { name: 'Id', text: ({ node }) => node.id },
]

const soleColumns: Column<Sole>[] = [
  { name: 'Kind', text: ({ node }) => kindInWords(node.__typename) },
  {
    name: 'What',
    text: ({ node }) => sayFact(node),
    show: ({ node }) =>
      node.__typename === 'Claim' ? <Link to={addressOf(node.id)}>{sayFact(node)}</Link> : <ThingLink of={node} />,
  },
  {
    name: 'Certainty',
    text: ({ node }) => inWords(node.certainty),
    show: ({ node }) => <Certainty of={node.certainty} always />,
  },
  {
    name: 'Evidence',
    text: ({ node }) => node.id,
    show: ({ node }) => <EvidenceButton on={ofFact(node.id)} of={sayFact(node)} />,
  },
]

function sayFact(fact: Sole['node']): string {
  if (fact.__typename !== 'Claim') return nameOf(fact)
  const object = fact.object ? nameOf(fact.object) : sayValue(fact.value)
  return `${fact.subject ? nameOf(fact.subject) : '?'}: ${inWords(fact.predicate)} ${object}`
}

function Others({ name, of }: { name: string; of: { node: { id: string; title?: string } }[] }): ReactNode {
  if (of.length === 0) return null
  return (
    <Fact name={inWordsFirst(name)}>
      <ThingLinks of={of.map(nodeOf)} />
    </Fact>
  )
}
