import type { Database } from '../../database/connect.js'
import { Problem } from '../../problem.js'
import type { Contribution } from '../contribution.js'
import type { DatasetDraft, DocumentDraft, PassageDraft } from '../draft.js'
import { didYouMean } from '../nearest.js'
import { seededTypes } from '../seeded.js'
import { propertiesOf, storedName } from '../stored.js'
import { registry, type TypeDeclaration } from '../../model/registry.js'
import { carriedBy, type NodeFacts, type StoredClaim } from './entries.js'
import { pages } from './hash.js'

/**
 * What takes up the facts of one dataset, in this order: documents, passages, what is said of nodes, redirects. Each by id.
 */
export interface FactSink {
  document(document: DocumentDraft): Promise<void> | void
  passage(passage: PassageDraft): Promise<void> | void
  node(facts: NodeFacts): Promise<void> | void
  redirect(redirect: Redirect): Promise<void> | void
}

export interface Redirect {
  id: string
  survivor: string
  reason: string
}

type Reader = Pick<Database, 'read'>

const allDatasets = `
  MATCH (dataset:Dataset)
  RETURN dataset.id, properties(dataset) ORDER BY dataset.id`

const documentPage = `
  MATCH (node:Document) USING INDEX node:Document(id)
  WHERE node.id > $after
  WITH node ORDER BY node.id LIMIT $size
  OPTIONAL MATCH (node)-[:IN]->(dataset:Dataset)
  RETURN node.id, dataset.id, properties(node),
    node.status = 'RETRACTED' OR NOT EXISTS { (node)-[:HAS_PASSAGE]->(:Passage) } OR EXISTS {
      MATCH (node)-[:HAS_PASSAGE]->(:Passage)<-[:EVIDENCED_BY]-(:Fact)-[from:FROM]->(:Load) WHERE from.until IS NULL
    },
    COLLECT { MATCH (node)-[:CITES]->(other:Document) RETURN other.id ORDER BY other.id },
    COLLECT { MATCH (node)-[:COPY_OF]->(other:Document) RETURN other.id ORDER BY other.id },
    COLLECT { MATCH (node)-[:CORRECTS]->(other:Document) RETURN other.id ORDER BY other.id }`

const passagePage = `
  MATCH (node:Passage) USING INDEX node:Passage(id)
  WHERE node.id > $after
  WITH node ORDER BY node.id LIMIT $size
  OPTIONAL MATCH (node)<-[:HAS_PASSAGE]-(document:Document)-[:IN]->(dataset:Dataset)
  RETURN node.id, dataset.id, document.id, node {.start, .end, .text, .prefix, .suffix},
    EXISTS {
      MATCH (node)<-[:EVIDENCED_BY]-(fact:Fact)-[from:FROM]->(:Load)
      WHERE from.until IS NULL AND (document.status <> 'RETRACTED' OR NOT fact:Claim)
    }`

const redirectPage = `
  MATCH (redirect:Redirect) USING INDEX redirect:Redirect(id)
  WHERE redirect.id > $after
  WITH redirect ORDER BY redirect.id LIMIT $size
  OPTIONAL MATCH (redirect)-[merged:MERGED_INTO]->(survivor)
  RETURN redirect.id, coalesce(merged.into, survivor.id), merged.reason, merged.dataset,
    COLLECT { MATCH (survivor)-[from:FROM]->(:Load) RETURN DISTINCT from.dataset }`

/** Claims that a dataset has, superseded ones too, but for what rests on retracted documents alone. */
const claimColumns = `WHERE from.until IS NULL AND from.dataset IN $datasets AND EXISTS {
          MATCH (claim)-[:EVIDENCED_BY]->(:Passage)<-[:HAS_PASSAGE]-(document:Document) WHERE document.status <> 'RETRACTED'
        }
      RETURN from.dataset AS dataset, claim {
        .id, .predicate, .subjectId, .objectId, .value, .qualifiers, .validOn, .certainty, .polarity, .dateText, .dateAnchor,
        .method, .score, .said,
        evidence: COLLECT { MATCH (claim)-[:EVIDENCED_BY]->(passage:Passage) RETURN passage.id },
        supersedes: COLLECT { MATCH (claim)-[:SUPERSEDES]->(other:Claim) RETURN other.id }
      } AS claim`

function nodePage(type: TypeDeclaration, inward: boolean): string {
  const outwardClaims = `MATCH (claim:Claim {subjectId: node.id})-[from:FROM]->(:Load)
      WHERE claim.objectId IS NULL OR claim.predicate IN $outward
      WITH claim, from
      ${claimColumns}`
  const inwardClaims = `MATCH (claim:Claim {objectId: node.id})-[from:FROM]->(:Load) WHERE claim.predicate IN $inward
      WITH claim, from
      ${claimColumns}`
  return `
  MATCH (node:${type.label}) USING INDEX node:${type.label}(id)
  WHERE node.id > $after
  WITH node ORDER BY node.id LIMIT $size
  RETURN node.id,
    COLLECT { MATCH (node)-[from:FROM]->(:Load) WHERE from.dataset IN $datasets RETURN [from.dataset, from.content] },
    COLLECT {
      CALL (node) {
      ${outwardClaims}
      ${inward ? `UNION\n      ${inwardClaims}` : ''}
      }
      RETURN [dataset, claim]
    }`
}

/** The datasets in the graph with these slugs, or all of them. Throws a Problem for one that is not there. */
export async function readDatasetsInGraph(database: Reader, slugs?: string[]): Promise<DatasetDraft[]> {
  const rows = (await database.read({ text: allDatasets })) as [string, Record<string, string>][]
  const fields = propertiesOf(registry.named('Dataset')!).map(storedName)
  const told = fields.filter((name) => name !== 'id' && name !== 'factCount')
  const all = rows.map(([id, properties]) => ({
    id,
    ...(Object.fromEntries(told.flatMap((name) => (properties[name] == null ? [] : [[name, properties[name]]]))) as {
      title: string
    }),
  }))
  if (!slugs) return all
  const known = all.map(({ id }) => id.replace('dataset:', ''))
  for (const slug of slugs) {
    if (known.includes(slug.replace('dataset:', ''))) continue
    const hint = didYouMean(slug, known, known.length > 0 ? `There are ${known.join(', ')}.` : 'Load one first.')
    throw new Problem('NO_INPUT', `There is no dataset "${slug}" in the graph.`, { hint })
  }
  const wanted = new Set(slugs.map((slug) => `dataset:${slug.replace('dataset:', '')}`))
  return all.filter(({ id }) => wanted.has(id))
}

/**
 * Reads all facts of some datasets, page by page, and gives each to its dataset's sink. What was withdrawn is left out, and
 * what rests on retracted documents alone.
 */
export async function readFactsInGraph(database: Reader, sinks: Map<string, FactSink>): Promise<void> {
  const datasets = [...sinks.keys()]
  for await (const rows of pages(database, documentPage)) {
    for (const [id, dataset, properties, isOpen, cites, copyOf, corrects] of rows) {
      if (!isOpen) continue
      const told = documentProperties(properties as Record<string, unknown>)
      const links = { cites: cites as string[], copyOf: copyOf as string[], corrects: corrects as string[] }
      await sinks.get(dataset as string)?.document({ id: id as string, ...told, ...links } as DocumentDraft)
    }
  }
  for await (const rows of pages(database, passagePage)) {
    for (const [id, dataset, document, properties, isOpen] of rows) {
      const told = present(properties as Record<string, unknown>) as Pick<PassageDraft, 'text'>
      if (isOpen)
        await sinks.get(dataset as string)?.passage({ id: id as string, document: document as string, ...told })
    }
  }
  for (const type of seededTypes().values()) {
    const { outward, inward } = carriedBy(type)
    const text = nodePage(type.type, inward.length > 0)
    for await (const rows of pages(database, text, { datasets, outward, inward }, 500)) {
      for (const row of rows) await giveNode(row as NodeRow, sinks)
    }
  }
  for await (const rows of pages(database, redirectPage)) {
    for (const [id, survivor, reason, dataset, holders] of rows as RedirectRow[]) {
      // What was merged by hand is no dataset's own: the first that speaks of the survivor tells it.
      const teller = dataset ?? holders.sort()[0]
      if (teller !== undefined) await sinks.get(teller)?.redirect({ id, survivor, reason })
    }
  }
}

type RedirectRow = [id: string, survivor: string, reason: string, dataset: string | null, holders: string[]]
type NodeRow = [id: string, contributions: [string, string][], claims: [string, StoredClaim][]]

async function giveNode([id, contributions, claims]: NodeRow, sinks: Map<string, FactSink>): Promise<void> {
  const said = new Map<string, NodeFacts>()
  const of = (dataset: string): NodeFacts => {
    const known = said.get(dataset) ?? { id, claims: [] }
    said.set(dataset, known)
    return known
  }
  for (const [dataset, content] of contributions)
    of(dataset).contribution = { ...(JSON.parse(content) as Contribution), dataset }
  for (const [dataset, claim] of claims) of(dataset).claims.push(claim)
  for (const [dataset, facts] of said) await sinks.get(dataset)?.node(facts)
}

function documentProperties(properties: Record<string, unknown>): Record<string, unknown> {
  const names = propertiesOf(registry.named('Document')!).map(storedName)
  return present(Object.fromEntries(names.map((name) => [name, properties[name]])))
}

function present(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).filter(([name, value]) => name !== 'id' && value !== null && value !== undefined),
  )
}
