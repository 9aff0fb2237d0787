import { groupBy, parted, surest, topicKey } from './assertion.js'
import { carried, nodeRow } from './contribution.js'
import { agreement } from './corroborate.js'
import { deciding, followingFrom, readActors } from './derive.js'
import type { Draft, NodeDraft, PassageDraft } from './draft.js'
import { projectProperty, projectRelations } from './project.js'
import type { Relation } from './project.js'
import { passageRow } from './record.js'
import { references } from './references.js'
import type { Actor } from './rollup.js'
import { edgeTypes, labelsOf, propertyOf, sortStrings, stored, typeOf } from './stored.js'
import type { Properties } from './stored.js'
import { overRows } from './transaction.js'
import type { Run, Writing } from './transaction.js'
import { createRelations, forReading, present } from './writeRelations.js'

/**
 * The short way for what is new: an event or a statement that the graph knows nothing of, and that says nothing of others.
 * All that it becomes is worked out here, by the functions that work out the world otherwise, and only created: nothing is
 * read back that cannot be there. A test holds that both ways make the same graph.
 */

/** Whatever is there of some ids already: a node, claims that outlived one, a tombstone. */
const traces = `
  UNWIND $batch.rows AS id
  WITH id
  WHERE EXISTS { MATCH (:Node {id: id}) }
    OR EXISTS { MATCH (:Claim {subjectId: id}) }
    OR EXISTS { MATCH (:Claim {objectId: id}) }
    OR EXISTS { MATCH (:Removed {removedId: id}) }
  RETURN id`

/** A `fact` that rests on `passage`, brought by `load`, with all that ties it. What it is tied to is looked up once. */
const createFact = `CREATE (passage)<-[:EVIDENCED_BY]-(node:$(fact.labels))-[from:FROM]->(load)
  SET node = fact.properties, from = fact.from
  WITH node, fact
  UNWIND fact.ends AS end
  MATCH (other:Node {id: end.id})
  FOREACH (edge IN end.outward | CREATE (node)-[made:$(edge.type)]->(other) SET made = edge.properties)
  FOREACH (edge IN end.inward | CREATE (other)-[made:$(edge.type)]->(node) SET made = edge.properties)`

/** New rows with the facts that rest on them. */
const rowsWithFacts = `
  MATCH (document:Document {id: $document})
  MATCH (load:Load {id: $load})
  UNWIND $batch.rows AS row
  CREATE (document)-[:HAS_PASSAGE]->(passage:Node:Passage:Changed)
  SET passage = row.passage
  WITH load, passage, row
  UNWIND row.facts AS fact
  ${createFact}`

/** New facts that rest on rows which are there. */
const factsAlone = `
  MATCH (load:Load {id: $load})
  UNWIND $batch.rows AS fact
  MATCH (passage:Passage {id: fact.passage})
  ${createFact}`

/** Actors as they are in the graph, kept from one batch to the next while nobody else writes. */
export class Actors {
  private readonly known = new Map<string, Actor | undefined>()

  constructor(private readonly most = 50_000) {}

  async read(run: Run, ids: string[]): Promise<Map<string, Actor>> {
    if (this.known.size > this.most) this.known.clear()
    const missing = ids.filter((id) => !this.known.has(id))
    const read = await readActors(run, missing)
    for (const id of missing) this.known.set(id, read.get(id))
    const found = new Map<string, Actor>()
    for (const id of ids) if (this.known.get(id)) found.set(id, this.known.get(id)!)
    return found
  }

  /** Those of whom something was written that decides for whom they count, and who holds an office with one of them. */
  forget(ids: ReadonlySet<string>): void {
    if (ids.size === 0) return
    for (const [id, actor] of this.known)
      if (ids.has(id) || actor?.offices.some(({ body }) => ids.has(body.id))) this.known.delete(id)
  }

  clear(): void {
    this.known.clear()
  }
}

/** Whether a node can go the short way where it is new: it carries its own claim, and all that it says is of itself. */
export function isSelfContained({ id, relations, names, externalIds, evidence, said }: NodeDraft): boolean {
  return (
    typeOf(id).ownClaim === true &&
    names.length + externalIds.length === 0 &&
    said === undefined &&
    evidence.length === 1 &&
    relations.every(({ type, from, to }) => (from === id || to === id) && type !== 'PART_OF')
  )
}

/** Which of some ids the graph knows anything of. */
export async function tracesOf(run: Run, ids: string[]): Promise<Set<string>> {
  return new Set((await overRows(run, traces, ids)).map(([id]) => id as string))
}

/** Takes from `facts` what others refer to: those go the general way, which goes first and cannot wait for the short one. */
export function settleOrder({ nodes, claims }: Pick<Draft, 'nodes' | 'claims'>, facts: Set<string>): void {
  let general = nodes.filter(({ id }) => !facts.has(id))
  let said = claims
  while (general.length + said.length > 0) {
    const named = references({ nodes: general, claims: said, documents: [], redirects: [] })
    general = nodes.filter(({ id }) => facts.has(id) && named.has(id))
    for (const { id } of general) facts.delete(id)
    said = []
  }
}

/** A new row as it is created. */
export interface FreshRow {
  id: string
  properties: Properties
}

/** A new fact as it is created, and the relationships that it states. */
export interface FreshFact {
  id: string
  passage: string
  labels: string[]
  properties: Properties
  from: { dataset: string; hash: string; content?: string }
  relations: Relation[]
}

/** The load that brings something. */
export type Bringer = Pick<Writing, 'dataset' | 'load' | 'at'>

/** A passage; of a table's row, with the hash that tells later whether the row differs. */
export function freshRow(passage: PassageDraft, bringer: Bringer, rowHash?: string): FreshRow {
  const own = present({ ...passageRow(passage).properties, rowHash })
  return { id: passage.id, properties: { ...own, ...created(passage.id, bringer) } }
}

/** All that a fact by itself makes of the world, but for what depends on the actors in it. */
export function freshFact(node: NodeDraft, document: string, bringer: Bringer): FreshFact {
  const { id, evidence, certainty } = node
  const type = typeOf(id)
  const { dataset } = bringer
  const { labels, hash, content, sorts, contribution } = nodeRow(node, dataset)
  const assertions = carried([contribution], () => ({ documents: [document], publishedOn: '' }))
  const values: Properties = {}
  for (const assertion of assertions) {
    const field = assertion.object === undefined ? propertyOf(type, assertion.predicate) : undefined
    if (field) values[assertion.predicate] = projectProperty(field, [assertion])
  }
  const verdict = {
    certainty: surest([certainty]),
    corroboration: agreement([document], new Map()),
    standing: true,
  }
  const own = present({ ...stored(type, { ...values, ...verdict }), ...sortStrings(type, id, values) })
  const related = assertions.filter(({ object }) => object !== undefined)
  const relations = [...groupBy(related, topicKey).values()].flatMap((group) =>
    projectRelations(edgeTypes().get(group[0]!.predicate), group),
  )
  return {
    id,
    passage: evidence[0]!,
    labels: ['Node', 'Changed', ...labels.filter((label) => label !== 'Node')],
    properties: { id, ...sorts, ...own, ...created(id, bringer) },
    from: { dataset, hash, content },
    relations: relations.map((relation) => ({ ...relation, properties: present(relation.properties) })),
  }
}

/** The mark of what came. */
export function created(id: string, { at, load }: Bringer): Properties {
  return { changeSort: `${at}|${id}`, changedAt: at, changeKind: 'CREATED', changeLoad: load }
}

/**
 * Creates rows, and facts that `isSelfContained` and of which there are no traces; each fact rests on one of the rows, or on
 * a passage that is there. The ends of their relationships must be there, or be among them. All are of one document, which stands.
 */
export async function writeFresh(
  writing: Writing,
  document: string,
  rows: FreshRow[],
  facts: FreshFact[],
  actors: Actors,
): Promise<void> {
  const { run, marks } = writing
  const whole = await withFollowing(run, facts, actors)
  await createRows(writing, document, rows, whole)
  const relations = whole.flatMap((fact) => fact.relations)
  // Between facts either may be the later.
  await overRows(run, createRelations, relations.filter(isBetweenFacts))
  for (const [id, type] of touchedBy(relations)) marks.updated(id, [type])
}

/** Creates rows, and facts as `createFacts` does. */
export async function createRows(
  writing: Writing,
  document: string,
  rows: FreshRow[],
  facts: FreshFact[] = [],
): Promise<void> {
  const { run, load, changes } = writing
  const brought = new Set(rows.map(({ id }) => id))
  const [own, apart] = parted(facts, ({ passage }) => brought.has(passage))
  const byPassage = groupBy(own, ({ passage }) => passage)
  const wanted = rows.map(({ id, properties }) => ({ passage: properties, facts: (byPassage.get(id) ?? []).map(tied) }))
  await overRows(run, rowsWithFacts, wanted, { document, load })
  changes.created += rows.length + own.length
  await createFacts(writing, apart)
}

/** Creates facts that rest on passages which are there, without their relationships to other events and statements. */
export async function createFacts({ run, load, changes }: Writing, facts: FreshFact[]): Promise<void> {
  await overRows(run, factsAlone, facts.map(tied), { load })
  changes.created += facts.length
}

/** Facts with the relationships that follow from them and from what is known of the actors in them. */
export async function withFollowing(run: Run, facts: FreshFact[], actors: Actors): Promise<FreshFact[]> {
  const ends = new Set(facts.flatMap(({ relations }) => relations.flatMap(({ from, to }) => [from, to])))
  const acting = [...ends].filter((id) => labelsOf(typeOf(id)).includes('Actor'))
  const known = await actors.read(run, acting)
  return facts.map((fact) => ({ ...fact, relations: [...fact.relations, ...following(fact, known)] }))
}

/** Whom new relationships of facts change, and by which type of them. */
export function touchedBy(relations: Relation[]): [id: string, type: string][] {
  return relations
    .filter(({ type }) => !forReading.includes(type))
    .flatMap(({ type, from, to }) =>
      [from, to].filter((id) => !typeOf(id).ownClaim).map((id): [string, string] => [id, type]),
    )
}

function isBetweenFacts({ from, to }: Relation): boolean {
  return typeOf(from).ownClaim === true && typeOf(to).ownClaim === true
}

/** A fact with its relationships by what they lead to, without those to other facts. */
function tied({ id, passage, labels, properties, from, relations }: FreshFact) {
  const ends = new Map<string, { id: string; outward: Tie[]; inward: Tie[] }>()
  for (const relation of relations) {
    if (isBetweenFacts(relation)) continue
    const isOutward = relation.from === id
    const other = isOutward ? relation.to : relation.from
    const end = ends.get(other) ?? { id: other, outward: [], inward: [] }
    ends.set(other, end)
    end[isOutward ? 'outward' : 'inward'].push({ type: relation.type, properties: relation.properties })
  }
  return { passage, labels, properties, from, ends: [...ends.values()] }
}

interface Tie {
  type: string
  properties: Properties
}

/** What follows from a fact and those in it, and is kept for reading. */
function following({ id, passage, properties, relations }: FreshFact, actors: Map<string, Actor>): Relation[] {
  const neighbours = relations
    .filter(({ type }) => deciding.includes(type))
    .map(({ type, from, to, properties: of }) => {
      const other = from === id ? to : from
      return { relationship: type, id: other, labels: labelsOf(typeOf(other)), properties: of }
    })
  const texts = properties as Record<string, string | null>
  const fact = { id, type: typeOf(id).name, properties: texts, passages: [passage], neighbours }
  return followingFrom(fact, [], actors).map((relation) => ({ ...relation, properties: present(relation.properties) }))
}
