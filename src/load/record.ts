import { hash as digest } from 'node:crypto'
import { Problem, Problems } from '../problem.js'
import { topicKey } from './assertion.js'
import { canonical } from './claim.js'
import type { ClaimDraft, DocumentDraft, Draft, PassageDraft, SaidEnds } from './draft.js'
import { registry } from '../model/registry.js'
import { storedNode } from './stored.js'
import type { Properties } from './stored.js'
import { overRows } from './transaction.js'
import type { Run, Writing } from './transaction.js'

/**
 * The record: documents, passages and claims, which say how we know. Each row carries a hash of what was read, so that
 * a load finds what differs without reading the rest. Claims are never taken away, only closed.
 */

/** Raised when the same input would be stored otherwise: then every row is written anew at the next load. */
export const layout = 6

/** A hash of what was read, and of how it is stored. */
export function rowHash(row: unknown): string {
  return textHash(canonical(row))
}

/** The same, of a row that is canonical JSON already. */
export function textHash(text: string): string {
  return digest('sha256', `${layout}\n${text}`).slice(0, 24)
}

/** A row without some of its properties: a claim is the same wherever it stands in a file. */
export function without<Row extends object, Key extends keyof Row>(row: Row, ...keys: Key[]): Omit<Row, Key> {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !keys.includes(key as Key))) as Omit<Row, Key>
}

/** Rows that the graph lacks, holds otherwise, and holds though they are gone; `known` are the hashes there. */
export function compareRows<Row extends { id: string; hash: string }>(
  rows: Row[],
  known: Map<string, string>,
): { created: Row[]; changed: Row[]; gone: string[] } {
  const wanted = new Set(rows.map(({ id }) => id))
  return {
    created: rows.filter(({ id }) => !known.has(id)),
    changed: rows.filter(({ id, hash }) => known.has(id) && known.get(id) !== hash),
    gone: [...known.keys()].filter((id) => !wanted.has(id)),
  }
}

const hashesOfDocuments = `
  MATCH (document:Document)-[:IN]->(:Dataset {id: $dataset})
  RETURN document.id, document.hash`

const otherDatasets = `
  UNWIND $batch.rows AS row
  MATCH (document:Document {id: row.id})-[:IN]->(dataset:Dataset) WHERE dataset.id <> $dataset
  RETURN document.id, dataset.id, EXISTS {
    MATCH (document)-[:HAS_PASSAGE]->(:Passage)<-[:EVIDENCED_BY]-(:Fact)-[from:FROM]->(:Load) WHERE from.until IS NULL
  }`

const writeDocuments = `
  UNWIND $batch.rows AS row
  MATCH (dataset:Dataset {id: $dataset})
  MERGE (document:Node {id: row.id})
  SET document = row.properties, document:Document
  WITH document, dataset
  OPTIONAL MATCH (document)-[old:IN|CITES|COPY_OF|CORRECTS]->()
  DELETE old
  WITH DISTINCT document, dataset
  CREATE (document)-[:IN]->(dataset)`

const linkDocuments = `
  UNWIND $batch.rows AS row
  MATCH (document:Document {id: row.from})
  MATCH (other:Document {id: row.to})
  CREATE (document)-[:$(row.type)]->(other)`

const hashesOfPassages = `
  MATCH (:Dataset {id: $dataset})<-[:IN]-(:Document)-[:HAS_PASSAGE]->(passage:Passage)
  RETURN passage.id, passage.hash`

const hashesOfThesePassages = `
  UNWIND $batch.rows AS id
  MATCH (passage:Passage {id: id})
  RETURN id, passage.hash`

const writePassages = `
  UNWIND $batch.rows AS row
  MATCH (document:Document {id: row.document})
  MERGE (passage:Node {id: row.id})
  SET passage = row.properties, passage:Passage
  MERGE (document)-[:HAS_PASSAGE]->(passage)`

const dropPassages = `
  UNWIND $batch.rows AS id
  MATCH (passage:Passage {id: id}) WHERE NOT EXISTS { (passage)<-[:EVIDENCED_BY]-() }
  DETACH DELETE passage
  RETURN id`

const dropDocuments = `
  UNWIND $batch.rows AS id
  MATCH (document:Document {id: id}) WHERE NOT EXISTS { (document)-[:HAS_PASSAGE]->() }
  DETACH DELETE document
  RETURN id`

/**
 * What the graph holds of a dataset, or of a part of it: hashes of its rows by id. What is held and not in what is written
 * is gone.
 */
export interface Held {
  documents: Map<string, string>
  passages: Map<string, string>
  /** What the dataset says of nodes. */
  nodes: Map<string, string>
  claims: Map<string, HeldClaim>
}

export interface HeldClaim {
  hash: string
  /** False where the dataset withdrew it. */
  open: boolean
}

/** All that is held of a dataset's record. */
export async function heldRecord(run: Run, dataset: string): Promise<Omit<Held, 'nodes'>> {
  const parameters = { dataset }
  return {
    documents: await heldDocuments(run, dataset),
    passages: new Map((await run({ text: hashesOfPassages, parameters })) as [string, string][]),
    claims: claimsHeld(await run({ text: hashesOfClaims, parameters })),
  }
}

/** The documents that are held of a dataset. */
export async function heldDocuments(run: Run, dataset: string): Promise<Map<string, string>> {
  return new Map((await run({ text: hashesOfDocuments, parameters: { dataset } })) as [string, string][])
}

/** What is held of some passages and claims of a dataset. */
export async function heldOfRecord(
  run: Run,
  dataset: string,
  { passages, claims }: { passages: string[]; claims: string[] },
): Promise<Omit<Held, 'nodes'>> {
  return {
    documents: new Map(),
    passages: new Map((await overRows(run, hashesOfThesePassages, passages)) as [string, string][]),
    claims: claimsHeld(await overRows(run, hashesOfTheseClaims, claims, { dataset })),
  }
}

function claimsHeld(rows: unknown[][]): Map<string, HeldClaim> {
  return new Map((rows as [string, string, boolean][]).map(([id, hash, open]) => [id, { hash, open }]))
}

/** Documents and passages as they are now in the graph, and what is to be dropped once nothing rests on it. */
export interface Sources {
  /** Documents that differ from what was there. */
  changed: string[]
  gone: { documents: string[]; passages: string[] }
}

/** Writes documents and passages. Throws Problems for a document that another dataset brought. */
export async function writeSources(
  writing: Writing,
  { documents, passages }: Pick<Draft, 'documents' | 'passages'>,
  held: Pick<Held, 'documents' | 'passages'>,
): Promise<Sources> {
  const { run, dataset, changes, marks } = writing
  const documentRows = documents.map(documentRow)
  await refuseOthers(run, dataset, documentRows)
  const old = compareRows(documentRows, held.documents)
  const written = [...old.created, ...old.changed]
  await overRows(run, writeDocuments, written, { dataset })
  await overRows(
    run,
    linkDocuments,
    written.flatMap(({ links }) => links),
  )
  const oldPassages = compareRows(passages.map(passageRow), held.passages)
  await overRows(run, writePassages, [...oldPassages.created, ...oldPassages.changed])
  for (const rows of [old, oldPassages]) {
    marks.created(rows.created.map(({ id }) => id))
    for (const { id } of rows.changed) marks.updated(id)
  }
  changes.created += old.created.length + oldPassages.created.length
  changes.updated += old.changed.length + oldPassages.changed.length
  return { changed: old.changed.map(({ id }) => id), gone: { documents: old.gone, passages: oldPassages.gone } }
}

/** Takes away passages and documents that are gone from the input, save those that closed claims still rest on. */
export async function dropSources({ run, changes, marks }: Writing, { gone }: Sources): Promise<void> {
  const dropped = [
    ...(await overRows(run, dropPassages, gone.passages)),
    ...(await overRows(run, dropDocuments, gone.documents)),
  ]
  marks.removed(dropped.map(([id]) => id as string))
  changes.removed += dropped.length
}

async function refuseOthers(run: Run, dataset: string, rows: { id: string }[]): Promise<void> {
  const found = (await overRows(run, otherDatasets, rows, { dataset })) as [string, string, boolean][]
  const problems = found
    .filter(([, , inUse]) => inUse)
    .map(
      ([id, other]) =>
        new Problem('BAD_DATA', `${id} belongs to ${other} already.`, {
          hint: 'Give the document another id, or drop it there first.',
        }),
    )
  if (problems.length > 0) throw new Problems(problems)
}

/** A document as it is stored, with what it cites, copies and corrects. */
export function documentRow({ id, cites, copyOf, corrects, ...values }: DocumentDraft) {
  const link = (type: string) => (to: string) => ({ type, from: id, to })
  const links = [...cites.map(link('CITES')), ...copyOf.map(link('COPY_OF')), ...corrects.map(link('CORRECTS'))]
  const hash = rowHash({ id, links, ...values })
  return { id, hash, links, properties: { ...storedNode(registry.named('Document')!, id, values), hash } }
}

/** A passage as it is stored. */
export function passageRow({ id, document, ...values }: PassageDraft) {
  const hash = rowHash({ id, document, ...values })
  return { id, hash, document, properties: { ...storedNode(registry.named('Passage')!, id, values), hash } }
}

const hashesOfClaims = `
  MATCH (:Dataset {id: $dataset})<-[:OF]-(:Load)<-[from:FROM]-(claim:Claim)
  RETURN claim.id, from.hash, from.until IS NULL`

const hashesOfTheseClaims = `
  UNWIND $batch.rows AS id
  MATCH (claim:Claim {id: id})-[from:FROM {dataset: $dataset}]->(:Load)
  RETURN id, from.hash, from.until IS NULL`

const writeClaims = `
  UNWIND $batch.rows AS row
  MATCH (load:Load {id: $load})
  MERGE (claim:Node {id: row.id})
  ON CREATE SET claim.standing = false, claim.corroboration = 'SINGLE_ORIGIN', claim.recordedFrom = $at, claim.recordedTo = $at
  SET claim:Claim:Fact, claim += row.properties
  CREATE (claim)-[:FROM {dataset: $dataset, hash: row.hash}]->(load)
  WITH row, claim
  CALL (row, claim) {
    MATCH (claim)-[merged:SUBJECT|OBJECT]->(node) WHERE NOT node.id IN [row.properties.subjectId, coalesce(row.properties.objectId, '')]
    DELETE merged
  }
  OPTIONAL MATCH (subject:Node {id: row.properties.subjectId})
  OPTIONAL MATCH (object:Node {id: row.properties.objectId})
  FOREACH (node IN CASE WHEN subject IS NULL THEN [] ELSE [subject] END | MERGE (claim)-[:SUBJECT]->(node))
  FOREACH (node IN CASE WHEN object IS NULL THEN [] ELSE [object] END | MERGE (claim)-[:OBJECT]->(node))`

const dropFrom = `
  UNWIND $batch.rows AS id
  MATCH (claim:Claim {id: id})-[from:FROM {dataset: $dataset}]->(:Load)
  DELETE from`

const evidenceClaims = `
  UNWIND $batch.rows AS row
  MATCH (claim:Claim {id: row.id})
  UNWIND row.evidence AS passageId
  MATCH (passage:Passage {id: passageId})
  MERGE (claim)-[:EVIDENCED_BY]->(passage)`

const supersedeClaims = `
  UNWIND $batch.rows AS row
  MATCH (claim:Claim {id: row.id})
  OPTIONAL MATCH (claim)-[old:SUPERSEDES]->(other:Claim) WHERE NOT other.id IN row.supersedes
  DELETE old
  WITH claim, row
  UNWIND row.supersedes AS supersededId
  MATCH (superseded:Claim {id: supersededId})
  MERGE (claim)-[:SUPERSEDES]->(superseded)`

const aboutOf = `
  UNWIND $batch.rows AS id
  MATCH (claim:Claim {id: id})
  RETURN claim.about`

const supersededBy = `
  UNWIND $batch.rows AS id
  MATCH (:Claim {id: id})-[:SUPERSEDES]->(superseded:Claim)
  RETURN DISTINCT superseded.id`

const withdrawClaims = `
  UNWIND $batch.rows AS id
  MATCH (:Claim {id: id})-[from:FROM {dataset: $dataset}]->(:Load) WHERE from.until IS NULL
  SET from.until = $at`

/** What writing claims affects: which may stand or not from now on, and the keys of the topics they spoke about before. */
export interface ClaimChanges {
  ids: string[]
  topics: string[]
}

/** Writes the claims that are new, differ or are back, and withdraws those that are gone. */
export async function writeClaimRows(
  writing: Writing,
  claims: ClaimDraft[],
  held: Held['claims'],
): Promise<ClaimChanges> {
  const { run, dataset, load, at, changes, marks } = writing
  const open = [...held].filter(([, each]) => each.open).map(([id, { hash }]): [string, string] => [id, hash])
  const old = compareRows(claims.map(claimRow), new Map(open))
  const written = [...old.created, ...old.changed]
  const ids = [...written.map(({ id }) => id), ...old.gone]
  const changed = old.changed.map(({ id }) => id)
  const before = await overRows(run, supersededBy, [...changed, ...old.gone])
  // A claim about what was merged speaks about the survivor afterwards.
  const topics = (await overRows(run, aboutOf, changed)).map(([about]) => about as string)
  await overRows(
    run,
    dropFrom,
    written.map(({ id }) => id).filter((id) => held.has(id)),
    { dataset },
  )
  await overRows(run, writeClaims, written, { dataset, load, at })
  await overRows(run, evidenceClaims, written)
  const superseding = written.filter(({ id, supersedes }) => supersedes.length > 0 || changed.includes(id))
  await overRows(run, supersedeClaims, superseding)
  await overRows(run, withdrawClaims, old.gone, { dataset, at })
  marks.created(old.created.map(({ id }) => id))
  for (const id of changed) marks.updated(id)
  changes.created += old.created.length
  changes.updated += old.changed.length
  changes.removed += old.gone.length
  const after = superseding.flatMap(({ supersedes }) => supersedes)
  const superseded = [...before.map(([id]) => id as string), ...after]
  return { ids: [...new Set([...ids, ...superseded])], topics }
}

/** A claim as it is stored, with what it rests on and corrects. */
export function claimRow(draft: ClaimDraft) {
  const { id, subject, object, supersedes, evidence, qualifiers, ...values } = without(draft, 'place')
  const hash = claimHash(draft)
  const properties: Properties = {
    // Whatever else a claim says is part of its id, so only these can be gone when it is written again.
    ...{ dateText: null, dateAnchor: null, dateAnchorFirst: null, dateAnchorLast: null, score: null, said: null },
    ...storedNode(registry.named('Claim')!, id, {
      ...values,
      qualifiers: Object.keys(qualifiers).length > 0 ? canonical(qualifiers) : null,
    }),
    // What it is about may go and come again; the claim still knows.
    subjectId: subject,
    objectId: object ?? null,
    about: topicKey(draft),
  }
  return { id, hash, supersedes, evidence, properties }
}

/** The hash of a claim as it was said; where it names what was merged, that and the hash of the ends it has by that. */
function claimHash(draft: ClaimDraft): string {
  const { said, ...resolved } = without(draft, 'place')
  if (said === undefined) return rowHash(resolved)
  return followedHash(rowHash({ ...resolved, ...(JSON.parse(said) as SaidEnds) }), resolved)
}

/** The hash of a claim's row whose merged ids lead to these ends now; of the claim as said where there are none. */
export function followedHash(hash: string, ends?: SaidEnds): string {
  const [own] = hash.split('+') as [string]
  if (!ends) return own
  const { subject, object, qualifiers } = ends
  return `${own}+${rowHash({ subject, object, qualifiers })}`
}

/** A claim stands while its dataset has it, no claim that itself is brought by words that stand corrects it, and one of its documents is not retracted. */
const standings = `
  UNWIND $batch.rows AS id
  MATCH (claim:Claim {id: id})
  RETURN id, claim.about, claim.standing,
    COLLECT { MATCH (claim)-[:FROM]->(:Load)-[:OF]->(dataset:Dataset) RETURN DISTINCT dataset.id },
    EXISTS { MATCH (claim)-[from:FROM]->(:Load) WHERE from.until IS NULL }
    AND EXISTS { MATCH (claim)-[:EVIDENCED_BY]->(:Passage)<-[:HAS_PASSAGE]-(document:Document) WHERE document.status <> 'RETRACTED' }
    AND NOT EXISTS {
      MATCH (claim)<-[:SUPERSEDES]-(later:Claim)-[from:FROM]->(:Load)
      WHERE from.until IS NULL AND EXISTS {
        MATCH (later)-[:EVIDENCED_BY]->(:Passage)<-[:HAS_PASSAGE]-(document:Document) WHERE document.status <> 'RETRACTED'
      }
    }`

const setStandings = `
  UNWIND $batch.rows AS row
  MATCH (claim:Claim {id: row.id})
  SET claim.standing = row.standing,
    claim.recordedFrom = CASE WHEN row.standing THEN $at ELSE claim.recordedFrom END,
    claim.recordedTo = CASE WHEN row.standing THEN null ELSE $at END`

/** Claims with those that they correct: whether these stand hangs on where the former come from, too. */
export async function withCorrected(run: Run, ids: string[]): Promise<string[]> {
  const corrected = (await overRows(run, supersededBy, ids)).map(([id]) => id as string)
  return [...new Set([...ids, ...corrected])]
}

/** Claims as they were settled: the keys of all their topics, and the datasets whose facts that touches. */
export interface Settled {
  topics: string[]
  datasets: string[]
}

/** Opens and closes claims as they stand now. */
export async function settleClaims({ run, at, marks }: Writing, ids: string[]): Promise<Settled> {
  const found = (await overRows(run, standings, ids)) as [string, string, boolean, string[], boolean][]
  const turned = found.filter(([, , was, , is]) => was !== is).map(([id, , , , standing]) => ({ id, standing }))
  await overRows(run, setStandings, turned, { at })
  marks.closed(turned.filter(({ standing }) => !standing).map(({ id }) => id))
  for (const { id } of turned.filter(({ standing }) => standing)) marks.updated(id, ['standing'])
  return {
    topics: found.map(([, about]) => about),
    datasets: [...new Set(found.flatMap(([, , , datasets]) => datasets))],
  }
}
