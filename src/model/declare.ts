import { GraphQLDateTime as DateTime } from 'graphql-scalars'
import { Float, ID, Int } from 'type-graphql'
import { filterRecordOf, Query, recordEnum, recordOf } from './registry.js'
import type {
  ArgumentDeclaration,
  ComputedDeclaration,
  ConnectionDeclaration,
  FieldDeclaration,
  MadeDeclaration,
  ManyDeclaration,
  OneDeclaration,
  PropertyDeclaration,
  TypeClass,
  TypeThunk,
  WhereDeclaration,
} from './registry.js'

/**
 * The decorators of the type files. They only record; nothing is built before every file is loaded, so that types may
 * refer to one another in a cycle. In Cypher text four names are reserved: `this`, `node` (the far end), `edge` (the
 * relationship or a map), and `nodes`; `$name` is an argument.
 */
type MemberDecorator = (target: object, name: string) => void

/** Scalars, from here so that a type file needs one import. */
export { DateTime, Float, ID, Int }

/** Marks a field that only its declaration describes: it has no body and no value. */
export type Page<NodeClass, EdgeClass = unknown> = { node: NodeClass; edge: EdgeClass }

interface NodeOptions {
  description: string
  /** Node label; the class's name unless given. */
  label?: string
  /** Section of a fact file and root list, such as `negotiations`. */
  plural: string
  implements: () => TypeClass[]
  ownClaim?: boolean
  /** Met again and again below other nodes: an answer works out once what it is asked of one. */
  shared?: boolean
}

/** A kind of node that a client can meet. Its root fields, by id and as a list, are declared beside it with `@Root`. */
export function NodeType(options: NodeOptions) {
  return (target: TypeClass): void => {
    const { description, plural, ownClaim = false, shared } = options
    const prefix = target.name[0]!.toLowerCase() + target.name.slice(1)
    const label = options.label ?? target.name
    Object.assign(recordOf(target), {
      kind: 'node',
      description,
      label,
      prefix,
      plural,
      ownClaim,
      shared,
      implements: options.implements,
    })
  }
}

/** What several kinds of node have in common. `label` is the label its members share in the graph. */
export function NodeInterface(options: {
  description: string
  label: string
  implements?: () => TypeClass[]
  shared?: boolean
}) {
  return (target: TypeClass): void => {
    Object.assign(recordOf(target), { kind: 'interface', implements: () => [], ...options })
  }
}

/** What has fields but no id: a relationship with properties of its own, met on the edges of a connection or as an entry of a list. */
export function EdgeType(options: { description: string; implements?: () => TypeClass[] }) {
  return (target: TypeClass): void => {
    Object.assign(recordOf(target), { kind: 'edge', implements: () => [], ...options })
  }
}

/** Any of some kinds of node. */
export function UnionType(options: { description: string; members: () => TypeClass[] }) {
  return (target: TypeClass): void => {
    Object.assign(recordOf(target), { kind: 'union', ...options })
  }
}

interface FieldOptions {
  description: string
  nullable?: boolean
  args?: Record<string, ArgumentDeclaration>
  derive?: (args: Record<string, unknown>) => Record<string, unknown>
  deprecated?: string
}

function field<Declaration extends FieldDeclaration>(
  type: TypeThunk,
  options: FieldOptions,
  own: Omit<Declaration, 'name' | 'type' | 'description' | 'nullable' | 'args' | 'derive' | 'deprecated'>,
): MemberDecorator {
  return (target, name) => {
    const owner = typeof target === 'function' ? target : target.constructor
    const { description, nullable = false, args = {}, derive, deprecated } = options
    const declaration = {
      name,
      type,
      description,
      nullable,
      args,
      derive,
      deprecated,
      ...own,
    } as unknown as FieldDeclaration
    recordOf(owner).fields.set(name, declaration)
  }
}

/** A stored property. */
export function Property(
  type: TypeThunk,
  options: FieldOptions & Partial<Omit<PropertyDeclaration, keyof FieldOptions | 'kind' | 'name' | 'type'>>,
): MemberDecorator {
  const {
    list = false,
    sort = false,
    index = false,
    search = false,
    key = false,
    seeded = false,
    disputable = false,
  } = options
  const { storedAs, default: otherwise } = options
  const own = { list, sort, index, search, key, seeded, disputable, storedAs, default: otherwise }
  return field<PropertyDeclaration>(type, options, { kind: 'property', ...own })
}

/** A value worked out when asked for. */
export function Computed(
  type: TypeThunk,
  options: FieldOptions & Pick<ComputedDeclaration, 'cypher' | 'finish'> & { list?: boolean },
): MemberDecorator {
  const { cypher, list = false, finish } = options
  return field<ComputedDeclaration>(type, options, { kind: 'computed', cypher, list, finish })
}

/** One object, or a list of them, made of what Cypher returned. */
export function Made(
  type: TypeThunk,
  options: FieldOptions & Pick<MadeDeclaration, 'cypher' | 'finish'> & { list?: boolean },
): MemberDecorator {
  const { cypher, finish, list = false } = options
  return field<MadeDeclaration>(type, options, { kind: 'made', cypher, finish, list })
}

interface ReachOptions extends FieldOptions {
  by?: string
  match?: OneDeclaration['match']
  seeded?: boolean
}

/** At most one node, or one edge. */
export function One(
  type: TypeThunk,
  options: ReachOptions & Partial<Pick<OneDeclaration, 'mustExist' | 'exactlyOne' | 'storedAs'>>,
): MemberDecorator {
  const { by, seeded = false, mustExist = false, exactlyOne, storedAs } = options
  const match = options.match ?? (storedAs && `MATCH (node:Node {id: this.${storedAs}})`)
  return field<OneDeclaration>(type, options, { kind: 'one', by, match, seeded, mustExist, exactlyOne, storedAs })
}

/** A short list in an object: `first` is 10 unless told, 50 at most, and `<name>Count` stands beside it. */
export function Many(
  type: TypeThunk,
  options: ReachOptions & Partial<Pick<ManyDeclaration, 'whole' | 'each' | 'count' | 'size'>> & { order: string },
): MemberDecorator {
  const { by, match, order, seeded = false, whole = false, each, count, size } = options
  return field<ManyDeclaration>(type, options, { kind: 'many', by, match, order, seeded, whole, each, count, size })
}

type ConnectionOptions = ReachOptions & {
  edge?: TypeThunk
  order: string
  max: number
  filter?: TypeThunk
  sortable?: boolean
  /** All nodes of the type, reached from nowhere. */
  all?: boolean
  facets?: TypeThunk
  over?: TypeThunk
  absent?: boolean
  countUpTo?: number
}

/** A list that can grow, in pages. */
export function Connection(type: TypeThunk, options: ConnectionOptions): MemberDecorator {
  const { description, nullable, args, derive, deprecated, ...own } = options
  const said = { description, nullable, args, derive, deprecated }
  const defaults = { kind: 'connection' as const, seeded: false, sortable: false, all: false }
  return field<ConnectionDeclaration>(type, said, { ...defaults, ...own })
}

/** Clauses that find the node of a label by `$id`. Whatever id was merged is followed for the whole question, in query/run.ts. */
export function byId(label: string): string {
  return `MATCH (node:Node {id: $id}) WHERE node:${label}`
}

/** A root field: one node of a kind by its id, a merged id answering with its survivor; null when there is none. */
export function Lookup(type: TypeThunk, noun: string): MemberDecorator {
  const label = noun[0]!.toUpperCase() + noun.slice(1)
  return One(type, {
    args: { id: { type: () => ID, description: 'Its id.' } },
    match: byId(label),
    nullable: true,
    description: `One ${noun} by its id; null when there is none. An id that was merged answers with the survivor.`,
  })
}

/** A root field: all nodes of a kind, in pages. */
export function List(
  type: TypeThunk,
  options: { filter: TypeThunk; facets?: TypeThunk; order: string; description: string },
): MemberDecorator {
  return (target, name) => Connection(type, { ...options, all: true, sortable: true, max: 250 })(target, name)
}

/** Makes a static member's declaration a field of the root instead of the class it stands in. */
export function Root(decorator: MemberDecorator): MemberDecorator {
  return (_target, name) => decorator(Query, name)
}

/** Conditions on one kind of node. `and`, `or` and `not` are added to each. */
export function FilterType(
  of: TypeThunk,
  options: { description: string; unlessNamed?: { property: string; values: unknown[] }; plain?: boolean },
) {
  return (target: TypeClass): void => {
    Object.assign(filterRecordOf(target), { of, ...options })
  }
}

type WhereOptions = { description: string } & (
  | { ids: string; derivable?: boolean }
  | { with: string; filter: TypeThunk }
  | { values: string; type: TypeThunk }
  | { date: string }
  | { day: string; onEdge?: string }
  | { is: string; type: TypeThunk }
  | { shape: 'ids' | 'date' }
  | { shape: 'list'; type: TypeThunk }
  | { shape: 'text'; required?: boolean }
)

/**
 * One condition of a filter. `ids` takes a pattern from `(node)` to `(other)`, and so does `with`, whose far end must pass a filter; `values`, `date` and `is` name a property;
 * `day` is a predicate over `node` and `$day`, whose `first` and `last` are the days a given date can mean. `shape` only
 * says what is passed on, in a filter that is `plain`: read by a field's own Cypher.
 */
export function Where(options: WhereOptions): MemberDecorator {
  return (target, name) => {
    const { description } = options
    let where: WhereDeclaration
    if ('shape' in options)
      where = {
        name,
        description,
        kind: options.shape,
        type: 'type' in options ? options.type : undefined,
        required: 'required' in options && options.required,
      }
    else if ('ids' in options)
      where = { name, description, kind: 'ids', cypher: options.ids, derivable: options.derivable }
    else if ('with' in options)
      where = { name, description, kind: 'with', cypher: options.with, filter: options.filter }
    else if ('values' in options)
      where = { name, description, kind: 'values', property: options.values, type: options.type }
    else if ('date' in options) where = { name, description, kind: 'date', property: options.date }
    else if ('day' in options)
      where = { name, description, kind: 'day', cypher: options.day, edgeCypher: options.onEdge }
    else where = { name, description, kind: 'is', property: options.is, type: options.type }
    filterRecordOf(target.constructor).wheres.set(name, where)
  }
}

/** An enum, each value with its meaning. Returns the values by name, as TypeScript's own enums are read. */
export function Enum<Value extends string>(
  name: string,
  description: string,
  values: Record<Value, string>,
): { readonly [Name in Value]: Name } {
  const byName = Object.fromEntries(Object.keys(values).map((value) => [value, value])) as { [Name in Value]: Name }
  recordEnum(byName, { name, description, values })
  return byName
}
