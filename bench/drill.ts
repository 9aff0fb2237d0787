/** `npm run drill`: loads that are killed at random, and what becomes of the graph. README.md says what is looked at. */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { checkout } from '../src/settings.js'
import { OwnDatabase, small } from './load/database.js'
import { finish, killed, run, twoLoaders, undisturbed, type Drill, type Outcome } from './load/drill.js'
import { writeDataset } from './load/rows.js'

const say = (text: string): void => void process.stdout.write(`${text}\n`)

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    rows: { type: 'string', default: '20000' },
    seed: { type: 'string', default: 'parley' },
    longest: { type: 'string', default: '8' },
  },
})
const [kills, rows, longest] = [values.kills, values.rows, values.longest].map(Number) as [number, number, number]
if (!Number.isInteger(kills) || !Number.isInteger(rows) || kills < 0 || rows < 1 || !(longest > 0)) {
  process.stderr.write('--kills and --rows want whole numbers, --longest seconds, --seed any word.\n')
  process.exit(2)
}

const folder = await mkdtemp(path.join(os.tmpdir(), 'parley-drill-'))
const database = await OwnDatabase.at(path.join(folder, 'neo4j'), small)
const close = async () => {
  await database.remove()
  await rm(folder, { recursive: true, force: true })
}
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void close().finally(() => process.exit(130)))

let failed = 0
try {
  const parley = [process.execPath, path.join(checkout, 'dist', 'cli', 'parley.js')]
  const copy = path.join(folder, 'before')
  await database.start()
  await finish(run({ database, parley }, 'load', path.join(checkout, 'seeds', 'countries')))
  await database.stop()
  await database.keep(copy)
  const drill: Drill = {
    database,
    parley,
    begin: () => database.restore(copy),
    folder: await writeDataset(folder, { rows, seed: values.seed }),
    ...{ rows, seed: values.seed, longest: longest * 1_000, since: 'start' },
  }
  const expected = await undisturbed(drill)
  say(`Undisturbed: ${expected}`)
  const tell = (name: string, { told, failures }: Outcome) => {
    if (failures.length > 0) failed++
    say(`${failures.length === 0 ? 'passed' : 'FAILED'}  ${name}: ${[told, ...failures].join('\n        ')}`)
  }
  for (let round = 1; round <= kills; round++) tell(String(round), await killed(drill, round, expected))
  tell('two loaders', await twoLoaders(drill, expected))
  say(`${kills + 1 - failed} passed, ${failed} failed`)
} finally {
  await close()
}
process.exitCode = failed > 0 ? 1 : 0
