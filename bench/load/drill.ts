import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { hashDatabase } from '../../src/load/export/hash.js'
import { Chance } from '../graph/chance.js'
import type { OwnDatabase } from './database.js'
import { dataset } from './rows.js'

/** What a drill needs: a database of its own, a way to run Parley, and what is to be loaded. */
export interface Drill {
  database: OwnDatabase
  /** The program and its first arguments: `parley`, as one process, so that what is killed is the loader. */
  parley: string[]
  /** Lets the database run and hold what is there before, and nothing else. */
  begin: () => Promise<void>
  /** The folder of the table that `rows.ts` made. */
  folder: string
  rows: number
  seed: string
  /** A kill comes at most so many ms after `since`. */
  longest: number
  /** When the clock starts: with the process, or when the first batch is written. */
  since: 'start' | 'writing'
}

/** What one part of a drill found: nothing wrong where `failures` is empty. */
export interface Outcome {
  told: string
  failures: string[]
}

/** Loads the table without being disturbed. Gives the hash of the graph. */
export async function undisturbed(drill: Drill): Promise<string> {
  await drill.begin()
  await finish(load(drill))
  return (await hashDatabase(drill.database.open)).hash
}

/** Starts a load, kills the loader (odd rounds) or its database (even ones), looks at what is there, and lets it come to its end. */
export async function killed(drill: Drill, round: number, expected: string): Promise<Outcome> {
  const { database } = drill
  await drill.begin()
  const wait = Math.round(new Chance(drill.seed, 'kill', round).next() * drill.longest)
  const isLoader = round % 2 === 1
  const loading = load(drill)
  if (drill.since === 'writing') await writing(drill, loading)
  await Promise.race([sleep(wait), loading.ended])
  const failures: string[] = []
  if (isLoader) {
    loading.child.kill('SIGKILL')
    await loading.ended
  } else {
    await database.kill()
    // What is there now is looked at before the loader, which waits for its database, goes on.
    loading.child.kill('SIGSTOP')
    await database.start()
  }
  const there = await rowsThere(drill)
  failures.push(...(await broken(drill)))
  loading.child.kill('SIGCONT')
  const code = await loading.ended
  // One that had not met its database yet may say that there is none.
  if (!isLoader && code !== 0 && code !== 69)
    failures.push(`the loader did not outlast its database: ${code}, ${loading.said()}`)
  if (code !== 0) await finish(load(drill)).catch((error: Error) => failures.push(error.message))
  const { hash } = await hashDatabase(database.open)
  if (hash !== expected) failures.push(`the graph has another hash: ${hash}`)
  const what = isLoader ? 'the loader' : 'the database'
  return { told: `${what} killed ${wait} ms after the ${drill.since}, at ${there} rows`, failures }
}

/**
 * Two loaders of one dataset: the second is refused and told who has it; the first is not disturbed. There must be rows enough for
 * the first to be still at it, some 10,000.
 */
export async function twoLoaders(drill: Drill, expected: string): Promise<Outcome> {
  await drill.begin()
  const first = load(drill)
  await writing(drill, first)
  const began = performance.now()
  const second = load(drill)
  const code = await second.ended
  const took = performance.now() - began
  const starting = await timeToStart(drill)
  const failures: string[] = []
  const [, pid, age] = /is being loaded already, by process (\d+) on \S+ for (\d+) s/.exec(second.said()) ?? []
  if (code !== 75 || pid !== String(first.child.pid) || age === undefined)
    failures.push(`the second loader ended with ${code}: ${second.said()}`)
  if (took - starting > 1_000) failures.push('the second loader was refused too late')
  await finish(first).catch((error: Error) => failures.push(error.message))
  const { hash } = await hashDatabase(drill.database.open)
  if (hash !== expected) failures.push(`the graph has another hash: ${hash}`)
  return { told: `the second of two loaders refused after ${ms(took)}, ${ms(starting)} of them to start`, failures }
}

const ms = (time: number) => `${Math.round(time)} ms`

/** How long the program takes to do nothing, in ms. */
async function timeToStart(drill: Drill): Promise<number> {
  const began = performance.now()
  await run(drill, 'load', '--help').ended
  return performance.now() - began
}

interface Running {
  child: ChildProcess
  /** Its exit code; null where a signal ended it. */
  ended: Promise<number | null>
  /** All that it wrote to standard error. */
  said: () => string
}

/** Runs Parley on the drill's database. */
export function run({ database, parley }: Pick<Drill, 'database' | 'parley'>, ...args: string[]): Running {
  const env = { ...process.env, ...database.environment() }
  const child = spawn(parley[0]!, [...parley.slice(1), ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return { child, ended, said: () => said.trim() }
}

const load = (drill: Drill) => run(drill, 'load', drill.folder)

/** Resolves when it has ended well. */
export async function finish(running: Running): Promise<void> {
  const code = await running.ended
  if (code !== 0) throw new Error(`a load ended with ${code}: ${running.said()}`)
}

/** Resolves when a batch of the load that runs is written, or the load has ended. */
async function writing(drill: Drill, { child }: Running): Promise<void> {
  while (child.exitCode === null && (await rowsThere(drill)) === 0) await sleep(20)
}

const written = `
  OPTIONAL MATCH (load:Load)-[:OF]->(:Dataset {id: $dataset})
  RETURN load.finishedAt IS NULL AND load.phase = 'ROWS', load.next,
    COUNT { (:Document {id: $document})-[:HAS_PASSAGE]->(:Passage) }, COUNT { (:Event) }`

const withoutEvidence = `
  MATCH (fact:Fact) WHERE NOT EXISTS { (fact)-[:EVIDENCED_BY]->(:Passage) }
  RETURN count(fact)`

const withoutId = `
  MATCH (node:Node|Passage|Fact|Actor) WHERE node.id IS NULL
  RETURN count(node)`

async function stateOf({ database }: Drill): Promise<[rows: number | undefined, passages: number, events: number]> {
  const parameters = { dataset: `dataset:${dataset}`, document: `document:${dataset}` }
  const [row] = await database.open.read({ text: written, parameters })
  const [isUnderWay, next, passages, events] = row as [boolean | null, number | null, number, number]
  return [isUnderWay === true ? (next ?? 0) : undefined, passages, events]
}

async function rowsThere(drill: Drill): Promise<number> {
  const [, passages] = await stateOf(drill)
  return passages
}

/** What must hold at any moment and does not. A load that is under way has the rows of whole batches and nothing else. */
async function broken(drill: Drill): Promise<string[]> {
  const { open } = drill.database
  const failures: string[] = []
  const [[baseless]] = (await open.read({ text: withoutEvidence })) as [[number]]
  if (baseless > 0) failures.push(`${baseless} facts without evidence`)
  const [[nameless]] = (await open.read({ text: withoutId })) as [[number]]
  if (nameless > 0) failures.push(`${nameless} nodes without id`)
  const [next, passages, events] = await stateOf(drill)
  // Before the load began there is nothing of it, and after its last batch all of it.
  const wanted = next ?? (passages === 0 ? 0 : drill.rows)
  if (passages !== wanted || events !== wanted)
    failures.push(`${passages} rows and ${events} events are there where the checkpoint says ${wanted}`)
  return failures
}
