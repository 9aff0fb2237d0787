import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import type { WriteStream } from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'

type Kind = 'string' | 'string[]' | 'long' | 'double' | 'boolean'

/** Between the values of a list: none of those that are kept in lists has one. */
export const listDelimiter = ';'

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

function cell(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return quoted(value.join(listDelimiter))
  return typeof value === 'string' ? quoted(value) : String(value)
}

function kindOf(value: unknown): Kind {
  if (Array.isArray(value)) return 'string[]'
  if (typeof value === 'number') return Number.isInteger(value) ? 'long' : 'double'
  return typeof value === 'boolean' ? 'boolean' : 'string'
}

/** One file of rows alike for Neo4j's importer, and beside it one that names their columns. */
class Table {
  rows = 0
  /** Columns in which some lists are empty, which the importer takes for none. */
  readonly emptied = new Set<string>()
  private readonly stream: WriteStream
  private readonly kinds = new Map<string, Kind>()
  private waiting: string[] = []

  constructor(
    private readonly folder: string,
    private readonly name: string,
    /** What the importer is told of these rows: their labels or their type. */
    readonly option: string,
    /** The columns that say what the row is, as the importer names them. */
    private readonly leading: string[],
    private readonly columns: string[],
  ) {
    this.stream = createWriteStream(path.join(folder, `${name}.csv`))
  }

  /** Throws for a property that no column was foreseen for. */
  add(leading: string[], properties: Record<string, unknown>): void {
    for (const name in properties) {
      const value = properties[name]
      if (Array.isArray(value) && value.length === 0) this.emptied.add(name)
      if (value === undefined || value === null || this.kinds.has(name)) continue
      if (!this.columns.includes(name)) throw new Error(`${this.name} has no column for ${name}`)
      this.kinds.set(name, kindOf(value))
    }
    this.waiting.push([...leading.map(quoted), ...this.columns.map((name) => cell(properties[name]))].join(','))
    this.rows++
  }

  async flush(): Promise<void> {
    if (this.waiting.length === 0) return
    const text = `${this.waiting.join('\n')}\n`
    this.waiting = []
    if (!this.stream.write(text)) await once(this.stream, 'drain')
  }

  async end(): Promise<string> {
    await this.flush()
    this.stream.end()
    await once(this.stream, 'finish')
    const head = [...this.leading, ...this.columns.map((name) => `${name}:${this.kinds.get(name) ?? 'string'}`)]
    const header = path.join(this.folder, `${this.name}.header.csv`)
    writeFileSync(header, `${head.join(',')}\n`)
    return `${this.option}=${header},${path.join(this.folder, `${this.name}.csv`)}`
  }
}

/** All rows of a graph, on their way into files that Neo4j's importer reads. */
export class Tables {
  private readonly tables = new Map<string, Table>()

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true })
  }

  private table(name: string, make: () => Table): Table {
    const known = this.tables.get(name)
    if (known) return known
    const table = make()
    this.tables.set(name, table)
    return table
  }

  /** A node. `key` is the property that names it within `space`; without one the name serves the import alone. */
  node(
    space: string,
    labels: string[],
    key: string | undefined,
    name: string,
    properties: Record<string, unknown>,
    columns: () => string[],
  ): void {
    const title = `node-${labels.join('-')}`
    const others = () => columns().filter((column) => column !== key)
    const { [key ?? '']: _key, ...rest } = properties
    this.table(
      title,
      () => new Table(this.folder, title, `--nodes=${labels.join(':')}`, [`${key ?? ''}:ID(${space})`], others()),
    ).add([name], rest)
  }

  /** A relationship from a node with an id to another, or to one of another space. */
  relation(
    type: string,
    from: string,
    to: string,
    properties: Record<string, unknown>,
    columns: () => string[],
    space = 'Node',
  ): void {
    const title = `edge-${type}`
    this.table(
      title,
      () =>
        new Table(this.folder, title, `--relationships=${type}`, [':START_ID(Node)', `:END_ID(${space})`], columns()),
    ).add([from, to], properties)
  }

  get counts(): { nodes: number; relationships: number } {
    const sum = (option: string) =>
      [...this.tables.values()]
        .filter((table) => table.option.startsWith(option))
        .reduce((total, { rows }) => total + rows, 0)
    return { nodes: sum('--nodes'), relationships: sum('--relationships') }
  }

  /** Patterns of what has a property that is an empty list on some: they are to be given it after the import. */
  get emptied(): { pattern: string; property: string }[] {
    return [...this.tables.values()].flatMap(({ option, emptied }) => {
      const [, of = ''] = option.split('=')
      const pattern = option.startsWith('--nodes') ? `(thing:${of})` : `()-[thing:${of}]->()`
      return [...emptied].map((property) => ({ pattern, property }))
    })
  }

  async flush(): Promise<void> {
    for (const table of this.tables.values()) await table.flush()
  }

  /** Ends all files, and gives what the importer is to be told. */
  async end(): Promise<string[]> {
    const told: string[] = []
    for (const table of this.tables.values()) told.push(await table.end())
    return told
  }
}
