import { asParameter } from './transaction.js'
import type { Changes, Run } from './transaction.js'

/**
 * How far a load in batches has come: kept on its node, and moved on in the same transaction as what it tells of, so that a
 * load that was stopped at any moment goes on after the last batch that is whole.
 */
export interface Checkpoint {
  load: string
  /** When the load began, as an ISO time. */
  at: string
  /** What is written in this order: rows, then what had to wait for later rows, then what is gone. */
  phase: Phase
  /** How many rows of the phase are done. */
  next: number
  /** Whether the document changed, so that all that rests on it must be looked at again. */
  again: boolean
  changes: Changes
}

export type Phase = 'ROWS' | 'LATE' | 'GONE'

/** The last load of a dataset, as far as it decides what another has to do. */
const last = `
  MATCH (load:Load)-[:OF]->(:Dataset {id: $dataset})
  RETURN load.id, load.startedAt, load.input, load.finishedAt IS NOT NULL, load.phase, load.next, load.again,
    load.created, load.updated, load.removed
  ORDER BY load.id DESC LIMIT 1`

/** Whether loads of a dataset, but one, brought or may have brought anything. */
const others = `
  MATCH (load:Load)-[:OF]->(:Dataset {id: $dataset}) WHERE load.id <> $load
  RETURN load.id LIMIT 1`

const move = `
  MATCH (load:Load {id: $load})
  SET load += $checkpoint`

/** What is kept for going on is of no use once a load is done. */
const forget = `
  MATCH (load:Load {id: $load})
  REMOVE load.phase, load.next, load.again`

/** The last load of a dataset: what it was of, whether it is complete, and where it stands if not. */
export interface LastLoad {
  input: string
  complete: boolean
  checkpoint: Checkpoint
}

export async function lastLoad(run: Run, dataset: string): Promise<LastLoad | undefined> {
  const [row] = await run({ text: last, parameters: { dataset } })
  if (!row) return undefined
  const [load, at, input, complete, phase, next, again, created, updated, removed] = row as [
    ...[string, string, string, boolean, Phase | null, number | null, boolean | null],
    ...[number, number, number],
  ]
  const changes = { created, updated, removed }
  const point = { load, at, phase: phase ?? 'ROWS', next: next ?? 0, again: again ?? false, changes }
  return { input, complete, checkpoint: point }
}

/** Whether the dataset was ever loaded otherwise than by `load`, so that something of it may be there. */
export async function loadedBefore(run: Run, dataset: string, load: string): Promise<boolean> {
  return (await run({ text: others, parameters: { dataset, load } })).length > 0
}

/** Within the transaction of a batch: what is done once it is committed. */
export async function moveOn(run: Run, { load, at: _, changes, ...rest }: Checkpoint): Promise<void> {
  await run({ text: move, parameters: { load, checkpoint: asParameter({ ...rest, ...changes }) } })
}

export async function forgetCheckpoint(run: Run, load: string): Promise<void> {
  await run({ text: forget, parameters: { load } })
}
