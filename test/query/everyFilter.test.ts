import { parse } from 'graphql'
import type { Database } from '../../src/database/connect.js'
import { wheresOf } from '../../src/model/filters.js'
import { recordOf, registry, type TypeClass, type WhereDeclaration } from '../../src/model/registry.js'
import { buildSchema } from '../../src/model/schema.js'
import { executor, resolveRoot } from '../../src/query/run.js'
import { seededDatabase } from '../seeds.js'

let database: Database

beforeAll(async () => {
  database = await seededDatabase()
}, 300_000)

async function ask(query: string) {
  const answer = executor(await buildSchema(resolveRoot))
  const result = await answer({ document: parse(query), variables: {}, context: { database } })
  expect(result.errors).toBeUndefined()
  return result.data as Record<string, unknown>
}

/** A value that a condition can be given. */
function sample(where: WhereDeclaration): string {
  const type = where.type?.()
  const known = type && registry.enum(type)
  switch (where.kind) {
    case 'ids':
      return '{ any: ["x:y"], none: ["x:z"] }'
    case 'values':
      return known ? `{ any: [${Object.keys(known.values)[0]}] }` : '{ any: ["x"] }'
    case 'date':
      return '{ from: "2024", to: "2025-05", match: CERTAIN }'
    case 'day':
      return '"2025"'
    case 'with':
      return '{ id: { any: ["x:y"] } }'
    default:
      return type === Boolean ? 'true' : type === String ? '"x"' : '1'
  }
}

test('every property and every relationship of every list can be filtered by, each in one statement that runs', async () => {
  const lists = registry.filters().filter(({ plain }) => !plain)
  const fields = lists.flatMap((filter) => {
    const type = recordOf(filter.of() as TypeClass)
    const list = type.plural ?? 'actors'
    const conditions = [...wheresOf(filter).values()].map((where) => `${where.name}: ${sample(where)}`)
    return [`${list}(filter: { or: [${conditions.map((each) => `{ ${each} }`).join(', ')}] }, first: 0) { totalCount }`]
  })
  for (const field of fields) await ask(`{ ${field} }`)
  const relationships = lists.map((filter) => [
    filter.name,
    [...wheresOf(filter).values()].filter(({ kind }) => kind === 'ids').length,
  ])
  expect(Object.fromEntries(relationships)).toMatchObject({ NegotiationFilter: 11, StatementFilter: 6, ClaimFilter: 6 })
}, 300_000)

test('a relationship without a condition of its own is filtered by the ids it leads to', async () => {
  expect(
    await ask(
      `{ statements(filter: { reportedBy: { any: ["organization:washington-post"] } }) { edges { node { id } } } }`,
    ),
  ).toEqual({
    statements: {
      edges: [
        { node: { id: 'statement:rwandan-official-cites-iraqi' } },
        { node: { id: 'statement:rwandan-official-open-to-more' } },
        { node: { id: 'statement:rwandan-official-talks-begun' } },
      ],
    },
  })
})
