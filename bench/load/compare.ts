import type { Database } from '../../src/database/connect.js'
import { hashDatabase } from '../../src/load/export/hash.js'
import { asParameter } from '../../src/load/transaction.js'

/** What a graph holds: how many nodes of each label, relationships of each type, and the whole of some events. */
export interface Held {
  labels: Record<string, number>
  types: Record<string, number>
  indexes: string[]
  events: string[]
  /** Of the whole graph, where it is small enough for that. */
  hash?: string
}

const labels = 'CALL db.labels() YIELD label RETURN label, COUNT { (node:$(label)) }'
const types = 'CALL db.relationshipTypes() YIELD relationshipType AS type RETURN type, COUNT { ()-[edge:$(type)]->() }'
const indexes = 'SHOW INDEXES YIELD name RETURN name ORDER BY name'

/** Events with their passages and all around them, but hashes and what Parley keeps to tell changes by. */
const someEvents = `
  MATCH (event:Event)
  WITH event ORDER BY event.id SKIP $skip LIMIT 1
  MATCH (event)-[:EVIDENCED_BY]->(passage)
  RETURN labels(event), properties(event), labels(passage), properties(passage),
    COLLECT {
      MATCH (event)-[edge]-(other:Node) WHERE NOT other:Passage AND type(edge) <> 'FROM'
      RETURN [type(edge), startNode(edge).id, endNode(edge).id, properties(edge)]
    }`

/** Properties that differ from load to load, or are of no use but to Parley's next load. */
const own = ['hash', 'rowHash', 'changeSort', 'changedAt', 'changeLoad', 'recordedFrom', 'recordedTo']

/** How many events are looked at whole. */
const sampled = 50

/** Reads what there is. Where there are at most `hashed` events, all of it. */
export async function heldIn(database: Database, hashed: number): Promise<Held> {
  const counts = async (text: string) => {
    const rows = (await database.read({ text })) as [string, number][]
    // Who holds a dataset is no part of what it says.
    return Object.fromEntries(rows.filter(([name, count]) => count > 0 && name !== 'Lease').sort())
  }
  const found = { labels: await counts(labels), types: await counts(types) }
  const count = found.labels.Event ?? 0
  const events: string[] = []
  for (let at = 0; at < sampled && at < count; at++) {
    const skip = asParameter(Math.floor((at * count) / sampled))
    events.push(...(await database.read({ text: someEvents, parameters: { skip } })).map(asText))
  }
  const names = (await database.read({ text: indexes })).map(([name]) => String(name))
  const hash = count <= hashed ? (await hashDatabase(database)).hash : undefined
  return { ...found, indexes: names, events, hash }
}

function asText(row: unknown[]): string {
  const [eventLabels, event, passageLabels, passage, edges] = row as [string[], object, string[], object, unknown[]]
  const ends = edges.map(sorted).sort()
  return JSON.stringify([eventLabels.sort(), sorted(event), passageLabels.sort(), sorted(passage), ends])
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part === null || typeof part !== 'object' || Array.isArray(part)
      ? part
      : Object.fromEntries(
          Object.entries(part)
            .filter(([name]) => !own.includes(name))
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        ),
  )
}

/** What differs between two graphs, for people. Empty where nothing does. */
export function differences(parley: Held, other: Held): string[] {
  const counts = (what: string, one: Record<string, number>, two: Record<string, number>) =>
    [...new Set([...Object.keys(one), ...Object.keys(two)])]
      .filter((name) => one[name] !== two[name])
      .map((name) => `${what} ${name}: ${one[name] ?? 0} and ${two[name] ?? 0}`)
  const events = parley.events.flatMap((event, at) =>
    event === other.events[at] ? [] : [`${event}\n  ${other.events[at]}`],
  )
  return [
    ...counts('nodes', parley.labels, other.labels),
    ...counts('relationships', parley.types, other.types),
    ...(parley.indexes.join() === other.indexes.join() ? [] : ['the indexes']),
    ...(events.length > 0 ? [`${events.length} of ${sampled} events, such as\n  ${events[0]}`] : []),
    ...(parley.hash === other.hash ? [] : [`the hash: ${parley.hash} and ${other.hash}`]),
  ]
}
