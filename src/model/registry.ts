/**
 * What the type files declare, as plain records. The GraphQL schema, the compiler, the loader, the constraints and the
 * exports read these and know nothing else of a type.
 */

/** A class that stands for a type of the graph; it is never instantiated. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- a class of any shape is meant
export type TypeClass = Function
/** What a field is of: a declared class, an enum, a scalar, or `String`, `Boolean`, `Int`, `Float`, `ID`. A thunk, since types refer to one another in cycles. */
export type TypeThunk = () => object

export interface ArgumentDeclaration {
  type: TypeThunk
  description: string
  list?: boolean
  nullable?: boolean
  default?: unknown
  /** For whole numbers, and for the length of lists: what is asked beyond these is an error, never a silent cut. */
  min?: number
  max?: number
  /** A whole number between `min` and `max` that stands in the statement's text, where Cypher takes no parameter. */
  literal?: boolean
}

interface FieldBase {
  name: string
  type: TypeThunk
  description: string
  nullable: boolean
  args: Record<string, ArgumentDeclaration>
  /** Values worked out from all arguments (`first` and `after` too), for the field's Cypher to read as if they were arguments. */
  derive?: (args: Record<string, unknown>) => Record<string, unknown>
  deprecated?: string
}

/** A stored property: `this.<name>`. A PartialDate is stored as written, and as `<name>First` and `<name>Last`. */
export interface PropertyDeclaration extends FieldBase {
  kind: 'property'
  list: boolean
  /** Offered as an order: the loader keeps `<name>Asc` and `<name>Desc`, each with a range index. */
  sort: boolean
  /** Given a range index of its own; what has a filter or an order has one anyway. */
  index: boolean
  /** Found by words in it: one full-text index holds all such properties. */
  search: boolean
  /** Unique in the whole graph. */
  key: boolean
  /** Written from a fact file, under the same name. */
  seeded: boolean
  /** Several claims about it can disagree. */
  disputable: boolean
  /** The property in the graph, where its name there is another. */
  storedAs?: string
  /** What it is where a fact file does not say. */
  default?: unknown
}

/** A value worked out by Cypher: an expression over `this`, or a query that returns one column, whose first row counts. */
export interface ComputedDeclaration extends FieldBase {
  kind: 'computed'
  list: boolean
  cypher: string
  /** Makes the answer of what Cypher returned, for what Cypher cannot do: a pure function of that value and the arguments. */
  finish?: (value: unknown, args: Record<string, unknown>) => unknown
}

/** Objects that are made in Node of what Cypher returned, where Cypher cannot make them: `finish` is a pure function. */
export interface MadeDeclaration extends FieldBase {
  kind: 'made'
  list: boolean
  /** An expression over `this`; absent in what is itself inside a made object. */
  cypher?: string
  /** Objects with the fields of `type`, by name. */
  finish?: (value: unknown, args: Record<string, unknown>) => unknown
}

/** How a field reaches other nodes: a pattern from `(this)` to `(node)`, or whole clauses that bind `node` (and `edge`). */
interface Reach {
  by?: string
  /** Clauses, or what makes them of the arguments that were given, where leaving conditions out keeps the statement readable and quick to plan. */
  match?: string | ((args: Record<string, unknown>) => string)
  seeded: boolean
}

/** One node (or one edge with its far end) or null. */
export interface OneDeclaration extends FieldBase, Reach {
  kind: 'one'
  /** An answer for an absent one: null beside an UNKNOWN_ID error rather than null alone. */
  mustExist: boolean
  /** Arguments of which exactly one must be given. */
  exactlyOne?: string[]
  /** The property of the relationship that holds the id of the node, for what no relationship can reach. */
  storedAs?: string
}

/** A short plain list. `<name>Count` counts it whole. Of nodes, or of edges where `type` is an edge type. */
export interface ManyDeclaration extends FieldBase, Reach {
  kind: 'many'
  /** Cypher to order by; empty where `match` gives them in order and takes `$first` itself. */
  order: string
  /** A list as long as the ids asked for, in their order: no `first`, no count. */
  whole: boolean
  /** How many unless told, where that is not ten. */
  size?: number
  /** An argument that is a list: one entry for each of its values, in their order, null where there is none. */
  each?: string
  /** Where the count is stored, when counting the list would not give it. */
  count?: string
}

/** A Relay connection. `order` is one Cypher expression over `node` and `edge` that yields a string, unique in the list. */
export interface ConnectionDeclaration extends FieldBase, Reach {
  kind: 'connection'
  edge?: TypeThunk
  order: string
  filter?: TypeThunk
  /** Whether `orderBy` offers the orders of the node's type. */
  sortable: boolean
  /** All nodes of the type, reached from nowhere. */
  all: boolean
  /** A type whose lists count the whole filtered list, by way of `nodes` in their Cypher. */
  facets?: TypeThunk
  /** The node of an entry can be gone: then it is null. */
  absent?: boolean
  /** Up to where the count is exact; adds `totalCountExact`. */
  countUpTo?: number
  /** What `filter` is of and `nodes` binds, where the entries are worked out from other nodes. */
  over?: TypeThunk
  max: number
}

export type FieldDeclaration =
  PropertyDeclaration | ComputedDeclaration | MadeDeclaration | OneDeclaration | ManyDeclaration | ConnectionDeclaration

export interface TypeDeclaration {
  kind: 'node' | 'interface' | 'edge' | 'union' | 'root'
  name: string
  description: string
  target: TypeClass
  label?: string
  /** The part of an id before the colon; for nodes only. */
  prefix?: string
  /** Section of a fact file, and name of the root list; for nodes only. */
  plural?: string
  /** Its facts carry what they say themselves: no claim of its own for what has the fact's own evidence. */
  ownClaim: boolean
  /** Met again and again below other nodes: an answer works out once what it is asked of one. */
  shared?: boolean
  implements: () => TypeClass[]
  members: () => TypeClass[]
  fields: Map<string, FieldDeclaration>
}

/** One condition of a filter, on `node`. */
export interface WhereDeclaration {
  name: string
  description: string
  /** `ids`: nodes reached by a pattern to `(other)`; `values`: a property among values; `date`: a range; `day`: a state on a date; `is`: plain equality; `list` and `text`: values passed on; `with`: a thing near by that passes a filter of its own. */
  kind: 'ids' | 'values' | 'date' | 'day' | 'is' | 'list' | 'with' | 'text'
  /** For `ids` and `with`: the pattern. For `day`: a predicate over `node` and `$day`. */
  cypher?: string
  /** For `day`: a predicate over `edge` too, for lists whose edges have dates of their own. */
  edgeCypher?: string
  /** For `text`: must be given. */
  required?: boolean
  /** For `with`: the filter that the far end must pass. */
  filter?: TypeThunk
  /** For `ids`: the pattern's `part` can be derived, and a client can leave derived ones out. */
  derivable?: boolean
  property?: string
  type?: TypeThunk
}

export interface FilterDeclaration {
  name: string
  description: string
  target: TypeClass
  of: TypeThunk
  wheres: Map<string, WhereDeclaration>
  /** Values of a property that are left out unless the filter names them. */
  unlessNamed?: { property: string; values: unknown[] }
  /** Passed on to a field's own Cypher as it is, without `and`, `or` and `not`. */
  plain?: boolean
}

export interface EnumDeclaration {
  name: string
  description: string
  values: Record<string, string>
}

const types = new Map<TypeClass, TypeDeclaration>()
const filters = new Map<TypeClass, FilterDeclaration>()
const enums = new Map<object, EnumDeclaration>()

function blank(target: TypeClass): TypeDeclaration {
  return {
    kind: 'node',
    name: target.name,
    description: '',
    target,
    ownClaim: false,
    implements: () => [],
    members: () => [],
    fields: new Map(),
  }
}

/** The record of a class, begun by the first of its decorators (members run before the class's own). */
export function recordOf(target: TypeClass): TypeDeclaration {
  const known = types.get(target)
  if (known) return known
  const record = blank(target)
  types.set(target, record)
  return record
}

export function filterRecordOf(target: TypeClass): FilterDeclaration {
  const known = filters.get(target)
  if (known) return known
  const record: FilterDeclaration = { name: target.name, description: '', target, of: () => target, wheres: new Map() }
  filters.set(target, record)
  return record
}

export function recordEnum(values: object, declaration: EnumDeclaration): void {
  enums.set(values, declaration)
}

/** The class that carries the root fields. */
export class Query {}
Object.assign(recordOf(Query), { kind: 'root', description: 'Where a question starts.' })

/** Reads over everything declared so far; complete once `model/index.ts` has been imported. */
export const registry = {
  types: (): TypeDeclaration[] => [...types.values()],
  nodes: (): TypeDeclaration[] => [...types.values()].filter((type) => type.kind === 'node'),
  filters: (): FilterDeclaration[] => [...filters.values()],
  enums: (): [object, EnumDeclaration][] => [...enums.entries()],
  root: (): TypeDeclaration => recordOf(Query),
  type: (target: object): TypeDeclaration | undefined => types.get(target as TypeClass),
  filter: (target: object): FilterDeclaration | undefined => filters.get(target as TypeClass),
  enum: (values: object): EnumDeclaration | undefined => enums.get(values),
  named: (name: string): TypeDeclaration | undefined => [...types.values()].find((type) => type.name === name),
  byPrefix: (prefix: string): TypeDeclaration | undefined => [...types.values()].find((type) => type.prefix === prefix),
}

/** A type's own fields and those of the interfaces it implements, own first. */
export function fieldsOf(type: TypeDeclaration): Map<string, FieldDeclaration> {
  const all = new Map(type.fields)
  for (const parent of type.implements()) {
    for (const [name, field] of fieldsOf(recordOf(parent))) if (!all.has(name)) all.set(name, field)
  }
  return all
}

/** The interfaces a type implements, those of its interfaces included. */
export function interfacesOf(type: TypeDeclaration): TypeClass[] {
  return [...new Set(type.implements().flatMap((parent) => [parent, ...interfacesOf(recordOf(parent))]))]
}

/** The node types a value of this type can be at run time. */
export function possibleTypes(type: TypeDeclaration): TypeDeclaration[] {
  if (type.kind === 'union') return [...new Set(type.members().flatMap((member) => possibleTypes(recordOf(member))))]
  if (type.kind === 'interface') return registry.nodes().filter((node) => interfacesOf(node).includes(type.target))
  return [type]
}
