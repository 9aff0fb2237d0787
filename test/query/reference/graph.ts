import type { Database } from '../../../src/database/connect.js'

export type Values = Record<string, unknown>

/** A relationship, with both of its ends. */
export interface Link {
  type: string
  from: Thing
  to: Thing
  properties: Values
}

/** A node, with the relationships that begin and end at it. */
export class Thing {
  readonly out: Link[] = []
  readonly in: Link[] = []

  constructor(
    readonly labels: string[],
    readonly properties: Values,
  ) {}

  get id(): string {
    return this.properties.id as string
  }

  is(label: string): boolean {
    return this.labels.includes(label)
  }

  /** What a type of relationship leads to from here. */
  to(type: string): Thing[] {
    return this.out.filter((link) => link.type === type).map((link) => link.to)
  }

  /** What leads here by a type of relationship. */
  from(type: string): Thing[] {
    return this.in.filter((link) => link.type === type).map((link) => link.from)
  }
}

/** All that the database holds, read once, as arrays: nothing here knows an index or a query language. */
export class Graph {
  private readonly byId = new Map<string, Thing>()
  /** Ids that were merged, each with what survived. */
  readonly survivors = new Map<string, string>()

  constructor(readonly things: Thing[]) {
    for (const thing of things) if (thing.is('Node')) this.byId.set(thing.id, thing)
    for (const thing of things) {
      let end = thing
      while (end.to('MERGED_INTO')[0]) end = end.to('MERGED_INTO')[0]!
      if (end !== thing) this.survivors.set(thing.id, end.id)
    }
  }

  node(id: unknown): Thing | undefined {
    return this.byId.get(id as string)
  }

  all(label: string): Thing[] {
    return this.things.filter((thing) => thing.is(label))
  }
}

/** Reads everything in two plain questions. */
export async function readGraph(database: Database): Promise<Graph> {
  const nodes = await database.read({ text: 'MATCH (node) RETURN elementId(node), labels(node), properties(node)' })
  const things = new Map(
    nodes.map(([key, labels, properties]) => [key, new Thing(labels as string[], properties as Values)]),
  )
  const links = await database.read({
    text: 'MATCH (a)-[link]->(b) RETURN type(link), elementId(a), elementId(b), properties(link)',
  })
  for (const [type, a, b, properties] of links) {
    const [from, to] = [things.get(a)!, things.get(b)!]
    const link = { type: type as string, from, to, properties: properties as Values }
    from.out.push(link)
    to.in.push(link)
  }
  return new Graph([...things.values()])
}

/** A thing and whatever a relationship leads to from it, up to eight steps away, each once. */
export function reaching(start: Thing[], type: string, backwards = false): Thing[] {
  const found = new Set(start)
  let edge = start
  for (let step = 0; step < 8 && edge.length > 0; step++) {
    edge = edge.flatMap((thing) => (backwards ? thing.from(type) : thing.to(type))).filter((each) => !found.has(each))
    for (const each of edge) found.add(each)
  }
  return [...found]
}
