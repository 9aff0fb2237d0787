import { existsSync } from 'node:fs'
import path from 'node:path'
import { freeBytes } from '../database/folders.js'
import { Home } from '../database/home.js'
import { neo4jVersion } from '../database/jars.js'
import { askJava } from '../database/java.js'
import { isAlive } from '../database/jvm.js'
import { version } from '../model/version.js'
import { shownSettings, type Settings } from '../settings.js'
import type { Check } from './check.js'

/** What is asked of this machine, before the database is opened. Those of `managed` only where Parley manages it. */

/** The oldest Node that Parley runs on, as package.json has it. */
const oldestNode = 20

/** Bytes that Neo4j's jars take while they are fetched. */
const jarBytes = 256 * 2 ** 20

/** Parley’s and Node’s versions, and every setting. */
export const machine: Check<Settings>[] = [
  {
    name: 'Parley and Node',
    ask: () => {
      const seen = `Parley ${version}, Node ${process.versions.node}`
      const isOld = Number(process.versions.node.split('.')[0]) < oldestNode
      return Promise.resolve(isOld ? { wrong: `${seen}, which is too old` } : { seen })
    },
    remedy: `Install Node ${oldestNode} or newer.`,
  },
  {
    name: 'settings',
    ask: () =>
      Promise.resolve({
        seen: shownSettings()
          .map(([name, value]) => `${name}=${value}`)
          .join(' '),
      }),
    remedy: 'Correct or unset the variable; docs/operating.md lists every setting.',
  },
]

/** What the managed database needs of the machine. */
export const managed: Check<Settings>[] = [
  {
    name: 'Java',
    ask: async ({ javaHome }) => ({ seen: (await askJava(javaHome)).version }),
    remedy: 'Install Java 17 or 21.',
  },
  {
    name: 'disk of the database',
    ask: async ({ home }) => {
      if (!existsSync(home)) return { seen: `${home} is not there yet` }
      await new Home(home).checkSpace()
      return { seen: `${await freeMegabytes(home)} MB free at ${home}` }
    },
    remedy: 'Free space there, or set PARLEY_HOME to a folder on another disk.',
  },
  {
    name: 'disk of the cache',
    ask: async ({ cache }) => {
      const has = existsSync(path.join(cache, `neo4j-${neo4jVersion}`))
      if (!existsSync(cache)) return { seen: `${cache} is not there yet` }
      const free = await freeMegabytes(cache)
      const seen = `${free} MB free at ${cache}, ${has ? '' : 'not yet '}with Neo4j ${neo4jVersion}`
      return has || free * 2 ** 20 >= jarBytes ? { seen } : { wrong: `${seen}, which takes ${jarBytes / 2 ** 20} MB` }
    },
    remedy: 'Free space there, or set XDG_CACHE_HOME to a folder on another disk.',
  },
  {
    name: 'bulk load',
    ask: async ({ home }) => {
      const by = await new Home(home).readFilling()
      if (!by) return { seen: 'none is under way' }
      const who = `A bulk load by process ${by.pid}`
      return { wrong: isAlive(by) ? `${who} fills the database` : `${who} was broken off: nothing there is whole` }
    },
    remedy:
      'Wait for that process; where it ended, run the same parley load --bulk again: it begins with an empty database.',
  },
]

async function freeMegabytes(folder: string): Promise<number> {
  return Math.floor((await freeBytes(folder)) / 2 ** 20)
}
