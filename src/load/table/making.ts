import type { RelationDraft } from '../draft.js'
import { checkKey } from '../reference.js'
import { farValues } from '../relation.js'
import type { SeededProperty, SeededReference, SeededRelation, SeededType } from '../seeded.js'
import { typeOf } from '../stored.js'
import { tenureId } from '../tenure.js'
import { Findings } from '../value.js'
import { NameKind } from '../../model/Node.js'
import { PartialDate } from '../../model/PartialDate.js'
import type { Frame, RowProblem } from './frame.js'
import { daysOf, isDateType, type Read, valueReader } from './reading.js'
import { spans } from '../order.js'
import { Shape } from './shape.js'
import { firstText, type Given, type Manner } from './statement.js'
import { type Template, textsOf } from './template.js'
import type { Surroundings } from './values.js'

/** What an entry of a mapping comes to in a row: its values read and checked, its claims and relationships made. */

/** A property with the ways it is given, and how each is read. */
export interface PropertyPart {
  field: SeededProperty
  given: { given: Given; read: (text: string) => Read<unknown> }[]
}

export interface RelationPart {
  relation: SeededRelation
  items: RelationItem[]
}

export interface RelationItem {
  given: Given
  carried: { field: SeededProperty | SeededReference; template: Template; read: (text: string) => Read<unknown> }[]
  required: (SeededProperty | SeededReference)[]
  read: (text: string) => Read<string>
}

/** An entry as its mapping says it. */
export interface EntryParts {
  type: SeededType
  /** Where it stands: the document that its claims are of, and the language of its names. */
  around: Surroundings
  /** Whether another entry defines the thing. */
  elsewhere: boolean
  key?: Template
  manner: Manner
  properties: PropertyPart[]
  relations: RelationPart[]
  aliases: { template: Template; language?: string; kind: string }[]
  externalIds: { scheme: string; template: Template }[]
}

/** Makes of a row what an entry says. */
export class Maker {
  private readonly coded: boolean

  constructor(private readonly parts: EntryParts) {
    this.coded = parts.type.type.fields.has('code')
  }

  /** The shape of the thing with this id; without one a value that its key needs is missing, which is a problem of the row. */
  make(id: string | undefined, frame: Frame): Shape {
    const problems: RowProblem[] = []
    if (id === undefined) {
      problems.push({
        columns: this.parts.key?.columns ?? [],
        message: `There is nothing to make the key of one of ${this.parts.type.plural} of.`,
        hint: 'Fill the column in, or say `when` in the mapping.',
      })
      return new Shape('', this.parts.type, this.parts.elsewhere, problems)
    }
    const shape = new Shape(id, this.parts.type, this.parts.elsewhere, problems)
    const key = id.slice(id.indexOf(':') + 1)
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key) || id.length > 200) this.checkKey(key, problems)
    const certainty = this.certainty(this.parts.manner, frame, problems) ?? 'CERTAIN'
    shape.certainty = certainty
    const method = this.parts.manner.method ?? 'IMPORT'
    const dates = new Map<string, string>()
    for (const part of this.parts.properties) this.state(part, frame, shape, certainty, method, dates)
    for (const part of this.parts.relations) this.relate(part, frame, shape, certainty, method)
    checkSpans(dates, problems, this.parts.key?.columns ?? [])
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
    if (any || this.parts.elsewhere) return
    if (field.default !== undefined)
      shape.state(field.stored, field.default, false, { certainty, polarity: 'POSITIVE', method })
    else if (field.required) {
      shape.problems.push({
        columns: given.flatMap(({ given: { template } }) => template.columns),
        message: `There is no ${field.name}, which each of ${this.parts.type.plural} has.`,
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
    const { language } = this.parts.around
    const own = this.parts.type.naming === undefined ? undefined : shape.stated(this.parts.type.naming)
    if (own !== undefined) shape.addName({ value: own, language, kind: NameKind.PREFERRED })
    for (const alias of this.parts.aliases) {
      for (const value of textsOf(alias.template.get(frame)))
        shape.addName({ value, language: alias.language ?? language, kind: alias.kind })
    }
    for (const { scheme, template } of this.parts.externalIds) {
      for (const value of textsOf(template.get(frame))) shape.externalIds.push({ scheme, value })
    }
  }

  private checkIdentity(shape: Shape, key: string, problems: RowProblem[]): void {
    const columns = this.parts.key?.columns ?? []
    const code = this.coded ? shape.stated('code') : undefined
    if (code !== undefined && code !== key)
      problems.push({ columns, message: `"${code}" is not the key, ${key}.`, hint: 'The two are one.' })
    if (shape.stated('anonymous') === 'true' && !key.includes('--')) {
      problems.push({
        columns,
        message: 'Who is left unnamed is known in one document alone, and this id does not say which.',
        hint: `Begin the key with ${this.parts.around.document}--.`,
      })
    }
  }

  private checkKey(key: string, problems: RowProblem[]): void {
    const findings = new Findings()
    checkKey(this.parts.type.type, key, { ids: new Set(), slug: this.parts.around.document }, {}, findings)
    for (const { message, hint } of findings.problems)
      problems.push({ columns: this.parts.key?.columns ?? [], message, hint })
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
