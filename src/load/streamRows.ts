import { carriedTopics, heldNodes, readContributions } from './contribution.js'
import { standing } from './derive.js'
import type { DocumentDraft, PassageDraft } from './draft.js'
import { createRows, freshFact, freshRow, isSelfContained, tracesOf, writeFresh } from './fresh.js'
import type { Actors, Bringer, FreshFact } from './fresh.js'
import { isPlainThing, shortOf, writeThings } from './freshThings.js'
import type { Short } from './freshThings.js'
import { heldOfRecord } from './record.js'
import type { Held } from './record.js'
import type { LazyRow, WrittenRow } from './streamRead.js'
import { overRows } from './transaction.js'
import type { Writing } from './transaction.js'
import { countFacts, withoutDead, writeContent } from './write.js'

/** One batch of a table's rows: what is new goes the short way, all else the general one. */

const setHashes = `
  UNWIND $batch.rows AS row
  MATCH (passage:Passage {id: row.id})
  SET passage.rowHash = row.hash`

const backFacts = `
  UNWIND $batch.rows AS row
  MATCH (fact:Node:Fact {id: row.id})
  MATCH (passage:Passage {id: row.passage})
  MERGE (fact)-[:EVIDENCED_BY]->(passage)`

/** A row that was read back, with what it makes of the world where it turns out to be new. */
export interface ReadyRow extends WrittenRow {
  fresh: Map<string, FreshFact>
}

export interface Batch {
  writing: Writing
  document: DocumentDraft
  /** Whether the dataset was loaded before, so that something of it may be there. */
  before: boolean
  /** Whether all that rests on the document must be looked at again. */
  again: boolean
  actors: Actors
}

/** Works out all that needs no database. */
export function readyRow(row: LazyRow, document: string, bringer: Bringer): ReadyRow {
  const written = row.read()
  const facts = written.nodes.filter(isSelfContained).map((node) => freshFact(node, document, bringer))
  return { ...written, fresh: new Map(facts.map((fact) => [fact.id, fact])) }
}

export async function writeRows(batch: Batch, rows: ReadyRow[]): Promise<void> {
  const { writing, document, actors } = batch
  const { run, dataset } = writing
  const held = await heldOf(batch, rows)
  const { first, things, general, rest, facts } = await freshAmong(batch, rows, held)
  const hashes = new Map(rows.map(({ passage, hash }) => [passage.id, hash]))
  const made = (passages: PassageDraft[]) => passages.map((each) => freshRow(each, writing, hashes.get(each.id)))
  await createRows(writing, document.id, made(first))
  await writeThings(writing, things)
  const { passages, nodes, claims } = general
  if (nodes.length + claims.length + passages.length > 0) {
    const content = withoutDead({ documents: [], ...general }, [document])
    const ids = batch.again ? [...nodes, ...claims].map(({ id }) => id) : []
    const datasets = await writeContent(writing, content, held, { again: ids })
    const others = datasets.filter((id) => id !== dataset)
    await overRows(run, countFacts, others)
    actors.forget(new Set(claims.filter(({ predicate }) => standing.includes(predicate)).map(({ subject }) => subject)))
    await overRows(
      run,
      setHashes,
      passages.map(({ id }) => ({ id, hash: hashes.get(id) })),
    )
  }
  const fresh = rows.flatMap((row) => [...row.fresh.values()].filter(({ id }) => facts.has(id)))
  await writeFresh(writing, document.id, made(rest), fresh, actors)
  await writeBacking(batch, rows)
}

/** Lets facts of earlier rows rest on these too, which were not there when they were written. */
async function writeBacking({ writing }: Batch, rows: ReadyRow[]): Promise<void> {
  const { run } = writing
  const backed = rows.flatMap(({ backs, passage }) => backs.map((id) => ({ id, passage: passage.id })))
  if (backed.length === 0) return
  await overRows(run, backFacts, backed)
  const again = [...new Set(backed.map(({ id }) => id))]
  const topics = carriedTopics(await readContributions(run, again))
  await writeContent(writing, nothing, heldNothing(), { again, topics })
}

/** Works out once more what refers to rows that were written later. */
export async function writeEarly({ writing }: Batch, rows: ReadyRow[]): Promise<void> {
  const backed = rows.flatMap(({ backs }) => backs)
  const nodes = rows.flatMap((row) => row.nodes)
  const claims = rows.flatMap((row) => row.claims)
  const said = nodes.map((node) => ({ ...node, dataset: writing.dataset }))
  await writeContent(writing, nothing, heldNothing(), {
    again: [...[...nodes, ...claims].map(({ id }) => id), ...backed],
    topics: carriedTopics([...said, ...(await readContributions(writing.run, backed))]),
  })
}

const nothing = { documents: [], passages: [], nodes: [], claims: [] }

export function heldNothing(): Held {
  return { documents: new Map(), passages: new Map(), nodes: new Map(), claims: new Map() }
}

async function heldOf({ writing: { run, dataset }, before }: Batch, rows: ReadyRow[]): Promise<Held> {
  if (!before) return heldNothing()
  const ids = (of: 'nodes' | 'claims') => rows.flatMap((row) => row[of].map(({ id }) => id))
  const passages = rows.map(({ passage }) => passage.id)
  const record = await heldOfRecord(run, dataset, { passages, claims: ids('claims') })
  return { ...record, nodes: await heldNodes(run, dataset, ids('nodes')) }
}

/** What of a batch goes the short way: what is plain, of rows that stand, and has left no traces. */
async function freshAmong(
  { writing: { run }, document, before, again }: Batch,
  rows: ReadyRow[],
  held: Held,
): Promise<Short> {
  const isPlain = !again && document.status !== 'RETRACTED'
  const candidates = isPlain ? rows.filter(({ early }) => early.length === 0) : []
  const facts = candidates.flatMap(({ fresh }) => [...fresh.keys()])
  const things = candidates.flatMap((row) => row.nodes.filter(isPlainThing).map(({ id }) => id))
  const passages = rows.map(({ passage }) => passage.id).filter((id) => isPlain && !held.passages.has(id))
  // Where nothing of the dataset was ever there, nothing of it can have been taken away.
  const traces = await tracesOf(run, [...facts, ...things, ...(before ? passages : [])])
  const isNew = (id: string) => !traces.has(id)
  const made = new Set(passages.filter(isNew))
  const claims = candidates.filter(({ passage }) => made.has(passage.id)).flatMap((row) => row.claims)
  const all = {
    passages: rows.map(({ passage }) => passage),
    nodes: rows.flatMap((row) => row.nodes),
    claims: rows.flatMap((row) => row.claims),
  }
  return shortOf(all, { passages: [...made], things: things.filter(isNew), facts: facts.filter(isNew), claims })
}
