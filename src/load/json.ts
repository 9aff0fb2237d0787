import { type Place, Problem, Problems } from '../problem.js'
import type { Table, Tree } from './yaml.js'

/** A fact needs a few levels; what is nested deeper is no fact. */
const maxDepth = 32

const numberForm = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y
const stringForm = /"(?:[^"\\]|\\.)*"/y
const space = /[ \t]*/y

/**
 * One line of NDJSON as a mapping, each part with its place.
 * Stricter than `JSON.parse`: duplicate keys, half characters and anything after the object are refused. Throws Problems
 * with line and column.
 */
export function readJsonLine(text: string, place: { file?: string; line: number }): Table {
  return new Line(text, place).read()
}

class Line {
  private at = 0

  constructor(
    private readonly text: string,
    private readonly place: { file?: string; line: number },
  ) {}

  read(): Table {
    this.skip()
    if (this.text[this.at] !== '{') {
      const hint =
        this.text[this.at] === '['
          ? 'Write one object a line, without brackets around all and commas between them.'
          : 'A line is one object: { … }.'
      throw this.refuse('An object is wanted here.', hint)
    }
    const tree = this.value('', 0) as Table
    this.skip()
    if (this.at < this.text.length)
      throw this.refuse('The line goes on after its object.', 'Write one object a line, and no comma after it.')
    return tree
  }

  private value(field: string, depth: number): Tree {
    if (depth > maxDepth) throw this.refuse(`Values are nested more than ${maxDepth} deep here.`)
    const place = this.here(field)
    switch (this.text[this.at]) {
      case '{':
        return this.table(field, place, depth)
      case '[':
        return this.list(field, place, depth)
      case '"': {
        const value = this.string(field)
        return { kind: 'scalar', value, text: value, place }
      }
      default:
        return this.word(place)
    }
  }

  private word(place: Place): Tree {
    for (const [text, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (!this.text.startsWith(text, this.at)) continue
      this.at += text.length
      return { kind: 'scalar', value, text: value === null ? '' : text, place }
    }
    numberForm.lastIndex = this.at
    const found = numberForm.exec(this.text)
    if (!found) throw this.refuse('A value is wanted here.', 'This is not JSON.')
    this.at += found[0].length
    return { kind: 'scalar', value: Number(found[0]), text: found[0], place }
  }

  private string(field: string): string {
    stringForm.lastIndex = this.at
    const found = stringForm.exec(this.text)
    const value = found && textOf(found[0])
    if (value === null) throw this.refuse('This text does not end, or has a character in it that JSON wants escaped.')
    if (/\p{Cs}/u.test(value)) {
      const place = this.here(field)
      throw new Problems([
        new Problem('BAD_DATA', 'Half a character stands here (a lone surrogate).', {
          place,
          hint: 'Write the character itself.',
        }),
      ])
    }
    this.at += found![0].length
    return value
  }

  private table(field: string, place: Place, depth: number): Table {
    const entries: Table['entries'] = new Map()
    this.each('}', () => {
      const keyPlace = this.here(field)
      if (this.text[this.at] !== '"') throw this.refuse('A name in quotes is wanted here.')
      const name = this.string(field)
      const path = field ? `${field}.${name}` : name
      this.expect(':')
      if (entries.has(name)) {
        const twice = { ...keyPlace, field: path }
        throw new Problems([
          new Problem('BAD_DATA', `"${name}" stands here a second time.`, {
            place: twice,
            hint: 'Keep one of the two.',
          }),
        ])
      }
      entries.set(name, { place: { ...keyPlace, field: path }, value: this.value(path, depth + 1) })
    })
    return { kind: 'table', entries, place }
  }

  private list(field: string, place: Place, depth: number): Tree {
    const items: Tree[] = []
    this.each(']', () => items.push(this.value(`${field}[${items.length}]`, depth + 1)))
    return { kind: 'list', items, place }
  }

  /** Reads what stands between brackets, parted by commas. */
  private each(end: string, read: () => void): void {
    this.at += 1
    this.skip()
    if (this.text[this.at] === end) {
      this.at += 1
      return
    }
    for (;;) {
      read()
      this.skip()
      const next = this.text[this.at]
      if (next !== ',' && next !== end) throw this.refuse(`A comma or ${end} is wanted here.`)
      this.at += 1
      this.skip()
      if (next === end) return
      if (this.text[this.at] === end) throw this.refuse('Nothing comes after this comma.', 'Take the comma out.')
    }
  }

  private expect(sign: string): void {
    this.skip()
    if (this.text[this.at] !== sign) throw this.refuse(`A ${sign} is wanted here.`)
    this.at += 1
    this.skip()
  }

  private skip(): void {
    space.lastIndex = this.at
    this.at += space.exec(this.text)![0].length
  }

  private here(field: string): Place {
    return { ...this.place, column: this.at + 1, ...(field ? { field } : {}) }
  }

  private refuse(message: string, hint?: string): Problems {
    return new Problems([new Problem('BAD_DATA', message, { place: this.here(''), hint })])
  }
}

/** What a text in quotes says; nothing where it is none. */
function textOf(quoted: string): string | null {
  try {
    return JSON.parse(quoted) as string
  } catch {
    return null
  }
}
