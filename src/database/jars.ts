import { spawn } from 'node:child_process'
import { createWriteStream, existsSync } from 'node:fs'
import { readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Problem } from '../problem.js'
import { folderProblem, makeFolder } from './folders.js'
import { alone } from './lock.js'

/** The Neo4j Community that Parley manages: the last patch of the 5.26 line, which is supported for the long term. */
export const neo4jVersion = '5.26.30'

const copyDependencies = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies'

const artifacts = [
  ['org.neo4j', 'neo4j'],
  ['org.neo4j', 'neo4j-bootcheck'],
  ['org.neo4j.app', 'neo4j-server'],
]

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>parley</groupId>
  <artifactId>managed-neo4j</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
${artifacts
  .map(
    ([group, artifact]) =>
      `    <dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${neo4jVersion}</version></dependency>`,
  )
  .join('\n')}
  </dependencies>
</project>
`

/**
 * The folder of Neo4j's jars in the cache, fetched by Maven where they are not there yet (some 215 jars, 123 MB, half a
 * minute). A folder of this name is whole: it is filled under another name first. Throws a Problem where Maven is missing or fails.
 */
export async function fetchNeo4j(cache: string, say: (text: string) => void): Promise<string> {
  const jars = path.join(cache, `neo4j-${neo4jVersion}`)
  if (existsSync(jars)) return jars
  await makeFolder(cache, 'what Parley fetches once', 'XDG_CACHE_HOME')
  try {
    return await alone(
      `${jars}.lock`,
      () => say(`Waiting for another command which fetches Neo4j ${neo4jVersion}.`),
      async () => {
        if (existsSync(jars)) return jars
        await clearPartial(cache)
        const partial = `${jars}.partial-${process.pid}`
        await runMaven(cache, partial, say)
        await rename(partial, jars)
        return jars
      },
    )
  } catch (error) {
    throw folderProblem(error, cache, 'what Parley fetches once', 'XDG_CACHE_HOME')
  }
}

/** Removes what commands that were killed half-way left. */
async function clearPartial(cache: string): Promise<void> {
  const left = (await readdir(cache)).filter((name) => name.includes('.partial-'))
  for (const name of left) await rm(path.join(cache, name), { recursive: true, force: true })
}

async function runMaven(cache: string, folder: string, say: (text: string) => void): Promise<void> {
  say(`Fetching Neo4j ${neo4jVersion} by Maven (some 215 files, 123 MB, this once).`)
  await makeFolder(folder, 'what Parley fetches once', 'XDG_CACHE_HOME')
  const pomFile = path.join(folder, 'pom.xml')
  await writeFile(pomFile, pom)
  const logFile = path.join(cache, 'maven.log')
  const log = createWriteStream(logFile)
  const goal = ['-f', pomFile, copyDependencies, `-DoutputDirectory=${folder}`, '-DincludeScope=runtime']
  // -U: a failure that Maven remembers from an attempt offline is tried again.
  const maven = spawn('mvn', ['-B', '-U', ...goal], { stdio: ['ignore', 'pipe', 'pipe'] })
  maven.stderr.pipe(log, { end: false })
  let files = 0
  let told = Date.now()
  const lines = createInterface(maven.stdout)
  lines.on('line', (line) => {
    log.write(`${line}\n`)
    if (/^(\[INFO\] )?Downloaded .*\.jar \(/.test(line)) files++
    if (files > 0 && Date.now() - told >= 3_000) {
      told = Date.now()
      say(`Fetching Neo4j ${neo4jVersion}: ${files} files so far.`)
    }
  })
  // The pipes' last lines come before `close`, not before `exit`.
  const status = await new Promise<number | null>((resolve, reject) => {
    maven.once('error', reject).once('close', resolve)
    log.once('error', reject)
  }).catch((error: unknown) => {
    throw mavenMissing(error) ?? error
  })
  await new Promise<void>((resolve) => log.end(resolve))
  if (status !== 0) throw mavenFailed(await readFile(logFile, 'utf8'), logFile)
  await rm(pomFile)
}

function mavenMissing(error: unknown): Problem | undefined {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) return undefined
  return new Problem('BAD_CONFIG', 'No Maven was found; it fetches Neo4j at the first start.', {
    hint: 'Install Maven (the command mvn), or set NEO4J_URI to use a Neo4j server that runs already.',
    cause: error,
  })
}

function mavenFailed(output: string, logFile: string): Problem {
  const error = /^\[ERROR\] (.+)$/m.exec(output)?.[1] ?? output.trim().split('\n').at(-1) ?? 'it gave no reason'
  if (/no space left|disk quota/i.test(output)) {
    return new Problem('IO', `Neo4j ${neo4jVersion} could not be fetched: the disk is full.`, {
      hint: 'Free half a gigabyte, then start again.',
    })
  }
  if (
    /unknown ?host|name or service not known|temporary failure|network is unreachable|connection refused|timed out|no route to host/i.test(
      output,
    )
  ) {
    return new Problem(
      'DATABASE_UNAVAILABLE',
      `Neo4j ${neo4jVersion} could not be fetched: Maven reaches no repository.`,
      {
        hint: `Connect this machine, or name a mirror in Maven's settings, then start again; Maven's words are in ${logFile}.`,
      },
    )
  }
  return new Problem('DATABASE_UNAVAILABLE', `Neo4j ${neo4jVersion} could not be fetched: ${shorten(error)}`, {
    hint: `Mend what Maven says, then start again; all of its words are in ${logFile}.`,
  })
}

function shorten(text: string): string {
  return text.length > 240 ? `${text.slice(0, 239)}…` : text
}
