import { rm } from 'node:fs/promises'
import path from 'node:path'
import { Problem } from '../problem.js'
import type { Settings } from '../settings.js'
import { isEmpty, openDatabase, type Database } from './connect.js'
import { freeBytes } from './folders.js'
import { Home } from './home.js'
import { fetchNeo4j } from './jars.js'
import { findJava } from './java.js'
import { Jvm, thisProcess } from './jvm.js'
import { javaFlags, type LocalOptions } from './local.js'

/**
 * The managed database while it is filled by Neo4j's own importer, which needs it stopped and can only make a whole database.
 * Until `done` it belongs to this process alone: who opens it meanwhile is refused, and where this process dies, whoever
 * opens it next finds it empty, as it was.
 */
export interface Filling {
  /** The database, before the import and after it; between them it is stopped. */
  readonly database: Database
  /**
   * Replaces all that it holds by what `files` say, each an option of the importer such as `--nodes=Country=countries.csv`.
   * Constraints and indexes are gone then. Throws a Problem where the importer fails or the disk is too small.
   */
  import(files: string[], csv: Csv): Promise<void>
  /** Makes it a database like any other. */
  done(): Promise<void>
  /** Stops it; takes away all that it holds unless it is done. */
  close(): Promise<void>
}

/** How the importer's files are written. */
export interface Csv {
  /** Bytes of them all: about as many more as the database will take. */
  bytes: number
  /** Stands between the values of a list. */
  listDelimiter: string
  /** Whether some value has more than one line: reading such files takes longer. */
  hasLineBreaks: boolean
}

/** The importer's words for two rows with one id. */
const twice = /Id '([^']*)' is defined more than once/

type FillingSettings = Pick<Settings, 'neo4j' | 'home' | 'cache'> & { javaHome?: string }
type FillingOptions = LocalOptions & { say: (text: string) => void }

/** The managed database of the settings, for filling it. Throws a Problem where there is none, it is in use, or it is not empty. */
export async function openToFill(settings: FillingSettings, options: FillingOptions): Promise<Filling> {
  if (settings.neo4j) {
    throw new Problem(
      'BAD_CONFIG',
      'NEO4J_URI names a server, and Neo4j’s importer can only fill a database that is stopped.',
      {
        hint: 'Load without --bulk; or unset NEO4J_URI to fill the managed database.',
      },
    )
  }
  const database = await openDatabase(settings, options)
  try {
    if (!database.owner) {
      throw new Problem(
        'BAD_CONFIG',
        'Another command uses the managed database, which must be stopped for a bulk load.',
        {
          hint: 'Stop that command (npm start, say), or load without --bulk.',
        },
      )
    }
    if (!(await isEmpty(database))) {
      throw new Problem('BAD_CONFIG', 'The database is not empty, and Neo4j’s importer can only fill an empty one.', {
        hint: 'Load without --bulk, or set PARLEY_HOME to a new folder.',
      })
    }
    const home = new Home(settings.home)
    await home.beginFilling(thisProcess())
    return new Filled(settings, home, database, options)
  } catch (error) {
    await database.close()
    throw error
  }
}

class Filled implements Filling {
  private isDone = false
  /** One for all who keep it, whichever the connection behind it is. */
  readonly database: Database

  constructor(
    private readonly settings: FillingSettings,
    private readonly home: Home,
    private current: Database,
    private readonly options: FillingOptions,
  ) {
    this.database = {
      address: current.address,
      owner: true,
      read: (...given) => this.current.read(...given),
      write: (work) => this.current.write(work),
      schema: (statements) => this.current.schema(statements),
      verify: () => this.current.verify(),
      close: () => this.close(),
    }
  }

  async import(files: string[], csv: Csv): Promise<void> {
    await this.checkSpace(csv.bytes)
    await this.current.close()
    await this.run(files, csv)
    this.current = await openDatabase(this.settings, this.options)
  }

  async done(): Promise<void> {
    await this.home.endFilling()
    this.isDone = true
  }

  async close(): Promise<void> {
    await this.current.close()
    if (!this.isDone) await this.home.dropFilling()
  }

  private async run(files: string[], { listDelimiter, hasLineBreaks }: Csv): Promise<void> {
    const { home, settings, options } = this
    const [java, jars] = [await findJava(settings.javaHome), await fetchNeo4j(settings.cache, options.say)]
    const report = path.join(home.logs, 'import.report')
    const console = path.join(home.logs, 'import.log')
    await rm(report, { force: true })
    const told = [
      ...['--overwrite-destination', '--id-type=string', '--bad-tolerance=0', '--ignore-empty-strings=false'],
      `--array-delimiter=${listDelimiter}`,
      `--multiline-fields=${hasLineBreaks}`,
      // Half of what is free: the machine is a user's own.
      '--max-off-heap-memory=50%',
      `--report-file=${report}`,
    ]
    const admin = ['org.neo4j.cli.AdminTool', 'database', 'import', 'full', 'neo4j', ...told, ...files]
    const environment = { NEO4J_HOME: home.folder, NEO4J_CONF: home.conf }
    const importer = await Jvm.start(
      java,
      [...javaFlags, '-Xmx1g', '-cp', path.join(jars, '*'), ...admin],
      console,
      environment,
    )
    await home.writeState({ stage: 'starting', port: 0, owner: thisProcess(), java: importer.mark })
    const status = await importer.finished()
    if (status === 0) return
    const words = await home.readEnd(console)
    const [, id] = twice.exec(words) ?? []
    if (id !== undefined) {
      throw new Problem('BAD_DATA', `${id} is made by two of the tables.`, {
        hint: 'Load one of them with --bulk and the other after it without.',
      })
    }
    if (/no space left/i.test(words)) throw tooSmall(home.folder)
    throw new Error(`Neo4j's importer failed (${status}): ${words}`)
  }

  /** The files stand on the disk until the database is made of them. */
  private async checkSpace(bytes: number): Promise<void> {
    if ((await freeBytes(this.home.folder)) < bytes) throw tooSmall(this.home.folder, bytes)
  }
}

function tooSmall(folder: string, bytes?: number): Problem {
  const wanted = bytes === undefined ? 'more space' : `${Math.ceil(bytes / 2 ** 20)} MB`
  return new Problem('IO', `The disk of ${folder} is too small for the import.`, {
    hint: `Free ${wanted} on it, or set PARLEY_HOME to a folder on another.`,
  })
}
