import { DateTime } from './declare.js'
import { PartialDate } from './PartialDate.js'
import { fieldsOf, recordOf, registry } from './registry.js'
import type { FieldDeclaration, FilterDeclaration, TypeClass, WhereDeclaration } from './registry.js'

/** One relationship from `(this)` to a node of a label, as a field is reached by. */
const oneStep = /^\(this\)(<?-)\[(?:edge)?:(\w+)\](->?)\(node:(\w+)\)$/

/** The condition that follows from a field where a filter declares none of its name: a property by value, a relationship by the ids it leads to. */
function conditionOn(field: FieldDeclaration): WhereDeclaration | undefined {
  const { name } = field
  if (field.kind === 'property') {
    const type = field.type()
    // Long texts are for search, a list has no one value, and what happened since a moment is for `changes` to tell.
    if (field.list || field.search || type === DateTime) return undefined
    if (type === PartialDate) return { name, description: `By \`${name}\`.`, kind: 'date', property: name }
    if (registry.enum(type))
      return { name, description: `By \`${name}\`.`, kind: 'values', property: name, type: field.type }
    const exactly = type === String ? ', exactly as written' : ''
    return { name, description: `By \`${name}\`${exactly}.`, kind: 'is', property: name, type: field.type }
  }
  if ((field.kind === 'one' || field.kind === 'many' || field.kind === 'connection') && field.by) {
    const [, from, type, to, label] = oneStep.exec(field.by) ?? []
    if (type === undefined) return undefined
    const cypher = `(node)${from}[:${type}]${to}(other:${label})`
    return { name, description: `By \`${name}\`: the ids of what it leads to.`, kind: 'ids', cypher }
  }
  return undefined
}

const known = new Map<FilterDeclaration, Map<string, WhereDeclaration>>()

/** All conditions of a filter: those it declares, and one for every other property and relationship of its type. */
export function wheresOf(filter: FilterDeclaration): Map<string, WhereDeclaration> {
  const found = known.get(filter)
  if (found) return found
  const all = new Map(filter.wheres)
  if (!filter.plain) {
    for (const field of fieldsOf(recordOf(filter.of() as TypeClass)).values()) {
      const where = all.has(field.name) ? undefined : conditionOn(field)
      if (where) all.set(field.name, where)
    }
  }
  known.set(filter, all)
  return all
}
