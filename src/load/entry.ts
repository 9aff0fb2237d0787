import { NameKind } from '../model/Node.js'
import { PartialDate } from '../model/PartialDate.js'
import { registry } from '../model/registry.js'
import { type Backing, backingFields, checkBacking, type Inherited, readBacking, type Words } from './backing.js'
import { claim } from './claim.js'
import type { ClaimDraft, NameDraft, NodeDraft, RelationDraft } from './draft.js'
import { didYouMean, nearest } from './nearest.js'
import { checkOrder } from './order.js'
import { checkKey, type KnownIds } from './reference.js'
import { type ReadRelation, readRelation } from './relation.js'
import type { SeededProperty, SeededRelation, SeededType } from './seeded.js'
import { tenureId } from './tenure.js'
import { asList, asTable, onlyKnown, readBoolean, readText, readValue, readWord, type Value } from './value.js'
import type { Table, Tree } from './yaml.js'

/** What every entry of a fact file is read with. */
export interface Surroundings extends Words {
  known: KnownIds
  language?: string
}

/** What an entry comes to: a node, unless that is defined elsewhere; and what is claimed. */
export interface ReadEntry {
  node?: NodeDraft
  claims: ClaimDraft[]
  /** All relationships stated, denied ones left out, for what can only be seen over several entries. */
  relations: (RelationDraft & { tree: Tree })[]
}

const common = ['evidence', 'certainty', 'method', 'definedElsewhere']

/** The names that an entry of a type can use, those that are no fields of the graph included. */
export function entryFields(type: SeededType): string[] {
  return [
    ...type.fields.keys(),
    ...(type.naming ? ['aliases', 'names'] : []),
    ...(type.identified ? ['externalIds'] : []),
    ...common,
  ]
}

/** Reads one entry of a section. */
export function readEntry(type: SeededType, key: string, tree: Tree, around: Surroundings): ReadEntry {
  const table = asTable(tree, around.findings, `Write the fields of one of ${type.plural}.`)
  return table ? new Entry(type, key, table, around).read() : { claims: [], relations: [] }
}

/** Whether an entry defines its node, rather than adding to what another file or dataset defines. */
export function defines(entry: Tree): boolean {
  const elsewhere = entry.kind === 'table' ? entry.entries.get('definedElsewhere')?.value : undefined
  return elsewhere?.kind !== 'scalar' || elsewhere.text !== 'true'
}

class Entry {
  private readonly id: string
  private readonly inherited: Inherited
  private readonly elsewhere: boolean
  private readonly claims: ClaimDraft[] = []
  private readonly relations: ReadEntry['relations'] = []
  private readonly node: NodeDraft

  constructor(
    private readonly type: SeededType,
    private readonly key: string,
    private readonly table: Table,
    private readonly around: Surroundings,
  ) {
    const { findings } = around
    this.id = `${type.prefix}:${key}`
    const elsewhere = table.entries.get('definedElsewhere')?.value
    this.elsewhere = (elsewhere && readBoolean(elsewhere, findings)) ?? false
    const { evidence, certainty, method } = readBacking(
      this.only('evidence', 'certainty', 'method'),
      { evidence: [], certainty: 'CERTAIN' },
      false,
      around,
    )
    this.inherited = { evidence, certainty, method }
    this.node = {
      id: this.id,
      type: type.type.name,
      names: [],
      externalIds: [],
      evidence: type.fact ? evidence : [],
      certainty,
      properties: {},
      relations: [],
      place: table.place,
    }
  }

  read(): ReadEntry {
    const { findings, known } = this.around
    checkKey(this.type.type, this.key, known, this.table.place, findings)
    this.checkFields()
    if (this.type.fact && !this.elsewhere && !this.table.entries.has('evidence')) {
      findings.add(
        this.table.place,
        'The fact rests on no passage.',
        'Give it evidence: the name of a passage, or a list of names.',
      )
    }
    for (const field of this.type.fields.values()) {
      const entry = this.table.entries.get(field.name)
      if (field.kind === 'relation') this.readRelations(field, entry?.value)
      else if (entry) this.readProperty(field, entry.value)
      else if (!this.elsewhere) this.readAbsent(field)
    }
    checkOrder(this.table, findings)
    this.readNames()
    this.readExternalIds()
    this.checkIdentity()
    return { node: this.elsewhere ? undefined : this.node, claims: this.claims, relations: this.relations }
  }

  /** The entry's own mapping, cut down to some of its keys. */
  private only(...names: string[]): Table {
    return { ...this.table, entries: new Map([...this.table.entries].filter(([name]) => names.includes(name))) }
  }

  private at(field: string) {
    return { ...this.table.place, field: `${this.table.place.field}.${field}` }
  }

  private checkFields(): void {
    const { plural, unseeded } = this.type
    const fields = entryFields(this.type)
    for (const [name, { place }] of this.table.entries) {
      if (fields.includes(name)) continue
      if (unseeded.includes(name))
        this.around.findings.add(place, `"${name}" of ${plural} is worked out, and cannot be written.`)
      else {
        const hint = nearest(name, fields) ? didYouMean(name, fields) : `Their fields are ${fields.join(', ')}.`
        this.around.findings.add(place, `"${name}" is not a field of ${plural}.`, hint)
      }
    }
  }

  private readAbsent(field: SeededProperty): void {
    if (field.required) {
      const words = registry.enum(field.type)
      this.around.findings.add(
        this.at(field.name),
        'is missing.',
        words ? `One of ${Object.keys(words.values).join(', ')}.` : field.description,
      )
    } else if (field.default !== undefined) {
      this.state(field, field.default as Value, readBacking(undefined, this.inherited, false, this.around), this.table)
    }
  }

  /** A value, a mapping of one with what it rests on, or a list of those where sources differ. */
  private readProperty(field: SeededProperty, tree: Tree): void {
    const { findings } = this.around
    const several = tree.kind === 'list'
    // Of what must be said, or is taken for granted, a list of nothing says that the source does not say it.
    if (several && tree.items.length === 0 && !field.required && field.default === undefined)
      findings.add(tree.place, 'The list is empty.', 'Leave the field out where there is nothing to say.')
    for (const item of asList(tree)) {
      const table = item.kind === 'table' ? item : undefined
      if (table) onlyKnown(table, ['value', ...backingFields], field.name, findings)
      const stated = table ? table.entries.get('value')?.value : item
      if (!stated) findings.add({ ...item.place, field: `${item.place.field}.value` }, 'is missing.')
      const value = stated && readValue(stated, field.type, field.name, findings)
      const backing = readBacking(table, this.inherited, field.type === PartialDate, this.around)
      if (value !== undefined) this.state(field, value, several ? { ...backing, own: true } : backing, item)
    }
  }

  /** Of what carries its own claim, only what rests on something else, or on words for a date, is claimed apart. */
  private state(field: SeededProperty, value: Value, backing: Backing, tree: Tree): void {
    checkBacking(backing, tree.place, this.around)
    if (this.type.type.ownClaim && !backing.own && !this.elsewhere) this.node.properties[field.stored] = value
    else this.claim({ predicate: field.stored, subject: this.id, value: String(value) }, backing, tree)
  }

  private readRelations(relation: SeededRelation, tree: Tree | undefined): void {
    const items = tree ? asList(tree) : []
    if (relation.single && items.length > 1) {
      this.around.findings.add(
        tree!.place,
        `${items.length} entries stand here; one is wanted.`,
        'Keep one, or write a statement each.',
      )
    }
    for (const item of items) {
      const read = readRelation(relation, item, this.inherited, this.around.known, this.around)
      if (read) this.relate(read)
    }
  }

  private relate({ relation, node, properties, backing, tree }: ReadRelation): void {
    const { type } = relation
    const [from, to] = relation.outward ? [this.id, node] : [node, this.id]
    const named = { ...properties, ...tenureId(type, from, to, properties) }
    const stated = { type, from, to, properties: named }
    if (backing.polarity === 'POSITIVE') this.relations.push({ ...stated, tree })
    if (!this.type.type.ownClaim || backing.own || this.elsewhere) {
      this.claim({ predicate: type, subject: from, object: to, qualifiers: named }, backing, tree)
    } else if (this.node.relations.some((other) => other.type === type && other.from === from && other.to === to)) {
      this.around.findings.add(tree.place, `"${node}" stands here a second time.`, 'Take one out.')
    } else this.node.relations.push(stated)
  }

  private claim(
    said: Pick<ClaimDraft, 'predicate' | 'subject'> & Partial<ClaimDraft>,
    backing: Backing,
    tree: Tree,
  ): void {
    const { evidence, certainty, polarity, validOn, dateText, dateAnchor, supersedes, score } = backing
    const grounds = { evidence, certainty, polarity, validOn, dateText, dateAnchor, supersedes, score }
    this.claims.push(claim({ ...said, ...grounds, method: backing.method ?? 'CURATED', place: tree.place }))
  }

  private readNames(): void {
    const { language, findings } = this.around
    const { naming } = this.type
    const whole = this.table.entries.get('names')?.value
    if (whole) {
      this.readAllNames(whole)
      return
    }
    const own =
      naming === undefined
        ? undefined
        : this.claims.find(({ predicate, polarity }) => predicate === naming && polarity === 'POSITIVE')
    if (own?.value !== undefined) this.node.names.push({ value: own.value, language, kind: NameKind.PREFERRED })
    const aliases = this.table.entries.get('aliases')?.value
    for (const item of aliases ? asList(aliases) : []) {
      const name =
        item.kind === 'table'
          ? this.readAlias(item, language)
          : { value: readText(item, findings), language, kind: NameKind.ALIAS }
      if (name.value === undefined) continue
      this.addName(name as NameDraft, item)
    }
    this.notElsewhere(aliases)
  }

  /** All names as they stand, the preferred one too, for what the other fields cannot say: none, or one in a language of its own. */
  private readAllNames(tree: Tree): void {
    const { findings } = this.around
    for (const item of asList(tree)) {
      const table = asTable(item, findings, 'Write { value: …, language: …, kind: … }.')
      const name = table && this.readAlias(table, undefined)
      if (name?.value !== undefined) this.addName(name as NameDraft, item)
    }
    const aliases = this.table.entries.get('aliases')
    if (aliases) findings.add(aliases.place, 'stands beside names, which are all of them.', 'Keep one of the two.')
    this.notElsewhere(tree)
  }

  private addName(name: NameDraft, tree: Tree): void {
    const { value, kind, language } = name
    const twice = this.node.names.some((other) => {
      return other.value === value && other.kind === kind && other.language === language
    })
    if (twice) this.around.findings.add(tree.place, `"${value}" stands here a second time.`, 'Take one out.')
    else this.node.names.push(name)
  }

  private readAlias(table: Table, otherwise: string | undefined): Partial<NameDraft> {
    const { findings } = this.around
    onlyKnown(table, ['value', 'language', 'kind'], 'an alias', findings)
    const [value, language, kind] = ['value', 'language', 'kind'].map((name) => table.entries.get(name)?.value)
    if (!value) findings.add({ ...table.place, field: `${table.place.field}.value` }, 'is missing.')
    return {
      value: value && readText(value, findings),
      language: language ? readText(language, findings) : otherwise,
      kind: (kind && readWord(kind, Object.keys(NameKind), 'kind', findings)) ?? NameKind.ALIAS,
    }
  }

  private readExternalIds(): void {
    const { findings } = this.around
    const tree = this.table.entries.get('externalIds')?.value
    const table = tree && asTable(tree, findings, 'Write `scheme: identifier` lines, such as wikidata: Q1037.')
    for (const [scheme, { place, value }] of table?.entries ?? []) {
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(scheme)) {
        findings.add(
          place,
          `"${scheme}" cannot be the name of a scheme.`,
          'Small letters, digits and hyphens, such as wikidata.',
        )
      }
      for (const item of asList(value)) {
        const text = readText(item, findings)
        if (text !== undefined) this.node.externalIds.push({ scheme, value: text })
      }
    }
    this.notElsewhere(tree)
  }

  /** Names and identifiers hang on a node, and go where it is defined. */
  private notElsewhere(tree: Tree | undefined): void {
    if (tree && this.elsewhere)
      this.around.findings.add(tree.place, 'belongs where the node is defined.', 'Take it out here.')
  }

  /** An unnamed person is known in one document alone; what is keyed by a code has that code. */
  private checkIdentity(): void {
    const { findings } = this.around
    const said = (name: string) => this.claims.find(({ predicate }) => predicate === name)?.value
    const code = said('code')
    if (code !== undefined && code !== this.key)
      findings.add(this.at('code'), `"${code}" is not the key, ${this.key}.`, 'The two are one.')
    if (said('anonymous') === 'true' && !this.key.includes('--')) {
      const hint = `Call this one ${this.around.known.slug}--${this.key}.`
      findings.add(
        this.at('anonymous'),
        'Who is left unnamed is known in one document alone, and this id does not say which.',
        hint,
      )
    }
  }
}
