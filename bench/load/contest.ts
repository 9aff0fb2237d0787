import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { checkout } from '../../src/settings.js'
import { readCast, whatIsThere } from './cast.js'
import { differences, heldIn, type Held } from './compare.js'
import { normal, OwnDatabase } from './database.js'
import { measure, type Taken } from './process.js'
import { dataset, writeDataset, writeTable, type Rows } from './rows.js'

export const runs = [
  'parley',
  'unchanged',
  'changed',
  'handwritten',
  'tenth',
  'facts',
  'handwrittenFacts',
  'bulk',
] as const
export type Run = (typeof runs)[number]

/** What was measured: all runs of each kind, and what the loaders' graphs differ in. */
export interface Measured {
  runs: Record<Run, (Taken & { rows: number })[]>
  differences: string[]
  /** Nodes and relationships of the whole graph. */
  nodes: number
  relationships: number
}

/** A table with what was learned from Parley's first load of it. */
interface Table {
  folder: string
  rows: number
  cast: string
  held?: Held
}

const cli = path.join(checkout, 'dist', 'cli', 'parley.js')

/** Facts are read whole, so there are not too many of them. */
const mostFacts = 20_000

/** Graphs of at most so many rows are compared by their hashes too. */
const hashed = 100_000

/** Loads the same rows by all ways, each into a database that holds the countries and nothing else. */
export class Contest {
  private readonly template: string
  private current?: OwnDatabase
  private readonly runs = Object.fromEntries(runs.map((run) => [run, []])) as unknown as Measured['runs']
  private readonly differences: string[] = []
  private readonly counts = { nodes: 0, relationships: 0 }

  constructor(
    private readonly folder: string,
    private readonly rows: Rows,
    private readonly say: (text: string) => void,
  ) {
    this.template = path.join(folder, 'template')
  }

  /** Of what else than the bulk load is asked, only that where `isBulk`: it needs nothing of the others. */
  async run(repetitions: number, isBulk = false): Promise<Measured> {
    if (isBulk) {
      const table = await this.table('whole', this.rows.rows)
      for (let round = 1; round <= repetitions; round++) await this.bulk(table)
      return { runs: this.runs, differences: this.differences, ...this.counts }
    }
    await this.prepare()
    const whole = await this.table('whole', this.rows.rows)
    const tenth = await this.table('tenth', Math.ceil(this.rows.rows / 10))
    const some = await this.table('some', Math.min(tenth.rows, mostFacts))
    const facts = await this.exported(some)
    for (let round = 1; round <= repetitions; round++) {
      this.say(`Round ${round} of ${repetitions}.`)
      const steps = [
        () => this.loads(whole),
        () => this.byHand('handwritten', whole),
        () => this.alone(tenth),
        () => this.facts(facts, some),
        () => this.byHand('handwrittenFacts', some),
        () => this.bulk(whole),
      ]
      // Another first each time; what Parley made of the rows must be known to who imitates it.
      for (const step of round % 2 === 1 ? steps : steps.reverse()) await step()
    }
    return { runs: this.runs, differences: this.differences, ...this.counts }
  }

  /** Ends what still runs, and removes what was made. */
  async close(): Promise<void> {
    await this.current?.remove()
    await rm(this.folder, { recursive: true, force: true })
  }

  /** A database with the schema and the countries, of which each run takes a copy. */
  private async prepare(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
    await mkdir(this.folder, { recursive: true })
    const database = (this.current = await OwnDatabase.at(this.template, normal))
    await database.start()
    await measure([cli, 'load', path.join(checkout, 'seeds', 'countries')], database.environment(), database.pid)
    await database.stop()
    this.current = undefined
  }

  private async table(name: string, rows: number): Promise<Table> {
    const folder = await writeDataset(path.join(this.folder, name), { ...this.rows, rows })
    return { folder, rows, cast: path.join(this.folder, name, 'cast.json') }
  }

  private async fresh(): Promise<OwnDatabase> {
    await this.current?.remove()
    const home = path.join(this.folder, 'neo4j')
    await cp(this.template, home, { recursive: true })
    const database = (this.current = await OwnDatabase.at(home, normal))
    await database.start()
    return database
  }

  private async timed(run: Run | undefined, rows: number, program: string[], database: OwnDatabase): Promise<Taken> {
    const taken = await measure(program, database.environment(), database.pid)
    if (run) {
      this.runs[run].push({ ...taken, rows })
      this.say(`  ${run}: ${rows} rows in ${taken.seconds.toFixed(1)} s, ${taken.peak.toFixed(0)} MB`)
    }
    return taken
  }

  /** Parley's first load of a table; with what the hand-written loader needs of it, where that is not known yet. */
  private async first(run: Run | undefined, table: Table): Promise<OwnDatabase> {
    const database = await this.fresh()
    const before = table.held ? undefined : await whatIsThere(database.open)
    await this.timed(run, table.rows, [cli, 'load', table.folder, '--json'], database)
    if (before) {
      table.held = await heldIn(database.open, hashed)
      await writeFile(table.cast, JSON.stringify(await readCast(database.open, before)))
    }
    return database
  }

  private async loads(table: Table): Promise<void> {
    const database = await this.first('parley', table)
    const { labels, types } = table.held!
    this.counts.nodes = labels.Node ?? 0
    this.counts.relationships = Object.values(types).reduce((sum, count) => sum + count, 0)
    await this.timed('unchanged', table.rows, [cli, 'load', table.folder, '--json'], database)
    const file = path.join(table.folder, 'rows.tsv')
    const rows = { ...this.rows, rows: table.rows }
    await writeTable(file, { ...rows, changed: (row) => row % 100 === 37 })
    await this.timed('changed', table.rows, [cli, 'load', table.folder, '--json'], database)
    await writeTable(file, rows)
  }

  private async alone(table: Table): Promise<void> {
    const database = await this.fresh()
    await this.timed('tenth', table.rows, [cli, 'load', table.folder, '--json'], database)
  }

  private async byHand(run: Run, table: Table): Promise<void> {
    const database = await this.fresh()
    const inputs = [path.join(table.folder, 'rows.tsv'), path.join(table.folder, 'cameo.tsv'), table.cast]
    const program = ['--import', 'tsx', path.join(checkout, 'bench', 'load', 'handwritten.ts'), ...inputs]
    await this.timed(run, table.rows, program, database)
    if (this.runs[run].length === 1) await this.compare('the hand-written loader', table, database)
  }

  /** The table as a fact file that says the same. */
  private async exported(table: Table): Promise<string> {
    const database = await this.first(undefined, table)
    const out = path.join(this.folder, 'facts')
    const format = ['--dataset', dataset, '--format', 'ndjson', '--out', out]
    await measure([cli, 'export', 'facts', ...format], database.environment(), database.pid)
    return path.join(out, dataset)
  }

  private async facts(folder: string, table: Table): Promise<void> {
    const database = await this.fresh()
    await this.timed('facts', table.rows, [cli, 'load', folder, '--json'], database)
    if (this.runs.facts.length === 1) await this.compare('the fact file', table, database)
  }

  /** Into a managed database of its own, with the countries, from the start of the command to its end. */
  private async bulk(table: Table): Promise<void> {
    await this.current?.remove()
    this.current = undefined
    const home = path.join(this.folder, 'managed')
    await rm(home, { recursive: true, force: true })
    const environment = { NEO4J_URI: undefined, PARLEY_HOME: home }
    const paths = [path.join(checkout, 'seeds', 'countries'), table.folder]
    const taken = await measure([cli, 'load', '--bulk', '--json', ...paths], environment)
    this.runs.bulk.push({ ...taken, rows: table.rows })
    this.say(`  bulk: ${table.rows} rows in ${taken.seconds.toFixed(1)} s, ${taken.peak.toFixed(0)} MB`)
    if (table.held?.hash !== undefined && this.runs.bulk.length === 1) {
      const { output } = await measure([cli, 'database', 'hash', '--json'], environment)
      const { hash } = JSON.parse(output) as { hash: string }
      if (hash !== table.held.hash) this.differences.push(`Parley's bulk load has another hash: ${hash}`)
    }
    await rm(home, { recursive: true, force: true })
  }

  private async compare(who: string, table: Table, database: OwnDatabase): Promise<void> {
    const found = differences(table.held!, await heldIn(database.open, hashed))
    this.differences.push(...found.map((text) => `Parley and ${who}, ${table.rows} rows: ${text}`))
  }
}
