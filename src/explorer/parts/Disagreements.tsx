import type { ReactNode } from 'react'
import { graphql } from '../gql'
import type { DisagreementsAboutFragment } from '../gql/graphql'
import { useAddress } from '../routes'
import { inWords } from '../words'
import { ofProperty } from './Evidence'
import { sayValue } from './EvidenceDrawer'
import { nameOf } from './Thing'

export const disagreementsAbout = graphql(`
  fragment DisagreementsAbout on DisagreementConnection {
    edges {
      node {
        subject {
          id
        }
        predicate
        claims(first: 4) {
          id
          value
          polarity
          object {
            ...ThingName
          }
        }
      }
    }
  }
`)

/** Says on a thing's page what its sources disagree about, and opens what each says. */
export function DisagreementsAbout({ id, of }: { id: string; of: DisagreementsAboutFragment }): ReactNode {
  const { set } = useAddress()
  if (of.edges.length === 0) return null
  return (
    <section className="disagreement" aria-label="Where sources disagree">
      {of.edges.map(({ node }) => (
        <p key={node.predicate}>
          Sources disagree about the <strong>{inWords(node.predicate)}</strong>:{' '}
          {node.claims
            .map(
              (claim) =>
                (claim.polarity === 'NEGATIVE' ? 'not ' : '') +
                (claim.object ? nameOf(claim.object) : sayValue(claim.value)),
            )
            .join(' or ')}
          .{' '}
          <button
            type="button"
            className="small"
            aria-haspopup="dialog"
            onClick={() => set({ evidence: ofProperty(id, node.predicate) }, { replace: false })}
          >
            Read both sides
          </button>
        </p>
      ))}
    </section>
  )
}
