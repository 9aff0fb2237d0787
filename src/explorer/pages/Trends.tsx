import { lazy, Suspense, useMemo, type ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import type { EventCountDimension, NegotiationStatus } from '../gql/graphql'
import { addressOf, Link, pointIn, useAddress, withParams } from '../routes'
import { capital, count as sayCount, inWords, sayNumber } from '../words'
import { PointField } from '../parts/fields'
import { Page, Panel } from '../parts/Page'
import { Picker } from '../parts/Picker'
import { Empty, Failed, Loading } from '../parts/States'
import { TakeAway } from '../parts/TakeAway'
import { nameOf, type Named } from '../parts/Thing'
import '../pictures/pictures.css'

const Counts = lazy(() => import('../pictures/counts'))

const trendsDocument = graphql(`
  query Trends($filter: NegotiationFilter, $topics: [ID!]!, $countries: [ID!]!) {
    negotiations(first: 0, filter: $filter) {
      totalCount
      facets {
        years(first: 50) {
          value
          count
        }
        statuses {
          value
          count
        }
        regions(first: 20) {
          value
          count
        }
        topics(first: 15) {
          count
          topic {
            id
            label
          }
        }
        countries(first: 15) {
          count
          country {
            ...ActorName
          }
        }
        pairs(first: 15) {
          count
          a {
            ...ActorName
          }
          b {
            ...ActorName
          }
        }
      }
    }
    chosen: nodes(ids: $topics) {
      ...ThingName
    }
    parties: nodes(ids: $countries) {
      ...ThingName
    }
  }
`)

const eventsDocument = graphql(`
  query EventTrends($filter: EventFilter, $by: [EventCountDimension!]! = [YEAR, KIND]) {
    eventCounts(filter: $filter, by: $by, first: 250) {
      totalCount
      edges {
        node {
          period
          kind
          count
        }
      }
    }
  }
`)

/** How many talks and events: by year, status, topic, region, country and pair. */
export default function TrendsPage(): ReactNode {
  const { params, on, set } = useAddress()
  const topic = params.get('topic')
  const party = params.get('party')
  const status = params.get('status')
  const [from, to] = [pointIn(params, 'from'), pointIn(params, 'to')]
  const filter = {
    topics: topic === null ? null : { any: [topic] },
    parties: party === null ? null : { all: [party] },
    status: status === null ? null : { any: [status as NegotiationStatus] },
    startedOn: from || to ? { from, to } : null,
    openAsOf: on,
  }
  const variables = { filter, topics: topic === null ? [] : [topic], countries: party === null ? [] : [party] }
  const asked = useAsk(trendsDocument, variables)
  const facets = asked.data?.negotiations.facets
  const total = asked.data?.negotiations.totalCount ?? 0
  const operation = { query: trendsDocument.toString(), variables }
  const years = useMemo(
    () => (facets?.years ?? []).map(({ value, count }) => ({ period: value, kind: 'negotiations', count })),
    [facets],
  )
  const here = (changes: Record<string, string | null>) => withParams(location.pathname + location.search, changes)
  const chosen = [
    topic !== null && { name: 'topic', text: `Topic: ${called(asked.data?.chosen[0]) ?? topic}` },
    party !== null && { name: 'party', text: `With: ${called(asked.data?.parties[0]) ?? party}` },
    status !== null && { name: 'status', text: `Status: ${inWords(status)}` },
  ].filter((each) => each !== false)

  return (
    <Page
      title="Trends"
      lead="How many talks and events Parley knows of, and how they are spread. What is only considered is not counted."
    >
      <div className="picture-filters">
        <Picker label="Topic" types={['TOPIC']} onPick={(id) => set({ topic: id })} />
        <Picker label="With the country" types={['COUNTRY']} onPick={(id) => set({ party: id })} />
        <PointField label="Begun from" name="from" />
        <PointField label="Until" name="to" />
      </div>
      {chosen.length > 0 && (
        <ul className="chosen" aria-label="Conditions">
          {chosen.map(({ name, text }) => (
            <li key={name}>
              {text}{' '}
              <button
                type="button"
                className="small"
                onClick={() => set({ [name]: null })}
                aria-label={`Take away the condition ${text}`}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      {on !== null && <p className="picture-note">As of {on}: talks that were open then.</p>}
      {asked.failure && <Failed failure={asked.failure} again={asked.again} />}
      {!facets ? (
        !asked.failure && <Loading lines={14} what="the counts" />
      ) : (
        <>
          <p role="status">{sayCount(total, 'negotiation')}</p>
          {total === 0 ? (
            <Empty>No negotiation meets these conditions. Take one away, or choose a wider period.</Empty>
          ) : (
            <>
              <Suspense fallback={<Loading lines={8} what="the picture" />}>
                <Counts
                  series={years}
                  unit="negotiations"
                  title="Negotiations by the year they began"
                  operation={operation}
                />
              </Suspense>
              <div className="bars-grid">
                <Bars
                  title="By status"
                  name="statuses"
                  operation={operation}
                  of={facets.statuses.map(({ value, count }) => ({
                    text: capital(inWords(value)),
                    count,
                    to: here({ status: value }),
                  }))}
                />
                <Bars
                  title="By region"
                  name="regions"
                  operation={operation}
                  of={facets.regions.map(({ value, count }) => ({ text: value, count }))}
                />
                <Bars
                  title="By topic"
                  name="topics"
                  operation={operation}
                  of={facets.topics.map(({ topic, count }) => ({
                    text: topic.label,
                    count,
                    to: here({ topic: topic.id }),
                  }))}
                  note="A topic counts its narrower ones too."
                />
                <Bars
                  title="By country"
                  name="countries"
                  operation={operation}
                  of={facets.countries.map(({ country, count }) => ({
                    text: country.name,
                    count,
                    to: addressOf(country.id),
                  }))}
                />
                <Bars
                  title="Most active pairs"
                  name="pairs"
                  operation={operation}
                  of={facets.pairs.map(({ a, b, count }) => ({
                    text: `${a.name} and ${b.name}`,
                    count,
                    to: `/pair/${a.id}/${b.id}`,
                  }))}
                />
              </div>
            </>
          )}
        </>
      )}
      <Events party={party} from={from ?? null} to={to ?? null} on={on} />
    </Page>
  )
}

function Events({
  party,
  from,
  to,
  on,
}: {
  party: string | null
  from: string | null
  to: string | null
  on: string | null
}): ReactNode {
  const { params, set } = useAddress()
  const isMonthly = params.get('by') === 'month'
  const end = to ?? on
  const by: EventCountDimension[] = [isMonthly ? 'MONTH' : 'YEAR', 'KIND']
  const filter = {
    on: from || end ? { from, to: end } : null,
    or: party === null ? null : [{ initiators: { any: [party] } }, { targets: { any: [party] } }],
  }
  const asked = useAsk(eventsDocument, { filter, by })
  const counts = asked.data?.eventCounts
  const series = useMemo(
    () =>
      (counts?.edges ?? []).map(({ node }) => ({
        period: node.period ?? '',
        kind: node.kind ?? 'OTHER',
        count: node.count,
      })),
    [counts],
  )
  return (
    <section aria-labelledby="events-title" id="events">
      <h2 id="events-title">Events</h2>
      <div className="picture-tools" role="group" aria-label="Period">
        <button type="button" className="small" aria-pressed={!isMonthly} onClick={() => set({ by: null })}>
          By year
        </button>
        <button type="button" className="small" aria-pressed={isMonthly} onClick={() => set({ by: 'month' })}>
          By month
        </button>
      </div>
      {asked.failure && <Failed failure={asked.failure} again={asked.again} />}
      {!counts ? (
        !asked.failure && <Loading lines={8} what="the counts" />
      ) : (
        <Suspense fallback={<Loading lines={8} what="the picture" />}>
          <Counts
            series={series}
            unit="events"
            title={`Events by ${isMonthly ? 'month' : 'year'} and kind`}
            operation={{ query: eventsDocument.toString(), variables: { filter, by } }}
          />
        </Suspense>
      )}
      {counts && counts.totalCount > counts.edges.length && (
        <p className="picture-note">
          The first {sayNumber(counts.edges.length)} of {sayNumber(counts.totalCount)} rows are shown. A shorter period
          has room for all.
        </p>
      )}
    </section>
  )
}

interface Bar {
  text: string
  count: number
  to?: string
}

/** Counts as a table that is its own picture: a bar in each row, by one measure. */
function Bars({
  title,
  name,
  of,
  note,
  operation,
}: {
  title: string
  name: string
  of: Bar[]
  note?: string
  operation: { query: string; variables: object }
}): ReactNode {
  const most = Math.max(1, ...of.map(({ count }) => count))
  if (of.length === 0) return null
  return (
    <Panel
      title={title}
      name={name}
      actions={
        <TakeAway
          name={`parley-${name}`}
          what={title.toLowerCase()}
          query={operation.query}
          variables={operation.variables}
          table={() => ({
            names: ['Value', 'Count'],
            rows: of.map(({ text, count }) => [text, String(count)]),
            json: of,
          })}
        />
      }
    >
      <table className="bars">
        <caption className="unseen">Negotiations {title.toLowerCase()}</caption>
        <thead className="unseen">
          <tr>
            <th scope="col">Value</th>
            <th scope="col">Negotiations</th>
          </tr>
        </thead>
        <tbody>
          {of.map(({ text, count, to }) => (
            <tr key={text}>
              <th scope="row">{to === undefined ? <bdi>{text}</bdi> : <Link to={to}>{text}</Link>}</th>
              <td>
                <svg className="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(100 * count) / most} height="10" />
                </svg>
                <span className="number">{sayNumber(count)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {note && <p className="picture-note">{note}</p>}
    </Panel>
  )
}

const called = (node: Named | null | undefined) => node && nameOf(node)
