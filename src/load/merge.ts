import type { Database } from '../database/connect.js'
import { registry } from '../model/registry.js'
import { Problem } from '../problem.js'
import { groupBy } from './assertion.js'
import { candidatesInGraph, suggestions } from './check.js'
import { Marks } from './marks.js'
import { followAll, readRedirects, writeRedirects } from './redirect.js'
import type { Redirects } from './redirect.js'
import { planMoves, writeMoves } from './move.js'
import type { Moves } from './move.js'
import { typeOf } from './stored.js'
import type { Run } from './transaction.js'
import { lock, raise } from './write.js'

/**
 * Two ids that turned out to mean one thing, and how to undo that. Merging writes a redirect and says of the survivor
 * what every dataset said of the loser (`move.ts`); splitting takes the redirect away and says all of it as it was said.
 */

/** What a merge or a split moves from one id to another. */
export interface MergeSummary {
  /** The id that was merged, and what it leads or led to. */
  id: string
  survivor: string
  reason: string
  /** Datasets that named it. */
  datasets: string[]
  /** How many of their names, identifiers, claims, and events and statements that name it, go over. */
  names: number
  identifiers: number
  claims: number
  facts: number
}

export interface MergeOptions {
  reason?: string
  /** Only tell what would be done. */
  plan?: boolean
}

/** Merges one node into another of its kind. Throws a Problem where they cannot be one. */
export async function mergeNodes(
  database: Database,
  loser: string,
  survivor: string,
  { reason = 'They are one and the same.', plan = false }: MergeOptions = {},
): Promise<MergeSummary> {
  await checkIds(database, [loser, survivor])
  return inOneGo(database, plan, async (run, at) => {
    const there = await readRedirects(run)
    const into = there.get(survivor)?.survivor ?? survivor
    await checkMerge(run, loser, into, there)
    const now = followAll(new Map([...there, [loser, { survivor: into, into, reason }]]))
    const moves = await planMoves(run, there, now)
    const summary = summarize({ id: loser, survivor: into, reason }, moves)
    if (!plan) {
      const marks = new Marks()
      await writeMoves({ run, at, marks }, moves, () => writeRedirects({ run, at, marks }, there, now))
      await run({ text: remember, parameters: { id: loser, kept: JSON.stringify(moves.kept) } })
      await marks.write(run, at, '')
    }
    return summary
  })
}

/** Undoes what `mergeNodes` did: the id is its own again, with all that is said of it by now. Throws a Problem where it was never merged so. */
export async function splitNode(
  database: Database,
  id: string,
  { plan = false }: MergeOptions = {},
): Promise<MergeSummary> {
  return inOneGo(database, plan, async (run, at) => {
    const there = await readRedirects(run)
    const lead = there.get(id)
    if (!lead) throw await neverMerged(run, id, there)
    if (lead.dataset !== undefined) {
      throw new Problem('BAD_DATA', `${id} is merged into ${lead.into} by ${lead.dataset}, not by parley merge.`, {
        hint: `It stands under \`redirects\` in a fact file of ${lead.dataset}: what a dataset merges stays merged.`,
      })
    }
    const left = followAll(new Map([...there].filter(([other]) => other !== id)))
    const moves = await planMoves(run, there, left)
    if (!moves.names.has(id)) {
      throw new Problem('BAD_DATA', `Nothing that was loaded names ${id} any more.`, {
        hint: `There is nothing to take away from ${lead.survivor}; the old id goes on leading there.`,
      })
    }
    const summary = summarize({ id, survivor: lead.survivor, reason: lead.reason }, moves)
    if (!plan) {
      const [[kept] = []] = await run({ text: recall, parameters: { id } })
      const marks = new Marks()
      const write = async () => {
        await run({ text: forget, parameters: { id } })
        await writeRedirects({ run, at, marks }, there, left)
      }
      await writeMoves({ run, at, marks }, moves, write, JSON.parse((kept as string | null) ?? '{}') as Moves['kept'])
      marks.created([id])
      await marks.write(run, at, '')
    }
    return summary
  })
}

/** What a node must have and nothing says is kept from before the merge, for a split to find. */
const remember = `
  MATCH (redirect:Redirect {id: $id})
  SET redirect.kept = $kept`

const recall = `
  MATCH (redirect:Redirect {id: $id})
  RETURN redirect.kept`

const forget = `
  MATCH (redirect:Redirect {id: $id})
  DETACH DELETE redirect`

/** A holder that was silent for a minute is no more. */
const loaders = `
  MATCH (lease:Lease) WHERE lease.token IS NOT NULL AND timestamp() - lease.beat < 60000
  RETURN lease.key, lease.host, lease.pid ORDER BY lease.key LIMIT 1`

/** A load that is under way has followed merged ids already, and would go on writing what they led to when it began. */
async function inOneGo<Result>(
  database: Database,
  plan: boolean,
  work: (run: Run, at: string) => Promise<Result>,
): Promise<Result> {
  const at = new Date().toISOString()
  if (plan) return work((statement) => database.read(statement), at)
  return database.write(async (run) => {
    await run({ text: lock })
    const [loader] = (await run({ text: loaders })) as [string, string, string][]
    if (loader) {
      const [dataset, host, pid] = loader
      throw new Problem('STOPPED', `${dataset} is being loaded, by process ${pid} on ${host}.`, {
        hint: 'Merge and split when that is done.',
      })
    }
    const result = await work(run, at)
    await run({ text: raise })
    return result
  })
}

const there = `
  MATCH (node:Node {id: $id}) RETURN node.id
  UNION
  MATCH (node:Redirect {id: $id}) RETURN node.id`

/** Throws a Problem for an id that is not there, with the nearest that is. */
async function checkIds(database: Database, ids: string[]): Promise<void> {
  for (const id of ids) {
    if ((await database.read({ text: there, parameters: { id } })).length > 0) continue
    const known = registry.byPrefix(id.slice(0, id.indexOf(':'))) !== undefined
    const meant = known ? suggestions(await candidatesInGraph(database, [id]))(id) : undefined
    const hint = meant ? `Did you mean ${meant}?` : 'An id is a kind and a key, such as official:jane-doe.'
    throw new Problem('UNKNOWN_ID', `${id} is not known.`, { hint })
  }
}

/** Relationships between the two themselves: one thing cannot be a part, a member or the successor of itself. */
const between = `
  MATCH (:Node {id: $loser})-[edge]-(:Node {id: $survivor}) WHERE edge.evidence IS NOT NULL
  RETURN type(edge), startNode(edge).id, endNode(edge).id ORDER BY type(edge) LIMIT 1`

async function checkMerge(run: Run, loser: string, survivor: string, redirects: Redirects): Promise<void> {
  const refuse = (message: string, hint?: string) => {
    throw new Problem('BAD_DATA', message, { hint })
  }
  const merged = redirects.get(loser)
  if (loser === survivor) refuse(`${loser} cannot be merged into itself.`, 'Name the id to go, then the one to stay.')
  if (merged) {
    const way = merged.dataset === undefined ? `Undo that first: parley split ${loser}.` : `${merged.dataset} says so.`
    refuse(`${loser} was merged into ${merged.into} already.`, way)
  }
  const [one, other] = [typeOf(loser), typeOf(survivor)]
  if (one !== other)
    refuse(
      `${loser} is of the type ${one.name}, ${survivor} of the type ${other.name}.`,
      'Only what is of one type can be one.',
    )
  if (![...one.fields.values()].some((field) => 'seeded' in field && field.seeded)) {
    refuse(`${one.name} is no type of which two can be one.`, 'Merge what datasets define: actors, facts and topics.')
  }
  const scope = (id: string) => (id.includes('--') ? id.slice(id.indexOf(':') + 1, id.indexOf('--')) : undefined)
  if (scope(loser) !== scope(survivor)) {
    const hint = 'Who is unnamed in one document is never merged with anybody outside it.'
    refuse(`${scope(loser) === undefined ? survivor : loser} is known in one document alone.`, hint)
  }
  const [edge] = (await run({ text: between, parameters: { loser, survivor } })) as [string, string, string][]
  if (edge)
    refuse(`${edge[1]} ${edge[0]} ${edge[2]}: they are two.`, 'Correct what says so, if they are one after all.')
}

async function neverMerged(run: Run, id: string, redirects: Redirects): Promise<Problem> {
  const merged = [...redirects].filter(([, { survivor }]) => survivor === id).map(([other]) => other)
  if (merged.length > 0) {
    return new Problem('BAD_DATA', `${id} was merged into nothing.`, {
      hint: `Name what was merged into it: ${merged.sort().slice(0, 10).join(', ')}.`,
    })
  }
  const [found] = await run({ text: there, parameters: { id } })
  if (found) return new Problem('BAD_DATA', `${id} was never merged.`, { hint: 'There is nothing to undo.' })
  return new Problem('UNKNOWN_ID', `${id} is not known.`, { hint: 'Name an id that parley merge merged.' })
}

function summarize(
  about: Pick<MergeSummary, 'id' | 'survivor' | 'reason'>,
  { nodes, claims, facts }: Moves,
): MergeSummary {
  return {
    ...about,
    datasets: [...groupBy(nodes, ({ dataset }) => dataset).keys()].sort(),
    names: nodes.reduce((sum, { names }) => sum + names.length, 0),
    identifiers: nodes.reduce((sum, { externalIds }) => sum + externalIds.length, 0),
    claims: claims.length,
    facts: facts.length,
  }
}
