import { groupBy } from './assertion.js'
import { carriedTopics, heldNodes, readContributions } from './contribution.js'
import type { Contribution } from './contribution.js'
import type { NodeDraft } from './draft.js'
import { Count, Counting } from './fallout.js'
import { Marks } from './marks.js'
import { withCorrected } from './record.js'
import type { Held } from './record.js'
import { isFact, typeOf } from './stored.js'
import { asParameter, overRows } from './transaction.js'
import type { Run, Writing } from './transaction.js'
import { countFacts, writeContent } from './write.js'
import { createRelations, dropRelations, forReading } from './writeRelations.js'

/** A document that is taken back, or comes back, a part at a time: how far it is stands beside the decision. */

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

/** What rests on passages. */
const restingOn = `
  UNWIND $batch.rows AS id
  MATCH (:Passage {id: id})<-[:EVIDENCED_BY]-(fact:Fact)
  RETURN DISTINCT fact.id`

const standingOf = `
  UNWIND $batch.rows AS id
  MATCH (fact:Node:Fact {id: id})
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

/** A document as it was when it began to fall. */
export interface KnownDocument {
  title: string
  dataset: string
  /** How far an earlier run came; null where there is no decision. */
  phase: string | null
}

/** One document on its way out or in: `open`, then `step` until it is `done`, each in a transaction of its own. */
export class Fall {
  done = false
  seen = 0
  readonly count: Count
  private readonly datasets = new Set<string>()

  constructor(
    private readonly id: string,
    private readonly known: KnownDocument,
    private readonly undo: boolean,
    private readonly size: number,
  ) {
    this.count = new Count({ document: id, title: known.title, dataset: known.dataset })
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
    this.count.add(
      'nodes',
      came.filter((node) => !there.has(node)),
    )
    this.count.add(
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
    const resting = (await overRows(run, restingOn, ids)).map(([fact]) => fact as string)
    const again = await withCorrected(run, resting)
    const before = await standingNow(run, again)
    // What events and statements say themselves may name what fell, or came back, in another part.
    const said = await readContributions(
      run,
      again.filter((fact) => !fact.startsWith('claim:')),
    )
    const touched = await writeContent(writing, nothing, held(), { again, topics: carriedTopics(said) })
    if (!this.undo) await this.takeDead(writing, again)
    await this.compare(run, before, writing.marks as Counting)
    this.count.afterwards(() => {
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
    this.count.afterwards(() => (this.done = true))
    if (this.undo) {
      const [[loads]] = (await run({ text: lookAgain, parameters: { id } })) as [[number]]
      this.count.afterwards(() => (this.count.fallout.loadAgain = loads > 0))
      await run({ text: forget, parameters: { id } })
    } else await run({ text: moveOn, parameters: { id, phase: 'CLOSED', after: '' } })
  }

  /** Takes back what the dataset says of nodes that none of its words speak of any more, and keeps it aside. */
  private async takeDead(writing: Writing, ids: string[]): Promise<void> {
    const { run } = writing
    const { dataset } = this.known
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

  /** Counts what stood and stands no more, or the other way round. */
  private async compare(run: Run, before: Map<string, boolean>, marks: Counting): Promise<void> {
    const after = await standingNow(run, [...before.keys()])
    const turned = [...before].filter(([fact, standing]) => standing !== (after.get(fact) ?? false))
    const isClaim = ([fact]: [string, boolean]) => fact.startsWith('claim:')
    const fell = turned.filter(([, standing]) => standing !== this.undo)
    const rose = turned.filter(([, standing]) => standing === this.undo)
    this.count.add(
      'claims',
      fell.filter(isClaim).map(([fact]) => fact),
    )
    this.count.add(
      'corrected',
      rose.filter(isClaim).map(([fact]) => fact),
    )
    this.count.add(
      'facts',
      fell.filter((each) => !isClaim(each)).map(([fact]) => fact),
    )
    if (!this.undo) this.count.add('nodes', marks.went)
    this.count.add('relationships', marks.edges)
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

async function standingNow(run: Run, facts: string[]): Promise<Map<string, boolean>> {
  return new Map((await overRows(run, standingOf, facts)) as [string, boolean][])
}

const nothing = { documents: [], passages: [], nodes: [], claims: [] }

function held(): Held {
  return { documents: new Map(), passages: new Map(), nodes: new Map(), claims: new Map() }
}

function relatedTo({ id, relations }: Contribution): string[] {
  return relations.flatMap(({ from, to }) => [from, to]).filter((each) => each !== id)
}
