import type { TypeDeclaration } from '../model/registry.js'
import { groupBy, surest, topicKey, topicOf } from './assertion.js'
import type { Assertion } from './assertion.js'
import { carried, carriedTopics, readContributions } from './contribution.js'
import type { Contribution } from './contribution.js'
import { agreement, corroborate } from './corroborate.js'
import type { Sources, Verdict } from './corroborate.js'
import { latestStatus, projectProperty, projectRelations } from './project.js'
import type { StatusChange } from './project.js'
import { writeRelations } from './writeRelations.js'
import { edgeTypes, isFact, propertyOf, sortStrings, stored, typeOf } from './stored.js'
import type { Properties } from './stored.js'
import { difference, overRows } from './transaction.js'
import type { Marks } from './marks.js'
import type { Run, Writing } from './transaction.js'

/**
 * The world, worked out anew for the topics that a load touched: read all that stands about them, decide in
 * `project.ts` and `corroborate.ts`, and write what differs from what is there.
 */

const openClaims = `
  UNWIND $batch.rows AS topic
  MATCH (claim:Claim {about: topic}) WHERE claim.standing
  RETURN claim.about, claim {.id, .predicate, .value, .qualifiers, .validOn, .certainty, .polarity, .subjectId, .objectId, .corroboration},
    COLLECT { MATCH (claim)-[:EVIDENCED_BY]->(passage:Passage) RETURN passage.id ORDER BY passage.id }`

const documentsOf = `
  UNWIND $batch.rows AS id
  MATCH (:Passage {id: id})<-[:HAS_PASSAGE]-(document:Document) WHERE document.status <> 'RETRACTED'
  RETURN id, document.id, document.publishedOnFirst`

const sourcesOf = `
  UNWIND $batch.rows AS id
  MATCH (:Document {id: id})-[:CITES|COPY_OF*0..16]->(document:Document)-[:CITES|COPY_OF]->(source:Document)
  RETURN DISTINCT document.id, source.id`

export const nodesNow = `
  UNWIND $batch.rows AS id
  MATCH (node:Node {id: id})
  RETURN id, properties(node)`

export const setNodes = `
  UNWIND $batch.rows AS row
  MATCH (node:Node {id: row.id})
  SET node += row.properties`

const setClaims = `
  UNWIND $batch.rows AS row
  MATCH (claim:Claim {id: row.id})
  SET claim.corroboration = row.corroboration`

const wholesOf = `
  UNWIND $batch.rows AS id
  MATCH (:Event {id: id})-[:PART_OF]->(whole:Fact)
  RETURN DISTINCT whole.id`

const statusChanges = `
  UNWIND $batch.rows AS id
  MATCH (:Node {id: id})<-[part:PART_OF]-(event:Event) WHERE part.status IS NOT NULL
  RETURN id, event.id, part.status, event.onFirst, event.onLast`

const evidenceOf = `
  UNWIND $batch.rows AS id
  MATCH (fact:Node:Fact {id: id}) WHERE NOT fact:Claim
  RETURN id, COLLECT { MATCH (fact)-[:EVIDENCED_BY]->(passage:Passage) RETURN passage.id }`

/** Where words come from: which documents that stand hold a passage, and what those documents copy and cite. */
interface Provenance {
  /** By passage. */
  documents: Map<string, { id: string; publishedOn: string }>
  sources: Sources
}

/**
 * Works out the properties, relationships and verdicts of all `topics`, and of the node facts among `facts`. Gives every
 * topic that it looked at.
 */
export async function projectWorld(
  { run, marks }: Writing,
  topics: Iterable<string>,
  facts: Iterable<string>,
): Promise<Set<string>> {
  const all = await widen(run, new Set(topics))
  const carriers = [...all].flatMap(endsOf).filter((id) => typeOf(id).ownClaim)
  const judged = new Set([...facts, ...carriers])
  const contributions = await readContributions(
    run,
    [...judged].filter((id) => isFact(typeOf(id))),
  )
  const claims = await overRows(run, openClaims, [...all])
  const evidence = (await overRows(run, evidenceOf, [...judged])) as [string, string[]][]
  const passages = [...claims.flatMap((row) => row[2] as string[]), ...evidence.flatMap(([, ids]) => ids)]
  const provenance = await readProvenance(run, passages)
  const assertions = [
    ...claims.map((row) => claimAssertion(row, provenance)),
    ...carried(contributions, (ids) => documentsBehind(ids, provenance)).filter(
      ({ documents }) => documents.length > 0,
    ),
  ]
  const byTopic = groupBy(
    assertions.filter((each) => all.has(topicKey(each))),
    topicKey,
  )
  for (const topic of all) if (!byTopic.has(topic)) byTopic.set(topic, [])
  await writeProperties(run, byTopic, marks)
  await writeAllRelations(run, byTopic, marks)
  await writeStatuses(run, byTopic, marks)
  await writeVerdicts(run, byTopic, marks, { claims, evidence, contributions, provenance })
  return all
}

/**
 * Adds what hangs together with the topics: all that an event or statement says itself, whose verdict is one; and the
 * status of what an event is part of.
 */
async function widen(run: Run, topics: Set<string>): Promise<Set<string>> {
  const carriers = [...topics].flatMap(endsOf).filter((id) => typeOf(id).ownClaim)
  const all = new Set([...topics, ...carriedTopics(await readContributions(run, carriers))])
  const parts = [...all].map(topicOf).filter(({ predicate }) => predicate === 'PART_OF')
  const wholes = await overRows(run, wholesOf, [...new Set(carriers)])
  for (const id of [...parts.map(({ object }) => object!), ...wholes.map(([whole]) => whole as string)]) {
    if (propertyOf(typeOf(id), 'status')) all.add(topicKey({ predicate: 'status', subject: id }))
  }
  return all
}

function endsOf(topic: string): string[] {
  const { subject, object } = topicOf(topic)
  return object === undefined ? [subject] : [subject, object]
}

async function readProvenance(run: Run, passages: string[]): Promise<Provenance> {
  const rows = (await overRows(run, documentsOf, [...new Set(passages)])) as [string, string, string | null][]
  const documents = new Map(rows.map(([passage, id, first]) => [passage, { id, publishedOn: first ?? '' }]))
  const links = (await overRows(run, sourcesOf, [...new Set(rows.map(([, id]) => id))])) as [string, string][]
  const sources = new Map(
    [...groupBy(links, ([id]) => id)].map(([id, group]) => [id, [...new Set(group.map(([, source]) => source))]]),
  )
  return { documents, sources }
}

function documentsBehind(evidence: string[], { documents }: Provenance): Pick<Assertion, 'documents' | 'publishedOn'> {
  const found = evidence.flatMap((passage) => documents.get(passage) ?? [])
  return {
    documents: [...new Set(found.map(({ id }) => id))].sort(),
    publishedOn:
      found
        .map(({ publishedOn }) => publishedOn)
        .sort()
        .at(-1) ?? '',
  }
}

function claimAssertion(row: unknown[], provenance: Provenance): Assertion {
  const [, claim, evidence] = row as [string, Record<string, string | null>, string[]]
  return {
    fact: claim.id!,
    claim: true,
    predicate: claim.predicate!,
    subject: claim.subjectId!,
    object: claim.objectId ?? undefined,
    value: claim.value ?? undefined,
    qualifiers: JSON.parse(claim.qualifiers ?? '{}') as Record<string, unknown>,
    validOn: claim.validOn ?? undefined,
    certainty: claim.certainty!,
    polarity: claim.polarity!,
    evidence,
    ...documentsBehind(evidence, provenance),
  }
}

type ByTopic = Map<string, Assertion[]>

/** Topics that are properties, by subject, with the property. What an id's type does not declare is left alone. */
function propertyTopics(byTopic: ByTopic) {
  const topics = [...byTopic].flatMap(([key, assertions]) => {
    const { predicate, subject, object } = topicOf(key)
    const field = object === undefined ? propertyOf(typeOf(subject), predicate) : undefined
    return field ? [{ subject, field, predicate, assertions }] : []
  })
  return groupBy(topics, ({ subject }) => subject)
}

/** Writes every property but a status, which waits for the events. */
async function writeProperties(run: Run, byTopic: ByTopic, marks: Marks): Promise<void> {
  const values = new Map<string, Properties>()
  for (const [subject, topics] of propertyTopics(byTopic)) {
    const own = topics.filter(({ predicate }) => predicate !== 'status')
    values.set(
      subject,
      Object.fromEntries(
        own.map(({ predicate, field, assertions }) => [predicate, projectProperty(field, assertions)]),
      ),
    )
  }
  await setProperties(run, values, marks)
}

async function writeStatuses(run: Run, byTopic: ByTopic, marks: Marks): Promise<void> {
  const topics = [...propertyTopics(byTopic).values()].flat().filter(({ predicate }) => predicate === 'status')
  const rows = (await overRows(
    run,
    statusChanges,
    topics.map(({ subject }) => subject),
  )) as [string, string, string, string | null, string | null][]
  const changes = groupBy(
    rows.map(([whole, event, status, onFirst, onLast]): StatusChange & { whole: string } => ({
      whole,
      event,
      status,
      onFirst,
      onLast,
    })),
    ({ whole }) => whole,
  )
  const values = topics.map(({ subject, field, assertions }): [string, Properties] => [
    subject,
    { status: latestStatus(changes.get(subject) ?? []) ?? projectProperty(field, assertions) },
  ])
  await setProperties(run, new Map(values), marks)
}

/** Sets what differs, with the days of dates and the sort strings. What must have a value keeps its last one where nothing says any more. */
async function setProperties(run: Run, values: Map<string, Properties>, marks: Marks): Promise<void> {
  const now = new Map((await overRows(run, nodesNow, [...values.keys()])) as [string, Properties][])
  const rows = [...values].flatMap(([id, wanted]) => {
    const there = now.get(id)
    if (!there) return []
    const type = typeOf(id)
    const kept = Object.fromEntries(
      Object.entries(wanted).filter(
        ([name, value]) => value !== undefined || propertyOf(type, name)?.nullable === true,
      ),
    )
    const properties = difference(there, { ...stored(type, kept), ...sortStrings(type, id, kept) })
    return Object.keys(properties).length > 0 ? [{ id, properties }] : []
  })
  for (const { id, properties } of rows) marks.updated(id, Object.keys(properties))
  await overRows(run, setNodes, rows)
}

async function writeAllRelations(run: Run, byTopic: ByTopic, marks: Marks): Promise<void> {
  const edges = edgeTypes()
  const topics = [...byTopic]
    .map(([key, assertions]) => ({ ...topicOf(key), assertions }))
    .filter(({ object }) => object !== undefined)
  const wanted = topics.flatMap(({ predicate, assertions }) => projectRelations(edges.get(predicate), assertions))
  await writeRelations(
    run,
    topics.map(({ predicate, subject, object }) => ({ type: predicate, from: subject, to: object! })),
    wanted,
    marks,
  )
}

/** Writes the verdict on every claim about the topics, and on each node fact its certainty, verdict and whether it stands. */
async function writeVerdicts(
  run: Run,
  byTopic: ByTopic,
  marks: Marks,
  given: { claims: unknown[][]; evidence: [string, string[]][]; contributions: Contribution[]; provenance: Provenance },
): Promise<void> {
  const { sources } = given.provenance
  const edges = edgeTypes()
  const verdicts = new Map<string, Verdict>()
  for (const [key, assertions] of byTopic) {
    const { predicate, subject, object } = topicOf(key)
    const declared: { field?: ReturnType<typeof propertyOf>; edge?: TypeDeclaration } =
      object === undefined ? { field: propertyOf(typeOf(subject), predicate) } : { edge: edges.get(predicate) }
    // A statement's or event's verdict comes from many topics: one dispute is enough.
    for (const [fact, verdict] of corroborate(assertions, sources, declared))
      if (verdicts.get(fact) !== 'DISPUTED') verdicts.set(fact, verdict)
  }
  const claims = given.claims.map(([, claim]) => claim as { id: string; corroboration: string })
  const judged = claims.map(({ id, corroboration: was }) => ({ id, was, corroboration: verdicts.get(id) ?? was }))
  const turned = judged.filter(({ was, corroboration }) => was !== corroboration)
  for (const { id } of turned) marks.updated(id, ['corroboration'])
  await overRows(run, setClaims, turned)

  const certainties = groupBy(given.contributions, ({ id }) => id)
  const wanted = given.evidence.map(([id, evidence]): [string, Properties] => {
    const { documents } = documentsBehind(evidence, given.provenance)
    const corroboration = verdicts.get(id) === 'DISPUTED' ? 'DISPUTED' : agreement(documents, sources)
    const certainty = surest((certainties.get(id) ?? []).map((each) => each.certainty))
    return [id, { certainty, corroboration, standing: documents.length > 0 }]
  })
  await setProperties(run, new Map(wanted), marks)
}
