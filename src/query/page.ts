import { createHash } from 'node:crypto'
import { orderName, sortsOf } from '../model/naming.js'
import { PartialDate } from '../model/PartialDate.js'
import { recordOf } from '../model/registry.js'
import type { ConnectionDeclaration, TypeClass, TypeDeclaration } from '../model/registry.js'
import { fieldsOf } from '../model/registry.js'
import { Problem } from '../problem.js'

/** One page of a connection: so many entries from a place, in an order that one text for each entry decides. */
export interface Page {
  /** Cypher over `node` and `edge`: a text, never null, and unique in the list. */
  order: string
  descending: boolean
  /** From the end backwards: read in reverse, then turned round. */
  backward: boolean
  size: number
  /** The order text of the entry to go on from; undefined at the start (or end) of the list. */
  from?: string
  /** What binds a cursor to its list's order. */
  tag: string
}

const defaultSize = 20

function tagOf(field: ConnectionDeclaration, order: string, descending: boolean): string {
  return createHash('sha256').update(`${field.name}|${order}|${descending}`).digest('base64url').slice(0, 6)
}

function seal(tag: string, value: string): string {
  return createHash('sha256').update(`${tag}|${value}`).digest('base64url').slice(0, 6)
}

/** An opaque cursor: the entry's place, bound to its list's order, with a seal that shows tampering and typing errors. */
export function writeCursor(page: Page, value: string): string {
  return Buffer.from(JSON.stringify([page.tag, seal(page.tag, value), value])).toString('base64url')
}

function readCursor(argument: string, cursor: string, tag: string): string {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    parts = undefined
  }
  const [given, sealed, value] = Array.isArray(parts) ? (parts as unknown[]) : []
  const hint =
    'Pass a cursor as an earlier page of the same list gave it, with the same orderBy; leave it out to start from the beginning.'
  if (typeof value !== 'string' || typeof given !== 'string' || sealed !== seal(given, value)) {
    throw new Problem('BAD_USER_INPUT', `${argument}: this is not a cursor that this server gave.`, { hint })
  }
  if (given !== tag)
    throw new Problem('BAD_USER_INPUT', `${argument}: this cursor is of another list or another order.`, { hint })
  return value
}

/** The text by which a list of this type is ordered by one of its properties. */
function orderText(type: TypeDeclaration, property: string, descending: boolean): string {
  if (property === 'id') return 'node.id'
  const field = fieldsOf(type).get(property)
  return `node.${property}${descending && field?.type() === PartialDate ? 'Desc' : 'Asc'}`
}

function size(name: 'first' | 'last', value: number, max: number): number {
  if (value < 0)
    throw new Problem('BAD_USER_INPUT', `${name}: ${value} is less than nothing.`, { hint: `Ask for 0 to ${max}.` })
  if (value > max)
    throw new Problem('BAD_USER_INPUT', `${name}: ${value} is more than ${max}, the most this list gives at once.`, {
      hint: 'Ask for fewer, and go on from pageInfo.endCursor.',
    })
  return value
}

/** The page that a connection's arguments ask for. Throws a Problem for sizes out of bounds and cursors not of this list. */
export function pageOf(field: ConnectionDeclaration, args: Record<string, unknown>): Page {
  const { first, after, last, before } = args as { first?: number; after?: string; last?: number; before?: string }
  if (first != null && last != null)
    throw new Problem('BAD_USER_INPUT', 'first and last exclude one another.', {
      hint: 'Use first with after, or last with before.',
    })
  const backward = last != null || (first == null && before != null && after == null)
  if (backward ? after != null : before != null) {
    throw new Problem(
      'BAD_USER_INPUT',
      `${backward ? 'after' : 'before'} does not go with ${backward ? 'last' : 'first'}.`,
      { hint: 'Use first with after, or last with before.' },
    )
  }
  const orderBy = args.orderBy as { field: string; direction: string } | null | undefined
  const descending = orderBy?.direction === 'DESC'
  const type = recordOf(field.type() as TypeClass)
  const property = orderBy && sortsOf(type).find((name) => orderName(name) === orderBy.field)
  const order = property ? orderText(type, property, descending) : field.order
  const tag = tagOf(field, order, descending)
  const cursor = backward ? before : after
  return {
    order,
    descending,
    backward,
    size: backward
      ? size('last', last ?? Math.min(defaultSize, field.max), field.max)
      : size('first', first ?? Math.min(defaultSize, field.max), field.max),
    from: cursor == null ? undefined : readCursor(backward ? 'before' : 'after', cursor, tag),
    tag,
  }
}
