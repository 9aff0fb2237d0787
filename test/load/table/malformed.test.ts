import { symlinkSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { checkAmong } from '../../../src/load/pipeline.js'
import { readDataset } from '../../../src/load/read.js'
import { Problems } from '../../../src/problem.js'
import { complaint, folderWith } from '../folders.js'
import { countries, problemsOf, readRows } from './reading.js'

type Files = Record<string, string | Uint8Array>

/** What is told of bad input: lines as a user reads them. Empty where it is accepted. */
type Told = string | RegExp

const dataset = 'title: T\nformat: table\n'
const mapping = `files: rows.*
key: id
makes:
  agreements:
    '{id}': { title: '{title}', kind: TREATY, signedOn: '{signed}' }
`
const strict = `read: { columns: [id, title, signed] }\n${mapping}`
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

/** A table of one file, read by a mapping of three columns. Problems of rows count like those of the whole. */
async function table(files: Files): Promise<string> {
  const folder = folderWith({ 'dataset.yml': dataset, 'mapping.yml': mapping, ...files })
  return complaint(async () => {
    const problems = (await readRows(folder)).flatMap((row) => row.problems)
    if (problems.length > 0) throw new Problems(problems)
  })
}

const csv = (content: string | Uint8Array, own = mapping) => table({ 'rows.csv': content, 'mapping.yml': own })
const tsv = (content: string) => table({ 'rows.tsv': content })
const ndjson = (content: string) => table({ 'rows.ndjson': content })

/** Facts, with all that their dataset alone can tell, and the countries. */
async function facts(content: string, text?: string): Promise<string> {
  const folder = folderWith({
    'dataset.yml': 'title: T\nformat: facts\n',
    'facts.yml': content,
    ...(text === undefined ? {} : { 'text.txt': text }),
  })
  return complaint(async () => {
    const draft = await readDataset(folder, text === undefined ? {} : { texts: { '*': path.join(folder, 'text.txt') } })
    checkAmong([draft], [await countries()])
  })
}

const head = 'id,title,signed\n'
const good = 'a,Fish,2025\n'
const about =
  'document: { id: note, title: A note, kind: NEWS, length: 200 }\npassages: { said: { start: 0, end: 4, text: said } }\n'
const term = (more: string) => `${about}terms:\n  fish: { text: fish, kind: TRADE, evidence: said${more} }\n`
const once = 'rows.csv:'

/** The 64 malformed inputs that Parley has promised an answer to, by number. */
const inputs: [number: number, what: string, told: () => Promise<string>, said: Told][] = [
  // Bytes
  [1, 'a byte order mark is accepted', () => csv(`\uFEFF${head}${good}`), ''],
  [
    2,
    'UTF-16',
    () => csv(bytes([0xff, 0xfe], [...Buffer.from(head, 'utf16le')])),
    `${once}1 The file is in UTF-16.\n  Save it as UTF-8.`,
  ],
  [
    2,
    'UTF-16 with the larger byte first',
    () => csv(Buffer.from(`\uFEFF${head}`, 'utf16le').swap16()),
    `${once}1 The file is in UTF-16.\n  Save it as UTF-8.`,
  ],
  [
    2,
    'UTF-16 without a mark',
    () => csv(Buffer.from(head, 'utf16le')),
    `${once}1 The file seems to be in UTF-16.\n  Save it as UTF-8.`,
  ],
  [
    3,
    'a byte that is not UTF-8',
    () => csv(bytes(head, good, 'b,F', [0xc3, 0x28], ',2025\n')),
    /^rows\.csv:3 This line is not UTF-8.*\n {2}Save the file as UTF-8\.$/,
  ],
  [
    4,
    'a lone surrogate as an escape',
    () => ndjson('{"id":"a","title":"\\ud800","signed":"2025"}\n'),
    'rows.ndjson:1:20 Half a character stands here (a lone surrogate).\n  Write the character itself.',
  ],
  [
    5,
    'NUL',
    () => csv(`${head}${good}b,F\0,2025\n`),
    `${once}3 A NUL character stands in this line.\n  Take it out, or export the table anew.`,
  ],
  [6, 'carriage returns alone are accepted', () => csv(`${head}${good}`.replaceAll('\n', '\r')), ''],
  [7, 'mixed line ends are accepted', () => csv(`${head.trimEnd()}\r\n${good}b,Boats,2025-01\r\n`), ''],
  [
    8,
    'Latin-1',
    () => csv(bytes(head, 'a,P', [0xea], 'che,2025\n')),
    `${once}2 This line is not UTF-8: its byte EA would be “ê” in Latin-1.\n  Save the file as UTF-8.`,
  ],
  // Size
  [
    9,
    'an empty file',
    () => csv(''),
    `${once.slice(0, -1)} The file is empty.\n  A table has at least one line, its header.`,
  ],
  [10, 'a header alone is accepted', () => csv(head), ''],
  [
    11,
    'a line of many megabytes',
    () => csv(`${head}a,${'x'.repeat(3_000_000)},2025\n`),
    `${once}2 The row is longer than 1048576 characters.\n  Is a quote not closed, or is this another format?`,
  ],
  [
    12,
    'a million columns',
    () => csv(`${Array.from({ length: 20_000 }, (_, at) => `c${at}`).join(',')}\n`),
    `${once}1 There are 20000 columns; 10000 are the most.\n  Is the delimiter right?`,
  ],
  [
    13,
    'a value of many megabytes',
    () => ndjson(`{"id":"a","title":"${'x'.repeat(3_000_000)}"}\n`),
    'rows.ndjson:1 The line is longer than 1048576 characters.\n  A row is one line; is this another format?',
  ],
  [
    14,
    'a last line cut short',
    () => csv(`${head}${good}b,Fi`),
    `${once}3 The row has 2 cells and the table 3 columns: 2 is too few.\n  Does a cell hold the delimiter, or is one left out?`,
  ],
  // The shape of CSV
  [
    15,
    'a row that is short',
    () => csv(`${head}a,Fish\n${good.replace('a', 'b')}`),
    `${once}2 The row has 2 cells and the table 3 columns: 2 is too few.\n  Does a cell hold the delimiter, or is one left out?`,
  ],
  [
    16,
    'a row that is long',
    () => csv(`${head}a,Fish,2025,more\n`),
    `${once}2 The row has 4 cells and the table 3 columns: 4 is too many.\n  Does a cell hold the delimiter, or is one left out?`,
  ],
  [
    17,
    'a quote that is never closed',
    () => csv(`${head}${good}b,"Fish,2025\nc,x,2025\n`),
    `${once}3 A quote is opened here and never closed.\n  Close it, or write a quote inside a cell twice.`,
  ],
  [
    18,
    'a stray quote',
    () => csv(`${head}a,Fi"sh,2025\n`),
    `${once}2 A quote stands inside a cell that has none around it.\n  Put quotes around the cell, and write those inside twice.`,
  ],
  [
    19,
    'text after a closing quote',
    () => csv(`${head}a,"Fish"es,2025\n`),
    `${once}2 Text stands after a closing quote.\n  Write a quote inside a cell twice.`,
  ],
  [
    20,
    'two columns of one name',
    () => csv('id,title,signed,title\n'),
    `${once}1:17 "title" is the name of two columns, 2 and 4.\n  Rename one of them.`,
  ],
  [
    21,
    'a column without a name',
    () => csv('id,,signed\n'),
    `${once}1:4 This column has no name.\n  Name it in the first line.`,
  ],
  [
    22,
    'a column that nobody knows',
    () => csv('id,titel,signed\n', strict),
    `${once}1:4 "titel" is not a column of this table.\n  Did you mean title? Its columns are id, title, signed.`,
  ],
  [
    23,
    'a column that is missing',
    () => csv('id,title\n', strict),
    `${once}1 The column "signed" is missing.\n  The columns are id, title.`,
  ],
  [
    23,
    'a column that the mapping uses and the table lacks',
    () => csv('id,titel,signed\n'),
    'mapping.yml:5:22  makes.agreements.{id}.title: "title" is neither a column nor a value.\n  Did you mean titel? There are id, titel, signed, row, dataset.',
  ],
  [
    24,
    'columns named after what every object has are columns like others',
    () => csv('id,title,signed,__proto__,constructor\na,Fish,2025,x,y\n'),
    '',
  ],
  // TSV
  [25, 'quotes in TSV are text', () => tsv('id\ttitle\tsigned\na\t"Fish\t2025\n'), ''],
  [26, 'an escaped tab is a backslash and a t', () => tsv('id\ttitle\tsigned\na\tFi\\tsh\t2025\n'), ''],
  [
    27,
    'commas in a file called .tsv',
    () => table({ 'rows.tsv': 'id,title,signed\na,Fish,2025\n', 'mapping.yml': strict }),
    'rows.tsv:1 The column "id" is missing.\n  The first line has commas: is that the delimiter? Say so under read, or rename the file.',
  ],
  [
    28,
    'spaces for tabs',
    () => table({ 'rows.tsv': 'id  title  signed\na  Fish  2025\n', 'mapping.yml': strict }),
    'rows.tsv:1 The column "id" is missing.\n  The first line has runs of spaces: is that the delimiter? Say so under read, or rename the file.',
  ],
  // YAML
  [29, 'a tab', () => facts('terms:\n\tfish: {}\n'), 'facts.yml:2:1 A tab indents this line.\n  Indent with spaces.'],
  [
    30,
    'a duplicate key',
    () => facts('a: 1\na: 2\n'),
    'facts.yml:2:1  a: "a" stands here a second time.\n  It stands in line 1 already.',
  ],
  [31, 'an open quote', () => facts('a: "b\n'), 'facts.yml:2:1 This is not YAML: Missing closing "quote.'],
  [
    32,
    'an undefined alias',
    () => facts('a: *b\n'),
    'facts.yml:1:4  a: "*b" is an alias, which Parley does without.\n  Write the value out.',
  ],
  [
    33,
    'an alias bomb',
    () =>
      facts(
        `l0: &l0 [a]\n${Array.from({ length: 9 }, (_, at) => `l${at + 1}: &l${at + 1} [${Array(9).fill(`*l${at}`).join(', ')}]`).join('\n')}`,
      ),
    /is an alias, which Parley does without/,
  ],
  [
    34,
    'values 20,000 deep',
    () => facts(`a: ${'['.repeat(20_000)}`),
    'facts.yml:1 Values are nested more than 32 deep here.\n  A fact file needs no more than seven levels.',
  ],
  [
    35,
    'a merge key',
    () => facts('a:\n  <<: { b: 1 }\n'),
    'facts.yml:2:3  a.<<: "<<" merges mappings, which Parley does without.\n  Write the values out.',
  ],
  [
    36,
    'a tag',
    () => facts('a: !!js/function x\n'),
    'facts.yml:1:4 "!!js/function" is a tag, which Parley does without.\n  Leave it out.',
  ],
  [
    37,
    'two documents',
    () => facts('a: 1\n---\nb: 2\n'),
    'facts.yml:2:1 A second document begins here.\n  Write one document a file: leave out the lines --- and ....',
  ],
  [
    38,
    'a key that is no text',
    () => facts('a:\n  2025: b\n'),
    `facts.yml:2:3  a: "2025" is a key, and not text.\n  Write it in quotes: '2025'.`,
  ],
  [
    39,
    'a list where a mapping is wanted',
    () => facts(`${about}terms: [fish]\n`),
    /facts\.yml:3:8 {2}terms: A list stands here; a mapping is wanted\./,
  ],
  [
    40,
    'NO, yes and a date as text are accepted',
    () =>
      facts(
        about.replace('A note', 'NO').replace('said: {', 'yes: {') +
          'statements:\n  s: { speaker: country:RW, text: yes, kind: QUOTE, act: OTHER, madeOn: 2025-05-05, evidence: yes }\n',
      ),
    '',
  ],
  [
    40,
    '1_000 and 0o14 where a number is wanted',
    () =>
      facts(
        `${about}officials:\n  x: { name: X, evidence: said, offices: { node: country:RW, title: t, office: OTHER, number: 0o14 } }\n`,
      ),
    /"0o14" is not a whole number/,
  ],
  // NDJSON
  [
    41,
    'a list instead of lines',
    () => ndjson('[{"id":"a","title":"Fish"}]\n'),
    'rows.ndjson:1:1 A list stands here; an object is wanted.\n  Write one object a line, without brackets and commas around them.',
  ],
  [
    41,
    'a list among lines',
    () => ndjson('{"id":"a","title":"Fish","signed":null}\n[1]\n'),
    'rows.ndjson:2:1 A list stands here; an object is wanted.\n  Write one object a line, without brackets and commas around them.',
  ],
  [
    42,
    'a comma after the object',
    () => ndjson('{"id":"a","title":"Fish","signed":null}\n{"id":"b","title":"x"},\n'),
    'rows.ndjson:2:23 A comma stands after the object.\n  Lines have no commas between them.',
  ],
  [
    42,
    'a comma before the end',
    () => ndjson('{"id":"a","title":"Fish","signed":null}\n{"id":"b",}\n'),
    'rows.ndjson:2:11 A comma stands before the end.\n  Take it out.',
  ],
  [
    43,
    'a key twice',
    () => ndjson('{"id":"a","title":"Fish","signed":null}\n{"id":"b","title":"x","title":"y"}\n'),
    'rows.ndjson:2:23 "title" stands in the object twice.\n  Take one out.',
  ],
  [
    44,
    'a number as id',
    () => ndjson('{"id":12,"title":"Fish","signed":null}\n'),
    'rows.ndjson:1:2  id: 12 is a number; an id is a text.\n  Write "12" in quotes, or say numericKeys: true under read.',
  ],
  [
    45,
    'two objects on a line',
    () => ndjson('{"id":"a","title":"Fish","signed":null}{"id":"b"}\n'),
    /^rows\.ndjson:1:40 A second value begins here\./,
  ],
  [
    45,
    'two objects on a later line',
    () => ndjson('{"id":"a","title":"Fish","signed":null}\n{"id":"b"}{"id":"c"}\n'),
    'rows.ndjson:2:11 A second value begins here.\n  Write one object a line.',
  ],
  // Archives and paths
  [
    46,
    'a file that unpacks to a thousand times its size',
    () => table({ 'rows.ndjson': gzipSync(Buffer.alloc(40 * 1024 * 1024, `${' '.repeat(1000)}\n`)) }),
    'rows.ndjson The file unpacks to more than 100 times its size.\n  A table does not: it may be made to fill a disk. Unpack it yourself if you trust it.',
  ],
  [
    47,
    'an archive',
    () => csv(bytes('PK', [3, 4], 'rest')),
    'rows.csv The file is a ZIP archive (or a spreadsheet, which is one).\n  Unpack it: tables are read plain or gzipped.',
  ],
  [
    47,
    'a path that leads out',
    () => csv(head, mapping.replace('rows.*', '../rows.csv')),
    'mapping.yml:1:8  files: "../rows.csv" leads out of the folder.\n  Name files in the folder of the dataset, such as events.tsv or data/*.csv.',
  ],
  [
    48,
    'an absolute path',
    () => csv(head, mapping.replace('rows.*', '/etc/passwd')),
    'mapping.yml:1:8  files: "/etc/passwd" is an absolute path.\n  Name files in the folder of the dataset, such as events.tsv or data/*.csv.',
  ],
  [
    49,
    'a gzipped file cut short',
    () => table({ 'rows.csv.gz': gzipSync(Buffer.from(`${head}${good.repeat(50)}`)).subarray(0, 40) }),
    'rows.csv.gz The gzipped file ends before its end.\n  Fetch or copy it again.',
  ],
  [
    50,
    'an address',
    () => csv(head, mapping.replace('rows.*', 'https://example.org/rows.csv')),
    'mapping.yml:1:8  files: "https://example.org/rows.csv" is an address, and nothing is fetched.\n  Name files in the folder of the dataset, such as events.tsv or data/*.csv.',
  ],
  [
    50,
    'a file address',
    () => csv(head, mapping.replace('rows.*', 'file:///etc/passwd')),
    /"file:\/\/\/etc\/passwd" is an address, and nothing is fetched/,
  ],
  // Ids and references
  [
    52,
    'an id twice, with other content',
    () => facts(`${term('')}  fish: { text: boats, kind: TRADE, evidence: said }\n`),
    /"fish" stands here a second time/,
  ],
  [53, 'a reference that leads nowhere', () => facts(term(', givenBy: country:QQ')), /country:QQ is not known/],
  [
    54,
    'a reference to the wrong kind',
    () => facts(term(', givenBy: topic:fisheries')),
    /"topic:fisheries" is a topic; a country, a group, an official or an organization is wanted/,
  ],
  [
    55,
    'a circle',
    () =>
      facts(
        `${about}topics:\n  a: { label: A, broader: b, evidence: said }\n  b: { label: B, broader: a, evidence: said }\n`,
      ),
    /BROADER leads in a circle: topic:a → topic:b → topic:a\.|BROADER leads in a circle: topic:b → topic:a → topic:b\./,
  ],
  [
    56,
    'an id with bad characters',
    () => facts(`${about}terms:\n  Fish Talks: { text: fish, kind: TRADE, evidence: said }\n`),
    /"Fish Talks" cannot be the key of a term/,
  ],
  [
    56,
    'an id that is too long',
    () => facts(`${about}terms:\n  ${'a'.repeat(200)}: { text: fish, kind: TRADE, evidence: said }\n`),
    /The id has 205 characters; 200 are the most/,
  ],
  [
    56,
    'a code that is none, out of a table',
    () =>
      csv(
        `${head}a,Fish,2025\n`,
        mapping.replace("signedOn: '{signed}'", "parties: { node: 'country:{title}', role: PARTY }"),
      ),
    /^rows\.csv:2:3 {2}title: "Fish" cannot be the key of a country\./,
  ],
  // Evidence
  [
    57,
    'a fact without a passage',
    () => facts(`${about}terms:\n  fish: { text: fish, kind: TRADE }\n`),
    /The fact rests on no passage/,
  ],
  [
    58,
    'offsets that are reversed',
    () => facts(term('').replace('start: 0, end: 4', 'start: 9, end: 4')),
    /facts\.yml:2:/,
  ],
  [59, 'other words at the place', () => facts(term(''), 'what was said is not here'), /facts\.yml:2:/],
  [
    60,
    'another SHA-256',
    () => facts(term('').replace('length: 200', `sha256: ${'0'.repeat(64)}`), 'said, and more besides'),
    /SHA-256/,
  ],
  // Values
  [
    61,
    'a month that there is not',
    () => csv(`${head}a,Fish,2025-13\n`),
    /^rows\.csv:2:8 {2}signed: "2025-13" is not a date: there is no month 13\./,
  ],
  [
    61,
    'a day that there is not',
    () => csv(`${head}a,Fish,2025-02-30\n`),
    /^rows\.csv:2:8 {2}signed: "2025-02-30" is not a date: 2025-02 has 28 days\./,
  ],
  [
    61,
    'a date in another form',
    () => csv(`${head}a,Fish,05/05/2025\n`),
    /^rows\.csv:2:8 {2}signed: "05\/05\/2025" is not a date/,
  ],
  [
    61,
    'a date without hyphens',
    () => csv(`${head}a,Fish,20250505\n`),
    /^rows\.csv:2:8 {2}signed: "20250505" is not a date/,
  ],
  [
    62,
    'an end before the start',
    () =>
      csv(
        'id,title,signed,ended\na,Fish,2025,2024\n',
        mapping.replace("'{signed}' }", "'{signed}', endedOn: '{ended}' }"),
      ),
    'rows.csv:2:1  id: "2024" (endedOn) lies before signedOn, 2025-01-01.\n  Correct one of the two.',
  ],
  [
    63,
    'a country that is none',
    () => facts(term(', givenBy: country:UK')),
    /country:UK is not known\.\n {2}Did you mean country:GB/,
  ],
  [
    64,
    'a word that is none of those possible',
    () => csv(`${head}a,TREATTY,2025\n`, mapping.replace('kind: TREATY', "kind: '{title}'")),
    /^rows\.csv:2:3 {2}title: "TREATTY" is not a kind\.\n {2}Did you mean TREATY\? One of TREATY, CONVENTION/,
  ],
]

test.each(inputs)('%i: %s', async (_number, _what, told, said) => {
  const heard = await told()
  if (typeof said === 'string') expect(heard).toBe(said)
  else expect(heard).toMatch(said)
})

test('51: what is said twice and is the same comes from the reader twice, for the writer to count once', async () => {
  const folder = folderWith({ 'dataset.yml': dataset, 'mapping.yml': mapping, 'rows.csv': `${head}${good}${good}` })
  const rows = await readRows(folder)
  expect(problemsOf(rows)).toEqual([])
  const [first, second] = rows.map(({ key, nodes, claims }) => ({
    key,
    nodes: nodes.map((node) => ({ ...node, place: {} })),
    claims: claims.map((claim) => ({ ...claim, place: {} })),
  }))
  expect(second).toEqual(first)
})

test('48: a link out of the folder is not followed', async () => {
  const outside = folderWith({ 'secret.csv': `${head}${good}` })
  const folder = folderWith({ 'dataset.yml': dataset, 'mapping.yml': mapping })
  symlinkSync(path.join(outside, 'secret.csv'), path.join(folder, 'rows.csv'))
  expect(await complaint(() => readRows(folder))).toBe(
    'mapping.yml:1:8  files: "rows.csv" leads out of the folder.\n  Copy the file into it.',
  )
})

test('each of the 64 is here', () => {
  const numbers = new Set([...inputs.map(([number]) => number), 51])
  expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 64 }, (_, at) => at + 1))
})
