import { useState, type ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import { Copy } from './TakeAway'
import { Failed, Loading } from './States'

const citeDocument = graphql(`
  query Cite($id: ID!) {
    node(id: $id) {
      id
      ... on Fact {
        plain: citation(format: TEXT)
        bibtex: citation(format: BIBTEX)
        csl: citation(format: CSL_JSON)
        datasets(first: 10) {
          id
          title
          license
          citation
        }
      }
    }
  }
`)

const formats = [
  ['plain', 'Plain text'],
  ['bibtex', 'BibTeX'],
  ['csl', 'CSL-JSON'],
] as const

/** How to cite a fact and under which licence it may be used; asked for when it is opened. */
export function Cite({ id }: { id: string }): ReactNode {
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="cite" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Cite</summary>
      {isOpen && <Citations id={id} />}
    </details>
  )
}

function Citations({ id }: { id: string }): ReactNode {
  const { data, failure, again } = useAsk(citeDocument, { id })
  if (failure) return <Failed failure={failure} again={again} />
  if (!data) return <Loading what="the citation" lines={3} />
  const fact = data.node
  if (!fact || !('plain' in fact)) return <p>This is no fact, and is not cited.</p>
  return (
    <>
      {formats.map(([format, title]) => (
        <div key={format} className="citation">
          <p className="citation-head">
            <strong>{title}</strong> <Copy text={fact[format]} what={`the citation as ${title}`} />
          </p>
          <pre tabIndex={0} aria-label={title}>
            {fact[format]}
          </pre>
        </div>
      ))}
      {fact.datasets.map((dataset) => (
        <p key={dataset.id}>
          Facts: {dataset.title}. Licence: {dataset.license ?? 'none is stated'}.
        </p>
      ))}
    </>
  )
}
