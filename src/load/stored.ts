import { GraphQLBoolean } from 'graphql'
import { Float, Int } from '../model/declare.js'
import { interval, PartialDate } from '../model/PartialDate.js'
import { fieldsOf, interfacesOf, recordOf, registry } from '../model/registry.js'
import type { PropertyDeclaration, TypeDeclaration } from '../model/registry.js'
import { fold } from '../model/searchText.js'
import '../model/index.js'

/** What one node or relationship holds in the graph. A null takes a property away. */
export type Properties = Record<string, unknown>

/** The name a property has in the graph. */
export function storedName(field: PropertyDeclaration): string {
  return field.storedAs ?? field.name
}

export function isDate(field: PropertyDeclaration): boolean {
  return field.type() === PartialDate
}

/** Declarations do not change, and thousands of rows ask the same of them: each is answered once. */
function once<Key, Value>(answer: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>()
  return (key) => {
    if (!known.has(key)) known.set(key, answer(key))
    return known.get(key)!
  }
}

/** The properties that a type declares, its interfaces' included, by their names in the graph. */
const declared = once((type: TypeDeclaration) => {
  const properties = [...fieldsOf(type).values()].filter((field) => field.kind === 'property')
  return new Map(properties.map((field) => [storedName(field), field]))
})

/** The properties that a type declares, its interfaces' included. */
export function propertiesOf(type: TypeDeclaration): PropertyDeclaration[] {
  return [...declared(type).values()]
}

/** The declared property with this name in the graph. */
export function propertyOf(type: TypeDeclaration | undefined, name: string): PropertyDeclaration | undefined {
  return type && declared(type).get(name)
}

const byPrefix = once((prefix: string) => registry.byPrefix(prefix))

/** The declared type of what has this id. Throws for an id of no known kind, which a reader lets nobody write. */
export function typeOf(id: string): TypeDeclaration {
  const type = byPrefix(id.slice(0, id.indexOf(':')))
  if (!type) throw new Error(`${id} is of no kind that is declared`)
  return type
}

/** A type's own label and those of its interfaces, sorted. */
export const labelsOf = once((type: TypeDeclaration): string[] => {
  const labels = [type.label, ...interfacesOf(type).map((parent) => recordOf(parent).label)]
  return [...new Set(labels.filter((label) => label !== undefined && label !== ''))].sort() as string[]
})

/** Whether a type is one of the six that rest on words themselves. */
export function isFact(type: TypeDeclaration): boolean {
  return labelsOf(type).includes('Fact')
}

/** The relationship that a pattern such as `(this)-[edge:PART_OF]->(node:Fact)` follows. */
export function relationshipOf(pattern: string): string | undefined {
  return /\[\w*:(\w+)/.exec(pattern)?.[1]
}

/** The declared types of relationships, by relationship: what properties a relationship can have. */
export const edgeTypes = once((_all: void): Map<string, TypeDeclaration> => {
  const types = new Map<string, TypeDeclaration>()
  for (const type of registry.types()) {
    for (const field of type.fields.values()) {
      if (field.kind !== 'connection' && field.kind !== 'many') continue
      const relationship = field.by === undefined ? undefined : relationshipOf(field.by)
      const edge = registry.type(field.kind === 'connection' && field.edge ? field.edge() : field.type())
      if (relationship !== undefined && edge?.kind === 'edge') types.set(relationship, edge)
    }
  }
  return types
})

/** What a claim says as text, as a value of its property's type: `"true"` → `true`, `"12"` → `12`. */
export function valueOf(field: PropertyDeclaration, value: unknown): unknown {
  if (typeof value !== 'string') return value
  const type = field.type()
  if (type === Boolean || type === GraphQLBoolean) return value === 'true'
  if (type === Int || type === Float) return Number(value)
  return value
}

/**
 * Values as the graph holds them, each property under its name there. A partial date `d` also has `dFirst` and `dLast`,
 * the days it can mean; a list of dates has two lists beside it. What is undefined becomes null; what the type does not declare is kept as it is.
 */
export function stored(type: TypeDeclaration | undefined, values: Properties): Properties {
  const result: Properties = {}
  for (const [name, value] of Object.entries(values)) {
    result[name] = value ?? null
    const field = propertyOf(type, name)
    if (!field || !isDate(field)) continue
    if (Array.isArray(value)) {
      const days = (value as string[]).map(interval)
      result[`${name}First`] = days.map(([first]) => first)
      result[`${name}Last`] = days.map(([, last]) => last)
    } else {
      const [first, last] = typeof value === 'string' ? interval(value) : [null, null]
      result[`${name}First`] = first
      result[`${name}Last`] = last
    }
  }
  return result
}

/** Names of the sort strings that the loader keeps for a property; `id` is its own. */
export function sortNames(field: PropertyDeclaration): string[] {
  if (!field.sort || field.name === 'id') return []
  const name = storedName(field)
  return isDate(field) ? [`${name}Asc`, `${name}Desc`] : [`${name}Asc`]
}

/**
 * The strings by which lists are ordered, for those of a type's properties that are among `values`: what is sorted by,
 * then the id, so that no two are equal. A tab parts a text
 * from the id, since it sorts before all letters: Kenya goes before Kenyan. An unknown date sorts last in both directions.
 */
export function sortStrings(type: TypeDeclaration, id: string, values: Properties): Properties {
  const result: Properties = {}
  for (const field of propertiesOf(type)) {
    const name = storedName(field)
    const [ascending, descending] = sortNames(field)
    if (ascending === undefined || !(name in values)) continue
    const value = values[name]
    if (descending === undefined) result[ascending] = `${fold(typeof value === 'string' ? value : '')}\t${id}`
    else {
      const first = typeof value === 'string' ? interval(value)[0] : undefined
      result[ascending] = `${first ?? '~'}|${id}`
      result[descending] = `${first ?? '!'}|${id}`
    }
  }
  return result
}

/** All sort strings of a node of which nothing is known yet. */
export function blankSorts(type: TypeDeclaration, id: string): Properties {
  return sortStrings(type, id, Object.fromEntries(propertiesOf(type).map((field) => [storedName(field), null])))
}

/** A whole node as the graph holds it: `values`, the days of its dates, and every sort string. */
export function storedNode(type: TypeDeclaration, id: string, values: Properties): Properties {
  const known = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null))
  return { id, ...blankSorts(type, id), ...stored(type, known), ...sortStrings(type, id, known) }
}
