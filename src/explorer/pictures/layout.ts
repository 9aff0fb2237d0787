import { UndirectedGraph } from 'graphology'
import forceAtlas2 from 'graphology-layout-forceatlas2'

export interface Place {
  x: number
  y: number
}

export interface Link {
  a: string
  b: string
  weight: number
}

export interface Layout {
  /** Goes on a little; whether it is done. */
  step(): boolean
  /** Where everything is by now, about 0/0, in pixels at a zoom of one. */
  places(): Map<string, Place>
}

const rounds = 30
const iterationsARound = 10
/** The side of the square that a node has to itself on average. */
const room = 78
/** What stays free round a node, in pixels. */
const gap = 6

/**
 * Lays a network out by force. The same network is laid out the same way every time: where a node starts depends on its id
 * alone, or on its neighbours where they have their places from before, and the number of rounds is fixed.
 */
export function layOut(
  sizes: Map<string, number>,
  links: Link[],
  before: Map<string, Place>,
  centre: string[],
  /** How much wider than high what it is shown in is. */
  aspect: number,
): Layout {
  const graph = new UndirectedGraph()
  for (const id of sizes.keys()) graph.addNode(id, { x: 0, y: 0 })
  for (const { a, b, weight } of links) {
    if (a !== b && graph.hasNode(a) && graph.hasNode(b) && !graph.hasEdge(a, b)) graph.addEdge(a, b, { weight })
  }
  const spread = (room / 2) * Math.sqrt(graph.order)
  graph.forEachNode((id) => graph.mergeNodeAttributes(id, start(graph, id, before, centre, spread)))

  const settings = {
    ...forceAtlas2.inferSettings(graph),
    gravity: 0.6,
    scalingRatio: 12,
    slowDown: 4,
    strongGravityMode: false,
    barnesHutOptimize: graph.order > 250,
  }
  // With everything new it unfolds; where most is in place already, the rest only finds room.
  const known = [...sizes.keys()].filter((id) => before.has(id)).length
  let left = graph.order < 2 ? 0 : known > graph.order / 2 ? rounds / 2 : rounds
  let last: Map<string, Place> | undefined

  return {
    step() {
      if (left === 0) return true
      forceAtlas2.assign(graph, { iterations: iterationsARound, settings, getEdgeWeight: 'weight' })
      left -= 1
      // Once, and early, while everything still moves.
      if (left === rounds - 8) layDown(graph, aspect)
      if (left > 0) return false
      last = stretched(fitted(graph), aspect)
      apart(last, sizes)
      return true
    },
    places: () => last ?? stretched(fitted(graph), aspect),
  }
}

/** A number from 0 to 1 that depends on the text alone (FNV-1a, stirred once more, since ids differ in their last letters). */
export function chance(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32
}

function start(
  graph: UndirectedGraph,
  id: string,
  before: Map<string, Place>,
  centre: string[],
  spread: number,
): Place {
  const place = before.get(id)
  if (place) return { ...place }
  const angle = 2 * Math.PI * chance(id)
  const near = graph.neighbors(id).flatMap((neighbour) => before.get(neighbour) ?? [])
  if (near.length > 0) {
    const mean = (axis: 'x' | 'y') => near.reduce((sum, each) => sum + each[axis], 0) / near.length
    return { x: mean('x') + room * Math.cos(angle), y: mean('y') + room * Math.sin(angle) }
  }
  const at = centre.indexOf(id)
  if (at >= 0) return { x: (at - (centre.length - 1) / 2) * room, y: 0.001 * at }
  const far = spread * Math.sqrt(0.05 + 0.95 * chance(`${id} far`))
  return { x: far * Math.cos(angle), y: far * Math.sin(angle) }
}

/**
 * Moves nodes off each other, the overlap shared by both. The package for this throws dice where two lie on one spot, and
 * then no picture could be drawn again.
 */
function apart(places: Map<string, Place>, sizes: Map<string, number>): void {
  const all = [...places].map(([id, place]) => ({ place, radius: sizes.get(id)! + gap, id }))
  for (let round = 0; round < 60; round++) {
    let moved = false
    // Sorted by x, a node is compared with its neighbours to the right only as far as any could reach.
    all.sort((a, b) => a.place.x - b.place.x || (a.id < b.id ? -1 : 1))
    const widest = Math.max(...all.map(({ radius }) => radius))
    for (let one = 0; one < all.length; one++) {
      const a = all[one]!
      for (let two = one + 1; two < all.length; two++) {
        const b = all[two]!
        if (b.place.x - a.place.x > a.radius + widest) break
        const [dx, dy] = [b.place.x - a.place.x, b.place.y - a.place.y]
        const far = Math.hypot(dx, dy)
        const overlap = a.radius + b.radius - far
        if (overlap <= 0.01) continue
        moved = true
        const angle = far > 0.01 ? Math.atan2(dy, dx) : 2 * Math.PI * chance(a.id + b.id)
        const [x, y] = [(Math.cos(angle) * overlap) / 2, (Math.sin(angle) * overlap) / 2]
        a.place.x -= x
        a.place.y -= y
        b.place.x += x
        b.place.y += y
      }
    }
    if (!moved) return
  }
}

/** Turns all of it so that the direction in which it is longest is that of the screen. */
function layDown(graph: UndirectedGraph, aspect: number): void {
  const places = [...fitted(graph).values()]
  const sum = (of: (place: Place) => number) => places.reduce((total, place) => total + of(place), 0)
  const [xx, yy, xy] = [sum(({ x }) => x * x), sum(({ y }) => y * y), sum(({ x, y }) => x * y)]
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy) + (aspect < 1 ? Math.PI / 2 : 0)
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  graph.forEachNode((id, { x, y }) => graph.mergeNodeAttributes(id, { x: x * cos + y * sin, y: y * cos - x * sin }))
}

/** Pulls it a little wider or higher, as the screen has room. */
function stretched(places: Map<string, Place>, aspect: number): Map<string, Place> {
  const far = (axis: 'x' | 'y') => Math.max(1, ...[...places.values()].map((place) => Math.abs(place[axis])))
  const by = Math.min(1.35, Math.max(0.74, Math.sqrt((aspect * far('y')) / far('x'))))
  return new Map([...places].map(([id, { x, y }]) => [id, { x: x * by, y: y / by }]))
}

function fitted(graph: UndirectedGraph): Map<string, Place> {
  const places = new Map<string, Place>()
  graph.forEachNode((id, { x, y }) => places.set(id, { x: Number(x), y: Number(y) }))
  if (places.size === 0) return places
  const all = [...places.values()]
  const mean = (axis: 'x' | 'y') => all.reduce((sum, each) => sum + each[axis], 0) / all.length
  const [x, y] = [mean('x'), mean('y')]
  // The middle distance from the middle, not the largest: one stray must not squeeze all others.
  const far = all.map((each) => Math.hypot(each.x - x, each.y - y)).sort((a, b) => a - b)
  const half = far[Math.floor(far.length / 2)] || 1
  const scale = ((room / 2) * Math.sqrt(all.length)) / half
  for (const [id, each] of places) places.set(id, { x: (each.x - x) * scale, y: (each.y - y) * scale })
  return places
}
