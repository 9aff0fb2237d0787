import { getArgumentValues, getNamedType, type GraphQLObjectType } from 'graphql'
import type { GraphQLField } from 'graphql'
import { connectionName, page as bounds } from '../model/naming.js'
import { fieldsOf, possibleTypes, recordOf, registry } from '../model/registry.js'
import type {
  ComputedDeclaration,
  ConnectionDeclaration,
  FieldDeclaration,
  MadeDeclaration,
  ManyDeclaration,
  OneDeclaration,
  PropertyDeclaration,
  TypeClass,
  TypeDeclaration,
} from '../model/registry.js'
import { Problem } from '../problem.js'
import { pageOf } from './page.js'
import type { Page } from './page.js'
import { idsIn, toParameter } from './parameters.js'
import { below, select } from './selection.js'
import type { Operation, Selected } from './selection.js'

/** An argument's value as the statement will read it; filters keep their own form. */
export type Arguments = Record<string, unknown>

/** A whole number, checked, that stands in the statement's text. */
export class Literal {
  constructor(readonly value: number) {}
}

/** What is read of one node or one edge: columns of a row, and which response key of which type each fills. */
export interface Step {
  declaration?: TypeDeclaration
  /** Several kinds of node are possible: the labels come first in the row and tell which it is. */
  abstract: boolean
  columns: Column[]
  /** By the name of the type found at run time. */
  shapes: Map<string, Slot[]>
  /** The number of the pool it is read from, where the same node can come up again and again: in its place stands its id. */
  pool?: number
}

/** Fills a response key: from a column, or with the name of the type. */
export interface Slot {
  key: string
  column?: number
}

export type Column =
  | { kind: 'property'; field: PropertyDeclaration; guard?: string }
  | { kind: 'computed'; field: ComputedDeclaration; args: Arguments; guard?: string }
  | { kind: 'made'; field: MadeDeclaration; args: Arguments; child: Step; guard?: string }
  | { kind: 'one'; field: OneDeclaration; args: Arguments; child: Step; guard?: string }
  | { kind: 'many'; field: ManyDeclaration; args: Arguments; first?: number; child: Step; guard?: string }
  | { kind: 'count'; field: ManyDeclaration; args: Arguments; guard?: string }
  | { kind: 'connection'; field: ConnectionDeclaration; args: Arguments; plan: ConnectionPlan; guard?: string }
  /** The node at the far end of an edge. */
  | { kind: 'far'; child: Step; absent?: boolean }

/** What is read of a connection. */
export interface ConnectionPlan {
  page: Page
  filter?: Record<string, unknown> | null
  /** Rows of the page, when edges or page information are asked for. Read over the edge; its `far` column is the node. */
  rows?: Step
  /** Whether rows begin with their place in the list, which cursors are made of. */
  placed: boolean
  /** Whether one row more than the page is read, to tell if there is more. */
  looksOn: boolean
  total: boolean
  /** Counts over the whole filtered list, when asked for. */
  facets: Step[]
  shape: ConnectionSlot[]
}

export type ConnectionSlot =
  | { key: string; of: 'totalCount'; most: number }
  | { key: string; of: 'totalCountExact'; most: number }
  | { key: string; of: '__typename' }
  | { key: string; of: 'facets'; step: Step; column: number }
  | { key: string; of: 'pageInfo'; keys: { key: string; name: string }[] }
  | { key: string; of: 'edges'; slots: EdgeSlot[] }

export type EdgeSlot =
  { key: string; of: 'cursor' } | { key: string; of: '__typename' } | { key: string; of: 'column'; column: number }

/** Whether a connection's rows are all that is asked of it: then they are returned as they are, else as the first of several. */
export function rowsAlone(plan: ConnectionPlan): boolean {
  return plan.rows !== undefined && !plan.total && plan.facets.length === 0
}

/** Where the facets stand in what a connection returns: after the rows and the count, as far as those are asked for. */
export function facetsAt(plan: ConnectionPlan): number {
  return (plan.rows ? 1 : 0) + (plan.total ? 1 : 0)
}

/** What came back for a column: its value, and the rows of each pool by the ids that stand for them. */
export interface Rows {
  value: unknown
  pools: Map<string, unknown[]>[]
  /** Those of the ids given that were merged, each with what survived. */
  merged?: [id: string, survivor: string][]
}

/** Whether a computed field is a query, of which the first row counts, rather than an expression. */
export function isQuery(field: ComputedDeclaration): boolean {
  return /^\s*(MATCH|UNWIND|CALL|WITH)\b/.test(field.cypher)
}

const fieldIndex = new Map<TypeDeclaration, Map<string, FieldDeclaration>>()

function fieldNamed(type: TypeDeclaration, name: string): FieldDeclaration | undefined {
  if (!fieldIndex.has(type)) fieldIndex.set(type, fieldsOf(type))
  return fieldIndex.get(type)!.get(name)
}

/** The label that a node must have for a field to make sense, where the step may also meet other kinds. */
function guardOf(
  step: TypeDeclaration | undefined,
  type: TypeDeclaration,
  field: FieldDeclaration,
): string | undefined {
  if (step === type || step?.kind === 'root' || type.kind === 'edge') return undefined
  const owner = [type, ...type.implements().map(recordOf)].find((each) => each.fields.get(field.name) === field)
  if (!owner || owner === step || (step && fieldNamed(step, field.name) === field)) return undefined
  return owner.label
}

/** Turns the selection below a field into a plan. One Planner serves one operation. */
export class Planner {
  /** How many lists the step being planned lies in. */
  private lists = 0
  /** How many pools there are so far; none are made within facets, whose rows are few. */
  private pools = 0
  private pooling = true
  /** Ids that were given, any of which may have been merged. */
  readonly ids = new Set<string>()

  constructor(private readonly operation: Operation) {}

  /** The plan of a root field. */
  root(selected: Selected): Column {
    const type = this.operation.schema.getQueryType()!
    return this.column(undefined, registry.root(), type, selected)!
  }

  private objectType(name: string): GraphQLObjectType {
    return this.operation.schema.getType(name) as GraphQLObjectType
  }

  /** A step that can lead to one node from several places, as it does within so many lists. */
  private shared(declaration: TypeDeclaration, selected: Selected, within: number): Step {
    const step = this.step(declaration, selected)
    const isDear = step.columns.some(
      (column) =>
        column.kind === 'one' ||
        column.kind === 'many' ||
        column.kind === 'connection' ||
        (column.kind === 'computed' && isQuery(column.field)),
    )
    if (this.pooling && declaration.shared && isDear && this.lists >= within) step.pool = this.pools++
    return step
  }

  private inList<T>(plan: () => T): T {
    this.lists++
    try {
      return plan()
    } finally {
      this.lists--
    }
  }

  private step(declaration: TypeDeclaration, selected: Selected): Step {
    const types = possibleTypes(declaration)
    const step: Step = {
      declaration,
      abstract: declaration.kind === 'interface' || declaration.kind === 'union',
      columns: [],
      shapes: new Map(),
    }
    const known = new Map<string, number>()
    for (const type of types) {
      const object = this.objectType(type.name)
      const slots: Slot[] = []
      for (const each of select(this.operation, object, below(selected))) {
        if (each.name === '__typename') slots.push({ key: each.key })
        else slots.push({ key: each.key, column: this.place(step.columns, known, declaration, type, object, each) })
      }
      step.shapes.set(type.name, slots)
    }
    return step
  }

  /** The index of a column, which several types share where their selections and the field are the same. */
  private place(
    columns: Column[],
    known: Map<string, number>,
    step: TypeDeclaration,
    type: TypeDeclaration,
    object: GraphQLObjectType,
    selected: Selected,
  ): number {
    const field = fieldNamed(type, selected.name) ?? fieldNamed(type, selected.name.replace(/Count$/, ''))!
    // A stored property has no arguments and nothing below it: wherever it is asked for, it is one column.
    const stored = field.kind === 'property' && selected.name === field.name
    const identity = stored
      ? `${identify(field)}`
      : [identify(field), ...selected.nodes.map(identify), selected.name].join(' ')
    const found = known.get(identity)
    if (found !== undefined) return found
    columns.push(this.column(step, type, object, selected)!)
    known.set(identity, columns.length - 1)
    return columns.length - 1
  }

  private column(
    step: TypeDeclaration | undefined,
    type: TypeDeclaration,
    object: GraphQLObjectType,
    selected: Selected,
  ): Column | undefined {
    const definition = object.getFields()[selected.name]!
    const own = fieldNamed(type, selected.name)
    const field = own ?? fieldNamed(type, selected.name.replace(/Count$/, ''))
    if (!field) return undefined
    const values = getArgumentValues(definition, selected.nodes[0]!, this.operation.variables)
    const args = declaredArguments(field, definition, values)
    for (const { name, type: given } of definition.args) for (const id of idsIn(given, values[name])) this.ids.add(id)
    const guard = guardOf(step, type, field)
    if (!own) return { kind: 'count', field: field as ManyDeclaration, args, guard }
    switch (field.kind) {
      case 'property':
        return { kind: 'property', field, guard }
      case 'computed':
        return { kind: 'computed', field, args, guard }
      case 'made':
        return { kind: 'made', field, args, child: this.step(recordOf(field.type() as TypeClass), selected), guard }
      case 'one': {
        checkExactlyOne(field, values)
        return { kind: 'one', field, args, child: this.shared(recordOf(field.type() as TypeClass), selected, 1), guard }
      }
      case 'many': {
        const first = field.whole ? undefined : bounded('first', values.first as number, bounds.listMax)
        return {
          kind: 'many',
          field,
          args,
          first,
          child: this.inList(() => this.shared(recordOf(field.type() as TypeClass), selected, 2)),
          guard,
        }
      }
      case 'connection':
        return { kind: 'connection', field, args, plan: this.connection(field, definition, values, selected), guard }
    }
  }

  private connection(
    field: ConnectionDeclaration,
    definition: GraphQLField<unknown, unknown>,
    values: Record<string, unknown>,
    selected: Selected,
  ): ConnectionPlan {
    const name = connectionName(field)
    const plan: ConnectionPlan = {
      page: pageOf(field, values),
      filter: field.filter ? (values.filter as Record<string, unknown> | null | undefined) : undefined,
      placed: false,
      looksOn: false,
      total: false,
      facets: [],
      shape: [],
    }
    const type = getNamedType(definition.type) as GraphQLObjectType
    const edgeDeclaration = field.edge && recordOf(field.edge() as TypeClass)
    const known = new Map<string, number>()
    const rows: Step = { declaration: edgeDeclaration, abstract: false, columns: [], shapes: new Map() }
    for (const each of select(this.operation, type, below(selected))) {
      if (each.name === '__typename') plan.shape.push({ key: each.key, of: '__typename' })
      else if (each.name === 'totalCount' || each.name === 'totalCountExact') {
        plan.total = true
        plan.shape.push({ key: each.key, of: each.name, most: field.countUpTo ?? Infinity })
      } else if (each.name === 'facets') {
        this.pooling = false
        plan.facets.push(this.step(recordOf(field.facets!() as TypeClass), each))
        this.pooling = true
        plan.shape.push({ key: each.key, of: 'facets', step: plan.facets.at(-1)!, column: plan.facets.length - 1 })
      } else if (each.name === 'pageInfo') {
        plan.rows = rows
        const keys = select(this.operation, this.objectType('PageInfo'), below(each)).map(({ key, name: of }) => ({
          key,
          name: of,
        }))
        plan.placed ||= keys.some(({ name: of }) => of === 'startCursor' || of === 'endCursor')
        plan.looksOn ||= keys.some(({ name: of }) => of === 'hasNextPage' || of === 'hasPreviousPage')
        plan.shape.push({ key: each.key, of: 'pageInfo', keys })
      } else if (each.name === 'edges') {
        plan.rows = rows
        const slots = this.inList(() => this.edge(field, rows, known, `${name}Edge`, each))
        plan.placed ||= slots.some(({ of }) => of === 'cursor')
        plan.shape.push({ key: each.key, of: 'edges', slots })
      }
    }
    return plan
  }

  private edge(
    field: ConnectionDeclaration,
    rows: Step,
    known: Map<string, number>,
    edgeType: string,
    selected: Selected,
  ): EdgeSlot[] {
    const object = this.objectType(edgeType)
    return select(this.operation, object, below(selected)).map((each): EdgeSlot => {
      if (each.name === '__typename') return { key: each.key, of: '__typename' }
      if (each.name === 'cursor') return { key: each.key, of: 'cursor' }
      if (each.name === 'node') {
        rows.columns.push({
          kind: 'far',
          child: field.absent
            ? this.step(recordOf(field.type() as TypeClass), each)
            : this.shared(recordOf(field.type() as TypeClass), each, 2),
          absent: field.absent,
        })
        return { key: each.key, of: 'column', column: rows.columns.length - 1 }
      }
      return {
        key: each.key,
        of: 'column',
        column: this.place(rows.columns, known, rows.declaration!, rows.declaration!, object, each),
      }
    })
  }
}

const identities = new WeakMap<object, number>()
let nextIdentity = 0

/** A number for an object, so that equal objects can be told by text. */
function identify(thing: object): number {
  if (!identities.has(thing)) identities.set(thing, nextIdentity++)
  return identities.get(thing)!
}

function bounded(name: string, value: number, max: number, min = 0): number {
  if (value >= min && value <= max) return value
  throw new Problem('BAD_USER_INPUT', `${name}: ${value} is not from ${min} to ${max}.`, {
    hint: `Ask for ${min} to ${max}.`,
  })
}

function declaredArguments(
  field: FieldDeclaration,
  definition: GraphQLField<unknown, unknown>,
  values: Record<string, unknown>,
): Arguments {
  const args: Arguments = {}
  for (const [name, argument] of Object.entries(field.args)) {
    const type = definition.args.find((each) => each.name === name)!.type
    const value = toParameter(type, values[name])
    if (argument.list && argument.max !== undefined && Array.isArray(value) && value.length > argument.max) {
      throw new Problem('BAD_USER_INPUT', `${name}: ${value.length} are more than ${argument.max}, the most at once.`, {
        hint: 'Ask in several requests.',
      })
    }
    args[name] = argument.literal ? new Literal(bounded(name, value as number, argument.max!, argument.min)) : value
  }
  return field.derive ? { ...args, ...field.derive(values) } : args
}

function checkExactlyOne(field: OneDeclaration, values: Record<string, unknown>): void {
  if (!field.exactlyOne || field.exactlyOne.filter((name) => values[name] != null).length === 1) return
  throw new Problem('BAD_USER_INPUT', `${field.name}: give exactly one of ${field.exactlyOne.join(' and ')}.`)
}
