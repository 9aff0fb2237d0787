import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { CriticalityLevel, diff } from '@graphql-inspector/core'
import { buildSchema } from 'graphql'
import { root, schemaFile } from './places.js'

const run = promisify(execFile)

/**
 * What breaks clients between two schemas and is not owned up to: each as `path: what happened`. A change is owned up to
 * where the change log's section "Unreleased" has its path in backticks, such as `Query.country.code`.
 */
async function unnamedBreaks(before: string, after: string, changeLog: string): Promise<string[]> {
  const [, unreleased = ''] = /^## \[?Unreleased\b(.*?)(?=^## |(?![^]))/ms.exec(changeLog) ?? []
  const changes = await diff(buildSchema(before), buildSchema(after))
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .filter(({ path: place }) => !unreleased.includes(`\`${place}\``))
    .map(({ path: place, message }) => `${place}: ${message}`)
}

/** The version tags that this commit descends from, the newest first; none where nothing was committed yet. */
function releases(): string[] {
  const tags = spawnSync('git', ['tag', '--list', 'v*', '--merged', 'HEAD', '--sort=-version:refname'], { cwd: root })
  return tags.stdout.toString().split('\n').filter(Boolean)
}

const [release] = releases()

if (release === undefined) {
  test('nothing was released yet, so that no change can break a client', () => {
    expect(releases()).toEqual([])
  })
} else {
  test(`whatever breaks clients of ${release} is named in the change log`, async () => {
    const { stdout: before } = await run('git', ['show', `${release}:schema/parley.graphql`], {
      cwd: root,
      maxBuffer: 2 ** 24,
    })
    const changeLog = readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8')
    expect(await unnamedBreaks(before, readFileSync(schemaFile, 'utf8'), changeLog)).toEqual([])
  })
}

describe('between two schemas', () => {
  const before = `
    type Query { country(code: String): Country, countries(first: Int): [Country!]! }
    type Country { id: ID!, name: String!, capital: String }
    enum Kind { STATE, TERRITORY }`
  const after = `
    type Query { country(code: String!): Country, countries(first: Int, after: String): [Country!]! }
    type Country { id: ID!, name: String, region: String }
    enum Kind { STATE }`

  test('what clients may have relied on is found, what was added is not', async () => {
    expect(await unnamedBreaks(before, after, '# Changes\n\n## Unreleased\n\n- More speed\n')).toEqual([
      "Query.country.code: Type for argument 'code' on field 'Query.country' changed from 'String' to 'String!'",
      "Country.capital: Field 'capital' was removed from object type 'Country'",
      "Country.name: Field 'Country.name' changed type from 'String!' to 'String'",
      "Kind.TERRITORY: Enum value 'TERRITORY' was removed from enum 'Kind'",
    ])
  })

  test('what the change log names under Unreleased passes, and nothing else', async () => {
    const changeLog = `# Changes

## [Unreleased]

- \`Country.capital\` is gone: ask \`seatOfGovernment\`.
- \`Country.name\` and \`Query.country.code\` changed.

## [0.1.0] - 2026-12-01

- \`Kind.TERRITORY\` is new.
`
    expect(await unnamedBreaks(before, after, changeLog)).toEqual([
      "Kind.TERRITORY: Enum value 'TERRITORY' was removed from enum 'Kind'",
    ])
  })

  test('a schema that did not change breaks nobody', async () => {
    expect(await unnamedBreaks(before, before, '')).toEqual([])
  })
})
