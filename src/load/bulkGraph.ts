import type { Database } from '../database/connect.js'
import type { ImportFiles } from './bulkFiles.js'
import type { Properties } from './stored.js'
import { asParameter, overRows } from './transaction.js'

/** What a graph holds already, on its way into the files of Neo4j's importer: it makes whole databases only. */

/** Numbers that Neo4j gives to nodes and relationships, read at a time. */
const page = 5_000

const highest = `
  RETURN COLLECT { MATCH (node) RETURN max(id(node)) }, COLLECT { MATCH ()-[edge]->() RETURN max(id(edge)) }`

/** What names a node in the files: its id where that names it in the graph. */
const nameOf = (node: string) => `CASE WHEN ${node}:Node THEN ${node}.id ELSE 'unnamed ' + id(${node}) END`

const floatsOf = (of: string) => `[key IN keys(${of}) WHERE valueType(${of}[key]) STARTS WITH 'FLOAT' | key]`

const nodes = `
  UNWIND range($from, $to) AS number
  MATCH (node) WHERE id(node) = number
  RETURN ${nameOf('node')}, node:Node, labels(node), properties(node), ${floatsOf('node')}`

const edges = `
  UNWIND range($from, $to) AS number
  MATCH (start)-[edge]->(end) WHERE id(edge) = number
  RETURN type(edge), ${nameOf('start')}, ${nameOf('end')}, properties(edge), ${floatsOf('edge')}`

const setEmptyOnNodes = `
  UNWIND $batch.rows AS row
  MATCH (node:Node {id: row.id})
  SET node += row.properties`

/** Of the relationships of a type between two nodes, the key tells which. */
const setEmptyOnEdges = `
  UNWIND $batch.rows AS row
  MATCH (start:Node {id: row.id})-[edge]->(end:Node {id: row.to})
  WHERE type(edge) = row.type AND coalesce(edge.key, '') = coalesce(row.key, '')
  SET edge += row.properties`

/** Writes all that the graph holds into the files. */
export async function copyGraph(database: Pick<Database, 'read'>, files: ImportFiles): Promise<void> {
  const [row] = await database.read({ text: highest })
  const [[lastNode], [lastEdge]] = row as [[number | null], [number | null]]
  for await (const found of pages(database, nodes, lastNode)) {
    const [id, isShown, labels, properties, floats] = found as [string, boolean, string[], Properties, string[]]
    files.node(labels, id, properties, { isShown, floats })
  }
  for await (const found of pages(database, edges, lastEdge)) {
    const [type, from, to, properties, floats] = found as [string, string, string, Properties, string[]]
    files.edge(type, from, to, properties, floats)
  }
}

async function* pages(database: Pick<Database, 'read'>, text: string, last: number | null): AsyncGenerator<unknown[]> {
  for (let from = 0; last !== null && from <= last; from += page) {
    yield* await database.read({ text, parameters: asParameter({ from, to: from + page - 1 }) as Properties })
  }
}

/** Sets the empty lists that the importer took for no value. */
export async function setEmptyLists(database: Pick<Database, 'write'>, files: ImportFiles): Promise<void> {
  await database.write(async (run) => {
    await overRows(run, setEmptyOnNodes, files.emptied.nodes)
    await overRows(run, setEmptyOnEdges, files.emptied.edges)
  })
}
