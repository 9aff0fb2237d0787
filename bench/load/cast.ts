import type { Database } from '../../src/database/connect.js'
import { dataset } from './rows.js'

/** How a node is found again: by the label and property that are unique for it. */
export interface Finder {
  label: string
  property: string
  value: string
}

type Properties = Record<string, unknown>

/**
 * All that a table makes besides rows and events: actors with their names and claims, the document, the load. The hand-written
 * loader is given it ready-made, and so is spared all work on who is meant, which Parley does.
 */
export interface Cast {
  /** Its slug, which is its document's too. */
  dataset: string
  nodes: { labels: string[]; properties: Properties }[]
  /** Nodes that were there before and are marked as changed. */
  marked: { finder: Finder; labels: string[]; properties: Properties }[]
  relationships: { type: string; from: Finder; to: Finder; properties: Properties }[]
  /** By the text of a cell: the actor that it is, and the countries that what it does counts for. */
  actors: Record<string, { id: string; countries: string[] }>
}

/** What is there already. */
export interface Before {
  nodes: Map<string, string>
  relationships: Set<string>
}

const allNodes = `
  MATCH (node) WHERE NOT node:Event AND NOT node:Passage
  RETURN elementId(node), labels(node), properties(node)`

/** Of a row's own, none. */
const allRelationships = `
  MATCH (start)-[edge:!ON_TIMELINE&!INITIATED&!TARGETED&!COUNTS_FROM&!COUNTS_TO&!HAS_PASSAGE]->(end)
  WHERE NOT start:Event
  RETURN elementId(edge), type(edge), labels(start), properties(start), labels(end), properties(end), properties(edge)`

/** Whom the text of a cell means, and all that what they did, or what befell them, counted for. */
const actorsOf = (cell: number, part: string, counts: string) => `
  MATCH (:Document {id: $document})-[:HAS_PASSAGE]->(passage:Passage)<-[:EVIDENCED_BY]-(event:Event)
  MATCH ${part}
  OPTIONAL MATCH (event)-[:${counts}]->(counted)
  RETURN split(passage.text, '\\t')[${cell}], actor.id, collect(DISTINCT counted.id)`

const acting = actorsOf(1, '(event)<-[:INITIATED]-(actor)', 'COUNTS_FROM')
const suffering = actorsOf(3, '(event)-[:TARGETED]->(actor)', 'COUNTS_TO')

export async function whatIsThere(database: Database): Promise<Before> {
  const nodes = (await database.read({ text: allNodes })) as [string, string[], Properties][]
  const relationships = await database.read({ text: allRelationships })
  return {
    nodes: new Map(nodes.map(([element, ...rest]) => [element, JSON.stringify(rest)])),
    relationships: new Set(relationships.map(([element]) => element as string)),
  }
}

/** Reads the cast of the table that was just loaded over `before`. */
export async function readCast(database: Database, before: Before): Promise<Cast> {
  const cast: Cast = { dataset, nodes: [], marked: [], relationships: [], actors: {} }
  for (const row of await database.read({ text: allNodes })) {
    const [element, labels, properties] = row as [string, string[], Properties]
    const was = before.nodes.get(element)
    if (was === undefined) cast.nodes.push({ labels, properties })
    else if (was !== JSON.stringify([labels, properties]))
      cast.marked.push({ finder: finderOf(labels, properties), labels, properties })
  }
  for (const row of await database.read({ text: allRelationships })) {
    const [element, type, fromLabels, from, toLabels, to, properties] = row as [
      ...[string, string, string[], Properties, string[], Properties, Properties],
    ]
    if (before.relationships.has(element)) continue
    const ends = { from: finderOf(fromLabels, from), to: finderOf(toLabels, to) }
    cast.relationships.push({ type, ...ends, properties })
  }
  for (const text of [acting, suffering]) {
    const found = await database.read({ text, parameters: { document: `document:${dataset}` } })
    for (const [cell, id, counted] of found as [string, string, string[]][]) {
      const countries = counted.filter((each) => each !== id)
      cast.actors[cell] = { id, countries: [...new Set([...(cast.actors[cell]?.countries ?? []), ...countries])] }
    }
  }
  return cast
}

function finderOf(labels: string[], properties: Properties): Finder {
  if (labels.includes('Node')) return { label: 'Node', property: 'id', value: String(properties.id) }
  const property = ['id', 'key', 'removedId'].find((name) => name in properties)
  const label = labels.find((each) => each !== 'Changed')
  if (property === undefined || label === undefined) throw new Error(`No way to find ${labels.join(':')} again.`)
  return { label, property, value: String(properties[property]) }
}
