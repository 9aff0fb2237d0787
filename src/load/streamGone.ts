import type { Database } from '../database/connect.js'
import { registry } from '../model/registry.js'
import { compare } from './assertion.js'
import { Spill } from './spill.js'
import type { Scratch } from './spill.js'
import { isFact } from './stored.js'
import { heldNothing } from './streamRows.js'
import type { Held } from './record.js'

/**
 * What the graph has of a dataset and the table no longer makes: both lists of ids are sorted on disk and compared. The
 * graph's are read a page at a time, in whatever order its index has them.
 */

const page = 5_000

/** Passages of a document with what the dataset says on them, claims that it withdrew left out. */
const ofDocument = `
  MATCH (passage:Passage)
  WHERE passage.id STARTS WITH $prefix AND passage.id > $after
  WITH passage ORDER BY passage.id LIMIT $page
  RETURN passage.id, COLLECT {
    MATCH (passage)<-[:EVIDENCED_BY]-(fact:Fact)-[from:FROM {dataset: $dataset}]->(:Load) WHERE from.until IS NULL
    RETURN fact.id
  }
  ORDER BY passage.id`

/** Nodes of a kind that rest on no words themselves; the first value is where to go on. */
const ofKind = `
  MATCH (node:Node)
  WHERE node.id STARTS WITH $prefix AND node.id > $after
  WITH node ORDER BY node.id LIMIT $page
  RETURN node.id, EXISTS { MATCH (node)-[from:FROM {dataset: $dataset}]->(:Load) }
  ORDER BY node.id`

const documentsOf = `
  MATCH (document:Document)-[:IN]->(:Dataset {id: $dataset})
  RETURN document.id`

/** What is gone, in parts of at most `size` ids: claims first, then nodes, then the passages that nothing rests on any more. */
export async function* goneFrom(
  database: Pick<Database, 'read'>,
  dataset: string,
  { made, scratch }: { made: Spill; scratch: Scratch },
  size: number,
): AsyncGenerator<Held> {
  const there = new Spill(scratch)
  await readThere(database, dataset, there)
  let part = heldNothing()
  let count = 0
  for await (const [rank, id] of difference(there.sorted(), made.sorted())) {
    if (rank === '1') part.claims.set(id!, { hash: '', open: true })
    else (rank === '2' ? part.nodes : part.passages).set(id!, '')
    if (++count % size > 0) continue
    yield part
    part = heldNothing()
  }
  if (count % size > 0) yield part
}

async function readThere(database: Pick<Database, 'read'>, dataset: string, there: Spill): Promise<void> {
  const documents = (await database.read({ text: documentsOf, parameters: { dataset } })) as [string][]
  for (const [document] of documents) {
    const prefix = `passage:${document.slice(document.indexOf(':') + 1)}:`
    await pages(database, ofDocument, { prefix, dataset }, there, ([id, facts]) => {
      there.add('3', id as string)
      for (const fact of facts as string[]) there.add(fact.startsWith('claim:') ? '1' : '2', fact)
    })
  }
  const kinds = registry.nodes().filter((type) => type.prefix && !isFact(type) && !bookkeeping.includes(type.name))
  for (const { prefix } of kinds) {
    await pages(database, ofKind, { prefix: `${prefix}:`, dataset }, there, ([id, isHere]) => {
      if (isHere === true) there.add('2', id as string)
    })
  }
}

/** Kinds of node that no row makes. */
const bookkeeping = ['Dataset', 'Load', 'Document', 'Passage']

async function pages(
  database: Pick<Database, 'read'>,
  text: string,
  parameters: Record<string, unknown>,
  there: Spill,
  each: (row: unknown[]) => void,
): Promise<void> {
  for (let after = ''; ;) {
    const rows = await database.read({ text, parameters: { ...parameters, after, page: BigInt(page) } })
    rows.forEach(each)
    await there.settle()
    if (rows.length < page) return
    after = rows.at(-1)![0] as string
  }
}

/** What is in the first of two sorted lists and not in the second, each once. */
async function* difference(one: AsyncGenerator<string[]>, other: AsyncGenerator<string[]>): AsyncGenerator<string[]> {
  let kept = await other.next()
  let last = ''
  for await (const fields of one) {
    const line = fields.join('\t')
    if (line === last) continue
    last = line
    while (!kept.done && compare(kept.value.join('\t'), line) < 0) kept = await other.next()
    if (kept.done || kept.value.join('\t') !== line) yield fields
  }
}
