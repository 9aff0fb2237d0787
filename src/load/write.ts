import { registry } from '../model/registry.js'
import { schemaVersion } from '../model/version.js'
import { groupBy, topicOf } from './assertion.js'
import { carriedTopics, heldNodes, writeNodes } from './contribution.js'
import { heedRetractions } from './decisions.js'
import { deriveWorld } from './derive.js'
import type { DatasetDraft, DocumentDraft, Draft, NodeDraft, PassageDraft } from './draft.js'
import { Actors, createRows, freshFact, freshRow, isSelfContained, tracesOf, writeFresh } from './fresh.js'
import { isPlainThing, shortOf, writeThings } from './freshThings.js'
import type { Short } from './freshThings.js'
import { Marks } from './marks.js'
import {
  dropSources,
  heldRecord,
  layout,
  rowHash,
  settleClaims,
  withCorrected,
  writeClaimRows,
  writeSources,
} from './record.js'
import type { Held } from './record.js'
import { readRedirects, writeRedirects } from './redirect.js'
import type { Redirects } from './redirect.js'
import { isFact, storedNode, typeOf } from './stored.js'
import { asParameter, overRows } from './transaction.js'
import type { Changes, Run, Writing } from './transaction.js'
import { projectWorld } from './world.js'

/** Setting a property takes the lock that lets one load after another have the graph; its count is read only after that. */
export const lock = `
  MERGE (revision:Revision {key: 'graph'})
  ON CREATE SET revision.n = 0
  SET revision.locked = true
  RETURN revision.n`

export const raise = `
  MATCH (revision:Revision {key: 'graph'})
  SET revision.n = revision.n + 1`

export const lastInput = `
  MATCH (load:Load)-[:OF]->(:Dataset {id: $dataset})
  RETURN load.input ORDER BY load.id DESC LIMIT 1`

/** Whatever fills an empty graph says how: what was there before that is of an older version, unless it says otherwise. */
const sayVersion = `
  WITH $version AS version, $layout AS layout
  WHERE NOT EXISTS { (:Node) }
  MERGE (schema:Schema {key: 'graph'})
  ON CREATE SET schema.version = version, schema.layout = layout`

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
  RETURN DISTINCT fact.id`

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

export const countFacts = `
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

  const writing = await beginLoad(run, draft.dataset, { ...options, input, sourceSha256: draft.sourceSha256 })
  const redirects = await readRedirects(run)
  const held = { ...(await heldRecord(run, dataset)), nodes: await heldNodes(run, dataset) }
  const heeded = { ...draft, documents: await heedRetractions(run, draft.documents) }
  const content = withoutDead(heeded, heeded.documents)
  const { first, things, general, rest, facts } = await freshAmong(run, content, held, options.redirects)
  const documentOf = new Map(content.passages.map(({ id, document }) => [id, document]))
  const rows = (passages: PassageDraft[] = []) => passages.map((passage) => freshRow(passage, writing))
  const datasets = await writeContent(writing, { documents: content.documents, ...general }, held, {
    documented: async () => {
      for (const [document, passages] of groupBy(first, (passage) => passage.document))
        await createRows(writing, document, rows(passages))
      await writeThings(writing, things)
    },
    redirect: () => writeRedirects(writing, redirects, options.redirects),
  })
  const actors = new Actors()
  const alone = groupBy(rest, (passage) => passage.document)
  const fresh = content.nodes.filter(({ id }) => facts.has(id))
  const byDocument = groupBy(fresh, ({ evidence }) => documentOf.get(evidence[0]!)!)
  for (const [document, nodes] of byDocument) {
    const made = nodes.map((fact) => freshFact(fact, document, writing))
    await writeFresh(writing, document, rows(alone.get(document)), made, actors)
  }
  await overRows(run, countFacts, [...new Set([dataset, ...datasets])])
  await writing.marks.write(run, writing.at, writing.load)
  await run({ text: raise })
  await finishLoad(writing)
  return writing.changes
}

/** What of a draft goes the short way: of what is new, that of which all rests on one document, which stands. */
async function freshAmong(run: Run, content: Content, held: Held, redirects: Redirects): Promise<Short> {
  const { documents, nodes, claims } = content
  const survivors = new Set([...redirects.values()].map(({ survivor }) => survivor))
  const standing = new Set(documents.filter(({ status }) => status !== 'RETRACTED').map(({ id }) => id))
  const documentOf = new Map(content.passages.map(({ id, document }) => [id, document]))
  const claimsOf = groupBy(claims, ({ subject }) => subject)
  const isOfOne = (evidence: string[]) => {
    const found = new Set(evidence.map((passage) => documentOf.get(passage)))
    return found.size <= 1 && [...found].every((document) => document !== undefined && standing.has(document))
  }
  const candidates = nodes.filter(({ id }) => !survivors.has(id))
  const isFresh = (node: NodeDraft) => isSelfContained(node) && isOfOne(node.evidence)
  const wordsOn = ({ id }: NodeDraft) => (claimsOf.get(id) ?? []).flatMap(({ evidence }) => evidence)
  const facts = candidates.filter(isFresh).map(({ id }) => id)
  const things = candidates.filter((node) => isPlainThing(node) && isOfOne(wordsOn(node))).map(({ id }) => id)
  const passages = content.passages.map(({ id }) => id).filter((id) => !held.passages.has(id))
  const traces = await tracesOf(run, [...facts, ...things, ...passages])
  const [ownPassages, ownThings, ownFacts] = [passages, things, facts].map((ids) => ids.filter((id) => !traces.has(id)))
  return shortOf(content, { passages: ownPassages!, things: ownThings!, facts: ownFacts!, claims })
}

/** What a draft says: all of it, or a part that names nothing of another part which is written later. */
export type Content = Pick<Draft, 'documents' | 'passages' | 'nodes' | 'claims'>

/**
 * Writes documents, passages, nodes and claims as far as they differ from what is `held`, takes away what is held and not
 * among them, and works out the world anew where that touches it. `documented` is run once
 * documents and passages are there, `redirect` once nodes are; `again` are ids of facts and claims that must be looked at though
 * nothing about them differs, `topics` what else must be worked out anew. Gives the datasets whose facts it touched.
 */
export async function writeContent(
  writing: Writing,
  content: Content,
  held: Held,
  {
    documented,
    redirect,
    again = [],
    topics: more = [],
  }: { documented?: () => Promise<void>; redirect?: () => Promise<void>; again?: string[]; topics?: string[] } = {},
): Promise<string[]> {
  const { run } = writing
  const sources = await writeSources(writing, content, held)
  await documented?.()
  const nodes = await writeNodes(writing, content.nodes, held.nodes)
  await redirect?.()
  const claims = await writeClaimRows(writing, content.claims, held.claims)

  const behind = (await overRows(run, factsBehind, sources.changed)) as [string][]
  const isClaim = (id: string) => id.startsWith('claim:')
  const looked = [...behind.map(([id]) => id), ...again]
  const touched = await withCorrected(run, looked.filter(isClaim))
  const settled = await settleClaims(writing, [...new Set([...claims.ids, ...touched])])

  const facts = [...nodes.touched, ...looked].filter((id) => !isClaim(id) && isFact(typeOf(id)))
  const topics = await projectWorld(
    writing,
    [...settled.topics, ...claims.topics, ...carriedTopics([...nodes.before, ...nodes.after]), ...more],
    facts,
  )
  await deriveWorld(writing, topics, facts)
  const dropped = await dropLost(run, nodes.gone, topics, content)
  writing.changes.removed += nodes.gone.filter((id) => dropped.has(id)).length
  writing.marks.removed(dropped)
  await dropSources(writing, sources)
  return settled.datasets
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

/** Makes the node of a load and, at a dataset's first, that of the dataset; at the graph's first, it says the graph's version. */
export async function beginLoad(
  run: Run,
  { id: dataset, ...values }: DatasetDraft,
  { at, toolVersion, ...input }: Pick<LoadOptions, 'at' | 'toolVersion'> & { input: string; sourceSha256: string },
): Promise<Writing> {
  const slug = dataset.slice(dataset.indexOf(':') + 1)
  const startedAt = at.toISOString()
  const load = `load:${startedAt.replace(/[-:.]/g, '')}-${slug}`
  const counts = { created: 0, updated: 0, removed: 0 }
  const { sourceSha256 } = input
  const whole = storedNode(registry.named('Load')!, load, { startedAt, sourceSha256, toolVersion, ...counts })
  const type = registry.named('Dataset')!
  const optional = Object.fromEntries(
    [...type.fields.values()].filter(({ nullable }) => nullable).map(({ name }) => [name, null]),
  )
  const properties = { ...optional, ...storedNode(type, dataset, values) }
  const parameters = { dataset, properties, load: asParameter({ ...whole, input: input.input }) }
  const version = { version: asParameter(Number(schemaVersion)), layout: asParameter(layout) }
  await run({ text: sayVersion, parameters: version })
  await run({ text: begin, parameters })
  return { run, at: startedAt, dataset, load, changes: counts, marks: new Marks() }
}

/** Takes documents away that are gone, with those of their passages on which nothing rests. */
export async function dropSourcesOf(writing: Writing, documents: Map<string, string>): Promise<void> {
  const held = { documents, passages: new Map<string, string>() }
  await dropSources(writing, await writeSources(writing, { documents: [], passages: [] }, held))
}

/** Says on the load that it is done, and what it changed. */
export async function finishLoad({ run, load, changes }: Pick<Writing, 'run' | 'load' | 'changes'>): Promise<void> {
  const counts = { ...changes, finishedAt: new Date().toISOString() }
  await run({ text: finish, parameters: { load, counts: asParameter(counts) } })
}

/** A draft without nodes of which nothing stands since every document that speaks of them is retracted. */
export function withoutDead<Part extends Content>(draft: Part, documents: DocumentDraft[]): Part {
  const retracted = new Set(documents.filter(({ status }) => status === 'RETRACTED').map(({ id }) => id))
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
async function dropLost(run: Run, gone: string[], topics: Set<string>, { nodes }: Content): Promise<Set<string>> {
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
