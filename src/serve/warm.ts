import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  getNamedType,
  GraphQLBoolean,
  GraphQLID,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  parse,
  typeFromAST,
} from 'graphql'
import type { GraphQLInputType, GraphQLSchema, NamedTypeNode, OperationDefinitionNode } from 'graphql'
import type { Database } from '../database/connect.js'
import type { executor } from '../query/run.js'
import { checkout } from '../settings.js'

/** The operations of the explorer, as its build wrote them down: those that open a page come first. */
const operations = path.join(checkout, 'dist/explorer/operations.json')

/** As long as a statement may take to be planned for the first time, in ms; nobody waits for it. */
const patience = 60_000

/**
 * Asks what the explorer will ask, one operation after another, about things that are not there: so the database has planned
 * the statements before somebody waits for them. Half of the time it is quiet, to leave the machine to others. How it ends
 * nobody has to know: what could not be planned now is planned when it is asked.
 */
export async function warmUp(
  { schema, answer, database }: { schema: GraphQLSchema; answer: ReturnType<typeof executor>; database: Database },
  signal: AbortSignal,
): Promise<void> {
  const texts = JSON.parse(await readFile(operations, 'utf8')) as string[]
  const context = { database, signal, timeoutMs: patience }
  for (const document of texts.map((text) => parse(text))) {
    for (const variables of variants(schema, document.definitions[0] as OperationDefinitionNode)) {
      const began = performance.now()
      await answer({ document, variables, context }).catch(() => undefined)
      await sleep(performance.now() - began, undefined, { signal, ref: false }).catch(() => undefined)
      if (signal.aborted) return
    }
  }
}

/**
 * Ids of nothing. Neo4j plans a statement by the order of magnitude of a text among its parameters: those of countries have
 * ten letters, all others more.
 */
const ids = ['nothing:yet', 'country:??']

/**
 * Values for the variables that an operation cannot do without. A statement depends on which are given and not on what they
 * are, save those that include parts of it: once none of these is true, and then each alone.
 */
function variants(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode) {
  const needed = variableDefinitions.flatMap(({ variable, type: node, defaultValue }) => {
    const type = typeFromAST(schema, node as NamedTypeNode) as GraphQLInputType
    return isNonNullType(type) && !defaultValue ? [{ name: variable.name.value, type: type.ofType }] : []
  })
  const switches = needed.filter(({ type }) => type === GraphQLBoolean)
  const asksOfOne = needed.some(({ type }) => type === GraphQLID)
  return (asksOfOne ? ids : ids.slice(0, 1)).flatMap((id) => {
    const plain = Object.fromEntries(needed.map(({ name, type }) => [name, placeholder(type, id)]))
    return [plain, ...switches.map(({ name }) => ({ ...plain, [name]: true }))]
  })
}

function placeholder(type: GraphQLInputType, id: string): unknown {
  if (isNonNullType(type)) return placeholder(type.ofType, id)
  // Two, since what is asked of one thing is another statement than what is asked of several together: of a pair.
  if (isListType(type))
    return getNamedType(type) === GraphQLID ? ['nothing:yet', 'nothing:else'] : [placeholder(type.ofType, id)]
  if (isEnumType(type)) return type.getValues()[0]!.name
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField)
    return Object.fromEntries(required.map((field) => [field.name, placeholder(field.type, id)]))
  }
  return { Int: 1, Boolean: false, PartialDate: '2025', DateTime: '2025-01-01T00:00:00Z' }[type.name] ?? id
}
