import { spawn } from 'node:child_process'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { Settings } from '../settings.js'
import type { Home } from './home.js'
import { fetchNeo4j } from './jars.js'
import { findJava } from './java.js'
import { javaFlags } from './local.js'

export interface AdminOptions {
  /** What it reads. */
  input?: Readable
  /** Where what it writes goes. */
  output?: Writable
  /** Ends it when it aborts. */
  signal?: AbortSignal
}

/**
 * Runs a command of Neo4j's admin tool on a database that is stopped. It ends with this process, since its pipes do. Gives
 * its exit code, null where it was ended, and its words.
 */
export async function admin(
  home: Home,
  { cache, javaHome }: Pick<Settings, 'cache' | 'javaHome'>,
  args: string[],
  { input, output, signal }: AdminOptions = {},
): Promise<{ status: number | null; words: string }> {
  const [java, jars] = [await findJava(javaHome), await fetchNeo4j(cache, () => undefined)]
  // By env, which becomes the Java it starts: what else is in the environment stays.
  const environment = [`NEO4J_HOME=${home.folder}`, `NEO4J_CONF=${home.conf}`]
  const flags = [...javaFlags, '-Xmx1g', '-XX:+UseSerialGC', '-cp', path.join(jars, '*')]
  const child = spawn('env', [...environment, java, ...flags, 'org.neo4j.cli.AdminTool', 'database', ...args], {
    // Of its own, so that Ctrl-C reaches Parley alone, which then ends it.
    detached: true,
  })
  const end = () => void child.kill()
  signal?.addEventListener('abort', end, { once: true })
  if (signal?.aborted) end()
  try {
    const closed = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
    const said = [child.stderr, ...(output ? [] : [child.stdout])].map((stream) => text(stream))
    const [status] = await Promise.all([
      closed,
      output && pipeline(child.stdout, output, { end: false }),
      // Who ends before all is read has a reason, and says it.
      input ? pipeline(input, child.stdin).catch(() => undefined) : child.stdin.end(),
    ])
    return { status, words: (await Promise.all(said)).join('\n').trim() }
  } finally {
    signal?.removeEventListener('abort', end)
    child.kill()
  }
}
