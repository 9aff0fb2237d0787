import type { Database } from '../database/connect.js'
import { applySchema, searchIndexIsOld, searchIndexRenewal } from '../database/constraints.js'
import { fold } from '../model/searchText.js'
import { schemaVersion } from '../model/version.js'
import { Problem } from '../problem.js'
import { topicKey } from './assertion.js'
import { deriveWorld } from './derive.js'
import { Marks } from './marks.js'
import { layout } from './record.js'
import { edgeTypes, isDate, labelsOf, propertiesOf, stored, storedName, storedNode, typeOf } from './stored.js'
import type { Properties } from './stored.js'
import { asParameter, difference, overRows } from './transaction.js'
import type { Run } from './transaction.js'
import { lock, raise } from './write.js'

/**
 * Bringing a database along when the model changed. What the graph keeps for reading follows from what it says, so all of
 * it is worked out anew from that: labels, sort strings, days of dates, folded names, what is derived. A batch at a time,
 * each with how far it is, so that it goes on where it was stopped.
 */

/** Nodes brought along in one transaction. */
const batch = 1_000

/** In this order: labels and properties of every node, then names, then what follows from whole facts. */
const phases = ['NODES', 'NAMES', 'DERIVED'] as const

type Phase = (typeof phases)[number]

const standsAt = `
  OPTIONAL MATCH (schema:Schema {key: 'graph'})
  RETURN schema.version, schema.layout, schema.phase, EXISTS { (:Node) }`

const setVersion = `
  MERGE (schema:Schema {key: 'graph'})
  SET schema.version = $version, schema.layout = $layout
  REMOVE schema.phase, schema.after`

const beginPhase = `
  MERGE (schema:Schema {key: 'graph'})
  ON CREATE SET schema.version = 0, schema.layout = 0
  SET schema.phase = $phase, schema.after = $after`

const progress = `
  MATCH (schema:Schema {key: 'graph'})
  RETURN schema.phase, schema.after`

const nextNodes = `
  MATCH (node:Node) USING INDEX node:Node(id)
  WHERE node.id > $after
  WITH node ORDER BY node.id LIMIT $size
  RETURN node.id, labels(node), properties(node),
    COLLECT {
      MATCH (node)-[edge]->() WHERE type(edge) IN $dated
      RETURN [elementId(edge), type(edge), properties(edge)]
    }`

const nextNames = `
  MATCH (name:Name) USING INDEX name:Name(key)
  WHERE name.key > $after
  RETURN name.key, name.value, name.folded ORDER BY name.key LIMIT $size`

const nextFacts = `
  MATCH (fact:Node) USING INDEX fact:Node(id)
  WHERE fact.id > $after AND fact:Fact AND NOT fact:Claim
  RETURN fact.id ORDER BY fact.id LIMIT $size`

const setNodes = `
  UNWIND $batch.rows AS row
  MATCH (node:Node {id: row.id})
  SET node:$(row.labels), node += row.properties`

const setEdges = `
  UNWIND $batch.rows AS row
  MATCH ()-[edge]->() WHERE elementId(edge) = row.element
  SET edge += row.properties`

const setNames = `
  UNWIND $batch.rows AS row
  MATCH (name:Name {key: row.key})
  SET name.folded = row.folded`

/** What became of a database: from which version to which, and how many of its nodes, relationships and names were otherwise. */
export interface Migration {
  from: number
  to: number
  nodes: number
  relationships: number
  names: number
}

/** How a database is brought along. */
export interface BringOptions {
  say?: (text: string) => void
  /** Works all of it out anew though the version is right: what was kept for reading may have been changed by other means. */
  anew?: boolean
}

interface Standing {
  version: number
  layout: number
  /** Where it stands where it was begun. */
  phase: Phase | null
  empty: boolean
}

async function standing(database: Pick<Database, 'read'>): Promise<Standing> {
  const [[version, rows, phase, isFilled]] = (await database.read({ text: standsAt })) as [
    [number | null, number | null, Phase | null, boolean],
  ]
  return { version: version ?? 0, layout: rows ?? 0, phase, empty: version === null && !isFilled }
}

/** The version of the graph's layout that a database has; undefined for an empty one. */
export async function versionOf(database: Pick<Database, 'read'>): Promise<number | undefined> {
  const there = await standing(database)
  return there.empty ? undefined : there.version
}

/**
 * Makes sure that this Parley can read the database as it is. Throws a Problem (BAD_CONFIG) for one that a newer Parley
 * wrote, and for an older one, with what to type.
 */
export async function checkVersion(database: Pick<Database, 'read'>): Promise<void> {
  const there = await standing(database)
  refuseNewer(there)
  if (there.empty || isCurrent(there)) return
  throw new Problem(
    'BAD_CONFIG',
    `The database has version ${there.version} of the graph; this Parley needs ${schemaVersion}.`,
    {
      hint: 'Bring it along with parley database migrate, or start Parley, which does so.',
    },
  )
}

/**
 * Makes a database ready to be written: with the constraints and indexes it lacks, and brought along as `bringAlong` does.
 * Throws a Problem (BAD_CONFIG) for one that a newer Parley wrote, before anything is added to it.
 */
export async function makeReady(database: Database, options: BringOptions = {}): Promise<Migration | undefined> {
  refuseNewer(await standing(database))
  await applySchema(database)
  return bringAlong(database, options)
}

/**
 * Brings a database along that an older Parley wrote, or goes on doing so where that was stopped. Gives nothing where
 * there was nothing to do. Throws a Problem (BAD_CONFIG) for one that a newer Parley wrote.
 */
export async function bringAlong(database: Database, { say, anew }: BringOptions = {}): Promise<Migration | undefined> {
  const there = await standing(database)
  refuseNewer(there)
  if (isCurrent(there) && !anew) return undefined
  const now = { version: asParameter(Number(schemaVersion)), layout: asParameter(layout) }
  if (there.empty) {
    await database.write((run) => run({ text: setVersion, parameters: now }))
    return undefined
  }
  say?.(`Bringing the database along from version ${there.version} to ${schemaVersion} …`)
  if (await searchIndexIsOld(database)) await database.schema(searchIndexRenewal())
  const done: Migration = { from: there.version, to: Number(schemaVersion), nodes: 0, relationships: 0, names: 0 }
  if (there.phase === null) await moveTo(database, 'NODES')
  for (const phase of phases.slice(there.phase === null ? 0 : phases.indexOf(there.phase))) {
    if (phase !== there.phase && phase !== 'NODES') await moveTo(database, phase)
    while (await step(database, phase, done));
  }
  await database.write(async (run) => {
    await run({ text: lock })
    await run({ text: setVersion, parameters: now })
    await run({ text: raise })
  })
  return done
}

function isCurrent({ version, layout: rows, phase }: Standing): boolean {
  return version === Number(schemaVersion) && rows === layout && phase === null
}

function refuseNewer({ version, layout: rows }: Standing): void {
  if (version <= Number(schemaVersion) && rows <= layout) return
  const [known, found] =
    version > Number(schemaVersion) ? [schemaVersion, version] : [`${schemaVersion}.${layout}`, `${version}.${rows}`]
  throw new Problem(
    'BAD_CONFIG',
    `The database was written by a newer Parley: version ${found} of the graph, and this one knows ${known}.`,
    {
      hint: 'Use that Parley, or another database: set PARLEY_HOME or NEO4J_URI.',
    },
  )
}

async function moveTo(database: Database, phase: Phase): Promise<void> {
  await database.write((run) => run({ text: beginPhase, parameters: { phase, after: '' } }))
}

/** The next batch of a phase. Gives whether another may follow. */
async function step(database: Database, phase: Phase, done: Migration): Promise<boolean> {
  const part = await database.write(async (run) => {
    await run({ text: lock })
    const [[, after]] = (await run({ text: progress })) as [[string, string]]
    const found = await work[phase](run, after)
    if (found.last !== undefined) await run({ text: beginPhase, parameters: { phase, after: found.last } })
    await run({ text: raise })
    return found
  })
  done.nodes += part.nodes ?? 0
  done.relationships += part.relationships ?? 0
  done.names += part.names ?? 0
  return part.last !== undefined
}

/** What a batch came to: the id it ended with, unless it was the last, and how many it changed. */
interface Part {
  last?: string
  nodes?: number
  relationships?: number
  names?: number
}

const work: Record<Phase, (run: Run, after: string) => Promise<Part>> = {
  NODES: bringNodes,
  NAMES: bringNames,
  DERIVED: bringDerived,
}

/** The batch of nodes after an id: labels, dates and orders as they follow from what each says. */
export async function bringNodes(run: Run, after: string): Promise<Part> {
  const dated = [...edgeTypes()].filter(([, type]) => propertiesOf(type).some(isDate)).map(([type]) => type)
  const rows = (await run({ text: nextNodes, parameters: { after, dated, size: asParameter(batch) } })) as [
    string,
    string[],
    Properties,
    [string, string, Properties][],
  ][]
  const nodes = rows.flatMap(([id, labels, properties]) => {
    const missing = labelsOf(typeOf(id)).filter((label) => !labels.includes(label))
    const changed = difference(properties, wantedOf(id, properties))
    return missing.length + Object.keys(changed).length > 0 ? [{ id, labels: missing, properties: changed }] : []
  })
  const edges = rows.flatMap(([, , , ends]) =>
    ends.flatMap(([element, type, properties]) => {
      const edge = edgeTypes().get(type)!
      const changed = difference(properties, { ...obsolete(properties), ...stored(edge, told(edge, properties)) })
      return Object.keys(changed).length > 0 ? [{ element, properties: changed }] : []
    }),
  )
  await overRows(run, setNodes, nodes)
  await overRows(run, setEdges, edges)
  return { last: lastOf(rows), nodes: nodes.length, relationships: edges.length }
}

/** All that a node keeps for reading, from what it says; what it kept and no longer needs is null. */
function wantedOf(id: string, properties: Properties): Properties {
  const type = typeOf(id)
  const whole = storedNode(type, id, told(type, properties))
  const { predicate, subjectId: subject, objectId: object } = properties as Record<string, string | undefined>
  const about = type.name === 'Claim' ? { about: topicKey({ predicate: predicate!, subject: subject!, object }) } : {}
  return { ...obsolete(properties), ...whole, ...about }
}

function told(type: Parameters<typeof propertiesOf>[0], properties: Properties): Properties {
  const names = propertiesOf(type).map(storedName)
  return Object.fromEntries(names.flatMap((name) => (name in properties ? [[name, properties[name]]] : [])))
}

/** What is kept beside a property for reading, as far as there is any; each is null until something wants it. */
function obsolete(properties: Properties): Properties {
  const beside = Object.keys(properties).filter((name) => /[a-z](Asc|Desc|First|Last)$/.test(name))
  return Object.fromEntries(beside.map((name) => [name, null]))
}

/** The batch of names after a key: each folded as it is searched. */
export async function bringNames(run: Run, after: string): Promise<Part> {
  const rows = (await run({ text: nextNames, parameters: { after, size: asParameter(batch) } })) as [
    string,
    string,
    string | null,
  ][]
  const changed = rows.flatMap(([key, value, was]) => (was === fold(value) ? [] : [{ key, folded: fold(value) }]))
  await overRows(run, setNames, changed)
  return { last: lastOf(rows), names: changed.length }
}

async function bringDerived(run: Run, after: string): Promise<Part> {
  const rows = (await run({ text: nextFacts, parameters: { after, size: asParameter(batch) } })) as [string][]
  // Nothing that a client sees changes by this but what follows from what it saw before, so no change is told.
  await deriveWorld({ run, marks: new Marks() } as Parameters<typeof deriveWorld>[0], [], rows.flat())
  return { last: lastOf(rows) }
}

function lastOf(rows: [string, ...unknown[]][]): string | undefined {
  return rows.length < batch ? undefined : rows.at(-1)![0]
}
