import { asList, type Findings, readText } from '../value.js'
import type { Tree } from '../yaml.js'
import type { Frame } from './frame.js'
import { readName, type Scope, textsOf } from './template.js'

/** Whether something is to be made of a row. */
export interface Condition {
  holds(frame: Frame): boolean
  ofRow: boolean
}

/**
 * A condition: `name` is there; `not name`; `{ name: A, other: [B, C] }`, where each must be one of what is given (`not
 * name` as a key turns that round); a list of conditions, of which one must hold.
 */
export function readCondition(tree: Tree, scope: Scope, findings: Findings): Condition | undefined {
  if (tree.kind === 'list') {
    const all = tree.items.map((item) => readCondition(item, scope, findings)).filter((each) => each !== undefined)
    return { holds: (frame) => all.some((each) => each.holds(frame)), ofRow: all.some(({ ofRow }) => ofRow) }
  }
  if (tree.kind === 'scalar') {
    const text = readText(tree, findings)
    return text === undefined ? undefined : isThere(text, tree, scope, findings)
  }
  const all = [...tree.entries]
    .map(([name, { place, value }]) => isOneOf(name, { ...value, place }, value, scope, findings))
    .filter((each) => each !== undefined)
  return { holds: (frame) => all.every((each) => each.holds(frame)), ofRow: all.some(({ ofRow }) => ofRow) }
}

function named(text: string, tree: Tree, scope: Scope, findings: Findings) {
  // A column's own name may begin with the word.
  const turned = /^not /.test(text) && !scope.find(text)
  const reference = readName(turned ? text.slice(4) : text.replace(/^\{(.*)\}$/, '$1'), tree.place, scope, findings)
  return reference && { reference, turned }
}

function isThere(text: string, tree: Tree, scope: Scope, findings: Findings): Condition | undefined {
  const found = named(text, tree, scope, findings)
  if (!found) return undefined
  const { reference, turned } = found
  return { holds: (frame) => (reference.get(frame) !== undefined) !== turned, ofRow: reference.ofRow }
}

function isOneOf(text: string, at: Tree, tree: Tree, scope: Scope, findings: Findings): Condition | undefined {
  const found = named(text, at, scope, findings)
  const values = new Set(asList(tree).flatMap((item) => readText(item, findings) ?? []))
  if (!found) return undefined
  const { reference, turned } = found
  return {
    holds: (frame) => textsOf(reference.get(frame)).some((each) => values.has(each)) !== turned,
    ofRow: reference.ofRow,
  }
}
