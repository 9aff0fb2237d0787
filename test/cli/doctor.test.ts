import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Database } from '../../src/database/connect.js'
import { Home } from '../../src/database/home.js'
import type { Finding } from '../../src/doctor/check.js'
import { examine, examineGraph } from '../../src/doctor/examine.js'
import { loadDatasets } from '../../src/load/pipeline.js'
import { shownSettings } from '../../src/settings.js'
import { applySchema } from '../../src/database/constraints.js'
import { makeReady } from '../../src/load/migrate.js'
import { emptyDatabase, testSettings } from '../database.js'
import { worldFolders } from '../world.js'

let database: Database

beforeAll(async () => {
  database = await emptyDatabase()
  await applySchema(database)
  await loadDatasets(
    worldFolders.filter((folder) => !folder.endsWith('fish-talks')),
    database,
  )
}, 120_000)

const failed = (findings: Finding[]) => findings.filter(({ state }) => state !== 'OK')

test('a whole graph has nothing wrong, and every check says what it looked at', async () => {
  const findings = await examineGraph(database)
  expect(failed(findings)).toEqual([])
  expect(findings.filter(({ says }) => says === '')).toEqual([])
}, 120_000)

/** Each as a statement that breaks something, the check that finds it, and what it says of it. */
const faults: [check: string, says: RegExp, example: RegExp, statement: string][] = [
  [
    'evidence',
    /^1 facts rest on no passage$/,
    /^agreement:/,
    `MATCH (agreement:Agreement)-[evidence:EVIDENCED_BY]->() WITH agreement, collect(evidence) AS all ORDER BY agreement.id LIMIT 1
     UNWIND all AS evidence DELETE evidence`,
  ],
  [
    'origin of facts',
    /^1 facts come from no load$/,
    /^agreement:/,
    `MATCH (agreement:Agreement)-[from:FROM]->() WITH agreement, collect(from) AS all ORDER BY agreement.id LIMIT 1
     UNWIND all AS from DELETE from`,
  ],
  [
    'ids',
    /^2 nodes have no id or no label Node$/,
    /^Country /,
    `CREATE (:Country {name: 'A'}), (:Country:Node {name: 'B'})`,
  ],
  ['passages', /^1 passages are of no document$/, /^passage:lost$/, `CREATE (:Node:Passage {id: 'passage:lost'})`],
  ['documents', /^1 documents are in no dataset$/, /^document:lost$/, `CREATE (:Node:Document {id: 'document:lost'})`],
  [
    'ends of claims',
    /^1 open claims lack what they are about$/,
    /^claim:/,
    `MATCH (claim:Claim {predicate: 'capital'})-[subject:SUBJECT]->() WITH subject ORDER BY claim.id LIMIT 1 DELETE subject`,
  ],
  [
    'times of claims',
    /^1 claims stand and are closed/,
    /^claim:/,
    `MATCH (claim:Claim) WITH claim ORDER BY claim.id LIMIT 1 SET claim.recordedTo = '2025-01-01T00:00:00.000Z'`,
  ],
  ['names', /^1 names are nobody’s$/, /^lost$/, `CREATE (:Name {key: 'lost', value: 'Lost', folded: 'lost'})`],
  ['merged ids', /^1 merged ids lead nowhere/, /^country:x-lost$/, `CREATE (:Redirect {id: 'country:x-lost'})`],
  [
    'counts of facts',
    /^\d datasets count their facts wrong$/,
    /^dataset:countries says 7, has \d+$/,
    `MATCH (dataset:Dataset {id: 'dataset:countries'}) SET dataset.factCount = 7`,
  ],
  [
    'standing of claims',
    /are otherwise than what they follow from/,
    /^claim:/,
    `MATCH (claim:Claim {standing: true}) WITH claim ORDER BY claim.id DESC LIMIT 1
     SET claim.standing = false, claim.recordedTo = '2025-01-01T00:00:00.000Z'`,
  ],
  [
    'the world from its claims',
    /are otherwise than what they follow from/,
    /./,
    `MATCH (:Country {id: 'country:RW'})-[party:PARTY_TO]->() WHERE NOT party.derived DELETE party`,
  ],
  [
    'relationships of the world',
    /are otherwise than what they follow from/,
    /./,
    `MATCH (one:Country {id: 'country:KE'}), (other:Country {id: 'country:UG'})
     CREATE (one)-[:SUCCEEDED_BY {key: '', evidence: ['passage:none']}]->(other)`,
  ],
  [
    'roll-up, counts and timelines',
    /are otherwise than what they follow from/,
    /^ON_TIMELINE country:\S+ agreement:/,
    `MATCH ()-[place:ON_TIMELINE]->(:Agreement) DELETE place`,
  ],
  [
    'labels, dates and orders',
    /are otherwise than what they follow from/,
    /^country:KE$/,
    `MATCH (country:Country {id: 'country:KE'}) SET country.nameAsc = 'zz'`,
  ],
  [
    'who loads',
    /^1 datasets are held by loaders that fell silent$/,
    /^dataset:old-pacts by process 7 on elsewhere for 5 min, silent for 5 min$/,
    `CREATE (:Lease {key: 'dataset:old-pacts', token: 't', host: 'elsewhere', pid: '7', since: timestamp() - 300000, beat: timestamp() - 300000})`,
  ],
  [
    'unfinished loads',
    /^1 loads are INCOMPLETE$/,
    /^load:\S+ of dataset:old-pacts$/,
    `MATCH (load:Load)-[:OF]->(:Dataset {id: 'dataset:old-pacts'}) REMOVE load.finishedAt`,
  ],
]

test('each fault is found, with examples and what to type', async () => {
  for (const [, , , text] of faults) await database.write((run) => run({ text }))
  await database.schema(['DROP INDEX of_Claim_recordedTo', 'DROP CONSTRAINT unique_Taken_key'])
  const findings = new Map((await examineGraph(database)).map((finding) => [finding.name, finding]))
  for (const [check, says, example] of faults) {
    expect(findings.get(check)).toEqual({
      name: check,
      state: 'FAILED',
      says: expect.stringMatching(says) as string,
      examples: expect.arrayContaining([expect.stringMatching(example)]) as string[],
      remedy: expect.stringMatching(/./) as string,
    })
  }
  expect(findings.get('constraints and indexes')).toMatchObject({
    state: 'FAILED',
    examples: ['unique_Taken_key is missing', 'of_Claim_recordedTo is missing'],
    remedy: expect.stringMatching(/^parley database migrate/) as string,
  })
}, 120_000)

test('what the doctor tells one to type against a wrong order and a missing index helps', async () => {
  await makeReady(database, { anew: true })
  const findings = new Map((await examineGraph(database)).map(({ name, state }) => [name, state]))
  for (const name of ['constraints and indexes', 'labels, dates and orders', 'roll-up, counts and timelines']) {
    expect([name, findings.get(name)]).toEqual([name, 'OK'])
  }
}, 120_000)

test('no secret is shown, and a database that is not there is neither made nor filled', async () => {
  const shown = shownSettings({
    NEO4J_URI: 'neo4j://me:secret-canary/with@host:7687?key=secret-canary',
    NEO4J_PASSWORD: 'secret-canary',
  })
  expect(JSON.stringify(shown)).not.toContain('secret-canary')
  expect(shown).toContainEqual(['NEO4J_URI', 'neo4j://host:7687'])
  const folder = await mkdtemp(path.join(os.tmpdir(), 'parley-doctor-'))
  const home = path.join(folder, 'home')
  const empty = await examine({}, { ...testSettings(), home })
  expect(failed(empty).filter(({ state }) => state === 'FAILED')).toEqual([])
  expect(empty.at(-1)).toMatchObject({ state: 'SKIPPED', says: 'there is no database yet: npm start makes one' })
  await new Home(home).make()
  await new Home(home).beginFilling({ pid: 2 ** 22 - 1, began: 'long ago' })
  expect(failed(await examine({}, { ...testSettings(), home }))[0]).toMatchObject({
    name: 'bulk load',
    says: 'A bulk load by process 4194303 was broken off: nothing there is whole',
  })
  const neo4j = { uri: 'bolt://127.0.0.1:1', username: 'neo4j', password: 'secret-canary' }
  const unreachable = await examine({}, { ...testSettings(), neo4j })
  expect(unreachable.find(({ name }) => name === 'database')).toEqual({
    name: 'database',
    state: 'FAILED',
    says: 'No database answers at bolt://127.0.0.1:1.',
    examples: [],
    remedy: 'Start it or correct NEO4J_URI; unset NEO4J_URI for the managed one.',
  })
  await rm(folder, { recursive: true })
})
