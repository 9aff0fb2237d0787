import { compileFunction } from 'node:vm'
import { GraphQLScalarType } from 'graphql'
import { connectionName } from '../model/naming.js'
import { ID, Int, Float } from '../model/declare.js'
import { possibleTypes, registry } from '../model/registry.js'
import type { FieldDeclaration } from '../model/registry.js'
import { readMade } from './answer.js'
import { writeCursor } from './page.js'
import { facetsAt, isQuery, rowsAlone } from './plan.js'
import type { Page } from './page.js'
import type { Column, ConnectionPlan, Rows, Step } from './plan.js'

/**
 * A reader made for one plan: JavaScript that turns the database's rows into the answer's objects, key by key in the
 * order of the selection, without asking of every field what it is. It knows only answers without fault. Whatever is out
 * of order (null where none may be, a value of the wrong kind, an id that is not there) makes it throw `Irregular`, and
 * graphql-js, which knows all the rules, completes the same rows instead.
 */
export type Reader = (rows: Rows, tally: Tally) => unknown

/** What an answer cost, counted as query/cost.ts counts what it can cost. */
export interface Tally {
  actual: number
}

export class Irregular extends Error {}

function irregular(): never {
  throw new Irregular('this answer is for graphql-js to complete')
}

/** Functions by their text: a question asked again with other values needs no new one. */
const compiled = new Map<string, (constants: unknown[], tools: object) => Reader>()
const compiledMost = 2000

const tools = {
  irregular,
  /** What a pool has for an id, made once: what comes up again is the same object. */
  pooled: (pool: Map<string, unknown>, made: Map<string, unknown>, id: string, read: (row: unknown) => unknown) => {
    if (!made.has(id)) made.set(id, pool.has(id) ? read(pool.get(id)) : irregular())
    return made.get(id)
  },
  cursor: (page: Page, row: unknown[] | undefined) => (row ? writeCursor(page, row[0] as string) : null),
}

class Code {
  /** Values that differ from one asking to the next and so are no part of the text. */
  readonly constants: unknown[] = []
  private readonly functions: string[] = []
  private pools = 0

  constant(value: unknown): string {
    return `c[${this.constants.push(value) - 1}]`
  }

  private define(body: string): string {
    const name = `f${this.functions.length}`
    this.functions.push('')
    this.functions[Number(name.slice(1))] = `const ${name} = ${body}`
    return name
  }

  private key(name: string): string {
    return name === '__proto__' ? '["__proto__"]' : JSON.stringify(name)
  }

  private leaf(field: FieldDeclaration, value: string): string {
    const type = field.type()
    const known = registry.enum(type)
    if (known) {
      const values = this.constant(new Set(Object.keys(known.values)))
      return `(${values}.has(${value}) ? ${value} : t.irregular())`
    }
    if (type === Int)
      return `(Number.isInteger(${value}) && ${value} <= 2147483647 && ${value} >= -2147483648 ? ${value} : t.irregular())`
    if (type === Float) return `(Number.isFinite(${value}) ? ${value} : t.irregular())`
    if (type === Boolean) return `(typeof ${value} === 'boolean' ? ${value} : t.irregular())`
    if (type === String || type === ID || type instanceof GraphQLScalarType)
      return `(typeof ${value} === 'string' ? ${value} : t.irregular())`
    throw new Error(`${field.name} is of a kind that has no reader`)
  }

  /** What is stored, or what Cypher worked out. */
  private value(column: Column & { kind: 'property' | 'computed' }, value: string): string {
    const { field } = column
    if (field.kind === 'computed' && field.finish) {
      const found = isQuery(field) ? `(${value}[0] ?? null)` : value
      const finished = this.define(
        `(v) => ${field.nullable ? 'v == null ? null : ' : ''}${field.list ? `v.map((v) => ${this.leaf(field, 'v')})` : this.leaf(field, 'v')}`,
      )
      return `${finished}(${this.constant(field.finish)}(${found}, ${this.constant(column.kind === 'computed' ? column.args : {})}))`
    }
    if (field.list) return `(${value} == null ? [] : ${value}.map((v) => ${this.leaf(field, 'v')}))`
    if (field.kind === 'computed' && isQuery(field)) {
      const first = this.define(
        `(v) => ${field.nullable ? `v == null ? null : ${this.leaf(field, 'v')}` : this.leaf(field, 'v')}`,
      )
      return `${first}(${value}[0])`
    }
    return field.nullable ? `(${value} == null ? null : ${this.leaf(field, value)})` : this.leaf(field, value)
  }

  column(column: Column, value: string): string {
    switch (column.kind) {
      case 'property':
        return this.value(column, value)
      case 'computed':
        return `(n++, ${this.value(column, value)})`
      case 'made': {
        const { field, args } = column
        return `(n++, ${this.constant((made: unknown) => readMade(column, field.finish!(made, args)))}(${value}))`
      }
      case 'count':
        return `(n++, ${value} ?? 0)`
      case 'far':
        return column.absent
          ? `(${value}[0] === null ? null : ${this.step(column.child)}(${value}))`
          : `${this.step(column.child)}(${value})`
      case 'one': {
        const absent = column.field.nullable && !column.field.mustExist ? 'null' : 't.irregular()'
        return `(${value}.length === 0 ? ${absent} : (n++, ${this.step(column.child)}(${value}[0])))`
      }
      case 'many': {
        if (!column.field.each) return `(n += ${value}.length, ${value}.map((r) => ${this.step(column.child)}(r)))`
        const wanted = this.constant((column.args[column.field.each] as unknown[]).length)
        return `(n += ${value}.length, ${value}.length === ${wanted} ? ${value}.map((r) => ${this.step(column.child, 1)}(r)) : t.irregular())`
      }
      case 'connection':
        return `${this.connection(column.plan, connectionName(column.field))}(${value})`
    }
  }

  private object(step: Step, type: string, at: number): string {
    const entries = step.shapes.get(type)!.map(({ key, column }) => {
      const value =
        column === undefined ? JSON.stringify(type) : this.column(step.columns[column]!, `r[${at + column}]`)
      return `${this.key(key)}: ${value}`
    })
    return `({${entries.join(', ')}})`
  }

  private step(step: Step, at = 0): string {
    const { pool } = step
    if (pool === undefined) return this.whole(step, at)
    this.pools = Math.max(this.pools, pool + 1)
    return this.define(`(id) => t.pooled(pools[${pool}], made[${pool}], id, ${this.whole(step, 0)})`)
  }

  private whole(step: Step, at: number): string {
    if (!step.abstract) return this.define(`(r) => ${this.object(step, step.declaration!.name, at)}`)
    const cases = possibleTypes(step.declaration!).map((type) => {
      return `if (l.includes(${JSON.stringify(type.label)})) return ${this.object(step, type.name, at + 1)}`
    })
    return this.define(`(r) => { const l = r[${at}]; ${cases.join('; ')}; return t.irregular() }`)
  }

  private connection(plan: ConnectionPlan, name: string): string {
    const page = this.constant(plan.page)
    const info: Record<string, string> = {
      hasNextPage: 'p.backward ? p.from !== undefined : more',
      hasPreviousPage: 'p.backward ? more : p.from !== undefined',
      startCursor: 't.cursor(p, rows[0])',
      endCursor: 't.cursor(p, rows[rows.length - 1])',
      __typename: '"PageInfo"',
    }
    const entries = plan.shape.map((slot) => {
      if (slot.of === '__typename') return `${this.key(slot.key)}: ${JSON.stringify(`${name}Connection`)}`
      if (slot.of === 'totalCount') return `${this.key(slot.key)}: Math.min(v[${plan.rows ? 1 : 0}], ${slot.most})`
      if (slot.of === 'totalCountExact') return `${this.key(slot.key)}: v[${plan.rows ? 1 : 0}] <= ${slot.most}`
      if (slot.of === 'facets')
        return `${this.key(slot.key)}: ${this.step(slot.step)}(v[${facetsAt(plan) + slot.column}])`
      if (slot.of === 'pageInfo') {
        return `${this.key(slot.key)}: {${slot.keys.map(({ key, name: of }) => `${this.key(key)}: ${info[of]}`).join(', ')}}`
      }
      const fields = slot.slots.map((each) => {
        if (each.of === '__typename') return `${this.key(each.key)}: ${JSON.stringify(`${name}Edge`)}`
        if (each.of === 'cursor') return `${this.key(each.key)}: t.cursor(p, r)`
        return `${this.key(each.key)}: ${this.column(plan.rows!.columns[each.column]!, `r[${each.column + (plan.placed ? 1 : 0)}]`)}`
      })
      return `${this.key(slot.key)}: rows.map((r) => ({${fields.join(', ')}}))`
    })
    const rows = plan.rows
      ? `let rows = ${rowsAlone(plan) ? 'v' : 'v[0]'}; const more = rows.length > p.size; if (more) rows = rows.slice(0, p.size); if (p.backward) rows = rows.slice().reverse(); n += rows.length; `
      : ''
    const counted = plan.total ? 'n++; ' : ''
    return this.define(`(v) => { const p = ${page}; ${counted}${rows}return {${entries.join(', ')}} }`)
  }

  build(root: string): Reader {
    const made = Array.from({ length: this.pools }, () => 'new Map()').join(', ')
    const text = `"use strict"; let pools, made, n; ${this.functions.join('; ')}; return ({ value: v, pools: p }, tally) => { pools = p; made = [${made}]; n = 0; const answer = ${root}; tally.actual += n; return answer }`
    let make = compiled.get(text)
    if (!make) {
      if (compiled.size >= compiledMost) compiled.clear()
      // Every name and value in the text is a GraphQL name, a label of the model or a number: nothing a client wrote as a value.
      make = compileFunction(text, ['c', 't']) as (constants: unknown[], tools: object) => Reader
      compiled.set(text, make)
    }
    return make(this.constants, tools)
  }
}

/** The reader of a root field's answer. */
export function compileReader(column: Column): Reader {
  const code = new Code()
  return code.build(code.column(column, 'v'))
}
