import { readFileSync } from 'node:fs'
import path from 'node:path'
import { emitted } from '../src/cli/emit.js'

test.each(['schema/parley.graphql', 'schema/graph.cypher', 'schema/seed.schema.json', 'docs/questions.md'])(
  '%s is what it follows from; npm run emit renews it',
  async (file) => {
    expect(readFileSync(path.join(__dirname, '..', file), 'utf8')).toBe((await emitted())[file])
  },
)
