import { Arg, Field, ID, InputType, Int, registerEnumType } from 'type-graphql'
import { GraphQLID } from 'graphql'
import { Enum } from './declare.js'
import { wheresOf } from './filters.js'
import { orderName, page, sortsOf } from './naming.js'
import { DateMatch, OrderDirection } from './paging.js'
import { PartialDate } from './PartialDate.js'
import { recordOf, registry } from './registry.js'
import type {
  ArgumentDeclaration,
  FieldDeclaration,
  FilterDeclaration,
  TypeClass,
  TypeDeclaration,
  WhereDeclaration,
} from './registry.js'

/** A class with a name, for what is made from declarations. */
export function named(name: string): TypeClass {
  return { [name]: class {} }[name]!
}

/** What `make` makes of a key, made once. */
export function once<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>()
  return (key) => {
    if (!made.has(key)) made.set(key, make(key))
    return made.get(key)!
  }
}

export type FieldType = Parameters<typeof Field>[0]

/** Adds arguments to a member of a class, as type-graphql's decorators would. */
export function addArguments(prototype: object, member: string, args: Record<string, ArgumentDeclaration>): void {
  Object.entries(args).forEach(([name, argument], position) => {
    const { description, nullable = false, list = false } = argument
    const given = argument.type()
    const filter = registry.filter(given)
    const type = filter ? filterType(filter) : given
    const options = { description, nullable, defaultValue: argument.default }
    const typeOf = (): unknown => (list ? [type] : type)
    Arg(name, typeOf as Parameters<typeof Arg>[1] & object, options)(prototype, member, position)
  })
}

function addInput(target: TypeClass, name: string, type: () => unknown, description: string, required = false): void {
  Field(type as FieldType, { description, nullable: !required })(target.prototype as object, name)
}

function idLists(name: string, description: string): TypeClass {
  const target = named(name)
  InputType(name, { description })(target)
  addInput(target, 'any', () => [ID], 'At least one of these. An empty list matches nothing.')
  addInput(target, 'all', () => [ID], 'Every one of these. An empty list matches everything.')
  addInput(target, 'none', () => [ID], 'Not one of these. An empty list matches everything.')
  return target
}

const idFilter = once((_: null) =>
  idLists('IdFilter', 'Ids to look for. Null means no condition; of several conditions, all must hold.'),
)

const partyFilter = once((_: null) => {
  const target = idLists(
    'PartyFilter',
    'Ids of parties to look for. Null means no condition; of several conditions, all must hold.',
  )
  addInput(target, 'derived', () => Boolean, 'Whether countries for which others acted count too. True unless told.')
  return target
})

const valuesFilter = once((type: object) => {
  const known = registry.enum(type)
  const name =
    type === GraphQLID || type === String ? `${type === String ? 'Text' : 'Id'}ValuesFilter` : `${known!.name}Filter`
  const target = named(name)
  InputType(name, { description: `Values of ${known?.name ?? 'an id'} to look for. Null means no condition.` })(target)
  addInput(target, 'any', () => [type], 'One of these. An empty list matches nothing.')
  addInput(target, 'none', () => [type], 'None of these. An empty list matches everything.')
  return target
})

const dateFilter = once((_: null) => {
  const target = named('DateFilter')
  InputType('DateFilter', {
    description:
      'A range of days, both ends included. An end left out is open. A date that is not known matches no range, a bound of a span that is not known is open.',
  })(target)
  addInput(target, 'from', () => PartialDate, 'The first day that counts: of a month or year, its first day.')
  addInput(target, 'to', () => PartialDate, 'The last day that counts: of a month or year, its last day.')
  addInput(
    target,
    'match',
    () => DateMatch,
    'Whether a date less precise than the range must lie in it or may. POSSIBLE unless told.',
  )
  return target
})

/** The input type of one condition. */
export function whereType(where: WhereDeclaration): () => unknown {
  if (where.kind === 'with') return () => filterType(registry.filter(where.filter!())!)
  if (where.kind === 'ids') return () => (where.derivable ? partyFilter(null) : idFilter(null))
  if (where.kind === 'date') return () => dateFilter(null)
  if (where.kind === 'text') return () => String
  if (where.kind === 'day') return () => PartialDate
  const type = where.type?.() ?? String
  if (where.kind === 'list') return () => [type]
  return where.kind === 'is' ? () => type : () => valuesFilter(type)
}

/** The input type of a filter. */
export const filterType = once((filter: FilterDeclaration) => {
  const { target } = filter
  InputType(filter.name, { description: filter.description })(target)
  for (const where of wheresOf(filter).values())
    addInput(target, where.name, whereType(where), where.description, where.required)
  if (filter.plain) return target
  addInput(target, 'and', () => [target], 'All of these hold. An empty list holds.')
  addInput(target, 'or', () => [target], 'At least one of these holds. An empty list does not.')
  addInput(target, 'not', () => target, 'This does not hold.')
  return target
})

const orderType = once((type: TypeDeclaration) => {
  const fields = Enum(
    `${type.name}OrderField`,
    `What a list of ${type.plural ?? type.name} can be ordered by. What is not known comes last either way; ties are ordered by id.`,
    Object.fromEntries(sortsOf(type).map((name) => [orderName(name), `By \`${name}\`.`])),
  )
  registerEnumType(
    fields,
    registry.enum(fields)! && {
      name: `${type.name}OrderField`,
      description: registry.enum(fields)!.description,
      valuesConfig: describedValues(registry.enum(fields)!.values),
    },
  )
  const target = named(`${type.name}Order`)
  InputType(`${type.name}Order`, { description: `An order of ${type.plural ?? type.name}.` })(target)
  const prototype = target.prototype as object
  Field((() => fields) as FieldType, { description: 'What to order by.' })(prototype, 'field')
  Field((() => OrderDirection) as FieldType, { description: 'Which way.', defaultValue: 'ASC' })(prototype, 'direction')
  return target
})

/** Values of an enum as type-graphql is told of them. */
export function describedValues(values: Record<string, string>): Record<string, { description: string }> {
  return Object.fromEntries(Object.entries(values).map(([name, description]) => [name, { description }]))
}

/** Arguments a field has by its kind, before its own. */
export function argumentsOf(field: FieldDeclaration): Record<string, ArgumentDeclaration> {
  if (field.kind === 'many' && !field.whole) {
    const { size = page.listSize } = field
    return {
      ...field.args,
      first: {
        type: () => Int,
        default: size,
        min: 0,
        max: page.listMax,
        description: `How many: ${size} unless told, ${page.listMax} at most.`,
      },
    }
  }
  if (field.kind !== 'connection') return field.args
  const own: Record<string, ArgumentDeclaration> = { ...field.args }
  if (field.filter)
    own.filter = {
      type: () => filterType(registry.filter(field.filter!())!),
      nullable: true,
      description: 'Which ones; all when left out.',
    }
  if (field.sortable)
    own.orderBy = {
      type: () => orderType(recordOf(field.type() as TypeClass)),
      nullable: true,
      description: 'The order; the list’s own when left out.',
    }
  const size = `${Math.min(page.size, field.max)} unless told, ${field.max} at most; more is an error`
  return {
    ...own,
    first: {
      type: () => Int,
      nullable: true,
      min: 0,
      max: field.max,
      description: `How many from the start: ${size}.`,
    },
    after: {
      type: () => String,
      nullable: true,
      description: 'The cursor to go on from, of the same list in the same order.',
    },
    last: {
      type: () => Int,
      nullable: true,
      min: 0,
      max: field.max,
      description: `How many from the end, instead of \`first\`: ${field.max} at most.`,
    },
    before: {
      type: () => String,
      nullable: true,
      description: 'The cursor to stop before, of the same list in the same order.',
    },
  }
}
