import { Int } from '../model/declare.js'
import { PartialDate } from '../model/PartialDate.js'
import { type PropertyDeclaration, registry, type TypeDeclaration } from '../model/registry.js'
import { documentProperties } from './document.js'
import { entryFields } from './entry.js'
import {
  type SeededProperty,
  type SeededReference,
  type SeededRelation,
  type SeededType,
  seededTypes,
} from './seeded.js'

/** A JSON Schema, or a part of one. */
export type Schema = Record<string, unknown>

export const ref = (name: string): Schema => ({ $ref: `#/definitions/${encodeURI(name)}` })
export const oneOrMore = (schema: Schema): Schema => ({
  anyOf: [schema, { type: 'array', items: schema, minItems: 1 }],
})
export const mapping = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  additionalProperties: false,
  properties,
  ...(required.length > 0 ? { required } : {}),
})

const slug = '[a-z0-9]+(-{1,2}[a-z0-9]+)*'
const point = '\\d{4}(-\\d{2}(-\\d{2})?)?'

/** What several parts of a fact file have in common. */
const definitions: Record<string, Schema> = {
  // YAML reads 1984 and true as more than text where they stand without quotes; Parley takes them as they stand.
  text: { type: ['string', 'number', 'boolean'] },
  date: {
    description:
      'A date as precise as its source and no more: 2025, 2025-05, 2025-05-05, 2025-01/2025-05, ../2024-07 or 2024-07/...',
    anyOf: [
      { type: 'string', pattern: `^(${point}|(${point}|\\.\\.)/(${point}|\\.\\.))$` },
      { type: 'integer', minimum: 1000, maximum: 9999 },
    ],
  },
  evidence: {
    description: 'The name of a passage, its id where it stands in another file, or a list of those.',
    anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }],
  },
  claims: oneOrMore({ type: 'string', pattern: '^claim:[0-9a-f]{24}$' }),
  passage: {
    description: 'The exact words, alone or with their place in the text.',
    anyOf: [
      { type: 'string' },
      mapping(
        {
          text: { type: 'string', description: 'The exact words, 30 at most.' },
          start: { type: 'integer', minimum: 0, description: 'Where they start, in UTF-16 code units from 0.' },
          end: { type: 'integer', minimum: 1, description: 'The first unit after them.' },
          prefix: { type: 'string', description: 'A dozen characters before them.' },
          suffix: { type: 'string', description: 'A dozen characters after them.' },
          row: {
            type: 'string',
            description: 'Of a table’s row, which stands whole and has no start and end: its key.',
          },
        },
        ['text'],
      ),
    ],
  },
  alias: {
    anyOf: [
      ref('text'),
      mapping(
        {
          value: { ...ref('text'), description: 'The name.' },
          language: { type: 'string', description: 'A BCP 47 tag; the document’s language where none is given.' },
          kind: { ...ref('NameKind'), description: 'What the name is to its bearer; ALIAS where nothing is said.' },
        },
        ['value'],
      ),
    ],
  },
}

/** What can stand beside a value or a far end, each a definition of its own, since it can stand in so many places. */
const besides: Record<string, Schema> = {
  evidence: {
    ...ref('evidence'),
    description: 'What this alone rests on; else it rests on what the whole entry does.',
  },
  certainty: { ...ref('Certainty'), description: 'How sure the source is; as the entry’s where nothing is said.' },
  polarity: { ...ref('Polarity'), description: 'Whether it is so or not; POSITIVE where nothing is said.' },
  validOn: { ...ref('date'), description: 'The date for which it holds.' },
  text: { ...ref('text'), description: 'The words of the source that a date was read from, such as “last July”.' },
  anchor: { ...ref('date'), description: 'The date those words count from; the file’s anchor where none is given.' },
  supersedes: { ...ref('claims'), description: 'The claims that this one corrects.' },
  method: { ...ref('Method'), description: 'How it was made; as the entry’s where nothing is said.' },
  score: { type: 'number', minimum: 0, maximum: 1, description: 'How sure that method is.' },
}

const backing = Object.fromEntries(Object.keys(besides).map((name) => [name, ref(`own ${name}`)]))

/** What the values of an enum mean, each on a line, since JSON Schema has no place of its own for that. */
function words(values: object): Schema {
  const { description = '', values: meanings = {} } = registry.enum(values) ?? {}
  const lines = Object.entries(meanings).map(([value, meaning]) => `${value}: ${meaning}`)
  return { description: [description, ...lines].join('\n'), enum: Object.keys(meanings) }
}

/** The name under `definitions` of a kind of value. */
function kindOf(type: object): string {
  const named = registry.enum(type)?.name
  if (named) return named
  return type === PartialDate ? 'date' : type === Boolean ? 'boolean' : type === Int ? 'integer' : 'text'
}

/** Every kind of value, and `stated…`: it alone, with what it rests on, or several where sources differ. */
function valueDefinitions(): Record<string, Schema> {
  const enums = registry.enums().map(([values, { name }]) => [name, words(values)])
  const plain = Object.fromEntries([
    ...enums,
    ['boolean', { type: 'boolean' }],
    ['integer', { type: 'integer' }],
  ]) as Record<string, Schema>
  const used = [...seededTypes().values()].flatMap(({ fields }) =>
    [...fields.values()].flatMap((field) =>
      field.kind === 'property' ? [field] : [...field.fields.values()].filter((own) => own.kind === 'property'),
    ),
  )
  const kinds = [...new Set(used.map(({ type }) => kindOf(type)))].sort()
  const { evidence, text, anchor } = backing as Record<'evidence' | 'text' | 'anchor', Schema>
  const own = Object.entries(besides).map(([name, schema]) => [`own ${name}`, schema] as const)
  const made = kinds.flatMap((kind) => {
    const backed = { anyOf: [ref(kind), mapping({ value: ref(kind), ...backing }, ['value'])] }
    const carried = { anyOf: [ref(kind), mapping({ value: ref(kind), evidence, text, anchor }, ['value'])] }
    return [
      [`stated ${kind}`, oneOrMore(backed)],
      [`carried ${kind}`, carried],
    ] as const
  })
  const needed = new Set([...kinds, 'Certainty', 'Polarity', 'NameKind', 'Method'])
  return {
    ...Object.fromEntries(Object.entries(plain).filter(([name]) => needed.has(name))),
    ...Object.fromEntries([...own, ...made]),
  }
}

/** An id of one of these types, or a key alone where there is one type. */
function reference(targets: TypeDeclaration[], description: string): Schema {
  const prefixes = targets.map(({ prefix }) => prefix).sort()
  const key = targets.some(({ fields }) => fields.has('code')) ? '[A-Za-z0-9-]+' : slug
  const prefix = `(${prefixes.join('|')}):`
  return { type: 'string', description, pattern: targets.length === 1 ? `^(${prefix})?${key}$` : `^${prefix}${key}$` }
}

function carried(field: SeededProperty | SeededReference): Schema {
  const { description } = field
  if (field.kind === 'reference') return reference(field.targets, description)
  const one = ref(`carried ${kindOf(field.type)}`)
  return { ...(field.list ? oneOrMore(one) : one), description }
}

function relation({ targets, fields, single, description }: SeededRelation): Schema {
  const id = reference(targets, description)
  const all = [...fields.values()]
  const required = all.filter((field) => field.required).map((field) => field.name)
  const own = Object.fromEntries(all.map((field) => [field.name, carried(field)]))
  const whole = mapping({ node: id, ...own, ...backing }, ['node', ...required])
  const entry = required.length > 0 ? whole : { anyOf: [id, whole] }
  return { ...(single ? entry : oneOrMore(entry)), description }
}

/** Of what must be said, or is taken for granted, a list of nothing says that the source does not say it. */
function statedOrNot(field: SeededProperty): Schema {
  const stated = ref(`stated ${kindOf(field.type)}`)
  return field.required || field.default !== undefined ? { anyOf: [stated, { type: 'array', maxItems: 0 }] } : stated
}

function entry(type: SeededType): Schema {
  const fields = Object.fromEntries(
    [...type.fields.values()].map((field) => [
      field.name,
      field.kind === 'property' ? { ...statedOrNot(field), description: field.description } : relation(field),
    ]),
  )
  const others: Record<string, Schema> = {
    aliases: { ...oneOrMore(ref('alias')), description: 'Its other names.' },
    names: {
      type: 'array',
      description: 'All its names, the preferred one too, where no aliases are given.',
      items: ref('alias'),
    },
    externalIds: {
      type: 'object',
      description: 'Its identifiers in other schemes, such as wikidata: Q1037.',
      additionalProperties: oneOrMore(ref('text')),
    },
    evidence: {
      ...ref('evidence'),
      description: type.fact
        ? 'The words the fact rests on.'
        : 'The words that all said here rests on unless it says otherwise.',
    },
    certainty: { ...ref('Certainty'), description: 'How sure the source is; CERTAIN where nothing is said.' },
    method: { ...ref('Method'), description: 'How all said here was made; CURATED where nothing is said.' },
    definedElsewhere: {
      type: 'boolean',
      description: 'Whether another file defines it, and this entry only adds to it.',
    },
  }
  const properties = Object.fromEntries(entryFields(type).map((name) => [name, (fields[name] ?? others[name])!]))
  const required = [...type.fields.values()]
    .filter((field) => field.kind === 'property' && field.required)
    .map(({ name }) => name)
  return {
    ...mapping(properties),
    description: type.type.description,
    if: { properties: { definedElsewhere: { const: true } }, required: ['definedElsewhere'] },
    else: { required: [...required, ...(type.fact ? ['evidence'] : [])] },
  }
}

function documentValue(field: PropertyDeclaration): Schema {
  const { description } = field
  return registry.enum(field.type())
    ? { ...words(field.type()), description }
    : { ...ref(kindOf(field.type())), description }
}

function document(): Schema {
  const own = documentProperties().map((field) => [field.name, documentValue(field)] as const)
  const slugs = oneOrMore({ type: 'string', pattern: `^(document:)?${slug}$` })
  const required = documentProperties().filter(({ nullable, name }) => !nullable && name !== 'status')
  const described = mapping(
    {
      id: { type: 'string', pattern: `^(document:)?${slug}$`, description: 'Its slug, unique among documents.' },
      ...Object.fromEntries(own),
      length: { type: 'integer', minimum: 1, description: 'Characters of its whole text, in UTF-16 code units.' },
      cites: { ...slugs, description: 'Documents it cites.' },
      copyOf: { ...slugs, description: 'Documents it is a copy of.' },
      corrects: { ...slugs, description: 'Documents it corrects.' },
    },
    ['id', ...required.map(({ name }) => name)],
  )
  return { anyOf: [{ type: 'string', description: 'The slug of a document that dataset.yml describes.' }, described] }
}

/** JSON Schema (draft 7, which editors know) of a fact file, made from the declarations of the types alone. */
export function seedSchema(): object {
  const types = [...seededTypes().values()]
  const sections = types.map((type) => [
    type.plural,
    {
      type: 'object',
      description: type.type.description,
      propertyNames: { pattern: type.type.fields.has('code') ? '^[A-Za-z0-9-]+$' : `^${slug}$` },
      additionalProperties: ref(type.type.name),
    },
  ])
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A fact file of Parley',
    description: 'What one document says, each fact on the words it rests on. docs/loading.md explains it.',
    ...mapping(
      {
        document: { ...document(), description: 'The document that was read.' },
        anchor: { ...ref('date'), description: 'The date that words such as “last July” count from.' },
        passages: {
          type: 'object',
          description: 'The excerpts that facts rest on, by a name of your own.',
          additionalProperties: ref('passage'),
        },
        redirects: {
          type: 'array',
          description: 'Ids that turned out to mean the same thing: the old one goes on answering, with the survivor.',
          items: mapping({ id: { type: 'string' }, survivor: { type: 'string' }, reason: ref('text') }, [
            'id',
            'survivor',
            'reason',
          ]),
        },
        ...(Object.fromEntries(sections) as Record<string, Schema>),
      },
      ['document'],
    ),
    definitions: {
      ...definitions,
      ...valueDefinitions(),
      ...Object.fromEntries(types.map((type) => [type.type.name, entry(type)])),
    },
  }
}
