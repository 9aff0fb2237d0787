import { plain, readYaml, type Tree } from '../../src/load/yaml.js'
import { complaint } from './folders.js'

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (content: string | Uint8Array): Tree =>
  readYaml('facts.yml', typeof content === 'string' ? bytes(content) : content).root
const refusal = (content: string | Uint8Array) => complaint(() => read(content))

test('what looks like a date, a number or a word to other readers stays the text it is', () => {
  const tree = read('on: 2025-05-05\nanswer: NO\nagree: yes\nmany: 1_000\nversion: 1.0\n')
  expect(plain(tree)).toEqual({ on: '2025-05-05', answer: 'NO', agree: 'yes', many: '1_000', version: '1.0' })
})

test('every value knows its line, its column and its path', () => {
  const tree = read('talks:\n  fish:\n    parties:\n      - { node: country:RW }\n')
  const place = { file: 'facts.yml', line: 4, column: 17, field: 'talks.fish.parties[0].node' }
  expect(JSON.stringify(tree, (_key, part: unknown) => (part instanceof Map ? [...part] : part))).toContain(
    JSON.stringify(place),
  )
})

test('a byte order mark and any line ends are accepted', () => {
  for (const content of ['\uFEFFa: 1\nb: 2\n', 'a: 1\rb: 2\r', 'a: 1\r\nb: 2\n'])
    expect(plain(read(content))).toEqual({ a: '1', b: '2' })
})

test.each<[what: string, content: string | Uint8Array, said: string]>([
  ['holding nothing', '', 'facts.yml:1 The file is empty.'],
  ['holding comments alone', '# nothing\n', 'facts.yml:1 The file is empty.'],
  ['being a list', '- a\n', 'facts.yml:1:1 The file is not a mapping.\n  Write `key: value` lines.'],
  ['being in UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0), 'facts.yml:1 The file is in UTF-16.\n  Save it as UTF-8.'],
  [
    'being in Latin-1',
    Uint8Array.of(0x61, 0x3a, 0x0a, 0x20, 0xe9, 0x0a),
    'facts.yml:2 This line is not UTF-8.\n  Save the file as UTF-8.',
  ],
  [
    'a character cut in two',
    Uint8Array.of(0x61, 0x3a, 0x20, 0xe2, 0x80),
    'facts.yml:1 This line is not UTF-8.\n  Save the file as UTF-8.',
  ],
  ['a NUL', 'a: 1\nb: \0\n', 'facts.yml:2 A control character stands here (U+0000).\n  Take it out.'],
  [
    'a lone surrogate',
    'a: "\\ud800"\n',
    'facts.yml:1:4  a: Half a character stands here (a lone surrogate).\n  Write the character itself.',
  ],
  ['a tab', 'a:\n\tb: 1\n', 'facts.yml:2:1 A tab indents this line.\n  Indent with spaces.'],
  [
    'a duplicate key',
    'a: 1\nb: 2\na: 3\n',
    'facts.yml:3:1  a: "a" stands here a second time.\n  It stands in line 1 already.',
  ],
  ['an open quote', 'a: "b\n', 'facts.yml:2:1 This is not YAML: Missing closing "quote.'],
  [
    'an undefined alias',
    'a: *b\n',
    'facts.yml:1:4  a: "*b" is an alias, which Parley does without.\n  Write the value out.',
  ],
  [
    'an alias',
    'a: &b 1\nc: *b\n',
    'facts.yml:2:4  c: "*b" is an alias, which Parley does without.\n  Write the value out.',
  ],
  [
    'a merge key',
    'a:\n  <<: { b: 1 }\n',
    'facts.yml:2:3  a.<<: "<<" merges mappings, which Parley does without.\n  Write the values out.',
  ],
  [
    'a tag',
    'a: !!js/function x\n',
    'facts.yml:1:4 "!!js/function" is a tag, which Parley does without.\n  Leave it out.',
  ],
  [
    'two documents',
    'a: 1\n---\nb: 2\n',
    'facts.yml:2:1 A second document begins here.\n  Write one document a file: leave out the lines --- and ....',
  ],
  ['a directive', '%YAML 1.1\n---\na: NO\n', 'facts.yml:1:1 A %YAML directive stands here.\n  Leave it out.'],
  [
    'a number as key',
    'a:\n  2025: b\n',
    `facts.yml:2:3  a: "2025" is a key, and not text.\n  Write it in quotes: '2025'.`,
  ],
  [
    'a list as key',
    '? [a]\n: b\n',
    'facts.yml:1:3 What stands here is a key, and not text.\n  Write a word before the colon.',
  ],
  [
    '20,000 lists in one another',
    `a: ${'['.repeat(20_000)}`,
    'facts.yml:1 Values are nested more than 32 deep here.\n  A fact file needs no more than seven levels.',
  ],
  [
    '20,000 items in one another',
    `a:\n  ${'- '.repeat(20_000)}b`,
    'facts.yml:2 Values are nested more than 32 deep here.\n  A fact file needs no more than seven levels.',
  ],
  [
    'six megabytes',
    'a'.repeat(6 * 1024 * 1024),
    'facts.yml The file has 6.0 MB; YAML is read up to 5 MB.\n  Split it, or bring it as a table.',
  ],
])('a file is refused, with its line, for %s', async (_what, content, said) => {
  expect(await refusal(content)).toBe(said)
})

test('an alias bomb goes off in no time and is refused at each of its aliases', async () => {
  const lines = Array.from(
    { length: 30 },
    (_, at) => `l${at + 1}: &l${at + 1} [${Array(9).fill(`*l${at}`).join(', ')}]`,
  )
  const said = await refusal(['l0: &l0 [a]', ...lines].join('\n'))
  expect(said.split('\n').filter((line) => line.includes('is an alias'))).toHaveLength(270)
})

test('a key named after a property of every object is a key like any other', () => {
  const tree = read('__proto__: 1\nconstructor: 2\n')
  expect(tree.kind === 'table' && [...tree.entries.keys()]).toEqual(['__proto__', 'constructor'])
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})
