import type { Database } from '../database/connect.js'
import { Problem } from '../problem.js'
import { Fall } from './fall.js'
import type { KnownDocument } from './fall.js'
import type { Fallout } from './fallout.js'
import { didYouMean } from './nearest.js'
import { lock, raise } from './write.js'

/**
 * Taking a document back, and undoing that. The decision is a node of its own, which later loads heed; what falls with the
 * document falls by the same steps as in a load. What its dataset said of nodes that go is kept beside the decision, so
 * that undoing it says all of it again. A long document is done a part at a time, and goes on where it was stopped.
 */

/** Passages taken at once: what rests on them is one transaction. */
const batch = 1_000

/** How far a plan looks, in passages: it is worked out in one transaction, and that is undone. */
const planned = 10_000

const documentOf = `
  MATCH (document:Document {id: $id})-[:IN]->(dataset:Dataset)
  OPTIONAL MATCH (decision:Retraction {document: $id})
  RETURN document.title, document.status, dataset.id, decision.phase`

const documentIds = `
  MATCH (document:Document) WHERE document.id > $after
  RETURN document.id ORDER BY document.id LIMIT 10000`

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
  return fall.count.fallout
}

async function readDocument(database: Database, id: string, undo: boolean): Promise<KnownDocument> {
  const [row] = (await database.read({ text: documentOf, parameters: { id } })) as [
    string,
    string,
    string,
    string | null,
  ][]
  if (!row) {
    const ids = (await database.read({ text: documentIds, parameters: { after: '' } })).map(([each]) => each as string)
    throw new Problem('NO_INPUT', `${id} is not in the graph.`, {
      hint: didYouMean(id, ids, 'Documents have the ids that `documents` of the API gives.'),
    })
  }
  const [title, status, dataset, phase] = row
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
  return { title, dataset, phase }
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
        fall.count.settle()
      }
      fall.count.fallout.whole = fall.done
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
      fall.count.begin()
      await run({ text: lock })
      await fall.step(run)
      await run({ text: raise })
    })
    fall.count.settle()
    if (Date.now() - told < 10_000 || fall.done) continue
    told = Date.now()
    say?.(`${fall.seen} passages done …`)
  }
  return fall
}
