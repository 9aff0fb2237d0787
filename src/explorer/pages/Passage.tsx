import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import { kindInWords } from '../words'
import { Passages } from '../parts/EvidenceDrawer'
import { Page, Panel } from '../parts/Page'
import { TakeAway } from '../parts/TakeAway'
import { ThingLink, ThingPage } from '../parts/Thing'

const passageDocument = graphql(`
  query PassagePage($id: ID!) {
    passage(id: $id) {
      ...Words
      start
      end
      supportsCount
      supports(first: 50) {
        ...ThingName
        ... on Claim {
          subject {
            ...ThingName
          }
        }
      }
    }
  }
`)

export default function PassagePage({ id }: { id: string }): ReactNode {
  const variables = { id }
  const asked = useAsk(passageDocument, variables)
  return (
    <ThingPage id={id} asked={asked} thing={asked.data?.passage}>
      {(passage) => (
        <Page kind="Passage" title={passage.text} quoted lang={passage.document.language ?? undefined}>
          <Panel title="In its context" name="context">
            <Passages of={[passage]} />
            {passage.start !== null && (
              <p className="faint">
                Characters {passage.start} to {passage.end} of the document’s text.
              </p>
            )}
            <TakeAway name="passage" what="this page" query={passageDocument.toString()} variables={variables} />
          </Panel>
          <Panel title="What it supports" name="supports" count={passage.supportsCount}>
            <ul>
              {passage.supports.map((thing) => (
                <li key={thing.id}>
                  {kindInWords(thing.__typename)}: <ThingLink of={thing} />
                  {'subject' in thing && thing.subject && (
                    <>
                      {' '}
                      of <ThingLink of={thing.subject} />
                    </>
                  )}
                </li>
              ))}
            </ul>
            {passage.supportsCount > passage.supports.length && (
              <p className="faint">And {passage.supportsCount - passage.supports.length} more.</p>
            )}
          </Panel>
        </Page>
      )}
    </ThingPage>
  )
}
