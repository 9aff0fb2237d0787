import { wheresOf } from '../model/filters.js'
import { interval } from '../model/PartialDate.js'
import { registry } from '../model/registry.js'
import type { FilterDeclaration, WhereDeclaration } from '../model/registry.js'
import type { Parameters } from './parameters.js'

type Given = Record<string, unknown>
type IdLists = { any?: string[] | null; all?: string[] | null; none?: string[] | null; derived?: boolean | null }

/** A place to start from instead of scanning a label: the clauses that bind `node` by way of one of the filter's id lists. */
export interface Anchor {
  clauses: string
  /** The filter without what these clauses see to already. */
  left: Given
}

/** A pattern from one variable to another. The far end first: the near one may be called `other…` itself. */
const reach = (pattern: string, node: string, other: string): string =>
  pattern.replace('(other', `(${other}`).replaceAll('(node)', `(${node})`)

/** Whether a client leaves out what Parley worked out, where there is such a thing. */
const assertedOnly = (where: WhereDeclaration, given: IdLists): boolean =>
  where.derivable === true && given.derived === false

/** Up to so many ids that must all be there are each looked up by themselves; more are gone through as a list. */
const singly = 8

function ids(where: WhereDeclaration, given: IdLists, node: string, parameters: Parameters): string[] {
  const asserted = assertedOnly(where, given) ? 'NOT part.derived AND ' : ''
  const reached = `MATCH ${reach(where.cypher!, node, 'other')} WHERE ${asserted}other.id`
  const conditions: string[] = []
  if (given.any) conditions.push(`EXISTS { ${reached} IN ${parameters.add(where.name, given.any)} }`)
  if (given.all && given.all.length > singly)
    conditions.push(`all(wanted IN ${parameters.add(where.name, given.all)} WHERE EXISTS { ${reached} = wanted })`)
  else if (given.all) {
    // The far end first, by its id: then only whether the two are connected is looked at, not all that the near one is.
    const pattern = reach(where.cypher!, node, 'other').replace(/\(other:\w+\)/, '(other)')
    const connected = `MATCH ${pattern}${assertedOnly(where, given) ? ' WHERE NOT part.derived' : ''}`
    for (const id of given.all)
      conditions.push(`EXISTS { MATCH (other:Node {id: ${parameters.add(where.name, id)}}) ${connected} }`)
  }
  if (given.none) conditions.push(`NOT EXISTS { ${reached} IN ${parameters.add(where.name, given.none)} }`)
  return conditions
}

function values(where: WhereDeclaration, given: IdLists, node: string, parameters: Parameters): string[] {
  const conditions: string[] = []
  if (given.any) conditions.push(`${node}.${where.property} IN ${parameters.add(where.name, given.any)}`)
  if (given.none)
    conditions.push(`NOT coalesce(${node}.${where.property} IN ${parameters.add(where.name, given.none)}, false)`)
  return conditions
}

/** A range without ends is no condition; a date that is not known is in no other. */
function date(
  where: WhereDeclaration,
  given: { from?: string | null; to?: string | null; match?: string | null },
  node: string,
  parameters: Parameters,
): string[] {
  const first = `${node}.${where.property}First`
  const last = `${node}.${where.property}Last`
  const certain = given.match === 'CERTAIN'
  const conditions: string[] = []
  if (given.from != null)
    conditions.push(`${certain ? first : last} >= ${parameters.add('from', interval(given.from)[0])}`)
  if (given.to != null) conditions.push(`${certain ? last : first} <= ${parameters.add('to', interval(given.to)[1])}`)
  return conditions
}

function condition(
  where: WhereDeclaration,
  given: unknown,
  node: string,
  parameters: Parameters,
  edge?: string,
): string[] {
  switch (where.kind) {
    case 'ids':
      return ids(where, given as IdLists, node, parameters)
    case 'values':
      return values(where, given as IdLists, node, parameters)
    case 'date':
      return date(where, given as Given, node, parameters)
    case 'day': {
      const [first, last] = interval(given as string)
      const day = parameters.add(where.name, { first, last })
      const texts = edge && where.edgeCypher ? [where.cypher!, where.edgeCypher] : [where.cypher!]
      return texts.map((text) =>
        text
          .replaceAll(/\bnode\b/g, node)
          .replaceAll(/\bedge\b/g, edge ?? '')
          .replaceAll('$day', day),
      )
    }
    case 'is':
      return [`coalesce(${node}.${where.property} = ${parameters.add(where.name, given)}, false)`]
    case 'with': {
      const other = parameters.fresh('other')
      const inner = filterConditions(registry.filter(where.filter!())!, given as Given, other, parameters)
      return [
        `EXISTS { MATCH ${reach(where.cypher!, node, other)}${inner.length > 0 ? ` WHERE ${inner.join(' AND ')}` : ''} }`,
      ]
    }
    case 'list':
    case 'text':
      return []
  }
}

const all = (conditions: string[]): string => (conditions.length === 0 ? 'true' : conditions.map(wrapped).join(' AND '))
const wrapped = (text: string): string => (/ OR /.test(text) && !text.startsWith('(') ? `(${text})` : text)

function conditions(
  filter: FilterDeclaration,
  given: Given,
  node: string,
  parameters: Parameters,
  edge?: string,
): string[] {
  const found: string[] = []
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined) continue
    const inner = (each: unknown): string => all(conditions(filter, each as Given, node, parameters, edge))
    if (name === 'and') found.push(...(value as unknown[]).map(inner))
    else if (name === 'or')
      found.push((value as unknown[]).length === 0 ? 'false' : `(${(value as unknown[]).map(inner).join(' OR ')})`)
    // What is unknown is not so, and its opposite is.
    else if (name === 'not') found.push(`NOT coalesce(${inner(value)}, false)`)
    else found.push(...condition(wheresOf(filter).get(name)!, value, node, parameters, edge))
  }
  return found
}

/** Whether a filter speaks of the values that are otherwise left out. */
function names(filter: FilterDeclaration, given: Given): boolean {
  const { property, values: silent } = filter.unlessNamed!
  return Object.entries(given).some(([name, value]) => {
    if (value === null || value === undefined) return false
    if (name === 'and' || name === 'or') return (value as Given[]).some((each) => names(filter, each))
    if (name === 'not') return names(filter, value as Given)
    const where = wheresOf(filter).get(name)
    if (where?.property !== property) return false
    if (where.kind === 'is') return silent.includes(value)
    return ((value as IdLists).any ?? []).some((each) => silent.includes(each))
  })
}

/** The conditions of a filter on the node of this name (and the edge that led to it), to be joined by AND; values go to the parameters. */
export function filterConditions(
  filter: FilterDeclaration,
  given: Given | null | undefined,
  node: string,
  parameters: Parameters,
  edge?: string,
): string[] {
  const found = given ? conditions(filter, given, node, parameters, edge) : []
  if (filter.unlessNamed && !(given && names(filter, given))) {
    found.push(
      `NOT coalesce(${node}.${filter.unlessNamed.property} IN ${parameters.add('leftOut', filter.unlessNamed.values)}, false)`,
    )
  }
  return found.map(wrapped)
}

/**
 * Where a root list can start when its filter names nodes near by: at those nodes, instead of at all of its label. What
 * is left of the filter is what the start does not see to.
 */
export function anchorOf(
  filter: FilterDeclaration,
  given: Given | null | undefined,
  node: string,
  label: string,
  parameters: Parameters,
): Anchor | undefined {
  for (const [name, value] of Object.entries(given ?? {})) {
    const where = wheresOf(filter).get(name)
    if (where?.kind !== 'ids' || !value) continue
    const lists = value as IdLists
    if (assertedOnly(where, lists)) continue
    const { any, all: every } = lists
    if (!any && !every?.length) continue
    const pattern = where.cypher!.replaceAll('(node)', `(${node}:${label})`).replace(/\(other(:\w+)?\)/, '(start)')
    if (any) {
      return {
        clauses: `MATCH (start:Node) WHERE start.id IN ${parameters.add('start', any)}\nMATCH ${pattern}\nWITH DISTINCT ${node}`,
        left: { ...given, [name]: { ...lists, any: null } },
      }
    }
    return {
      clauses: together(every!.slice(0, singly), pattern, where.name, node, parameters),
      left: { ...given, [name]: { ...lists, all: every!.slice(singly) } },
    }
  }
  return undefined
}

/**
 * The clauses that bind what all of some nodes lead to. What each leads to is gathered once and the next one's looked up
 * in it: to look from each that one leads to whether it is connected to the others would read all it is connected to.
 */
function together(ids: string[], pattern: string, name: string, node: string, parameters: Parameters): string {
  const clauses = ids.map((id, at) => {
    const near = Array.from({ length: at }, (_, before) => `near${before}`)
    const gather =
      near.length > 0
        ? `WITH ${[...near.slice(0, -1), `collect(DISTINCT ${node}) AS ${near.at(-1)}`].join(', ')}\n`
        : ''
    const among = near.map((each) => `${node} IN ${each}`).join(' AND ')
    const start = `MATCH (start:Node {id: ${parameters.add(name, id)}})`
    return `${gather}${start}\nMATCH ${pattern}${among && ` WHERE ${among}`}`
  })
  return `${clauses.join('\n')}\nWITH DISTINCT ${node}`
}
