import { createHash } from 'node:crypto'
import type { Database } from '../../database/connect.js'
import { fieldsOf, registry, type TypeDeclaration } from '../../model/registry.js'
import { Problem } from '../../problem.js'
import { compare } from '../assertion.js'
import { isFact, propertiesOf, storedName } from '../stored.js'
import { asParameter } from '../transaction.js'

/**
 * One hash for all that the graph says: the world and the open record. Loads, times of recording, versions, change marks,
 * tombstones and hashes of rows are no part of it, so it is the same whatever way the graph came to say this.
 */
export interface GraphHash {
  /** SHA-256, in hexadecimal. */
  hash: string
  /** How many nodes of each label it covers, `Redirect` among them; and how many relationships. */
  counts: Record<string, number>
  relationships: number
}

/** Nodes read at once: some megabytes, whatever the graph holds. */
const pageSize = 2_000

/** How often a graph is read again that is being loaded into meanwhile. */
const attempts = 3

/** Properties that say when and how something was recorded, not what. */
const untold: Record<string, string[]> = { Claim: ['recordedFrom', 'recordedTo'] }

/** Which nodes of a label belong to the open record, where not all of them do. */
const open: Record<string, string> = {
  Claim: 'node.standing',
  // What closed claims alone rest on is kept for them.
  // So is what only claims rest on that fell with a retracted document.
  Passage: `EXISTS {
      MATCH (document:Document)-[:HAS_PASSAGE]->(node)<-[:EVIDENCED_BY]-(fact:Fact)-[from:FROM]->(:Load)
      WHERE from.until IS NULL AND (document.status <> 'RETRACTED' OR NOT fact:Claim)
    }`,
  Document: `(node.status = 'RETRACTED' OR NOT EXISTS { (node)-[:HAS_PASSAGE]->(:Passage) } OR EXISTS {
      MATCH (node)-[:HAS_PASSAGE]->(:Passage)<-[:EVIDENCED_BY]-(:Fact)-[from:FROM]->(:Load) WHERE from.until IS NULL
    })`,
}

/**
 * A relationship counts with the end that is a fact or a passage, since those have few, and an actor may have millions;
 * where both or neither are, with its start.
 */
function edgesOf(type: TypeDeclaration): string {
  if (type.name === 'Passage')
    return `COLLECT { MATCH (node)<-[edge:HAS_PASSAGE]-(other:Node) RETURN ['<HAS_PASSAGE', other.id, properties(edge)] }`
  const outward = `MATCH (node)-[edge]->(other:Node) WHERE NOT (other:Load${isFact(type) ? '' : ' OR other:Fact OR other:Passage'})
      RETURN ['>' + type(edge), other.id, properties(edge)] AS edge`
  const inward = `MATCH (node)<-[edge]-(other:Node) WHERE NOT (other:Fact OR other:Load)
      RETURN ['<' + type(edge), other.id, properties(edge)] AS edge`
  if (!isFact(type) || type.name === 'Claim') return `COLLECT { ${outward} }`
  return `COLLECT {
      ${outward}
      UNION ALL
      ${inward}
    }`
}

/** One page of the nodes of a label in the order of their ids: what each is, has, and is tied to, and who brought it. */
function pageOf(type: TypeDeclaration): string {
  const label = type.label!
  const names = toldOf(type).map((name) => `node.${name}`)
  const named = fieldsOf(type).has('names')
  const identified = fieldsOf(type).has('externalIds')
  return `
  MATCH (node:${label}) USING INDEX node:${label}(id)
  WHERE node.id > $after${open[label] ? ` AND ${open[label]}` : ''}
  WITH node ORDER BY node.id LIMIT $size
  RETURN node.id, labels(node), [${names.join(', ')}],
    ${edgesOf(type)},
    COLLECT { MATCH (node)-[from:FROM]->(:Load) WHERE from.until IS NULL RETURN DISTINCT from.dataset } AS datasets,
    ${named ? `COLLECT { MATCH (node)-[:NAMED]->(name:Name) RETURN [name.kind, name.language, name.value] }` : '[]'} AS names,
    ${identified ? `COLLECT { MATCH (node)-[:IDENTIFIED_BY]->(other:ExternalId) RETURN [other.scheme, other.value] }` : '[]'} AS identifiers`
}

const redirects = `
  MATCH (redirect:Redirect) USING INDEX redirect:Redirect(id)
  WHERE redirect.id > $after
  WITH redirect ORDER BY redirect.id LIMIT $size
  OPTIONAL MATCH (redirect)-[merged:MERGED_INTO]->(survivor)
  RETURN redirect.id, survivor.id, merged.reason`

const revision = `
  MATCH (revision:Revision)
  RETURN revision.n`

type Reader = Pick<Database, 'read'>

/** The hash of all that the graph says. Equal graphs have equal ones. Throws a Problem where loads go on changing it meanwhile. */
export async function databaseHash(database: Reader): Promise<string> {
  return (await hashDatabase(database)).hash
}

/** The hash of all that the graph says, with what it covers. Reads page by page, and once more where a load came between. */
export async function hashDatabase(database: Reader): Promise<GraphHash> {
  const now = async () => JSON.stringify(await database.read({ text: revision }))
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = await now()
    const found = await hashOnce(database)
    if ((await now()) === before) return found
  }
  throw new Problem('STOPPED', 'The graph is being loaded into, and has no hash yet.', {
    hint: 'Run it again when the load is done.',
  })
}

async function hashOnce(database: Reader): Promise<GraphHash> {
  const hash = createHash('sha256')
  const counts: Record<string, number> = {}
  let relationships = 0
  for (const type of recordedTypes()) {
    const keys = toldOf(type)
    let count = 0
    for await (const rows of pages(database, pageOf(type))) {
      count += rows.length
      for (const row of rows) {
        const edges = row[3] as [string, string, Record<string, unknown>][]
        relationships += edges.length
        hash.update(lineOf(type, keys, row, edges))
      }
    }
    if (count > 0) counts[type.label!] = count
  }
  for await (const rows of pages(database, redirects)) {
    if (rows.length > 0) counts.Redirect = (counts.Redirect ?? 0) + rows.length
    for (const row of rows) hash.update(`${JSON.stringify(['Redirect', ...row])}\n`)
  }
  return { hash: hash.digest('hex'), counts, relationships }
}

/** Every type of node but loads, by label. */
export function recordedTypes(): TypeDeclaration[] {
  return registry
    .nodes()
    .filter(({ name }) => name !== 'Load')
    .sort((a, b) => compare(a.label!, b.label!))
}

/** The declared properties that count, under their names in the graph. */
function toldOf(type: TypeDeclaration): string[] {
  return propertiesOf(type)
    .map(storedName)
    .filter((name) => name !== 'id' && !untold[type.name]?.includes(name))
    .sort(compare)
}

/** One node as canonical JSON: what is null is left out, whatever has no order of its own is sorted. */
function lineOf(
  type: TypeDeclaration,
  keys: string[],
  row: unknown[],
  edges: [string, string, Record<string, unknown>][],
): string {
  const [id, labels, values, , datasets, names, identifiers] = row as [
    string,
    string[],
    unknown[],
    unknown,
    string[],
    unknown[][],
    unknown[][],
  ]
  const properties = keys.flatMap((key, at) => (values[at] === null ? [] : [key, values[at]]))
  return `${JSON.stringify([
    type.label,
    id,
    labels.filter((label) => label !== 'Changed').sort(compare),
    properties,
    edges.map(([kind, other, said]) => JSON.stringify([kind, other, sortedEntries(said)])).sort(compare),
    datasets.sort(compare),
    names.map((name) => JSON.stringify(name)).sort(compare),
    identifiers.map((identifier) => JSON.stringify(identifier)).sort(compare),
  ])}\n`
}

/** An empty list says as much as none: an older Parley wrote them. */
function sortedEntries(properties: Record<string, unknown>): unknown[] {
  return Object.keys(properties)
    .sort(compare)
    .flatMap((key) => (Array.isArray(properties[key]) && properties[key].length === 0 ? [] : [key, properties[key]]))
}

/** The pages of a statement whose first column is an id to go on from; the next one is read while a page is worked on. */
export async function* pages(
  database: Reader,
  text: string,
  parameters: Record<string, unknown> = {},
  size = pageSize,
): AsyncGenerator<unknown[][]> {
  const next = (after: string) => database.read({ text, parameters: { ...parameters, after, size: asParameter(size) } })
  let coming: Promise<unknown[][]> | undefined = next('')
  while (coming) {
    const rows: unknown[][] = await coming
    coming = rows.length < size ? undefined : next(rows.at(-1)![0] as string)
    // Whoever stops listening leaves this one unawaited.
    coming?.catch(() => undefined)
    yield rows
  }
}
