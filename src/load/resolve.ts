import type { Database } from '../database/connect.js'
import { registry } from '../model/registry.js'
import { fold } from '../model/searchText.js'
import type { Draft, NodeDraft } from './draft.js'
import { joinRedirects } from './redirect.js'
import { labelsOf, typeOf } from './stored.js'
import { overRows } from './transaction.js'

/**
 * Who is meant by a name or a code in a table: looked up exactly, many at once, never by likeness. What only the dataset
 * that is being loaded has said is never found, so that loading it again reads what the first load read.
 */

/** A name or code that should become a node. */
export interface Wanted {
  by: 'id' | 'name' | { scheme: string }
  value: string
  /** Names of declared types it may be: `['Country']`, `['Official', 'Organization']`. */
  types: string[]
  /** Only what belongs to the country with this id, or holds or held office there: for names. */
  within?: string
}

/** A node that may be meant, with the name it is shown by. */
export interface Candidate {
  id: string
  name: string
}

/**
 * What was found: one thing, several (at most ten are told, by id), or, undefined, none. `decided` is what somebody wrote
 * in the review file instead of an id: to make the thing anew, or to leave it out, whatever the mapping says.
 */
export type Found = { id: string } | { candidates: Candidate[] } | { decided: 'create' | 'skip' } | undefined

/** Looks names and codes up: the answers stand in the order of the questions. */
export interface Resolver {
  resolve(wanted: Wanted[]): Promise<Found[]>
}

/** How many candidates are told. */
const mostCandidates = 10

/** Answers kept by a resolver, the last used: some 20 MB. */
const mostKept = 50_000

/** One text for all that makes a question this one. */
export function wantedKey({ by, value, types, within }: Wanted): string {
  return JSON.stringify([by, value, [...types].sort(), within ?? null])
}

/** Whether another dataset has brought the node, named as a condition on `node`. */
const saidByOthers = `EXISTS { MATCH (node)-[from:FROM]->(:Load) WHERE from.dataset <> $dataset }`

/** Whether another dataset claims this, of a topic as in `topicKey`. */
const claimedByOthers = (topic: string) => `EXISTS {
    MATCH (claim:Claim {about: ${topic}})-[from:FROM]->(:Load)
    WHERE claim.standing AND claim.polarity = 'POSITIVE' AND from.until IS NULL AND from.dataset <> $dataset
  }`

/** A text as it stands between the quotes of JSON. */
const quoted = (text: string) => `replace(replace(${text}, '\\\\', '\\\\\\\\'), '"', '\\\\"')`

/**
 * Where the dataset itself speaks of a node, what another said of it must be looked up in what that one wrote: `said` is
 * the stretch of canonical JSON that says it.
 */
const wroteByOthers = (said: string) => `(NOT EXISTS { (node)-[:FROM {dataset: $dataset}]->(:Load) } OR EXISTS {
      MATCH (node)-[from:FROM]->(:Load) WHERE from.dataset <> $dataset AND from.content CONTAINS ${said}
    })`

const ofTypes = 'any(label IN labels(node) WHERE label IN row.labels)'

/** A merged id is its survivor's. */
const byId = `
  UNWIND $batch.rows AS row
  CALL (row) {
    MATCH (node:Node {id: row.value}) RETURN node
    UNION
    MATCH (:Redirect {id: row.value})-[:MERGED_INTO*1..16]->(node:Node) RETURN node
  }
  WITH row, node WHERE ${ofTypes} AND ${saidByOthers}
  RETURN row.at, node.id, node.name, false`

const byCode = `
  UNWIND $batch.rows AS row
  MATCH (code:ExternalId {scheme: row.scheme, value: row.value})<-[:IDENTIFIED_BY]-(node:Node)
  WHERE ${ofTypes}
    AND ${wroteByOthers(`'{"scheme":"' + ${quoted('code.scheme')} + '","value":"' + ${quoted('code.value')} + '"}'`)}
  RETURN row.at, node.id, node.name, false`

const saidName = `'{"kind":"' + name.kind + '",' + coalesce('"language":"' + name.language + '",', '') + '"value":"' + ${quoted('name.value')} + '"}'`

/**
 * What bears a name: what still is before what was; never who is known in one document alone. One more than is told, to know
 * whether that is all. Where names were only just loaded, Neo4j knows too little of them and would look through all: it is told.
 */
const byName = `
  UNWIND $batch.rows AS row
  CALL (row) {
    MATCH (name:Name {folded: row.value})<-[:NAMED]-(node:Node)
    USING INDEX name:Name(folded)
    WHERE ${ofTypes} AND NOT node.id CONTAINS '--' AND ${wroteByOthers(saidName)}
    WITH DISTINCT row, node
    WHERE row.within IS NULL OR EXISTS {
      MATCH (node)-[:BELONGS_TO]->(:Country {id: row.within})
      WHERE ${claimedByOthers(`'BELONGS_TO ' + node.id + ' ' + row.within`)}
    } OR EXISTS {
      MATCH (node)-[:HELD_OFFICE]->(body:Actor)
      WHERE ${claimedByOthers(`'HELD_OFFICE ' + node.id + ' ' + body.id`)} AND (body.id = row.within OR EXISTS {
        MATCH (body)-[:BELONGS_TO]->(:Country {id: row.within})
        WHERE ${claimedByOthers(`'BELONGS_TO ' + body.id + ' ' + row.within`)}
      })
    }
    WITH node, coalesce(node.kind = 'FORMER_STATE', false) AS former
    ORDER BY former, node.id
    LIMIT 11
    RETURN node, former
  }
  RETURN row.at, node.id, node.name, former`

/** The three ways to look up, each one statement for any number of questions. */
export const lookUps = { byId, byCode, byName }

/** Looks up in the graph, leaving out what only `dataset` (an id) said. Answers are kept: one resolver serves one load. */
export function resolverIn(database: Pick<Database, 'read'>, dataset: string): Resolver {
  const run: Database['read'] = (statement) => database.read(statement)
  return new Kept(async (wanted) => {
    const found: Hit[][] = wanted.map(() => [])
    const rows = wanted.map(({ by, value, types, within = null }, at) => {
      const labels = types.map(labelNamed)
      return {
        way: wayOf(by),
        at,
        labels,
        within,
        value: by === 'name' ? folded(value) : value,
        ...(typeof by === 'object' && by),
      }
    })
    for (const way of ['byId', 'byCode', 'byName'] as const) {
      const asked = rows.filter((row) => row.way === way)
      const answers = await overRows(run, lookUps[way], asked, { dataset })
      for (const [at, id, name, former] of answers as [number, string, string | null, boolean][])
        found[at]!.push({ id, name: name ?? id, former })
    }
    return found.map(choose)
  })
}

/**
 * The same among drafts, for checks without a database and for tests; what only the draft of `dataset` says is left out.
 */
export function resolverAmong(drafts: Draft[], dataset?: string): Resolver {
  const others = drafts.filter((draft) => draft.dataset.id !== dataset)
  const redirects = joinRedirects(new Map(), others)
  const survivor = (id: string) => redirects.get(id)?.survivor ?? id
  const index = indexOf(others, survivor)
  const isWanted = (types: string[], id: string) =>
    types.map(labelNamed).some((label) => labelsOf(typeOf(id)).includes(label))
  const answer = ({ by, value, types, within }: Wanted): Found => {
    const ids =
      by === 'id'
        ? index.nodes.has(survivor(value))
          ? [survivor(value)]
          : []
        : by === 'name'
          ? (index.names.get(folded(value)) ?? [])
          : (index.codes.get(`${by.scheme} ${value}`) ?? [])
    const hits = [...new Set(ids)]
      .filter((id) => isWanted(types, id) && (within === undefined || by !== 'name' || index.isWithin(id, within)))
      .map((id) => ({ id, name: index.nodes.get(id) ?? id, former: by === 'name' && index.former.has(id) }))
    return choose(hits.sort((a, b) => (a.id < b.id ? -1 : 1)))
  }
  return { resolve: (wanted) => Promise.resolve(wanted.map(answer)) }
}

/** Something that a look-up found; `former` where it is a state that is no more. */
interface Hit extends Candidate {
  former: boolean
}

/** A former state is meant only where nothing that still is bears the name. */
function choose(hits: Hit[]): Found {
  const current = hits.filter(({ former }) => !former)
  const left = current.length > 0 ? current : hits
  if (left.length === 0) return undefined
  if (left.length === 1) return { id: left[0]!.id }
  return { candidates: left.slice(0, mostCandidates).map(({ id, name }) => ({ id, name })) }
}

function wayOf(by: Wanted['by']): keyof typeof lookUps {
  return by === 'id' ? 'byId' : by === 'name' ? 'byName' : 'byCode'
}

/** Names are compared without case, marks, and space around them. */
function folded(name: string): string {
  return fold(name.trim())
}

/** The label of a declared type; throws for a name that no type has, which a reader of mappings lets nobody write. */
function labelNamed(type: string): string {
  const label = registry.named(type)?.label
  if (!label) throw new Error(`${type} is no type of node`)
  return label
}

interface Index {
  /** Preferred names by id. */
  nodes: Map<string, string>
  /** Ids by folded name, and by scheme and value. */
  names: Map<string, string[]>
  codes: Map<string, string[]>
  former: Set<string>
  isWithin(id: string, country: string): boolean
}

function indexOf(drafts: Draft[], survivor: (id: string) => string): Index {
  const index = {
    nodes: new Map<string, string>(),
    names: new Map<string, string[]>(),
    codes: new Map<string, string[]>(),
    former: new Set<string>(),
  }
  const add = (lists: Map<string, string[]>, key: string, id: string) => lists.set(key, [...(lists.get(key) ?? []), id])
  const preferred = ({ names }: NodeDraft) => (names.find(({ kind }) => kind === 'PREFERRED') ?? names[0])?.value
  for (const node of drafts.flatMap(({ nodes }) => nodes)) {
    const id = survivor(node.id)
    index.nodes.set(id, index.nodes.get(id) ?? preferred(node) ?? id)
    // Who is known in one document alone is never meant by another.
    for (const { value } of id.includes('--') ? [] : node.names) add(index.names, fold(value), id)
    for (const { scheme, value } of node.externalIds) add(index.codes, `${scheme} ${value}`, id)
  }
  const offices = new Map<string, string[]>()
  const countries = new Map<string, string[]>()
  for (const { predicate, subject, object, value, polarity } of drafts.flatMap(({ claims }) => claims)) {
    if (polarity !== 'POSITIVE') continue
    if (predicate === 'BELONGS_TO' && object) add(countries, survivor(subject), survivor(object))
    if (predicate === 'HELD_OFFICE' && object) add(offices, survivor(subject), survivor(object))
    if (predicate === 'kind' && value === 'FORMER_STATE') index.former.add(survivor(subject))
  }
  const belongs = (id: string, country: string) => countries.get(id)?.includes(country) ?? false
  const isWithin = (id: string, country: string) =>
    belongs(id, survivor(country)) ||
    (offices.get(id) ?? []).some((body) => body === survivor(country) || belongs(body, survivor(country)))
  return { ...index, isWithin }
}

/** A resolver that keeps its last answers, and asks nothing twice at once. */
class Kept implements Resolver {
  private readonly known = new Map<string, Found>()

  constructor(private readonly ask: (wanted: Wanted[]) => Promise<Found[]>) {}

  async resolve(wanted: Wanted[]): Promise<Found[]> {
    const keys = wanted.map(wantedKey)
    const answers = new Map<string, Found>()
    const open = new Map<string, Wanted>()
    keys.forEach((key, at) => {
      if (this.known.has(key)) answers.set(key, this.touch(key))
      else open.set(key, wanted[at]!)
    })
    if (open.size > 0) {
      const found = await this.ask([...open.values()])
      ;[...open.keys()].forEach((key, at) => {
        answers.set(key, found[at])
        this.keep(key, found[at])
      })
    }
    return keys.map((key) => answers.get(key))
  }

  /** A Map keeps its keys in the order they came: what is used again goes to the end. */
  private touch(key: string): Found {
    const found = this.known.get(key)
    this.known.delete(key)
    this.known.set(key, found)
    return found
  }

  private keep(key: string, found: Found): void {
    this.known.set(key, found)
    if (this.known.size > mostKept) this.known.delete(this.known.keys().next().value!)
  }
}
