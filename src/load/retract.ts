import type { Database } from '../database/connect.js'
import { Problem } from '../problem.js'
import { compare, groupBy } from './assertion.js'
import { carriedTopics, heldNodes, readContributions } from './contribution.js'
import type { Contribution } from './contribution.js'
import type { NodeDraft } from './draft.js'
import { Marks } from './marks.js'
import { didYouMean } from './nearest.js'
import type { Held } from './record.js'
import { isFact, typeOf } from './stored.js'
import { asParameter, overRows } from './transaction.js'
import type { Run, Writing } from './transaction.js'
import { countFacts, lock, raise, writeContent } from './write.js'
import { createRelations, dropRelations, forReading } from './writeRelations.js'

/**
 * Taking a document back, and undoing that. The decision is a node of its own, which later loads heed; what falls with the
 * document falls by the same steps as in a load. What its dataset said of nodes that go is kept beside the decision, so
 * that undoing it says all of it again. A long document is done a part at a time, and goes on where it was stopped.
 */

/** Passages taken at once: what rests on them is one transaction. */
const batch = 1_000

/** How far a plan looks, in passages: it is worked out in one transaction, and that is undone. */
const planned = 10_000

/** How many of each are named. */
const examples = 5

const documentOf = `
  MATCH (document:Document {id: $id})-[:IN]->(dataset:Dataset)
  OPTIONAL MATCH (decision:Retraction {document: $id})
  RETURN document.title, document.status, dataset.id, decision.phase, COUNT { (document)-[:HAS_PASSAGE]->() }`

const documentIds = `
  MATCH (document:Document) WHERE document.id > $after
  RETURN document.id ORDER BY document.id LIMIT 10000`

const decide = `
  MATCH (document:Document {id: $id})
  MERGE (decision:Retraction {document: $id})
  ON CREATE SET decision.at = $at, decision.status = document.status
  SET decision.phase = 'CLOSING', decision.after = '', document.status = 'RETRACTED'`

const reverse = `
  MATCH (document:Document {id: $id})
  MATCH (decision:Retraction {document: $id})
  SET decision.phase = 'OPENING', decision.after = '', document.status = decision.status`

const progress = `
  MATCH (decision:Retraction {document: $id})
  RETURN decision.phase, decision.after`

const moveOn = `
  MATCH (decision:Retraction {document: $id})
  SET decision.phase = $phase, decision.after = $after`

const forget = `
  MATCH (decision:Retraction {document: $id})
  DETACH DELETE decision`

/** A dataset that was loaded meanwhile said its nodes otherwise than what was kept of them: its next load must look. */
const lookAgain = `
  MATCH (decision:Retraction {document: $id})
  MATCH (document:Document {id: $id})-[:IN]->(:Dataset)<-[:OF]-(load:Load) WHERE load.startedAt > decision.at
  SET load.input = null, document.hash = null
  RETURN count(load)`

/** The next passages of a document in the order of their ids, which all begin alike. */
const nextPassages = `
  MATCH (passage:Passage) USING INDEX passage:Passage(id)
  WHERE passage.id > $after AND passage.id < $end
  WITH passage ORDER BY passage.id LIMIT $size
  RETURN passage.id`

/** Facts that rest on passages, with what standing claims among them correct, which may stand again. */
const restingOn = `
  UNWIND $batch.rows AS id
  MATCH (:Passage {id: id})<-[:EVIDENCED_BY]-(fact:Fact)
  CALL (fact) {
    RETURN fact AS found
    UNION
    MATCH (fact)-[:SUPERSEDES]->(found:Claim) RETURN found
  }
  RETURN DISTINCT found.id, found.standing, labels(found)`

const standingOf = `
  UNWIND $batch.rows AS id
  MATCH (fact:Fact {id: id})
  RETURN id, fact.standing`

const nodesAmong = `
  UNWIND $batch.rows AS id
  MATCH (node:Node {id: id})
  RETURN id`

const endsOf = `
  UNWIND $batch.rows AS id
  MATCH (claim:Claim {id: id})
  UNWIND [claim.subjectId, claim.objectId] AS node
  WITH node WHERE node IS NOT NULL
  RETURN DISTINCT node`

/** Nodes of a dataset of which no words of it that stand speak any more. */
const deadAmong = `
  UNWIND $batch.rows AS id
  MATCH (node:Node {id: id})-[from:FROM {dataset: $dataset}]->(load:Load)
  WHERE NOT EXISTS {
      MATCH (node)-[:EVIDENCED_BY]->(:Passage)<-[:HAS_PASSAGE]-(document:Document)-[:IN]->(:Dataset {id: $dataset})
      WHERE document.status <> 'RETRACTED'
    }
    AND NOT EXISTS {
      MATCH (node)<-[:SUBJECT|OBJECT]-(claim:Claim)-[brought:FROM {dataset: $dataset}]->(:Load)
      WHERE brought.until IS NULL AND EXISTS {
        MATCH (claim)-[:EVIDENCED_BY]->(:Passage)<-[:HAS_PASSAGE]-(document:Document) WHERE document.status <> 'RETRACTED'
      }
    }
    AND NOT EXISTS {
      MATCH (node)-[edge]-(fact:Fact)-[:FROM {dataset: $dataset}]->(:Load)
      WHERE edge.evidence IS NOT NULL AND any(label IN labels(fact) WHERE label IN $carriers) AND fact.standing
    }
  RETURN id, load.id, from.hash, from.content`

/** A node that another dataset names stays: only what this one says of it goes. */
const keepAside = `
  UNWIND $batch.rows AS row
  MATCH (decision:Retraction {document: $id})
  MERGE (taken:Taken {key: row.id + ' ' + $dataset})
  SET taken.id = row.id, taken.load = row.load, taken.content = row.content
  MERGE (decision)-[:TOOK]->(taken)`

const keptAside = `
  MATCH (:Retraction {document: $id})-[:TOOK]->(taken:Taken)
  WITH taken LIMIT $size
  OPTIONAL MATCH (load:Load {id: taken.load})
  RETURN taken.id, load.id, taken.content`

const dropKept = `
  UNWIND $batch.rows AS id
  MATCH (taken:Taken {key: id + ' ' + $dataset})
  DETACH DELETE taken`

const markStatus = `
  MATCH (document:Document {id: $id})
  RETURN document.id`

const allDatasets = `
  MATCH (dataset:Dataset)
  RETURN dataset.id`

const edgeEnds = `
  UNWIND $batch.rows AS element
  MATCH (start)-[edge]->(end) WHERE elementId(edge) = element
  RETURN start.id, type(edge), end.id`

/** How many of something there are, and the first few of them. */
export interface Tally {
  count: number
  examples: string[]
}

/** What falls with a document, or rises with it again. */
export interface Fallout {
  document: string
  title: string
  dataset: string
  /** Claims that close; of an undoing, that open. */
  claims: Tally
  /** Claims that the fallen ones had corrected, which stand again; of an undoing, that are corrected again. */
  corrected: Tally
  /** Negotiations, agreements, terms, events and statements that stand no more; of an undoing, that stand again. */
  facts: Tally
  /** Nodes that go from the graph; of an undoing, that come back. */
  nodes: Tally
  /** Relationships of the world that go; of an undoing, that come back. */
  relationships: Tally
  /** False where a plan looked at the first part of a long document only. */
  whole: boolean
  /** Whether the dataset must be loaded again, since it was loaded while the document was retracted. */
  loadAgain: boolean
}

export interface RetractOptions {
  /** Only tell what would fall. */
  plan?: boolean
  undo?: boolean
  /** How many passages one transaction takes. */
  size?: number
  /** Told how far it is where it takes long. */
  say?: (text: string) => void
}

/** Takes a document back, or undoes that. Throws a Problem where there is none of that id, or nothing to do. */
export async function retractDocument(
  database: Database,
  given: string,
  { plan = false, undo = false, size = batch, say }: RetractOptions = {},
): Promise<Fallout> {
  const id = `document:${given.replace(/^document:/, '')}`
  const known = await readDocument(database, id, undo)
  const begin = () => new Fall(id, known, undo, size)
  const fall = plan ? await planOnly(database, begin) : await carryOut(database, begin(), say)
  return fall.fallout
}

interface KnownDocument {
  title: string
  dataset: string
  phase: string | null
  passages: number
}

async function readDocument(database: Database, id: string, undo: boolean): Promise<KnownDocument> {
  const [row] = (await database.read({ text: documentOf, parameters: { id } })) as [
    string,
    string,
    string,
    string | null,
    number,
  ][]
  if (!row) {
    const ids = (await database.read({ text: documentIds, parameters: { after: '' } })).map(([each]) => each as string)
    throw new Problem('NO_INPUT', `${id} is not in the graph.`, {
      hint: didYouMean(id, ids, 'Documents have the ids that `documents` of the API gives.'),
    })
  }
  const [title, status, dataset, phase, passages] = row
  if (undo && phase === null) {
    const hint = status === 'RETRACTED' ? `${dataset} says so: change it there.` : 'It stands already.'
    throw new Problem('BAD_USER_INPUT', `${id} was not retracted here.`, { hint })
  }
  if (!undo && (phase === 'CLOSED' || (phase === null && status === 'RETRACTED'))) {
    throw new Problem('BAD_USER_INPUT', `${id} is retracted already.`, {
      hint:
        phase === null ? `${dataset} says so.` : `Undo it with parley retract ${id.replace('document:', '')} --undo.`,
    })
  }
  return { title, dataset, phase, passages }
}

class GivenUp extends Error {}

/** Does the first part of it in one transaction, which is then given up. */
async function planOnly(database: Database, begin: () => Fall): Promise<Fall> {
  let fall = begin()
  try {
    await database.write(async (run) => {
      fall = begin()
      await run({ text: lock })
      await fall.open(run)
      while (!fall.done && fall.seen < planned) {
        await fall.step(run)
        fall.settle()
      }
      fall.fallout.whole = fall.done
      throw new GivenUp()
    })
  } catch (error) {
    if (!(error instanceof GivenUp)) throw error
  }
  return fall
}

async function carryOut(database: Database, fall: Fall, say?: (text: string) => void): Promise<Fall> {
  await database.write(async (run) => {
    await run({ text: lock })
    await fall.open(run)
    await run({ text: raise })
  })
  for (let told = Date.now(); !fall.done;) {
    await database.write(async (run) => {
      fall.begin()
      await run({ text: lock })
      await fall.step(run)
      await run({ text: raise })
    })
    fall.settle()
    if (Date.now() - told < 10_000 || fall.done) continue
    told = Date.now()
    say?.(`${fall.seen} passages done …`)
  }
  return fall
}

/** One document on its way out or in. A transaction may be run again: what it counted counts once it is through. */
class Fall {
  done = false
  seen = 0
  readonly fallout: Fallout
  private readonly datasets = new Set<string>()
  private pending: (() => void)[] = []
  private readonly counted = new Map<keyof Fallout, Set<string>>()

  constructor(
    private readonly id: string,
    private readonly known: KnownDocument,
    private readonly undo: boolean,
    private readonly size: number,
  ) {
    const none = (): Tally => ({ count: 0, examples: [] })
    this.fallout = {
      ...{ document: id, title: known.title, dataset: known.dataset },
      ...{ claims: none(), corrected: none(), facts: none(), nodes: none(), relationships: none() },
      ...{ whole: true, loadAgain: false },
    }
  }

  /** Begins a transaction, or begins it again. */
  begin(): void {
    this.pending = []
  }

  /** A transaction is through. */
  settle(): void {
    for (const count of this.pending.splice(0)) count()
  }

  /** Writes the decision down, unless it is under way already. */
  async open(run: Run): Promise<void> {
    const { id } = this
    const at = new Date().toISOString()
    const wanted = this.undo ? 'OPENING' : 'CLOSING'
    if (this.known.phase !== wanted && !(this.undo && this.known.phase === 'RISING')) {
      await run({ text: this.undo ? reverse : decide, parameters: { id, at } })
    }
    const marks = new Marks()
    marks.updated(id, ['status'])
    if ((await run({ text: markStatus, parameters: { id } })).length > 0) await marks.write(run, at, '')
  }

  /** The next part; after the last one it is done. */
  async step(run: Run): Promise<void> {
    const { id } = this
    const [[phase, after]] = (await run({ text: progress, parameters: { id } })) as [[string, string]]
    const writing = this.writing(run)
    if (phase === 'OPENING') await this.restore(writing)
    else await this.passages(writing, phase, after)
    await writing.marks.write(run, writing.at, '')
  }

  /** What the dataset said of nodes that went, said again. */
  private async restore(writing: Writing): Promise<void> {
    const { run } = writing
    const { id } = this
    const rows = (await run({ text: keptAside, parameters: { id, size: asParameter(this.size) } })) as [
      string,
      string | null,
      string,
    ][]
    const { dataset } = this.known
    // A load that came meanwhile may have said it anew.
    const said = await heldNodes(
      run,
      dataset,
      rows.map(([node]) => node),
    )
    const gone = rows.filter(([node]) => !said.has(node))
    const there = new Set(
      (
        await overRows(
          run,
          nodesAmong,
          gone.map(([node]) => node),
        )
      ).map(([node]) => node as string),
    )
    for (const [load, group] of groupBy(gone, ([, from]) => from ?? '')) {
      // A load that is no longer kept brought what nobody can say any more: the next load of the dataset will.
      if (load === '') continue
      const nodes = group.map(([, , content]): NodeDraft => ({ ...(JSON.parse(content) as NodeDraft), place: {} }))
      await writeContent({ ...writing, load }, { ...nothing, nodes }, held())
    }
    await overRows(
      run,
      dropKept,
      rows.map(([each]) => each),
      { dataset },
    )
    if (rows.length < this.size) await run({ text: moveOn, parameters: { id, phase: 'RISING', after: '' } })
    const { came } = writing.marks as Counting
    this.tally(
      'nodes',
      came.filter((node) => !there.has(node)),
    )
    this.tally(
      'facts',
      came.filter((node) => isFact(typeOf(node))),
    )
  }

  /** What rests on the next passages, settled as the document stands now; and nodes of which nothing is left. */
  private async passages(writing: Writing, phase: string, after: string): Promise<void> {
    const { run } = writing
    const { id } = this
    const start = `passage:${id.replace('document:', '')}:`
    const parameters = { after: after || start, end: `${start.slice(0, -1)};`, size: asParameter(this.size) }
    const ids = (await run({ text: nextPassages, parameters })).map(([passage]) => passage as string)
    const facts = (await overRows(run, restingOn, ids)) as [string, boolean, string[]][]
    const again = facts.map(([fact]) => fact)
    // What events and statements say themselves may name what fell, or came back, in another part.
    const said = await readContributions(
      run,
      again.filter((fact) => !fact.startsWith('claim:')),
    )
    const touched = await writeContent(writing, nothing, held(), { again, topics: carriedTopics(said) })
    if (!this.undo) await this.takeDead(writing, facts)
    await this.count(run, facts, writing.marks as Counting)
    this.pending.push(() => {
      this.seen += ids.length
      for (const dataset of touched) this.datasets.add(dataset)
    })
    if (ids.length === this.size) {
      await run({ text: moveOn, parameters: { id, phase, after: ids.at(-1)! } })
      return
    }
    // What was touched before it was stopped once is not known any more.
    const resumed = this.known.phase !== null && this.known.phase !== 'CLOSED'
    const all = resumed ? (await run({ text: allDatasets })).map(([dataset]) => dataset as string) : []
    await overRows(run, countFacts, [...new Set([this.known.dataset, ...this.datasets, ...touched, ...all])])
    this.pending.push(() => (this.done = true))
    if (this.undo) {
      const [[loads]] = (await run({ text: lookAgain, parameters: { id } })) as [[number]]
      this.pending.push(() => (this.fallout.loadAgain = loads > 0))
      await run({ text: forget, parameters: { id } })
    } else await run({ text: moveOn, parameters: { id, phase: 'CLOSED', after: '' } })
  }

  /** Takes back what the dataset says of nodes that none of its words speak of any more, and keeps it aside. */
  private async takeDead(writing: Writing, facts: [string, boolean, string[]][]): Promise<void> {
    const { run } = writing
    const { dataset } = this.known
    const ids = facts.map(([fact]) => fact)
    const own = ids.filter((each) => !each.startsWith('claim:'))
    const ends = (await overRows(run, endsOf, ids)).map(([node]) => node as string)
    const related = (await readContributions(run, own)).flatMap(relatedTo)
    const carriers = ['Event', 'Statement']
    const rows = (await overRows(run, deadAmong, [...new Set([...own, ...ends, ...related])], {
      dataset,
      carriers,
    })) as [string, string, string, string][]
    if (rows.length === 0) return
    const taken = rows.map(([node, load, , content]) => ({ id: node, load, content }))
    await overRows(run, keepAside, taken, { id: this.id, dataset })
    const nodes = new Map(rows.map(([node, , hash]) => [node, hash]))
    const again = rows.map(([node]) => node).filter((node) => isFact(typeOf(node)))
    await writeContent(writing, nothing, { ...held(), nodes }, { again })
  }

  private async count(run: Run, facts: [string, boolean, string[]][], marks: Counting): Promise<void> {
    const before = new Map(facts.map(([fact, standing]) => [fact, standing]))
    const after = new Map((await overRows(run, standingOf, [...before.keys()])) as [string, boolean][])
    const turned = [...before].filter(([fact, standing]) => standing !== (after.get(fact) ?? false))
    const isClaim = ([fact]: [string, boolean]) => fact.startsWith('claim:')
    const fell = turned.filter(([, standing]) => standing !== this.undo)
    const rose = turned.filter(([, standing]) => standing === this.undo)
    this.tally(
      'claims',
      fell.filter(isClaim).map(([fact]) => fact),
    )
    this.tally(
      'corrected',
      rose.filter(isClaim).map(([fact]) => fact),
    )
    this.tally(
      'facts',
      fell.filter((each) => !isClaim(each)).map(([fact]) => fact),
    )
    if (!this.undo) this.tally('nodes', marks.went)
    this.tally('relationships', marks.edges)
  }

  private tally(kind: 'claims' | 'corrected' | 'facts' | 'nodes' | 'relationships', ids: string[]): void {
    this.pending.push(() => {
      const known = this.counted.get(kind) ?? new Set()
      this.counted.set(kind, known)
      for (const id of ids) known.add(id)
      this.fallout[kind] = { count: known.size, examples: [...known].sort(compare).slice(0, examples) }
    })
  }

  /** What writes, and sees which relationships go on the way. */
  private writing(run: Run): Writing {
    const marks = new Counting()
    const watched: Run = async (statement) => {
      const { batch: given } = (statement.parameters ?? {}) as { batch?: { rows: unknown[] } }
      if (!this.undo && statement.text === dropRelations) {
        const ends = (await run({ text: edgeEnds, parameters: { batch: given } })) as [string, string, string][]
        for (const [from, type, to] of ends) if (!forReading.includes(type)) marks.edges.push(`${from} ${type} ${to}`)
      }
      if (this.undo && statement.text === createRelations) {
        for (const { from, type, to } of given!.rows as { from: string; type: string; to: string }[])
          if (!forReading.includes(type)) marks.edges.push(`${from} ${type} ${to}`)
      }
      return run(statement)
    }
    const changes = { created: 0, updated: 0, removed: 0 }
    return { run: watched, at: new Date().toISOString(), dataset: this.known.dataset, load: '', changes, marks }
  }
}

/** Marks that can be counted too. */
class Counting extends Marks {
  readonly went: string[] = []
  readonly came: string[] = []
  readonly edges: string[] = []

  override removed(ids: Iterable<string>): void {
    const all = [...ids]
    this.went.push(...all)
    super.removed(all)
  }

  override created(ids: Iterable<string>): void {
    const all = [...ids]
    this.came.push(...all)
    super.created(all)
  }
}

const nothing = { documents: [], passages: [], nodes: [], claims: [] }

function held(): Held {
  return { documents: new Map(), passages: new Map(), nodes: new Map(), claims: new Map() }
}

function relatedTo({ id, relations }: Contribution): string[] {
  return relations.flatMap(({ from, to }) => [from, to]).filter((each) => each !== id)
}
