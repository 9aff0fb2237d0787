import type { ExecutionResult } from 'graphql'
import { lists } from './lists.js'
import { mark, orderOf, placeName } from './pages.js'
import { fieldOf } from './schema.js'

/**
 * Holds answers of Parley against those of the reference. A cursor is Parley's own affair, but one place must have one
 * cursor and one cursor one place, in all that was ever answered; those seen so far can be asked to go on from.
 */
export class Comparison {
  /** Places of the reference by Parley's cursors. */
  readonly places = new Map<string, string>()
  private readonly cursors = new Map<string, string>()

  /** Where the two part, and what each has there; nothing where they are alike. Of errors the places must be the same. */
  difference(real: ExecutionResult, expected: ExecutionResult): string | undefined {
    return this.differs(written(real), written(expected), 'answer')
  }

  /** Cursors known of a list in the order of an `orderBy` argument. */
  known(type: string, field: string, orderBy: string | undefined): string[] {
    const list = fieldOf(lists, type, field)
    if (!list) return []
    const property = /field: (\w+)/.exec(orderBy ?? '')?.[1]
    const direction = /direction: (\w+)/.exec(orderBy ?? '')?.[1]
    const place = placeName(field, orderOf(list.order, property ? { field: property, direction } : null))
    return [...this.cursors].filter(([each]) => each.startsWith(`${mark}${place}: `)).map(([, cursor]) => cursor)
  }

  private differs(real: unknown, expected: unknown, at: string): string | undefined {
    const told = `${at} is ${JSON.stringify(real)}, not ${JSON.stringify(expected)}`
    if (typeof expected === 'string' && expected.startsWith(mark) && typeof real === 'string') {
      if (!this.cursors.has(expected) && !this.places.has(real)) {
        this.cursors.set(expected, real)
        this.places.set(real, expected)
      }
      return this.cursors.get(expected) === real && this.places.get(real) === expected ? undefined : told
    }
    if (expected === null || typeof expected !== 'object' || real === null || typeof real !== 'object')
      return real === expected ? undefined : told
    const [own, other] = [Object.entries(real), Object.entries(expected)]
    if (own.map(([key]) => key).join() !== other.map(([key]) => key).join()) return told
    for (const [position, [key, value]] of own.entries()) {
      const found = this.differs(value, other[position]![1], `${at}.${key}`)
      if (found) return found
    }
    return undefined
  }
}

function written({ data, errors }: ExecutionResult): unknown {
  const paths = errors?.map(({ path }) => (path ?? []).join('.')).sort()
  return JSON.parse(JSON.stringify({ data, errors: paths ?? [] }))
}
