import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { Problem } from '../problem.js'
import { folderProblem, freeBytes, makeFolder } from './folders.js'
import { neo4jVersion } from './jars.js'
import type { ProcessMark } from './jvm.js'

const mark = z.object({ pid: z.number(), began: z.string() })

const state = z.object({
  /** `stopping` from just before its owner asks it to end; the file stays behind then, and its process is gone. */
  stage: z.enum(['starting', 'ready', 'stopping']),
  port: z.number(),
  /** The command that started the database and will stop it. */
  owner: mark,
  java: mark,
})

/** Bytes that must be free to start: a new database takes about 5 MB, its logs and a small load the rest. */
const needed = 64 * 2 ** 20

/** What the commands that share a managed database tell one another about it. */
export type State = z.infer<typeof state>

/** How much memory the managed database takes, as Neo4j and Java write sizes. */
export interface Memory {
  heap: string
  pageCache: string
  /** The most that one transaction may take: below 70 % of the heap, so that none takes the server down. */
  transaction: string
}

/** The files of one managed database, all in one folder. */
export class Home {
  constructor(readonly folder: string) {}

  readonly conf = path.join(this.folder, 'conf')
  readonly logs = path.join(this.folder, 'logs')
  /** What Neo4j writes for its users, and for those who mend it. */
  readonly logFiles = ['neo4j.log', 'debug.log'].map((name) => path.join(this.logs, name))
  /** What Java prints. */
  readonly console = path.join(this.logs, 'console.log')
  readonly lock = path.join(this.folder, 'run', 'start.lock')
  readonly password = path.join(this.folder, 'password')
  /** Where the graph is stored: its files, and the log of what was written last. */
  readonly store = ['databases', 'transactions'].map((name) => path.join(this.folder, 'data', name, 'neo4j'))
  private readonly bulk = path.join(this.folder, 'bulk')
  private readonly data = path.join(this.folder, 'data')
  /** What `data` was before a backup took its place: it goes once that one is there. */
  private readonly replaced = path.join(this.folder, 'replaced')
  /** A home in which a backup is put together. */
  private readonly staged = path.join(this.folder, 'restoring')
  private readonly state = path.join(this.folder, 'run', 'state.json')
  private readonly version = path.join(this.folder, 'neo4j-version')
  /** Stands while a bulk load fills the database, and names the process that does. */
  private readonly filling = path.join(this.folder, 'filling.json')

  /** Whether a database was ever started here. */
  get used(): boolean {
    return existsSync(path.join(this.data, 'databases', 'system'))
  }

  /** Throws a Problem where the folder cannot be written to. */
  async make(): Promise<void> {
    await makeFolder(this.folder, 'the database', 'PARLEY_HOME')
    await this.writing(async () => {
      for (const name of ['conf', 'logs', 'run', 'data', 'plugins'])
        await mkdir(path.join(this.folder, name), { recursive: true })
      await writeFile(path.join(this.folder, 'run', '.writable'), '')
    })
  }

  /** Throws a Problem where the disk is all but full: Neo4j would hang in its start, and say nothing. */
  async checkSpace(): Promise<void> {
    if ((await freeBytes(this.folder)) >= needed) return
    throw new Problem('IO', `The database cannot start: the disk of ${this.folder} is full.`, {
      hint: `Free at least ${needed / 2 ** 20} MB on it, or set PARLEY_HOME to a folder on another.`,
    })
  }

  /** What the last command wrote; undefined where none did, or where what stands there cannot be read. */
  async readState(): Promise<State | undefined> {
    try {
      return state.parse(JSON.parse(await readFile(this.state, 'utf8')))
    } catch {
      return undefined
    }
  }

  async writeState(now: State): Promise<void> {
    await this.replace(this.state, JSON.stringify(now))
  }

  /** The process that fills the database in bulk, or died of it; undefined where none does. */
  async readFilling(): Promise<ProcessMark | undefined> {
    try {
      return mark.parse(JSON.parse(await readFile(this.filling, 'utf8')))
    } catch {
      return undefined
    }
  }

  /** Says that from now on what the database holds is not whole. */
  async beginFilling(by: ProcessMark): Promise<void> {
    await this.replace(this.filling, JSON.stringify(by))
  }

  async endFilling(): Promise<void> {
    await this.writing(() => rm(this.filling, { force: true }))
  }

  /** Takes away all that a database holds which is not whole, and the files it was to be made of. It must be stopped. */
  async dropFilling(): Promise<void> {
    await this.writing(async () => {
      for (const folder of [this.data, this.bulk]) await rm(folder, { recursive: true, force: true })
      await mkdir(this.data)
    })
    await this.endFilling()
  }

  /** An empty home beside this one's data, with the same password. Whoever calls it has the lock. */
  async beginStaging(): Promise<Home> {
    await this.endStaging()
    const staged = new Home(this.staged)
    await staged.make()
    const password = await this.readPassword()
    if (password !== undefined) await staged.replace(staged.password, password)
    return staged
  }

  /** Takes the data of a staged home, which is stopped, in place of its own. Stopped at any moment it has the one or the other. */
  async takeStaged(staged: Home): Promise<void> {
    await this.replace(this.password, (await staged.readPassword()) ?? '')
    await this.writing(async () => {
      await rename(this.data, this.replaced)
      await rename(staged.data, this.data)
      await rm(this.bulk, { recursive: true, force: true })
    })
    // What a bulk load left is gone with the rest.
    await this.endFilling()
    await this.mend()
  }

  async endStaging(): Promise<void> {
    await this.writing(() => rm(this.staged, { recursive: true, force: true }))
  }

  /** Ends what a restore that was killed left half done. Whoever calls it has the lock. */
  async mend(): Promise<void> {
    if (existsSync(this.staged)) await this.endStaging()
    if (!existsSync(this.replaced)) return
    await this.writing(async () => {
      // An empty folder may have been made in the meantime, and is no database.
      if (this.used) await rm(this.replaced, { recursive: true })
      else await rename(this.replaced, this.data)
    })
  }

  /** The last lines of a file that Java wrote. */
  async readEnd(file: string): Promise<string> {
    return (await readFile(file, 'utf8').catch(() => '')).slice(-4_000).trim()
  }

  /** The password of the user neo4j; undefined where none was made yet. */
  async readPassword(): Promise<string | undefined> {
    const text = await readFile(this.password, 'utf8').catch(() => '')
    return text === '' ? undefined : text
  }

  /** Makes the password, in a file that only this user may read. */
  async makePassword(): Promise<string> {
    const password = randomBytes(24).toString('hex')
    await this.replace(this.password, password)
    return password
  }

  /** Throws a Problem where another Neo4j wrote the store and this one cannot read it. */
  async checkVersion(): Promise<void> {
    const found = await readFile(this.version, 'utf8').catch(() => neo4jVersion)
    if (compare(found, neo4jVersion) > 0) {
      throw new Problem(
        'BAD_CONFIG',
        `The database in ${this.folder} was written by Neo4j ${found}, which ${neo4jVersion} cannot read.`,
        {
          hint: 'Use the Parley that wrote it, or set PARLEY_HOME to another folder and load again.',
        },
      )
    }
    if (found !== neo4jVersion || !existsSync(this.version)) await this.replace(this.version, neo4jVersion)
  }

  /** Neo4j's settings for one run. Bolt is the only way in, on loopback alone. */
  async writeSettings(port: number, memory: Memory): Promise<void> {
    const settings = [
      `server.directories.data=${path.join(this.folder, 'data')}`,
      `server.directories.logs=${this.logs}`,
      `server.directories.run=${path.join(this.folder, 'run')}`,
      `server.directories.plugins=${path.join(this.folder, 'plugins')}`,
      'server.default_listen_address=127.0.0.1',
      `server.bolt.listen_address=127.0.0.1:${port}`,
      'server.http.enabled=false',
      'server.https.enabled=false',
      'dbms.security.auth_enabled=true',
      'dbms.security.allow_csv_import_from_file_urls=false',
      'dbms.usage_report.enabled=false',
      `server.memory.heap.max_size=${memory.heap}`,
      `server.memory.pagecache.size=${memory.pageCache}`,
      `db.memory.transaction.max=${memory.transaction}`,
      // A backstop behind Parley's own deadlines; loads take longer than reads.
      'db.transaction.timeout=10m',
      'db.transaction.monitor.check.interval=500ms',
      // Without this an empty database takes half a gigabyte.
      'db.tx_log.preallocate=false',
      // The network library waits twice 5 s for quiet before it ends, after the data is already safe.
      'internal.dbms.bolt.netty_server_shutdown_quiet_period=0',
    ]
    await this.writing(() => writeFile(path.join(this.conf, 'neo4j.conf'), `${settings.join('\n')}\n`, { mode: 0o600 }))
  }

  /** Writes a file whole or not at all. */
  private async replace(file: string, text: string): Promise<void> {
    await this.writing(async () => {
      const next = `${file}.${process.pid}`
      await writeFile(next, text, { mode: 0o600 })
      await rename(next, file)
    })
  }

  private async writing(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      throw folderProblem(error, this.folder, 'the database', 'PARLEY_HOME')
    }
  }
}

/** Orders versions such as 5.26.30 by their numbers. */
function compare(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.trim().split('.').map(Number)) as [number[], number[]]
  for (let place = 0; place < 3; place++) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
