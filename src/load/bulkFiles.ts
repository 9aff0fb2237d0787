import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { Csv } from '../database/filling.js'
import type { Properties } from './stored.js'

/**
 * A graph on its way into the files that Neo4j's importer reads. Nodes with the same labels and properties stand in one file,
 * and so do relationships: then no cell is without a value, which the importer would tell from an empty text in vain.
 */

/** Between the values of a list: a control character, which no text of the graph has. */
const listDelimiter = '\u001f'

/** Characters that are written at a time. */
const block = 1_000_000

/** A whole number is `long` unless said otherwise: JavaScript has one kind of number, Neo4j two. */
type Kind = 'string' | 'string[]' | 'long' | 'double' | 'boolean'

export class ImportFiles {
  private readonly tables = new Map<string, Table>()
  /** Empty lists, which the importer takes for no value: to be set after it. */
  readonly emptied: { nodes: Emptied[]; edges: (Emptied & Edge)[] } = { nodes: [], edges: [] }
  private hasLineBreaks = false
  nodes = 0
  edges = 0

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true })
  }

  /** A node, by what names it in these files; `isShown` where that is its id in the graph too. */
  node(labels: string[], id: string, properties: Properties, { isShown = true, floats = [] as string[] } = {}): void {
    this.nodes++
    const empty = this.add(`nodes=${labels.join(':')}`, [isShown ? 'id:ID' : ':ID'], [id], properties, floats)
    if (empty) this.emptied.nodes.push({ id, properties: empty })
  }

  edge(type: string, from: string, to: string, properties: Properties, floats: string[] = []): void {
    this.edges++
    const empty = this.add(`relationships=${type}`, [':START_ID', ':END_ID'], [from, to], properties, floats)
    if (empty) this.emptied.edges.push({ id: from, to, type, key: properties.key as string, properties: empty })
  }

  /** Ends all files, and gives what the importer is told. */
  end(): { files: string[]; csv: Csv } {
    const tables = [...this.tables.values()]
    for (const table of tables) table.end()
    const bytes = tables.reduce((sum, table) => sum + table.bytes, 0)
    return {
      files: tables.map(({ option, file }) => `--${option}=${file}`),
      csv: { bytes, listDelimiter: 'U+001F', hasLineBreaks: this.hasLineBreaks },
    }
  }

  remove(): void {
    for (const table of this.tables.values()) table.end()
    rmSync(this.folder, { recursive: true, force: true })
  }

  private add(
    option: string,
    leading: string[],
    ids: string[],
    properties: Properties,
    floats: string[],
  ): Properties | undefined {
    let empty: Properties | undefined
    let name = option
    const columns: [string, Kind][] = []
    const cells = ids.map(quoted)
    for (const key in properties) {
      const value = properties[key]
      if (value === null || value === undefined || (key === 'id' && leading[0] === 'id:ID')) continue
      if (Array.isArray(value) && value.length === 0) {
        empty = { ...empty, [key]: [] }
        continue
      }
      const kind = kindOf(value, floats.includes(key))
      columns.push([key, kind])
      name += `,${key}:${kind}`
      const cell = cellOf(value)
      this.hasLineBreaks ||= cell.includes('\n') || cell.includes('\r')
      cells.push(cell)
    }
    let table = this.tables.get(name)
    if (!table) {
      const file = path.join(this.folder, `${this.tables.size + 1}.csv`)
      const head = [...leading, ...columns.map(([key, kind]) => `${key}:${kind}`)].join(',')
      this.tables.set(name, (table = new Table(option, file, head)))
    }
    table.write(cells.join(','))
    return empty
  }
}

interface Emptied {
  id: string
  properties: Properties
}

interface Edge {
  to: string
  type: string
  key?: string
}

class Table {
  bytes = 0
  private readonly descriptor: number
  private waiting: string[]
  private characters = 0
  private isOpen = true

  constructor(
    readonly option: string,
    readonly file: string,
    head: string,
  ) {
    this.descriptor = openSync(file, 'w')
    this.waiting = [head]
  }

  write(line: string): void {
    this.waiting.push(line)
    this.characters += line.length
    if (this.characters > block) this.flush()
  }

  end(): void {
    if (!this.isOpen) return
    this.flush()
    closeSync(this.descriptor)
    this.isOpen = false
  }

  private flush(): void {
    if (this.waiting.length === 0) return
    const bytes = Buffer.from(`${this.waiting.join('\n')}\n`)
    for (let at = 0; at < bytes.length;) at += writeSync(this.descriptor, bytes, at)
    this.bytes += bytes.length
    this.waiting = []
    this.characters = 0
  }
}

function quoted(text: string): string {
  return `"${text.includes('"') ? text.replaceAll('"', '""') : text}"`
}

function cellOf(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  return Array.isArray(value) ? quoted(value.join(listDelimiter)) : String(value)
}

function kindOf(value: unknown, isFloat: boolean): Kind {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'number') return isFloat || !Number.isInteger(value) ? 'double' : 'long'
  if (typeof value === 'boolean') return 'boolean'
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return 'string[]'
  throw new Error(`the importer is given no such value: ${JSON.stringify(value)}`)
}
