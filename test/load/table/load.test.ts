import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadDatasets } from '../../../src/load/pipeline.js'
import { emptyDatabase } from '../../database.js'

const root = path.join(__dirname, '..', '..', '..')
const copies: string[] = []
afterAll(() => copies.forEach((folder) => rmSync(folder, { recursive: true })))

/** A copy of a shipped mapping, since a load may leave a review file beside it. */
function copyOf(mapping: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-shipped-'))
  copies.push(folder)
  cpSync(path.join(root, 'docs', 'mappings', mapping), path.join(folder, mapping), { recursive: true })
  return path.join(folder, mapping)
}

test('the shipped mappings load into the graph, joined to one another, and a second time write nothing', async () => {
  const database = await emptyDatabase()
  await loadDatasets([path.join(root, 'seeds', 'countries')], database)
  const folders = ['treaty-register', 'membership-register', 'icews-events', 'polecat-events'].map(copyOf)
  for (const folder of folders) {
    const [first] = await loadDatasets([folder], database)
    expect(first).toMatchObject({ unchanged: false })
  }
  for (const folder of folders) {
    const [second] = await loadDatasets([folder], database)
    expect(second).toMatchObject({ unchanged: true, created: 0, updated: 0, removed: 0 })
  }
  const rows = await database.read({
    text: `MATCH (:Country {id: 'country:KE'})-[part:PARTY_TO]->(:Agreement {id: 'agreement:ieadb-9011'})
      RETURN part.role, part.signedOn, part.consentOn, part.inForceOn`,
    parameters: {},
  })
  expect(rows).toEqual([['PARTY', '1959-02-17', '1960-03-01', '1960-05-30']])
  const counts = await database.read({
    text: `MATCH (node) WHERE node:Event OR node:Agreement RETURN node:Agreement AS agreement, count(node) ORDER BY agreement`,
    parameters: {},
  })
  expect(counts).toEqual([
    [false, 60],
    [true, 30],
  ])
}, 300_000)
