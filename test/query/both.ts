import { graphql, parse } from 'graphql'
import type { ExecutionResult, GraphQLSchema } from 'graphql'
import type { Database } from '../../src/database/connect.js'
import { executor } from '../../src/query/run.js'

/** Rows as the first of the two asking got them: the second is given the same, which is quicker and cannot differ. */
function reading(of: Pick<Database, 'read'>): Pick<Database, 'read'> {
  const known = new Map<string, Promise<unknown[][]>>()
  return {
    read: (statement) => {
      const key = JSON.stringify(statement, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
      if (!known.has(key)) known.set(key, of.read(statement))
      return known.get(key)!
    },
  }
}

/** A result as a client reads it, in the order of its keys; errors in one order, since they have none. */
function written({ data, errors }: ExecutionResult): string {
  const told = errors?.map((error) => JSON.stringify(error)).sort()
  return JSON.stringify({ data, errors: told }, null, 1)
}

/** Both answers to an operation: as assembled, and as graphql-js completes it. */
export async function both(
  schema: GraphQLSchema,
  query: string,
  variables: Record<string, unknown>,
  database: Pick<Database, 'read'>,
) {
  const shared = reading(database)
  const answer = executor(schema, { cost: Infinity, timeoutMs: 60_000 })
  const result = await answer({ document: parse(query), variables, context: { database: shared } })
  const completed = await graphql({
    schema,
    source: query,
    variableValues: variables,
    contextValue: { database: shared },
  })
  return { result, assembled: written(result), completed: written(completed) }
}
