import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { readDataset } from '../../src/load/read.js'
import { complaint, folderWith } from './folders.js'

const dataset = 'title: Notes\nformat: facts\n'

const lines = [
  { document: { id: 'note', title: 'A note', kind: 'NEWS', language: 'en', publishedOn: '2025-05-05' } },
  { document: { id: 'register', title: 'A register', kind: 'DATASET' } },
  { passage: { document: 'note', start: 0, end: 11, text: 'Talks began', suffix: ' in April.' } },
  { passage: { document: 'register', row: 'KE', text: '{"code":"KE","name":"Kenya"}' } },
  {
    entry: 'country:KE',
    code: 'KE',
    name: 'Kenya',
    kind: [],
    names: [{ value: 'Kenya', language: 'en', kind: 'PREFERRED' }],
    externalIds: { 'iso3166-1-alpha2': 'KE' },
    evidence: 'passage:register:KE',
    method: 'IMPORT',
  },
  {
    entry: 'negotiation:fish-talks',
    title: 'Fish talks',
    status: { value: 'ONGOING', certainty: 'PROBABLE', method: 'MODEL', score: 0.75 },
    startedOn: { value: '2025-04', text: 'began', anchor: '2025-05-05' },
    participants: { node: 'country:KE', role: 'PARTY' },
    evidence: 'passage:note:0-11',
  },
  { redirect: { id: 'negotiation:fish-rounds', survivor: 'negotiation:fish-talks', reason: 'One thing.' } },
]
const ndjson = (records: unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('')

const read = (text: string | Uint8Array, name = 'facts.ndjson') =>
  readDataset(folderWith({ 'dataset.yml': dataset, [name]: text }))

test('records say what a fact file of YAML says, about any number of documents, and how it was made', async () => {
  const draft = await read(ndjson(lines))
  const said = draft.claims.map(({ predicate, subject, object, value, method, score, certainty, evidence }) => [
    ...[predicate, subject, object ?? value, method, score, certainty, evidence.join()],
  ])
  const [row, words] = ['passage:register:KE', 'passage:note:0-11']
  expect(said).toEqual([
    ['code', 'country:KE', 'KE', 'IMPORT', undefined, 'CERTAIN', row],
    ['name', 'country:KE', 'Kenya', 'IMPORT', undefined, 'CERTAIN', row],
    ['title', 'negotiation:fish-talks', 'Fish talks', 'CURATED', undefined, 'CERTAIN', words],
    ['status', 'negotiation:fish-talks', 'ONGOING', 'MODEL', 0.75, 'PROBABLE', words],
    ['startedOn', 'negotiation:fish-talks', '2025-04', 'CURATED', undefined, 'CERTAIN', words],
    ['PARTICIPATED_IN', 'country:KE', 'negotiation:fish-talks', 'CURATED', undefined, 'CERTAIN', words],
  ])
  expect(draft.nodes.map(({ id, names, evidence }) => [id, names, evidence])).toEqual([
    ['country:KE', [{ value: 'Kenya', language: 'en', kind: 'PREFERRED' }], []],
    ['negotiation:fish-talks', [], [words]],
  ])
  expect(draft.passages).toEqual([
    { id: words, document: 'document:note', start: 0, end: 11, text: 'Talks began', suffix: ' in April.' },
    { id: row, document: 'document:register', text: '{"code":"KE","name":"Kenya"}' },
  ])
  expect(draft.documents.map(({ id }) => id)).toEqual(['document:note', 'document:register'])
  expect(draft.redirects).toHaveLength(1)
})

test('the file can be gzipped, and stand beside files of YAML that cite its passages', async () => {
  const plain = await read(ndjson(lines))
  const folder = folderWith({ 'dataset.yml': dataset, 'facts.ndjson.gz': gzipSync(ndjson(lines)) })
  expect((await readDataset(folder)).claims.map(({ id }) => id)).toEqual(plain.claims.map(({ id }) => id))
  const more = [
    'document: { id: other-note, title: Another note, kind: NEWS }',
    'negotiations:',
    '  fish-talks: { definedElsewhere: true, endedOn: 2025, evidence: passage:note:0-11 }',
  ]
  writeFileSync(path.join(folder, 'more.yml'), more.join('\n'))
  expect((await readDataset(folder)).claims).toHaveLength(plain.claims.length + 1)
})

/** What a reader is told of a file whose line 2 is this. */
const told = (line: string) => complaint(() => read(`${ndjson(lines.slice(0, 1))}${line}\n`))

test.each([
  [
    'an array of all',
    '[{"document": {}}]',
    /^facts\.ndjson:2:1 An object is wanted here\.\n {2}Write one object a line/m,
  ],
  ['a comma at the end of a line', '{"entry": "topic:a"},', /^facts\.ndjson:2:21 The line goes on after its object\./m],
  ['a comma before a bracket', '{"entry": "topic:a",}', /^facts\.ndjson:2:21 Nothing comes after this comma\./m],
  ['two objects on a line', '{"entry": "topic:a"} {"entry": "topic:b"}', /2:22 The line goes on after its object\./],
  [
    'a key twice',
    '{"entry": "topic:a", "label": "a", "label": "b"}',
    /2:36 {2}label: "label" stands here a second time\./,
  ],
  ['a number for an id', '{"entry": 12}', /2:11 {2}entry: 12 is a number; a text is wanted\.\n {2}Write "12"\./],
  ['a number for a date', '{"entry": "event:a", "on": 2025}', /2:28 {2}on: 2025 is a number; a text is wanted\./],
  ['half a character', String.raw`{"entry": "topic:\ud800"}`, /2:11 {2}entry: Half a character stands here/],
  ['a text without end', '{"entry": "topic:a}', /2:11 This text does not end/],
  ['no kind of record', '{"entity": "topic:a"}', /2:1 The line does not say what it is\.\n {2}Did you mean entry\?/],
  ['something beside a document', '{"document": {}, "title": "A"}', /2:18 {2}title: "title" stands beside document\./],
  [
    'a passage of no document',
    '{"passage": {"document": "nota", "start": 0, "end": 1, "text": "A"}}',
    /Did you mean note\?/,
  ],
  ['an entry of no kind', '{"entry": "treaty:a"}', /2:11 {2}entry: "treaty:a" is not the id of anything/],
  [
    'a row with a place',
    '{"passage": {"document": "note", "row": "a", "start": 0, "end": 1, "text": "A"}}',
    /A row has no place in a text/,
  ],
])('%s is refused with its place', async (_what, line, wanted) => {
  expect(await told(line)).toMatch(wanted)
})

test('a file of nothing but faults is refused after a hundred of them', async () => {
  const said = await complaint(() => read('{"entry": 1}\n'.repeat(1_000)))
  expect(said.match(/is a number/g)).toHaveLength(100)
})
