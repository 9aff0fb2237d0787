import { setTimeout as sleep } from 'node:timers/promises'
import neo4j, { type Driver } from 'neo4j-driver'
import { Problem } from '../problem.js'

/** A Neo4j to talk to, and as whom. */
export interface Access {
  uri: string
  username: string
  password: string
  /** The database's name; the user's home database where absent. */
  database?: string
}

/** How many connections are kept, and how long in ms a query waits for one. */
export interface Pool {
  size: number
  wait: number
}

/** Numbers in answers are JavaScript's own. Throws a Problem where the address cannot be used. */
export function makeDriver({ uri, username, password }: Access, pool: Pool): Driver {
  try {
    return neo4j.driver(uri, neo4j.auth.basic(username, password), {
      disableLosslessIntegers: true,
      maxConnectionPoolSize: pool.size,
      connectionAcquisitionTimeout: pool.wait,
      connectionTimeout: Math.min(5_000, pool.wait),
      // A load goes on after its database was restarted.
      maxTransactionRetryTime: 120_000,
      telemetryDisabled: true,
      userAgent: 'parley',
    })
  } catch (error) {
    throw new Problem('BAD_CONFIG', 'The address in NEO4J_URI cannot be used.', {
      hint: 'Write it as neo4j://host:7687, without a name or password in it.',
      cause: error,
    })
  }
}

/** How a database is: `broken` where its server is up but has given up starting it, `refused` where the password is another. */
export type Health = 'answers' | 'silent' | 'broken' | 'refused'

const broken = `
  SHOW DATABASES YIELD name, currentStatus, statusMessage
  WHERE currentStatus = 'offline' AND statusMessage <> ''
  RETURN name`

/** Asked once; what does not come within 6 s is silence (an offline database takes two to say so). */
export async function probe(access: Access): Promise<Health> {
  const driver = makeDriver(access, { size: 2, wait: 6_000 })
  const ask = (database: string | undefined, text: string) =>
    driver.session({ database, defaultAccessMode: neo4j.session.READ }).run(text)
  const late = new AbortController()
  const health = async (): Promise<Health> => {
    try {
      await ask(access.database, 'RETURN 1')
      return 'answers'
    } catch (error) {
      if (!(error instanceof neo4j.Neo4jError)) throw error
      if (error.code.endsWith('.Security.Unauthorized')) return 'refused'
      if (!error.code.endsWith('.DatabaseUnavailable')) return 'silent'
      const { records } = await ask('system', broken)
      return records.some((record) => record.get(0) === access.database) ? 'broken' : 'silent'
    }
  }
  try {
    const silence = sleep(6_000, 'silent' as const, { signal: late.signal }).catch(() => 'silent' as const)
    return await Promise.race([health().catch(() => 'silent' as const), silence])
  } finally {
    late.abort()
    // Not awaited: a database that hangs would keep it open.
    driver.close().catch(() => undefined)
  }
}
