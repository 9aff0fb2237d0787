import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { emitted } from '../src/cli/emit.js'

test.each(['schema/parley.graphql', 'schema/graph.cypher', 'schema/seed.schema.json', 'docs/questions.md'])(
  '%s is what it follows from; npm run emit renews it',
  async (file) => {
    expect(readFileSync(path.join(__dirname, '..', file), 'utf8')).toBe((await emitted())[file])
  },
)

test('whatever is looked up by id has an index on it: without one, Neo4j reads all of its kind for each id', () => {
  const schema = readFileSync(path.join(__dirname, '../schema/graph.cypher'), 'utf8')
  const indexed = [...schema.matchAll(/FOR \(node:(\w+)\) (?:ON|REQUIRE) \(+node\.id\)/g)].map(([, label]) => label!)
  expect(indexed).toEqual(expect.arrayContaining(['Node', 'Passage', 'Claim']))
  const src = path.join(__dirname, '../src')
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const lookUps = files.flatMap((file) =>
    [...readFileSync(path.join(src, file), 'utf8').matchAll(/\(\w*((?::\w+)+) \{id: [^}]*\}\)/g)].map(
      ([text, labels]) => ({ file, text, labels: labels!.slice(1).split(':') }),
    ),
  )
  expect(lookUps.length).toBeGreaterThan(100)
  expect(lookUps.filter(({ labels }) => !labels.some((label) => indexed.includes(label)))).toEqual([])
})
