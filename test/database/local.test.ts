import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { Home, type State } from '../../src/database/home.js'
import { isAlive, signal } from '../../src/database/jvm.js'
import { testSettings } from '../database.js'
import { long } from '../long.js'

interface Said {
  owner?: boolean
  address?: string
  /** How many marks earlier commands left in the database. */
  found?: number
  said?: string[]
  failed?: [code: string, text: string]
}

interface Command {
  process: ChildProcess
  /** Its one line. */
  said: Promise<Said>
  ended: Promise<number | string | null>
}

// Java starts slowly on a busy machine, and these tests start it often.
jest.setTimeout(120_000)

const begun: ChildProcess[] = []

afterAll(() => {
  for (const process of begun) process.kill('SIGKILL')
})

/** Runs a command that opens the database of a home and holds it, in a session of its own as a terminal gives it. */
function command(home: string, environment: Record<string, string> = {}): Command {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(__dirname, 'hold.ts')], {
    env: { ...process.env, NEO4J_URI: '', PARLEY_HOME: home, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  begun.push(child)
  return {
    process: child,
    said: new Promise((resolve) =>
      createInterface(child.stdout).once('line', (line) => resolve(JSON.parse(line) as Said)),
    ),
    ended: new Promise((resolve) => child.once('exit', (status, name) => resolve(status ?? name))),
  }
}

function place(name: string): string {
  return testSettings(name).home
}

async function stateOf(home: string): Promise<State> {
  return (await new Home(home).readState())!
}

/** How many ms until the process is gone. */
async function gone({ java }: State): Promise<number> {
  const began = Date.now()
  while (isAlive(java) && Date.now() - began < 60_000) await sleep(50)
  return Date.now() - began
}

function processes(home: string): string[] {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`--home-dir=${home} `))
}

describe('one database, several commands', () => {
  const home = place('several')

  test('who starts it owns it; another joins it, leaves it running, and finds what the first wrote', async () => {
    const owner = command(home)
    const { owner: isOwner, found, address } = await owner.said
    expect({ isOwner, found, address }).toEqual({
      isOwner: true,
      found: 0,
      address: `bolt://127.0.0.1:${(await stateOf(home)).port}`,
    })

    const joiner = command(home)
    expect(await joiner.said).toEqual({ owner: false, address, found: 1, said: [] })
    joiner.process.kill('SIGTERM')
    expect(await joiner.ended).toBe(0)
    expect(isAlive((await stateOf(home)).java)).toBe(true)

    // The password stands in a file of this user alone, and among no process's arguments.
    const password = await readFile(path.join(home, 'password'), 'utf8')
    expect(password).toMatch(/^[0-9a-f]{48}$/)
    expect((await stat(path.join(home, 'password'))).mode & 0o777).toBe(0o600)
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(password)
    expect(processes(home)).not.toEqual([])

    // As Ctrl-C in a terminal does: every process of the foreground group is told, and Neo4j is in another.
    process.kill(-owner.process.pid!, 'SIGINT')
    expect(await owner.ended).toBe(0)
    expect(processes(home)).toEqual([])
  })

  test('of two commands that start at once, one starts it and the other joins', async () => {
    const two = [command(home), command(home)]
    const said = await Promise.all(two.map((one) => one.said))
    expect(said.map(({ owner }) => owner).sort()).toEqual([false, true])
    expect(said.map(({ found }) => found)).toEqual([1, 1])
    expect(said[0]!.address).toBe(said[1]!.address)
    expect(said.find(({ owner }) => !owner)!.said).toEqual(['Waiting for another command which starts the database.'])

    // Both killed, so that nobody is left to end it.
    const state = await stateOf(home)
    for (const one of two) one.process.kill('SIGKILL')
    expect(await gone(state)).toBeLessThan(15_000)
    expect(isAlive(state.java)).toBe(false)
  })

  test('after a kill the next start heals, even where the watchdog was killed too', async () => {
    const killed = command(home)
    expect((await killed.said).owner).toBe(true)
    const { java } = await stateOf(home)
    const watchdogs = execFileSync('ps', ['-o', 'pid=', '-C', 'sh', '--ppid', String(killed.process.pid)], {
      encoding: 'utf8',
    })
    const parent = Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(java.pid)], { encoding: 'utf8' }))
    expect(watchdogs).toContain(String(parent))
    // The whole group but Java: the watchdog and its reader.
    for (const child of execFileSync('ps', ['-o', 'pid=', '--ppid', String(parent)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/)) {
      if (Number(child) !== java.pid) process.kill(Number(child), 'SIGKILL')
    }
    process.kill(parent, 'SIGKILL')
    killed.process.kill('SIGKILL')
    await killed.ended
    expect(isAlive(java)).toBe(true)

    const next = command(home)
    expect(await next.said).toMatchObject({
      owner: true,
      found: 1,
      said: [
        'Waiting for the last database to end.',
        'Starting the database.',
        expect.stringMatching(/^The database is ready/),
      ],
    })
    expect(isAlive(java)).toBe(false)

    // A command that lost sight of a running database is kept from its store by Neo4j itself.
    await rename(path.join(home, 'run', 'state.json'), path.join(home, 'run', 'state.kept'))
    const second = command(home)
    expect((await second.said).failed).toEqual([
      'DATABASE_UNAVAILABLE',
      `The database did not start: another Neo4j uses ${home}.\n  Stop that Neo4j, or set PARLEY_HOME to another folder.`,
    ])
    expect(await second.ended).toBe(69)
    await rename(path.join(home, 'run', 'state.kept'), path.join(home, 'run', 'state.json'))

    next.process.kill('SIGTERM')
    expect(await next.ended).toBe(0)
    expect(processes(home)).toEqual([])
  })

  test('a store that a newer Neo4j wrote is left alone', async () => {
    await writeFile(path.join(home, 'neo4j-version'), '5.27.1')
    expect((await command(home).said).failed).toEqual([
      'BAD_CONFIG',
      `The database in ${home} was written by Neo4j 5.27.1, which 5.26.30 cannot read.\n  ` +
        'Use the Parley that wrote it, or set PARLEY_HOME to another folder and load again.',
    ])
    await writeFile(path.join(home, 'neo4j-version'), '5.26.30')
  })

  long('a password file that was lost or exchanged is named', async () => {
    const lost = [
      'BAD_CONFIG',
      `The password in ${home}/password is not that of the database beside it.\n  ` +
        'Restore that file, or remove its folder and load again.',
    ]
    const password = await readFile(path.join(home, 'password'), 'utf8')
    await writeFile(path.join(home, 'password'), '')
    expect((await command(home).said).failed).toEqual(lost)
    await writeFile(path.join(home, 'password'), 'another')
    expect((await command(home).said).failed).toEqual(lost)
    await writeFile(path.join(home, 'password'), password)
    expect(processes(home)).toEqual([])
  })

  long('a database that cannot start says why, and leaves no process', async () => {
    await rename(path.join(home, 'data', 'databases', 'neo4j'), path.join(home, 'data', 'databases', 'kept'))
    await writeFile(path.join(home, 'data', 'databases', 'neo4j'), 'a file where a folder should be')
    const { failed } = await command(home).said
    expect(failed).toEqual([
      'DATABASE_UNAVAILABLE',
      `The database did not start: Unable to write directory path [${home}/data/databases/neo4j] for Neo4j store.\n  ` +
        `All it said is in ${home}/logs.`,
    ])
    expect(processes(home)).toEqual([])
  })
})

describe('what is missing is said with a way out', () => {
  const install =
    'Install Java 17 or 21 (a JRE is enough), or set JAVA_HOME to one; or set NEO4J_URI to use a Neo4j server that runs already.'

  /** A folder of programs, as the search path. */
  async function programs(name: string, content: Record<string, string>): Promise<string> {
    const folder = place(name)
    await mkdir(folder, { recursive: true })
    for (const [program, target] of Object.entries(content)) await symlink(target, path.join(folder, program))
    return folder
  }

  function find(program: string): string {
    return execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim()
  }

  test('Java', async () => {
    const nothing = await programs('no-programs', {})
    const missing = command(place('no-java'), { PATH: nothing, JAVA_HOME: '' })
    expect(await missing.said).toEqual({
      failed: ['BAD_CONFIG', `No Java was found; the managed Neo4j needs it.\n  ${install}`],
    })
    expect(await missing.ended).toBe(78)
    expect((await command(place('no-java'), { JAVA_HOME: nothing }).said).failed).toEqual([
      'BAD_CONFIG',
      `JAVA_HOME names ${nothing}, where no Java runs; the managed Neo4j needs it.\n  ${install}`,
    ])
  })

  test('a Java that is new enough', async () => {
    const old = path.join(place('old-java'), 'bin')
    await mkdir(old, { recursive: true })
    await writeFile(path.join(old, 'java'), '#!/bin/sh\necho \'openjdk version "1.8.0_292"\' >&2\n')
    await chmod(path.join(old, 'java'), 0o755)
    expect((await command(place('no-java'), { JAVA_HOME: path.dirname(old) }).said).failed).toEqual([
      'BAD_CONFIG',
      `Java 1.8.0_292 is too old; the managed Neo4j needs Java 17 or newer.\n  ${install}`,
    ])
  })

  test('Maven, at the first start', async () => {
    const onlyJava = await programs('only-java', { java: find('java') })
    const missing = command(place('no-maven'), { PATH: onlyJava, XDG_CACHE_HOME: place('cache-a') })
    expect((await missing.said).failed).toEqual([
      'BAD_CONFIG',
      'No Maven was found; it fetches Neo4j at the first start.\n  ' +
        'Install Maven (the command mvn), or set NEO4J_URI to use a Neo4j server that runs already.',
    ])
  })

  test('a network, at the first start', async () => {
    const user = place('offline-user')
    await mkdir(path.join(user, '.m2'), { recursive: true })
    await writeFile(
      path.join(user, '.m2', 'settings.xml'),
      '<settings><mirrors><mirror><id>none</id><mirrorOf>*</mirrorOf><url>https://127.0.0.1:1</url></mirror></mirrors></settings>',
    )
    const cache = place('cache-b')
    const offline = command(place('offline'), { XDG_CACHE_HOME: cache, MAVEN_OPTS: `-Duser.home=${user}` })
    expect((await offline.said).failed).toEqual([
      'DATABASE_UNAVAILABLE',
      'Neo4j 5.26.30 could not be fetched: Maven reaches no repository.\n  ' +
        `Connect this machine, or name a mirror in Maven's settings, then start again; Maven's words are in ${cache}/parley/maven.log.`,
    ])
    expect(await offline.ended).toBe(69)
  })

  test('a folder that can be written to', async () => {
    const file = place('a-file')
    await writeFile(file, '')
    const home = command(path.join(file, 'home'))
    expect((await home.said).failed).toEqual([
      'IO',
      `The folder ${file}/home for the database cannot be used: a file is in its way.\n  ` +
        'Make it writable or free space on its disk, or set PARLEY_HOME to another folder.',
    ])
    expect(await home.ended).toBe(74)
    const cache = command(place('no-cache'), { XDG_CACHE_HOME: file })
    expect((await cache.said).failed).toEqual([
      'IO',
      `The folder ${file}/parley for what Parley fetches once cannot be used: a file is in its way.\n  ` +
        'Make it writable or free space on its disk, or set XDG_CACHE_HOME to another folder.',
    ])
  })
})

test('a process that got the number of one that ended is not taken for it, nor sent a signal', () => {
  const other = { pid: process.pid, began: 'long ago' }
  expect(isAlive(other)).toBe(false)
  signal(other, 'SIGKILL')
})
