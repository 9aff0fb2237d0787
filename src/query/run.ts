import {
  execute,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  Kind,
  locatedError,
  OperationTypeNode,
} from 'graphql'
import type {
  DocumentNode,
  ExecutionResult,
  FragmentDefinitionNode,
  GraphQLFieldResolver,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql'
import type { Database } from '../database/connect.js'
import { readAnswer } from './answer.js'
import { compileReader, Irregular } from './assemble.js'
import type { Reader } from './assemble.js'
import { checkCost, costOf, defaultCostLimit, sumOf, type Cost } from './cost.js'
import { withSurvivors } from './parameters.js'
import { Planner } from './plan.js'
import type { Column, Rows } from './plan.js'
import { select } from './selection.js'
import type { Operation, Selected } from './selection.js'
import { writeStatement } from './statement.js'
import type { Statement } from './statement.js'

/** What every request carries. `signal` is aborted when the client goes away. */
export interface Context {
  database: Pick<Database, 'read'>
  signal?: AbortSignal
  /** Milliseconds after which a question is given up. */
  timeoutMs?: number
}

/** A root field, ready to be asked: its statement, and the two ways to read what comes back. */
interface Question {
  key: string
  column: Column
  statement: Statement
  read: Reader
}

/** What became of a root field: rows of the database, or what was thrown on the way. */
type Outcome = { question: Question; rows: Rows } | { error: unknown }

function prepare(operation: Operation, selected: Selected): Question {
  const planner = new Planner(operation)
  const column = planner.root(selected)
  return { key: selected.key, column, statement: writeStatement(column, planner.ids), read: compileReader(column) }
}

async function ask({ statement }: Question, { database, signal, timeoutMs }: Context): Promise<Rows> {
  const { text, parameters, gather } = statement
  const rows = gather(await database.read({ text, parameters }, { signal, timeoutMs }))
  if (!rows.merged?.length) return rows
  // Hardly any id is merged. Where one is, the question is asked again, of what survived.
  const survived = withSurvivors(parameters, new Map(rows.merged)) as Record<string, unknown>
  return gather(await database.read({ text, parameters: survived }, { signal, timeoutMs }))
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
    return readAnswer(known.question.column, known.rows)
  }
  const { schema, fragments, variableValues, fieldNodes, fieldName } = info
  const question = prepare(
    { schema, fragments, variables: variableValues },
    { key, name: fieldName, nodes: [...fieldNodes] },
  )
  return readAnswer(question.column, await ask(question, context))
}

interface Request {
  document: DocumentNode
  operationName?: string
  variables: Record<string, unknown>
  context: Context
}

/** An operation, read: its root fields but those about the schema, and what they can cost. */
interface Reading {
  asked: Question[]
  /** Whether it asks about the schema too, which graphql-js answers. */
  meta: boolean
  cost: Cost
}

/** Readings of one document, by the values of its variables: as long as the document is remembered, and no more than so many. */
const prepared = new WeakMap<OperationDefinitionNode, Map<string, Reading>>()
const preparedMost = 64

/** Reads an operation. Throws a GraphQLError at the root field in which an argument cannot be used. */
function readOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): Reading {
  const byValues = prepared.get(operation) ?? new Map<string, Reading>()
  prepared.set(operation, byValues)
  const values = JSON.stringify(variables)
  const known = byValues.get(values)
  if (known) return known
  const fragments: Record<string, FragmentDefinitionNode> = {}
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
  const given: Operation = { schema, fragments, variables }
  const selected = select(given, schema.getQueryType()!, [operation.selectionSet])
  const asked = selected
    .filter(({ name }) => !name.startsWith('__'))
    .map((each) => {
      try {
        return prepare(given, each)
      } catch (error) {
        throw locatedError(error, each.nodes, [each.key])
      }
    })
  const reading = {
    asked,
    meta: asked.length < selected.length,
    cost: sumOf(asked.map(({ column }) => costOf(column))),
  }
  if (byValues.size >= preparedMost) byValues.delete(byValues.keys().next().value!)
  byValues.set(values, reading)
  return reading
}

/** What may be asked. */
export interface Limits {
  /** The most an operation can cost. */
  cost: number
  /** Milliseconds after which a question is given up. */
  timeoutMs: number
}

/** Unless a setting says otherwise. */
export const usual: Limits = { cost: defaultCostLimit, timeoutMs: 10_000 }

/**
 * Executes a validated document. What it can cost is known before anything runs, and stands in `extensions.cost`. Root
 * fields run side by side, each as one statement, and their answers are assembled straight from the rows. What asks
 * about the schema, and every answer with something out of order in it, is graphql-js's to complete, over rows already read.
 */
export function executor(
  schema: GraphQLSchema,
  limits: Limits = usual,
): (request: Request) => Promise<ExecutionResult> {
  return async ({ document, operationName, variables, context: given }) => {
    const context = { timeoutMs: limits.timeoutMs, ...given }
    const whole = async (extensions?: object, outcomes?: Map<string, Outcome>): Promise<ExecutionResult> => {
      const contextValue = { ...context, outcomes }
      const result = await execute({ schema, document, operationName, variableValues: variables, contextValue })
      return { ...result, ...(extensions && { extensions: { ...result.extensions, ...extensions } }) }
    }
    const operation = getOperationAST(document, operationName)
    if (operation?.operation !== OperationTypeNode.QUERY) return whole()
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
      maxErrors: 20,
    })
    if (errors) return { errors }
    let reading: Reading
    try {
      reading = readOperation(schema, document, operation, coerced)
      checkCost(reading.cost, limits.cost)
    } catch (error) {
      return { errors: [error instanceof GraphQLError ? error : locatedError(error, [operation])] }
    }
    const { asked, meta, cost } = reading
    const extensions = { cost: { requested: cost.total, limit: limits.cost } }
    if (meta) return whole(asked.length > 0 ? extensions : undefined)
    const outcomes = await Promise.all(
      asked.map((question): Promise<Outcome> =>
        ask(question, context).then(
          (rows) => ({ question, rows }),
          (error: unknown) => ({ error }),
        ),
      ),
    )
    try {
      const data: Record<string, unknown> = {}
      outcomes.forEach((outcome, position) => {
        if ('error' in outcome) throw new Irregular()
        const { key, read } = asked[position]!
        if (key === '__proto__') Object.defineProperty(data, key, { value: read(outcome.rows), enumerable: true })
        else data[key] = read(outcome.rows)
      })
      return { data, extensions }
    } catch (error) {
      if (!(error instanceof Irregular)) throw error
      return whole(extensions, new Map(outcomes.map((outcome, position) => [asked[position]!.key, outcome])))
    }
  }
}
