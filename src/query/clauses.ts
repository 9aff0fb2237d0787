import { recordOf, registry } from '../model/registry.js'
import type {
  ConnectionDeclaration,
  FilterDeclaration,
  ManyDeclaration,
  OneDeclaration,
  TypeClass,
} from '../model/registry.js'
import { anchorOf, filterConditions } from './filter.js'
import { isQuery, Literal, rowsAlone } from './plan.js'
import { Parameters } from './parameters.js'
import type { Arguments, Column, ConnectionPlan, Step } from './plan.js'
import { wholeNumber } from '../cypher.js'

/** The variables that a piece of Cypher is about: what `this` and `far` stand for. */
export interface Scope {
  this?: string
  far?: string
  /** For facets: the clauses that bind all nodes of a filtered list, and the variable they bind. */
  nodes?: () => { clauses: string; node: string }
  /** Where in what was found before the value stands, for a pool to take its nodes from. */
  at: Place
}

/** A way into lists of rows: UNWINDs, and an expression over what they bind. */
interface Place {
  unwinds: string[]
  value: string
}

/** What is read of nodes that can come up again and again, once each: a statement's part of its own. */
interface Pool {
  step: Step
  at: Place
}

/** The text as if it began at the margin: what its later lines are indented by in the type's file says nothing. */
function dedent(text: string): string {
  const [first = '', ...rest] = text.split('\n')
  const depth = Math.min(...rest.filter((line) => line.trim()).map((line) => line.search(/\S/)))
  return [first, ...rest.map((line) => line.slice(depth))].join('\n')
}

const indent = (text: string): string => text.replaceAll('\n', '\n  ')
/** The place of one column of the row at a place. */
const within = ({ unwinds, value }: Place, column: number): Place => ({ unwinds, value: `${value}[${column}]` })

export const list = (parts: string[]): string =>
  parts.length === 0 ? '[]' : `[\n  ${parts.map(indent).join(',\n  ')}\n]`
export const block = (keyword: string, body: string): string => `${keyword} {\n  ${indent(body)}\n}`

const mentions = (text: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(text)

/** Whatever sorts before and after every order text, so that the first page has the same statement as the later ones. */
const lowest = ''
const highest = '\uffff'

/** The clauses of a field that are written out, for the arguments given. */
function matchOf(field: OneDeclaration | ManyDeclaration | ConnectionDeclaration, args: Arguments): string {
  return typeof field.match === 'function' ? field.match(args) : field.match!
}

/** Whether a relationship leads to one kind of node only, whichever field goes along it that way. */
function impliesFarEnd(field: ConnectionDeclaration): boolean {
  if (field.match) return false
  const step = /-\[\w*(:\w+)\]-/.exec(field.by ?? '')?.[1]
  const inward = field.by?.includes('<-') ?? false
  const kinds = registry
    .types()
    .flatMap((type) => [...type.fields.values()])
    .flatMap((each) =>
      'by' in each && each.by?.includes(`${step}]`) && each.by.includes('<-') === inward ? [each.by] : [],
    )
    .map((by) => /\(node(:\w+)?\)/.exec(by)?.[1] ?? '')
  return new Set(kinds).size === 1 && kinds[0] !== ''
}

/**
 * RETURN of a row. Where something below it aggregates, Neo4j takes the whole row for an aggregation, and wants the
 * variables it is made of beside it.
 */
function returning(row: string, variables: string): string {
  return /\b(count|collect|max|min|sum)\(/.test(row) ? `WITH ${variables}, ${row} AS row\nRETURN row` : `RETURN ${row}`
}

/** Writes the clauses of one statement, part by part. */
export class Clauses {
  readonly parameters = new Parameters()
  private nodes = 0
  private rows = 0
  /** Those that the text written so far reads from and that are still to be written. */
  private readonly pools: Pool[] = []

  /** Cypher of a declaration with its reserved words and arguments put in. A word after `.`, `:` or `$` is a name, not a variable. */
  private put(
    text: string,
    words: { this?: string; far?: string; node?: string; edge?: string; nodes?: string },
    args: Arguments,
  ): string {
    const names = new Map(Object.entries(args).map(([name, value]) => [name, { value, as: '' }]))
    return dedent(text)
      .replace(
        /(?<![.:$\w']|YIELD )\b(this|far|node|nodes|edge)\b(?!\s*[:(]\s)/g,
        (word) => words[word as keyof typeof words] ?? word,
      )
      .replace(/\$(\w+)/g, (whole, name: string) => {
        const known = names.get(name)
        if (!known) return whole
        known.as ||= known.value instanceof Literal ? String(known.value.value) : this.parameters.add(name, known.value)
        return known.as
      })
  }

  /** The clauses that bind the far node (and the edge) of a field. `opens` is true where a WHERE may still follow. */
  private reach(
    field: OneDeclaration | ManyDeclaration | ConnectionDeclaration,
    scope: Scope,
    node: string,
    edge: string,
    args: Arguments,
  ): { clauses: string; opens: boolean } {
    if (scope.nodes) {
      const list = scope.nodes()
      return {
        clauses: this.put(matchOf(field, args), { nodes: list.clauses, node: list.node, edge }, args),
        opens: false,
      }
    }
    const words = { this: scope.this, far: scope.far, node, edge }
    if (field.match) return { clauses: this.put(matchOf(field, args), words, args), opens: false }
    return { clauses: `MATCH ${this.put(field.by!, words, args)}`, opens: true }
  }

  private guarded(clauses: string, scope: Scope, guard: string | undefined): string {
    return guard ? `WITH ${scope.this} WHERE ${scope.this}:${guard}\n${clauses}` : clauses
  }

  /** A row of a step: the labels where the kind must be told, then its columns. */
  private row(step: Step, scope: Scope, before: string[] = []): string {
    const first = before.length + (step.abstract ? 1 : 0)
    const columns = [
      ...before,
      ...(step.abstract ? [`labels(${scope.this})`] : []),
      ...step.columns.map((column, at) => this.column(column, { ...scope, at: within(scope.at, first + at) })),
    ]
    const flat = columns.join(', ')
    return flat.length > 90 || flat.includes('\n') ? `[\n  ${columns.map(indent).join(',\n  ')}\n]` : `[${flat}]`
  }

  /** A row of a step that may come up again: its node's id where a pool has the row. */
  private shared(step: Step, scope: Scope): string {
    if (step.pool === undefined) return this.row(step, scope)
    this.pools.push({ step, at: scope.at })
    return `${scope.this}.id`
  }

  /** The place of one row of a list. */
  private each({ unwinds, value }: Place): Place {
    const row = `row${this.rows++}`
    return { unwinds: [...unwinds, `UNWIND ${value} AS ${row}`], value: row }
  }

  column(column: Column, scope: Scope): string {
    switch (column.kind) {
      case 'property':
        return `${scope.this}.${column.field.storedAs ?? column.field.name}`
      case 'computed': {
        const cypher = this.put(column.field.cypher, { this: scope.this, far: scope.far }, column.args)
        return isQuery(column.field) ? block('COLLECT', this.guarded(cypher, scope, column.guard)) : cypher
      }
      case 'made':
        return this.put(column.field.cypher!, { this: scope.this, far: scope.far }, column.args)
      case 'far':
        return this.shared(column.child, { this: scope.far, at: scope.at })
      case 'one':
        return this.one(column.field, scope, column)
      case 'many':
        return block('COLLECT', this.many(column.field, scope, column))
      case 'count': {
        if (column.field.count) return this.put(column.field.count, { this: scope.this }, column.args)
        const { node, edge } = this.variables()
        return block(
          'COUNT',
          `${this.guarded(this.reach(column.field, scope, node, edge, column.args).clauses, scope, column.guard)}\nRETURN 1`,
        )
      }
      case 'connection':
        return this.connection(column.field, scope, column)
    }
  }

  private variables(): { node: string; edge: string } {
    const number = this.nodes++
    return { node: `node${number}`, edge: `edge${number}` }
  }

  private one(field: OneDeclaration, scope: Scope, column: { args: Arguments; child: Step; guard?: string }): string {
    const { node, edge } = this.variables()
    const { clauses } = this.reach(field, scope, node, edge, column.args)
    // The list is returned as it is and its first entry taken in Node: `[0]` would hide the subquery from EXPLAIN.
    return block(
      'COLLECT',
      `${this.guarded(clauses, scope, column.guard)}\n${returning(this.shared(column.child, { this: node, at: this.each(scope.at) }), node)} LIMIT 1`,
    )
  }

  many(
    field: ManyDeclaration,
    scope: Scope,
    column: { args: Arguments; first?: number; child: Step; guard?: string },
  ): string {
    const { node, edge } = this.variables()
    const first = column.first === undefined ? undefined : wholeNumber(column.first)
    const { clauses } = this.reach(field, scope, node, edge, { ...column.args, first })
    const words = { this: scope.this, node, edge }
    const at = this.each(scope.at)
    const far: Scope = column.child.declaration?.kind === 'edge' ? { this: edge, far: node, at } : { this: node, at }
    const carried = [node, edge].filter((name) => mentions(clauses, name)).join(', ')
    const order = field.order ? `\nWITH ${carried}\nORDER BY ${this.put(field.order, words, {})}` : ''
    const limit = first === undefined || !field.order ? '' : `\nLIMIT ${this.parameters.add('first', first)}`
    const position = field.each ? [`${edge}.position`] : []
    return `${this.guarded(clauses, scope, column.guard)}${order}${limit}\n${returning(position.length > 0 ? this.row(column.child, far, position) : this.shared(column.child, far), carried)}`
  }

  private connection(
    field: ConnectionDeclaration,
    scope: Scope,
    column: { args: Arguments; plan: ConnectionPlan; guard?: string },
  ): string {
    const { plan } = column
    const at = rowsAlone(plan) ? scope.at : within(scope.at, 0)
    const rows = plan.rows && block('COLLECT', this.page(field, { ...scope, at }, column, plan.rows))
    return rows && rowsAlone(plan) ? rows : list([...(rows ? [rows] : []), ...this.counts(field, scope, column)])
  }

  /** What is asked of a connection's whole filtered list: how many it has, and its facets. */
  counts(
    field: ConnectionDeclaration,
    scope: Scope,
    column: { args: Arguments; plan: ConnectionPlan; guard?: string },
  ): string[] {
    const counting = { ...column, args: { ...column.args, place: lowest } }
    const nodes = (): { clauses: string; node: string } => this.matched(field, scope, counting)
    return [
      ...(column.plan.total ? [this.total(field, scope, counting)] : []),
      ...column.plan.facets.map((facets) => this.row(facets, { nodes, at: scope.at })),
    ]
  }

  /** Which of some ids were merged, each with what survived. */
  merged(ids: string[]): string {
    const given = this.parameters.add('given', ids)
    return block(
      'COLLECT',
      `MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)\nWHERE merged.id IN ${given}\nRETURN [merged.id, survivor.id]`,
    )
  }

  /** The pools, those that others take their nodes from first, each with its rows by the ids that stand for them. */
  pooled(): { step: Step; text: string }[] {
    const texts: { step: Step; text: string }[] = []
    for (let pool = this.pools.shift(); pool; pool = this.pools.shift()) {
      const { step, at } = pool
      const { node } = this.variables()
      const rows = this.each({ unwinds: [], value: `pool${step.pool}` })
      const row = this.row(step, { this: node, at: within(rows, 1) })
      const text = `${at.unwinds.join(' ')}\nWITH DISTINCT ${at.value} AS id\nMATCH (${node}:Node {id: id})\n${returning(`[id, ${row}]`, `id, ${node}`)}`
      texts.push({ step, text: block('COLLECT', text) })
    }
    return texts
  }

  /** Nodes of a root list whose filter says where to find them, when more than a page of them is asked for: found once. */
  found?: string

  /** The clauses that find them; none where the list is better read for each purpose. */
  gathered(field: ConnectionDeclaration, column: { args: Arguments; plan: ConnectionPlan }): string {
    const filter = field.filter && registry.filter(field.filter())
    if (!field.all || field.over || !filter || !anchorOf(filter, column.plan.filter, '', '', new Parameters()))
      return ''
    const { node, clauses } = this.matched(field, { at: { unwinds: [], value: '' } }, column)
    this.found = 'found'
    return `${clauses}\nWITH collect(${node}) AS ${this.found}\n`
  }

  /** How many entries a connection has. Where the relationship tells what its far end is, the count is a degree, which Neo4j keeps. */
  private total(
    field: ConnectionDeclaration,
    scope: Scope,
    column: { args: Arguments; plan: ConnectionPlan; guard?: string },
  ): string {
    if (this.found && field.all) return `size(${this.found})`
    const { node, clauses } = this.matched(field, scope, column)
    const bare = /^MATCH (\(\w+\)<?-\[)\w*(:\w+\]->?)\((\w+):\w+\)$/.exec(clauses)
    if (bare && bare[3] === node && impliesFarEnd(field)) return `COUNT { ${bare[1]}${bare[2]}() }`
    return block('COUNT', `${clauses}\nRETURN 1`)
  }

  /** The clauses that bind all entries of a connection that its filter lets through, and the place where more conditions go. */
  private matched(
    field: ConnectionDeclaration,
    scope: Scope,
    column: { args: Arguments; plan: ConnectionPlan; guard?: string },
    more?: (words: Record<string, string>) => string[],
  ) {
    const { node, edge } = this.variables()
    const filter = field.filter && registry.filter(field.filter())
    const all = field.over?.() ?? (field.all ? field.type() : undefined)
    let clauses: string
    let opens: boolean
    let given = column.plan.filter
    if (this.found && field.all) {
      clauses = `UNWIND ${this.found} AS ${node}`
      const conditions = more?.({ node, edge }) ?? []
      const through = conditions.length > 0 ? `\nWITH ${node}\nWHERE ${conditions.join(' AND ')}` : ''
      return { node, edge, carried: node, clauses: `${clauses}${through}` }
    } else if (all) {
      const label = recordOf(all as TypeClass).label!
      const anchor = filter && anchorOf(filter, column.plan.filter, node, label, this.parameters)
      clauses = anchor?.clauses ?? `MATCH (${node}:${label})`
      if (anchor) given = anchor.left
      opens = true
    } else {
      const reached = this.reach(field, scope, node, edge, column.args)
      clauses = this.guarded(reached.clauses, scope, column.guard)
      opens = reached.opens
    }
    if (field.over) return this.worked(field, column, { node, clauses, filter, given }, more)
    const carried = mentions(clauses, edge) ? `${node}, ${edge}` : node
    const conditions = [
      ...(filter
        ? filterConditions(
            filter,
            given,
            node,
            this.parameters,
            field.edge && mentions(clauses, edge) ? edge : undefined,
          )
        : []),
      ...(more?.({ node, edge }) ?? []),
    ]
    const where = conditions.length > 0 ? `WHERE ${conditions.join('\n  AND ')}` : ''
    const through = where ? (opens ? `\n${where}` : `\nWITH ${carried}\n${where}`) : ''
    return { node, edge, carried, clauses: `${clauses}${through}` }
  }

  /** The clauses of a connection whose entries are worked out from a filtered list of other nodes. */
  private worked(
    field: ConnectionDeclaration,
    column: { args: Arguments; plan: ConnectionPlan },
    list: { node: string; clauses: string; filter?: FilterDeclaration; given?: Record<string, unknown> | null },
    more?: (words: Record<string, string>) => string[],
  ) {
    const { node, edge } = this.variables()
    const conditions = list.filter ? filterConditions(list.filter, list.given, list.node, this.parameters) : []
    const nodes = conditions.length > 0 ? `${list.clauses}\nWHERE ${conditions.join('\n  AND ')}` : list.clauses
    const worked = this.put(matchOf(field, column.args), { nodes, node: list.node, edge: node }, column.args)
    const wanted = more?.({ node, edge }) ?? []
    return {
      node,
      edge,
      carried: node,
      clauses: wanted.length > 0 ? `${worked}\nWITH ${node}\nWHERE ${wanted.join(' AND ')}` : worked,
    }
  }

  page(
    field: ConnectionDeclaration,
    scope: Scope,
    column: { args: Arguments; plan: ConnectionPlan; guard?: string },
    rows: Step,
  ): string {
    const { page, placed: isPlaced, looksOn } = column.plan
    // Backwards is the same list read in reverse, and turned round when it has arrived.
    const falling = page.descending !== page.backward
    let order = ''
    const beyond = (words: Record<string, string>): string[] => {
      order = this.put(page.order, words, {})
      // A list of all nodes is read from an index in its order, and to Neo4j only a bound on it says so.
      if (page.from === undefined && !field.all) return []
      return [
        `${order} ${falling ? '<' : '>'} ${this.parameters.add('from', page.from ?? (falling ? highest : lowest))}`,
      ]
    }
    // A field's own Cypher can begin at the place where the page does, rather than drop what comes before it.
    const place = page.backward ? lowest : (page.from ?? lowest)
    const placed = { ...column, args: { ...column.args, place } }
    const { node, edge, carried, clauses } = this.matched(field, scope, placed, beyond)
    const limit = this.parameters.add('limit', wholeNumber(page.size + (looksOn ? 1 : 0)))
    const at = this.each(scope.at)
    const inner: Scope = rows.declaration ? { this: edge, far: node, at } : { this: node, far: node, at }
    return `${clauses}\nWITH ${carried}\nORDER BY ${order}${falling ? ' DESC' : ''}\nLIMIT ${limit}\n${returning(this.row(rows, inner, isPlaced ? [order] : []), carried)}`
  }
}
