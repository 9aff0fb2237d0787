/** `npm run bench -- --load`: Parley's loader beside one written by hand for the same rows. README.md says how to read it. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { neo4jVersion } from '../src/database/jars.js'
import { checkout, readSettings } from '../src/settings.js'
import { Contest } from './load/contest.js'
import { barsOf, figures, medians } from './load/report.js'
import { barsTable } from './measure/report.js'

const say = (text: string): void => void process.stderr.write(`${text}\n`)

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '500000' },
    seed: { type: 'string', default: 'parley' },
    sample: { type: 'string' },
    quick: { type: 'boolean', default: false },
    bulk: { type: 'boolean', default: false },
  },
})
const rows = Number(values.rows)
// It runs in its own folder; a file is meant from where the user is.
const sample = values.sample && path.resolve(process.env.INIT_CWD ?? '.', values.sample)
if (!Number.isInteger(rows) || rows < 1_000 || (sample && !existsSync(sample))) {
  say('--rows wants a whole number from 1000 on, --sample a file with four columns: source, text, target, day.')
  process.exit(2)
}

function machine(): Record<string, unknown> {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' }).stderr.split('\n')[0]
  const cpus = os.cpus()
  const memoryGb = Math.round(os.totalmem() / 2 ** 30)
  const about = { cpu: cpus[0]?.model, cores: cpus.length, memoryGb, node: process.version, java, neo4j: neo4jVersion }
  return { ...about, loadBefore: os.loadavg()[0] }
}

const began = new Date()
const facts = machine()
say(
  Object.entries(facts)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join('; '),
)
const folder = path.join(readSettings().cache, 'bench', 'load')
const contest = new Contest(folder, { rows, seed: values.seed, sample }, say)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void contest.close().finally(() => process.exit(130)))

try {
  const measured = await contest.run(values.quick ? 1 : 3, values.bulk)
  const found = medians(measured)
  const bars = barsOf(found)
  const results = path.join(checkout, 'bench', 'results')
  mkdirSync(results, { recursive: true })
  const file = path.join(results, `${began.toISOString().slice(0, 16).replaceAll(':', '')}-load-${rows}.json`)
  const minutes = (Date.now() - began.getTime()) / 60_000
  writeFileSync(
    file,
    JSON.stringify({ at: began, minutes, ...values, machine: facts, ...measured, bars }, undefined, 2),
  )
  const parts = [
    figures(found),
    `${measured.nodes} nodes and ${measured.relationships} relationships of ${rows} rows.`,
    ...measured.differences,
    measured.differences.length > 0
      ? 'The graphs differ: the rates are not of the same work.'
      : 'All ways made the same graph.',
    barsTable(bars),
    `${bars.filter(({ met }) => met === false).length} of ${bars.length} bars missed, in ${minutes.toFixed(0)} minutes. All figures: ${file}`,
  ]
  process.stdout.write(`${parts.join('\n\n')}\n`)
} finally {
  await contest.close()
}
