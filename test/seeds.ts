import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { applySchema } from '../src/database/constraints.js'
import type { Database } from '../src/database/connect.js'
import { loadSeeds } from '../src/load/pipeline.js'
import { testDatabase } from './database.js'

/** A database with the project's own seeds in it, filled once a run, for tests that only read. */
export function seededDatabase(): Promise<Database> {
  return testDatabase('seeds', async (database) => {
    await applySchema(database)
    await loadSeeds(database)
  })
}

/** One of the questions that clients may rely on, as its file has it. */
export interface Question {
  name: string
  operationName: string
  query: string
  variables: Record<string, unknown>
}

const folder = path.join(__dirname, '..', 'src', 'serve', 'operations')

/** The operations of `src/serve/operations`, one entry for each operation of each file. */
export function questions(): Question[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'))
  return files.sort().flatMap((file) => {
    const name = file.replace('.graphql', '')
    const query = readFileSync(path.join(folder, file), 'utf8')
    const variables = JSON.parse(readFileSync(path.join(folder, `${name}.variables.json`), 'utf8')) as Record<
      string,
      unknown
    >
    return [...query.matchAll(/^query (\w+)/gm)].map(([, operationName]) => ({
      name,
      operationName: operationName!,
      query,
      variables,
    }))
  })
}
