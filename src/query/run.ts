import { execute, getOperationAST, getVariableValues, Kind, OperationTypeNode } from 'graphql'
import type {
  DocumentNode,
  ExecutionResult,
  FragmentDefinitionNode,
  GraphQLFieldResolver,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql'
import type { Database } from '../database/connect.js'
import { readColumn } from './answer.js'
import { compileReader, Irregular } from './assemble.js'
import type { Reader } from './assemble.js'
import { Planner } from './plan.js'
import type { Column } from './plan.js'
import { select } from './selection.js'
import type { Operation, Selected } from './selection.js'
import { writeStatement } from './statement.js'
import type { Statement } from './statement.js'

/** What every request carries. `signal` is aborted when the client goes away. */
export interface Context {
  database: Pick<Database, 'read'>
  signal?: AbortSignal
}

/** A root field, ready to be asked: its statement, and the two ways to read what comes back. */
interface Question {
  key: string
  column: Column
  statement: Statement
  read: Reader
}

/** What became of a root field: a value of the database, or what was thrown on the way. */
type Outcome = { question: Question; value: unknown } | { error: unknown }

function prepare(operation: Operation, selected: Selected): Question {
  const column = new Planner(operation).root(selected)
  return { key: selected.key, column, statement: writeStatement(column), read: compileReader(column) }
}

async function ask(question: Question, { database, signal }: Context): Promise<unknown> {
  const [row] = await database.read(question.statement, { signal })
  return row![0]
}

/** Answers a root field for graphql-js: one plan, one statement, one tree keyed by response keys. */
export const resolveRoot: GraphQLFieldResolver<unknown, Context & { outcomes?: Map<string, Outcome> }> = async (
  _source,
  _args,
  context,
  info,
) => {
  const key = String(info.path.key)
  const known = context.outcomes?.get(key)
  if (known) {
    if ('error' in known) throw known.error
    return readColumn(known.question.column, known.value)
  }
  const { schema, fragments, variableValues, fieldNodes, fieldName } = info
  const question = prepare(
    { schema, fragments, variables: variableValues },
    { key, name: fieldName, nodes: [...fieldNodes] },
  )
  return readColumn(question.column, await ask(question, context))
}

interface Request {
  document: DocumentNode
  operationName?: string
  variables: Record<string, unknown>
  context: Context
}

/** Questions of one document, by the values of its variables: as long as the document is remembered, and no more than so many. */
const prepared = new WeakMap<OperationDefinitionNode, Map<string, Question[]>>()
const preparedMost = 64

/** The root fields of an operation, ready to be asked; undefined where it asks about the schema too. */
function questions(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): Question[] | undefined {
  const byValues = prepared.get(operation) ?? new Map<string, Question[]>()
  prepared.set(operation, byValues)
  const values = JSON.stringify(variables)
  const known = byValues.get(values)
  if (known) return known
  const fragments: Record<string, FragmentDefinitionNode> = {}
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
  const read: Operation = { schema, fragments, variables }
  const selected = select(read, schema.getQueryType()!, [operation.selectionSet])
  if (selected.some(({ name }) => name.startsWith('__'))) return undefined
  const found = selected.map((each) => prepare(read, each))
  if (byValues.size >= preparedMost) byValues.delete(byValues.keys().next().value!)
  byValues.set(values, found)
  return found
}

/**
 * Executes a validated document. Root fields run side by side, each as one statement, and their answers are assembled
 * straight from the rows. What asks about the schema, and every answer with something out of order in it, is graphql-js's
 * to complete, over rows already read.
 */
export function executor(schema: GraphQLSchema): (request: Request) => Promise<ExecutionResult> {
  return async ({ document, operationName, variables, context }) => {
    const whole = (outcomes?: Map<string, Outcome>) =>
      execute({
        schema,
        document,
        operationName,
        variableValues: variables,
        contextValue: { ...context, outcomes },
      }) as Promise<ExecutionResult>
    const operation = getOperationAST(document, operationName)
    if (operation?.operation !== OperationTypeNode.QUERY) return whole()
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
      maxErrors: 20,
    })
    if (errors) return { errors }
    let asked: Question[] | undefined
    try {
      asked = questions(schema, document, operation, coerced)
    } catch {
      // A bad argument: graphql-js asks each root field by itself and puts the error where it belongs.
      return whole()
    }
    if (!asked) return whole()
    const ready = asked
    const outcomes = await Promise.all(
      ready.map((question): Promise<Outcome> =>
        ask(question, context).then(
          (value) => ({ question, value }),
          (error: unknown) => ({ error }),
        ),
      ),
    )
    try {
      const data: Record<string, unknown> = {}
      outcomes.forEach((outcome, position) => {
        if ('error' in outcome) throw new Irregular()
        const { key, read } = ready[position]!
        if (key === '__proto__') Object.defineProperty(data, key, { value: read(outcome.value), enumerable: true })
        else data[key] = read(outcome.value)
      })
      return { data }
    } catch (error) {
      if (!(error instanceof Irregular)) throw error
      return whole(new Map(outcomes.map((outcome, position) => [ready[position]!.key, outcome])))
    }
  }
}
