import {
  execute,
  getNamedType,
  getNullableType,
  GraphQLError,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  parse,
} from 'graphql'
import type {
  ExecutionResult,
  GraphQLFieldResolver,
  GraphQLInputType,
  GraphQLResolveInfo,
  GraphQLTypeResolver,
} from 'graphql'
import { facets } from './facets.js'
import { passes } from './filters.js'
import { type Thing, type Graph, type Values } from './graph.js'
import { lists, type Found, type Source } from './lists.js'
import { pageOf, sorted, type Page } from './pages.js'
import { fieldOf, schema } from './schema.js'
import { ones, worked } from './values.js'

/** What one question is answered with, and how much of the graph the answer has in it. */
interface Asked {
  graph: Graph
  /** Cursors of Parley by those of the reference, and the other way round. */
  places: ReadonlyMap<string, string>
  nodes: number
  seen: Set<unknown>
}

/** Arguments with merged ids replaced by what survived, and Parley's cursors by the places they stand for. */
function read(type: GraphQLInputType, value: unknown, { survivors }: Graph): unknown {
  if (value == null) return value
  const bare = getNullableType(type)
  if (isListType(bare)) return (value as unknown[]).map((each) => read(bare.ofType, each, { survivors } as Graph))
  if (isInputObjectType(bare)) {
    const fields = bare.getFields()
    const entries = Object.entries(value as Values)
    return Object.fromEntries(
      entries.map(([name, each]) => [name, read(fields[name]!.type, each, { survivors } as Graph)]),
    )
  }
  return getNamedType(type).name === 'ID' ? (survivors.get(value as string) ?? value) : value
}

function argumentsOf(given: Values, info: GraphQLResolveInfo, { graph, places }: Asked): Values {
  const { args } = info.parentType.getFields()[info.fieldName]!
  const known = Object.entries(given).map(([name, value]) => {
    if ((name === 'after' || name === 'before') && value != null) return [name, places.get(value as string) ?? value]
    return [name, read(args.find((each) => each.name === name)!.type, value, graph)]
  })
  return Object.fromEntries(known) as Values
}

/** A list as its filter lets it through. */
function filtered(found: Found[], args: Values, info: GraphQLResolveInfo, graph: Graph): Found[] {
  const filter = info.parentType.getFields()[info.fieldName]!.args.find(({ name }) => name === 'filter')
  const name = filter && getNamedType(filter.type).name
  // These do not speak of the entries of the list.
  if (!name || ['CounterpartFilter', 'PathFilter'].includes(name) || info.fieldName === 'eventCounts') return found
  return found.filter(({ node, edge }) => passes(name, args.filter as Values, node as Thing, graph, edge))
}

const unknownId = (id: unknown): GraphQLError => new GraphQLError(`There is nothing with the id "${String(id)}".`)

/** What a field is, asked of the tables. */
const resolve: GraphQLFieldResolver<unknown, Asked> = (source, given, context, info) => {
  const { graph } = context
  const { parentType, fieldName } = info
  const type = parentType.name
  const args = argumentsOf(given, info, context)
  const own = source as Source
  if (type.endsWith('Connection')) return ofConnection(source as Page, fieldName, context)
  if (type === 'PageInfo' || fieldName === 'cursor' || (type.endsWith('Edge') && fieldName === 'node'))
    return own[fieldName]
  if (type === 'Query' && fieldName === 'about') return count(context, {})
  if (type === 'Query' && fieldName === 'node') return count(context, graph.node(args.id)) ?? unknownId(given.id)
  if (type === 'Query' && fieldName === 'nodes')
    return (given.ids as string[]).map(
      (id, at) => count(context, graph.node((args.ids as string[])[at])) ?? unknownId(id),
    )
  const facet = facets[`${type}.${fieldName}`]
  if (facet) return listed(sorted(facet(source as Thing[]), 'edge.less edge.by'), args, context)
  const value = fieldOf(worked, type, fieldName)
  if (value) return value(own, args, graph)
  const one = fieldOf(ones, type, fieldName)
  if (one) return count(context, one(own, args, graph) ?? null)
  const list = fieldOf(lists, type, fieldName)
  if (list) {
    const found = filtered(list.reach(own, args, graph), args, info, graph)
    if (getNamedType(info.returnType).name.endsWith('Connection')) return pageOf(fieldName, list.order, found, args)
    return listed(sorted(found, list.order), args, context)
  }
  const whole = fieldOf(lists, type, fieldName.replace(/Count$/, ''))
  if (whole) return whole.reach(own, args, graph).length
  throw new Error(`${type}.${fieldName} is not in the reference`)
}

function ofConnection(page: Page, field: string, context: Asked): unknown {
  if (field === 'totalCount') return page.all.length
  if (field === 'pageInfo') return page.info
  if (field === 'facets') return page.all.map(({ node }) => node)
  // Several names for one page are one page.
  if (!context.seen.has(page)) context.nodes += page.entries.length
  context.seen.add(page)
  return page.entries.map(({ node, edge, cursor }) => ({ ...edge, node, cursor }))
}

function listed(found: Found[], { first }: Values, context: Asked): unknown[] {
  const nodes = found.slice(0, (first as number | undefined) ?? found.length).map(({ node }) => node)
  context.nodes += nodes.length
  return nodes
}

function count<Node>(context: Asked, node: Node): Node {
  if (node != null) context.nodes++
  return node
}

const typeOf: GraphQLTypeResolver<unknown, Asked> = (value, _context, _info, abstract) =>
  schema.getPossibleTypes(abstract).find(({ name }) => (value as Thing).is(name))?.name

/** Answers an operation out of arrays. `nodes` is how many nodes and rows the answer is made of. */
export function answerOf(
  graph: Graph,
  query: string,
  variableValues: Values,
  places: ReadonlyMap<string, string>,
): { result: ExecutionResult; nodes: number } {
  const contextValue: Asked = { graph, places, nodes: 0, seen: new Set() }
  const document = parse(query)
  const result = execute({
    schema,
    document,
    variableValues,
    contextValue,
    fieldResolver: resolve as never,
    typeResolver: typeOf as never,
  })
  return { result: result as ExecutionResult, nodes: contextValue.nodes }
}

/** Every field of the schema's objects, as `Type.field`, with whether the reference knows it. */
export function knownFields(): [field: string, known: boolean][] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) =>
      Object.keys(type.getFields()).map(
        (field) => [`${type.name}.${field}`, knows(type.name, field)] as [string, boolean],
      ),
    )
}

function knows(type: string, field: string): boolean {
  if (type.endsWith('Connection') || type === 'PageInfo') return field !== 'totalCountExact'
  if (type.endsWith('Edge') && (field === 'cursor' || field === 'node')) return true
  if (type === 'Query' && ['about', 'node', 'nodes'].includes(field)) return true
  if (facets[`${type}.${field}`]) return true
  const tables: Record<string, unknown>[] = [worked, ones, lists]
  return [field, field.replace(/Count$/, '')].some((name) =>
    tables.some((table) => fieldOf(table, type, name) !== undefined),
  )
}
