import { asList, asTable, type Findings, onlyKnown, readBoolean, readText } from '../value.js'
import type { Scalar, Table, Tree } from '../yaml.js'
import type { Block } from './block.js'
import { readCondition } from './condition.js'
import { type Frame, pending, unset } from './frame.js'
import type { LookupTable } from './lookup.js'
import type { Value } from './rows.js'
import { Steps } from './steps.js'
import { findReference, readName, readTemplate, type Reference, type Scope, tidy } from './template.js'

/** What the parts of a mapping are read with. */
export interface Surroundings {
  findings: Findings
  tables: Map<string, LookupTable>
  blocks: Map<string, Block>
  /** The document's slug, for what is known in it alone, and its language, for names. */
  document: string
  language?: string
  /** Whether who is not found is left to what comes after: in a block, whose last case may make them. */
  quiet?: boolean
}

/** What can be said of a named value. */
export const valueFields = {
  from: 'A column, an earlier value, or text with {names} in it; of a list, the first that is there.',
  when: 'A condition: without it the value is missing.',
  split: 'Text, or several texts, at which a cell is taken apart into several values.',
  missing: 'Texts that stand for nothing here.',
  match: 'A regular expression. Its named groups are parts of the value; what does not match is missing.',
  ignoreCase: 'Whether capitals do not matter to match.',
  take: 'The name or number of the group that is the value.',
  table: 'The name of a value table in which it is looked up.',
  column: 'The column of that table that is the value; without it the value has all columns as parts.',
  date: 'The form the date is written in, such as DD/MM/YYYY, or several: the first that fits.',
  find: 'The type, or types, of the node whose name, id or code it is.',
  by: 'What it is: name (unless said), id, or the scheme of an identifier, such as ieadb.',
  within: 'The country that who bears the name belongs to.',
  block: 'The name of the block that makes something of it.',
  otherwise:
    'What happens to what is in no table, is no date, or is not found: refuse the row (unless said), skip the value, or create.',
  ambiguous: 'What happens where a name has several bearers; as `otherwise` where nothing is said.',
  create: 'What is made where nothing is found and `otherwise` is create.',
  default: 'The value where there is none.',
  required: 'Whether a row without it is refused.',
}

/** Reads named values in their order: each may use columns and those before it. */
export class Values {
  readonly references = new Map<string, Reference>()
  private readonly computed: Reference[] = []

  constructor(
    private readonly outer: Scope,
    private readonly around: Surroundings,
  ) {}

  get size(): number {
    return this.computed.length
  }

  readonly scope: Scope = {
    find: (name) => this.references.get(name) ?? this.outer.find(name),
    names: () => [...this.references.keys(), ...this.outer.names()],
  }

  read(table: Table | undefined): void {
    const { findings } = this.around
    for (const [name, { place, value }] of table?.entries ?? []) {
      if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name))
        findings.add(place, `"${name}" cannot be the name of a value.`, 'Letters, digits, - and _.')
      else if (this.outer.find(name))
        findings.add(place, `"${name}" is the name of a column already.`, 'Call the value by another name.')
      const compute = value.kind === 'scalar' ? this.readText(value) : this.readSteps(name, value)
      if (compute) this.references.set(name, this.kept(compute))
    }
  }

  /** Works all values out, as far as nobody has to be asked for; true where somebody has. */
  settle(frame: Frame): boolean {
    let waits = false
    for (const { get } of this.computed) {
      try {
        get(frame)
      } catch (error) {
        if (error !== pending) throw error
        waits = true
      }
    }
    return waits
  }

  /** Worked out once a frame. What came up on the way to somebody not yet found comes up again. */
  private kept(reference: Reference): Reference {
    const at = this.computed.length
    const get = (frame: Frame): Value => {
      const known = frame.memo[at]
      if (known !== unset) return known as Value
      const [problems, unresolved, used] = [frame.problems.length, frame.unresolved.length, frame.used.length]
      try {
        const value = reference.get(frame)
        frame.memo[at] = value
        return value
      } catch (error) {
        frame.problems.length = problems
        frame.unresolved.length = unresolved
        frame.used.length = used
        throw error
      }
    }
    const kept = { ...reference, get }
    this.computed.push(kept)
    return kept
  }

  private readText(tree: Scalar): Reference | undefined {
    return readTemplate(tree, this.scope, this.around.findings)
  }

  private readSteps(name: string, tree: Tree): Reference | undefined {
    const { findings } = this.around
    const table = asTable(tree, findings, 'Write text with {names} in it, or { from: … } and what becomes of it.')
    if (!table) return undefined
    onlyKnown(table, Object.keys(valueFields), 'a value', findings)
    const from = this.readFrom(table)
    const at = (field: string) => table.entries.get(field)?.value
    const when = at('when') && readCondition(at('when')!, this.scope, findings)
    const reader = new Steps(table, from?.columns ?? [], this.scope, this.around)
    const steps = reader.read()
    const fallback =
      at('default')?.kind === 'scalar' ? readTemplate(at('default') as Scalar, this.scope, findings) : undefined
    const required = at('required') ? readBoolean(at('required')!, findings) : false
    if (!from) return undefined
    const { columns } = from
    const get = (frame: Frame): Value => {
      if (when && !when.holds(frame)) return undefined
      const given = from.get(frame)
      let items = given === undefined ? [] : Array.isArray(given) ? given : [given]
      for (const step of steps) items = step(items, frame)
      const value = tidy(items) ?? fallback?.get(frame)
      if (value === undefined && required)
        frame.problems.push({
          columns,
          message: `There is no ${name}, which every row needs.`,
          hint: 'Fill it in, or say in the mapping what stands for it.',
        })
      return value
    }
    return { get, columns, ofRow: from.ofRow || reader.ofRow || (when?.ofRow ?? false) || (fallback?.ofRow ?? false) }
  }

  private readFrom(table: Table): Reference | undefined {
    const { findings } = this.around
    const tree = table.entries.get('from')?.value
    if (!tree) {
      findings.add(
        { ...table.place, field: `${table.place.field}.from` },
        'is missing.',
        'Name the column it comes from.',
      )
      return undefined
    }
    const all = asList(tree).map((item) => {
      const text = readText(item, findings)
      if (text === undefined) return undefined
      // A column's name may have braces in it.
      const named = findReference(text, this.scope)
      if (named) return named
      return text.includes('{')
        ? readTemplate(item as Scalar, this.scope, findings)
        : readName(text, item.place, this.scope, findings)
    })
    const found = all.filter((each) => each !== undefined)
    if (found.length < all.length || found.length === 0) return undefined
    if (found.length === 1) return found[0]
    return {
      get: (frame) => {
        for (const each of found) {
          const value = each.get(frame)
          if (value !== undefined) return value
        }
        return undefined
      },
      columns: [...new Set(found.flatMap(({ columns }) => columns))],
      ofRow: found.some(({ ofRow }) => ofRow),
    }
  }
}
