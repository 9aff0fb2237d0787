/// <reference types="vite/client" />
import type { Topology } from 'topojson-specification'
import address from 'world-atlas/countries-50m.json?url'

let kept: Promise<Topology> | undefined

/** The countries of the world at 1 : 50 million, the coarsest scale that has the small ones too; fetched once. */
export default function atlas(): Promise<Topology> {
  kept ??= fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(`The map did not come: ${answer.status}`)
    return answer.json() as Promise<Topology>
  })
  kept.catch(() => (kept = undefined))
  return kept
}
