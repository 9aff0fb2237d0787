import { groupBy, parted, topicKey } from './assertion.js'
import type { Assertion } from './assertion.js'
import { namesOf, nodeRow } from './contribution.js'
import { corroborate } from './corroborate.js'
import type { Verdict } from './corroborate.js'
import type { ClaimDraft, Draft, NodeDraft, PassageDraft } from './draft.js'
import { createFacts, created, settleOrder, touchedBy } from './fresh.js'
import type { Bringer, FreshFact } from './fresh.js'
import { projectProperty, projectRelations } from './project.js'
import type { Relation } from './project.js'
import { claimRow } from './record.js'
import { edgeTypes, isFact, labelsOf, propertyOf, storedNode, typeOf } from './stored.js'
import type { Properties } from './stored.js'
import { overRows } from './transaction.js'
import type { Writing } from './transaction.js'
import { createRelations, present } from './writeRelations.js'

/**
 * The short way for things that are new, such as actors, and for what is claimed of them: as nothing else is known of them,
 * what is said here is all that they are. They come before all else, which may refer to them.
 */

const createThings = `
  MATCH (load:Load {id: $load})
  UNWIND $batch.rows AS thing
  CREATE (node:$(thing.labels))-[from:FROM]->(load)
  SET node = thing.properties, from = thing.from
  FOREACH (name IN thing.names | CREATE (node)-[:NAMED]->(made:Name) SET made = name)`

/** Whether a thing can go the short way where it is new: it is no fact, and takes no identifier that another may have. */
export function isPlainThing({ id, externalIds, said }: NodeDraft): boolean {
  return !isFact(typeOf(id)) && externalIds.length === 0 && said === undefined
}

type Said = Pick<Draft, 'nodes' | 'claims'>
type Rows = Pick<Draft, 'passages'>

/** What goes the short way, in the order in which it is written, and what goes the general one, which comes after the things. */
export interface Short {
  /** Passages that must be there before others rest on them. */
  first: PassageDraft[]
  things: Said
  general: Said & Rows
  /** Passages on which only the facts rest. */
  rest: PassageDraft[]
  /** Ids of events and statements. */
  facts: Set<string>
}

/**
 * Parts what goes the short way from the rest. `fresh` are the ids of what is new and plain, and the claims whose words will be
 * there. A claim about a new thing goes with it unless it concerns a fact, corrects another claim, or names what comes only
 * afterwards.
 */
export function shortOf(
  { passages, nodes, claims }: Said & Rows,
  fresh: { passages: string[]; things: string[]; facts: string[]; claims: ClaimDraft[] },
): Short {
  const [brought, plain, facts] = [new Set(fresh.passages), new Set(fresh.things), new Set(fresh.facts)]
  const standing = new Set(fresh.claims)
  const [things, others] = parted(nodes, ({ id }) => plain.has(id))
  const later = new Set(others.map(({ id }) => id))
  const isThere = (id: string) => !isFact(typeOf(id)) && !later.has(id)
  const [told, claimed] = parted(
    claims,
    (claim) =>
      plain.has(claim.subject) &&
      (claim.object === undefined || isThere(claim.object)) &&
      claim.supersedes.length === 0 &&
      claim.said === undefined &&
      standing.has(claim),
  )
  settleOrder({ nodes: others, claims: claimed }, facts)
  const [carrying, general] = parted(others, ({ id }) => facts.has(id))
  const wordsOf = (some: { evidence: string[] }[]) => new Set(some.flatMap(({ evidence }) => evidence))
  const [needed, carried] = [wordsOf([...general, ...claims]), wordsOf(carrying)]
  const [made, old] = parted(passages, ({ id }) => brought.has(id))
  const [rest, first] = parted(made, ({ id }) => carried.has(id) && !needed.has(id))
  return {
    ...{ first, things: { nodes: things, claims: told }, rest, facts },
    general: { passages: old, nodes: general, claims: claimed },
  }
}

/**
 * Creates things of which there are no traces, with what is claimed of them, by words that are there. All claims about one thing
 * are of one document, which stands: so they cannot corroborate one another.
 */
export async function writeThings(writing: Writing, { nodes, claims }: Said): Promise<void> {
  const { run, load, changes, marks } = writing
  const { values, verdicts, relations } = projected(claims)
  const things = nodes.map((node) => freshThing(node, values.get(node.id) ?? {}, writing))
  await overRows(run, createThings, things, { load })
  await createFacts(
    writing,
    claims.map((claim) => freshClaim(claim, verdicts.get(claim.id)!, writing)),
  )
  await overRows(run, createRelations, relations)
  const own = new Set(nodes.map(({ id }) => id))
  for (const [id, type] of touchedBy(relations)) if (!own.has(id)) marks.updated(id, [type])
  changes.created += things.length
}

/** What claims make of the world where nothing else stands about their topics. */
function projected(claims: ClaimDraft[]) {
  const values = new Map<string, Properties>()
  const verdicts = new Map<string, Verdict>()
  const relations: Relation[] = []
  for (const group of groupBy(claims.map(assertionOf), topicKey).values()) {
    const { predicate, subject, object } = group[0]!
    const field = object === undefined ? propertyOf(typeOf(subject), predicate) : undefined
    const edge = object === undefined ? undefined : edgeTypes().get(predicate)
    for (const [fact, verdict] of corroborate(group, new Map(), { field, edge })) verdicts.set(fact, verdict)
    if (field) values.set(subject, { ...values.get(subject), [predicate]: projectProperty(field, group) })
    if (object !== undefined) relations.push(...projectRelations(edge, group))
  }
  const clean = relations.map((relation) => ({ ...relation, properties: present(relation.properties) }))
  return { values, verdicts, relations: clean }
}

function assertionOf(claim: ClaimDraft): Assertion {
  return { ...claim, fact: claim.id, claim: true, documents: [], publishedOn: '' }
}

function freshThing(node: NodeDraft, values: Properties, bringer: Bringer) {
  const { id, hash, content, labels } = nodeRow(node, bringer.dataset)
  return {
    labels: [...labels, 'Changed'],
    properties: { ...present(storedNode(typeOf(id), id, values)), ...created(id, bringer) },
    from: { dataset: bringer.dataset, hash, content },
    names: [...namesOf([node]).values()].map(({ id: _, ...name }) => present(name)),
  }
}

function freshClaim(claim: ClaimDraft, corroboration: Verdict, bringer: Bringer): FreshFact {
  const { id, hash, evidence, properties } = claimRow(claim)
  const [passage, ...passages] = evidence
  const tie = (type: string) => (to: string) => ({ type, from: id, to, key: '', properties: {} })
  const ends = [claim.subject].map(tie('SUBJECT')).concat((claim.object ? [claim.object] : []).map(tie('OBJECT')))
  return {
    id,
    passage: passage!,
    labels: [...labelsOf(typeOf(id)), 'Changed'],
    properties: {
      ...present(properties),
      ...{ corroboration, standing: true, recordedFrom: bringer.at, ...created(id, bringer) },
    },
    from: { dataset: bringer.dataset, hash },
    relations: [...ends, ...passages.map(tie('EVIDENCED_BY'))],
  }
}
