import fc, { type GeneratorValue } from 'fast-check'
import {
  getNamedType,
  GraphQLNonNull,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
} from 'graphql'
import type {
  GraphQLArgument,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLInputObjectType,
  GraphQLInputType,
  GraphQLNamedType,
  GraphQLSchema,
} from 'graphql'

/** An operation made up from the schema, with values for its variables. */
export interface Drawn {
  query: string
  variables: Record<string, unknown>
}

/** What arguments are drawn from: ids that lead to something and ids that do not, words, dates. */
export interface Pools {
  ids: string[]
  texts: string[]
  dates: string[]
  /** Fields that are not drawn, as `Type.field`. */
  left?: ReadonlySet<string>
  /** Cursors known of a list, in the order of its `orderBy` argument's text (none where it has none). */
  cursors?: (type: string, field: string, orderBy: string | undefined) => string[]
}

/** Variables that an operation may use, each with a value that differs from its default. */
const variables: Record<string, { declared: string; value?: unknown }> = {
  yes: { declared: '$yes: Boolean!', value: true },
  no: { declared: '$no: Boolean = false' },
  few: { declared: '$few: Int = 9', value: 2 },
  none: { declared: '$none: String' },
}

/** Response keys on which a careless reader would stumble. */
const awkward = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'then', '_']

/**
 * Draws operations: aliases, named and inline fragments on objects, interfaces and unions, `@skip` and `@include` by
 * literals and variables, `__typename`, arguments of every kind. What it draws need not be valid, since equal keys can
 * clash: check it.
 */
class Drawing {
  private readonly fragments: { name: string; on: GraphQLCompositeType; text: string }[] = []

  constructor(
    private readonly draw: GeneratorValue,
    private readonly schema: GraphQLSchema,
    private readonly pools: Pools,
  ) {}

  private upTo(max: number): number {
    return this.draw(fc.nat, { max })
  }

  private chance(percent: number): boolean {
    return this.upTo(99) >= 100 - percent
  }

  private one<Thing>(things: readonly Thing[]): Thing {
    return things[this.upTo(things.length - 1)]!
  }

  private some<Thing>(most: number, make: () => Thing): Thing[] {
    return Array.from({ length: this.upTo(most) }, make)
  }

  operation(): Drawn {
    const root = this.schema.getQueryType()!
    const selected = [this.field(root, 2), ...this.some(1, () => this.field(root, 1))]
    const body = `{ ${selected.join(' ')} ${this.chance(15) ? '__typename' : ''} }`
    const fragments = this.fragments.map(({ name, on, text }) => `fragment ${name} on ${on.name} ${text}`)
    const text = [body, ...fragments].join('\n')
    const used = Object.entries(variables).filter(([name]) => new RegExp(`\\$${name}\\b`).test(text))
    const head = used.length > 0 ? `query (${used.map(([, { declared }]) => declared).join(', ')}) ` : ''
    const values = used.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value] as const]))
    return { query: head + text, variables: Object.fromEntries(values) }
  }

  private directives(): string {
    if (!this.chance(20)) return ''
    const condition = (): string => this.one(['true', 'false', '$yes', '$no'])
    return this.one([
      () => ` @skip(if: ${condition()})`,
      () => ` @include(if: ${condition()})`,
      () => ` @include(if: ${condition()}) @skip(if: ${condition()})`,
    ])()
  }

  /** What is selected of a type. Pages and their edges cost no depth, since there is always a node below them. */
  private selection(type: GraphQLCompositeType, depth: number): string {
    const parts = [this.part(type, depth), ...this.some(2, () => this.part(type, depth))]
    return `{ ${parts.join(' ')} }`
  }

  private part(type: GraphQLCompositeType, depth: number): string {
    if (this.chance(8)) return `${this.chance(40) ? 'kindOf: ' : ''}__typename${this.directives()}`
    if (isUnionType(type) || this.chance(12)) return this.inline(type, depth)
    if (this.chance(8)) return this.spread(type, depth)
    return this.field(type, depth)
  }

  /** Types that a value of this type can also be taken for. */
  private related(type: GraphQLCompositeType): GraphQLCompositeType[] {
    const possible = isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type]
    return [...new Set([type, ...possible, ...possible.flatMap((each) => each.getInterfaces())])]
  }

  private inline(type: GraphQLCompositeType, depth: number): string {
    const on = this.one(this.related(type).filter((each) => !isUnionType(each)))
    const condition = on === type && this.chance(50) ? '' : ` on ${on.name}`
    return `...${condition}${this.directives()} ${this.selection(on, depth)}`
  }

  private spread(type: GraphQLCompositeType, depth: number): string {
    const related = this.related(type)
    const fitting = this.fragments.filter(({ on }) => related.includes(on))
    if (fitting.length > 0 && this.chance(50)) return `...${this.one(fitting).name}${this.directives()}`
    const on = this.one(related)
    const text = this.selection(on, depth)
    const name = `F${this.fragments.length}`
    this.fragments.push({ name, on, text })
    return `...${name}${this.directives()}`
  }

  private field(type: GraphQLCompositeType, depth: number): string {
    if (isUnionType(type)) return this.inline(type, depth)
    const fields = Object.values(type.getFields()).filter(({ name }) => !this.pools.left?.has(`${type.name}.${name}`))
    const open = fields.filter((field) => this.costOf(field) <= depth)
    const field = this.one(open.length > 0 ? open : fields)
    const args = this.argumentsOf(type, field)
    // Equal fields with equal arguments share a key, and are merged; others must not.
    const key = this.chance(4)
      ? this.one(awkward)
      : args || this.chance(20)
        ? `${type.name}_${field.name}_${keyOf(args)}`
        : ''
    const named = getNamedType(field.type) as GraphQLNamedType
    const below = isCompositeType(named) ? ` ${this.selection(named, depth - this.costOf(field))}` : ''
    return `${key ? `${key}: ` : ''}${field.name}${args}${this.directives()}${below}`
  }

  private costOf(field: GraphQLField<unknown, unknown>): number {
    const named = getNamedType(field.type)
    if (!isCompositeType(named)) return 0
    return /(Connection|Edge|PageInfo)$/.test(named.name) ? 0 : 1
  }

  private argumentsOf(type: GraphQLNamedType, field: GraphQLField<unknown, unknown>): string {
    // The only field with a rule of its own: exactly one of its arguments.
    if (field.name === 'country' && field.args.length === 2)
      return this.one(['(code: "RW")', '(code: "XX")', `(id: ${JSON.stringify(this.one(this.pools.ids))})`])
    const given = new Map<string, string>()
    for (const argument of field.args) {
      const text = this.argument(argument)
      if (text !== undefined) given.set(argument.name, text)
    }
    if (field.args.some(({ name }) => name === 'after')) this.turn(type.name, field.name, given)
    return given.size > 0 ? `(${[...given].map(([name, text]) => `${name}: ${text}`).join(', ')})` : ''
  }

  /** Makes some pages go backwards, and some go on from a cursor: `first` with `after`, `last` with `before`. */
  private turn(type: string, field: string, given: Map<string, string>): void {
    const backward = this.chance(30)
    const cursors = this.pools.cursors?.(type, field, given.get('orderBy')) ?? []
    if (cursors.length > 0 && this.chance(40))
      given.set(backward ? 'before' : 'after', JSON.stringify(this.one(cursors)))
    const size = given.get('first')
    if (!backward || size === undefined) return
    given.delete('first')
    given.set('last', size)
  }

  private argument({ name, type, defaultValue }: GraphQLArgument): string | undefined {
    const must = isNonNullType(type) && defaultValue === undefined
    if (name === 'after' || name === 'before') return this.chance(5) ? this.one(['null', '$none']) : undefined
    if (name === 'last') return undefined
    if (!must && !this.chance(name === 'first' ? 50 : 30)) return undefined
    if (name === 'first') return this.one(['0', '1', '2', '3', '$few'])
    if (name === 'maxLength') return this.one(['1', '2'])
    if (name === 'by') return this.one(['[KIND]', '[MONTH, SOURCE]', '[YEAR]', '[PLOVER, TARGET]'])
    return this.value(type, 2)
  }

  value(type: GraphQLInputType, depth: number): string {
    if (!isNonNullType(type) && this.chance(6)) return 'null'
    const bare = getNullableType(type)
    if (isListType(bare)) {
      const entries = depth > 0 ? this.some(2, () => this.value(bare.ofType, depth - 1)) : []
      return `[${entries.filter((entry) => entry !== 'null').join(', ')}]`
    }
    if (isEnumType(bare)) return this.one(bare.getValues()).name
    if (isInputObjectType(bare)) {
      const fields = Object.values(bare.getFields())
      const wanted = new Set(fields.filter((field) => isNonNullType(field.type) && field.defaultValue === undefined))
      if (depth > 0) for (const field of this.some(2, () => this.one(fields))) wanted.add(field)
      return `{ ${[...wanted].map((field) => `${field.name}: ${this.value(field.type, depth - 1)}`).join(', ')} }`
    }
    switch (bare.name) {
      case 'Boolean':
        return this.one(['true', 'false', '$no'])
      case 'Int':
      case 'Float':
        return String(this.upTo(3))
      case 'DateTime':
        return this.one(['"2020-01-01T00:00:00.000Z"', '"2100-01-01T00:00:00.000Z"'])
      case 'PartialDate':
        return JSON.stringify(this.one(this.pools.dates))
      case 'ID':
        return JSON.stringify(this.one(this.pools.ids))
      default:
        return JSON.stringify(this.one(this.pools.texts))
    }
  }
}

/** A short name for arguments: equal ones have an equal one. */
function keyOf(args: string): string {
  let hash = 0
  for (const letter of args) hash = (hash * 31 + letter.codePointAt(0)!) % 999_983
  return String(hash)
}

/** Draws one operation. */
export function drawOperation(draw: GeneratorValue, schema: GraphQLSchema, pools: Pools): Drawn {
  return new Drawing(draw, schema, pools).operation()
}

/** Draws the text of a filter of this type. */
export function drawFilter(draw: GeneratorValue, schema: GraphQLSchema, type: string, pools: Pools): string {
  return new Drawing(draw, schema, pools).value(new GraphQLNonNull(schema.getType(type) as GraphQLInputObjectType), 2)
}
