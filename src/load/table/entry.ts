import type { RelationDraft } from '../draft.js'
import { didYouMean, nearest } from '../nearest.js'
import { checkKey } from '../reference.js'
import { farValues } from '../relation.js'
import { type SeededProperty, type SeededReference, type SeededRelation, type SeededType } from '../seeded.js'
import { typeOf } from '../stored.js'
import { tenureId } from '../tenure.js'
import { asList, asTable, Findings, onlyKnown, readBoolean, readText, readWord } from '../value.js'
import { NameKind } from '../../model/Node.js'
import { PartialDate } from '../../model/PartialDate.js'
import type { Scalar, Table, Tree } from '../yaml.js'
import { type Condition, readCondition } from './condition.js'
import type { Frame, RowProblem } from './frame.js'
import { daysOf, idReader, isDateType, type Read, valueReader } from './reading.js'
import { Shape } from './shape.js'
import { firstText, type Given, type Manner, noteWrong, readGiven, readManner, scalarTemplate } from './statement.js'
import { readTemplate, type Scope, type Template, textsOf } from './template.js'
import type { Surroundings } from './values.js'

/** Fields of one span, wherever both stand: an end does not lie before its start. */
const spans: [start: string, end: string][] = [
  ['from', 'to'],
  ['startedOn', 'endedOn'],
  ['existedFrom', 'existedTo'],
  ['signedOn', 'endedOn'],
  ['inForceOn', 'endedOn'],
  ['inForceOn', 'withdrewOn'],
]

/** What an entry can say besides the fields of its type. */
const common = ['when', 'certainty', 'method', 'definedElsewhere']

export function entryFields(type: SeededType): string[] {
  return [...type.fields.keys(), ...(type.naming ? ['aliases'] : []), 'externalIds', ...common]
}

interface PropertyPart {
  field: SeededProperty
  given: { given: Given; read: (text: string) => Read<unknown> }[]
}

interface RelationPart {
  relation: SeededRelation
  items: RelationItem[]
}

interface RelationItem {
  given: Given
  carried: { field: SeededProperty | SeededReference; template: Template; read: (text: string) => Read<unknown> }[]
  required: (SeededProperty | SeededReference)[]
  read: (text: string) => Read<string>
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
  private readonly properties: PropertyPart[] = []
  private readonly relations: RelationPart[] = []
  private readonly aliases: { template: Template; language?: string; kind: string }[] = []
  private readonly externalIds: { scheme: string; template: Template }[] = []
  private readonly coded: boolean

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
    const shape = this.isMade(frame) ? this.make(frame) : undefined
    frame.shapes ??= new Map()
    frame.shapes.set(this, shape)
    return shape
  }

  private make(frame: Frame): Shape {
    const id = this.idOf(frame)
    const problems: RowProblem[] = []
    if (id === undefined) {
      problems.push({
        columns: this.key?.columns ?? [],
        message: `There is nothing to make the key of one of ${this.type.plural} of.`,
        hint: 'Fill the column in, or say `when` in the mapping.',
      })
      return new Shape('', this.type, this.elsewhere, problems)
    }
    const shape = new Shape(id, this.type, this.elsewhere, problems)
    const key = id.slice(id.indexOf(':') + 1)
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key) || id.length > 200) this.checkKey(key, problems)
    const certainty = this.certainty(this.manner, frame, problems) ?? 'CERTAIN'
    shape.certainty = certainty
    const method = this.manner.method ?? 'IMPORT'
    const dates = new Map<string, string>()
    for (const part of this.properties) this.state(part, frame, shape, certainty, method, dates)
    for (const part of this.relations) this.relate(part, frame, shape, certainty, method)
    checkSpans(dates, problems, this.key?.columns ?? [])
    this.name(frame, shape)
    this.checkIdentity(shape, key, problems)
    return shape
  }

  private state(
    { field, given }: PropertyPart,
    frame: Frame,
    shape: Shape,
    certainty: string,
    method: string,
    dates: Map<string, string>,
  ): void {
    let any = false
    for (const {
      given: { template, manner },
      read,
    } of given) {
      if (manner.when && !manner.when.holds(frame)) continue
      const texts = textsOf(template.get(frame))
      const several = texts.length > 1 || given.length > 1
      for (const text of texts) {
        const found = read(text)
        any = true
        if (!('value' in found)) {
          shape.problems.push({ columns: template.columns, ...found })
          continue
        }
        if (isDateType(field.type) && !several) dates.set(field.name, text)
        const own = manner.own || several
        shape.state(field.stored, found.value, own, {
          certainty: this.certainty(manner, frame, shape.problems) ?? certainty,
          polarity: manner.polarity ?? 'POSITIVE',
          method: manner.method ?? method,
          validOn: this.validOn(manner, frame, shape.problems),
        })
      }
    }
    if (any || this.elsewhere) return
    if (field.default !== undefined)
      shape.state(field.stored, field.default, false, { certainty, polarity: 'POSITIVE', method })
    else if (field.required) {
      shape.problems.push({
        columns: given.flatMap(({ given: { template } }) => template.columns),
        message: `There is no ${field.name}, which each of ${this.type.plural} has.`,
        hint: 'Fill the column in, or say in the mapping what stands for it.',
      })
    }
  }

  private relate(
    { relation, items }: RelationPart,
    frame: Frame,
    shape: Shape,
    certainty: string,
    method: string,
  ): void {
    let count = 0
    for (const item of items) {
      const { template, manner } = item.given
      if (manner.when && !manner.when.holds(frame)) continue
      for (const text of textsOf(template.get(frame))) {
        const far = item.read(text)
        if (!('value' in far)) {
          shape.problems.push({ columns: template.columns, ...far })
          continue
        }
        count += 1
        const properties = this.carry(relation, item, frame, far.value, shape)
        const { id } = shape
        const [from, to] = relation.outward ? [id, far.value] : [far.value, id]
        const stated: RelationDraft = {
          type: relation.type,
          from,
          to,
          properties: { ...properties, ...tenureId(relation.type, from, to, properties) },
        }
        shape.relate(stated, manner.own, {
          certainty: this.certainty(manner, frame, shape.problems) ?? certainty,
          polarity: manner.polarity ?? 'POSITIVE',
          method: manner.method ?? method,
          validOn: this.validOn(manner, frame, shape.problems),
        })
      }
    }
    if (relation.single && count > 1)
      shape.problems.push({
        columns: items.flatMap((item) => item.given.template.columns),
        message: `${count} stand here for ${relation.name}; one is wanted.`,
      })
  }

  private carry(
    relation: SeededRelation,
    item: RelationItem,
    frame: Frame,
    node: string,
    shape: Shape,
  ): Record<string, unknown> {
    const properties: Record<string, unknown> = {}
    const dates = new Map<string, string>()
    for (const { field, template, read } of item.carried) {
      const values: unknown[] = []
      for (const text of textsOf(template.get(frame))) {
        const found = read(text)
        if ('value' in found) values.push(found.value)
        else shape.problems.push({ columns: template.columns, ...found })
      }
      if (values.length === 0) continue
      if (field.kind === 'property' && isDateType(field.type)) dates.set(field.name, String(values[0]))
      const list = field.kind === 'property' && field.list
      properties[field.stored] = list ? [...((properties[field.stored] as unknown[]) ?? []), ...values] : values[0]
      if (field.stored !== field.name && field.kind === 'property')
        checkFar(node, field, values[0], template, shape.problems)
    }
    for (const field of item.required) {
      if (properties[field.stored] !== undefined) continue
      if (field.kind === 'property' && field.default !== undefined) properties[field.stored] = field.default
      else
        shape.problems.push({
          columns: item.carried.find((each) => each.field === field)?.template.columns ?? [],
          message: `There is no ${field.name} for ${relation.name}.`,
          hint: field.description,
        })
    }
    checkSpans(
      dates,
      shape.problems,
      item.carried.flatMap(({ template }) => template.columns),
    )
    return properties
  }

  private certainty({ certainty }: Manner, frame: Frame, problems: RowProblem[]): string | undefined {
    const text = firstText(certainty, frame)
    if (text === undefined || text === 'CERTAIN' || text === 'PROBABLE' || text === 'POSSIBLE') return text
    problems.push({
      columns: certainty!.columns,
      message: `"${text}" is not a certainty.`,
      hint: 'One of CERTAIN, PROBABLE, POSSIBLE.',
    })
    return undefined
  }

  private validOn({ validOn }: Manner, frame: Frame, problems: RowProblem[]): string | undefined {
    const text = firstText(validOn, frame)
    const read = text === undefined ? undefined : readDay(text)
    if (read && !('value' in read)) problems.push({ columns: validOn!.columns, ...read })
    return read && 'value' in read ? text : undefined
  }

  private name(frame: Frame, shape: Shape): void {
    const { language } = this.around
    const own = this.type.naming === undefined ? undefined : shape.stated(this.type.naming)
    if (own !== undefined) shape.addName({ value: own, language, kind: NameKind.PREFERRED })
    for (const alias of this.aliases) {
      for (const value of textsOf(alias.template.get(frame)))
        shape.addName({ value, language: alias.language ?? language, kind: alias.kind })
    }
    for (const { scheme, template } of this.externalIds) {
      for (const value of textsOf(template.get(frame))) shape.externalIds.push({ scheme, value })
    }
  }

  private checkIdentity(shape: Shape, key: string, problems: RowProblem[]): void {
    const columns = this.key?.columns ?? []
    const code = this.coded ? shape.stated('code') : undefined
    if (code !== undefined && code !== key)
      problems.push({ columns, message: `"${code}" is not the key, ${key}.`, hint: 'The two are one.' })
    if (shape.stated('anonymous') === 'true' && !key.includes('--')) {
      problems.push({
        columns,
        message: 'Who is left unnamed is known in one document alone, and this id does not say which.',
        hint: `Begin the key with ${this.around.document}--.`,
      })
    }
  }

  private checkKey(key: string, problems: RowProblem[]): void {
    const findings = new Findings()
    checkKey(this.type.type, key, { ids: new Set(), slug: this.around.document }, {}, findings)
    for (const { message, hint } of findings.problems)
      problems.push({ columns: this.key?.columns ?? [], message, hint })
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

const readDay = valueReader(PartialDate, 'validOn')

/** Notes spans that end before they can have begun. */
function checkSpans(dates: Map<string, string>, problems: RowProblem[], columns: string[]): void {
  if (dates.size < 2) return
  for (const [from, to] of spans) {
    const [began, ended] = [dates.get(from), dates.get(to)]
    if (began === undefined || ended === undefined || daysOf(ended)[1] >= daysOf(began)[0]) continue
    problems.push({
      columns,
      message: `"${ended}" (${to}) lies before ${from}, ${daysOf(began)[0]}.`,
      hint: 'Correct one of the two.',
    })
  }
}

/** Notes a value that stands for one of the far end and is none there: an agreement does not become CONCLUDED. */
function checkFar(
  node: string,
  field: SeededProperty,
  value: unknown,
  template: Template,
  problems: RowProblem[],
): void {
  const type = typeOf(node)
  const values = farValues(type, field.stored)
  if (values && !values.includes(String(value)))
    problems.push({
      columns: template.columns,
      message: `"${String(value)}" is not a ${field.stored} of ${type.prefix}s.`,
      hint: `One of ${values.join(', ')}.`,
    })
}
