import { type SeededType, seededTypes } from '../seeded.js'
import { asList, asTable, onlyKnown } from '../value.js'
import type { Tree } from '../yaml.js'
import { readCondition } from './condition.js'
import { Entry } from './entry.js'
import type { Frame } from './frame.js'
import { firstText, scalarTemplate } from './statement.js'
import type { Scope } from './template.js'
import type { Surroundings } from './values.js'

/** What something comes to: the first case that holds says. */
export interface Cases {
  ofRow: boolean
  /** The id of the node; undefined where no case holds. What the case makes is noted in the frame. */
  choose(frame: Frame): string | undefined
}

/** Reads cases: each `{ when: …, id: … }`, or with the section of an entry and the entry in place of the id. */
export function readCases(tree: Tree, scope: Scope, around: Surroundings): Cases {
  const { findings } = around
  const sections = seededTypes()
  const cases = asList(tree).flatMap((item) => {
    const table = asTable(item, findings, 'Write { when: …, id: … }, or a section with one entry.')
    if (!table) return []
    onlyKnown(table, ['when', 'id', ...sections.keys()], 'a case', findings)
    const whenTree = table.entries.get('when')?.value
    const when = whenTree && readCondition(whenTree, scope, findings)
    const idTree = table.entries.get('id')?.value
    const id = idTree && scalarTemplate(idTree, scope, findings)
    const entries = [...table.entries].flatMap(([name, { value }]) => {
      const type = sections.get(name)
      return type ? readSection(type, value, scope, around) : []
    })
    if ((id ? 1 : 0) + entries.length !== 1)
      findings.add(
        item.place,
        `${idTree ? 'An id and entries stand' : `${entries.length} entries stand`} here; one thing is wanted.`,
        'Write a case for each.',
      )
    return [{ when, id, entry: entries[0] }]
  })
  return {
    ofRow: cases.some(({ when, id, entry }) => when?.ofRow || id?.ofRow || entry?.ofRow),
    choose: (frame) => {
      for (const { when, id, entry } of cases) {
        if (when && !when.holds(frame)) continue
        if (!entry) return firstText(id, frame)
        const made = entry.idOf(frame)
        if (made === undefined || !entry.isMade(frame)) continue
        if (!frame.made.includes(entry)) frame.made.push(entry)
        return made
      }
      return undefined
    },
  }
}

/** The entries of a section: by key, or a list of entries with a `key` each. */
export function readSection(type: SeededType, tree: Tree, scope: Scope, around: Surroundings): Entry[] {
  const { findings } = around
  if (tree.kind === 'list') {
    return tree.items.flatMap((item) => {
      const table = asTable(item, findings, `Write the key and the fields of one of ${type.plural}.`)
      const key = table?.entries.get('key')?.value
      if (table && !key)
        findings.add({ ...table.place, field: `${table.place.field}.key` }, 'is missing.', 'The key makes the id.')
      const rest = table && { ...table, entries: new Map([...table.entries].filter(([name]) => name !== 'key')) }
      return rest && key?.kind === 'scalar' ? [new Entry(type, key, rest, scope, around)] : []
    })
  }
  const section = asTable(tree, findings, 'Write `key:` and the fields of each.')
  return [...(section?.entries ?? [])].flatMap(([text, { place, value }]) => {
    const table = asTable(value, findings, `Write the fields of one of ${type.plural}.`)
    return table
      ? [new Entry(type, { kind: 'scalar', value: text, text, place }, { ...table, place }, scope, around)]
      : []
  })
}
