import path from 'node:path'
import { GraphQLError, parse, validate, type ExecutionResult } from 'graphql'
import type { Database } from '../src/database/connect.js'
import { applySchema } from '../src/database/constraints.js'
import { loadDatasets } from '../src/load/pipeline.js'
import { buildSchema } from '../src/model/schema.js'
import { executor, resolveRoot } from '../src/query/run.js'
import { testDatabase } from './database.js'

/** The folders of `test/world`: a made-up lake, its talks on fish and its old treaties, small enough to be held in the head. */
export const worldFolders = ['countries', 'fish-talks', 'old-pacts'].map((name) =>
  path.relative(process.cwd(), path.join(__dirname, 'world', name)),
)

/** Puts the world into an empty database: constraints and indexes, then the datasets. */
export async function loadWorld(database: Database): Promise<void> {
  await applySchema(database)
  await loadDatasets(worldFolders, database)
}

/** A database with the world in it, filled once a run, for tests that only read. */
export function worldDatabase(): Promise<Database> {
  return testDatabase('world', loadWorld)
}

type Variables = Record<string, unknown>

/** What asks a database as a client's requests do, by way of validation and the executor. */
export interface Client {
  /** The answer without fault. Throws the first error where there is one. */
  ask: (query: string, variables?: Variables) => Promise<Record<string, unknown>>
  /** The whole result as the client gets it, errors included; what it costs is left out. */
  result: (query: string, variables?: Variables) => Promise<Omit<ExecutionResult, 'extensions'>>
}

/** A client of a database. Planning a statement for the first time can take long on a busy machine, and may. */
export function clientOf(database: Pick<Database, 'read'>): Client {
  const result = async (query: string, variables: Variables = {}) => {
    const schema = await buildSchema(resolveRoot)
    const document = parse(query)
    const faults = validate(schema, document)
    if (faults.length > 0) return { errors: faults }
    const answer = executor(schema, { cost: 50_000, timeoutMs: 60_000 })
    const { data, errors } = await answer({ document, variables, context: { database } })
    return { ...(data !== undefined && { data }), ...(errors && { errors }) }
  }
  const ask = async (query: string, variables?: Variables) => {
    const { data, errors } = await result(query, variables)
    if (errors) throw new GraphQLError(errors[0]!.message, { originalError: errors[0] })
    return data as Record<string, unknown>
  }
  return { ask, result }
}

/** Asks the world, which is made on the first asking. */
export async function ask(query: string, variables?: Variables): Promise<Record<string, unknown>> {
  return clientOf(await opened()).ask(query, variables)
}

/** Asks the world, for the whole result with its errors. */
export async function resultOf(query: string, variables?: Variables): Promise<Omit<ExecutionResult, 'extensions'>> {
  return clientOf(await opened()).result(query, variables)
}

let world: Promise<Database> | undefined
const opened = (): Promise<Database> => (world ??= worldDatabase())
