import { openDatabase, type Database, type OpenOptions } from '../database/connect.js'
import { Home } from '../database/home.js'
import { Problem } from '../problem.js'
import { readSettings, type Settings } from '../settings.js'
import { make, skipped, type Check, type Finding } from './check.js'
import { loads } from './loads.js'
import { machine, managed } from './machine.js'
import { projection } from './projection.js'
import { record } from './record.js'

/** What is asked of a graph, in this order. To add a check is to add it to one of these lists, in its file. */
const graph: Check<Pick<Database, 'read'>>[] = [...record, ...projection, ...loads]

/** Examines everything: the machine, the settings, and the graph as far as it can be reached. Changes nothing in it. */
export async function examine(options: OpenOptions = {}, given?: Settings): Promise<Finding[]> {
  const settings = given ?? read()
  if (settings instanceof Problem) return [failed('settings', settings), ...skipAll('settings cannot be used')]
  const findings: Finding[] = []
  for (const check of [...machine, ...(settings.neo4j ? [] : managed)]) findings.push(await make(check, settings))
  const reason = settings.neo4j ? undefined : await whyClosed(settings)
  if (reason !== undefined) return [...findings, ...skipAll(reason)]
  let database: Database
  try {
    database = await openDatabase(settings, options)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return [...findings, failed('database', error), ...skipAll('the database cannot be had')]
  }
  try {
    const says = `answers at ${database.address}${settings.neo4j || database.owner ? '' : ', run by another command'}`
    findings.push({ name: 'database', state: 'OK', says, examples: [], remedy: null })
    return [...findings, ...(await examineGraph(database))]
  } finally {
    await database.close()
  }
}

/** Examines a graph, in a session that only reads. */
export async function examineGraph(database: Pick<Database, 'read'>): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const check of graph) findings.push(await make(check, database))
  return findings
}

/** Why a managed database is left closed: to open it would make one, or take away what a bulk load left. */
async function whyClosed({ home }: Settings): Promise<string | undefined> {
  const place = new Home(home)
  if (!place.used) return 'there is no database yet: npm start makes one'
  return (await place.readFilling()) ? 'a bulk load has the database' : undefined
}

function skipAll(reason: string): Finding[] {
  return graph.map(({ name }) => skipped(name, reason))
}

function failed(name: string, { message, hint }: Problem): Finding {
  return { name, state: 'FAILED', says: message, examples: [], remedy: hint ?? null }
}

function read(): Settings | Problem {
  try {
    return readSettings()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}
