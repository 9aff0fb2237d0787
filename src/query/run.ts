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
import { Problem } from '../problem.js'
import { readAnswer } from './answer.js'
import { compileReader, Irregular } from './assemble.js'
import type { Reader, Tally } from './assemble.js'
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
  /** Asked before anything runs: waits until so many statements may, or throws a Problem why they may not. */
  admit?: (cost: number, statements: number) => Promise<Leave>
}

/** Told, once all is done, what it cost in fact: as much as it could where that is not known. */
export type Leave = (actual: number) => void

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
 * Executes a validated document. What it can cost is known before anything runs, and stands in `extensions.cost` beside
 * what it cost. Root
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
    if (!operation) return whole()
    if (operation.operation !== OperationTypeNode.QUERY) {
      const problem = new Problem('BAD_USER_INPUT', `There is no ${operation.operation} here: the API only reads.`, {
        hint: 'Ask a query. What writes is the command line: parley load.',
      })
      return { errors: [locatedError(problem, [operation])] }
    }
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
      maxErrors: 20,
    })
    if (errors) return { errors }
    let reading: Reading
    let leave: Leave | undefined
    try {
      reading = readOperation(schema, document, operation, coerced)
      checkCost(reading.cost, limits.cost)
      if (reading.asked.length > 0) leave = await context.admit?.(reading.cost.total, reading.asked.length)
    } catch (error) {
      return { errors: [error instanceof GraphQLError ? error : locatedError(error, [operation])] }
    }
    const { asked, meta, cost } = reading
    const told = { requested: cost.total, limit: limits.cost }
    // What goes wrong counts as much as it could have cost.
    let actual = cost.total
    try {
      if (meta) return await whole(asked.length > 0 ? { cost: told } : undefined)
      const outcomes = await Promise.all(
        asked.map((question): Promise<Outcome> =>
          ask(question, context).then(
            (rows) => ({ question, rows }),
            (error: unknown) => ({ error }),
          ),
        ),
      )
      const assembled = assemble(asked, outcomes)
      if (!assembled) {
        const byKey = new Map(outcomes.map((outcome, position) => [asked[position]!.key, outcome]))
        return await whole({ cost: told }, byKey)
      }
      actual = assembled.actual
      return { data: assembled.data, extensions: { cost: { ...told, actual } } }
    } finally {
      leave?.(actual)
    }
  }
}

/** The answer from rows in which all is in order, and what it cost; undefined where graphql-js must complete it. */
function assemble(
  asked: Question[],
  outcomes: Outcome[],
): { data: Record<string, unknown>; actual: number } | undefined {
  const data: Record<string, unknown> = {}
  const tally: Tally = { actual: 0 }
  try {
    outcomes.forEach((outcome, position) => {
      if ('error' in outcome) throw new Irregular()
      const { key, read } = asked[position]!
      const value = read(outcome.rows, tally)
      if (key === '__proto__') Object.defineProperty(data, key, { value, enumerable: true })
      else data[key] = value
    })
    return { data, actual: tally.actual }
  } catch (error) {
    if (!(error instanceof Irregular)) throw error
    return undefined
  }
}
