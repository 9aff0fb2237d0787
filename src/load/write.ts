import { registry } from '../model/registry.js'
import { topicOf } from './assertion.js'
import { carriedTopics, writeNodes } from './contribution.js'
import { deriveWorld } from './derive.js'
import type { Draft } from './draft.js'
import { Marks } from './marks.js'
import { dropSources, layout, rowHash, settleClaims, writeClaimRows, writeSources } from './record.js'
import { readRedirects, writeRedirects } from './redirect.js'
import type { Redirects } from './redirect.js'
import { isFact, storedNode, typeOf } from './stored.js'
import { asParameter, overRows } from './transaction.js'
import type { Changes, Run, Writing } from './transaction.js'
import { projectWorld } from './world.js'

/** Setting a property takes the lock that lets one load after another have the graph; its count is read only after that. */
const lock = `
  MERGE (revision:Revision {key: 'graph'})
  ON CREATE SET revision.n = 0
  SET revision.locked = true`

const raise = `
  MATCH (revision:Revision {key: 'graph'})
  SET revision.n = revision.n + 1`

export const lastInput = `
  MATCH (load:Load)-[:OF]->(:Dataset {id: $dataset})
  RETURN load.input ORDER BY load.id DESC LIMIT 1`

const begin = `
  MERGE (dataset:Node {id: $dataset})
  ON CREATE SET dataset.factCount = 0
  SET dataset:Dataset, dataset += $properties
  CREATE (load:Node:Load)-[:OF]->(dataset)
  SET load = $load`

const finish = `
  MATCH (load:Load {id: $load})
  SET load += $counts`

const factsBehind = `
  UNWIND $batch.rows AS id
  MATCH (:Document {id: id})<-[:CITES|COPY_OF*0..16]-(document:Document)-[:HAS_PASSAGE]->(:Passage)<-[:EVIDENCED_BY]-(fact:Fact)
  RETURN DISTINCT fact.id, fact:Claim`

/** Nothing is left of a node when no dataset names it, no claim that stands is about it, and nothing else leads to it. */
const dropNodes = `
  UNWIND $batch.rows AS id
  MATCH (node:Node {id: id})
  WHERE NOT EXISTS { (node)-[:FROM]->(:Load) }
    AND NOT EXISTS { MATCH (node)<-[:SUBJECT|OBJECT]-(claim:Claim) WHERE claim.standing }
    AND NOT EXISTS { MATCH (node)-[edge]-(:Node) WHERE edge.evidence IS NOT NULL AND NOT coalesce(edge.derived, false) }
    AND NOT EXISTS { MATCH ()-[part:PARTICIPATED_IN]->() WHERE part.onBehalfOf = id }
  OPTIONAL MATCH (node)-[:NAMED|IDENTIFIED_BY]->(own)
  WITH id, node, collect(own) AS owned
  FOREACH (own IN owned | DETACH DELETE own)
  DETACH DELETE node
  RETURN id`

const countFacts = `
  UNWIND $batch.rows AS id
  MATCH (dataset:Dataset {id: id})
  CALL (dataset) {
    MATCH (dataset)<-[:OF]-(:Load)<-[from:FROM]-(fact:Fact) WHERE fact.standing AND from.until IS NULL
    RETURN count(DISTINCT fact) AS standing
  }
  WITH dataset, standing WHERE dataset.factCount <> standing
  SET dataset.factCount = standing`

/** What a load is made of beside its draft. */
export interface LoadOptions {
  /** When it begins. */
  at: Date
  toolVersion: string
  /** Where merged ids lead: those of the graph and of all drafts of this run. The draft is resolved by them already. */
  redirects: Redirects
}

/**
 * Writes one dataset within a transaction: its record, then the world as far as that changes it, then what follows.
 * Gives how much it changed, or undefined where the same input was loaded last and nothing was to be done.
 */
export async function writeDraft(run: Run, draft: Draft, options: LoadOptions): Promise<Changes | undefined> {
  await run({ text: lock })
  const dataset = draft.dataset.id
  const input = inputHash(draft, options)
  const [last] = await run({ text: lastInput, parameters: { dataset } })
  if (last?.[0] === input) return undefined

  const writing = await beginLoad(run, draft, input, options)
  const redirects = await readRedirects(run)
  const living = withoutDead(draft)
  const sources = await writeSources(writing, living)
  const nodes = await writeNodes(writing, living.nodes)
  await writeRedirects(writing, redirects, options.redirects)
  const claims = await writeClaimRows(writing, living.claims)

  const behind = (await overRows(run, factsBehind, sources.changed)) as [string, boolean][]
  const claimsBehind = behind.filter(([, isClaim]) => isClaim).map(([id]) => id)
  const factsChanged = behind.filter(([, isClaim]) => !isClaim).map(([id]) => id)
  const settled = await settleClaims(writing, [...new Set([...claims.ids, ...claimsBehind])])

  const facts = [...nodes.touched, ...factsChanged].filter((id) => isFact(typeOf(id)))
  const topics = await projectWorld(
    writing,
    [...settled.topics, ...claims.topics, ...carriedTopics([...nodes.before, ...nodes.after])],
    facts,
  )
  await deriveWorld(writing, topics, facts)
  const dropped = await dropLost(run, nodes.gone, topics, living)
  writing.changes.removed += nodes.gone.filter((id) => dropped.has(id)).length
  writing.marks.removed(dropped)
  await dropSources(writing, sources)
  await overRows(run, countFacts, [...new Set([dataset, ...settled.datasets])])
  await writing.marks.write(run, writing.at, writing.load)
  await run({ text: raise })
  const counts = { ...writing.changes, finishedAt: new Date().toISOString() }
  await run({ text: finish, parameters: { load: writing.load, counts: asParameter(counts) } })
  return writing.changes
}

/** What decides whether a load would change anything: what was read, how it is stored, and what became of the ids it names. */
export function inputHash(
  { sourceSha256, nodes, claims }: Draft,
  { toolVersion, redirects }: Omit<LoadOptions, 'at'>,
): string {
  // Only merged ids that it names matter, and those it no longer does: the draft comes resolved.
  const survivors = new Set([...redirects.values()].map(({ survivor }) => survivor))
  const named = [...nodes.map(({ id }) => id), ...claims.flatMap(({ subject, object }) => [subject, object ?? ''])]
  const concerned = [...new Set(named)].filter((id) => survivors.has(id)).sort()
  const merged = [...redirects].filter(([, { survivor }]) => concerned.includes(survivor)).map(([id]) => id)
  return rowHash({ sourceSha256, toolVersion, layout, merged: merged.sort() })
}

async function beginLoad(run: Run, draft: Draft, input: string, { at, toolVersion }: LoadOptions): Promise<Writing> {
  const { id: dataset, ...values } = draft.dataset
  const slug = dataset.slice(dataset.indexOf(':') + 1)
  const startedAt = at.toISOString()
  const load = `load:${startedAt.replace(/[-:.]/g, '')}-${slug}`
  const { sourceSha256 } = draft
  const whole = storedNode(registry.named('Load')!, load, {
    startedAt,
    sourceSha256,
    toolVersion,
    created: 0,
    updated: 0,
    removed: 0,
  })
  const type = registry.named('Dataset')!
  const optional = Object.fromEntries(
    [...type.fields.values()].filter(({ nullable }) => nullable).map(({ name }) => [name, null]),
  )
  const properties = { ...optional, ...storedNode(type, dataset, values) }
  await run({ text: begin, parameters: { dataset, properties, load: asParameter({ ...whole, input }) } })
  return { run, at: startedAt, dataset, load, changes: { created: 0, updated: 0, removed: 0 }, marks: new Marks() }
}

/** A draft without nodes of which nothing stands since every document that speaks of them is retracted. */
function withoutDead(draft: Draft): Draft {
  const retracted = new Set(draft.documents.filter(({ status }) => status === 'RETRACTED').map(({ id }) => id))
  if (retracted.size === 0) return draft
  const dead = new Set(draft.passages.filter(({ document }) => retracted.has(document)).map(({ id }) => id))
  const stands = (evidence: string[]) => evidence.some((id) => !dead.has(id))
  const claimed = draft.claims
    .filter(({ evidence }) => stands(evidence))
    .flatMap(({ subject, object }) => [subject, object])
  const related = draft.nodes
    .filter(({ evidence }) => stands(evidence))
    .flatMap(({ relations }) => relations.flatMap(({ from, to }) => [from, to]))
  const spoken = new Set([...claimed, ...related])
  return { ...draft, nodes: draft.nodes.filter(({ id, evidence }) => stands(evidence) || spoken.has(id)) }
}

/** Takes away the nodes of which nothing is left, among those gone from the dataset and those that topics were about. Gives their ids. */
async function dropLost(run: Run, gone: string[], topics: Set<string>, { nodes }: Draft): Promise<Set<string>> {
  const kept = new Set(nodes.map(({ id }) => id))
  const ends = [...topics]
    .map(topicOf)
    .flatMap(({ subject, object }) => (object === undefined ? [subject] : [subject, object]))
  const dropped = await overRows(
    run,
    dropNodes,
    [...new Set([...gone, ...ends])].filter((id) => !kept.has(id)),
  )
  return new Set(dropped.map(([id]) => id as string))
}
