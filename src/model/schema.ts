import 'reflect-metadata'
import { isEnumType, isInputObjectType, isInterfaceType, isIntrospectionType, isObjectType, isUnionType } from 'graphql'
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql'
import {
  buildSchema as buildTypeGraphQL,
  createUnionType,
  Field,
  Int,
  InterfaceType,
  ObjectType,
  Query as QueryField,
  registerEnumType,
  Resolver,
} from 'type-graphql'
import { wheresOf } from './filters.js'
import { addArguments, argumentsOf, describedValues, filterType, named, once, whereType } from './inputs.js'
import type { FieldType } from './inputs.js'
import { connectionName } from './naming.js'
import { PageInfo } from './paging.js'
import { possibleTypes, Query, recordOf, registry } from './registry.js'
import type {
  ArgumentDeclaration,
  ConnectionDeclaration,
  FieldDeclaration,
  TypeClass,
  TypeDeclaration,
} from './registry.js'
import './index.js'

type Made = TypeClass | object

/** Adds one field to a class, as type-graphql's decorators would on a written member. */
function addField(
  target: TypeClass,
  name: string,
  type: () => unknown,
  options: { description: string; nullable?: boolean | 'items'; deprecationReason?: string },
  args: Record<string, ArgumentDeclaration> = {},
): void {
  const prototype = target.prototype as object
  if (Object.keys(args).length === 0) {
    Field(type as FieldType, options)(prototype, name)
    return
  }
  Object.defineProperty(prototype, name, { value: () => undefined, configurable: true })
  addArguments(prototype, name, args)
  Field(type as FieldType, options)(prototype, name, Object.getOwnPropertyDescriptor(prototype, name)!)
}

const union = once((type: TypeDeclaration) =>
  createUnionType({
    name: type.name,
    description: type.description,
    types: () => possibleTypes(type).map((member) => member.target) as never,
  }),
)

/** What type-graphql is told for a declared type: unions are objects of its own making, all else stands as it is. */
function outward(type: object): Made {
  const declared = registry.type(type)
  return declared?.kind === 'union' ? union(declared) : type
}

const connectionTypes = new Map<string, TypeClass>()

function connectionType(field: ConnectionDeclaration): TypeClass {
  const name = connectionName(field)
  const known = connectionTypes.get(name)
  if (known) return known
  const node = recordOf(field.type() as TypeClass)
  const edge = named(`${name}Edge`)
  const connection = named(`${name}Connection`)
  connectionTypes.set(name, connection)
  const edgeDeclaration = field.edge ? recordOf(field.edge() as TypeClass) : undefined
  ObjectType(`${name}Edge`, {
    implements: (edgeDeclaration?.implements() ?? []) as never,
    description:
      edgeDeclaration?.description ?? `One entry of a list of ${node.plural ?? node.name}, with its place in it.`,
  })(edge)
  addField(edge, 'cursor', () => String, {
    description: 'The place of this entry in its list: opaque, and bound to the list’s order.',
  })
  addField(edge, 'node', () => outward(node.target), {
    nullable: field.absent,
    description: field.absent ? 'The node; null where it is gone.' : 'The far end.',
  })
  if (edgeDeclaration) addFields(edgeDeclaration, edge)
  ObjectType(`${name}Connection`, { description: `A page of ${node.plural ?? `${node.name}s`}.` })(connection)
  addField(connection, 'edges', () => [edge], { description: 'The entries of this page, in order.' })
  addField(connection, 'pageInfo', () => PageInfo, { description: 'Whether there is more, and where to go on.' })
  addField(connection, 'totalCount', () => Int, {
    description: 'How many there are in all, whatever the page. Counted only when asked for.',
  })
  if (field.countUpTo) {
    addField(connection, 'totalCountExact', () => Boolean, {
      description: `Whether \`totalCount\` is exact; else it is ${field.countUpTo}, and there are more.`,
    })
  }
  if (field.facets) {
    const facets = field.facets() as TypeClass
    addField(connection, 'facets', () => facets, {
      description: 'Counts over the whole filtered list, whatever the page. Counted only when asked for.',
    })
  }
  return connection
}

function fieldType(field: FieldDeclaration): () => unknown {
  if (field.kind === 'connection') return () => connectionType(field)
  const list =
    field.kind === 'many' ||
    ((field.kind === 'property' || field.kind === 'computed' || field.kind === 'made') && field.list)
  return () => {
    const type = outward(field.type())
    return list ? [type] : type
  }
}

function addFields(declaration: TypeDeclaration, target: TypeClass): void {
  for (const field of declaration.fields.values()) {
    const { name, description, deprecated } = field
    const nullable = field.kind === 'many' && field.each ? ('items' as const) : field.nullable
    if (field.kind === 'connection') connectionType(field)
    addField(
      target,
      name,
      fieldType(field),
      { description, nullable, deprecationReason: deprecated },
      argumentsOf(field),
    )
    if (field.kind === 'many' && !field.whole && field.count !== 'none') {
      addField(target, `${name}Count`, () => Int, { description: `How many \`${name}\` there are in all.` }, field.args)
    }
  }
}

function declareAll(): void {
  for (const filter of registry.filters()) {
    filterType(filter)
    for (const where of wheresOf(filter).values()) whereType(where)()
  }
  for (const [values, { name, description, values: meanings }] of registry.enums()) {
    registerEnumType(values, { name, description, valuesConfig: describedValues(meanings) })
  }
  for (const type of registry.types()) {
    const { target, name, description } = type
    if (type.kind === 'union') union(type)
    const implemented = { description, implements: type.implements() as never }
    if (type.kind === 'interface')
      InterfaceType(name, { ...implemented, resolveType: (value: { __typename: string }) => value.__typename })(target)
    if (type.kind === 'node' || type.kind === 'edge') ObjectType(name, implemented)(target)
    if (type.kind === 'node' || type.kind === 'interface' || type.kind === 'edge') addFields(type, target)
  }
}

/** A class of root fields for type-graphql, which wants methods; the schema's resolvers are set when it is finished. */
function rootClass(): TypeClass {
  const roots = named('Roots')
  const prototype = roots.prototype as object
  for (const field of recordOf(Query).fields.values()) {
    if (field.kind === 'connection') connectionType(field)
    Object.defineProperty(prototype, field.name, { value: () => undefined, configurable: true })
    addArguments(prototype, field.name, argumentsOf(field))
    const nullable = field.kind === 'many' && field.each ? ('items' as const) : field.nullable
    const options = { description: field.description, nullable }
    QueryField(fieldType(field) as Parameters<typeof QueryField>[0] & ((type?: void) => never), options)(
      prototype,
      field.name,
      Object.getOwnPropertyDescriptor(prototype, field.name)!,
    )
  }
  Resolver()(roots as never)
  return roots
}

/** Every field reads the value that the statement's answer holds under its response key, so that aliases cannot collide. */
const readAnswer: GraphQLFieldResolver<Record<string, unknown>, unknown> = (source, _args, _context, info) =>
  source[info.path.key]

let built: Promise<GraphQLSchema> | undefined

/**
 * The schema of the declared types, sorted by nothing and described throughout. `resolveRoot` answers a root field with
 * the whole tree below it, keyed by response keys.
 */
export function buildSchema(resolveRoot: GraphQLFieldResolver<unknown, never>): Promise<GraphQLSchema> {
  built ??= (async () => {
    declareAll()
    const orphanedTypes = registry.nodes().map((type) => type.target)
    const schema = await buildTypeGraphQL({
      resolvers: [rootClass()] as never,
      validate: false,
      orphanedTypes,
      skipCheck: true,
    })
    for (const type of Object.values(schema.getTypeMap())) {
      if (isIntrospectionType(type)) continue
      if (isInterfaceType(type) || isUnionType(type))
        type.resolveType = (value: { __typename: string }) => value.__typename
      if (!isObjectType(type)) continue
      const root = type === schema.getQueryType()
      if (root) type.description = recordOf(Query).description
      for (const field of Object.values(type.getFields())) field.resolve = (root ? resolveRoot : readAnswer) as never
    }
    describeAll(schema)
    return schema
  })()
  return built
}

/** A schema whose reader is left to guess is not finished: names what has no description. */
function describeAll(schema: GraphQLSchema): void {
  const bare: string[] = []
  const check = (name: string, { description }: { description?: string | null }): void => {
    if (!description) bare.push(name)
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type)) continue
    check(type.name, type)
    if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value)
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field)
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const field of Object.values(type.getFields())) {
      check(`${type.name}.${field.name}`, field)
      for (const argument of field.args) check(`${type.name}.${field.name}(${argument.name})`, argument)
    }
  }
  if (bare.length > 0) throw new Error(`without a description: ${bare.join(', ')}`)
}
