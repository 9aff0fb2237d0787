import { getNullableType, GraphQLID, isInputObjectType, isListType } from 'graphql'
import type { GraphQLInputType } from 'graphql'
import { interval, PartialDate } from '../model/PartialDate.js'

/** The values of one statement, each under a name that its text has once. Names are counted, so that equal questions have equal texts. */
export class Parameters {
  readonly values: Record<string, unknown> = {}
  private count = 0

  /** A name that the statement has once. */
  fresh(name: string): string {
    return `${name}${this.count++}`
  }

  /** Keeps a value and gives the Cypher that stands for it. */
  add(name: string, value: unknown): string {
    const key = this.fresh(name)
    this.values[key] = value ?? null
    return `$${key}`
  }
}

/**
 * An argument's value as Cypher reads it: a partial date becomes `{text, first, last}`, a moment its ISO text, and what
 * is absent null.
 */
export function toParameter(type: GraphQLInputType, value: unknown): unknown {
  if (value === null || value === undefined) return null
  const bare = getNullableType(type)
  if (isListType(bare)) return (value as unknown[]).map((entry) => toParameter(bare.ofType, entry))
  if (isInputObjectType(bare)) {
    const fields = bare.getFields()
    return Object.fromEntries(
      Object.entries(value as Record<string, unknown>).map(([name, entry]) => [
        name,
        toParameter(fields[name]!.type, entry),
      ]),
    )
  }
  if ((bare as { name: string }).name === PartialDate.name) {
    const [first, last] = interval(value as string)
    return { text: value, first, last }
  }
  return value instanceof Date ? value.toISOString() : value
}

/** The ids in an argument's value, wherever its type has them. */
export function idsIn(type: GraphQLInputType, value: unknown): string[] {
  if (value === null || value === undefined) return []
  const bare = getNullableType(type)
  if (isListType(bare)) return (value as unknown[]).flatMap((entry) => idsIn(bare.ofType, entry))
  if (isInputObjectType(bare)) {
    const fields = bare.getFields()
    const entries = Object.entries(value as Record<string, unknown>)
    return entries.flatMap(([name, entry]) => idsIn(fields[name]!.type, entry))
  }
  return bare === GraphQLID ? [value as string] : []
}

/** Values with merged ids replaced by what survived. */
export function withSurvivors(value: unknown, survivors: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return survivors.get(value) ?? value
  if (Array.isArray(value)) return value.map((entry) => withSurvivors(entry, survivors))
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, withSurvivors(entry, survivors)]))
}
