import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { readDatasetFile } from '../../../src/load/dataset.js'
import { openTable } from '../../../src/load/table/table.js'
import { complaint, folderWith } from '../folders.js'
import { nobody, problemsOf, readRows } from './reading.js'

const dataset = 'title: T\nformat: table\n'
const makes = `makes:
  agreements:
    'x-{id}': { title: '{title}', kind: TREATY, binding: '{binding}', signedOn: '{signed}' }
`

/** What a table says of its rows: where each stands, its text, and the values of what it makes. */
async function said(files: Record<string, string | Uint8Array>, mapping = `files: rows.*\nkey: id\n${makes}`) {
  const rows = await readRows(folderWith({ 'dataset.yml': dataset, 'mapping.yml': mapping, ...files }))
  expect(problemsOf(rows)).toEqual([])
  return rows.map(({ key, place, passage, claims }) => ({
    key,
    at: `${path.basename(place.file!)}:${place.line}`,
    text: passage.text,
    says: claims.map(({ predicate, value }) => `${predicate} ${value}`),
  }))
}

const fish = ['title Fish', 'kind TREATY', 'binding true', 'signedOn 2025-05']
const boats = ['title Boats, nets', 'kind TREATY']

const csv = 'id,title,binding,signed\na,Fish,true,2025-05\n\nb,"Boats, nets",,\n'

test('a table in CSV, TSV and lines of JSON says the same, each row as it stands', async () => {
  expect(await said({ 'rows.csv': csv })).toEqual([
    { key: 'a', at: 'rows.csv:2', text: 'a,Fish,true,2025-05', says: fish },
    { key: 'b', at: 'rows.csv:4', text: 'b,"Boats, nets",,', says: boats },
  ])
  expect(
    await said({ 'rows.tsv': 'id\ttitle\tbinding\tsigned\na\t Fish \ttrue\t2025-05\nb\tBoats, nets\t\t' }),
  ).toEqual([
    { key: 'a', at: 'rows.tsv:2', text: 'a\t Fish \ttrue\t2025-05', says: fish },
    { key: 'b', at: 'rows.tsv:3', text: 'b\tBoats, nets\t\t', says: boats },
  ])
  const [first, second] = [
    '{"id":"a","title":"Fish","binding":true,"signed":"2025-05"}',
    '{"id":"b","title":"Boats, nets","more":{"x":1}}',
  ]
  expect(await said({ 'rows.ndjson': `${first}\n${second}` })).toEqual([
    { key: 'a', at: 'rows.ndjson:1', text: first, says: fish },
    { key: 'b', at: 'rows.ndjson:2', text: second, says: boats },
  ])
})

test('a table in Parquet says the same, its text being JSON and its lines the numbers of its rows', async () => {
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'id', data: ['a', 'b'], type: 'STRING' },
      { name: 'title', data: ['Fish', 'Boats, nets'], type: 'STRING' },
      { name: 'binding', data: [true, null], type: 'BOOLEAN' },
      { name: 'signed', data: ['2025-05', null], type: 'STRING' },
    ],
  })
  for (const content of [new Uint8Array(bytes), gzipSync(new Uint8Array(bytes))]) {
    const name = content[0] === 0x1f ? 'rows.parquet.gz' : 'rows.parquet'
    expect(await said({ [name]: content })).toEqual([
      { key: 'a', at: `${name}:1`, text: '{"binding":true,"id":"a","signed":"2025-05","title":"Fish"}', says: fish },
      { key: 'b', at: `${name}:2`, text: '{"binding":null,"id":"b","signed":null,"title":"Boats, nets"}', says: boats },
    ])
  }
  const folder = folderWith({
    'dataset.yml': dataset,
    'mapping.yml': `files: rows.parquet\n${makes}`,
    'rows.parquet': 'PAR1 and nothing more',
  })
  expect(await complaint(() => readRows(folder))).toMatch(
    /^rows\.parquet The file cannot be read as Parquet: .*\n {2}Is it whole/,
  )
})

test('gzipped, without a header, with another delimiter and quote, over lines: a row is a row', async () => {
  expect(await said({ 'rows.csv.gz': gzipSync(Buffer.from(csv)) })).toHaveLength(2)
  const mapping = `files: data/*.txt\nread: { delimiter: ';', quote: "'", header: [id, title, binding, signed], missing: [NA] }\nkey: id\n${makes}`
  expect(
    await said({ 'data/one.txt': "a;'Fish\r\nand';NA;2025\r\n", 'data/two.txt': "b;'it''s';false;NA" }, mapping),
  ).toEqual([
    {
      key: 'a',
      at: 'one.txt:1',
      text: "a;'Fish\r\nand';NA;2025",
      says: ['title Fish\r\nand', 'kind TREATY', 'signedOn 2025'],
    },
    { key: 'b', at: 'two.txt:1', text: "b;'it''s';false;NA", says: ["title it's", 'kind TREATY', 'binding false'] },
  ])
})

test('files that are read together may have their columns in orders of their own, and must have the same', async () => {
  const two = {
    'rows.1.csv': 'id,title,binding,signed\na,Fish,true,2025\n',
    'rows.2.csv': 'title,id,signed,binding\nBoats,b,2025-13,false\n',
  }
  const folder = folderWith({ 'dataset.yml': dataset, 'mapping.yml': `files: rows.*.csv\n${makes}`, ...two })
  const rows = await readRows(folder)
  expect(rows.map(({ key }) => key)).toEqual(['rows1csv-2', 'rows2csv-2'])
  expect(problemsOf(rows).map((text) => text.slice(folder.length + 1).split('\n')[0])).toEqual([
    'rows.2.csv:2:9  signed: "2025-13" is not a date: there is no month 13.',
  ])
  writeFileSync(path.join(folder, 'rows.2.csv'), 'id,title,binding,day\n')
  expect(await complaint(() => readRows(folder))).toMatch(
    /^rows\.2\.csv:1 The column "day" is not in both this file and .*rows\.1\.csv\./,
  )
})

test('a data package supplies names, types, missing values, delimiter and key', async () => {
  const fields = [
    { name: 'id', type: 'string' },
    { name: 'title', type: 'string' },
    { name: 'binding', type: 'boolean', trueValues: ['yes'], falseValues: ['no'] },
    { name: 'signed', type: 'date', format: '%d/%m/%Y' },
  ]
  const described = {
    resources: [
      {
        path: 'rows.csv',
        dialect: { delimiter: ';', header: false },
        schema: { fields, missingValues: ['n/a'], primaryKey: 'id' },
      },
    ],
  }
  const files = {
    'datapackage.json': JSON.stringify(described),
    'rows.csv': 'a;Fish;yes;05/05/2025\nb;n/a Boats;n/a;n/a\n',
  }
  expect(await said(files, `files: rows.csv\n${makes}`)).toEqual([
    {
      key: 'a',
      at: 'rows.csv:1',
      text: 'a;Fish;yes;05/05/2025',
      says: ['title Fish', 'kind TREATY', 'binding true', 'signedOn 2025-05-05'],
    },
    { key: 'b', at: 'rows.csv:2', text: 'b;n/a Boats;n/a;n/a', says: ['title n/a Boats', 'kind TREATY'] },
  ])
  const folder = folderWith({
    'dataset.yml': dataset,
    'mapping.yml': `files: rows.csv\n${makes}`,
    ...files,
    'rows.csv': 'a;Fish;maybe;05/05/2025\n',
  })
  expect(problemsOf(await readRows(folder)).map((text) => text.slice(folder.length + 1))).toEqual([
    'rows.csv:1:8  binding: "maybe" is not true or false.\n  The table’s description says what its columns hold.',
  ])
})

test('a fingerprint is of what is read: files, mapping and value tables, and of nothing else', async () => {
  const mapping = `files: rows.csv\ntables: { t: t.csv }\n${makes}`
  const sum = async (files: Record<string, string>) => {
    const folder = folderWith({
      'dataset.yml': dataset,
      'mapping.yml': mapping,
      't.csv': 'a,b\n1,2\n',
      'rows.csv': csv,
      ...files,
    })
    const table = await openTable(await readDatasetFile(folder))
    return table.fingerprint()
  }
  const same = await sum({})
  expect(same).toMatch(/^[0-9a-f]{64}$/)
  expect(await sum({ 'notes.txt': 'x' })).toBe(same)
  const others = [
    await sum({ 'rows.csv': `${csv}\n` }),
    await sum({ 't.csv': 'a,b\n1,3\n' }),
    await sum({ 'mapping.yml': `${mapping}\n` }),
  ]
  expect(new Set([same, ...others]).size).toBe(4)
})

test('a table can be read again from its first row, in chunks of any size, and tells how far it is', async () => {
  const rows = Array.from({ length: 2500 }, (_, at) => `r${at},Fish ${at},true,2025\n`).join('')
  const folder = folderWith({
    'dataset.yml': dataset,
    'mapping.yml': `files: rows.csv\nkey: id\n${makes}`,
    'rows.csv': `id,title,binding,signed\n${rows}`,
  })
  const table = await openTable(await readDatasetFile(folder))
  for (const size of [1000, 700, 4000]) {
    const sizes: number[] = []
    const keys: string[] = []
    for await (const chunk of table.chunks(size, nobody)) {
      sizes.push(chunk.length)
      keys.push(...chunk.map(({ key }) => key))
    }
    expect(Math.max(...sizes)).toBeLessThanOrEqual(size)
    expect(keys).toEqual(Array.from({ length: 2500 }, (_, at) => `r${at}`))
    expect(table.read()).toBe(table.bytes)
  }
})
