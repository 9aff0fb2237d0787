import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Texts } from '../../src/load/facts.js'
import { fillDataset, fillOffsets } from '../../src/load/fill.js'
import { readDataset } from '../../src/load/read.js'
import { complaint, examples, folderWith } from './folders.js'

const text =
  'Kigali. Rwanda and Kenya agreed to talk. “We talk”, said the minister 🐟 of fisheries. Nobody else said anything at all.'

const facts = (passages: string, about = '') => `document: { id: note, title: A note, kind: NEWS${about} }
passages:
${passages}
groups:
  note--all: { name: all, sector: GOV, evidence: [a] }
`

/** The passages that are read, or what is wrong, with the text or without. */
async function read(passages: string, { about, withText = true }: { about?: string; withText?: boolean } = {}) {
  const folder = folderWith({
    'dataset.yml': 'title: T\nformat: facts\n',
    'facts.yml': facts(passages, about),
    'text.txt': text,
  })
  const texts: Texts = withText ? { note: path.join(folder, 'text.txt') } : {}
  return (await readDataset(folder, { texts })).passages
}

test('an excerpt that the text has once gets its place, in UTF-16 code units, and what stands around it', async () => {
  expect(await read('  a: of fisheries')).toEqual([
    {
      ...{ id: 'passage:note:73-85', document: 'document:note', start: 73, end: 85, text: 'of fisheries' },
      ...{ prefix: 'minister 🐟 ', suffix: '. Nobody els' },
    },
  ])
  expect(text.slice(73, 85)).toBe('of fisheries')
})

test('of an excerpt that stands there twice, the one with the prefix is meant', async () => {
  expect(await read('  a: { text: talk, prefix: "“We " }')).toMatchObject([{ start: 45, end: 49 }])
})

const words = Array.from({ length: 31 }, (_, at) => `w${at}`).join(' ')

test.each<[what: string, passages: string, options: { about?: string; withText?: boolean }, said: string]>([
  [
    'stands there twice',
    '  a: talk',
    {},
    'facts.yml:3:6  passages.a: The text has these words 2 times, at 35 to 39 and 45 to 49.\n  Give start and end, or quote a word more.',
  ],
  [
    'does not stand there',
    '  a: Kenya agreed to walk',
    {},
    'facts.yml:3:6  passages.a: The text does not have these words.\n  The text agrees up to “Kenya agreed to ” and goes on “talk. “We talk”, said th”.',
  ],
  [
    'has straight quotes for curly ones',
    `  a: '"We talk"'`,
    {},
    'facts.yml:3:6  passages.a: The text does not have these words.\n  Copy it from the text, letter by letter.',
  ],
  [
    'lies elsewhere',
    '  a: { start: 9, end: 15, text: Rwanda }',
    {},
    'facts.yml:3:6  passages.a: At 9 to 15 the text has “wanda ”.\n  The excerpt stands at 8 to 14.',
  ],
  [
    'lies beyond the text',
    '  a: { start: 900, end: 906, text: Rwanda }',
    {},
    'facts.yml:3:6  passages.a: The end, 906, lies beyond the text, which has 120 characters.',
  ],
  [
    'lies before the text',
    '  a: { start: -1, end: 5, text: Rwanda }',
    {},
    'facts.yml:3:6  passages.a.start: The start, -1, lies before the text.',
  ],
  [
    'is reversed',
    '  a: { start: 14, end: 8, text: Rwanda }',
    {},
    'facts.yml:3:6  passages.a.end: The end, 8, does not lie after the start, 14.',
  ],
  [
    'has another length than its place',
    '  a: { start: 8, end: 13, text: Rwanda }',
    { withText: false },
    'facts.yml:3:6  passages.a: 8 to 13 are 5 characters, and the excerpt has 6.\n  Places count UTF-16 code units, from 0; the end is the first unit after the excerpt.',
  ],
  [
    'has only a start',
    '  a: { start: 8, text: Rwanda }',
    {},
    'facts.yml:3:6  passages.a: Start and end come together.\n  Give both or neither.',
  ],
  [
    'has no place, and no text is given',
    '  a: Rwanda',
    { withText: false },
    'facts.yml:3:6  passages.a: has no start and end.\n  Give both, or run with --text <file>, which finds them.',
  ],
  [
    'has another prefix',
    '  a: { start: 8, end: 14, text: Rwanda, prefix: "Nairobi. " }',
    {},
    'facts.yml:3:6  passages.a.prefix: "Nairobi. " is not what the text has there.\n  It has "Kigali. ".',
  ],
  [
    'has 31 words',
    `  a: { start: 0, end: ${words.length}, text: ${words} }`,
    { withText: false },
    'facts.yml:3:6  passages.a: The excerpt has 31 words; 30 are the most.\n  Cut it down to the clause that carries the fact.',
  ],
  [
    'is there under another name',
    '  a: Rwanda\n  b: Rwanda',
    {},
    'facts.yml:4:3  passages.b: These are the words of "a".\n  Keep one of the two, and cite it in both places.\nfacts.yml:4:3  passages.b: No fact rests on "b".\n  Cite it, or take it out.',
  ],
  [
    'is of another text',
    '  a: Rwanda',
    { about: `, sha256: ${'0'.repeat(64)}` },
    `facts.yml:1:50  document.sha256: "${'0'.repeat(64)}" is not the SHA-256 of the text.\n  The text given has ${createHash('sha256').update(text).digest('hex')}: it is another edition, or was changed.`,
  ],
  [
    'is most of the text',
    '  a: Kigali. Rwanda and Kenya agreed to talk. “We talk”, said the minister 🐟 of fisheries.',
    {},
    'facts.yml:3:3  passages: The passages quote 71.7 % of the text; 60 % are the most.\n  Shorten excerpts to the words that carry the facts.',
  ],
  [
    'is most of a text whose length is stated',
    '  a: { start: 8, end: 14, text: Rwanda }',
    { withText: false, about: ', length: 9' },
    'facts.yml:3:3  passages: The passages quote 66.7 % of the text; 60 % are the most.\n  Shorten excerpts to the words that carry the facts.',
  ],
])('an excerpt is refused that %s', async (_what, passages, options, said) => {
  expect(await complaint(() => read(passages, options))).toBe(said)
})

test('a text that is not UTF-8 is refused with its line', async () => {
  const folder = folderWith({
    'dataset.yml': 'title: T\nformat: facts\n',
    'facts.yml': facts('  a: Rwanda'),
    'text.txt': Uint8Array.of(0x61, 0x0a, 0xff),
  })
  const said = await complaint(() => readDataset(folder, { texts: { '*': path.join(folder, 'text.txt') } }))
  expect(said).toContain('text.txt:2 This line is not UTF-8.\n  Save the text as UTF-8.')
})

test('places are filled in where they lack, and nothing else of the file is touched', () => {
  const source = { text, sha256: createHash('sha256').update(text).digest('hex') }
  const before = `# A note\r
document: { id: note,   title: A note, kind: NEWS }\r
passages:\r
  a: 'of fisheries' # the fish\r
  b: { text: said the minister }\r
  c:\r
    text: Kigali # the place\r
  d: talk\r
groups: {}   # none\r
`
  const filled = fillOffsets('facts.yml', new TextEncoder().encode(before), source)
  expect(filled).toBe(`# A note\r
document: { id: note,   title: A note, kind: NEWS, sha256: ${source.sha256}, length: 120 }\r
passages:\r
  a:\r
    start: 73\r
    end: 85\r
    text: 'of fisheries'\r
    prefix: 'minister 🐟 '\r
    suffix: '. Nobody els' # the fish\r
  b:\r
    start: 52\r
    end: 69\r
    text: said the minister\r
    prefix: ' “We talk”, '\r
    suffix: ' 🐟 of fishe'\r
  c:\r
    text: Kigali # the place\r
    start: 0\r
    end: 6\r
    prefix: ''\r
    suffix: '. Rwanda and'\r
  d: talk\r
groups: {}   # none\r
`)
  expect(fillOffsets('facts.yml', new TextEncoder().encode(filled), source)).toBe(filled)
})

test('the example of the docs, filled in once, is read without its text as it was read with it', async () => {
  const markdown = readFileSync('docs/loading.md', 'utf8')
  const root = folderWith(examples(markdown))
  const [folder, texts] = [path.join(root, 'lake-talks'), { '*': path.join(root, 'article.txt') }]
  const withText = await readDataset(folder, { texts })
  expect(await fillDataset(folder, texts)).toEqual([path.join(folder, 'facts.yml')])
  const without = await readDataset(folder)
  expect(without.passages).toEqual(withText.passages)
  expect(without.claims.map(({ id }) => id)).toEqual(withText.claims.map(({ id }) => id))
  expect(await fillDataset(folder, texts)).toEqual([])
  const shown = /```yaml\n(began:\n[^]*?)```/.exec(markdown)![1]!
  expect(readFileSync(path.join(folder, 'facts.yml'), 'utf8')).toContain(shown.replace(/^/gm, '  ').trimEnd())
})
