import { didYouMean } from '../nearest.js'
import type { Findings } from '../value.js'
import type { Scalar } from '../yaml.js'
import type { Frame } from './frame.js'
import type { Fields, Item, Value } from './rows.js'
import { slug } from './slug.js'

/** A value by name: how to get it, and the columns it comes from. */
export interface Reference {
  get: (frame: Frame) => Value
  columns: string[]
  /** Whether it hangs on the row alone, rather than on what a block is used for. */
  ofRow: boolean
}

/** The names that can be used where something is written. */
export interface Scope {
  find(name: string): Reference | undefined
  names(): string[]
}

/** Text with what stands in it for each row. */
export interface Template extends Reference {
  /** The text, where it is the same for every row. */
  constant?: string
}

const none: string[] = []

/** The parts of a value that has parts; of a list, those of each. */
export function part(value: Value, name: string): Value {
  if (value === undefined || typeof value === 'string') return undefined
  if (!Array.isArray(value)) return value.get(name)
  const found = value.flatMap((item) => part(item, name) ?? none)
  return found.length > 0 ? found : undefined
}

/** What a name leads to: a value or a column, or by a dot a part of one. */
export function findReference(name: string, scope: Scope): Reference | undefined {
  const whole = scope.find(name)
  if (whole) return whole
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const base = scope.find(name.slice(0, dot))
    if (!base) continue
    const steps = name.slice(dot + 1).split('.')
    return { ...base, get: (frame) => steps.reduce<Value>((value, step) => part(value, step), base.get(frame)) }
  }
  return undefined
}

/** A name that must lead somewhere; noted where it does not. */
export function readName(
  name: string,
  place: Scalar['place'],
  scope: Scope,
  findings: Findings,
): Reference | undefined {
  const found = findReference(name.trim(), scope)
  if (!found) {
    const names = scope.names()
    const all = names.length <= 30 ? `There are ${names.join(', ')}.` : undefined
    findings.add(place, `"${name.trim()}" is neither a column nor a value.`, didYouMean(name.trim(), names, all))
  }
  return found
}

/** The text of one thing: of what has parts, the whole it was taken from. */
export function textOf(item: Item): string | undefined {
  if (typeof item === 'string') return item
  const whole = item.get('')
  return typeof whole === 'string' ? whole : undefined
}

/** All texts of a value. */
export function textsOf(value: Value): string[] {
  if (value === undefined) return none
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap((item) => textOf(item) ?? none)
  const whole = textOf(value)
  return whole === undefined ? none : [whole]
}

/**
 * Text in which `{name}` stands for a value; `{slug name}` for it as part of a key; `{{` and `}}` for braces. Alone in
 * braces, a value keeps what it is, a list too. Where one of several is missing, so is the whole; a list makes it a list.
 */
export function readTemplate(tree: Scalar, scope: Scope, findings: Findings, keyed = false): Template | undefined {
  const parts: (string | Reference)[] = []
  let literal = ''
  let wrong = false
  const text = tree.text
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!
    if ((sign === '{' || sign === '}') && text[at + 1] === sign) {
      literal += sign
      at += 1
    } else if (sign === '{') {
      const end = text.indexOf('}', at)
      if (end < 0) {
        findings.add(tree.place, `A brace is opened in "${text}" and not closed.`, 'Write {{ for a brace itself.')
        return undefined
      }
      const inside = text.slice(at + 1, end)
      const [, slugged, name = inside] = /^(slug )?(.*)$/s.exec(inside) ?? []
      const found = readName(name, tree.place, scope, findings)
      if (!found) wrong = true
      else {
        if (literal !== '') parts.push(literal)
        literal = ''
        parts.push(slugged || keyed ? { ...found, get: (frame) => sluggedOf(found.get(frame)) } : found)
      }
      at = end
    } else if (sign === '}') {
      findings.add(tree.place, `A brace is closed in "${text}" and not opened.`, 'Write }} for a brace itself.')
      return undefined
    } else literal += sign
  }
  if (literal !== '') parts.push(literal)
  if (wrong) return undefined
  return joined(parts)
}

function sluggedOf(value: Value): Value {
  const texts = textsOf(value).map(slug)
  return texts.length > 1 ? texts : texts[0]
}

function joined(parts: (string | Reference)[]): Template {
  const references = parts.filter((each) => typeof each !== 'string')
  const columns = [...new Set(references.flatMap((each) => each.columns))]
  const ofRow = references.some((each) => each.ofRow)
  if (references.length === 0) {
    const constant = parts.filter((each) => typeof each === 'string').join('')
    return { constant, get: () => constant, columns, ofRow }
  }
  const [only] = references
  if (parts.length === 1) return { get: only!.get, columns, ofRow }
  const get = (frame: Frame): Value => {
    let whole = ''
    for (const each of parts) {
      if (typeof each === 'string') {
        whole += each
        continue
      }
      const value = each.get(frame)
      if (typeof value === 'string') whole += value
      else if (value === undefined) return undefined
      else return several(parts, frame)
    }
    return whole
  }
  return { get, columns, ofRow }
}

/** A text for each combination of what stands in lists. */
function several(parts: (string | Reference)[], frame: Frame): Value {
  let texts = ['']
  for (const each of parts) {
    const more = typeof each === 'string' ? [each] : textsOf(each.get(frame))
    texts = texts.flatMap((before) => more.map((after) => before + after))
  }
  return texts.length > 1 ? texts : texts[0]
}

/** A value without doubles and without lists of one. */
export function tidy(items: Item[]): Value {
  const seen = new Set<Item>(items)
  if (seen.size > 1) return [...seen]
  return items[0]
}

export function fieldsOf(entries: Iterable<[string, Value]>): Fields {
  return new Map(entries)
}
