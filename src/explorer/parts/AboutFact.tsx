import type { ReactNode } from 'react'
import { graphql } from '../gql'
import type { AboutFactFragment } from '../gql/graphql'
import { addressOf, Link } from '../routes'
import { Cite } from './Cite'
import { EvidenceButton, ofFact } from './Evidence'
import { Certainty, Corroboration } from './Marks'
import { TakeAway } from './TakeAway'

export const aboutFact = graphql(`
  fragment AboutFact on Fact {
    __typename
    id
    certainty
    corroboration
    standing
    evidenceCount
    datasets(first: 5) {
      id
      title
      license
    }
  }
`)

/** How a fact is known, and what can be done with it. */
export function AboutFact({
  of,
  query,
  variables,
}: {
  of: AboutFactFragment
  query: { toString(): string }
  variables: object
}): ReactNode {
  return (
    <div className="about-fact">
      <p className="marks">
        <Certainty of={of.certainty} always /> <Corroboration of={of.corroboration} />
        {!of.standing && <span className="mark negative">no longer stands: its source was withdrawn</span>}
        <span>
          Rests on {of.evidenceCount} {of.evidenceCount === 1 ? 'passage' : 'passages'}{' '}
          <EvidenceButton on={ofFact(of.id)} of="this whole page" />
        </span>
        {of.datasets.map((dataset) => (
          <span key={dataset.id}>
            Data: <Link to={addressOf(dataset.id)}>{dataset.title}</Link>
            {dataset.license && ` (${dataset.license})`}
          </span>
        ))}
      </p>
      <div className="page-tools">
        <Cite id={of.id} />
        <TakeAway
          name={of.id.replace(/[^\w-]+/g, '-')}
          what="this page"
          query={query.toString()}
          variables={variables}
        />
      </div>
    </div>
  )
}
