import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { Problem } from '../problem.js'
import type { Settings } from '../settings.js'
import { admin } from './admin.js'
import { dumpIn, readBackup, refuseExisting, writeBackup, type Backup, type Described } from './backupFile.js'
import { isEmpty, openDatabase, type Database } from './connect.js'
import { freeBytes } from './folders.js'
import { Home } from './home.js'
import { neo4jVersion } from './jars.js'
import { isAlive } from './jvm.js'
import { aloneIn, normal, type LocalOptions } from './local.js'

type Place = Pick<Settings, 'neo4j' | 'home' | 'cache' | 'javaHome'>

export interface BackupOptions extends LocalOptions {
  say: (text: string) => void
  /** What a graph is, in few words: kept in a backup, and compared once it is restored. */
  describe: (database: Database) => Promise<Described>
  /** Gives it up when it aborts; nothing has changed then. */
  signal?: AbortSignal
}

/**
 * Writes the managed database into one new file. Neo4j Community can do so only while it is stopped, so nobody else may use
 * it meanwhile. Throws a Problem where somebody does, and where the file cannot be written.
 */
export async function backUp(settings: Place, file: string, options: BackupOptions): Promise<Backup> {
  const { say, describe, signal } = options
  refuseOutside(settings)
  refuseExisting(file)
  const home = new Home(settings.home)
  if (!home.used) {
    throw new Problem('NO_INPUT', `There is no database in ${settings.home}.`, {
      hint: 'Set PARLEY_HOME to the folder of the one to back up.',
    })
  }
  const about = await openAlone(settings, home, options, async (database) => {
    say('Working out what the graph says …')
    return { ...(await describe(database)), at: new Date().toISOString(), neo4j: neo4jVersion }
  })
  return aloneIn(home, say, async () => {
    await refuseInUse(home, process.pid)
    stopWhere(signal)
    const stored = await bytesIn(home.store)
    say(`Dumping ${megabytes(stored)} …`)
    return writeBackup(file, { ...about, stored }, async (output) => {
      const { status, words } = await admin(home, settings, ['dump', '--to-stdout', 'neo4j'], { output, signal })
      stopWhere(signal)
      if (status !== 0) throw new Error(`Neo4j's dump failed (${status}): ${words}`)
    })
  })
}

/**
 * Makes the managed database what a backup says. All of it is loaded, checked and compared beside the one that is there,
 * and only then put in its place. Throws a Problem where the file is not whole, the database is in use, or (unless `force`)
 * it is not empty.
 */
export async function restore(
  settings: Place,
  file: string,
  { force, ...options }: BackupOptions & { force?: boolean },
): Promise<Backup> {
  const { say, signal } = options
  refuseOutside(settings)
  say(`Reading ${file} …`)
  const backup = await readBackup(file)
  refuseNewer(backup, file)
  const home = new Home(settings.home)
  await home.make()
  if (home.used && !force) await openAlone(settings, home, options, refuseFull)
  return aloneIn(home, say, async () => {
    await refuseInUse(home, force ? undefined : process.pid)
    await home.mend()
    await checkSpace(home, backup)
    const staged = await home.beginStaging()
    try {
      await load(staged, settings, file, { ...options, backup })
      stopWhere(signal)
      await home.takeStaged(staged)
    } finally {
      await home.endStaging()
    }
    return backup
  })
}

/** Loads a backup into a home of its own, and makes sure that it is what was backed up. */
async function load(
  home: Home,
  settings: Place,
  file: string,
  { backup, say, describe, signal, small }: BackupOptions & { backup: Backup },
): Promise<void> {
  await home.writeSettings(0, normal)
  const run = async (what: string, args: string[], input?: ReturnType<typeof dumpIn>) => {
    const { status, words } = await admin(home, settings, args, { input, signal })
    stopWhere(signal)
    if (status === 0) return
    if (/no space left/i.test(words)) throw tooSmall(home, backup)
    throw new Problem('BAD_DATA', `${file} could not be restored: ${what} failed.`, {
      hint: 'Nothing was changed. Take another backup.',
      cause: words,
    })
  }
  say(`Loading ${megabytes(backup.stored)} …`)
  await run('Neo4j’s load', ['load', '--from-stdin', 'neo4j'], dumpIn(file))
  say('Checking that the database is consistent …')
  const report = `--report-path=${home.logs}`
  await run('Neo4j’s check', ['check', '--max-off-heap-memory=50%', report, 'neo4j'])
  const database = await openDatabase({ ...settings, home: home.folder }, { small, say })
  try {
    say('Comparing what the graph says …')
    const found = await describe(database)
    if (found.hash === backup.hash || found.hash === null || backup.hash === null) return
    throw new Problem('BAD_DATA', `${file} has another graph than it says: ${found.hash} for ${backup.hash}.`, {
      hint: 'Nothing was changed. Take another backup.',
    })
  } finally {
    await database.close()
  }
}

/** Does something with the managed database while this process alone has it, and stops it. */
async function openAlone<T>(
  settings: Place,
  home: Home,
  { say, small }: LocalOptions,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  await refuseInUse(home)
  const database = await openDatabase(settings, { say, small })
  try {
    if (!database.owner) await refuseInUse(home)
    return await work(database)
  } finally {
    await database.close()
  }
}

/** Throws a Problem where a process runs the database, or (where `last` is given) another than this one ran it last. */
async function refuseInUse(home: Home, last?: number): Promise<void> {
  const [state, filling] = [await home.readState(), await home.readFilling()]
  if (filling && isAlive(filling)) throw inUse(filling.pid)
  if (!state) return
  if (isAlive(state.java)) throw inUse(state.owner.pid)
  if (last !== undefined && home.used && state.owner.pid !== last) throw inUse(state.owner.pid)
}

function inUse(pid: number): Problem {
  return new Problem('DATABASE_UNAVAILABLE', `Process ${pid} uses the database, which must be stopped for this.`, {
    hint: `Stop process ${pid} (npm start, say), then run it again. A running database can be exported: parley export facts.`,
  })
}

function refuseOutside({ neo4j }: Place): void {
  if (!neo4j) return
  throw new Problem('BAD_CONFIG', 'NEO4J_URI names a server, and Parley backs up the managed database alone.', {
    hint: 'Use what that server has for it (neo4j-admin database dump), or parley export facts; or unset NEO4J_URI.',
  })
}

async function refuseFull(database: Database): Promise<void> {
  if (await isEmpty(database)) return
  throw new Problem('BAD_CONFIG', 'The database is not empty.', {
    hint: 'Add --force to replace it, or set PARLEY_HOME to a new folder.',
  })
}

function refuseNewer({ neo4j, parley }: Backup, file: string): void {
  if (neo4j.localeCompare(neo4jVersion, 'en', { numeric: true }) <= 0) return
  throw new Problem('BAD_CONFIG', `${file} was written by Neo4j ${neo4j}, which ${neo4jVersion} cannot read.`, {
    hint: `Use Parley ${parley}, which wrote it, or a newer one.`,
  })
}

/** The new database stands beside the old one until it is whole. */
async function checkSpace(home: Home, backup: Backup): Promise<void> {
  if ((await freeBytes(home.folder)) < backup.stored) throw tooSmall(home, backup)
}

function tooSmall({ folder }: Home, { stored }: Backup): Problem {
  return new Problem('IO', `The disk of ${folder} is too small for the backup.`, {
    hint: `Free ${megabytes(stored)} on it, or set PARLEY_HOME to a folder on another.`,
  })
}

function stopWhere(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Problem('STOPPED', 'Stopped. Nothing was changed.', { hint: 'Run it again.' })
}

/** Bytes of all files below some folders. */
async function bytesIn(folders: string[]): Promise<number> {
  let sum = 0
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) sum += (await stat(path.join(entry.parentPath, entry.name))).size
    }
  }
  return sum
}

function megabytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 2 ** 20))} MB`
}
