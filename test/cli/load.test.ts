import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { bareDatabase } from '../database.js'
import { parleyIn, root } from './command.js'

let folder: string

beforeAll(async () => {
  // Kept open by the helper, so that each command joins it instead of starting one.
  await bareDatabase()
  folder = await mkdtemp(path.join(os.tmpdir(), 'parley-cli-'))
  await cp(path.join(root, 'test', 'world'), folder, { recursive: true })
}, 120_000)

afterAll(() => rm(folder, { recursive: true }))

/** Runs `parley` as a user would, in the folder of the world, against the database of the writing tests. */
const parley = (...args: string[]) => parleyIn(folder, args)

/** Lines with what depends on the machine left out. */
const timeless = (text: string) => text.replace(/\(\d+\.\d s\)/g, '(… s)')

test('load says a line for each dataset on standard output, and that nothing changed the second time', async () => {
  const paths = ['fish-talks', 'countries', 'old-pacts']
  const first = await parley('load', ...paths)
  expect({ ...first, stdout: timeless(first.stdout) }).toMatchObject({
    code: 0,
    stdout:
      'dataset:countries: 41 created, 0 updated, 0 removed (… s)\n' +
      'dataset:old-pacts: 22 created, 0 updated, 0 removed (… s)\n' +
      'dataset:fish-talks: 152 created, 0 updated, 0 removed (… s)\n',
  })
  const second = await parley('load', '--json', ...paths)
  expect(second.code).toBe(0)
  const counts = { created: 0, updated: 0, removed: 0, unchanged: true, seconds: expect.any(Number) }
  expect(JSON.parse(second.stdout)).toEqual({
    loads: [
      { dataset: 'dataset:countries', title: 'The lake countries', ...counts },
      { dataset: 'dataset:old-pacts', title: 'Old pacts', ...counts },
      { dataset: 'dataset:fish-talks', title: 'The fish talks', ...counts },
    ],
  })
}, 120_000)

test('load refuses a broken fact file with its line, writes nothing, and ends with 65', async () => {
  const file = path.join(folder, 'fish-talks', 'herald.yml')
  const whole = await readFile(file, 'utf8')
  await writeFile(file, whole.replace('role: HOST', 'role: PARTNER'))
  const line = whole.split('\n').findIndex((text) => text.includes('role: HOST')) + 1
  const { code, stdout, stderr } = await parley('load', 'countries', 'old-pacts', 'fish-talks')
  await writeFile(file, whole)
  expect({ code, stdout }).toEqual({ code: 65, stdout: '' })
  expect(stderr).toMatch(
    new RegExp(
      `^fish-talks/herald\\.yml:${line}:\\d+ {2}negotiations\\.fish-talks\\.participants\\[4\\]\\.role: "PARTNER" is not a`,
    ),
  )
}, 60_000)

test('load of a folder that is not there ends with 66', async () => {
  const { code, stderr } = await parley('load', 'nowhere')
  expect({ code, stderr }).toEqual({
    code: 66,
    stderr:
      'nowhere/dataset.yml There is no dataset.yml.\n  A dataset is a folder with a dataset.yml; docs/loading.md shows one.\n',
  })
}, 60_000)

test('validate needs no database, and holds excerpts against the text', async () => {
  const texts = ['lake-herald', 'lake-radio', 'rwanda-gazette', 'lake-gossip'].map(
    (name) => `${name}=texts/${name}.txt`,
  )
  expect(await parley('validate', 'fish-talks', 'countries', 'old-pacts', '--text', ...texts)).toEqual({
    code: 0,
    stdout:
      'dataset:fish-talks: 4 documents, 30 passages, 29 nodes, 89 claims; nothing is wrong\n' +
      'dataset:countries: 1 documents, 5 passages, 7 nodes, 28 claims; nothing is wrong\n' +
      'dataset:old-pacts: 1 documents, 3 passages, 3 nodes, 15 claims; nothing is wrong\n',
    stderr: '',
  })
  const text = path.join(folder, 'texts', 'lake-gossip.txt')
  await writeFile(text, (await readFile(text, 'utf8')).replace('cousin', 'nephew'))
  const { code, stderr } = await parley('validate', 'fish-talks', 'countries', 'old-pacts', '--text', ...texts)
  expect(code).toBe(65)
  expect(stderr).toMatch(
    /^fish-talks\/gossip\.yml:\d+:\d+ {2}document\.sha256: "[0-9a-f]{64}" is not the SHA-256 of the text\./,
  )
  expect(stderr).toMatch(
    /fish-talks\/gossip\.yml:\d+:\d+ {2}passages\.scrapped: At \d+ to \d+ the text has “The Fish Pact was scrapped, says a nephew of the printer”\./,
  )
}, 60_000)

test('validate tells of ids that are in no dataset given and in no seed', async () => {
  const { code, stderr } = await parley('validate', 'fish-talks', '--json')
  expect(code).toBe(65)
  expect(stderr).toMatch(
    /agreement:shore-treaty is not known\.\n {2}Name the folder of the dataset that defines it too\./,
  )
  expect(stderr).not.toMatch(/country:KE/)
}, 60_000)

test('paths that are missing are a matter of usage', async () => {
  expect((await parley('validate')).code).toBe(2)
}, 60_000)
