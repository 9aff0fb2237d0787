import { lazy, Suspense, useMemo, type ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import { go, keepDate, pointIn, useAddress } from '../routes'
import { PointField } from '../parts/fields'
import { Page } from '../parts/Page'
import { Picker } from '../parts/Picker'
import { Empty, Failed, Loading } from '../parts/States'
import type { MapValue } from '../pictures/world-map'
import { counterpartsDocument, measures, useCounterparts, valueOf, type Measure } from './mapCounterparts'
import '../pictures/pictures.css'

const Picture = lazy(() => import('../pictures/world-map'))

const countriesDocument = graphql(`
  query MapOfNegotiations($filter: NegotiationFilter) {
    negotiations(first: 0, filter: $filter) {
      totalCount
      facets {
        countries(first: 50) {
          count
          country {
            ...MapCountry
          }
        }
      }
    }
  }
`)

export default function MapPage(): ReactNode {
  const { params } = useAddress()
  const of = params.get('of')
  return of === null ? <Negotiating /> : <Counterparts key={of} id={of} />
}

function Counterparts({ id }: { id: string }): ReactNode {
  const { params, on, set } = useAddress()
  const given = params.get('show') ?? ''
  const measure: Measure = given in measures ? (given as Measure) : 'dealings'
  const during = period(params, on)
  const { asked, actor, home, values } = useCounterparts(id, { measure, during })
  if (asked.failure) return <Failed failure={asked.failure} again={asked.again} heading="h1" />
  if (asked.data?.node && !actor)
    return (
      <Choose lead="Only those who deal with others can be drawn on a map: countries, officials, organizations, groups." />
    )
  if (!actor) {
    return asked.isLoading ? <Loading lines={12} /> : <Choose lead={`Parley knows nothing by the id ${id}.`} />
  }
  const unit = measure === 'negotiations' ? 'talks' : measure
  const title = `Countries that ${actor.name} deals with`
  const left = actor.counterparts.totalCount - actor.counterparts.edges.length
  return (
    <Page title={title} lead={`How many ${measures[measure].toLowerCase()} each country shares with ${actor.name}.`}>
      <div className="picture-filters">
        <div className="field">
          <label htmlFor="map-measure">Count</label>
          <select id="map-measure" value={measure} onChange={(event) => set({ show: event.target.value })}>
            {Object.entries(measures).map(([name, words]) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <PointField label="From" name="from" />
        <PointField label="To" name="to" />
        <Picker
          label="Another’s map"
          types={['COUNTRY', 'OFFICIAL', 'ORGANIZATION', 'GROUP']}
          onPick={(other) => go(keepDate(`/map?of=${other}`))}
        />
      </div>
      {on !== null && <p className="picture-note">As of {on}: dealings until then.</p>}
      <Drawn
        title={`${measures[measure]} of ${actor.name} by country`}
        of={home}
        values={values}
        unit={unit}
        operation={{ query: counterpartsDocument.toString(), variables: { id, during } }}
      />
      {left > 0 && <p className="picture-note">{left} more countries with fewer dealings are left out.</p>}
    </Page>
  )
}

function Negotiating(): ReactNode {
  const { params, on } = useAddress()
  const startedOn = period(params, null)
  const filter = { startedOn, openAsOf: on }
  const asked = useAsk(countriesDocument, { filter })
  const countries = asked.data?.negotiations.facets.countries
  const values = useMemo(
    () =>
      (countries ?? []).map(({ count, country }) => ({ ...valueOf(country, count), href: `/map?of=${country.id}` })),
    [countries],
  )
  if (asked.failure) return <Failed failure={asked.failure} again={asked.again} heading="h1" />
  return (
    <Page
      title="Who negotiates, on a map"
      lead="How many talks each country takes part in. Choose one to see with whom."
    >
      <div className="picture-filters">
        <PointField label="Begun from" name="from" />
        <PointField label="Until" name="to" />
        <Picker
          label="The map of"
          types={['COUNTRY', 'OFFICIAL', 'ORGANIZATION', 'GROUP']}
          onPick={(other) => go(keepDate(`/map?of=${other}`))}
        />
      </div>
      {on !== null && <p className="picture-note">As of {on}: talks that were open then.</p>}
      {countries ? (
        <Drawn
          title="Talks by country"
          values={values}
          unit="talks"
          operation={{ query: countriesDocument.toString(), variables: { filter } }}
        />
      ) : (
        <Loading lines={12} what="the map" />
      )}
      {values.length === 50 && <p className="picture-note">The fifty countries with most talks are shown.</p>}
    </Page>
  )
}

function Drawn({
  values,
  ...rest
}: {
  title: string
  of?: { code: string; name: string; numeric?: string }
  values: MapValue[]
  unit: string
  operation: { query: string; variables: object }
}): ReactNode {
  if (values.length === 0)
    return <Empty>No country, under these conditions. Choose a wider period or count something else.</Empty>
  return (
    <Suspense fallback={<Loading lines={12} what="the map" />}>
      <Picture {...rest} values={values} onOpen={(href) => go(keepDate(href))} />
    </Suspense>
  )
}

function Choose({ lead }: { lead: string }): ReactNode {
  return (
    <Page title="Map" lead={lead}>
      <Picker
        label="The map of"
        types={['COUNTRY', 'OFFICIAL', 'ORGANIZATION', 'GROUP']}
        onPick={(other) => go(keepDate(`/map?of=${other}`))}
      />
    </Page>
  )
}

/** The period that the address gives; it ends with the day that the page shows the world as of. */
function period(params: URLSearchParams, on: string | null) {
  const [from, to] = [pointIn(params, 'from'), pointIn(params, 'to')]
  const end = to ?? on
  return from || end ? { from, to: end } : null
}
