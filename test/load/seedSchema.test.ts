import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { seedSchema } from '../../src/load/seedSchema.js'
import { seededTypes } from '../../src/load/seeded.js'
import { examples } from './folders.js'

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(seedSchema())

/** What an editor would underline. */
function underlined(yaml: string): string[] {
  validate(parse(yaml))
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

test('an editor finds nothing to underline in the seeds and in the example of the docs', () => {
  const example = examples(readFileSync('docs/loading.md', 'utf8'))['lake-talks/facts.yml']!
  for (const yaml of [example, readFileSync('seeds/us-rwanda-migration-talks/facts.yml', 'utf8')])
    expect(underlined(yaml)).toEqual([])
})

test('an editor underlines what has no evidence, no such field, no such role and no such date', () => {
  const talks = `
    document: { id: note, title: A note, kind: NEWS }
    negotiations:
      fish-talks: { title: Fish, status: ONGOING, statuss: ONGOING, startedOn: 5 May 2025, participants: { node: country:RW, role: PARTNER } }`
  const said = underlined(talks)
  expect(said).toContain("/negotiations/fish-talks must have required property 'evidence'")
  expect(said).toContain('/negotiations/fish-talks must NOT have additional properties')
  expect(said).toContain('/negotiations/fish-talks/participants/role must be equal to one of the allowed values')
  expect(said).toContain(
    '/negotiations/fish-talks/startedOn must match pattern "^(\\d{4}(-\\d{2}(-\\d{2})?)?|(\\d{4}(-\\d{2}(-\\d{2})?)?|\\.\\.)/(\\d{4}(-\\d{2}(-\\d{2})?)?|\\.\\.))$"',
  )
})

test('every section, field and value in it is described', () => {
  const { properties, definitions } = seedSchema() as {
    properties: Record<string, object>
    definitions: Record<string, { properties?: Record<string, object> }>
  }
  for (const { plural, type } of seededTypes().values()) {
    expect(properties[plural]).toHaveProperty('description')
    for (const field of Object.values(definitions[type.name]!.properties!)) expect(field).toHaveProperty('description')
  }
})
