import { didYouMean, nearest } from '../nearest.js'
import { checkKey } from '../reference.js'
import type { SeededProperty, SeededReference, SeededRelation, SeededType } from '../seeded.js'
import { asList, asTable, Findings, onlyKnown, readBoolean, readText, readWord } from '../value.js'
import { NameKind } from '../../model/Node.js'
import type { Scalar, Table, Tree } from '../yaml.js'
import { type Condition, readCondition } from './condition.js'
import type { Frame } from './frame.js'
import { type EntryParts, Maker, type PropertyPart, type RelationItem } from './making.js'
import { idReader, type Read, valueReader } from './reading.js'
import type { Shape } from './shape.js'
import { type Manner, noteWrong, readGiven, readManner, scalarTemplate } from './statement.js'
import { readTemplate, type Scope, type Template, textsOf } from './template.js'
import type { Surroundings } from './values.js'

/** What an entry can say besides the fields of its type. */
const common = ['when', 'certainty', 'method', 'definedElsewhere']

export function entryFields(type: SeededType): string[] {
  return [...type.fields.keys(), ...(type.naming ? ['aliases'] : []), 'externalIds', ...common]
}

/** An entry of a mapping, as a fact file has it, with values of the row in it. */
export class Entry {
  readonly ofRow: boolean = false
  readonly isFact: boolean
  private readonly when?: Condition
  private readonly manner: Manner
  private readonly elsewhere: boolean
  private readonly key?: Template
  private readonly plainKey?: Template
  private readonly properties: EntryParts['properties'] = []
  private readonly relations: EntryParts['relations'] = []
  private readonly aliases: EntryParts['aliases'] = []
  private readonly externalIds: EntryParts['externalIds'] = []
  private readonly coded: boolean
  private readonly maker: Maker

  constructor(
    readonly type: SeededType,
    keyTree: Scalar,
    private readonly table: Table,
    private readonly scope: Scope,
    private readonly around: Surroundings,
  ) {
    const { findings } = around
    this.isFact = type.fact
    this.coded = type.type.fields.has('code')
    const at = (name: string) => table.entries.get(name)?.value
    this.checkFields()
    this.key = readTemplate(keyTree, scope, findings, true)
    this.plainKey = this.key && readTemplate(keyTree, scope, new Findings())
    this.when = at('when') && readCondition(at('when')!, scope, findings)
    this.manner = readManner(
      { ...table, entries: new Map([...table.entries].filter(([name]) => name === 'certainty' || name === 'method')) },
      scope,
      around,
    )
    this.elsewhere = (at('definedElsewhere') && readBoolean(at('definedElsewhere')!, findings)) ?? false
    if (this.key?.constant !== undefined) this.noteKey(this.key.constant, keyTree)
    for (const field of type.fields.values()) {
      const tree = at(field.name)
      if (field.kind === 'relation') {
        if (tree) this.relations.push({ relation: field, items: this.readRelation(field, tree) })
      } else this.properties.push({ field, given: tree ? this.readProperty(field, tree) : this.absent(field) })
    }
    this.readNames(at('aliases'))
    this.readExternalIds(at('externalIds'))
    const { elsewhere, manner, key, properties, relations, aliases, externalIds } = this
    this.maker = new Maker({ type, around, elsewhere, manner, key, properties, relations, aliases, externalIds })
    this.ofRow = this.templates().some(({ ofRow }) => ofRow)
  }

  /** Whether it is to be made of this row. */
  isMade(frame: Frame): boolean {
    return this.when?.holds(frame) ?? true
  }

  /** The id for this row; undefined where a value that its key needs is missing. */
  idOf(frame: Frame): string | undefined {
    const { prefix } = this.type
    const plain = this.plainKey && textsOf(this.plainKey.get(frame))[0]
    if (plain === undefined) return undefined
    if (plain.startsWith(`${prefix}:`)) return plain
    if (this.coded && /^([A-Z]{2}|[A-Z]{4}|x-[a-z0-9]+(-[a-z0-9]+)*)$/.test(plain)) return `${prefix}:${plain}`
    return `${prefix}:${textsOf(this.key!.get(frame))[0]}`
  }

  /** What it comes to for this row: worked out once a frame. */
  shape(frame: Frame): Shape | undefined {
    if (frame.shapes?.has(this)) return frame.shapes.get(this) as Shape | undefined
    const shape = this.isMade(frame) ? this.maker.make(this.idOf(frame), frame) : undefined
    frame.shapes ??= new Map()
    frame.shapes.set(this, shape)
    return shape
  }

  private noteKey(key: string, tree: Scalar): void {
    const { prefix } = this.type
    const bare = key.startsWith(`${prefix}:`) ? key.slice(prefix.length + 1) : key
    checkKey(this.type.type, bare, { ids: new Set(), slug: this.around.document }, tree.place, this.around.findings)
  }

  private checkFields(): void {
    const { plural, unseeded } = this.type
    const fields = entryFields(this.type)
    for (const [name, { place }] of this.table.entries) {
      if (fields.includes(name)) continue
      const { findings } = this.around
      if (name === 'evidence') findings.add(place, 'The evidence of a row is the row.', 'Take this out.')
      else if (unseeded.includes(name))
        findings.add(place, `"${name}" of ${plural} is worked out, and cannot be written.`)
      else
        findings.add(
          place,
          `"${name}" is not a field of ${plural}.`,
          nearest(name, fields) ? didYouMean(name, fields) : `Their fields are ${fields.join(', ')}.`,
        )
    }
  }

  private readProperty(field: SeededProperty, tree: Tree): PropertyPart['given'] {
    const { findings } = this.around
    const read = valueReader(field.type, field.name)
    return readGiven(tree, 'value', [], field.name, this.scope, this.around).map((given) => {
      if (given.template.constant !== undefined) noteWrong(read(given.template.constant), given.tree, findings)
      return { given, read }
    })
  }

  private absent(field: SeededProperty): PropertyPart['given'] {
    if (field.required && !this.elsewhere)
      this.around.findings.add(
        { ...this.table.place, field: `${this.table.place.field}.${field.name}` },
        'is missing.',
        field.description,
      )
    return []
  }

  private readRelation(relation: SeededRelation, tree: Tree): RelationItem[] {
    const { findings } = this.around
    const read = idReader(relation.targets, this.around.document)
    return readGiven(tree, 'node', [...relation.fields.keys()], relation.name, this.scope, this.around).map((given) => {
      if (given.template.constant !== undefined) noteWrong(read(given.template.constant), given.tree, findings)
      const carried = [...relation.fields.values()].flatMap((field) => this.readCarried(field, given.table))
      const required = [...relation.fields.values()].filter(
        (field) => field.required || (field.kind === 'property' && field.default !== undefined),
      )
      for (const field of required) {
        if (field.required && !carried.some((each) => each.field === field))
          findings.add(
            { ...(given.table ?? given.tree).place, field: `${(given.table ?? given.tree).place.field}.${field.name}` },
            'is missing.',
            field.description,
          )
      }
      return { given, carried, required, read }
    })
  }

  private readCarried(field: SeededProperty | SeededReference, table: Table | undefined): RelationItem['carried'] {
    const { findings } = this.around
    const tree = table?.entries.get(field.name)?.value
    const read: (text: string) => Read<unknown> =
      field.kind === 'reference' ? idReader(field.targets, this.around.document) : valueReader(field.type, field.name)
    return (tree ? asList(tree) : []).flatMap((item) => {
      const template = scalarTemplate(item, this.scope, findings)
      if (template?.constant !== undefined) noteWrong(read(template.constant), item, findings)
      return template ? [{ field, template, read }] : []
    })
  }

  private readNames(tree: Tree | undefined): void {
    const { findings } = this.around
    for (const item of tree ? asList(tree) : []) {
      const table = item.kind === 'table' && item.entries.has('value') ? item : undefined
      if (table) onlyKnown(table, ['value', 'language', 'kind'], 'an alias', findings)
      const template = scalarTemplate(table?.entries.get('value')?.value ?? item, this.scope, findings)
      const [language, kind] = ['language', 'kind'].map((name) => table?.entries.get(name)?.value)
      if (template)
        this.aliases.push({
          template,
          language: language && readText(language, findings),
          kind: (kind && readWord(kind, Object.keys(NameKind), 'kind', findings)) ?? NameKind.ALIAS,
        })
    }
    this.notElsewhere(tree)
  }

  private readExternalIds(tree: Tree | undefined): void {
    const { findings } = this.around
    const table = tree && asTable(tree, findings, 'Write `scheme: "{column}"` lines.')
    for (const [scheme, { place, value }] of table?.entries ?? []) {
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(scheme))
        findings.add(
          place,
          `"${scheme}" cannot be the name of a scheme.`,
          'Small letters, digits and hyphens, such as wikidata.',
        )
      for (const item of asList(value)) {
        const template = scalarTemplate(item, this.scope, findings)
        if (template) this.externalIds.push({ scheme, template })
      }
    }
    this.notElsewhere(tree)
  }

  /** Names and identifiers hang on a node, and go where it is defined. */
  private notElsewhere(tree: Tree | undefined): void {
    if (tree && this.elsewhere)
      this.around.findings.add(tree.place, 'belongs where the node is defined.', 'Take it out here.')
  }

  private templates(): { ofRow: boolean }[] {
    const manners = (manner: Manner) => [manner.when, manner.certainty, manner.validOn]
    const given = [
      ...this.properties.flatMap((part) => part.given.map((each) => each.given)),
      ...this.relations.flatMap((part) => part.items.map((item) => item.given)),
    ]
    return [
      this.key,
      this.when,
      ...manners(this.manner),
      ...given.flatMap(({ template, manner }) => [template, ...manners(manner)]),
      ...this.relations.flatMap((part) => part.items.flatMap((item) => item.carried.map(({ template }) => template))),
      ...this.aliases.map(({ template }) => template),
      ...this.externalIds.map(({ template }) => template),
    ].filter((each) => each !== undefined)
  }
}
