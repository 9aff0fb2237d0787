import {
  type SeededProperty,
  type SeededReference,
  type SeededRelation,
  type SeededType,
  seededTypes,
} from '../seeded.js'
import { mapping, oneOrMore, ref, type Schema } from '../seedSchema.js'
import { registry } from '../../model/registry.js'
import { blockFields } from './block.js'
import { entryFields } from './entry.js'
import { tableFields } from './lookup.js'
import { mappingFields, readFields } from './mapping.js'
import { mannerFields } from './statement.js'
import { valueFields } from './values.js'

/** Fields with what is written in each; the rest are texts. */
function described(fields: Record<string, string>, kinds: Record<string, Schema>): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, description]) => [name, { ...(kinds[name] ?? ref('text')), description }]),
  )
}

const named = (schema: Schema): Schema => ({ type: 'object', additionalProperties: schema })
const texts = oneOrMore(ref('text'))

const manner: Record<string, Schema> = Object.fromEntries(
  mannerFields.map((name) => [name, name === 'when' ? ref('condition') : ref('text')]),
)

/** The name under `definitions` of a kind of value. */
function kindOf(type: object): string {
  return registry.enum(type)?.name ?? 'text'
}

/** Words of enums, each or text in which a value of the row stands; and `given …`: with what can stand beside it. */
function valueDefinitions(): Record<string, Schema> {
  const enums = registry
    .enums()
    .map(([, { name, values }]): [string, Schema] => [
      name,
      { anyOf: [{ enum: Object.keys(values) }, ref('template')] },
    ])
  const given = ['text', ...enums.map(([name]) => name)].map((name): [string, Schema] => [
    `given ${name}`,
    oneOrMore({ anyOf: [ref(name), mapping({ value: ref(name), ...manner }, ['value'])] }),
  ])
  return Object.fromEntries([...enums, ...given])
}

function property(field: SeededProperty): Schema {
  return { ...ref(`given ${kindOf(field.type)}`), description: field.description }
}

function carried(field: SeededProperty | SeededReference): Schema {
  const one = field.kind === 'property' ? ref(kindOf(field.type)) : ref('text')
  const { description } = field
  return field.kind === 'property' && field.list ? { ...oneOrMore(one), description } : { ...one, description }
}

function relation({ fields, description }: SeededRelation): Schema {
  const all = [...fields.values()]
  const required = all.filter((field) => field.required).map(({ name }) => name)
  const whole = mapping(
    { node: ref('text'), ...Object.fromEntries(all.map((field) => [field.name, carried(field)])), ...manner },
    ['node', ...required],
  )
  return { ...oneOrMore(required.length > 0 ? whole : { anyOf: [ref('text'), whole] }), description }
}

function entry(type: SeededType): Schema {
  const others: Record<string, Schema> = {
    when: { ...ref('condition'), description: 'A condition: without it the entry is not made.' },
    certainty: { ...ref('text'), description: 'How sure the row is; CERTAIN where nothing is said.' },
    method: {
      ...ref('text'),
      description: 'How it was read: IMPORT where nothing is said, RULE where a pattern read it out of a text.',
    },
    definedElsewhere: { type: 'boolean', description: 'Whether another dataset defines it, and rows only add to it.' },
    aliases: {
      ...oneOrMore({
        anyOf: [ref('text'), mapping({ value: ref('text'), language: ref('text'), kind: ref('text') }, ['value'])],
      }),
      description: 'Its other names.',
    },
    externalIds: { ...named(texts), description: 'Its identifiers, by scheme.' },
  }
  const fields = entryFields(type).map((name): [string, Schema] => {
    const field = type.fields.get(name)
    return [name, field ? (field.kind === 'property' ? property(field) : relation(field)) : others[name]!]
  })
  return { ...mapping(Object.fromEntries(fields)), description: type.type.description }
}

function section(type: SeededType): Schema {
  const own = ref(`entry ${type.type.name}`)
  return {
    anyOf: [
      named(own),
      { type: 'array', minItems: 1, items: { type: 'object', required: ['key'], properties: { key: ref('text') } } },
    ],
    description: `${type.type.description} By key, in which {name} stands for a value; or a list, each with its key.`,
  }
}

const value: Schema = {
  anyOf: [
    ref('text'),
    mapping(
      described(valueFields, {
        from: texts,
        when: ref('condition'),
        split: texts,
        missing: texts,
        ignoreCase: { type: 'boolean' },
        take: { type: ['string', 'integer'] },
        date: texts,
        find: oneOrMore({
          enum: registry
            .nodes()
            .map(({ name }) => name)
            .sort(),
        }),
        otherwise: { enum: ['refuse', 'skip', 'create'] },
        ambiguous: { enum: ['refuse', 'skip', 'create'] },
        create: ref('cases'),
        required: { type: 'boolean' },
      }),
      ['from'],
    ),
  ],
}

/** JSON Schema (draft 7, which editors know) of a mapping, made from the declarations of the types and of the steps. */
export function mappingSchema(): object {
  const types = [...seededTypes().values()]
  const sections = Object.fromEntries(types.map(({ plural }) => [plural, ref(`section ${plural}`)]))
  const read = mapping(
    described(readFields, {
      format: { enum: ['csv', 'tsv', 'ndjson', 'parquet'] },
      header: { anyOf: [{ type: 'boolean' }, { type: 'array', items: ref('text') }] },
      columns: { type: 'array', items: ref('text') },
      missing: texts,
      numericKeys: { type: 'boolean' },
    }),
  )
  const lookup: Schema = {
    anyOf: [
      { type: 'string' },
      mapping(
        described(tableFields, {
          ignoreCase: { type: 'boolean' },
          rows: named({ anyOf: [ref('text'), named(ref('text'))] }),
        }),
      ),
    ],
  }
  const block = mapping(described(blockFields, { values: named(ref('value')), is: ref('cases') }), ['is'])
  const fields = described(mappingFields, {
    files: texts,
    read,
    document: { type: 'object' },
    key: texts,
    when: ref('condition'),
    tables: named(lookup),
    blocks: named(block),
    values: named(ref('value')),
    makes: mapping(sections),
  })
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A mapping of Parley',
    description: 'What the rows of a table say. docs/loading.md explains it.',
    ...mapping(fields, ['files', 'makes']),
    definitions: {
      text: { type: ['string', 'number', 'boolean'] },
      template: { type: 'string', pattern: '\\{' },
      condition: {
        description: 'name, or not name; { name: value or values }; a list of which one must hold.',
        anyOf: [{ type: 'string' }, named(oneOrMore(ref('text'))), { type: 'array', items: ref('condition') }],
      },
      value,
      cases: oneOrMore(mapping({ when: ref('condition'), id: ref('text'), ...sections })),
      ...valueDefinitions(),
      ...Object.fromEntries(types.map((type) => [`section ${type.plural}`, section(type)])),
      ...Object.fromEntries(types.map((type) => [`entry ${type.type.name}`, entry(type)])),
    },
  }
}
