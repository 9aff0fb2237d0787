import { registry } from '../../model/registry.js'
import { didYouMean } from '../nearest.js'
import { type Wanted, wantedKey } from '../resolve.js'
import { asList, readBoolean, readText, readWord } from '../value.js'
import type { Table, Tree } from '../yaml.js'
import { readCases } from './cases.js'
import { dateForm, isDate, readDateForm } from './dates.js'
import { type Frame, pending } from './frame.js'
import type { Item, Value } from './rows.js'
import { readName, type Scope, textOf, textsOf } from './template.js'
import type { Surroundings } from './values.js'

/** One step from a value's items to others. */
type Step = (items: Item[], frame: Frame) => Item[]

const policies = ['refuse', 'skip', 'create']

/** Reads what becomes of a value, each step in its turn, whatever the order they are written in. */
export class Steps {
  ofRow = false
  private readonly otherwise: string
  private readonly ambiguous: string

  constructor(
    private readonly table: Table,
    private readonly columns: string[],
    private readonly scope: Scope,
    private readonly around: Surroundings,
  ) {
    const { findings } = around
    const policy = (name: string) => {
      const tree = this.at(name)
      return tree && readWord(tree, policies, name, findings)
    }
    this.otherwise = policy('otherwise') ?? (this.at('create') ? 'create' : 'refuse')
    this.ambiguous = policy('ambiguous') ?? this.otherwise
    if (this.otherwise === 'create' && !this.at('create'))
      findings.add(
        { ...table.place, field: `${table.place.field}.create` },
        'is missing.',
        'Say what is made where nothing is found.',
      )
    if (this.at('create') && !this.at('find'))
      findings.add(this.at('create')!.place, 'Nothing is looked for here.', 'Say find, or use a block.')
  }

  read(): Step[] {
    return [this.split(), this.missing(), this.match(), this.lookUp(), this.date(), this.find(), this.block()].filter(
      (step) => step !== undefined,
    )
  }

  private at(name: string): Tree | undefined {
    return this.table.entries.get(name)?.value
  }

  private texts(name: string): string[] | undefined {
    const tree = this.at(name)
    // Spaces count, and an empty text too.
    return (
      tree &&
      asList(tree).flatMap((item) =>
        item.kind === 'scalar' ? item.text : (this.around.findings.add(item.place, 'A text is wanted here.'), []),
      )
    )
  }

  private split(): Step | undefined {
    const texts = this.texts('split')?.filter((text) => text !== '')
    if (!texts?.length) return undefined
    const sign = new RegExp(texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'))
    return (items) =>
      items.flatMap((item) =>
        textsOf(item).flatMap((text) =>
          text
            .split(sign)
            .map((each) => each.trim())
            .filter((each) => each !== ''),
        ),
      )
  }

  private missing(): Step | undefined {
    const texts = this.texts('missing')
    return texts && ((items) => items.filter((item) => typeof item !== 'string' || !texts.includes(item)))
  }

  private match(): Step | undefined {
    const { findings } = this.around
    const tree = this.at('match')
    const text = tree && readText(tree, findings)
    if (text === undefined) {
      if (this.at('take'))
        findings.add(this.at('take')!.place, 'There is no match to take a group of.', 'Give one, or take this out.')
      return undefined
    }
    const ignoreCase = this.at('ignoreCase') ? readBoolean(this.at('ignoreCase')!, findings) : false
    let pattern: RegExp
    try {
      pattern = new RegExp(text, ignoreCase ? 'iu' : 'u')
    } catch (error) {
      findings.add(
        tree!.place,
        `"${text}" is not a regular expression: ${(error as Error).message.replace(/^.*: /, '')}.`,
        'Write it as JavaScript does, in single quotes.',
      )
      return undefined
    }
    const groups = new RegExp(`${text}|`, 'u').exec('')!
    const takeTree = this.at('take')
    const take = takeTree && readText(takeTree, findings)
    const names = [...Object.keys(groups.groups ?? {}), ...groups.keys()].map(String)
    if (take !== undefined && !names.includes(take)) {
      findings.add(takeTree!.place, `"${take}" is not a group of the pattern.`, `Its groups are ${names.join(', ')}.`)
    }
    return (items) =>
      items.flatMap((item): Item | Item[] => {
        const found = pattern.exec(textOf(item) ?? '')
        if (!found) return []
        if (take !== undefined) return (found.groups?.[take] ?? found[Number(take)])?.trim() || []
        const parts: [string, Value][] = Object.entries(found.groups ?? {}).map(([name, part]) => [
          name,
          part?.trim() || undefined,
        ])
        return [new Map([['', found[0]] as [string, Value], ...parts])]
      })
  }

  private lookUp(): Step | undefined {
    const { findings, tables } = this.around
    const name = this.at('table') && readText(this.at('table')!, findings)
    if (name === undefined) return undefined
    const table = tables.get(name)
    if (!table) {
      findings.add(
        this.at('table')!.place,
        `"${name}" is not a value table.`,
        didYouMean(
          name,
          tables.keys(),
          tables.size > 0 ? `There are ${[...tables.keys()].join(', ')}.` : 'Describe it under tables.',
        ),
      )
      return undefined
    }
    const columnTree = this.at('column')
    const column = columnTree && readText(columnTree, findings)
    if (column !== undefined && !table.columns.includes(column))
      findings.add(
        columnTree!.place,
        `"${column}" is not a column of ${name}.`,
        didYouMean(column, table.columns, `Its columns are ${table.columns.join(', ')}.`),
      )
    const { refuses } = this
    return (items, frame) =>
      items.flatMap((item) => {
        const text = textOf(item) ?? ''
        const found = table.get(text)
        if (found) return (column === undefined ? found : (found.get(column) as Item | undefined)) ?? []
        if (refuses)
          frame.problems.push({
            columns: this.columns,
            message: `"${text}" is not in the table ${name}.`,
            hint: table.meant(text),
          })
        return []
      })
  }

  private get refuses(): boolean {
    return this.otherwise === 'refuse'
  }

  private date(): Step | undefined {
    const { findings } = this.around
    const tree = this.at('date')
    if (!tree) return undefined
    const forms = asList(tree).flatMap((item) => {
      const text = readText(item, findings)
      const form = text === undefined ? undefined : dateForm(text)
      if (text !== undefined && !form)
        findings.add(
          item.place,
          `"${text}" is not a form of dates.`,
          'Use YYYY, MM or M, DD or D, and MMMM for the month’s name, each once: DD/MM/YYYY, D MMMM YYYY, YYYY.',
        )
      return form ? [[text!, form] as const] : []
    })
    const patterns = forms.map(([, form]) => form)
    const wanted = forms.map(([text]) => text).join(' or ')
    return (items, frame) =>
      items.flatMap((item) => {
        const text = textOf(item) ?? ''
        const date = readDateForm(text, patterns)
        if (date === undefined && this.refuses)
          frame.problems.push({
            columns: this.columns,
            message: `"${text}" is not a date.`,
            hint: `Write it as ${wanted}${patterns.some((form) => form.test(text)) || isDate(text) ? ', and a day that there is' : ''}.`,
          })
        return date ?? []
      })
  }

  private types(): string[] {
    const { findings } = this.around
    const known = registry.nodes().map(({ name }) => name)
    return asList(this.at('find')!).flatMap((item) => readWord(item, known, 'type', findings) ?? [])
  }

  private find(): Step | undefined {
    const { findings } = this.around
    if (!this.at('find')) return undefined
    const types = this.types()
    const by = (this.at('by') && readText(this.at('by')!, findings)) ?? 'name'
    const withinTree = this.at('within')
    const withinName = withinTree && readText(withinTree, findings)
    const within = withinName === undefined ? undefined : readName(withinName, withinTree!.place, this.scope, findings)
    if (within?.ofRow) this.ofRow = true
    const { quiet } = this.around
    const cases = this.at('create') ? readCases(this.at('create')!, this.scope, this.around) : undefined
    if (cases?.ofRow) this.ofRow = true
    const way: Wanted['by'] = by === 'name' || by === 'id' ? by : { scheme: by }
    const noun = types.map((type) => type.toLowerCase()).join(' or ')
    return (items, frame) => {
      let waits = false
      const found = items.flatMap((item) => {
        const value = textOf(item)
        if (value === undefined) return []
        const place = within && textsOf(within.get(frame))[0]
        const wanted: Wanted = { by: way, value, types, ...(place === undefined ? {} : { within: place }) }
        const key = wantedKey(wanted)
        const answer = frame.run.found.get(key)
        if (answer === undefined) {
          frame.run.wanted.set(key, wanted)
          waits = true
          return []
        }
        if (answer && 'id' in answer) return [answer.id]
        if (answer && 'decided' in answer)
          return answer.decided === 'create' && cases ? (cases.choose(frame) ?? []) : []
        const candidates = answer?.candidates ?? []
        const policy = candidates.length > 0 ? this.ambiguous : this.otherwise
        if (policy === 'refuse') {
          const several = candidates.map(({ id, name }) => `${id} (${name})`).join(', ')
          const way = by === 'name' || by === 'id' ? by : `${by} identifier`
          frame.problems.push({
            columns: this.columns,
            message: several
              ? `"${value}" is the ${way} of several: ${several}.`
              : `"${value}" is the ${way} of no ${noun} that is known.`,
            hint: several
              ? 'Decide in the review file which is meant.'
              : 'Load the dataset that has it, correct the cell, or say in the mapping what happens otherwise.',
          })
        }
        const unclear = { value, column: this.columns[0], candidates, wanted }
        if (candidates.length > 0 || (policy !== 'create' && !quiet)) frame.unresolved.push(unclear)
        else if (policy !== 'create') frame.missed = unclear
        return policy === 'create' && cases ? (cases.choose(frame) ?? []) : []
      })
      if (waits) throw pending
      return found
    }
  }

  private block(): Step | undefined {
    const { findings, blocks } = this.around
    const tree = this.at('block')
    const name = tree && readText(tree, findings)
    if (name === undefined) return undefined
    const block = blocks.get(name)
    if (!block) {
      findings.add(
        tree!.place,
        `"${name}" is not a block.`,
        didYouMean(name, blocks.keys(), 'Blocks are described under blocks, in their order.'),
      )
      return undefined
    }
    if (block.ofRow) this.ofRow = true
    return (items, frame) => {
      let waits = false
      const found = items.flatMap((item) => {
        try {
          return block.use(item, frame, this.columns) ?? []
        } catch (error) {
          if (error !== pending) throw error
          waits = true
          return []
        }
      })
      if (waits) throw pending
      return found
    }
  }
}
