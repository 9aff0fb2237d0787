/** What a thing looks like in a picture: a shape besides a colour, since colour alone tells some readers nothing. */
export interface Shape {
  corners: number
  /** How far the middle of a side is from the centre, where a corner is 1: a polygon's own, or less, and it is a star. */
  inner: number
  /** By how much it is turned, in radians; 0 has a corner to the right. */
  turn: number
  /** What makes it look as large as a disc of the same radius. */
  scale: number
}

export interface Look {
  shape: Shape
  /** The CSS custom property that has its colour, in light and dark. */
  colour: string
  /** What one and many of it are called. */
  one: string
  many: string
}

const up = Math.PI / 2

function polygon(corners: number, turn: number, scale: number): Shape {
  return { corners, inner: Math.cos(Math.PI / corners), turn, scale }
}

const looks: Record<string, Look> = {
  Country: { shape: polygon(48, 0, 1), colour: '--picture-country', one: 'country', many: 'countries' },
  Organization: {
    shape: polygon(4, up / 2, 1.2),
    colour: '--picture-organization',
    one: 'organization',
    many: 'organizations',
  },
  Official: { shape: polygon(3, up, 1.35), colour: '--picture-official', one: 'official', many: 'officials' },
  Group: { shape: polygon(5, up, 1.12), colour: '--picture-group', one: 'group', many: 'groups' },
  Negotiation: {
    shape: polygon(4, 0, 1.25),
    colour: '--picture-negotiation',
    one: 'negotiation',
    many: 'negotiations',
  },
  Agreement: { shape: polygon(6, up, 1.08), colour: '--picture-agreement', one: 'agreement', many: 'agreements' },
  Event: {
    shape: { corners: 5, inner: 0.45, turn: up, scale: 1.45 },
    colour: '--picture-event',
    one: 'event',
    many: 'events',
  },
  Statement: { shape: polygon(3, -up, 1.35), colour: '--picture-statement', one: 'statement', many: 'statements' },
  Topic: {
    shape: { corners: 4, inner: 0.38, turn: up, scale: 1.5 },
    colour: '--picture-topic',
    one: 'topic',
    many: 'topics',
  },
  Term: {
    shape: { corners: 6, inner: 0.55, turn: 0, scale: 1.35 },
    colour: '--picture-term',
    one: 'term',
    many: 'terms',
  },
}

const other: Look = { shape: polygon(48, 0, 1), colour: '--picture-other', one: 'thing', many: 'things' }

/** The look of a kind of node, by the name of its type. */
export function lookOf(kind: string): Look {
  return looks[kind] ?? other
}

/** The kinds in the order in which a legend names them. */
export function inOrder(kinds: Iterable<string>): string[] {
  const order = Object.keys(looks)
  const place = (kind: string) => (order.includes(kind) ? order.indexOf(kind) : order.length)
  return [...new Set(kinds)].sort((a, b) => place(a) - place(b) || a.localeCompare(b))
}

/** The outline of a shape about a point, as the data of an SVG path. */
export function outline({ corners, inner, turn, scale }: Shape, x: number, y: number, radius: number): string {
  const r = radius * scale
  if (corners > 20) {
    return `M${fixed(x - r)} ${fixed(y)}a${fixed(r)} ${fixed(r)} 0 1 0 ${fixed(2 * r)} 0a${fixed(r)} ${fixed(r)} 0 1 0 ${fixed(-2 * r)} 0Z`
  }
  const points = Array.from({ length: 2 * corners }, (_, at) => {
    const far = r * (at % 2 === 0 ? 1 : inner)
    const angle = turn + (at * Math.PI) / corners
    // Up is up: the angle grows against the clock, while SVG's y grows downwards.
    return `${fixed(x + far * Math.cos(angle))} ${fixed(y - far * Math.sin(angle))}`
  })
  return `M${points.join('L')}Z`
}

function fixed(value: number): string {
  return String(Math.round(value * 100) / 100)
}
