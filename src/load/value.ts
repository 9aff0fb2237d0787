import { ID, Int } from '../model/declare.js'
import { interval, PartialDate } from '../model/PartialDate.js'
import { registry } from '../model/registry.js'
import { type Place, Problem } from '../problem.js'
import { didYouMean } from './nearest.js'
import type { List, Scalar, Table, Tree } from './yaml.js'

/** A text beyond this cannot be indexed, and is no name, title or clause. */
const maxLength = 2000

/** What is wrong with an input, gathered while it is read, so that all of it can be said at once. */
export class Findings {
  readonly problems: Problem[] = []

  add(place: Place, message: string, hint?: string): void {
    this.problems.push(new Problem('BAD_DATA', message, { place, hint }))
  }
}

/** A value of a field, as the graph keeps it. A date stays as written. */
export type Value = string | number | boolean

/** What stands here instead of what was wanted. */
export function shown(tree: Tree): string {
  if (tree.kind === 'scalar') return tree.value === null ? 'Nothing' : `"${tree.text}"`
  return tree.kind === 'list' ? 'A list' : 'A mapping'
}

/** `statusAfter` → `a status after`: what a value of a field is called. */
function noun(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`
}

export function asTable(tree: Tree, findings: Findings, hint: string): Table | undefined {
  if (tree.kind === 'table') return tree
  findings.add(tree.place, `${shown(tree)} stands here; a mapping is wanted.`, hint)
  return undefined
}

/** A list, or the one thing that stands for a list of it. */
export function asList(tree: Tree): List['items'] {
  return tree.kind === 'list' ? tree.items : [tree]
}

/** Notes every key of a mapping that is not among those known. */
export function onlyKnown(table: Table, known: readonly string[], what: string, findings: Findings): void {
  for (const [name, { place }] of table.entries) {
    if (known.includes(name)) continue
    findings.add(
      place,
      `"${name}" is not a field of ${what}.`,
      didYouMean(name, known, `Its fields are ${known.join(', ')}.`),
    )
  }
}

function scalar(tree: Tree, what: string, findings: Findings, hint?: string): Scalar | undefined {
  if (tree.kind === 'scalar' && tree.value !== null) return tree
  findings.add(tree.place, `${shown(tree)} stands here; ${what} is wanted.`, hint)
  return undefined
}

export function readText(tree: Tree, findings: Findings, most = maxLength): string | undefined {
  const text = scalar(tree, 'a text', findings)?.text
  if (text === undefined) return undefined
  if (text.trim() === '')
    findings.add(tree.place, 'The text is empty.', 'Leave the field out where there is nothing to say.')
  else if (text.length > most) {
    findings.add(tree.place, `The text has ${text.length} characters; ${most} are the most.`, 'Shorten it.')
  } else return text
  return undefined
}

export function readWord(tree: Tree, values: readonly string[], name: string, findings: Findings): string | undefined {
  const all = `One of ${values.join(', ')}.`
  const text = scalar(tree, noun(name), findings, all)?.text
  if (text === undefined || values.includes(text)) return text
  findings.add(tree.place, `"${text}" is not ${noun(name)}.`, didYouMean(text, values, all))
  return undefined
}

export function readDate(tree: Tree, findings: Findings): string | undefined {
  const text = scalar(tree, 'a date', findings)?.text
  if (text === undefined) return undefined
  try {
    interval(text)
    return text
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    findings.add(tree.place, error.message, error.hint)
    return undefined
  }
}

export function readBoolean(tree: Tree, findings: Findings): boolean | undefined {
  const text = scalar(tree, 'true or false', findings)?.text
  if (text === undefined || text === 'true' || text === 'false') return text === undefined ? undefined : text === 'true'
  findings.add(tree.place, `"${text}" is neither true nor false.`, 'Write true or false.')
  return undefined
}

export function readWhole(tree: Tree, findings: Findings): number | undefined {
  const text = scalar(tree, 'a whole number', findings)?.text
  if (text === undefined) return undefined
  if (/^(0|-?[1-9]\d{0,8})$/.test(text)) return Number(text)
  findings.add(tree.place, `"${text}" is not a whole number.`, 'Write digits alone, at most nine.')
  return undefined
}

/** How sure something is, from 0 to 1. */
export function readShare(tree: Tree, findings: Findings): number | undefined {
  const text = scalar(tree, 'a number', findings)?.text
  if (text === undefined) return undefined
  const share = Number(text)
  if (/\d/.test(text) && share >= 0 && share <= 1) return share
  findings.add(tree.place, `"${text}" is not a number from 0 to 1.`, 'Write one such as 0.85.')
  return undefined
}

/** A value of a declared type; undefined where it is not one, which is noted. `name` is what its field is called. */
export function readValue(tree: Tree, type: object, name: string, findings: Findings): Value | undefined {
  const words = registry.enum(type)
  if (words) return readWord(tree, Object.keys(words.values), name, findings)
  if (type === PartialDate) return readDate(tree, findings)
  if (type === Boolean) return readBoolean(tree, findings)
  if (type === Int) return readWhole(tree, findings)
  if (type === String || type === ID) return readText(tree, findings)
  throw new Error(`${name} is of a type that fact files have no values of`)
}
