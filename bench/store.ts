import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import neo4j, { type Driver } from 'neo4j-driver'
import { generate } from './graph/generate.js'
import { listDelimiter } from './graph/tables.js'
import { checkout, home as homes, jars, java, javaFlags, jvm, record, schemaVersion, settings } from './parley.js'

const run = promisify(execFile)
const say = (text: string): void => void process.stderr.write(`${text}\n`)

/** More than the managed database takes: the graph is to fit, as it would on a server that somebody runs. */
const memoryFor = (rows: number) => ({ heap: '2g', pageCache: rows > 5_000_000 ? '6g' : '1g', transaction: '1g' })

/** What a graph on disk is made of. */
export interface StoreFacts {
  rows: number
  seed: string
  nodes: number
  relationships: number
  /** Seconds that writing the files, importing them and building the indexes took. */
  generated: number
  imported: number
  indexed: number
  /** Bytes of the database on disk. */
  bytes: number
}

/** A running Neo4j with the graph in it. */
export interface Store {
  facts: StoreFacts
  access: { uri: string; username: string; password: string }
  /** Process that its CPU time is read of. */
  pid: number
  driver: Driver
  stop(): Promise<void>
}

/** The graph of so many rows: made and imported where it is not there yet, then started. */
export async function openStore(rows: number, seed: string, fresh: boolean): Promise<Store> {
  const folder = path.join(settings.readSettings().cache, 'bench', `${rows}-${seed}-${version()}`)
  const made = path.join(folder, 'bench.json')
  if (fresh) await rm(folder, { recursive: true, force: true })
  const home = new homes.Home(folder)
  const classes = await jars.fetchNeo4j(settings.readSettings().cache, say)
  const binary = await java.findJava(process.env.JAVA_HOME)
  let known: Awaited<ReturnType<typeof fill>> | undefined
  if (!existsSync(made)) {
    await rm(folder, { recursive: true, force: true })
    await home.make()
    known = await fill(home, binary, classes, rows, seed)
  }
  const store = await start(home, binary, classes, rows)
  try {
    const began = performance.now()
    await applySchema(store.driver)
    if (known) {
      const { emptied, ...counts } = known
      await addEmptyLists(store.driver, emptied)
      const facts = { ...counts, indexed: seconds(began), bytes: await size(path.join(folder, 'data', 'databases')) }
      await writeFile(made, JSON.stringify(facts))
    }
    return { ...store, facts: JSON.parse(await readFile(made, 'utf8')) as StoreFacts }
  } catch (error) {
    await store.stop()
    throw error
  }
}

const seconds = (began: number): number => Math.round((performance.now() - began) / 100) / 10

/** Another version of the generator, or of how Parley stores, makes another graph. */
function version(): string {
  const hash = createHash('sha256').update(String(record.layout))
  const folder = path.join(checkout, 'bench', 'graph')
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(path.join(folder, file)))
  return hash.digest('hex').slice(0, 8)
}

async function size(folder: string): Promise<number> {
  let bytes = 0
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await stat(path.join(entry.parentPath, entry.name))).size
  }
  return bytes
}

async function fill(
  home: InstanceType<typeof homes.Home>,
  binary: string,
  classes: string,
  rows: number,
  seed: string,
) {
  const csv = path.join(home.folder, 'csv')
  let began = performance.now()
  const { told, emptied, ...counts } = await generate(csv, rows, seed, say)
  const generated = seconds(began)
  say(
    `${counts.nodes.toLocaleString('en')} nodes and ${counts.relationships.toLocaleString('en')} relationships in ${generated} s; importing them.`,
  )
  began = performance.now()
  await home.makePassword()
  await home.writeSettings(0, memoryFor(rows))
  const admin = [...javaFlags, '-Xmx2g', '-cp', path.join(classes, '*'), 'org.neo4j.cli.AdminTool']
  const env = { ...process.env, NEO4J_HOME: home.folder, NEO4J_CONF: home.conf }
  await run(binary, [...admin, 'dbms', 'set-initial-password', `@${home.password}`], { env })
  // Only so is a quoted empty text one, as the key of most relationships is, and not a missing value.
  const options = [
    '--overwrite-destination',
    '--ignore-empty-strings=false',
    `--array-delimiter=${listDelimiter}`,
    '--id-type=string',
  ]
  const report = `--report-file=${path.join(home.logs, 'import.report')}`
  await run(binary, [...admin, 'database', 'import', 'full', 'neo4j', ...options, report, ...told], {
    env,
    maxBuffer: 2 ** 26,
  }).catch((error: unknown) => {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    throw new Error(`Neo4j's importer failed: ${words.slice(0, 2_000)}`)
  })
  await rm(csv, { recursive: true })
  return { rows, seed, emptied, ...counts, generated, imported: seconds(began) }
}

async function start(
  home: InstanceType<typeof homes.Home>,
  binary: string,
  classes: string,
  rows: number,
): Promise<Omit<Store, 'facts'>> {
  const port = await freePort()
  const memory = memoryFor(rows)
  await home.writeSettings(port, memory)
  const entry = ['org.neo4j.server.CommunityEntryPoint', `--home-dir=${home.folder}`, `--config-dir=${home.conf}`]
  const process_ = await jvm.Jvm.start(
    binary,
    [...javaFlags, '-Xms2g', `-Xmx${memory.heap}`, '-cp', path.join(classes, '*'), ...entry],
    home.console,
  )
  const access = { uri: `bolt://127.0.0.1:${port}`, username: 'neo4j', password: (await home.readPassword()) ?? '' }
  const driver = neo4j.driver(access.uri, neo4j.auth.basic(access.username, access.password), {
    disableLosslessIntegers: true,
    telemetryDisabled: true,
  })
  const stop = async () => {
    await driver.close()
    await process_.stop()
  }
  for (const end = Date.now() + 300_000; ;) {
    if (process_.ended || Date.now() > end) {
      await stop()
      throw new Error(`The database did not start; its words are in ${home.logs}.`)
    }
    const answers = await driver.verifyConnectivity().then(
      () => true,
      () => false,
    )
    if (answers) return { access, pid: process_.mark.pid, driver, stop }
    await sleep(200)
  }
}

/** The loader writes a list with nothing in it; to the importer that is no value. */
async function addEmptyLists(driver: Driver, emptied: { pattern: string; property: string }[]): Promise<void> {
  const session = driver.session()
  for (const { pattern, property } of emptied) {
    await session.run(
      `MATCH ${pattern} WHERE thing.${property} IS NULL
       CALL (thing) { SET thing.${property} = [] } IN TRANSACTIONS OF 20000 ROWS`,
    )
  }
  await session.close()
}

/** The constraints and indexes of `schema/graph.cypher`, those that are missing, until they serve. */
async function applySchema(driver: Driver): Promise<void> {
  const text = await readFile(path.join(checkout, 'schema', 'graph.cypher'), 'utf8')
  const statements = text.split(/;\s*$/m).map((statement) => statement.replace(/^\/\/.*$/gm, '').trim())
  const { records } = await driver.executeQuery('SHOW INDEXES YIELD name RETURN name')
  const known = new Set(records.map((found) => String(found.get('name'))))
  const missing = statements.filter(
    (statement) => statement && !known.has(/(?:INDEX|CONSTRAINT) (\w+)/.exec(statement)?.[1] ?? ''),
  )
  if (missing.length > 0) say(`Building ${missing.length} indexes and constraints.`)
  for (const statement of missing) await driver.executeQuery(statement)
  await driver.executeQuery('CALL db.awaitIndexes(3600)')
  // It is stored by the rules of today: there is nothing to bring along.
  await driver.executeQuery(
    `MERGE (schema:Schema {key: 'graph'})
    SET schema.version = toInteger($version), schema.layout = toInteger($layout)
    REMOVE schema.phase, schema.after`,
    { version: schemaVersion, layout: record.layout },
  )
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
