import { readFileSync } from 'node:fs'
import path from 'node:path'
import { buildSchema, isInterfaceType, isObjectType } from 'graphql'

/** The schema as clients read it, without anything that answers it. */
export const schema = buildSchema(readFileSync(path.join(__dirname, '../../../schema/parley.graphql'), 'utf8'))

/** Names under which the fields of a type may stand in a table: its own, and those of its interfaces. */
function namesOf(type: string): string[] {
  const known = schema.getType(type)
  const parents = isObjectType(known) || isInterfaceType(known) ? known.getInterfaces().map(({ name }) => name) : []
  return [type, ...parents]
}

/** What a table says of a field, wherever the field comes from. */
export function fieldOf<Entry>(table: Record<string, Entry>, type: string, field: string): Entry | undefined {
  const name = namesOf(type).find((each) => Object.hasOwn(table, `${each}.${field}`))
  return name === undefined ? undefined : table[`${name}.${field}`]
}
