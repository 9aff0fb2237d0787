import '../model/index.js'
import {
  fieldsOf,
  possibleTypes,
  type FieldDeclaration,
  type PropertyDeclaration,
  recordOf,
  registry,
  type TypeClass,
  type TypeDeclaration,
} from '../model/registry.js'
import { isFact } from './stored.js'

/** A property that a fact file can give, by the name of its field. */
export interface SeededProperty {
  kind: 'property'
  name: string
  /** Its name in the graph. */
  stored: string
  /** An enum, a scalar, or `String`, `Boolean`, `Int`. */
  type: object
  list: boolean
  required: boolean
  default?: unknown
  description: string
}

/** A node named by a property of a relationship: for whom somebody acted. */
export interface SeededReference {
  kind: 'reference'
  name: string
  stored: string
  targets: TypeDeclaration[]
  required: boolean
  description: string
}

/** A relationship that a fact file can give, with what it carries. */
export interface SeededRelation {
  kind: 'relation'
  name: string
  /** As it is stored, such as `PARTICIPATED_IN`. */
  type: string
  /** Whether it is stored from this node to the other, or the other way round. */
  outward: boolean
  targets: TypeDeclaration[]
  /** At most one. */
  single: boolean
  fields: Map<string, SeededProperty | SeededReference>
  description: string
}

/** What a fact file can say of a node of one type: read from its declaration alone. */
export interface SeededType {
  type: TypeDeclaration
  prefix: string
  plural: string
  /** It rests on words of its own; others only have claims that do. */
  fact: boolean
  /** The property that is its preferred name, for types that have names. */
  naming?: string
  identified: boolean
  fields: Map<string, SeededProperty | SeededRelation>
  /** Names of fields that a query has and a fact file cannot give. */
  unseeded: string[]
}

const pattern = /^\(this\)(<?)-\[(?:edge)?:([A-Z_]+)\]-(>?)\(node(?::\w+)?\)$/

/** The node types that can stand at the far end of a field. Of a list of edges, the edge's own `node` says them. */
function targetsOf(thunk: () => object): { targets: TypeDeclaration[]; edge?: TypeDeclaration } {
  const type = recordOf(thunk() as TypeClass)
  if (type.kind !== 'edge') return { targets: possibleTypes(type) }
  const far = type.fields.get('node')
  return { targets: far ? targetsOf(far.type).targets : [], edge: type }
}

function property(field: PropertyDeclaration): SeededProperty {
  const { name, storedAs: stored = name, list, description } = field
  const required = !field.nullable && !list && field.default === undefined
  return { kind: 'property', name, stored, type: field.type(), list, required, default: field.default, description }
}

function edgeFields(edge: TypeDeclaration | undefined): SeededRelation['fields'] {
  const found: SeededRelation['fields'] = new Map()
  for (const field of edge ? fieldsOf(edge).values() : []) {
    const { name, nullable, description } = field
    if (field.kind === 'property' && field.seeded) found.set(name, property(field))
    if (field.kind === 'one' && field.seeded && field.storedAs) {
      const { targets } = targetsOf(field.type)
      found.set(name, { kind: 'reference', name, stored: field.storedAs, targets, required: !nullable, description })
    }
  }
  return found
}

function relation(field: Exclude<FieldDeclaration, { kind: 'property' | 'computed' | 'made' }>): SeededRelation {
  const match = pattern.exec(field.by ?? '')
  if (!match) throw new Error(`${field.name} is seeded, so its \`by\` must be one relationship between this and node`)
  const [, inward, type] = match
  const { targets, edge } = targetsOf(field.type)
  const edgeType = edge ?? (field.kind === 'connection' && field.edge ? recordOf(field.edge() as TypeClass) : undefined)
  const { name, description } = field
  const fields = edgeFields(edgeType)
  return {
    kind: 'relation',
    name,
    type: type!,
    outward: !inward,
    targets,
    single: field.kind === 'one',
    fields,
    description,
  }
}

function seededType(type: TypeDeclaration): SeededType {
  const fields: SeededType['fields'] = new Map()
  const unseeded: string[] = []
  for (const field of fieldsOf(type).values()) {
    if (field.kind === 'computed' || field.kind === 'made' || !field.seeded) unseeded.push(field.name)
    else fields.set(field.name, field.kind === 'property' ? property(field) : relation(field))
  }
  const all = fieldsOf(type)
  // The preferred name is the text that lists are put in order by.
  const naming = [...all.values()].find(
    (field) => field.kind === 'property' && field.seeded && field.sort && field.type() === String,
  )
  return {
    type,
    prefix: type.prefix ?? '',
    plural: type.plural ?? '',
    fact: isFact(type),
    naming: all.has('names') ? naming?.name : undefined,
    identified: all.has('externalIds'),
    fields,
    unseeded,
  }
}

let known: Map<string, SeededType> | undefined

/** Every type that has a section in fact files, by the section's name. */
export function seededTypes(): Map<string, SeededType> {
  known ??= new Map(
    registry
      .nodes()
      .map(seededType)
      .filter(({ fields }) => fields.size > 0)
      .sort((a, b) => a.plural.localeCompare(b.plural))
      .map((type) => [type.plural, type]),
  )
  return known
}

/** Every relationship that fact files can give, each type of it once for every field that reaches by it. */
export function seededRelations(): SeededRelation[] {
  return [...seededTypes().values()].flatMap(({ fields }) =>
    [...fields.values()].filter((field) => field.kind === 'relation'),
  )
}
