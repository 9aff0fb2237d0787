import { asTable, onlyKnown } from '../value.js'
import type { Tree } from '../yaml.js'
import { type Cases, readCases } from './cases.js'
import { type Frame, newFrame, pending, Recent } from './frame.js'
import type { Item, Value } from './rows.js'
import { type Scope, textOf } from './template.js'
import { type Surroundings, Values } from './values.js'

/** Something said once and used for several cells, such as both sides of an event. */
export interface Block {
  /** Whether it hangs on the row rather than on what it is used for alone. */
  ofRow: boolean
  /** What it makes of an item: the id of a node. Throws `pending` where somebody has to be found first. */
  use(item: Item, frame: Frame, columns: string[]): Value
}

/** Uses of a block that are kept for the rows after. */
const mostKept = 20_000

export const blockFields = {
  values: 'Named values, as outside; `it` is what the block is used for.',
  is: 'What it comes to: cases, of which the first that holds counts.',
}

/** Reads a block: values of its own, and the cases of what it is. */
export function readBlock(name: string, tree: Tree, columns: Scope, outer: Surroundings): Block | undefined {
  const around = { ...outer, quiet: true }
  const { findings } = around
  const table = asTable(tree, findings, 'Write { values: …, is: … }.')
  if (!table) return undefined
  onlyKnown(table, Object.keys(blockFields), 'a block', findings)
  const it = { get: ({ it }: Frame) => it, columns: [], ofRow: false }
  const inner: Scope = {
    find: (wanted) => (wanted === 'it' ? it : columns.find(wanted)),
    names: () => ['it', ...columns.names()],
  }
  const values = new Values(inner, around)
  const valuesTree = table.entries.get('values')?.value
  values.read(valuesTree && asTable(valuesTree, findings, 'Write `name:` and where each comes from.'))
  const isTree = table.entries.get('is')?.value
  if (!isTree) {
    findings.add(
      { ...table.place, field: `${table.place.field}.is` },
      'is missing.',
      'Say what the block comes to: an id, or an entry.',
    )
    return undefined
  }
  const cases: Cases = readCases(isTree, values.scope, around)
  const ofRow = cases.ofRow || [...values.references.values()].some((each) => each.ofRow)
  return { ofRow, use: (item, frame, used) => use(name, values, cases, ofRow, item, frame, used) }
}

function use(
  name: string,
  values: Values,
  cases: Cases,
  ofRow: boolean,
  item: Item,
  outer: Frame,
  columns: string[],
): Value {
  const { run, row, key } = outer
  const text = ofRow ? undefined : typeof item === 'string' ? item : undefined
  let kept = run.blocks.get(name)
  if (!kept) run.blocks.set(name, (kept = new Recent<string, Frame>(mostKept)))
  const frame = (text === undefined ? undefined : kept.get(text)) ?? newFrame(row, run, key, values.size + 1, item)
  if (text !== undefined) kept.set(text, frame)
  const at = values.size
  if (typeof frame.memo[at] === 'symbol') {
    if (values.settle(frame)) throw pending
    frame.memo[at] = cases.choose(frame)
    if (frame.memo[at] === undefined && frame.problems.length === 0 && frame.unresolved.length === 0) {
      frame.unresolved.push(frame.missed ?? { value: textOf(item) ?? '', candidates: [] })
    }
  }
  outer.used.push({ frame, columns })
  return frame.memo[at] as Value
}
