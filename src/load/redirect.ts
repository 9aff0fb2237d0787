import { Problem, Problems } from '../problem.js'
import type { Draft, NodeDraft } from './draft.js'
import { overRows } from './transaction.js'
import type { Run, Writing } from './transaction.js'

/** Where merged ids lead, by old id: each to its last survivor. */
export type Redirects = Map<string, { survivor: string; reason: string }>

const known = `
  MATCH (redirect:Redirect)-[merged:MERGED_INTO]->(survivor:Node)
  RETURN redirect.id, survivor.id, merged.reason`

const write = `
  UNWIND $batch.rows AS row
  MATCH (survivor:Node {id: row.survivor})
  MERGE (redirect:Redirect {id: row.id})
  WITH redirect, survivor, row
  OPTIONAL MATCH (redirect)-[old:MERGED_INTO]->(other) WHERE other <> survivor
  DELETE old
  MERGE (redirect)-[now:MERGED_INTO]->(survivor)
  ON CREATE SET now.at = $at
  SET now.reason = row.reason`

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
  const rows = (await run({ text: known })) as [string, string, string][]
  return new Map(rows.map(([id, survivor, reason]) => [id, { survivor, reason }]))
}

/** Redirects with those of some drafts added, each leading to its last survivor. Throws Problems where they go in a ring. */
export function joinRedirects(there: Redirects, drafts: Draft[]): Redirects {
  const all: Redirects = new Map(there)
  for (const { id, survivor, reason } of drafts.flatMap(({ redirects }) => redirects)) all.set(id, { survivor, reason })
  const problems: Problem[] = []
  const followed = [...all].map(([id, { survivor, reason }]): [string, { survivor: string; reason: string }] => {
    const seen = new Set([id])
    let last = survivor
    while (all.has(last) && !seen.has(last)) {
      seen.add(last)
      last = all.get(last)!.survivor
    }
    if (seen.has(last))
      problems.push(
        new Problem('BAD_DATA', `${id} leads back to itself.`, { hint: 'One of the merged ids must survive.' }),
      )
    return [id, { survivor: last, reason }]
  })
  if (problems.length > 0) throw new Problems(problems)
  return new Map(followed)
}

/** A draft that names survivors wherever it named what was merged. Two nodes that became one are one. */
export function resolveDraft(draft: Draft, redirects: Redirects): Draft {
  if (redirects.size === 0) return draft
  const follow = <Id extends string | undefined>(id: Id) =>
    ((id !== undefined && redirects.get(id)?.survivor) || id) as Id
  const followIn = (properties: Record<string, unknown>) => followValues(properties, follow)
  const relations = ({ relations: given }: NodeDraft) =>
    given.map(({ type, from, to, properties }) => ({
      type,
      from: follow(from),
      to: follow(to),
      properties: followIn(properties),
    }))
  const nodes = new Map<string, NodeDraft>()
  for (const node of draft.nodes.map((each) => ({ ...each, id: follow(each.id), relations: relations(each) }))) {
    const other = nodes.get(node.id)
    nodes.set(node.id, other ? joinNodes(other, node) : node)
  }
  const claims = draft.claims.map((claim) => {
    return {
      ...claim,
      subject: follow(claim.subject),
      object: follow(claim.object),
      qualifiers: followIn(claim.qualifiers),
    }
  })
  return { ...draft, nodes: [...nodes.values()], claims }
}

/** Ids stand in qualifiers whole, or between slashes as in the id of a tenure. */
function followValues(properties: Record<string, unknown>, follow: (id: string) => string): Record<string, unknown> {
  const values = Object.entries(properties).map(([name, value]) => [
    name,
    typeof value === 'string' && value.includes(':') ? value.split('/').map(follow).join('/') : value,
  ])
  return Object.fromEntries(values) as Record<string, unknown>
}

function joinNodes(one: NodeDraft, other: NodeDraft): NodeDraft {
  return {
    ...one,
    names: [...one.names, ...other.names],
    externalIds: [...one.externalIds, ...other.externalIds],
    evidence: [...one.evidence, ...other.evidence],
    properties: { ...other.properties, ...one.properties },
    relations: [...one.relations, ...other.relations],
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

/** Writes redirects as they lead now. They are never taken away: an old id answers for ever. */
export async function writeRedirects({ run, at, marks }: Writing, there: Redirects, now: Redirects): Promise<void> {
  const rows = [...now].map(([id, lead]) => ({ id, ...lead }))
  const changed = rows.filter(
    ({ id, survivor, reason }) => there.get(id)?.survivor !== survivor || there.get(id)?.reason !== reason,
  )
  await overRows(run, write, changed, { at })
  marks.merged(changed.map(({ id }) => id))
}
