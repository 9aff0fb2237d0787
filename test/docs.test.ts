import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { parse, validate } from 'graphql'
import { questionsPage } from '../src/cli/questionsPage.js'
import { buildSchema } from '../src/model/schema.js'
import { executor, resolveRoot } from '../src/query/run.js'
import { openLog } from '../src/serve/log.js'
import { startServer } from '../src/serve/server.js'
import { seededDatabase } from './seeds.js'

const root = path.join(__dirname, '..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** Every document by its path in the checkout. The page of questions is as it would be emitted now. */
const pages = new Map(
  ['.', 'docs']
    .flatMap((folder) => readdirSync(path.join(root, folder)).map((file) => path.join(folder, file)))
    .filter((file) => file.endsWith('.md'))
    .map((file): [string, string] => [file, read(file)]),
).set(path.join('docs', 'questions.md'), questionsPage())
const all = [...pages.values()].join('\n')

/** What stands in fences of a language. */
function fenced(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(([, inside]) => inside!)
}

/** The question that the README sends with curl. */
function readmeQuery(): string {
  return /--data-urlencode 'query=([^']+)'/.exec(read('README.md'))![1]!
}

/** Anchors of a page's headings, as GitHub makes them. */
function anchors(text: string): string[] {
  const headings = [...text.replace(/^```[^]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!)
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

test('every operation in the documents is valid', async () => {
  const schema = await buildSchema(resolveRoot)
  const operations = [...[...pages.values()].flatMap((text) => fenced(text, 'graphql')), readmeQuery()]
  expect(operations.length).toBeGreaterThan(6)
  const wrong = operations.flatMap((text) => validate(schema, parse(text)).map(({ message }) => [text, message]))
  expect(wrong).toEqual([])
})

test('every relative link in the documents leads to a file, and to a heading where it names one', () => {
  const broken: string[] = []
  for (const [file, text] of pages) {
    for (const [, target] of text.replace(/^```[^]*?^```/gm, '').matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target!)) continue
      const [place, anchor] = target!.split('#')
      const found = place === '' ? file : path.join(path.dirname(file), place!)
      const isThere = pages.has(found) || existsSync(path.join(root, found))
      const heading = anchor === undefined || anchors(pages.get(found) ?? '').includes(anchor)
      if (!isThere || !heading) broken.push(`${file}: ${target}`)
    }
  }
  expect(broken).toEqual([])
})

test('every setting is described in docs/operating.md, and nothing else is called one', () => {
  const declared = [...read('src/settings.ts').matchAll(/^ {2}([A-Z][A-Z0-9_]+): z$|^ {2}([A-Z][A-Z0-9_]+): z\./gm)]
  const settings = declared.map(([, alone, called]) => alone ?? called)
  const section = read('docs/operating.md').split('## Settings')[1]!.split('\n## ')[0]!
  const variables = [...section.matchAll(/^\| `([A-Z][A-Z0-9_]+)` \|/gm)].map(([, name]) => name!)
  expect(settings.length).toBeGreaterThan(7)
  expect(variables.sort()).toEqual(settings.sort())
})

test('every command and every option of it is described', async () => {
  const files = readdirSync(path.join(root, 'src', 'cli')).filter((file) =>
    /export function \w+Command\(/.test(read(`src/cli/${file}`)),
  )
  const commands: Command[] = []
  for (const file of files) {
    const module = (await import(`../src/cli/${file.replace('.ts', '')}`)) as Record<string, () => Command>
    for (const [name, make] of Object.entries(module)) if (name.endsWith('Command')) commands.push(make())
  }
  expect(commands.length).toBeGreaterThan(2)
  const wanted = commands.flatMap((command) => [
    `parley ${command.name()}`,
    ...command.options.map(({ long }) => long!),
  ])
  expect(wanted.filter((text) => !all.includes(text))).toEqual([])
})

test('the exit codes in docs/operating.md are those of the code', () => {
  const codes = [...read('src/problem.ts').matchAll(/^ {2}\w+: (\d+),$/gm)].map(([, code]) => code!)
  const section = read('docs/operating.md').split('### Exit codes')[1]!.split('\n## ')[0]!
  expect(codes.length).toBeGreaterThan(8)
  expect(codes.filter((code) => !new RegExp(`\\b${code}\\b`).test(section))).toEqual([])
})

test('the question of the README has the answer that stands there', async () => {
  const database = await seededDatabase()
  const schema = await buildSchema(resolveRoot)
  const settings = { host: '127.0.0.1', port: 0 }
  const log = openLog({ logLevel: 'silent' })
  const server = await startServer({ schema, answer: executor(schema), database, settings, log })
  try {
    const address = `${server.address}/graphql?query=${encodeURIComponent(readmeQuery())}`
    const response = await fetch(address, { headers: { 'apollo-require-preflight': 'true' } })
    expect(await response.json()).toEqual(JSON.parse(fenced(read('README.md'), 'json')[0]!))
  } finally {
    await server.close()
  }
}, 300_000)

test('an answer on the page of questions is what the tests compare, cut to sixty lines where it is longer', () => {
  const page = questionsPage()
  const answers = [...page.matchAll(/^The answer[^\n]*\[whole\]\(\.\.\/(\S+)\)\):\n\n```json\n([^]*?)\n```/gm)]
  expect(answers.length).toBeGreaterThan(4)
  for (const [said, file, shown] of answers) {
    const lines = shown!.split('\n')
    expect(lines.length).toBeLessThanOrEqual(60)
    const isWhole = !lines.some((line) => line.trimStart().startsWith('…'))
    expect(said.includes('shortened')).toBe(!isWhole)
    if (isWhole) expect(JSON.parse(shown!)).toEqual(JSON.parse(read(file!)))
  }
})
