import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import type { DisagreementsFragment } from '../gql/graphql'
import { useAddress } from '../routes'
import { capital, inWords } from '../words'
import { EvidenceButton, ofProperty } from '../parts/Evidence'
import { sayValue } from '../parts/EvidenceDrawer'
import { ListPanel, type Column } from '../parts/List'
import { Certainty, PartialDate } from '../parts/Marks'
import { Page } from '../parts/Page'
import { Failed, Loading } from '../parts/States'
import { nameOf, ThingLink } from '../parts/Thing'

export const disagreements = graphql(`
  fragment Disagreements on DisagreementConnection {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        predicate
        subject {
          ...ThingName
        }
        claims(first: 6) {
          id
          value
          polarity
          certainty
          object {
            ...ThingName
          }
          evidence(first: 2) {
            id
            text
            document {
              id
              title
              publisher
              publishedOn
              language
            }
          }
        }
      }
    }
  }
`)

const disagreementsDocument = graphql(`
  query Disagreements($about: ID, $first: Int!, $after: String) {
    disagreements(about: $about, first: $first, after: $after) {
      ...Disagreements
    }
  }
`)

type Row = DisagreementsFragment['edges'][number]
type Claim = Row['node']['claims'][number]

/** Where sources say different things of the same, side by side. */
export default function DisagreementsPage(): ReactNode {
  const { params } = useAddress()
  const about = params.get('about')
  const { data, failure, again } = useAsk(disagreementsDocument, { about, first: 10 })
  return (
    <Page
      title="Where sources disagree"
      lead="What each side says is shown with its words. None is preferred, and none is left out."
    >
      {failure && <Failed failure={failure} again={again} />}
      {!data && !failure && <Loading />}
      {data && (
        <ListPanel
          title="Disagreements"
          name="disagreements"
          list={data.disagreements}
          document={disagreementsDocument}
          variables={{ about }}
          pick={(answer) => answer.disagreements}
          keyOf={({ node }) => `${node.subject.id} ${node.predicate}`}
          empty="None: no two sources say different things of the same."
          columns={columns}
        >
          {(rows) =>
            rows.map(({ node }) => (
              <section key={`${node.subject.id} ${node.predicate}`} className="disagreement">
                <h3>
                  <ThingLink of={node.subject} />: {inWords(node.predicate)}{' '}
                  <EvidenceButton
                    on={ofProperty(node.subject.id, node.predicate)}
                    of={`what each source says of ${nameOf(node.subject)}: ${inWords(node.predicate)}`}
                  />
                </h3>
                <div className="side-by-side">
                  {node.claims.map((claim) => (
                    <div key={claim.id} className="side">
                      <p className="side-title">{capital(said(claim))}</p>
                      {claim.evidence.map((passage) => (
                        <figure key={passage.id} className="passage">
                          <blockquote lang={passage.document.language ?? undefined}>
                            <p>{passage.text}</p>
                          </blockquote>
                          <figcaption>
                            <ThingLink of={{ __typename: 'Document', ...passage.document }} />,{' '}
                            <PartialDate of={passage.document.publishedOn} missing="not dated" />
                          </figcaption>
                        </figure>
                      ))}
                      <Certainty of={claim.certainty} always />
                    </div>
                  ))}
                </div>
              </section>
            ))
          }
        </ListPanel>
      )}
    </Page>
  )
}

function said(claim: Claim): string {
  const what = claim.object ? nameOf(claim.object) : sayValue(claim.value)
  return claim.polarity === 'NEGATIVE' ? `not ${what}` : what
}

const columns: Column<Row>[] = [
  { name: 'Of', text: ({ node }) => nameOf(node.subject) },
  { name: 'What', text: ({ node }) => inWords(node.predicate) },
  { name: 'Said', text: ({ node }) => node.claims.map(said).join(' | ') },
  { name: 'Claims', text: ({ node }) => node.claims.map(({ id }) => id).join(' ') },
]
