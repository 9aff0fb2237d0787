import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { schemaStatements } from '../database/constraints.js'
import { seedSchema } from '../load/seedSchema.js'
import { mappingSchema } from '../load/table/mappingSchema.js'
import { buildSchema } from '../model/schema.js'
import { resolveRoot } from '../query/run.js'
import { checkout } from '../settings.js'
import { questionsPage } from './questionsPage.js'

/** What follows from the declarations in `src/model` and from the golden answers, by file name in the checkout. */
export async function emitted(): Promise<Record<string, string>> {
  const note = 'Emitted by `npm run emit` from src/model. Do not edit.'
  return {
    'schema/parley.graphql': `# ${note}\n\n${printSchema(lexicographicSortSchema(await buildSchema(resolveRoot)))}\n`,
    'schema/graph.cypher': `// ${note}\n\n${schemaStatements().join('\n')}\n`,
    'schema/seed.schema.json': `${JSON.stringify(seedSchema(), null, 2)}\n`,
    'schema/mapping.schema.json': `${JSON.stringify(mappingSchema(), null, 2)}\n`,
    'docs/questions.md': questionsPage(),
  }
}

/** `parley emit`: for contributors, after a declaration or a golden answer changed. */
export function emitCommand(): Command {
  return new Command('emit').description('Renew schema/ and docs/questions.md (for contributors).').action(async () => {
    for (const [file, text] of Object.entries(await emitted())) {
      const place = path.join(checkout, file)
      mkdirSync(path.dirname(place), { recursive: true })
      writeFileSync(place, text)
    }
  })
}
