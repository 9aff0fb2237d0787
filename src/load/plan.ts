import type { Database } from '../database/connect.js'
import { heldNodes, nodeRow } from './contribution.js'
import { heedRetractions } from './decisions.js'
import type { Draft } from './draft.js'
import { claimRow, compareRows, documentRow, heldDocuments, heldOfRecord, heldRecord, passageRow } from './record.js'
import type { Held } from './record.js'
import { readRedirects, resolveDraft } from './redirect.js'
import type { Redirects } from './redirect.js'
import type { CheckedTable } from './streamCheck.js'
import { goneFrom } from './streamGone.js'
import type { TableDraft } from './table/table.js'
import type { Run } from './transaction.js'
import { withoutDead } from './write.js'
import type { Content } from './write.js'

/** What a load would do, worked out without writing anything. */
export interface Plan {
  dataset: string
  title: string
  /** Facts, nodes, passages and documents that would come. */
  created: Planned
  /** Those of which the dataset says something else now. */
  changed: Planned
  /** Claims that would be closed; nodes, passages and documents of which the dataset says nothing any more. */
  closed: Planned
  /** Ids that would lead to a survivor. */
  merged: Planned
}

export interface Planned {
  count: number
  /** The first few ids. */
  examples: string[]
}

/** How many examples are given. */
const few = 5

/** How many rows of a table are compared at a time. */
const page = 2_000

/** What loading a dataset that was read whole would do. `redirects` are those of the graph and of all that is loaded with it. */
export async function planDraft(database: Pick<Database, 'read'>, draft: Draft, redirects: Redirects): Promise<Plan> {
  const run: Run = (statement) => database.read(statement)
  const { id: dataset, title } = draft.dataset
  const tally = new Tally(dataset, title)
  const documents = await heedRetractions(run, draft.documents)
  const resolved = resolveDraft({ ...draft, documents }, redirects)
  const held = { ...(await heldRecord(run, dataset)), nodes: await heldNodes(run, dataset) }
  tally.compare(withoutDead(resolved, documents), held)
  const there = await readRedirects(run)
  for (const { id } of draft.redirects) if (there.get(id)?.survivor !== redirects.get(id)?.survivor) tally.merged(id)
  return tally.plan
}

/** What loading a table would do, of which every row was read and checked. */
export async function planTable(
  database: Pick<Database, 'read'>,
  table: TableDraft,
  checked: CheckedTable,
): Promise<Plan> {
  const run: Run = (statement) => database.read(statement)
  const { id: dataset, title } = table.dataset
  const tally = new Tally(dataset, title)
  const documents = await heedRetractions(run, [table.document])
  const nothing = { passages: [], nodes: [], claims: [] }
  const held = {
    documents: await heldDocuments(run, dataset),
    passages: new Map(),
    nodes: new Map(),
    claims: new Map(),
  }
  const hadLoads = held.documents.size > 0
  tally.compare({ documents, ...nothing }, held)
  let part: Content = { documents: [], ...nothing }
  const compare = async () => {
    const ids = (of: 'passages' | 'nodes' | 'claims') => part[of].map(({ id }) => id)
    const record = await heldOfRecord(run, dataset, { passages: ids('passages'), claims: ids('claims') })
    tally.compare(withoutDead(part, documents), { ...record, nodes: await heldNodes(run, dataset, ids('nodes')) })
    part = { documents: [], passages: [], nodes: [], claims: [] }
  }
  for await (const row of checked.notes.read()) {
    if (row.early.some((id) => checked.unknown.has(id))) continue
    const { passage, nodes, claims } = row.read()
    part = {
      documents: [],
      passages: [...part.passages, passage],
      nodes: [...part.nodes, ...nodes],
      claims: [...part.claims, ...claims],
    }
    if (part.passages.length >= page) await compare()
  }
  await compare()
  if (hadLoads) for await (const gone of goneFrom(database, dataset, checked, page)) tally.gone(gone)
  return tally.plan
}

class Tally {
  readonly plan: Plan

  constructor(dataset: string, title: string) {
    const none = (): Planned => ({ count: 0, examples: [] })
    this.plan = { dataset, title, created: none(), changed: none(), closed: none(), merged: none() }
  }

  compare({ documents, passages, nodes, claims }: Content, held: Held): void {
    const { dataset } = this.plan
    const open = [...held.claims].filter(([, each]) => each.open).map(([id, { hash }]): [string, string] => [id, hash])
    const parts = [
      compareRows(
        nodes.map((node) => nodeRow(node, dataset)),
        held.nodes,
      ),
      compareRows(claims.map(claimRow), new Map(open)),
      compareRows(passages.map(passageRow), held.passages),
      compareRows(documents.map(documentRow), held.documents),
    ]
    for (const { created, changed, gone } of parts) {
      for (const { id } of created) note(this.plan.created, id)
      for (const { id } of changed) note(this.plan.changed, id)
      for (const id of gone) note(this.plan.closed, id)
    }
  }

  gone({ claims, nodes, passages }: Held): void {
    for (const each of [nodes, claims, passages]) for (const id of each.keys()) note(this.plan.closed, id)
  }

  merged(id: string): void {
    note(this.plan.merged, id)
  }
}

function note(planned: Planned, id: string): void {
  planned.count++
  if (planned.examples.length < few) planned.examples.push(id)
}

/** A plan in words: a line with numbers, then a line of examples for each that has any. */
export function planLines({ dataset, created, changed, closed, merged }: Plan): string {
  const parts = Object.entries({ created, changed, closed, merged })
  const numbers = parts.map(([name, { count }]) => `${count} ${name}`).join(', ')
  const examples = parts
    .filter(([, { count }]) => count > 0)
    .map(([name, { count, examples: some }]) => `  ${name}: ${some.join(', ')}${count > some.length ? ', …' : ''}\n`)
  return `${dataset}: would be ${numbers}\n${examples.join('')}`
}
