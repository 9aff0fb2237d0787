import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { Problem } from '../problem.js'

const run = promisify(execFile)

/** The oldest Java that Neo4j 5.26 runs on. */
const oldest = 17

const hint = `Install Java ${oldest} or 21 (a JRE is enough), or set JAVA_HOME to one; or set NEO4J_URI to use a Neo4j server that runs already.`

/** The `java` to run, as `askJava` finds it. */
export async function findJava(javaHome?: string): Promise<string> {
  return (await askJava(javaHome)).java
}

/**
 * The `java` to run, from `javaHome` or else the search path, once it has shown that it is new enough, and its version.
 * Throws a Problem where there is none or it is too old.
 */
export async function askJava(javaHome?: string): Promise<{ java: string; version: string }> {
  const java = javaHome ? path.join(javaHome, 'bin', 'java') : 'java'
  let said: string
  try {
    const { stdout, stderr } = await run(java, ['-version'])
    said = stderr + stdout
  } catch (error) {
    const where = javaHome ? `JAVA_HOME names ${javaHome}, where no Java runs` : 'No Java was found'
    throw new Problem('BAD_CONFIG', `${where}; the managed Neo4j needs it.`, { hint, cause: error })
  }
  // Java 8 and older call themselves 1.8, 1.7 and so on.
  const [, name = 'of an unknown version', major = '0'] = /version "((?:1\.)?(\d+)[^"]*)"/.exec(said) ?? []
  if (Number(major) < oldest) {
    throw new Problem('BAD_CONFIG', `Java ${name} is too old; the managed Neo4j needs Java ${oldest} or newer.`, {
      hint,
    })
  }
  return { java, version: name }
}
