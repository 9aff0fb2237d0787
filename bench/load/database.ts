import { createServer, type AddressInfo } from 'node:net'
import { cp, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { execFile } from 'node:child_process'
import { openDatabase, type Database } from '../../src/database/connect.js'
import { Home, type Memory } from '../../src/database/home.js'
import { fetchNeo4j } from '../../src/database/jars.js'
import { findJava } from '../../src/database/java.js'
import { Jvm, signal } from '../../src/database/jvm.js'
import { javaFlags } from '../../src/database/local.js'
import { readSettings } from '../../src/settings.js'

/** As much as the managed database takes. */
export const normal: Memory = { heap: '1g', pageCache: '512m', transaction: '512m' }
/** As much as a drill needs. */
export const small: Memory = { heap: '512m', pageCache: '128m', transaction: '256m' }

/**
 * A Neo4j that belongs to whoever measures or kills it: started as Parley starts its own, but in a folder of its own and always on
 * the same port, so that a loader which is told of it by `NEO4J_URI` finds it again after it was killed.
 */
export class OwnDatabase {
  private jvm?: Jvm
  private database?: Database

  private constructor(
    readonly folder: string,
    private readonly memory: Memory,
    private readonly java: string,
    private readonly classes: string[],
    private readonly port: number,
    private readonly password: string,
  ) {}

  /** One over the store in `folder`, or a new one where there is none. It is not started yet. */
  static async at(folder: string, memory: Memory): Promise<OwnDatabase> {
    const settings = readSettings()
    const home = new Home(folder)
    await home.make()
    const java = await findJava(settings.javaHome)
    const jars = await fetchNeo4j(settings.cache, () => undefined)
    const classes = ['-cp', path.join(jars, '*')]
    await home.writeSettings(0, memory)
    let password = await home.readPassword()
    if (password === undefined) {
      password = await home.makePassword()
      const env = { ...process.env, NEO4J_HOME: home.folder, NEO4J_CONF: home.conf }
      const admin = [...classes, 'org.neo4j.cli.AdminTool', 'dbms', 'set-initial-password', `@${home.password}`]
      await promisify(execFile)(java, ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', ...admin], { env })
    }
    return new OwnDatabase(folder, memory, java, classes, await freePort(), password)
  }

  /** The process that its CPU time is read of. */
  get pid(): number {
    return this.jvm!.mark.pid
  }

  /** Resolves when it answers. A store that was not closed is recovered first. */
  async start(): Promise<void> {
    const home = new Home(this.folder)
    await home.writeSettings(this.port, this.memory)
    const entry = ['org.neo4j.server.CommunityEntryPoint', `--home-dir=${home.folder}`, `--config-dir=${home.conf}`]
    // A drill starts it often: a compiler that warms up sooner and ends up slower is the right one then.
    const quick = this.memory === small ? ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'] : []
    const heap = ['-Xms256m', `-Xmx${this.memory.heap}`, ...quick]
    const jvm = (this.jvm = await Jvm.start(this.java, [...javaFlags, ...heap, ...this.classes, ...entry], home.console))
    for (const end = Date.now() + 180_000; !(await this.answers()); await sleep(100)) {
      if (jvm.ended || Date.now() > end) throw new Error(`The database did not start; its words are in ${home.logs}.`)
    }
  }

  private async answers(): Promise<boolean> {
    try {
      this.database ??= await openDatabase(this.settings())
      await this.database.verify()
      return true
    } catch {
      return false
    }
  }

  /** For what is asked of it beside the loader. */
  get open(): Database {
    return this.database!
  }

  private settings() {
    const { home, cache } = readSettings()
    const neo4j = {
      uri: `bolt://127.0.0.1:${this.port}`,
      username: 'neo4j',
      password: this.password,
      database: 'neo4j',
    }
    return { home, cache, neo4j }
  }

  /** What tells Parley, or another loader, to use it. */
  environment(): NodeJS.ProcessEnv {
    const { uri, username, password, database } = this.settings().neo4j
    return { NEO4J_URI: uri, NEO4J_USERNAME: username, NEO4J_PASSWORD: password, NEO4J_DATABASE: database }
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    signal(this.jvm!.mark, 'SIGKILL')
    while (!this.jvm!.ended) await sleep(10)
  }

  async stop(): Promise<void> {
    await this.database?.close()
    this.database = undefined
    await this.jvm?.stop()
  }

  /** Copies what it holds, while it is stopped, for `restore`. */
  async keep(copy: string): Promise<void> {
    await cp(this.folder, copy, { recursive: true })
  }

  /** Lets it hold what it held when that copy was made, whatever it holds now, and starts it. */
  async restore(copy: string): Promise<void> {
    await this.remove()
    await cp(copy, this.folder, { recursive: true })
    await this.start()
  }

  /** Ends it without care for what it holds, and removes its folder. */
  async remove(): Promise<void> {
    await this.database?.close()
    this.database = undefined
    if (this.jvm) await this.kill()
    this.jvm = undefined
    await rm(this.folder, { recursive: true, force: true })
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
