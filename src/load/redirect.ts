import { Problem, Problems } from '../problem.js'
import { compare, groupBy, surest } from './assertion.js'
import { canonical } from './claim.js'
import type { ClaimDraft, Draft, NodeDraft, SaidEnds } from './draft.js'
import { without } from './record.js'
import { overRows } from './transaction.js'
import type { Run, Writing } from './transaction.js'

/** Where a merged id leads. */
export interface Lead {
  /** What is left in the end, however often that was merged in turn. */
  survivor: string
  /** What it was merged into itself. */
  into: string
  reason: string
  /** The dataset whose fact files merge it; undefined where `parley merge` did. */
  dataset?: string
}

/** Where merged ids lead, by old id. */
export type Redirects = Map<string, Lead>

/** Graphs of before merges could be undone do not say what an id was merged into itself. */
const known = `
  MATCH (redirect:Redirect)-[merged:MERGED_INTO]->(survivor:Node)
  RETURN redirect.id, survivor.id, coalesce(merged.into, survivor.id), merged.reason, merged.dataset`

const write = `
  UNWIND $batch.rows AS row
  MATCH (survivor:Node {id: row.survivor})
  MERGE (redirect:Redirect {id: row.id})
  WITH redirect, survivor, row
  OPTIONAL MATCH (redirect)-[old:MERGED_INTO]->(other)
  WITH redirect, survivor, row, old, CASE WHEN coalesce(old.into, other.id) = row.into THEN old.at ELSE $at END AS at
  DELETE old
  CREATE (redirect)-[:MERGED_INTO {at: at, reason: row.reason, into: row.into, dataset: row.dataset}]->(survivor)`

const speakers = `
  UNWIND $batch.rows AS id
  CALL (id) {
    MATCH (:Node {id: id})-[:FROM]->(:Load)-[:OF]->(dataset:Dataset) RETURN dataset
    UNION
    MATCH (claim:Claim {subjectId: id})-[from:FROM]->(:Load)-[:OF]->(dataset:Dataset) WHERE from.until IS NULL RETURN dataset
    UNION
    MATCH (claim:Claim {objectId: id})-[from:FROM]->(:Load)-[:OF]->(dataset:Dataset) WHERE from.until IS NULL RETURN dataset
  }
  WITH id, dataset WHERE NOT dataset.id IN $datasets
  RETURN id, collect(DISTINCT dataset.id)`

/** The redirects in the graph. */
export async function readRedirects(run: Run): Promise<Redirects> {
  const rows = (await run({ text: known })) as [string, string, string, string, string | null][]
  return new Map(
    rows.map(([id, survivor, into, reason, dataset]) => [
      id,
      { survivor, into, reason, dataset: dataset ?? undefined },
    ]),
  )
}

/** Redirects with those of some drafts added, each leading to its last survivor. Throws Problems where they go in a ring. */
export function joinRedirects(there: Redirects, drafts: Draft[]): Redirects {
  const added = drafts.flatMap(({ redirects, dataset }) =>
    redirects.map(({ id, survivor, reason }): [string, Lead] => {
      return [id, { survivor, into: survivor, reason, dataset: dataset.id }]
    }),
  )
  return followAll(new Map([...there, ...added]))
}

/** Redirects of which only what each was merged into itself need be right. Throws Problems where they go in a ring. */
export function followAll(all: Redirects): Redirects {
  const problems: Problem[] = []
  const followed = [...all].map(([id, lead]): [string, Lead] => {
    const seen = new Set([id])
    let last = lead.into
    while (all.has(last) && !seen.has(last)) {
      seen.add(last)
      last = all.get(last)!.into
    }
    if (seen.has(last))
      problems.push(
        new Problem('BAD_DATA', `${id} leads back to itself.`, { hint: 'One of the merged ids must survive.' }),
      )
    return [id, { ...lead, survivor: last }]
  })
  if (problems.length > 0) throw new Problems(problems)
  return new Map(followed)
}

/** A draft that names survivors wherever it named what was merged. Two nodes that became one are one. */
export function resolveDraft<Part extends Pick<Draft, 'nodes' | 'claims'>>(draft: Part, redirects: Redirects): Part {
  if (redirects.size === 0) return draft
  const claims = draft.claims.map((claim) => resolveClaim(claim, redirects))
  return { ...draft, nodes: resolveNodes(draft.nodes, redirects), claims }
}

/**
 * Nodes as they are where merged ids are followed, by what they are then. Each that differs from what was said keeps all
 * of that, for when a merge is undone. What was said under the surviving id comes first.
 */
export function resolveNodes(nodes: NodeDraft[], redirects: Redirects): NodeDraft[] {
  const follow = following(redirects)
  return [...groupBy(nodes, ({ id }) => follow(id))].map(([id, group]) => {
    const [first] = group as [NodeDraft]
    if (group.length === 1 && first.id === id && !first.relations.some((each) => isMoved(each, redirects))) return first
    const resolved = group.map((node) => ({ ...node, id, relations: followRelations(node, follow) }))
    const order = group
      .map((node, at) => ({ said: without(node, 'place', 'said'), resolved: resolved[at]! }))
      .sort((a, b) => Number(b.said.id === id) - Number(a.said.id === id) || compare(a.said.id, b.said.id))
    return { ...joinNodes(order.map((each) => each.resolved)), said: order.map(({ said }) => said) }
  })
}

/** A claim with its merged ids followed; where that makes a difference it keeps what was said. */
export function resolveClaim<Claim extends SaidEnds & Pick<ClaimDraft, 'said'>>(
  claim: Claim,
  redirects: Redirects,
): Claim {
  const { subject, object, qualifiers } = claim
  if (!isMoved({ from: subject, to: object, properties: qualifiers }, redirects)) return claim
  const said = canonical({ subject, object, qualifiers })
  return { ...claim, ...followEnds({ subject, object, qualifiers }, redirects), said }
}

/** Whether a relationship names a merged id. */
function isMoved(
  { from, to, properties }: { from: string; to?: string; properties: Record<string, unknown> },
  redirects: Redirects,
): boolean {
  const names = (value: unknown) =>
    typeof value === 'string' && value.includes(':') && value.split('/').some((part) => redirects.has(part))
  return redirects.has(from) || (to !== undefined && redirects.has(to)) || Object.values(properties).some(names)
}

/** What a claim is about, with merged ids followed. */
export function followEnds({ subject, object, qualifiers }: SaidEnds, redirects: Redirects): SaidEnds {
  const follow = following(redirects)
  return { subject: follow(subject), object: follow(object), qualifiers: followValues(qualifiers, follow) }
}

type Follow = <Id extends string | undefined>(id: Id) => Id

function following(redirects: Redirects): Follow {
  return <Id extends string | undefined>(id: Id) => ((id !== undefined && redirects.get(id)?.survivor) || id) as Id
}

function followRelations({ relations }: NodeDraft, follow: Follow): NodeDraft['relations'] {
  return relations.map(({ type, from, to, properties }) => ({
    type,
    from: follow(from),
    to: follow(to),
    properties: followValues(properties, follow),
  }))
}

/** Ids stand in qualifiers whole, or between slashes as in the id of a tenure. */
function followValues(properties: Record<string, unknown>, follow: Follow): Record<string, unknown> {
  const values = Object.entries(properties).map(([name, value]) => [
    name,
    typeof value === 'string' && value.includes(':') ? value.split('/').map(follow).join('/') : value,
  ])
  return Object.fromEntries(values) as Record<string, unknown>
}

/** Several nodes of one id as one: where only one value can be, it is the first's. */
function joinNodes(nodes: NodeDraft[]): NodeDraft {
  return {
    ...nodes[0]!,
    names: nodes.flatMap(({ names }) => names),
    externalIds: nodes.flatMap(({ externalIds }) => externalIds),
    evidence: nodes.flatMap(({ evidence }) => evidence),
    certainty: surest(nodes.map(({ certainty }) => certainty)),
    properties: Object.assign({}, ...nodes.map(({ properties }) => properties).reverse()) as NodeDraft['properties'],
    relations: nodes.flatMap(({ relations }) => relations),
  }
}

/** Refuses to merge what a dataset that is not among `datasets` still speaks of: it would go on naming what is gone. */
export async function refuseLoneMerges(run: Run, drafts: Draft[], datasets: string[]): Promise<void> {
  const ids = drafts.flatMap(({ redirects }) => redirects.map(({ id }) => id))
  const rows = (await overRows(run, speakers, ids, { datasets })) as [string, string[]][]
  if (rows.length === 0) return
  throw new Problems(
    rows.map(([id, others]) => {
      const hint = `Load ${others.sort().join(', ')} in the same command, so that it names the survivor.`
      return new Problem('BAD_DATA', `${id} cannot be merged: ${others.join(', ')} still names it.`, { hint })
    }),
  )
}

/** Writes redirects as they lead now. None is taken away: an old id answers for ever, unless its merge is undone. */
export async function writeRedirects(
  { run, at, marks }: Pick<Writing, 'run' | 'at' | 'marks'>,
  there: Redirects,
  now: Redirects,
): Promise<void> {
  const same = (one: Lead | undefined, other: Lead) =>
    one !== undefined && (['survivor', 'into', 'reason', 'dataset'] as const).every((name) => one[name] === other[name])
  const changed = [...now].filter(([id, lead]) => !same(there.get(id), lead)).map(([id, lead]) => ({ id, ...lead }))
  const rows = changed.map((row) => ({ ...row, dataset: row.dataset ?? null }))
  await overRows(run, write, rows, { at })
  marks.merged(changed.map(({ id }) => id))
}
