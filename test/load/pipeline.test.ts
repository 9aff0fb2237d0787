import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Database } from '../../src/database/connect.js'
import { applySchema, sampleIndexes, schemaStatements } from '../../src/database/constraints.js'
import { inOrder, loadDatasets } from '../../src/load/pipeline.js'
import { emptyDatabase } from '../database.js'
import { loadWorld, worldFolders } from '../world.js'
import { draft } from './drafts.js'

let database: Database
let copies: string

beforeAll(async () => {
  database = await emptyDatabase()
  await loadWorld(database)
  copies = await mkdtemp(path.join(os.tmpdir(), 'parley-pipeline-'))
}, 120_000)

afterAll(() => rm(copies, { recursive: true }))

const rows = (text: string) => database.read({ text })
const lines = async (text: string) => (await rows(text)).map((row) => row.join(' '))

/** The world's fish talks with one text in its fact file replaced, in a folder of that name. */
async function changed(from: string, to: string, file = 'herald.yml'): Promise<string> {
  const folder = path.join(copies, 'fish-talks')
  await rm(folder, { recursive: true, force: true })
  await cp(path.join(__dirname, '..', 'world', 'fish-talks'), folder, { recursive: true })
  const text = await readFile(path.join(folder, file), 'utf8')
  if (!text.includes(from)) throw new Error(`${file} has no "${from}"`)
  await writeFile(path.join(folder, file), text.replace(from, to))
  return folder
}

describe('the world of the tests', () => {
  test('is loaded in the order in which datasets refer to one another, and a second time writes nothing', async () => {
    const summaries = await loadDatasets(worldFolders, database)
    expect(summaries.map(({ dataset, unchanged }) => [dataset, unchanged])).toEqual([
      ['dataset:countries', true],
      ['dataset:old-pacts', true],
      ['dataset:fish-talks', true],
    ])
    expect(await rows('MATCH (load:Load) RETURN count(load)')).toEqual([[3]])
  })

  test('has parties for those who acted, and for their countries where these are not asserted', async () => {
    expect(
      await lines(
        `MATCH (actor)-[part:PARTICIPATED_IN]->(talks) RETURN talks.id, part.key, actor.id ORDER BY talks.id, part.key, actor.id`,
      ),
    ).toEqual([
      'negotiation:fish-talks HOST||false country:UG',
      'negotiation:fish-talks NEGOTIATOR|country:RW|false official:paul-mugabo',
      'negotiation:fish-talks NEGOTIATOR||false official:jane-doe',
      'negotiation:fish-talks PARTY||false country:RW',
      'negotiation:fish-talks PARTY||false organization:kenyan-government',
      'negotiation:fish-talks PARTY||true country:KE',
      'negotiation:water-talks PROSPECTIVE||false country:UG',
    ])
    expect(
      await lines(
        `MATCH (actor)-[part:PARTY_TO]->(pact {id: 'agreement:fish-pact'}) RETURN actor.id, part.role, part.signedOn, part.derived, part.evidenceCount ORDER BY actor.id`,
      ),
    ).toEqual([
      'country:KE PARTY 2025-06-01 true 2',
      'country:RW PARTY 2025-06-01 false 1',
      'organization:kenyan-government PARTY 2025-06-01 false 2',
    ])
  })

  test('has the status that the latest dated event brought about, and keeps the claims that differ', async () => {
    expect(
      await lines(
        'MATCH (node:Negotiation|Agreement) RETURN node.id, coalesce(node.status, "-") AS status ORDER BY node.id',
      ),
    ).toEqual([
      'agreement:fish-pact IN_FORCE',
      'agreement:lake-memorandum -',
      'agreement:shore-pact TERMINATED',
      'agreement:shore-protocol -',
      'negotiation:fish-talks CONCLUDED',
      'negotiation:lake-process ONGOING',
      'negotiation:water-talks CONSIDERED',
    ])
    expect(
      await lines(`MATCH (claim:Claim) WHERE claim.corroboration <> 'SINGLE_ORIGIN' OR NOT claim.standing
        RETURN DISTINCT claim.about AS about, coalesce(claim.value, claim.qualifiers) AS said, claim.corroboration, claim.standing ORDER BY about, said`),
    ).toEqual([
      'HELD_OFFICE official:jane-doe country:KE {"attestedOn":["2025-06-02"],"from":"2024","number":2,"office":"FOREIGN_MINISTER","tenureId":"official:jane-doe/country:KE/FOREIGN_MINISTER/2","title":"Foreign minister"} DISPUTED true',
      'HELD_OFFICE official:jane-doe country:KE {"from":"2023","number":2,"office":"FOREIGN_MINISTER","tenureId":"official:jane-doe/country:KE/FOREIGN_MINISTER/2","title":"Foreign minister"} DISPUTED true',
      'PARTY_TO organization:kenyan-government agreement:fish-pact {"role":"PARTY","signedOn":"2025-06-01"} CORROBORATED true',
      'PARTY_TO organization:kenyan-government agreement:fish-pact {"role":"PARTY"} CORROBORATED true',
      'kind agreement:fish-pact TREATY CORROBORATED true',
      'startedOn negotiation:fish-talks 2025-05 CORROBORATED true',
      'status agreement:fish-pact IN_FORCE DISPUTED true',
      'status agreement:fish-pact SCRAPPED SINGLE_ORIGIN false',
      'status agreement:fish-pact SIGNED DISPUTED true',
      'status negotiation:fish-talks ONGOING DISPUTED true',
      'status negotiation:fish-talks PRELIMINARY DISPUTED true',
    ])
  })

  test('has no relationship that is only denied', async () => {
    expect(await rows(`MATCH (:Country {id: 'country:UG'})-[:PARTY_TO]->() RETURN count(*)`)).toEqual([[0]])
    expect(await rows(`MATCH (claim:Claim {polarity: 'NEGATIVE'}) RETURN claim.about, claim.standing`)).toEqual([
      ['PARTY_TO country:UG agreement:fish-pact', true],
    ])
  })

  test('has timelines in the order of first possible days, undated entries last, a country with what was done for it', async () => {
    const timeline = (id: string) =>
      lines(
        `MATCH ({id: '${id}'})-[entry:ON_TIMELINE]->(node) RETURN substring(entry.sort, size('${id}|')) AS place, coalesce(entry.statusAfter, '-') AS after ORDER BY entry.sort`,
      )
    expect(await timeline('negotiation:fish-talks')).toEqual([
      '2025-05-05|event:first-round ONGOING',
      '2025-05-05|statement:doe-good-start -',
      '2025-05-05|statement:mugabo-hopes -',
      '2025-06-01|agreement:fish-pact -',
      '2025-06-01|event:second-round CONCLUDED',
      '~|event:walkout SUSPENDED',
    ])
    expect(await timeline('country:KE')).toEqual([
      '1998-01-01|agreement:shore-pact -',
      '2020-01-01|statement:doe-pond -',
      '2025-05-05|event:first-round -',
      '2025-05-05|statement:doe-good-start -',
      '2025-06-01|agreement:fish-pact -',
      '2025-06-01|event:kenya-leaves-shore-pact -',
      '~|statement:mugabo-denies-deal -',
    ])
  })

  test('counts statements and events from those who speak for a country and to those addressed, nobody being their own counterpart', async () => {
    const counts = (id: string) =>
      lines(
        `MATCH ({id: '${id}'})-[edge:COUNTS_FROM|COUNTS_TO]->(node) RETURN type(edge), node.id ORDER BY type(edge), node.id`,
      )
    expect(await counts('statement:doe-good-start')).toEqual([
      'COUNTS_FROM country:KE',
      'COUNTS_FROM official:jane-doe',
      // His office is attested a month later, which is not enough to count him for Rwanda.
      'COUNTS_TO official:paul-mugabo',
    ])
    expect(await counts('event:boats-seized')).toEqual([
      'COUNTS_FROM country:RW',
      'COUNTS_FROM group:lake-herald--police',
      'COUNTS_TO group:lake-herald--fishermen',
    ])
    expect(await counts('statement:party-sell-out')).toEqual(['COUNTS_FROM organization:fish-party'])
  })

  test('answers an old id with its survivor', async () => {
    expect(
      await rows('MATCH (redirect:Redirect)-[merged:MERGED_INTO]->(node) RETURN redirect.id, merged.reason, node.id'),
    ).toEqual([['agreement:shore-treaty', 'Two names of one treaty.', 'agreement:shore-pact']])
    expect(await lines('MATCH (a)-[:REPLACES]->(b) RETURN a.id, b.id')).toEqual([
      'agreement:fish-pact agreement:shore-pact',
    ])
  })

  test('rests on words: every fact on a passage, every relationship on a fact', async () => {
    expect(
      await rows('MATCH (fact:Fact) WHERE NOT EXISTS { (fact)-[:EVIDENCED_BY]->(:Passage) } RETURN fact.id'),
    ).toEqual([])
    expect(
      await rows(
        'MATCH (node:Node) WHERE NOT node:Dataset AND NOT node:Load AND NOT node:Document AND NOT node:Passage AND NOT EXISTS { (node)-[:FROM]->(:Load) } RETURN node.id',
      ),
    ).toEqual([])
    expect(await rows('MATCH ()-[edge]->() WHERE edge.evidenceCount = 0 RETURN edge')).toEqual([])
    expect(await rows('MATCH (dataset:Dataset) RETURN dataset.id, dataset.factCount ORDER BY dataset.id')).toEqual([
      ['dataset:countries', 28],
      ['dataset:fish-talks', 107],
      ['dataset:old-pacts', 18],
    ])
  })
})

describe('what is wrong', () => {
  const refused = (folders: string[]) =>
    loadDatasets(folders, database).then(
      () => 'loaded',
      (error: Error) => error.message,
    )

  test('an id that nobody knows is told with its place', async () => {
    const folder = await changed('belongsTo: country:RW, evidence: mugabo', 'belongsTo: country:XX, evidence: mugabo')
    expect(await refused([folder])).toMatch(
      /fish-talks\/herald\.yml:\d+:\d+ {2}organizations\.rwandan-foreign-ministry\.belongsTo: country:XX is not known\.\n {2}It must be in the graph, or in a dataset loaded with this one\.$/,
    )
  })

  test('an id is suggested that bears the unknown one as a name, else one spelt like it', async () => {
    const named = await changed('speaker: official:jane-doe', 'speaker: official:ms-doe')
    expect(await refused([named])).toMatch(
      /official:ms-doe is not known\.\n {2}Did you mean official:jane-doe \(Ms Doe\)\?/,
    )
    const spelt = await changed('agreement:shore-treaty', 'agreement:shore-pacts')
    expect(await refused([spelt])).toMatch(
      /agreement:shore-pacts is not known\.\n {2}Did you mean agreement:shore-pact\?/,
    )
  })

  test('nothing of any dataset is written when one has a fault', async () => {
    const folder = await changed('node: country:UG, role: HOST', 'node: country:UG, role: GUEST')
    expect(await refused([...worldFolders.filter((each) => !each.endsWith('fish-talks')), folder])).toMatch(
      /"GUEST" is not a/,
    )
    expect(await rows('MATCH (load:Load) RETURN count(load)')).toEqual([[3]])
  })

  test('a dataset given twice is refused', async () => {
    expect(await refused([worldFolders[0]!, worldFolders[0]!])).toBe(
      `${worldFolders[0]} dataset:countries is given twice.\n  Rename one of the two folders.`,
    )
  })

  test('a folder without a dataset is refused', async () => {
    expect(await refused(['test/nowhere'])).toBe(
      'test/nowhere/dataset.yml There is no dataset.yml.\n  A dataset is a folder with a dataset.yml; docs/loading.md shows one.',
    )
  })

  test('datasets that refer to one another in a ring cannot be put in order', () => {
    const refer = (slug: string, other: string) =>
      draft(slug, {
        nodes: [{ id: `group:${slug}` }],
        claims: [{ predicate: 'MEMBER_OF', subject: `group:${slug}`, object: `group:${other}` }],
      })
    expect(() => inOrder([refer('a', 'b'), refer('b', 'a')])).toThrow(
      'These datasets refer to one another in a ring: dataset:a, dataset:b.',
    )
    expect(inOrder([refer('a', 'b'), refer('b', 'b')]).map(({ dataset }) => dataset.id)).toEqual([
      'dataset:b',
      'dataset:a',
    ])
  })
})

describe('a change of the file', () => {
  test('changes what hangs on it and nothing else, and back again', async () => {
    const folder = await changed(
      'on: { value: 2025-06-01, text: 1 June }\n    summary: The second round was held.',
      'summary: The second round was held.',
    )
    expect((await loadDatasets([folder], database))[0]).toMatchObject({ created: 0, updated: 0, removed: 1 })
    expect(
      await lines(
        `MATCH (talks:Negotiation {id: 'negotiation:fish-talks'})-[entry:ON_TIMELINE]->(:Event {id: 'event:second-round'}) RETURN talks.status, entry.sort`,
      ),
    ).toEqual(['ONGOING negotiation:fish-talks|~|event:second-round'])
    expect((await loadDatasets([worldFolders[1]!], database))[0]).toMatchObject({ created: 1, updated: 0, removed: 0 })
    expect(await lines(`MATCH (talks:Negotiation {id: 'negotiation:fish-talks'}) RETURN talks.status`)).toEqual([
      'CONCLUDED',
    ])
  })
})

describe('constraints and indexes', () => {
  test('are applied once: a second time there is nothing to do', async () => {
    const indexes = await rows('SHOW INDEXES YIELD name RETURN count(name)')
    const ran: string[] = []
    const schema = (statements: string[]) => Promise.resolve(void ran.push(...statements))
    await applySchema({ ...database, read: (statement) => database.read(statement), schema })
    expect(ran).toEqual([])
    expect(await rows('SHOW INDEXES YIELD name RETURN count(name)')).toEqual(indexes)
  })

  test('are sampled where the server lets us, and a server that does not is left as it is', async () => {
    await sampleIndexes(database)
    await sampleIndexes({ schema: () => Promise.reject(new Error('There is no procedure of that name.')) })
  })

  test('are told in order, each with what it is for', () => {
    const statements = schemaStatements()
    const cypher = statements.map((statement) => statement.split('\n')[1])
    expect(cypher).toEqual([...cypher].sort())
    expect(
      statements.filter((statement) => !/^\/\/ .+\nCREATE [A-Z ]+ \w+ IF NOT EXISTS FOR .+;$/.test(statement)),
    ).toEqual([])
    expect(statements).toContain(
      '// a timeline is read in order\nCREATE INDEX of_ON_TIMELINE_sort IF NOT EXISTS FOR ()-[edge:ON_TIMELINE]-() ON (edge.sort);',
    )
    expect(statements).toContain(
      '// an id names one thing in the whole graph\nCREATE CONSTRAINT unique_Node_id IF NOT EXISTS FOR (node:Node) REQUIRE (node.id) IS UNIQUE;',
    )
  })
})
