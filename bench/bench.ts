/** `npm run bench`: Parley beside its peers on one graph, one machine and the same questions. README.md says how to read it. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { bars } from './measure/bars.js'
import { measureCached, type CachedFigures } from './measure/cached.js'
import { Contest, type Pace, type Result } from './measure/contest.js'
import { startParley, startPeer, Worker, type Server } from './measure/processes.js'
import { barsTable, cachedTable, figuresTable, notesOf } from './measure/report.js'
import { checkout, jars } from './parley.js'
import { questions } from './questions.js'
import { openStore, type Store } from './store.js'

const say = (text: string): void => void process.stderr.write(`${text}\n`)

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '2000000' },
    seed: { type: 'string', default: 'parley' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    fresh: { type: 'boolean', default: false },
    'graph-only': { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    against: { type: 'string' },
  },
})
const rows = Number(values.rows)
const asked = questions.filter(({ name }) => !values.only || values.only.includes(name))
if (!Number.isInteger(rows) || rows < 100_000 || asked.length === 0) {
  say(`--rows wants a whole number from 100000 on, --only one of ${questions.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}
const pace: Pace = values.quick
  ? { draws: 4, repetitions: 1, warm: 700, at16: 1_000, at1: 700 }
  : { draws: 8, repetitions: 3, warm: 4_000, at16: 3_000, at1: 1_500 }

function machine(): Record<string, unknown> {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' }).stderr
  const cpus = os.cpus()
  return {
    cpu: cpus[0]?.model,
    cores: cpus.length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    java: java.split('\n')[0],
    neo4j: jars.neo4jVersion,
    loadBefore: os.loadavg()[0],
  }
}

const began = new Date()
const closing: (() => Promise<unknown>)[] = []
const close = async () => {
  for (const each of closing.reverse()) await each().catch((error: unknown) => say(String(error)))
}
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void close().then(() => process.exit(130)))

const started = async (server: Promise<Server>): Promise<Server> => {
  const running = await server
  closing.push(() => running.stop())
  return running
}

/** Asks all questions of all peers; with `values.check` only compares their answers. */
async function compete(store: Store, http: Worker): Promise<Result[]> {
  const parley = await started(startParley(store.access, { ANSWER_CACHE: 'off' }))
  const neo4jGraphql = await started(startPeer('@neo4j/graphql', 'neo4j-graphql.ts', store.access))
  const bolt = Worker.start()
  closing.push(() => bolt.stop())
  const contest = new Contest(store, { parley, neo4jGraphql }, http, bolt, say)
  const results: Result[] = []
  for (const question of asked) {
    say(question.title)
    results.push(await contest.run(question, values.check ? undefined : pace))
  }
  // They are not to take part of the machine while cached answers are measured.
  for (const each of [neo4jGraphql, parley, bolt]) await each.stop()
  return results
}

/** How fast answers come that Parley keeps; undefined where the question that is asked for it was not wanted. */
async function keep(store: Store, http: Worker): Promise<CachedFigures | undefined> {
  const fifty = asked.find(({ name }) => name === 'fifty-negotiations')
  if (!fifty) return undefined
  say('cached answers')
  const parley = await started(startParley(store.access, {}))
  const constant = await started(startPeer('constant', 'constant.ts'))
  const drawing = new Contest(store, { parley, neo4jGraphql: parley }, http, http, say)
  const draws = await fifty.draws(drawing)
  return measureCached(http, parley, constant, fifty, draws, pace.at16, pace.repetitions)
}

/** Prints all that was found, and keeps it as JSON. */
function report(found: { machine: object; graph: object; results: Result[]; cached?: CachedFigures }): void {
  const { results, cached } = found
  const before = values.against && (JSON.parse(readFileSync(values.against, 'utf8')) as { results: Result[] }).results
  const judged = bars(results, cached, before || undefined)
  const folder = path.join(checkout, 'bench', 'results')
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${began.toISOString().slice(0, 16).replaceAll(':', '')}-${rows}.json`)
  const minutes = (Date.now() - began.getTime()) / 60_000
  writeFileSync(file, JSON.stringify({ at: began, minutes, quick: values.quick, ...found, bars: judged }, undefined, 2))
  const missed = judged.filter(({ met }) => met === false).length
  const parts = [
    figuresTable(results),
    cached ? cachedTable(cached) : '',
    barsTable(judged),
    ...notesOf(results),
    `${judged.length} bars, ${missed} missed, in ${minutes.toFixed(0)} minutes. All figures: ${file}`,
  ]
  process.stdout.write(`${parts.filter(Boolean).join('\n\n')}\n`)
}

try {
  const store = await openStore(rows, values.seed, values.fresh)
  closing.push(() => store.stop())
  const { nodes, relationships, bytes, generated, imported, indexed } = store.facts
  say(
    `${nodes.toLocaleString('en')} nodes, ${relationships.toLocaleString('en')} relationships, ${(bytes / 2 ** 20).toFixed(0)} MB; ` +
      `made in ${generated} s, imported in ${imported} s, indexed in ${indexed} s.`,
  )
  if (!values['graph-only']) {
    const before = machine()
    const http = Worker.start()
    closing.push(() => http.stop())
    const results = await compete(store, http)
    if (values.check) {
      process.stdout.write(`${notesOf(results).join('\n')}\n`)
      process.exitCode = results.some(({ differences }) => differences.length > 0) ? 1 : 0
    } else report({ machine: before, graph: store.facts, results, cached: await keep(store, http) })
  }
} finally {
  await close()
}
