import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { backUp, restore, type BackupOptions } from '../../src/database/backup.js'
import { openDatabase } from '../../src/database/connect.js'
import { Home } from '../../src/database/home.js'
import { databaseHash, hashDatabase } from '../../src/load/export/hash.js'
import { loadDatasets } from '../../src/load/pipeline.js'
import { testSettings } from '../database.js'
import { worldFolders } from '../world.js'

const settings = testSettings('backup')
const home = new Home(settings.home)
let folder: string
let file: string
let hash: string

/** What was said of graphs, the last at the end. */
const described: (string | null)[] = []
const options: BackupOptions = {
  small: true,
  say: () => undefined,
  describe: async (database) => {
    // Without the constraints and indexes: to make, check and open all of them takes a minute of this test.
    const found = { parley: 'this one', schemaVersion: 1, ...(await hashDatabase(database)) }
    described.push(found.hash)
    return found
  },
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'parley-backup-'))
  file = path.join(folder, 'lake.parley')
})

afterAll(() => rm(folder, { recursive: true }))

test('a database that another command uses is refused, naming the process; then it is backed up into one file', async () => {
  const database = await openDatabase(settings, options)
  try {
    await loadDatasets(worldFolders.slice(0, 1), database)
    hash = await databaseHash(database)
    const inUse = {
      code: 'DATABASE_UNAVAILABLE',
      message: `Process ${process.pid} uses the database, which must be stopped for this.`,
    }
    await expect(backUp(settings, file, options)).rejects.toMatchObject(inUse)
  } finally {
    await database.close()
  }
  expect(await backUp(settings, file, options)).toMatchObject({ hash, counts: { Country: 4 } })
  expect(await readdir(folder)).toEqual(['lake.parley'])
  await expect(backUp(settings, file, options)).rejects.toThrow(`${file} is there already.`)
}, 300_000)

test('a file that is not whole is refused before anything is touched', async () => {
  const whole = await readFile(file)
  const broken = path.join(folder, 'broken.parley')
  const refusal = async (bytes: Buffer) => {
    await writeFile(broken, bytes)
    return restore(settings, broken, { ...options, force: true }).then(String, String)
  }
  const flipped = Buffer.from(whole)
  flipped[whole.length - 100]! ^= 1
  expect(await refusal(whole.subarray(0, -1_000))).toContain(
    `has ${whole.length - 1_000} bytes, and should have ${whole.length}`,
  )
  expect(await refusal(whole.subarray(0, 300))).toContain('its first line ends too soon')
  expect(await refusal(flipped)).toContain('its bytes are not those that were written')
  expect(await refusal(Buffer.from('id,name\n'))).toMatch(/is no backup of Parley\.\n {2}Name a file/)
  await expect(restore(settings, path.join(folder, 'none'), options)).rejects.toMatchObject({ code: 'NO_INPUT' })
  expect(home.used).toBe(true)
})

test('the drill: backed up, wiped, restored, and the graph has the same hash; then it is replaced only by force', async () => {
  await rm(settings.home, { recursive: true })
  await expect(backUp(settings, path.join(folder, 'more'), options)).rejects.toMatchObject({ code: 'NO_INPUT' })
  described.length = 0
  expect(await restore(settings, file, options)).toMatchObject({ hash })
  expect(described).toEqual([hash])
  const left = await readdir(settings.home)
  expect(left.filter((name) => ['restoring', 'replaced'].includes(name))).toEqual([])
  // Opens what was restored, with the password that was made for it.
  await expect(restore(settings, file, options)).rejects.toMatchObject({
    code: 'BAD_CONFIG',
    message: 'The database is not empty.',
  })
}, 300_000)

test('a restore that is stopped leaves what was there', async () => {
  const mark = path.join(settings.home, 'data', 'mark')
  await writeFile(mark, '')
  const stop = new AbortController()
  const say = (text: string) => void (text.startsWith('Loading') && stop.abort())
  const stopped = restore(settings, file, { ...options, say, force: true, signal: stop.signal })
  await expect(stopped).rejects.toMatchObject({ code: 'STOPPED', message: 'Stopped. Nothing was changed.' })
  expect(existsSync(mark)).toBe(true)
  expect(existsSync(path.join(settings.home, 'restoring'))).toBe(false)
}, 120_000)

test('one that was killed between the old and the new is ended by whoever comes next', async () => {
  const place = new Home(path.join(folder, 'home'))
  const system = (data: string) => path.join(place.folder, data, 'databases', 'system')
  await mkdir(system('replaced'), { recursive: true })
  await mkdir(path.join(place.folder, 'restoring'))
  await place.make()
  await place.mend()
  expect(await readdir(place.folder)).not.toEqual(expect.arrayContaining(['replaced']))
  expect([existsSync(system('data')), existsSync(path.join(place.folder, 'restoring'))]).toEqual([true, false])
  await mkdir(system('replaced'), { recursive: true })
  await place.mend()
  expect([existsSync(system('data')), existsSync(system('replaced'))]).toEqual([true, false])
})

test('a server of one’s own is refused, with the reason and the way out', async () => {
  const neo4j = { uri: 'bolt://127.0.0.1:1', username: 'neo4j', password: 'secret' }
  await expect(backUp({ ...settings, neo4j }, path.join(folder, 'b'), options)).rejects.toMatchObject({
    code: 'BAD_CONFIG',
    message: 'NEO4J_URI names a server, and Parley backs up the managed database alone.',
    hint: expect.stringContaining('parley export facts') as string,
  })
})
