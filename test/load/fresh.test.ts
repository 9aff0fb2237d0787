import type { Database } from '../../src/database/connect.js'
import type { Draft } from '../../src/load/draft.js'
import { writeDatasets } from '../../src/load/pipeline.js'
import { emptyDatabase } from '../database.js'
import { draft } from './drafts.js'
import { dump } from './dump.js'

let database: Database

beforeAll(async () => {
  database = await emptyDatabase()
}, 120_000)

const named = (id: string, ...names: string[]) => ({
  id,
  names: names.map((value, at) => ({
    value,
    language: at === 0 ? 'en' : undefined,
    kind: at === 0 ? 'PREFERRED' : 'ALIAS',
  })),
})
const minister = { office: 'MINISTER', tenureId: 'official:doe|country:AA|MINISTER|1', title: 'minister' }
const visit = (id: string, from: string, to: string) => ({
  id,
  properties: { kind: 'VISIT', on: '2025-02', summary: `From ${from} to ${to}` },
  relations: [
    { type: 'INITIATED', from, to: id, properties: {} },
    { type: 'TARGETED', from: id, to, properties: {} },
  ],
})

/** Things of which several claims agree, differ, deny and come from other words, and facts that refer to them. */
const content = draft('visits', {
  passages: ['a', 'b', 'c', 'd'],
  nodes: [
    named('country:AA', 'Aland', 'Aaland'),
    named('country:BB', 'Bland', 'Bland'),
    named('official:doe', 'Jane Doe'),
    named('organization:fleet', 'The Fleet', 'Fleet'),
    { id: 'negotiation:talks' },
    visit('event:1', 'official:doe', 'country:BB'),
    { ...visit('event:2', 'organization:fleet', 'official:doe'), evidence: ['passage:visits:d'] },
  ],
  claims: [
    { predicate: 'name', subject: 'country:AA', value: 'Aland' },
    { predicate: 'name', subject: 'country:AA', value: 'Oland', evidence: ['passage:visits:b'] },
    { predicate: 'existedFrom', subject: 'country:AA', value: '1815' },
    { predicate: 'existedFrom', subject: 'country:AA', value: '1816-02', certainty: 'PROBABLE' },
    { predicate: 'name', subject: 'country:BB', value: 'Bland' },
    { predicate: 'capital', subject: 'country:BB', value: 'Btown', polarity: 'NEGATIVE' },
    {
      predicate: 'name',
      subject: 'official:doe',
      value: 'Jane Doe',
      evidence: ['passage:visits:c', 'passage:visits:a'],
    },
    { predicate: 'anonymous', subject: 'official:doe', value: 'false' },
    {
      predicate: 'HELD_OFFICE',
      subject: 'official:doe',
      object: 'country:AA',
      qualifiers: { ...minister, from: '2024' },
    },
    {
      ...{ predicate: 'HELD_OFFICE', subject: 'official:doe', object: 'country:AA', evidence: ['passage:visits:b'] },
      qualifiers: { ...minister, attestedOn: ['2025-02-03'] },
    },
    { predicate: 'kind', subject: 'organization:fleet', value: 'MINISTRY' },
    { predicate: 'BELONGS_TO', subject: 'organization:fleet', object: 'country:AA' },
    { predicate: 'BELONGS_TO', subject: 'organization:fleet', object: 'country:BB', polarity: 'NEGATIVE' },
    { predicate: 'title', subject: 'negotiation:talks', value: 'Talks' },
    {
      predicate: 'PARTICIPATED_IN',
      subject: 'official:doe',
      object: 'negotiation:talks',
      qualifiers: { role: 'NEGOTIATOR' },
    },
  ],
})

async function loaded(given: Draft): Promise<string[]> {
  const [summary] = await writeDatasets([given], database)
  expect(summary).toMatchObject({ created: 27, updated: 0, removed: 0 })
  return dump(database)
}

const marks = () =>
  database.read({ text: 'MATCH (node:Changed) RETURN node.id, node.changeKind, node.changeFields ORDER BY node.id' })

test('what is new becomes the same by the short way as by the general one, which what was there before must go', async () => {
  const short = [await loaded(content), await marks()]
  await database.schema(['MATCH (node) DETACH DELETE node'])
  // A tombstone is all that is left of what was there once: it goes when that comes back.
  const ids = [...content.passages, ...content.nodes].map(({ id }) => id)
  const text = 'UNWIND $ids AS id CREATE (:Removed {removedId: id})'
  await database.write((run) => run({ text, parameters: { ids } }))
  const general = [await loaded(content), await marks()]
  expect(general).toEqual(short)
  expect(await database.read({ text: 'MATCH (tombstone:Removed) RETURN tombstone' })).toEqual([])
})
