import { interval } from '../../model/PartialDate.js'
import { PartialDate } from '../../model/PartialDate.js'
import type { TypeDeclaration } from '../../model/registry.js'
import { readReference } from '../reference.js'
import { Findings, readValue, type Value } from '../value.js'
import type { Scalar } from '../yaml.js'
import { Recent } from './frame.js'

/** A text as what it should be, or what is wrong with it. */
export type Read<T> = { value: T } | { message: string; hint?: string }

/** Reads texts as a fact file's readers do, each different one once. */
function once<T>(read: (tree: Scalar, findings: Findings) => T | undefined): (text: string) => Read<T> {
  const known = new Recent<string, Read<T>>(20_000)
  return (text) => {
    const before = known.get(text)
    if (before) return before
    const findings = new Findings()
    const value = read({ kind: 'scalar', value: text, text, place: {} }, findings)
    const [problem] = findings.problems
    const now: Read<T> = problem ? { message: problem.message, hint: problem.hint } : { value: value! }
    known.set(text, now)
    return now
  }
}

/** Reads values of a declared type. */
export function valueReader(type: object, name: string): (text: string) => Read<Value> {
  const slow = once((tree, findings) => readValue(tree, type, name, findings))
  // Texts are mostly all different, and nothing but their length can be wrong with them.
  return type === String ? (text) => (text.length <= 2000 && text.trim() !== '' ? { value: text } : slow(text)) : slow
}

/** A set that has everything: what a table of millions defines is for the writer to see. */
class Everything extends Set<string> {
  override has(): boolean {
    return true
  }
}

/** Reads ids that lead to one of some types, or bare keys where there is but one. `slug` is the document's. */
export function idReader(targets: TypeDeclaration[], slug: string): (text: string) => Read<string> {
  const known = { ids: new Everything(), slug }
  return once((tree, findings) => readReference(tree, targets, known, findings))
}

const spans = new Recent<string, [string, string]>(20_000)

/** The days a date can mean; the date has been checked. */
export function daysOf(date: string): [first: string, last: string] {
  let days = spans.get(date)
  if (!days) spans.set(date, (days = interval(date)))
  return days
}

export function isDateType(type: object): boolean {
  return type === PartialDate
}
