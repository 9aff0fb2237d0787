import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import type { SearchHitsFragment, SearchType } from '../gql/graphql'
import { addressOf, Link, useAddress, withParams } from '../routes'
import { inWords, kindInWords, sayNumber } from '../words'
import { ListPanel, type Column } from '../parts/List'
import { Page } from '../parts/Page'
import { Failed, Loading } from '../parts/States'
import { nameOf } from '../parts/Thing'
import { Everything } from './Everything'

export const searchHits = graphql(`
  fragment SearchHits on NodeSearchHitListConnection {
    totalCount
    totalCountExact
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      score
      highlights {
        field
        text
        ranges {
          start
          end
        }
      }
      node {
        ...ThingName
        ... on Passage {
          document {
            id
            title
          }
        }
        ... on Statement {
          speaker {
            ...ActorName
          }
        }
      }
    }
  }
`)

const searchDocument = graphql(`
  query SearchPage($query: String!, $types: [SearchType!], $first: Int!, $after: String) {
    search(query: $query, types: $types, first: $first, after: $after) {
      facets {
        types {
          value
          count
        }
      }
      ...SearchHits
    }
  }
`)

const moreDocument = graphql(`
  query SearchMore($query: String!, $types: [SearchType!], $first: Int!, $after: String) {
    search(query: $query, types: $types, first: $first, after: $after) {
      ...SearchHits
    }
  }
`)

type Hit = SearchHitsFragment['edges'][number]

const types: readonly SearchType[] = [
  'COUNTRY',
  'OFFICIAL',
  'ORGANIZATION',
  'GROUP',
  'NEGOTIATION',
  'AGREEMENT',
  'TERM',
  'EVENT',
  'STATEMENT',
  'TOPIC',
  'DOCUMENT',
  'PASSAGE',
]

/** What was searched for, with the kinds of things found; without words, all negotiations or agreements. */
export default function SearchPage(): ReactNode {
  const { params } = useAddress()
  const query = (params.get('q') ?? '').trim()
  const chosen = types.filter((type) => params.getAll('type').includes(type))
  if (query === '') return <Everything kind={chosen[0]} />
  return <Found key={`${query} ${chosen.join()}`} query={query} chosen={chosen} />
}

function Found({ query, chosen }: { query: string; chosen: SearchType[] }): ReactNode {
  const variables = { query, types: chosen.length > 0 ? chosen : null }
  const { data, failure, again } = useAsk(searchDocument, { ...variables, first: 20 })
  // The counts of the other kinds, which a search for one kind alone does not give.
  const whole = useAsk(searchDocument, { query, types: null, first: 0 }, { pause: chosen.length === 0 })
  const facets = (chosen.length > 0 ? whole.data : data)?.search.facets.types ?? []
  return (
    <Page title={`Search: ${query}`}>
      {failure && <Failed failure={failure} again={again} />}
      {!data && !failure && <Loading lines={10} what="what was found" />}
      {data && (
        <>
          <ul className="facets" aria-label="Kinds of things found">
            <li>
              <Facet query={query} isChosen={chosen.length === 0}>
                All
              </Facet>
            </li>
            {facets.map(({ value, count }) => (
              <li key={value}>
                <Facet query={query} type={value} isChosen={chosen.includes(value as SearchType)}>
                  {kindInWords(value, true)} <span className="faint">{sayNumber(count)}</span>
                </Facet>
              </li>
            ))}
          </ul>
          {data.search.edges.length === 0 ? (
            <NothingFound />
          ) : (
            <ListPanel
              title={data.search.totalCountExact ? 'Found' : 'Found at least'}
              name="found"
              list={data.search}
              document={moreDocument}
              variables={variables}
              pick={(answer) => answer.search}
              keyOf={(row) => row.node.id}
              columns={columns}
            >
              {(rows) => (
                <ul className="entries">
                  {rows.map((row) => (
                    <li key={row.node.id} className="hit">
                      <HitEntry of={row} />
                    </li>
                  ))}
                </ul>
              )}
            </ListPanel>
          )}
        </>
      )}
    </Page>
  )
}

function Facet({
  query,
  type,
  isChosen,
  children,
}: {
  query: string
  type?: string
  isChosen: boolean
  children: ReactNode
}): ReactNode {
  return (
    <Link to={withParams('/search', { q: query, type: type ?? null })} aria-current={isChosen ? 'true' : undefined}>
      {children}
    </Link>
  )
}

function NothingFound(): ReactNode {
  return (
    <div>
      <p>Nothing has all of these words, even with typing errors forgiven.</p>
      <ul>
        <li>Try fewer words, or the name as another language has it.</li>
        <li>Quotation marks keep words together; a minus sign before a word leaves it out.</li>
        <li>
          <Link to="/match">Match many names at once</Link>, misspelt ones too.
        </li>
      </ul>
    </div>
  )
}

function HitEntry({ of: { node, highlights } }: { of: Hit }): ReactNode {
  const [first, ...others] = highlights
  const name = nameOf(node)
  const isWords = node.__typename === 'Statement' || node.__typename === 'Passage'
  const title = first && first.text === name ? <Marked of={first} /> : <bdi>{name}</bdi>
  const rest = first && first.text !== name ? highlights : others
  return (
    <>
      <p className={isWords ? 'entry-title words' : 'entry-title'}>
        <Link to={addressOf(node.id)}>{title}</Link>
      </p>
      <p className="entry-detail">
        <span>{kindInWords(node.__typename)}</span>
        {'document' in node && <span>in {node.document.title}</span>}
        {'speaker' in node && node.speaker && <span>said by {node.speaker.name}</span>}
        {rest.map((highlight) => (
          <span key={highlight.field + highlight.text}>
            {inWords(highlight.field)}: <Marked of={highlight} />
          </span>
        ))}
      </p>
    </>
  )
}

/** A text with what was searched for marked, at the places that the server found. */
function Marked({ of: { text, ranges } }: { of: Hit['highlights'][number] }): ReactNode {
  const parts: ReactNode[] = []
  let at = 0
  for (const { start, end } of ranges) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>)
    at = end
  }
  return (
    <bdi>
      {parts}
      {text.slice(at)}
    </bdi>
  )
}

const columns: Column<Hit>[] = [
  { name: 'Kind', text: ({ node }) => kindInWords(node.__typename) },
  { name: 'Name', text: ({ node }) => nameOf(node) },
  { name: 'Found in', text: ({ highlights }) => highlights.map(({ text }) => text).join(' | ') },
  { name: 'Id', text: ({ node }) => node.id },
]
