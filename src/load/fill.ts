import { readdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Document, isMap, isScalar, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml'
import { Problems } from '../problem.js'
import { readInput } from './dataset.js'
import type { Texts } from './facts.js'
import { around, type Excerpt, placesOf, readSourceText, type SourceText } from './passages.js'
import { Findings } from './value.js'
import { readYaml } from './yaml.js'

type Mapping = YAMLMap<Scalar, Node | null>

/** Text to put in place of a stretch of the file. */
interface Edit {
  from: number
  to: number
  text: string
}

/**
 * A fact file with what its text can tell filled in: start, end, prefix and suffix of each excerpt that the text has
 * exactly once, and the document's SHA-256 and length. What stands there already is left for the checks to judge, and
 * everything else, comments and layout included, stays as it is. Throws Problems where the file is not YAML.
 */
export function fillOffsets(file: string, bytes: Uint8Array, source: SourceText): string {
  const original = Buffer.from(bytes).toString('utf8')
  const { document, text } = readYaml(file, bytes)
  const root = document.contents as Mapping
  const about = root.get('document', true) as Node | undefined
  const passages = root.get('passages', true) as Node | undefined
  const edits = isMap(about)
    ? [add(about as Mapping, { sha256: source.sha256, length: String(source.text.length) }, text)]
    : []
  if (isMap(passages))
    for (const pair of passages.items) edits.push(fillPassage(pair as Pair<Scalar, Node | null>, text, source.text))
  const filled = edits
    .filter((edit) => edit !== undefined)
    .sort((a, b) => b.from - a.from)
    .reduce((whole, { from, to, text: added }) => whole.slice(0, from) + added + whole.slice(to), text)
  if (filled === text) return original
  const mark = original.startsWith('\uFEFF') ? '\uFEFF' : ''
  return mark + (original.includes('\r\n') ? filled.replaceAll('\n', '\r\n') : filled)
}

/** A text as YAML on one line. */
function quoted(text: string): string {
  return /[\p{Cc}]/u.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`
}

function fillPassage({ key, value }: Pair<Scalar, Node | null>, file: string, text: string): Edit | undefined {
  const given = isMap(value)
    ? (value.toJSON() as Partial<Excerpt>)
    : isScalar(value)
      ? { text: value.value as string }
      : {}
  const { text: words, start } = given
  if (typeof words !== 'string' || !value?.range || !key.range) return undefined
  const found = start === undefined ? placesOf({ ...given, text: words }, text) : [start]
  const at = found[0]
  if (at === undefined || found.length > 1 || !text.startsWith(words, at)) return undefined
  const end = at + words.length
  const near = around(text, at, end)
  const fields = { start: String(at), end: String(end), prefix: quoted(near.prefix), suffix: quoted(near.suffix) }
  if (isMap(value) && !value.flow) return add(value as Mapping, fields, file)
  if (Object.keys(fields).every((name) => name in given)) return undefined
  // On one line there is no room for all of it: each gets a line of its own, the words as they were quoted.
  const node = isMap(value) ? (value.get('text', true) as unknown as Node) : value
  const [from, to] = node.range!
  const kept = file.slice(from, to)
  const { prefix = near.prefix, suffix = near.suffix } = given
  const lines = {
    start: fields.start,
    end: String(given.end ?? end),
    text: kept.includes('\n') ? quoted(words) : kept,
    prefix: quoted(prefix),
    suffix: quoted(suffix),
  }
  const margin = `\n${' '.repeat(columnOf(file, key.range[0]) + 2)}`
  const before = file.slice(0, value.range[0]).trimEnd().length
  return {
    from: before,
    to: value.range[1],
    text: Object.entries(lines)
      .map(([name, line]) => `${margin}${name}: ${line}`)
      .join(''),
  }
}

function columnOf(file: string, offset: number): number {
  return offset - (file.lastIndexOf('\n', offset - 1) + 1)
}

/** Adds what a mapping lacks at its end, in its own layout. */
function add(mapping: Mapping, fields: Record<string, string>, file: string): Edit | undefined {
  const missing = Object.entries(fields).filter(([name]) => !mapping.has(name))
  const last = mapping.items.at(-1)
  const end = last?.value?.range?.[1]
  if (missing.length === 0 || !last?.key.range || end === undefined) return undefined
  if (mapping.flow) return { from: end, to: end, text: missing.map(([name, value]) => `, ${name}: ${value}`).join('') }
  const margin = `\n${' '.repeat(columnOf(file, mapping.items[0]!.key.range![0]))}`
  const line = file[end - 1] === '\n' ? end - 1 : file.indexOf('\n', end)
  const at = line < 0 ? file.length : line
  return { from: at, to: at, text: missing.map(([name, value]) => `${margin}${name}: ${value}`).join('') }
}

/** Fills in every fact file of a dataset whose text is given, and returns the files that were changed. */
export async function fillDataset(folder: string, texts: Texts): Promise<string[]> {
  const changed: string[] = []
  for (const name of (await readdir(folder))
    .filter((entry) => /\.ya?ml$/.test(entry) && entry !== 'dataset.yml')
    .sort()) {
    const file = path.join(folder, name)
    const bytes = await readInput(file)
    const textFile = textOf(readYaml(file, bytes).document, texts)
    if (textFile === undefined) continue
    const findings = new Findings()
    const source = await readSourceText(textFile, findings)
    if (!source) throw new Problems(findings.problems)
    const filled = fillOffsets(file, bytes, source)
    if (filled === Buffer.from(bytes).toString('utf8')) continue
    // Written beside it first: a file is never left half written.
    await writeFile(`${file}.new`, filled)
    await rename(`${file}.new`, file)
    changed.push(file)
  }
  return changed
}

/** The file of the text that a fact file was read from. */
function textOf(document: Document, texts: Texts): string | undefined {
  const named: unknown = document.getIn(['document', 'id']) ?? document.get('document')
  const slug = String(named).replace(/^document:/, '')
  return texts[slug] ?? texts[`document:${slug}`] ?? texts['*']
}
