import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { OwnDatabase, small } from '../../bench/load/database.js'
import { killed, undisturbed, type Drill } from '../../bench/load/drill.js'
import { writeDataset } from '../../bench/load/rows.js'
import { applySchema } from '../../src/database/constraints.js'
import { loadDatasets } from '../../src/load/pipeline.js'
import { checkout } from '../../src/settings.js'
import { wipe } from '../database.js'

/** The first three kills of `npm run drill`, over a table of few rows. */

const rows = 600
const seed = process.env.DRILL_SEED ?? String(Date.now() % 1_000_000)

let folder: string
let database: OwnDatabase

beforeAll(async () => {
  folder = await mkdtemp(path.join(process.env.PARLEY_TEST_HOMES!, 'drill-'))
  database = await OwnDatabase.at(path.join(folder, 'neo4j'), small)
  await database.start()
  await applySchema(database.open)
}, 120_000)

afterAll(async () => {
  await database.remove()
  await rm(folder, { recursive: true, force: true })
})

test(`a load whose loader or database is killed at any moment ends in the same graph (DRILL_SEED=${seed})`, async () => {
  const drill: Drill = {
    database,
    parley: [process.execPath, path.join(checkout, 'dist', 'cli', 'parley.js')],
    begin: async () => {
      await wipe(database.open)
      await loadDatasets([path.join(checkout, 'seeds', 'countries')], database.open)
    },
    folder: await writeDataset(folder, { rows, seed: 'parley' }),
    ...{ rows, seed, longest: 6_000, since: 'start' },
  }
  const expected = await undisturbed(drill)
  for (let round = 1; round <= 3; round++) {
    const { told, failures } = await killed(drill, round, expected)
    expect({ round, told, failures }).toEqual({ round, told, failures: [] })
  }
}, 300_000)
