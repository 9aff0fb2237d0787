import { registry, type TypeDeclaration } from '../model/registry.js'
import {
  type Backing,
  backingFields,
  checkBacking,
  type Inherited,
  readBacking,
  readDateWords,
  type Words,
} from './backing.js'
import { checkOrder } from './order.js'
import { type KnownIds, readReference } from './reference.js'
import { type SeededProperty, type SeededReference, type SeededRelation, seededTypes } from './seeded.js'
import { asList, onlyKnown, readValue } from './value.js'
import { PartialDate } from '../model/PartialDate.js'
import type { Table, Tree } from './yaml.js'

/** One relationship as an entry gives it: its far end, its own properties, and what it rests on. */
export interface ReadRelation {
  relation: SeededRelation
  node: string
  properties: Record<string, unknown>
  backing: Backing
  tree: Tree
}

/** Reads a far end: an id, or a mapping with `node`, what the relationship carries, and what it rests on. */
export function readRelation(
  relation: SeededRelation,
  tree: Tree,
  inherited: Inherited,
  known: KnownIds,
  words: Words,
): ReadRelation | undefined {
  const { findings } = words
  const table = tree.kind === 'table' ? tree : undefined
  if (table) onlyKnown(table, ['node', ...relation.fields.keys(), ...backingFields], relation.name, findings)
  const far = table ? table.entries.get('node')?.value : tree
  if (!far)
    findings.add({ ...tree.place, field: `${tree.place.field}.node` }, 'is missing.', 'Write the id of the far end.')
  const node = far && readReference(far, relation.targets, known, findings)
  const dated = [...relation.fields.values()].some((field) => field.kind === 'property' && field.type === PartialDate)
  const backing = readBacking(table, inherited, dated, words)
  const carried = new Carried(relation, tree, backing, known, words)
  const properties = carried.read(table)
  checkOrder(table, findings)
  checkBacking(carried.backing, tree.place, words)
  if (node === undefined) return undefined
  checkFarValues(relation, node, properties, table, words)
  return { relation, node, properties, backing: carried.backing, tree }
}

/** What a relationship carries. A date of its own can have words and evidence of its own, which then are the claim's too. */
class Carried {
  constructor(
    private readonly relation: SeededRelation,
    private readonly tree: Tree,
    public backing: Backing,
    private readonly known: KnownIds,
    private readonly words: Words,
  ) {}

  read(table: Table | undefined): Record<string, unknown> {
    const properties: Record<string, unknown> = {}
    for (const field of this.relation.fields.values()) {
      const entry = table?.entries.get(field.name)
      if (entry) {
        const value = this.value(field, entry.value)
        if (value !== undefined) properties[field.stored] = value
      } else if (field.required) this.noteMissing(field)
      else if (field.kind === 'property' && field.default !== undefined) properties[field.stored] = field.default
    }
    return properties
  }

  private value(field: SeededProperty | SeededReference, tree: Tree): unknown {
    if (field.kind === 'reference') return readReference(tree, field.targets, this.known, this.words.findings)
    if (field.list) return asList(tree).flatMap((item) => this.one(field, item) ?? [])
    return this.one(field, tree)
  }

  private one(field: SeededProperty, tree: Tree): unknown {
    const { findings } = this.words
    if (tree.kind !== 'table') return readValue(tree, field.type, field.name, findings)
    onlyKnown(tree, ['value', 'text', 'anchor', 'evidence'], `${field.name} of a relationship`, findings)
    const value = tree.entries.get('value')
    if (!value) findings.add({ ...tree.place, field: `${tree.place.field}.value` }, 'is missing.')
    this.join(tree, field)
    return value && readValue(value.value, field.type, field.name, findings)
  }

  private join(tree: Table, field: SeededProperty): void {
    const { passages, findings } = this.words
    const { dateText, dateAnchor } = readDateWords(tree, field.type === PartialDate, this.words)
    const evidence = tree.entries.get('evidence')
    if (dateText !== undefined && this.backing.dateText !== undefined && dateText !== this.backing.dateText) {
      const hint = 'Write a second entry for the other date.'
      findings.add(tree.place, `“${this.backing.dateText}” and “${dateText}” are the words of two dates.`, hint)
    }
    const more = evidence ? passages.cite(evidence.value) : []
    this.backing = {
      ...this.backing,
      evidence: [...new Set([...this.backing.evidence, ...more])],
      dateText: dateText ?? this.backing.dateText,
      dateAnchor: dateAnchor ?? this.backing.dateAnchor,
      own: this.backing.own || dateText !== undefined || more.length > 0,
    }
  }

  private noteMissing(field: SeededProperty | SeededReference): void {
    const words = field.kind === 'property' ? registry.enum(field.type) : undefined
    const hint = words
      ? `Write { node: …, ${field.name}: … }: one of ${Object.keys(words.values).join(', ')}.`
      : field.description
    this.words.findings.add(
      { ...this.tree.place, field: `${this.tree.place.field}.${field.name}` },
      'is missing.',
      hint,
    )
  }
}

/** Notes a value that stands for one of the far end and is none there: an agreement does not become CONCLUDED. */
function checkFarValues(
  relation: SeededRelation,
  node: string,
  properties: Record<string, unknown>,
  table: Table | undefined,
  words: Words,
): void {
  const type = registry.byPrefix(node.slice(0, node.indexOf(':')))
  for (const field of relation.fields.values()) {
    // Declared as stored under another name: under the far end's own.
    if (field.kind !== 'property' || field.stored === field.name) continue
    const values = farValues(type, field.stored)
    const value = properties[field.stored]
    if (!values || typeof value !== 'string' || values.includes(value)) continue
    const place = table?.entries.get(field.name)?.value.place ?? {}
    words.findings.add(
      place,
      `"${value}" is not a ${field.stored} of ${type?.prefix}s.`,
      `One of ${values.join(', ')}.`,
    )
  }
}

export function farValues(type: TypeDeclaration | undefined, name: string): string[] | undefined {
  const field = seededTypes()
    .get(type?.plural ?? '')
    ?.fields.get(name)
  const words = field?.kind === 'property' ? registry.enum(field.type) : undefined
  return words && Object.keys(words.values)
}
