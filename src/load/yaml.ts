import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Composer,
  type CST,
  type Document,
  Lexer,
  LineCounter,
  type Node,
  Parser,
  type YAMLError,
} from 'yaml'
import { type Place, Problem, Problems } from '../problem.js'

/** YAML is for what people write by hand. Larger tables come in formats of their own. */
const maxBytes = 5 * 1024 * 1024
/** A fact file needs seven levels. */
const maxDepth = 32

/** A value as text: what it means in YAML 1.2's core schema, and how it stands there (without quotes). */
export interface Scalar {
  kind: 'scalar'
  value: string | number | boolean | null
  text: string
  place: Place
}

export interface List {
  kind: 'list'
  items: Tree[]
  place: Place
}

/** A mapping. Its keys are any texts, so they are kept in a Map, never in an object. */
export interface Table {
  kind: 'table'
  entries: Map<string, { place: Place; value: Tree }>
  place: Place
}

/** What a YAML file holds, each part with its place: file, line, column, and its path as `field`. */
export type Tree = Scalar | List | Table

export interface Yaml {
  root: Table
  /** The package's own document, which knows where in `text` each part stands: for adding to a file. */
  document: Document
  /** What was parsed: without a byte order mark, every line ended by a line feed. */
  text: string
}

/** What is wrong with YAML itself, in words for people who write it. The rest of the package's messages are clear. */
const messages: Record<string, [message: string, hint: string]> = {
  TAB_AS_INDENT: ['A tab indents this line.', 'Indent with spaces.'],
}

/**
 * Reads a YAML 1.2 file whose root is a mapping. Dates stay text, as do `NO` and `yes`. Refuses what a reader of plain
 * facts does not expect: anchors' aliases, tags, merge keys, duplicate and non-text keys, several documents, more than
 * 5 MB, bytes that are not UTF-8. Throws Problems, each with line and column.
 */
export function readYaml(file: string, bytes: Uint8Array): Yaml {
  const text = decode(file, bytes)
  const lines = new LineCounter()
  // Duplicate keys are found below, in one pass: the package compares each with each.
  const composer = new Composer({ schema: 'core', lineCounter: lines, prettyErrors: false, uniqueKeys: false })
  const [document, second] = [...composer.compose(tokens(file, text, lines), true, text.length)] as Document[]
  if (!document) throw new Error('the composer makes one document even of nothing')
  const problems: Problem[] = []
  const at = (offset: number, field?: string): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col, ...(field ? { field } : {}) }
  }
  for (const error of [...document.errors, ...document.warnings]) problems.push(syntaxProblem(error, at(error.pos[0])))
  if (second) {
    const hint = 'Write one document a file: leave out the lines --- and ....'
    problems.push(
      new Problem('BAD_DATA', 'A second document begins here.', { place: at(second.range?.[0] ?? 0), hint }),
    )
  }
  if (document.directives?.yaml.explicit) {
    problems.push(new Problem('BAD_DATA', 'A %YAML directive stands here.', { place: at(0), hint: 'Leave it out.' }))
  }
  // One slip can make a parser stumble many times: the first is the one to mend.
  if (problems.length > 0) throw new Problems(problems.slice(0, 1))
  const root = document.contents
  if (root === null || (isScalar(root) && root.value === null)) {
    throw new Problems([new Problem('BAD_DATA', 'The file is empty.', { place: { file, line: 1 } })])
  }
  const tree = new Walk(at, problems).tree(root, '')
  if (problems.length > 0) throw new Problems(problems)
  if (tree.kind !== 'table') {
    const hint = 'Write `key: value` lines.'
    throw new Problems([new Problem('BAD_DATA', 'The file is not a mapping.', { place: tree.place, hint })])
  }
  return { root: tree, document, text }
}

/** The text of bytes in UTF-8, with any line ends. A byte order mark at the start is left out. */
function decode(file: string, bytes: Uint8Array): string {
  const refuse = (message: string, hint: string, line?: number): never => {
    throw new Problems([new Problem('BAD_DATA', message, { place: { file, line }, hint })])
  }
  if (bytes.length > maxBytes) {
    const size = (bytes.length / 1024 / 1024).toFixed(1)
    refuse(`The file has ${size} MB; YAML is read up to 5 MB.`, 'Split it, or bring it as a table.')
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    refuse('The file is in UTF-16.', 'Save it as UTF-8.', 1)
  }
  const text = decodeUtf8(bytes)
  if (typeof text !== 'string') return refuse('This line is not UTF-8.', 'Save the file as UTF-8.', text.line)
  const control = text.search(/\p{Cc}(?<![\t\n\r])/u)
  if (control >= 0) {
    const code = text.charCodeAt(control).toString(16).toUpperCase().padStart(4, '0')
    const line = text.slice(0, control).split(/\r\n?|\n/).length
    refuse(`A control character stands here (U+${code}).`, 'Take it out.', line)
  }
  return text.replace(/\r\n?/g, '\n')
}

/** Bytes as UTF-8 text, or the line of the first byte that is not. `keepMark` keeps a byte order mark as a character. */
export function decodeUtf8(bytes: Uint8Array, keepMark = false): string | { line: number } {
  const decoded = (end: number): string | undefined => {
    try {
      // `stream`: what is cut in the middle of a character is no error, while the end is searched for.
      const stream = end < bytes.length
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: keepMark }).decode(bytes.subarray(0, end), { stream })
    } catch {
      return undefined
    }
  }
  const whole = decoded(bytes.length)
  if (whole !== undefined) return whole
  let [good, bad] = [0, bytes.length]
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (decoded(middle) === undefined) bad = middle
    else good = middle
  }
  return { line: decoded(good)!.split(/\r\n?|\n/).length }
}

/**
 * What the package's composer makes documents of. It recurses, and deep enough it brings the process down; a document's
 * tokens reach it once they are complete, so what is nested too deeply is stopped before it gets there.
 */
function* tokens(file: string, text: string, lines: LineCounter): Generator<CST.Token> {
  lines.addNewLine(0)
  const parser = new Parser(lines.addNewLine)
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme)
    // Below the values being built stand the document and the stream.
    if (parser.stack.length <= maxDepth + 2) continue
    const line = text.slice(0, parser.offset).split('\n').length
    const hint = 'A fact file needs no more than seven levels.'
    const message = `Values are nested more than ${maxDepth} deep here.`
    throw new Problems([new Problem('BAD_DATA', message, { place: { file, line }, hint })])
  }
  yield* parser.end()
}

function syntaxProblem(error: YAMLError, place: Place): Problem {
  const [message, hint] = messages[error.code] ?? [`This is not YAML: ${error.message}.`, undefined]
  if (error.code !== 'TAG_RESOLVE_FAILED') return new Problem('BAD_DATA', message, { place, hint })
  const tag = error.message.replace(/^Unresolved tag: /, '').replace('tag:yaml.org,2002:', '!!')
  return new Problem('BAD_DATA', `"${tag}" is a tag, which Parley does without.`, { place, hint: 'Leave it out.' })
}

/** Goes through the package's nodes once, and keeps what a reader of facts needs of each. */
class Walk {
  constructor(
    private readonly at: (offset: number, field?: string) => Place,
    private readonly problems: Problem[],
  ) {}

  tree(node: Node | null, field: string, otherwise: Place = this.at(0, field)): Tree {
    const place = node?.range ? this.at(node.range[0], field) : otherwise
    if (node === null) return { kind: 'scalar', value: null, text: '', place }
    if (isMap(node)) return this.table(node.items as { key: Node; value: Node | null }[], field, place)
    if (isSeq(node)) {
      const items = node.items.map((item, at) => this.tree(item as Node, `${field}[${at}]`))
      return { kind: 'list', items, place }
    }
    if (isAlias(node)) {
      this.refuse(place, `"*${node.source}" is an alias, which Parley does without.`, 'Write the value out.')
    }
    const value = isScalar(node) ? (node.value as Scalar['value']) : null
    const text = isScalar(node) ? (typeof value === 'string' ? value : (node.source ?? '')) : ''
    if (/\p{Cs}/u.test(text)) {
      this.refuse(place, 'Half a character stands here (a lone surrogate).', 'Write the character itself.')
    }
    return { kind: 'scalar', value, text, place }
  }

  private table(pairs: { key: Node; value: Node | null }[], field: string, place: Place): Table {
    const entries: Table['entries'] = new Map()
    for (const { key, value } of pairs) {
      const keyPlace = key.range ? this.at(key.range[0], field) : place
      const name = isScalar(key) ? key.value : undefined
      if (typeof name !== 'string') {
        const shown = isScalar(key) && key.source ? `"${key.source}"` : 'What stands here'
        const hint =
          isScalar(key) && key.source ? `Write it in quotes: '${key.source}'.` : 'Write a word before the colon.'
        this.refuse(keyPlace, `${shown} is a key, and not text.`, hint)
        continue
      }
      const path = field ? `${field}.${name}` : name
      const here = { ...keyPlace, field: path }
      const before = entries.get(name)
      if (name === '<<') this.refuse(here, '"<<" merges mappings, which Parley does without.', 'Write the values out.')
      else if (/\p{Cs}/u.test(name)) this.refuse(keyPlace, 'Half a character stands here (a lone surrogate).')
      else if (before) {
        this.refuse(here, `"${name}" stands here a second time.`, `It stands in line ${before.place.line} already.`)
      } else entries.set(name, { place: here, value: this.tree(value, path, here) })
    }
    return { kind: 'table', entries, place }
  }

  private refuse(place: Place, message: string, hint?: string): void {
    this.problems.push(new Problem('BAD_DATA', message, { place, hint }))
  }
}

/** What is at `path` in a tree, or the nearest above it that is there. */
export function treeAt(tree: Tree, path: readonly PropertyKey[]): Tree {
  const [step, ...rest] = path
  const next =
    tree.kind === 'table'
      ? tree.entries.get(String(step))?.value
      : tree.kind === 'list'
        ? tree.items[Number(step)]
        : undefined
  return step === undefined || next === undefined ? tree : treeAt(next, rest)
}

/** A tree as plain objects in which every value is the text that stands there: `1.0` stays "1.0". Empty values are null. */
export function plain(tree: Tree): unknown {
  if (tree.kind === 'list') return tree.items.map(plain)
  if (tree.kind === 'scalar') return tree.value === null ? null : tree.text
  return Object.fromEntries([...tree.entries].map(([name, { value }]) => [name, plain(value)]))
}
