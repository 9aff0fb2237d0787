import { GraphQLError } from 'graphql'
import { daysOf, periodOf } from './dates.js'
import { type Thing, type Values } from './graph.js'
import type { Found } from './lists.js'

/** What an entry is ordered by: compared part by part. */
type Key = (string | number)[]

export interface Entry extends Found {
  key: Key
  cursor: string
}

export interface Page {
  all: Entry[]
  entries: Entry[]
  info: Values
}

/** Marks a cursor of the reference: what it says is the place, what Parley writes is its own affair. */
export const mark = 'place '

const compare = (one: Key, other: Key): number => {
  for (const [at, part] of one.entries()) {
    const against = other[at]!
    if (part !== against) return part < against ? -1 : 1
  }
  return 0
}

/** Names and titles are ordered without case and accents, dates by their first possible day with unknown ones last either way. */
function partOf(property: string, { node, edge }: Found, descending: boolean): string | number {
  if (property.startsWith('edge.')) {
    const value = edge![property.slice(5)]
    if (property === 'edge.language') return (value as string | undefined) ?? '\uffff'
    return typeof value === 'number'
      ? value
      : typeof value === 'string'
        ? value
        : value == null
          ? ''
          : JSON.stringify(value)
  }
  const { properties, id } = node as Thing
  if (property === 'id') return id
  if (property === 'start') return (properties.start as number | null) ?? 0
  if (/On$|^on$/.test(property)) {
    const days = daysOf(properties[property])
    return days ? periodOf(days.first, 10) : descending ? '' : '~'
  }
  const text = (properties[property] ?? '') as string
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** The order a list is asked for in: its own unless told otherwise, ties by id. */
export function orderOf(
  own: string,
  orderBy: { field: string; direction?: string } | null | undefined,
): { by: string; descending: boolean } {
  if (!orderBy) return { by: own, descending: false }
  const property = orderBy.field.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
  return { by: property === 'id' ? 'id' : `${property} id`, descending: orderBy.direction === 'DESC' }
}

/** Names the list and the order a cursor belongs to. */
export function placeName(field: string, { by, descending }: { by: string; descending: boolean }): string {
  return `${field}, ${descending ? 'falling' : 'rising'} by ${by}`
}

export function sorted(found: Found[], by: string, descending = false): (Found & { key: Key })[] {
  const keyed = found.map((each) => ({ ...each, key: by.split(' ').map((part) => partOf(part, each, descending)) }))
  keyed.sort((one, other) => compare(one.key, other.key))
  return descending ? keyed.reverse() : keyed
}

function bounded(name: string, size: number): number {
  if (size >= 0 && size <= 250) return size
  throw new GraphQLError(`${name}: ${size} is not from 0 to 250`)
}

/** The page that the arguments ask for, out of the whole filtered list. */
export function pageOf(field: string, own: string, found: Found[], args: Values): Page {
  const order = orderOf(own, args.orderBy as Parameters<typeof orderOf>[1])
  const place = `${mark}${placeName(field, order)}: `
  const all = sorted(found, order.by, order.descending).map((each) => ({
    ...each,
    cursor: `${place}${JSON.stringify(each.key)}`,
  }))
  const { first, after, last, before } = args as { first?: number; after?: string; last?: number; before?: string }
  const backward = last != null || (first == null && before != null)
  const given = backward ? before : after
  if ((backward ? after : before) != null || (first != null && last != null)) throw new GraphQLError('two ends at once')
  if (given != null && !given.startsWith(place)) throw new GraphQLError('a cursor of another list')
  const from = given == null ? undefined : (JSON.parse(given.slice(place.length)) as Key)
  const ahead = order.descending === backward ? 1 : -1
  const rest = from === undefined ? all : all.filter(({ key }) => compare(key, from) === ahead)
  const size = bounded(backward ? 'last' : 'first', (backward ? last : first) ?? 20)
  const entries = backward ? rest.slice(Math.max(0, rest.length - size)) : rest.slice(0, size)
  const more = rest.length > size
  return {
    all,
    entries,
    info: {
      hasNextPage: backward ? from !== undefined : more,
      hasPreviousPage: backward ? more : from !== undefined,
      startCursor: entries[0]?.cursor ?? null,
      endCursor: entries.at(-1)?.cursor ?? null,
    },
  }
}
