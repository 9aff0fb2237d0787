import { fold } from '../model/searchText.js'
import { Problem, Problems } from '../problem.js'
import { compare, groupBy, topicKey } from './assertion.js'
import type { Assertion } from './assertion.js'
import { canonical } from './claim.js'
import type { NodeDraft } from './draft.js'
import { compareRows, textHash, without } from './record.js'
import { blankSorts, isFact, labelsOf, typeOf } from './stored.js'
import { overRows } from './transaction.js'
import type { Run, Writing } from './transaction.js'

/**
 * What each dataset says of a node, as it was read: on the relationship from the node to the load that brought it. The
 * node itself is put together from all of them, so that one dataset can go without taking what another said.
 */
export interface Contribution extends Pick<
  NodeDraft,
  'id' | 'type' | 'names' | 'externalIds' | 'evidence' | 'certainty' | 'properties' | 'relations' | 'said'
> {
  dataset: string
}

const hashesOfNodes = `
  MATCH (:Dataset {id: $dataset})<-[:OF]-(:Load)<-[from:FROM]-(node:Node) WHERE NOT node:Claim
  RETURN node.id, from.hash`

const hashesOfTheseNodes = `
  UNWIND $batch.rows AS id
  MATCH (node:Node {id: id})-[from:FROM {dataset: $dataset}]->(:Load) WHERE NOT node:Claim
  RETURN id, from.hash`

const contributions = `
  UNWIND $batch.rows AS id
  MATCH (node:Node {id: id})-[from:FROM]->(:Load) WHERE NOT node:Claim
  RETURN from.dataset, from.content`

const createNodes = `
  UNWIND $batch.rows AS row
  MERGE (node:Node {id: row.id})
  ON CREATE SET node += row.sorts
  SET node:$(row.labels)
  WITH node
  CALL (node) {
    MATCH (claim:Claim {subjectId: node.id})
    MERGE (claim)-[:SUBJECT]->(node)
  }
  CALL (node) {
    MATCH (claim:Claim {objectId: node.id})
    MERGE (claim)-[:OBJECT]->(node)
  }`

const dropFrom = `
  UNWIND $batch.rows AS id
  MATCH (node:Node {id: id})-[from:FROM {dataset: $dataset}]->(:Load)
  DELETE from`

const writeFrom = `
  UNWIND $batch.rows AS row
  MATCH (load:Load {id: $load})
  MATCH (node:Node {id: row.id})
  CREATE (node)-[:FROM {dataset: $dataset, hash: row.hash, content: row.content}]->(load)`

const keysOfNames = `
  UNWIND $batch.rows AS id
  MATCH (:Node {id: id})-[:NAMED]->(name:Name)
  RETURN name.key`

const createNames = `
  UNWIND $batch.rows AS row
  MATCH (node:Node {id: row.id})
  CREATE (node)-[:NAMED]->(:Name {key: row.key, value: row.value, folded: row.folded, language: row.language, kind: row.kind})`

const dropNames = `
  UNWIND $batch.rows AS key
  MATCH (name:Name {key: key})
  DETACH DELETE name`

const bearers = `
  UNWIND $batch.rows AS row
  MATCH (node:Node)-[:IDENTIFIED_BY]->(:ExternalId {scheme: row.scheme, value: row.value}) WHERE node.id <> row.id
  RETURN row.id, row.scheme, row.value, node.id`

const identifiersOf = `
  UNWIND $batch.rows AS id
  MATCH (:Node {id: id})-[:IDENTIFIED_BY]->(external:ExternalId)
  RETURN id, external.scheme, external.value`

const createIdentifiers = `
  UNWIND $batch.rows AS row
  MATCH (node:Node {id: row.id})
  CREATE (node)-[:IDENTIFIED_BY]->(:ExternalId {scheme: row.scheme, value: row.value})`

const dropIdentifiers = `
  UNWIND $batch.rows AS row
  MATCH (external:ExternalId {scheme: row.scheme, value: row.value})
  DETACH DELETE external`

const writeEvidence = `
  UNWIND $batch.rows AS row
  MATCH (node:Node {id: row.id})
  OPTIONAL MATCH (node)-[old:EVIDENCED_BY]->(passage:Passage) WHERE NOT passage.id IN row.evidence
  DELETE old
  WITH DISTINCT node, row
  UNWIND row.evidence AS passageId
  MATCH (passage:Passage {id: passageId})
  MERGE (node)-[:EVIDENCED_BY]->(passage)`

/** What a load changed in what is said of nodes: before and after, by all datasets. */
export interface NodeChanges {
  /** Nodes of which this dataset says something new or nothing any more. */
  touched: string[]
  gone: string[]
  before: Contribution[]
  after: Contribution[]
}

/** Hashes of what a dataset says of nodes: of all of them, or of those with some `ids`. */
export async function heldNodes(run: Run, dataset: string, ids?: string[]): Promise<Map<string, string>> {
  const rows = ids
    ? await overRows(run, hashesOfTheseNodes, ids, { dataset })
    : await run({ text: hashesOfNodes, parameters: { dataset } })
  return new Map(rows as [string, string][])
}

/** Writes nodes with their names, identifiers and evidence. Throws Problems where another node has an identifier. */
export async function writeNodes(
  writing: Writing,
  drafts: NodeDraft[],
  held: Map<string, string>,
): Promise<NodeChanges> {
  const { run, dataset, load, changes, marks } = writing
  const { created, changed, gone } = compareRows(
    drafts.map((draft) => nodeRow(draft, dataset)),
    held,
  )
  const written = [...created, ...changed]
  const touched = [...written.map(({ id }) => id), ...gone]
  const before = await readContributions(run, touched)
  const others = before.filter((each) => each.dataset !== dataset)
  const after = [...others, ...written.map(({ contribution }) => contribution)]
  await overRows(run, createNodes, created)
  await overRows(run, dropFrom, [...changed.map(({ id }) => id), ...gone], { dataset })
  await overRows(run, writeFrom, written, { dataset, load })
  await writeNames(run, touched, after)
  await writeIdentifiers(run, touched, after, drafts)
  await overRows(run, writeEvidence, evidenceRows(touched, after))
  changes.created += created.length
  changes.updated += changed.length
  marks.created(created.map(({ id }) => id))
  for (const { id } of changed) marks.updated(id)
  return { touched, gone, before, after }
}

/** What all datasets say of these nodes. */
export async function readContributions(run: Run, ids: Iterable<string>): Promise<Contribution[]> {
  const rows = (await overRows(run, contributions, [...new Set(ids)])) as [string, string][]
  return rows.map(([dataset, content]) => ({ ...(JSON.parse(content) as Contribution), dataset }))
}

/** A node as it is stored, with what the dataset says of it. */
export function nodeRow(given: NodeDraft, dataset: string) {
  const draft = without(given, 'place')
  const type = typeOf(draft.id)
  const content = canonical(draft)
  return {
    id: draft.id,
    hash: textHash(content),
    content,
    labels: labelsOf(type),
    sorts: blankSorts(type, draft.id),
    contribution: { ...draft, dataset },
  }
}

/** The names of nodes as they are stored, each once, by their keys. */
export function namesOf(said: Pick<NodeDraft, 'id' | 'names'>[]) {
  const rows = said
    .flatMap(({ id, names }) => names.map((name) => ({ id, language: null, ...name })))
    .map((name) => ({
      key: [name.id, name.kind, name.language ?? '', name.value].join('|'),
      folded: fold(name.value),
      ...name,
    }))
  return new Map(rows.map((row) => [row.key, row]))
}

async function writeNames(run: Run, touched: string[], after: Contribution[]): Promise<void> {
  const wanted = namesOf(after)
  const there = new Set((await overRows(run, keysOfNames, touched)).map(([key]) => key as string))
  await overRows(
    run,
    dropNames,
    [...there].filter((key) => !wanted.has(key)),
  )
  await overRows(
    run,
    createNames,
    [...wanted.values()].filter(({ key }) => !there.has(key)),
  )
}

async function writeIdentifiers(
  run: Run,
  touched: string[],
  after: Contribution[],
  drafts: NodeDraft[],
): Promise<void> {
  const text = ({ id, scheme, value }: { id: string; scheme: string; value: string }) => `${id} ${scheme} ${value}`
  const wanted = new Map(
    after
      .flatMap(({ id, externalIds }) => externalIds.map((each) => ({ id, ...each })))
      .map((each) => [text(each), each]),
  )
  const rows = (await overRows(run, identifiersOf, touched)) as [string, string, string][]
  const there = new Map(rows.map(([id, scheme, value]) => ({ id, scheme, value })).map((each) => [text(each), each]))
  await overRows(
    run,
    dropIdentifiers,
    [...there.values()].filter((each) => !wanted.has(text(each))),
  )
  const missing = [...wanted.values()].filter((each) => !there.has(text(each)))
  const places = new Map(drafts.map(({ id, place }) => [id, place]))
  const twice = [...groupBy(missing, ({ scheme, value }) => `${scheme} ${value}`).values()].filter(
    (group) => group.length > 1,
  )
  const taken = [
    ...((await overRows(run, bearers, missing)) as [string, string, string, string][]),
    ...twice.map(([one, other]): [string, string, string, string] => [other!.id, other!.scheme, other!.value, one!.id]),
  ]
  if (taken.length > 0) {
    throw new Problems(
      taken.map(([id, scheme, value, other]) => {
        const hint = `If ${id} and ${other} are one, give them one id; else correct the identifier.`
        return new Problem('BAD_DATA', `${id} cannot have the identifier ${scheme} ${value}: ${other} has it.`, {
          place: places.get(id),
          hint,
        })
      }),
    )
  }
  await overRows(run, createIdentifiers, missing)
}

function evidenceRows(touched: string[], after: Contribution[]): { id: string; evidence: string[] }[] {
  const byNode = groupBy(after, ({ id }) => id)
  return touched
    .filter((id) => isFact(typeOf(id)))
    .map((id) => ({
      id,
      evidence: [...new Set((byNode.get(id) ?? []).flatMap(({ evidence }) => evidence))].sort(compare),
    }))
}

/** Keys of the topics that events and statements speak about themselves. */
export function carriedTopics(given: Contribution[]): string[] {
  return carried(given, () => ({ documents: [], publishedOn: '' })).map(topicKey)
}

/** What events and statements say themselves, as assertions: their own properties and relationships, resting on their own evidence. */
export function carried(
  given: Contribution[],
  sourcesOf: (evidence: string[]) => Pick<Assertion, 'documents' | 'publishedOn'>,
): Assertion[] {
  return given
    .filter(({ id }) => typeOf(id).ownClaim)
    .flatMap(({ id, properties, relations, certainty, evidence }) => {
      const own = {
        fact: id,
        claim: false,
        certainty,
        polarity: 'POSITIVE',
        evidence: [...evidence].sort(compare),
        ...sourcesOf(evidence),
      }
      return [
        ...Object.entries(properties).map(([predicate, value]) => ({
          ...own,
          predicate,
          subject: id,
          value,
          qualifiers: {},
        })),
        ...relations.map(({ type, from, to, properties: qualifiers }) => ({
          ...own,
          predicate: type,
          subject: from,
          object: to,
          qualifiers,
        })),
      ]
    })
}
