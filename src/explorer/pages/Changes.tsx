import { useState, type ReactNode } from 'react'
import { useAsk } from '../client'
import { sayInstant } from '../dates'
import { graphql } from '../gql'
import type { ChangesFragment } from '../gql/graphql'
import { addressOf, Link, useAddress } from '../routes'
import { inWords, kindInWords, sayNumber } from '../words'
import { ListPanel, type Column } from '../parts/List'
import { Page, Panel } from '../parts/Page'
import { Failed, Loading } from '../parts/States'
import { nameOf } from '../parts/Thing'

export const changes = graphql(`
  fragment Changes on NodeChangeConnection {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      kind
      at
      nodeId
      mergedInto
      fields
      load {
        id
        dataset {
          id
          title
        }
      }
      node {
        ...ThingName
      }
    }
  }
`)

const changesDocument = graphql(`
  query ChangesPage($since: DateTime, $first: Int!, $after: String) {
    datasets {
      id
      title
      license
      factCount
      lastLoad {
        id
        finishedAt
        created
        updated
        removed
      }
    }
    changes(since: $since, first: $first, after: $after) {
      ...Changes
    }
  }
`)

const moreDocument = graphql(`
  query ChangesMore($since: DateTime, $first: Int!, $after: String) {
    changes(since: $since, first: $first, after: $after) {
      ...Changes
    }
  }
`)

type Row = ChangesFragment['edges'][number]

/** What became of the graph since a day: each thing once, with the last that happened to it. */
export default function ChangesPage(): ReactNode {
  const { params, set } = useAddress()
  const day = params.get('since')
  const isDay = day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day))
  const since = isDay ? `${day}T00:00:00Z` : null
  const [text, setText] = useState(day ?? '')
  const { data, failure, again } = useAsk(changesDocument, { since, first: 50 })
  return (
    <Page
      title="What changed"
      lead="Everything that was created, updated, merged or removed, oldest first. Removals and merges are never left out."
    >
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault()
          set({ since: text === '' ? null : text }, { replace: false })
        }}
      >
        <label>
          Since
          <input type="date" value={text} onChange={(event) => setText(event.target.value)} />
        </label>
        <button type="submit">Show</button>
      </form>
      {failure && <Failed failure={failure} again={again} />}
      {!data && !failure && <Loading />}
      {data && (
        <>
          <ListPanel
            title="Changes"
            name="changes"
            list={data.changes}
            document={moreDocument}
            variables={{ since }}
            pick={(answer) => answer.changes}
            keyOf={(row) => row.nodeId}
            empty="Nothing changed since then."
            columns={columns}
          />
          <Panel title="Datasets, as last loaded" name="datasets">
            <ul>
              {data.datasets.map((dataset) => (
                <li key={dataset.id}>
                  <Link to={addressOf(dataset.id)}>{dataset.title}</Link>
                  {dataset.lastLoad?.finishedAt && (
                    <>
                      : {sayInstant(dataset.lastLoad.finishedAt)}, {sayNumber(dataset.lastLoad.created)} created,{' '}
                      {sayNumber(dataset.lastLoad.updated)} updated, {sayNumber(dataset.lastLoad.removed)} removed
                    </>
                  )}
                </li>
              ))}
            </ul>
          </Panel>
        </>
      )}
    </Page>
  )
}

const columns: Column<Row>[] = [
  { name: 'When', text: (row) => row.at, show: (row) => sayInstant(row.at) },
  {
    name: 'What became of it',
    text: (row) => inWords(row.kind) + (row.mergedInto ? ` into ${row.mergedInto}` : ''),
    show: (row) => (
      <>
        {inWords(row.kind)}
        {row.mergedInto && (
          <>
            {' '}
            into <Link to={addressOf(row.mergedInto)}>{row.mergedInto}</Link>
          </>
        )}
        {row.fields.length > 0 && <span className="faint"> ({row.fields.map(inWords).join(', ')})</span>}
      </>
    ),
  },
  {
    name: 'Of',
    text: (row) => row.nodeId,
    show: (row) =>
      row.node ? (
        <Link to={addressOf(row.nodeId)}>
          {row.node.__typename === 'Claim' && 'predicate' in row.node ? inWords(row.node.predicate) : nameOf(row.node)}
        </Link>
      ) : (
        <code>{row.nodeId}</code>
      ),
  },
  { name: 'Kind', text: (row) => kindInWords(row.nodeId.slice(0, row.nodeId.indexOf(':'))) },
  {
    name: 'By',
    text: (row) => row.load?.dataset.title ?? '',
    show: (row) => row.load && <Link to={addressOf(row.load.id)}>{row.load.dataset.title}</Link>,
  },
]
