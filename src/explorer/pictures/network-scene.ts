import type { NetworkNode, NetworkTie } from './network'
import type { Link, Place } from './layout'
import { lookOf, type Shape } from './shapes'

/** All ties between two nodes: one line. */
export interface Bundle extends Link {
  id: string
  ties: NetworkTie[]
}

/** What is drawn, before anybody looks at it. */
export interface Model {
  nodes: Map<string, NetworkNode>
  bundles: Bundle[]
  sizes: Map<string, number>
  /** The ids by importance: the centre, then whoever has most ties. */
  ranked: string[]
  neighbours: Map<string, Map<string, Bundle>>
}

export interface Mark {
  id: string
  x: number
  y: number
  radius: number
  shape: Shape
  /** A CSS custom property. */
  colour: string
  faded: boolean
}

export interface Line {
  id: string
  x1: number
  y1: number
  x2: number
  y2: number
  width: number
  faded: boolean
  lit: boolean
}

export interface Label {
  text: string
  x: number
  y: number
  strong: boolean
  /** Says what a tie is, in the middle of its line. */
  ofTie: boolean
}

/** What is on the screen, in its pixels. */
export interface Scene {
  marks: Mark[]
  lines: Line[]
  labels: Label[]
  /** Round the node in focus, and round those that the network is about. */
  rings: { x: number; y: number; radius: number; focus: boolean }[]
}

/** Where a renderer shows a node by now; undefined for one it does not know. */
export type OnScreen = (id: string) => { x: number; y: number; radius: number } | undefined

export function modelOf(centre: string[], nodes: NetworkNode[], ties: NetworkTie[]): Model {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const bundles = new Map<string, Bundle>()
  const neighbours = new Map<string, Map<string, Bundle>>(nodes.map(({ id }) => [id, new Map()]))
  for (const tie of ties) {
    if (tie.from === tie.to || !byId.has(tie.from) || !byId.has(tie.to)) continue
    const [a, b] = tie.from < tie.to ? [tie.from, tie.to] : [tie.to, tie.from]
    const id = `${a} ${b}`
    const bundle = bundles.get(id) ?? { id, a, b, weight: 0, ties: [] }
    bundle.ties.push(tie)
    bundle.weight = 1 + Math.log2(bundle.ties.length)
    bundles.set(id, bundle)
    neighbours.get(a)!.set(b, bundle)
    neighbours.get(b)!.set(a, bundle)
  }
  const degree = (id: string) => neighbours.get(id)!.size
  const isCentre = new Set(centre)
  const ranked = [...byId.keys()].sort(
    (a, b) =>
      Number(isCentre.has(b)) - Number(isCentre.has(a)) || degree(b) - degree(a) || (a < b ? -1 : a > b ? 1 : 0),
  )
  const sizes = new Map(
    ranked.map((id) => [id, Math.min(20, (isCentre.has(id) ? 9 : 5) + 1.6 * Math.sqrt(degree(id)))]),
  )
  return { nodes: byId, bundles: [...bundles.values()], sizes, ranked, neighbours }
}

/** What is looked at, where somebody looks at one node: it, its neighbours and the lines between. */
export function isNear(model: Model, focus: string | null, id: string): boolean {
  return focus === null || id === focus || model.neighbours.get(focus)?.has(id) === true
}

export interface Bounds {
  left: number
  right: number
  top: number
  bottom: number
}

/** The rectangle that holds all places, never one without a size. */
export function boundsOf(places: Map<string, Place>): Bounds {
  const bounds = { left: -80, right: 80, top: -60, bottom: 60 }
  for (const { x, y } of places.values()) {
    bounds.left = Math.min(bounds.left, x)
    bounds.right = Math.max(bounds.right, x)
    bounds.top = Math.min(bounds.top, y)
    bounds.bottom = Math.max(bounds.bottom, y)
  }
  return bounds
}

/** How many pixels a unit of the layout has when all of it is shown. */
export function scaleOf({ left, right, top, bottom }: Bounds, width: number, height: number): number {
  const padding = 46
  return Math.max(0.05, Math.min((width - 2 * padding) / (right - left), (height - 2 * padding) / (bottom - top)))
}

/** Where hundreds of nodes share the room of a few, they are drawn smaller. */
export function shrinkOf(bounds: Bounds, width: number, height: number): number {
  return Math.min(1, Math.max(0.4, Math.sqrt(scaleOf(bounds, width, height))))
}

const labelLimit = 38

/** One line of text for a name that may be a sentence. */
export function shortened(text: string, limit = labelLimit): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  return plain.length > limit ? `${plain.slice(0, limit - 1).trimEnd()}…` : plain
}

/** What somebody looks at, and how much they see. */
interface Look {
  focus: string | null
  centre: string[]
  width: number
  height: number
  /** How wide a text is, in pixels. */
  measure: (text: string, strong: boolean) => number
}

export function sceneOf(model: Model, onScreen: OnScreen, look: Look): Scene {
  const { focus, centre } = look
  const marks: Mark[] = []
  const seen = new Map<string, Mark>()
  // The least important first, so that the others lie above them.
  for (const id of model.ranked.toReversed()) {
    const at = onScreen(id)
    if (!at) continue
    const { shape, colour } = lookOf(model.nodes.get(id)!.kind)
    const mark = { id, ...at, shape, colour, faded: !isNear(model, focus, id) }
    marks.push(mark)
    seen.set(id, mark)
  }
  const lines = model.bundles.flatMap(({ id, a, b, weight }) => {
    const [from, to] = [seen.get(a), seen.get(b)]
    if (!from || !to) return []
    const lit = focus !== null && (a === focus || b === focus)
    const line = { id, x1: from.x, y1: from.y, x2: to.x, y2: to.y, width: Math.min(4, weight) }
    return [{ ...line, lit, faded: focus !== null && !lit }]
  })
  const rings = [...centre, ...(focus === null ? [] : [focus])].flatMap((id) => {
    const mark = seen.get(id)
    const isFocus = id === focus
    return mark
      ? [{ x: mark.x, y: mark.y, radius: mark.radius * mark.shape.scale + (isFocus ? 6 : 3), focus: isFocus }]
      : []
  })
  return { marks, lines, labels: labelsOf(model, seen, look), rings }
}

const overlaps = (a: Bounds, b: Bounds) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

const lineHeight = 15

/** Labels by importance, each where it covers nothing that is more important; whoever finds no place has none. */
function labelsOf(model: Model, seen: Map<string, Mark>, { focus, centre, width, height, measure }: Look): Label[] {
  const labels: Label[] = []
  const taken: Bounds[] = []
  const free = (box: Bounds) =>
    box.left >= 2 &&
    box.right <= width - 2 &&
    box.top >= 2 &&
    box.bottom <= height - 2 &&
    !taken.some((each) => overlaps(each, box))
  const near = focus === null ? [] : [...(model.neighbours.get(focus)?.keys() ?? [])]
  const rank = new Map(model.ranked.map((id, at) => [id, at]))
  near.sort((a, b) => rank.get(a)! - rank.get(b)!)
  const order = [...new Set([...(focus === null ? [] : [focus]), ...centre, ...near, ...model.ranked])]
  // A label must hide no shape that is looked at; of hundreds only the large ones are spared, or none would have a name.
  for (const [at, id] of order.entries()) {
    const mark = seen.get(id)
    if (mark && !mark.faded && at < 60) {
      const r = mark.radius * 0.8
      taken.push({ left: mark.x - r, right: mark.x + r, top: mark.y - r, bottom: mark.y + r })
    }
  }
  // More names than this and the shapes drown in them; zooming in makes room for others.
  const most = Math.max(12, Math.round((width * height) / 13_000))
  for (const id of order) {
    if (labels.length >= most) break
    const mark = seen.get(id)
    if (!mark || mark.faded) continue
    const strong = id === focus || centre.includes(id)
    const text = shortened(model.nodes.get(id)!.label)
    const half = measure(text, strong) / 2
    const far = mark.radius * mark.shape.scale
    const places: [x: number, y: number][] = [
      [mark.x, mark.y + far + 11],
      [mark.x, mark.y - far - 9],
      [mark.x + far + half + 5, mark.y],
      [mark.x - far - half - 5, mark.y],
    ]
    const box = ([x, y]: [number, number]) => ({
      left: x - half - 2,
      right: x + half + 2,
      top: y - lineHeight / 2,
      bottom: y + lineHeight / 2,
    })
    const inside = (place: [number, number]): [number, number] => [
      Math.min(Math.max(place[0], half + 4), width - half - 4),
      place[1],
    ]
    const place = places.find((each) => free(box(each))) ?? (strong ? inside(places[0]!) : undefined)
    if (!place) continue
    taken.push(box(place))
    labels.push({ text, x: place[0], y: place[1], strong, ofTie: false })
  }
  if (focus !== null) {
    for (const id of near) {
      const [from, to] = [seen.get(focus), seen.get(id)]
      if (!from || !to) continue
      const { ties } = model.neighbours.get(focus)!.get(id)!
      const text = shortened([...new Set(ties.map(({ label }) => label))].join(', '), 30)
      const [x, y, half] = [(from.x + to.x) / 2, (from.y + to.y) / 2, measure(text, false) / 2]
      const box = { left: x - half, right: x + half, top: y - lineHeight / 2, bottom: y + lineHeight / 2 }
      if (!free(box)) continue
      taken.push(box)
      labels.push({ text, x, y, strong: false, ofTie: true })
    }
  }
  return labels
}
