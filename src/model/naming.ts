import { recordOf } from './registry.js'
import type { ConnectionDeclaration, TypeClass, TypeDeclaration } from './registry.js'

/** Page sizes that hold unless a list says otherwise: what is asked beyond them is an error. */
export const page = { size: 20, max: 250, listSize: 10, listMax: 50 }

/** Names of types that are made, not declared. The selection reads types by them, so they are the one place that knows. */
export function connectionName(field: ConnectionDeclaration): string {
  const node = recordOf(field.type() as TypeClass).name
  return node + (field.edge ? recordOf(field.edge() as TypeClass).name : '') + (field.facets ? 'List' : '')
}

/** `startedOn` → `STARTED_ON`: an order is named after its property. */
export function orderName(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}

/** Properties of a node type, its interfaces' included, that a list can be ordered by. */
export function sortsOf(type: TypeDeclaration): string[] {
  const own = [...type.fields.values()]
    .filter((field) => field.kind === 'property' && field.sort)
    .map((field) => field.name)
  return [...new Set([...own, ...type.implements().flatMap((parent) => sortsOf(recordOf(parent)))])]
}
