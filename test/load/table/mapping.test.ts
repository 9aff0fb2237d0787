import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { resolverAmong } from '../../../src/load/resolve.js'
import { mappingSchema } from '../../../src/load/table/mappingSchema.js'
import { draft } from '../drafts.js'
import { complaint, examples, folderWith } from '../folders.js'
import { linesOf, problemsOf, readMapped, readRows } from './reading.js'

const page = readFileSync('docs/loading.md', 'utf8')
const dataset = 'title: T\nformat: table\n'

/** A table of two columns, with a mapping of its own. */
const folder = (mapping: string, rows = 'who,what\nKenya,fish\n', more: Record<string, string> = {}) =>
  folderWith({ 'dataset.yml': dataset, 'mapping.yml': mapping, 'rows.csv': rows, ...more })
const refusal = (mapping: string, rows?: string) => complaint(() => readRows(folder(mapping, rows)))

test('the example of the docs makes what its text says', async () => {
  const rows = await readMapped(path.join(folderWith(examples(page)), 'river-accords'))
  expect(problemsOf(rows)).toEqual([])
  expect(rows.map(({ passage }) => passage.id)).toEqual(['1', '2', '3'].map((key) => `passage:river-accords:${key}`))
  expect(rows.slice(1).map(linesOf)).toEqual([
    [
      'title agreement:river-accord-2 "Note on eel quotas"',
      'kind agreement:river-accord-2 "EXCHANGE_OF_NOTES"',
      'signedOn agreement:river-accord-2 "2001"',
      'PARTY_TO country:RW agreement:river-accord-2 {"role":"PARTY"}',
      'PARTY_TO country:KE agreement:river-accord-2 {"role":"PARTY"}',
    ],
    [
      'title agreement:river-accord-3 "Understanding on flood warnings"',
      'kind agreement:river-accord-3 "MEMORANDUM"',
      'signedOn agreement:river-accord-3 "2004-12"',
      'PARTY_TO country:RW agreement:river-accord-3 {"role":"PARTY"}',
      'PARTY_TO country:UG agreement:river-accord-3 {"role":"PARTY"}',
      'PARTY_TO country:TZ agreement:river-accord-3 {"role":"PARTY"}',
      'anonymous official:river-accords-ruth-roe "false"',
      'name official:river-accords-ruth-roe "Ruth Roe"',
      'HELD_OFFICE official:river-accords-ruth-roe country:RW {"title":"envoy","office":"OTHER","attestedOn":["2004-12"],"tenureId":"official:river-accords-ruth-roe/country:RW/OTHER"}',
    ],
  ])
})

test('the block of the docs makes groups, persons and countries of both sides', async () => {
  const [, yaml] = /^## Tables[^]*?### Said once[^]*?```yaml\n([^]*?)```/m.exec(page)!
  const made = await readMapped(
    folder(`files: rows.csv\n${yaml}`, 'Source,Target\nPolice (Kenya),Jane Doe\nKenya,Police (Kenya)\n'),
  )
  expect(problemsOf(made)).toEqual([])
  expect(made.map(({ nodes }) => nodes.map(({ id }) => id))).toEqual([
    ['event:my-events-2', 'group:my-events-police-kenya', 'official:my-events-jane-doe'],
    ['event:my-events-3', 'group:my-events-police-kenya'],
  ])
})

test('an editor finds nothing to underline in the shipped mappings and in the docs', () => {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(mappingSchema())
  const names = ['icews-events', 'treaty-register', 'membership-register', 'polecat-events']
  const texts = [
    examples(page)['river-accords/mapping.yml']!,
    ...names.map((name) => readFileSync(`docs/mappings/${name}/mapping.yml`, 'utf8')),
  ]
  for (const text of texts) {
    validate(parse(text))
    expect((validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)).toEqual([])
  }
  validate(
    parse(
      'files: a.csv\nvalues: { x: { from: a, fund: Country } }\nmakes: { agreements: { k: { titel: x, kind: PACT } } }',
    ),
  )
  const said = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  expect(said).toContain('/values/x must NOT have additional properties')
  expect(said).toContain('/makes/agreements/k must NOT have additional properties')
})

test('everything that is wrong with a mapping is told at once, by line, before a row is read', async () => {
  expect(
    (await refusal(readFileSync(path.join(__dirname, 'wrong-mapping.yml'), 'utf8')))
      .split('\n')
      .filter((line) => line.startsWith('mapping.yml')),
  ).toEqual([
    'mapping.yml:3:14  values.a.from: "whoo" is neither a column nor a value.',
    'mapping.yml:3:26  values.a.find: "Contry" is not a type.',
    'mapping.yml:4:19  values.b.tabel: "tabel" is not a field of a value.',
    'mapping.yml:5:26  values.c.table: "x" is not a value table.',
    'mapping.yml:5:35  values.c.date: "DD.MM" is not a form of dates.',
    'mapping.yml:6:26  values.d.match: "(" is not a regular expression: Unterminated group.',
    'mapping.yml:7:3  values.who: "who" is the name of a column already.',
    'mapping.yml:9:3  makes.agreement: "agreement" is not a section.',
    'mapping.yml:11:5  makes.agreements.{who}.title: is missing.',
    'mapping.yml:11:16  makes.agreements.{who}.titel: "titel" is not a field of agreements.',
    'mapping.yml:11:39  makes.agreements.{who}.kind: "TREATTY" is not a kind.',
    'mapping.yml:11:65  makes.agreements.{who}.parties.node: "ke" cannot be the key of a country.',
    'mapping.yml:11:83  makes.agreements.{who}.parties.role: "PARTNER" is not a role.',
    'mapping.yml:11:94  makes.agreements.{who}.evidence: The evidence of a row is the row.',
  ])
})

test('a brace without quotes is told apart from a mapping', async () => {
  expect(await refusal('files: rows.csv\nmakes: { agreements: { "{what}": { title: {who}, kind: TREATY } } }\n')).toBe(
    'mapping.yml:2:43  makes.agreements.{what}.title: A mapping stands here; a text is wanted.\n  Write it in quotes: "{who}".',
  )
})

const lakes = draft('lakes', {
  nodes: [
    { id: 'organization:lake-board', names: [{ value: 'Lake Board', kind: 'PREFERRED' }] },
    {
      id: 'organization:lake-board-of-kenya',
      names: [
        { value: 'Lake Board', kind: 'ALIAS' },
        { value: 'Shore Board', kind: 'PREFERRED' },
      ],
    },
    { id: 'organization:fish-office', names: [{ value: 'Fish Office', kind: 'PREFERRED' }] },
  ],
})

const finding = (policy: string) => `files: rows.csv
values:
  body: { from: who, find: Organization, ${policy} }
makes:
  statements:
    'x-{row}': { speaker: '{body}', text: '{what}', kind: QUOTE, act: OTHER }
`
const bodies = 'who,what\nFish office,a\nLake Board,b\nBoat Club,c\n'
const found = (policy: string) => readRows(folder(finding(policy), bodies), resolverAmong([lakes]))

test('who is found is meant; otherwise the row is refused, with whom it could mean', async () => {
  const rows = await found('otherwise: refuse')
  expect(rows[0]!.nodes[0]!.relations).toEqual([
    { type: 'MADE', from: 'organization:fish-office', to: 'statement:x-2', properties: {} },
  ])
  expect(problemsOf(rows).map((text) => text.replace(/^.*rows/, 'rows'))).toEqual([
    'rows.csv:3:1  who: "Lake Board" is the name of several: organization:lake-board (Lake Board), organization:lake-board-of-kenya (Shore Board).\n  Decide in the review file which is meant.',
    'rows.csv:4:1  who: "Boat Club" is the name of no organization that is known.\n  Load the dataset that has it, correct the cell, or say in the mapping what happens otherwise.',
  ])
})

test('who is not found is left out, or made, as the mapping says, and what stays open is kept for review', async () => {
  const skipped = await found('otherwise: skip')
  expect(problemsOf(skipped)).toEqual([])
  expect(skipped.map(({ nodes }) => nodes[0]!.relations.length)).toEqual([1, 0, 0])
  expect(
    skipped
      .flatMap(({ unresolved }) => unresolved)
      .map(({ value, column, candidates }) => [value, column, candidates.map(({ id }) => id)]),
  ).toEqual([
    ['Lake Board', 'who', ['organization:lake-board', 'organization:lake-board-of-kenya']],
    ['Boat Club', 'who', []],
  ])
  const made = await found(
    "otherwise: create, ambiguous: skip, create: { organizations: { 'x-{who}': { name: '{who}', kind: OTHER } } }",
  )
  expect(made.map(({ nodes }) => nodes.map(({ id }) => id))).toEqual([
    ['statement:x-2'],
    ['statement:x-3'],
    ['statement:x-4', 'organization:x-boat-club'],
  ])
  expect(made.flatMap(({ unresolved }) => unresolved).map(({ value }) => value)).toEqual(['Lake Board'])
})

test('conditions, lists, missing parts and defaults come to what they say', async () => {
  const mapping = `files: rows.csv
read: { missing: [NA] }
when: { not what: skipped }
values:
  several: { from: who, split: [';', ' and '] }
  first: { from: [empty, what], default: none }
  long: { from: what, match: '^(?<a>[a-z]+) (?<b>[a-z]+)$' }
makes:
  groups:
    - { key: 'x-{several}-one', when: { what: [fish, boats] }, name: '{first}', sector: CVL }
    - { key: 'x-{row}', when: [long, { first: none }], name: 'a {long.b}', sector: '{sector}', aliases: ['{several}', { value: '{what}!', kind: ACRONYM }] }
`
  const rows = await readRows(
    folder(mapping, 'who,what,empty,sector\nA;B and C,fish,,\nD,big boats,NA,GOV\nE,skipped,,\nF,,,MIL\n'),
  )
  expect(problemsOf(rows).map((text) => text.replace(/^.*rows/, 'rows'))).toEqual([
    'rows.csv:5:3  what: There is no name, which each of groups has.\n  Fill the column in, or say in the mapping what stands for it.',
  ])
  expect(
    rows.map(({ key, nodes }) => [
      key,
      nodes.map(({ id, names }) => [id, names.map(({ value, kind }) => `${value} ${kind}`)]),
    ]),
  ).toEqual([
    ['2', [['group:x-a-one', ['fish PREFERRED']]]],
    ['3', [['group:x-3', ['a boats PREFERRED', 'D ALIAS', 'big boats! ACRONYM']]]],
    ['5', []],
  ])
})
