import { registry } from '../model/registry.js'
import { compare, groupBy, topicKey } from './assertion.js'
import { canonical } from './claim.js'
import { carriedTopics, writeNodes } from './contribution.js'
import type { Contribution, NodeChanges } from './contribution.js'
import { deriveWorld } from './derive.js'
import type { NodeDraft, SaidEnds, SaidNode } from './draft.js'
import { Marks } from './marks.js'
import { followedHash } from './record.js'
import { followEnds, resolveNodes } from './redirect.js'
import type { Redirects } from './redirect.js'
import { seededRelations } from './seeded.js'
import { blankSorts, isFact, labelsOf, propertiesOf, sortStrings, stored, storedName, typeOf } from './stored.js'
import type { Properties } from './stored.js'
import { overRows } from './transaction.js'
import type { Run, Writing } from './transaction.js'
import { nodesNow, projectWorld, setNodes } from './world.js'
import { countFacts } from './write.js'

/**
 * What becomes of the graph when ids lead elsewhere than before. Everything keeps what a dataset said, under the ids it
 * said it with; so what is said of each node is worked out anew from that, and the world from it, as by a load.
 */

const contributionsOf = `
  UNWIND $batch.rows AS id
  MATCH (node:Node {id: id})-[from:FROM]->(load:Load) WHERE NOT node:Claim
  RETURN id, from.dataset, from.content, load.id, from.loads`

/** Events and statements that name a node: what they say shows in relationships, save where their document is retracted. */
const carriersOf = `
  UNWIND $batch.rows AS id
  CALL (id) {
    MATCH (:Node {id: id})-[edge]-(carrier:Fact) WHERE edge.evidence IS NOT NULL RETURN carrier
    UNION
    MATCH (:Document {status: 'RETRACTED'})-[:HAS_PASSAGE]->(:Passage)<-[:EVIDENCED_BY]-(carrier:Fact) RETURN carrier
  }
  WITH DISTINCT carrier WHERE any(label IN labels(carrier) WHERE label IN $labels)
  RETURN carrier.id`

const claimsAbout = `
  UNWIND $batch.rows AS id
  CALL (id) {
    MATCH (claim:Claim {subjectId: id}) RETURN claim
    UNION
    MATCH (claim:Claim {objectId: id}) RETURN claim
    UNION
    MATCH (claim:Claim) WHERE claim.predicate IN $predicates AND claim.qualifiers CONTAINS id RETURN claim
  }
  RETURN DISTINCT claim.id, claim.predicate, claim.subjectId, claim.objectId, claim.qualifiers, claim.said, claim.standing`

const createNodes = `
  UNWIND $batch.rows AS row
  MERGE (node:Node {id: row.id})
  ON CREATE SET node += row.sorts
  SET node:$(row.labels)`

/** What several loads brought of one node keeps which load brought what. */
const tellLoads = `
  UNWIND $batch.rows AS row
  MATCH (:Node {id: row.id})-[from:FROM {dataset: row.dataset}]->(:Load)
  SET from.loads = row.loads`

const moveClaims = `
  UNWIND $batch.rows AS row
  MATCH (claim:Claim {id: row.id})
  SET claim += row.properties
  WITH row, claim
  CALL (claim) {
    MATCH (claim)-[end:SUBJECT|OBJECT]->()
    DELETE end
  }
  CALL (row, claim) {
    MATCH (subject:Node {id: row.properties.subjectId})
    CREATE (claim)-[:SUBJECT]->(subject)
  }
  CALL (row, claim) {
    MATCH (object:Node {id: row.properties.objectId})
    CREATE (claim)-[:OBJECT]->(object)
  }`

const hashesOf = `
  UNWIND $batch.rows AS id
  MATCH (:Claim {id: id})-[from:FROM]->(:Load)
  RETURN id, from.dataset, from.hash`

const setHashes = `
  UNWIND $batch.rows AS row
  MATCH (:Claim {id: row.id})-[from:FROM {dataset: row.dataset}]->(:Load)
  SET from.hash = row.hash`

/** Takes a node away once nothing is said of it under its id; gives those of which something still is. */
const dropMerged = `
  UNWIND $batch.rows AS id
  MATCH (node:Node {id: id})
  WITH id, node, EXISTS { (node)-[:FROM|NAMED|IDENTIFIED_BY]->() }
    OR EXISTS { MATCH (node)-[edge]-(:Node) WHERE edge.evidence IS NOT NULL } AS left
  FOREACH (gone IN CASE WHEN left THEN [] ELSE [node] END | DETACH DELETE gone)
  WITH id WHERE left
  RETURN id`

/** What a dataset says of one node under one id, and the load that brought it. */
interface Said extends SaidNode {
  dataset: string
  load: string
}

/** What a dataset says of one node, as its contribution is to be from now on. */
interface Row {
  dataset: string
  node: NodeDraft
  /** The load it is from: the last of those that brought parts of it. */
  load: string
  loads: string[]
}

interface MovedClaim {
  id: string
  predicate: string
  before: SaidEnds
  after: SaidEnds
  said: SaidEnds
  standing: boolean
}

/** What goes from one id to another. */
export interface Moves {
  /** Where ids led that lead elsewhere from now on, and those of them that are merged from now on. */
  sources: Set<string>
  merged: string[]
  /** What they lead to from now on, as far as anything names it. */
  targets: Set<string>
  /** Whether an id is named by anything that moves. */
  names: Set<string>
  /** What datasets said under the ids that move. */
  nodes: Said[]
  /** Contributions that go, and those that come. */
  gone: { dataset: string; id: string }[]
  written: Row[]
  claims: MovedClaim[]
  /** Events and statements that name what moves. */
  facts: string[]
  /** Values that a node must have, as they are before the move: where nothing says them they could not be found again. */
  kept: Record<string, Properties>
}

/** Works out what must move when redirects lead as `now` instead of as `there`. Writes nothing. */
export async function planMoves(run: Run, there: Redirects, now: Redirects): Promise<Moves> {
  const leadOf = (redirects: Redirects, id: string) => redirects.get(id)?.survivor ?? id
  const moved = [...new Set([...there.keys(), ...now.keys()])].filter((id) => leadOf(there, id) !== leadOf(now, id))
  const sources = new Set(moved.map((id) => leadOf(there, id)))
  const targets = new Set(moved.map((id) => leadOf(now, id)))
  const labels = registry
    .nodes()
    .filter(({ ownClaim }) => ownClaim)
    .map(({ label }) => label)
  const carriers = (await overRows(run, carriersOf, [...sources], { labels })).map(([id]) => id as string)

  const said = await readSaid(run, [...new Set([...sources, ...targets, ...carriers])])
  const { gone, written } = compareSaid(said, now)
  const claims = await readClaims(run, [...sources], now)
  const nodes = said.filter(({ id }) => moved.includes(id))
  const ends = claims
    .filter(({ standing }) => standing)
    .flatMap(({ after }) => [after.subject, after.object, ...Object.values(after.qualifiers)])
    .flatMap((value) => (typeof value === 'string' ? value.split('/') : []))
  const related = written.flatMap(({ node }) => node.relations.flatMap(({ from, to }) => [from, to]))
  const names = new Set([...written.map(({ node }) => node.id), ...ends, ...related])
  return {
    sources,
    merged: [...sources].filter((id) => now.has(id)),
    targets: new Set([...targets].filter((id) => names.has(id))),
    ...{ names, nodes, gone, written, claims },
    facts: [...new Set(written.map(({ node }) => node.id).filter((id) => typeOf(id).ownClaim && !targets.has(id)))],
    kept: await readKept(run, [...sources, ...targets]),
  }
}

/** What is said of some nodes, each under the id that it was said with. */
async function readSaid(run: Run, ids: string[]): Promise<(Said & { at: string; content: string })[]> {
  const rows = await overRows(run, contributionsOf, ids)
  return (rows as [string, string, string, string, string[] | null][]).flatMap(
    ([at, dataset, content, load, loads]) => {
      const { said, ...whole } = JSON.parse(content) as Contribution
      const from = new Map((loads ?? []).map((each) => each.split(' ') as [string, string]))
      return (said ?? [whole]).map((each) => ({ ...each, dataset, load: from.get(each.id) ?? load, at, content }))
    },
  )
}

/** Contributions as they are and as they must be, as far as they differ. */
function compareSaid(
  said: (Said & { at: string; content: string })[],
  now: Redirects,
): Pick<Moves, 'gone' | 'written'> {
  const key = (dataset: string, id: string) => `${dataset} ${id}`
  const old = new Map(said.map(({ dataset, at, content }) => [key(dataset, at), { dataset, id: at, content }]))
  const rows = [...groupBy(said, ({ dataset }) => dataset)].flatMap(([dataset, group]) => {
    const loads = new Map(group.map(({ id, load }) => [id, load]))
    const drafts = group.map(({ dataset: _, load: _load, at: _at, content: _content, ...node }) => ({
      ...node,
      place: {},
    }))
    return resolveNodes(drafts, now).map((node): Row => {
      const parts = (node.said ?? [node]).map(({ id }) => ({ id, load: loads.get(id)! }))
      const brought = [...new Set(parts.map(({ load }) => load))].sort(compare)
      const several = brought.length > 1 ? parts.map(({ id, load }) => `${id} ${load}`) : []
      return { dataset, node, load: brought.at(-1)!, loads: several }
    })
  })
  const contentOf = ({ node: { place: _, ...content } }: Row) => canonical(content)
  const written = rows.filter((row) => old.get(key(row.dataset, row.node.id))?.content !== contentOf(row))
  const kept = new Set(rows.filter((row) => !written.includes(row)).map(({ dataset, node }) => key(dataset, node.id)))
  return { written, gone: [...old].filter(([name]) => !kept.has(name)).map(([, { dataset, id }]) => ({ dataset, id })) }
}

async function readClaims(run: Run, sources: string[], now: Redirects): Promise<MovedClaim[]> {
  const predicates = seededRelations()
    .filter(({ fields }) => [...fields.values()].some(({ kind }) => kind === 'reference'))
    .map(({ type }) => type)
  const rows = await overRows(run, claimsAbout, sources, { predicates: [...new Set(predicates)] })
  const claims = (rows as [string, string, string, string | null, string | null, string | null, boolean][]).map(
    ([id, predicate, subject, object, qualifiers, text, standing]): MovedClaim => {
      const before = {
        subject,
        object: object ?? undefined,
        qualifiers: JSON.parse(qualifiers ?? '{}') as SaidEnds['qualifiers'],
      }
      const said = text === null ? before : (JSON.parse(text) as SaidEnds)
      return { id, predicate, before, said, after: followEnds(said, now), standing }
    },
  )
  const moved = claims.filter(({ before, after }) => canonical(before) !== canonical(after))
  // One with both ends among the sources is met twice.
  return [...new Map(moved.map((claim) => [claim.id, claim])).values()]
}

async function readKept(run: Run, ids: string[]): Promise<Moves['kept']> {
  const rows = (await overRows(run, nodesNow, [...new Set(ids)])) as [string, Properties][]
  return Object.fromEntries(
    rows.map(([id, values]) => {
      const names = propertiesOf(typeOf(id)).filter(({ nullable, key }) => !nullable && !key)
      const known = names.map(storedName).filter((name) => values[name] !== undefined)
      return [id, Object.fromEntries(known.map((name) => [name, values[name]]))]
    }),
  )
}

/**
 * Moves what must move, and works out the world anew around it. `redirect` writes where ids lead, once all nodes are there;
 * `kept` is what nodes must have that nothing may say any more.
 */
export async function writeMoves(
  { run, at, marks }: Pick<Writing, 'run' | 'at' | 'marks'>,
  moves: Moves,
  redirect: () => Promise<void>,
  kept: Moves['kept'] = {},
): Promise<void> {
  const { claims, targets } = moves
  const nodeRows = [...targets].map((id) => ({ id, labels: labelsOf(typeOf(id)), sorts: blankSorts(typeOf(id), id) }))
  await overRows(run, createNodes, nodeRows)
  await overRows(run, setNodes, Object.entries(kept).map(keptRow))
  // No load brings this: what it would count and mark is told by the move as a whole.
  const writing = {
    run,
    at,
    dataset: '',
    load: '',
    changes: { created: 0, updated: 0, removed: 0 },
    marks: new Marks(),
  }
  const changes = await moveNodes(writing, moves, redirect)
  await moveAll(run, claims)

  const about = claims.flatMap(({ predicate, before, after }) =>
    [before, after].map((ends) => topicKey({ predicate, ...ends })),
  )
  const required = Object.entries(kept).flatMap(([subject, values]) =>
    Object.keys(values).map((predicate) => topicKey({ predicate, subject })),
  )
  const said = carriedTopics(changes.flatMap(({ before, after }) => [...before, ...after]))
  const facts = [...new Set(changes.flatMap(({ touched }) => touched))].filter((id) => isFact(typeOf(id)))
  const topics = await projectWorld({ ...writing, marks }, [...about, ...required, ...said], facts)
  await deriveWorld({ ...writing, marks }, topics, facts)

  const left = await overRows(run, dropMerged, moves.merged)
  if (left.length > 0) throw new Error(`something is still said of ${left.join(', ')}`)
  for (const id of targets) marks.updated(id)
  for (const { id } of claims) marks.updated(id, ['subject', 'object', 'qualifiers'])
  const datasets = [...moves.gone, ...moves.written].map(({ dataset }) => dataset)
  await overRows(run, countFacts, [...new Set(datasets)])
}

/**
 * Takes contributions away, then writes those that come: all of the first before any of the second, since an identifier
 * goes from one node to another.
 */
async function moveNodes(
  writing: Writing,
  { gone, written }: Moves,
  redirect: () => Promise<void>,
): Promise<NodeChanges[]> {
  const changes: NodeChanges[] = []
  for (const [dataset, rows] of groupBy(gone, (row) => row.dataset)) {
    const held = new Map(rows.map(({ id }) => [id, '']))
    changes.push(await writeNodes({ ...writing, dataset }, [], held))
  }
  await redirect()
  for (const rows of groupBy(written, ({ dataset, load }) => `${dataset} ${load}`).values()) {
    const { dataset, load } = rows[0]!
    const nodes = rows.map(({ node }) => node)
    changes.push(await writeNodes({ ...writing, dataset, load }, nodes, new Map()))
  }
  const several = written.filter(({ loads }) => loads.length > 0)
  await overRows(
    writing.run,
    tellLoads,
    several.map(({ dataset, loads, node: { id } }) => ({ id, dataset, loads })),
  )
  return changes
}

/** A value that must be there, with the days of dates and the sort strings beside it. */
function keptRow([id, values]: [string, Properties]): { id: string; properties: Properties } {
  const type = typeOf(id)
  return { id, properties: { ...stored(type, values), ...sortStrings(type, id, values) } }
}

/** Writes claims with the ends they have now, and the hashes that a load would give them. */
async function moveAll(run: Run, claims: MovedClaim[]): Promise<void> {
  const rows = claims.map(({ id, predicate, after, said }) => {
    const properties = {
      subjectId: after.subject,
      objectId: after.object ?? null,
      qualifiers: Object.keys(after.qualifiers).length > 0 ? canonical(after.qualifiers) : null,
      about: topicKey({ predicate, ...after }),
      said: isMoved(said, after) ? canonical(said) : null,
    }
    return { id, properties }
  })
  await overRows(run, moveClaims, rows)
  const byId = new Map(claims.map((claim) => [claim.id, claim]))
  const found = (await overRows(run, hashesOf, [...byId.keys()])) as [string, string, string][]
  const hashes = found.map(([id, dataset, hash]) => {
    const { said, after } = byId.get(id)!
    return { id, dataset, hash: followedHash(hash, isMoved(said, after) ? after : undefined) }
  })
  await overRows(run, setHashes, hashes)
}

function isMoved(said: SaidEnds, after: SaidEnds): boolean {
  return canonical(said) !== canonical(after)
}
