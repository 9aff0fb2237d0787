import type { ReactNode } from 'react'
import { Empty, Failed, Loading } from '../parts/States'
import Picture from '../pictures/world-map'
import { go, keepDate, useAddress } from '../routes'
import { counterpartsDocument, useCounterparts } from './mapCounterparts'
import '../pictures/pictures.css'

/** The countries that an actor deals with, on a map, as a part of its page. */
export default function MapPanel({ id, name }: { id: string; name: string }): ReactNode {
  const { on } = useAddress()
  const during = on === null ? null : { to: on }
  const { asked, actor, home, values } = useCounterparts(id, { measure: 'dealings', during })
  if (asked.failure) return <Failed failure={asked.failure} again={asked.again} />
  if (!actor) return <Loading lines={10} what="the map" />
  if (values.length === 0) return <Empty>No country that it shares talks or agreements with.</Empty>
  return (
    <Picture
      title={`Talks and agreements of ${name} by country`}
      of={home}
      values={values}
      unit="dealings"
      onOpen={(href) => go(keepDate(href))}
      operation={{ query: counterpartsDocument.toString(), variables: { id, during } }}
    />
  )
}
