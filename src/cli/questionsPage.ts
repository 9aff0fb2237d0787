import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { checkout } from '../settings.js'

const operations = path.join(checkout, 'src', 'serve', 'operations')
const answers = path.join(checkout, 'test', 'operations')

/** The most lines that an answer takes on the page, and the widest that one of them is. */
const mostLines = 60
const widest = 118

/** How many entries of each list an answer keeps: the first of these with which it fits. */
const keeps = [Infinity, 8, 5, 4, 3, 2, 1]

const opening = `<!-- Emitted by \`npm run emit\` from src/serve/operations and test/operations. Do not edit. -->

# Questions

One section for each question that clients may rely on: the operation as it is promised, the variables it is sent with
here, and what Parley answers from its own seeds. The answers are those that the tests compare, so they are real. Where one
is shortened, a line that begins with … says what is left out. The operations are ready in the tabs of GraphiQL too, at
\`/graphiql\` of a running server.

To send one with curl, put the operation and the variables into one JSON object:

\`\`\`sh
node -e 'const [file, values] = process.argv.slice(1), read = (name) => require("fs").readFileSync(name, "utf8")
  console.log(JSON.stringify({ query: read(file), variables: JSON.parse(read(values)) }))' \\
  src/serve/operations/01-who-negotiated-what-with-whom.graphql \\
  src/serve/operations/01-who-negotiated-what-with-whom.variables.json |
  curl -s http://127.0.0.1:4000/graphql -H 'content-type: application/json' -d @-
\`\`\`

A file with several operations also wants \`operationName\` in that object.
`

/** docs/questions.md: every operation of `src/serve/operations` with its golden answer, as Markdown. */
export function questionsPage(): string {
  const names = readdirSync(operations)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => file.replace('.graphql', ''))
    .sort()
  return `${[opening.trim(), ...names.map(section)].join('\n\n')}\n`
}

/** One question: the comment that its file begins with, the operation without it, its variables, its answers. */
function section(name: string): string {
  const text = readFileSync(path.join(operations, `${name}.graphql`), 'utf8')
  const variables: unknown = JSON.parse(readFileSync(path.join(operations, `${name}.variables.json`), 'utf8'))
  const [comment] = /^(?:#.*\n)*/.exec(text)!
  const question = comment.replace(/^# ?/gm, '').trim().replaceAll('\n', ' ')
  const names = [...text.matchAll(/^query (\w+)/gm)].map(([, operation]) => operation!)
  return [
    `## ${titleOf(name)}`,
    question,
    fence('graphql', text.slice(comment.length).trim()),
    `Sent with ${fileLink(name, 'variables.json', 'these variables')}:`,
    fence('json', layOut(variables, Infinity).join('\n')),
    ...names.flatMap((operation) => answer(name, operation, names.length > 1)),
  ].join('\n\n')
}

/** `06-what-became-of-it` → `06 What became of it`. */
function titleOf(name: string): string {
  const [number, first = '', ...rest] = name.split('-')
  return [number, first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(' ')
}

function fileLink(name: string, extension: string, words: string): string {
  return `[${words}](../src/serve/operations/${name}.${extension})`
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``
}

function answer(name: string, operation: string, isOneOfSeveral: boolean): string[] {
  const file = `${name}.${operation}.json`
  const of = isOneOfSeveral ? ` of \`${operation}\`` : ''
  if (!existsSync(path.join(answers, file)))
    return [`The answer${of} is not recorded yet: \`npm test\` and then \`npm run emit\` record it.`]
  const whole: unknown = JSON.parse(readFileSync(path.join(answers, file), 'utf8'))
  const shown = shorten(whole)
  const note = shown.some((line) => line.trimStart().startsWith('…')) ? ', shortened' : ''
  return [`The answer${of}${note} ([whole](../test/operations/${file})):`, fence('json', shown.join('\n'))]
}

/** An answer in at most `mostLines` lines: with lists cut alike, and cut itself where that does not do. */
function shorten(whole: unknown): string[] {
  const layouts = keeps.map((keep) => layOut(whole, keep))
  const fitting = layouts.find((lines) => lines.length <= mostLines)
  if (fitting) return fitting
  const lines = layouts.at(-1)!
  return [...lines.slice(0, mostLines - 1), `… ${lines.length - mostLines + 1} more lines`]
}

/**
 * A value as lines of JSON: what fits stands on one line, what holds one thing alone opens and closes with it, and of a
 * list that is longer than `keep` the rest is counted.
 */
function layOut(value: unknown, keep: number, before = '', after = ''): string[] {
  const indent = /^ */.exec(before)![0]
  const flat = `${before}${oneLine(value)}${after}`
  if (typeof value !== 'object' || value === null || (flat.length <= widest && !isCut(value, keep))) return [flat]
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    if (value.length === 1) return layOut(value[0] as unknown, keep, `${before}[`, `]${after}`)
    const kept = value.slice(0, keep)
    const lines = kept.flatMap((each, at) => layOut(each, keep, inner, at < kept.length - 1 ? ',' : ''))
    const more = value.length > keep ? [`${inner}… ${value.length - keep} more`] : []
    return [`${before}[`, ...lines, ...more, `${indent}]${after}`]
  }
  const entries = Object.entries(value as Record<string, unknown>)
  if (entries.length === 1) {
    const [key, only] = entries[0]!
    return layOut(only, keep, `${before}{ ${JSON.stringify(key)}: `, ` }${after}`)
  }
  const lines = entries.flatMap(([key, each], at) =>
    layOut(each, keep, `${inner}${JSON.stringify(key)}: `, at < entries.length - 1 ? ',' : ''),
  )
  return [`${before}{`, ...lines, `${indent}}${after}`]
}

/** JSON on one line with a space after each sign, as people write it. */
function oneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${oneLine(each)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

/** Whether any list in a value is longer than `keep`. */
function isCut(value: unknown, keep: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value) && value.length > keep) return true
  return Object.values(value).some((each) => isCut(each, keep))
}
