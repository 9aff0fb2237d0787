import { Certainty } from '../../model/Fact.js'
import { Method, Polarity } from '../../model/Claim.js'
import { PartialDate } from '../../model/PartialDate.js'
import { onlyKnown, readWord } from '../value.js'
import type { Scalar, Table, Tree } from '../yaml.js'
import { type Condition, readCondition } from './condition.js'
import type { Frame } from './frame.js'
import { type Read, valueReader } from './reading.js'
import { readTemplate, type Scope, type Template, textsOf } from './template.js'
import type { Surroundings } from './values.js'

/** How what is said in one place of a mapping is meant. */
export interface Manner {
  when?: Condition
  certainty?: Template
  polarity?: string
  validOn?: Template
  method?: string
  /** Whether anything of this was said here rather than around it. */
  own: boolean
}

export const mannerFields = ['when', 'certainty', 'polarity', 'validOn', 'method']

/** Reads what stands beside a value or a far end. */
export function readManner(table: Table | undefined, scope: Scope, { findings }: Surroundings): Manner {
  const at = (name: string) => table?.entries.get(name)?.value
  const [when, polarity, method] = ['when', 'polarity', 'method'].map(at)
  const template = (name: string, type: object) => {
    const tree = at(name)
    const read = tree && scalarTemplate(tree, scope, findings)
    if (read?.constant !== undefined) noteWrong(valueReader(type, name)(read.constant), tree!, findings)
    return read
  }
  return {
    when: when && readCondition(when, scope, findings),
    certainty: template('certainty', Certainty),
    polarity: polarity && readWord(polarity, Object.keys(Polarity), 'polarity', findings),
    validOn: template('validOn', PartialDate),
    method: method && readWord(method, Object.keys(Method), 'method', findings),
    own: mannerFields.some((name) => name !== 'when' && at(name) !== undefined),
  }
}

/** A template where text is wanted. `{day}` without quotes is a mapping of YAML, and an easy slip. */
export function scalarTemplate(
  tree: Tree,
  scope: Scope,
  findings: Surroundings['findings'],
  keyed = false,
): Template | undefined {
  if (tree.kind === 'scalar' && tree.value !== null) return readTemplate(tree, scope, findings, keyed)
  const [first] = tree.kind === 'table' ? [...tree.entries] : []
  const slip =
    tree.kind === 'table' &&
    tree.entries.size === 1 &&
    first?.[1].value.kind === 'scalar' &&
    first[1].value.value === null
  if (tree.kind === 'scalar')
    findings.add(
      tree.place,
      'Nothing stands here; a text is wanted.',
      'Leave the field out where there is nothing to say.',
    )
  else
    findings.add(
      tree.place,
      `A ${tree.kind === 'list' ? 'list' : 'mapping'} stands here; a text is wanted.`,
      slip ? `Write it in quotes: "{${first[0]}}".` : undefined,
    )
  return undefined
}

export function noteWrong(read: Read<unknown>, tree: Tree, findings: Surroundings['findings']): void {
  if (!('value' in read)) findings.add(tree.place, read.message, read.hint)
}

/** One text, or several, with how they are meant: what a field of an entry is given. */
export interface Given {
  template: Template
  manner: Manner
  /** The mapping it stands in, where it stands in one. */
  table?: Table
  /** Where the text itself stands. */
  tree: Tree
}

/** Reads what a field is given: a text, a mapping with the text under `name`, or a list of those. */
export function readGiven(
  tree: Tree,
  name: string,
  fields: readonly string[],
  what: string,
  scope: Scope,
  around: Surroundings,
): Given[] {
  const { findings } = around
  const items = tree.kind === 'list' ? tree.items : [tree]
  return items.flatMap((item) => {
    const slip =
      item.kind === 'table' &&
      item.entries.size === 1 &&
      [...item.entries.values()][0]!.value.kind === 'scalar' &&
      ([...item.entries.values()][0]!.value as Scalar).value === null
    const table = item.kind === 'table' && !slip ? item : undefined
    if (table) onlyKnown(table, [name, ...fields, ...mannerFields], what, findings)
    const main = table ? table.entries.get(name)?.value : item
    if (!main) findings.add({ ...item.place, field: `${item.place.field}.${name}` }, 'is missing.')
    const template = main && scalarTemplate(main, scope, findings)
    const manner = readManner(table, scope, around)
    return template ? [{ template, manner, table, tree: main }] : []
  })
}

/** The first text of a template for a row. */
export function firstText(template: Template | undefined, frame: Frame): string | undefined {
  return template && textsOf(template.get(frame))[0]
}
