import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'graphql'
import { buildSchema } from '../../src/model/schema.js'
import type { Problem } from '../../src/problem.js'
import { executor, resolveRoot } from '../../src/query/run.js'
import { expectGolden } from '../golden.js'

const json = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? Number(each) : each))

/** What would be asked of the database, of which there is none here; or why nothing would. */
async function askedFor(query: string): Promise<string> {
  const asked: string[] = []
  const read = ({ text, parameters }: { text: string; parameters?: object }): Promise<unknown[][]> => {
    asked.push(`${text}\n// ${json(parameters)}`)
    return Promise.reject(new Error('written, not asked'))
  }
  const answer = executor(await buildSchema(resolveRoot))
  const { errors, extensions } = await answer({
    document: parse(query),
    variables: {},
    context: { database: { read } },
  })
  if (asked.length > 0) return [`// ${json(extensions)}`, ...asked].join('\n')
  const { message, path: at, originalError } = errors![0]!
  return `// refused at ${at!.join('.')}: ${message} ${(originalError as Problem).hint ?? ''}`.trimEnd()
}

test('questions become the statements that were reviewed, or are refused in the words that were', async () => {
  const questions = readFileSync(path.join(__dirname, 'statements.txt'), 'utf8').trim().split('\n')
  const told: string[] = []
  for (const question of questions) told.push(`// ${question}\n${await askedFor(question)}\n`)
  expectGolden('query/statements.cypher', told.join('\n'))
})
