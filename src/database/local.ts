import { execFile } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Problem } from '../problem.js'
import type { Settings } from '../settings.js'
import { probe, type Access } from './driver.js'
import { folderProblem } from './folders.js'
import { Home, type Memory, type State } from './home.js'
import { fetchNeo4j } from './jars.js'
import { findJava } from './java.js'
import { Jvm, isAlive, signal, thisProcess } from './jvm.js'
import { alone } from './lock.js'
import { lastWords, logEnds, startFailure } from './start-failure.js'

/** A managed Neo4j that answers. */
export interface Local {
  access: Access
  /** Whether this command started it. */
  owner: boolean
  /** Ends it where this command started it; does nothing otherwise. Resolves when its process is gone. */
  stop(): Promise<void>
}

export interface LocalOptions {
  /** Told what is being done, a sentence at a time. */
  say?: (text: string) => void
  /** Half the memory and a compiler that warms up sooner and ends up slower: for tests. */
  small?: boolean
}

/** What a managed database takes unless a test asks for less. */
export const normal: Memory = { heap: '1g', pageCache: '512m', transaction: '512m' }
const small: Memory = { heap: '512m', pageCache: '64m', transaction: '256m' }

/** What Neo4j asks of Java. A server that ran out of memory is in no known state, so it ends. */
export const javaFlags = [
  ...['java.nio', 'java.io', 'sun.nio.ch', 'java.util.concurrent'].map(
    (name) => `--add-opens=java.base/${name}=ALL-UNNAMED`,
  ),
  '-Dio.netty.tryReflectionSetAccessible=true',
  '-Dlog4j2.disable.jmx=true',
  '-XX:+ExitOnOutOfMemoryError',
]

/**
 * The managed Neo4j of `settings.home`: the one that another command runs there, or else a new one that ends with this
 * process, whether by `stop`, a signal or a crash. Where its owner ends first, it ends under those who joined.
 * Fetches Neo4j at the first start. Throws a Problem for whatever keeps it from starting.
 */
export async function openLocal(
  settings: Pick<Settings, 'home' | 'cache'> & { javaHome?: string },
  options: LocalOptions = {},
): Promise<Local> {
  const say = options.say ?? (() => undefined)
  const home = new Home(settings.home)
  await home.make()
  return aloneIn(home, say, async () => {
    await refuseFilling(home)
    await home.mend()
    return (await join(home, say)) ?? (await begin(home, settings, options.small === true, say))
  }).catch((error: unknown) => {
    throw folderProblem(error, settings.home, 'the database', 'PARLEY_HOME')
  })
}

/** Does work while no other command starts, fills or replaces the managed database. */
export function aloneIn<T>(home: Home, say: (text: string) => void, work: () => Promise<T>): Promise<T> {
  return alone(home.lock, () => say('Waiting for another command which starts the database.'), work)
}

/**
 * The database that runs already; undefined once none does. One that is stopping is waited out. One whose owner died is
 * being ended by its watchdog; it is ended from here too, in case the watchdog died as well.
 */
async function join(home: Home, say: (text: string) => void): Promise<Local | undefined> {
  const end = Date.now() + 45_000
  for (let told = false; ;) {
    const state = await home.readState()
    if (!state || !isAlive(state.java)) return undefined
    const owned = isAlive(state.owner)
    if (owned && state.stage === 'ready') {
      const access = accessTo(state.port, (await home.readPassword()) ?? '')
      const health = await probe(access)
      if (health === 'answers') return { access, owner: false, stop: () => Promise.resolve() }
      if (health === 'refused') throw passwordLost(home)
    } else {
      if (!told) say('Waiting for the last database to end.')
      told = true
    }
    const late = Date.now() > end
    if (!owned) signal(state.java, late ? 'SIGKILL' : 'SIGTERM')
    else if (late) throw stuck(state)
    await sleep(100)
  }
}

/** While a bulk load fills the database, only its own process opens it. */
async function refuseFilling(home: Home): Promise<void> {
  const by = await home.readFilling()
  if (!by || !isAlive(by) || by.pid === process.pid) return
  throw new Problem('DATABASE_UNAVAILABLE', `The database is being filled by a bulk load, process ${by.pid}.`, {
    hint: 'Wait until that is done, then start again.',
  })
}

/** What a bulk load left that died: nothing of it is whole, and before it there was nothing. */
async function dropHalfFilled(home: Home, say: (text: string) => void): Promise<void> {
  const by = await home.readFilling()
  if (!by || isAlive(by)) return
  say('A bulk load was broken off: what it had written is taken away.')
  await home.dropFilling()
}

function stuck(state: State): Problem {
  return new Problem('DATABASE_UNAVAILABLE', `The database that process ${state.owner.pid} runs does not answer.`, {
    hint: `Stop process ${state.owner.pid}, then start again.`,
  })
}

async function begin(
  home: Home,
  settings: { cache: string; javaHome?: string },
  isSmall: boolean,
  say: (text: string) => void,
): Promise<Local> {
  const java = await findJava(settings.javaHome)
  const jars = await fetchNeo4j(settings.cache, say)
  await home.checkVersion()
  await home.checkSpace()
  await dropHalfFilled(home, say)
  say('Starting the database.')
  const classes = ['-cp', path.join(jars, '*')]
  const password = await prepareAccess(home, java, classes)
  const memory = isSmall ? small : normal
  const flags = isSmall
    ? [`-Xmx${memory.heap}`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']
    : ['-Xms256m', `-Xmx${memory.heap}`]
  const entry = ['org.neo4j.server.CommunityEntryPoint', `--home-dir=${home.folder}`, `--config-dir=${home.conf}`]
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    await home.writeSettings(port, memory)
    const logs = await logEnds(home)
    const jvm = await Jvm.start(java, [...javaFlags, ...flags, ...classes, ...entry], home.console)
    const state = (stage: State['stage']): State => ({ stage, port, owner: thisProcess(), java: jvm.mark })
    try {
      await home.writeState(state('starting'))
      const access = accessTo(port, password)
      if (await ready(jvm, access, home, say)) {
        await home.writeState(state('ready'))
        let stopping: Promise<void> | undefined
        const stop = async () => {
          // Told before it is done, so that nobody joins what is about to end. On a full disk it is done all the same.
          await home.writeState(state('stopping')).catch(() => undefined)
          await jvm.stop()
        }
        return { access, owner: true, stop: () => (stopping ??= stop()) }
      }
    } catch (error) {
      await jvm.stop()
      throw error
    }
    const words = await lastWords(home, logs)
    // Another program took the port between the moment it was found free and the moment it was used.
    if (attempt < 3 && /BindException|Address already in use/.test(words)) continue
    throw startFailure(words, home)
  }
}

/** Makes the password before the first start, and tells Neo4j: in a file, as arguments can be read by other users. */
async function prepareAccess(home: Home, java: string, classes: string[]): Promise<string> {
  const known = await home.readPassword()
  if (home.used) {
    if (known) return known
    throw passwordLost(home)
  }
  const password = known ?? (await home.makePassword())
  await home.writeSettings(0, normal)
  const command = [...classes, 'org.neo4j.cli.AdminTool', 'dbms', 'set-initial-password', `@${home.password}`]
  const environment = [`NEO4J_HOME=${home.folder}`, `NEO4J_CONF=${home.conf}`]
  const parameters = [...environment, java, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', ...command]
  await promisify(execFile)('env', parameters).catch((error: unknown) => {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
    throw startFailure(words, home, error)
  })
  return password
}

/**
 * Resolves true when it answers, false when it has ended or was ended because it gave the database up. A store that
 * was not closed cleanly is recovered first, which may take minutes.
 */
async function ready(jvm: Jvm, access: Access, home: Home, say: (text: string) => void): Promise<boolean> {
  const began = Date.now()
  for (let tellAt = 15_000; !jvm.ended; await sleep(100)) {
    const health = await probe(access)
    const took = Date.now() - began
    if (health === 'answers') {
      say(`The database is ready (${(took / 1000).toFixed(1)} s).`)
      return true
    }
    if (health === 'refused') throw passwordLost(home)
    if (health === 'broken') break
    if (took > tellAt) {
      say('Still starting the database; after a crash it repairs itself first.')
      tellAt += 15_000
    }
  }
  await jvm.stop()
  return false
}

function passwordLost(home: Home): Problem {
  return new Problem('BAD_CONFIG', `The password in ${home.password} is not that of the database beside it.`, {
    hint: 'Restore that file, or remove its folder and load again.',
  })
}

function accessTo(port: number, password: string): Access {
  return { uri: `bolt://127.0.0.1:${port}`, username: 'neo4j', password, database: 'neo4j' }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
