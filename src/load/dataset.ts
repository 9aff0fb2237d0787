import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import '../model/index.js'
import { registry } from '../model/registry.js'
import { Problem, Problems } from '../problem.js'
import type { DatasetDraft, Draft } from './draft.js'
import { didYouMean, nearest } from './nearest.js'
import { plain, readYaml, type Table, treeAt } from './yaml.js'

const text = z.string('wants a text').trim().min(1, 'is empty').max(2000, 'is longer than 2,000 characters')
const count = z
  .string('wants a number')
  .regex(/^\d{1,9}$/, 'wants a whole number')
  .transform(Number)

/** What a dataset.yml may say. Its values come as the texts that stand there, so that `version: 1.0` stays "1.0". */
const shape = z.strictObject({
  title: text,
  publisher: text.optional(),
  license: text.optional(),
  rights: text.optional(),
  version: text.optional(),
  citation: text.optional(),
  url: text.regex(/^https?:\/\/\S+$/, 'wants an address such as https://example.org/').optional(),
  format: z.enum(['facts', 'table', 'countries', 'vocabulary'], 'wants one of facts, table, countries, vocabulary'),
  expected: z.record(z.string(), z.strictObject({ min: count.optional(), max: count.optional() })).default({}),
})

export type Format = z.infer<typeof shape>['format']

/** A folder with a dataset.yml: what it says, and where. */
export interface Dataset {
  /** As the user gave it. */
  folder: string
  /** dataset.yml, as part of that path. */
  file: string
  bytes: Uint8Array
  root: Table
  draft: DatasetDraft
  format: Format
  /** How many there should be, by section (`passages`, `claims`, `documents` too). */
  expected: Record<string, { min?: number; max?: number }>
  /** Documents described here rather than in the fact file that reads them, by slug. */
  documents?: Table
}

/** Sections whose number can be expected: the plurals of all node types. */
function countable(): string[] {
  return registry.nodes().flatMap((type) => type.plural ?? [])
}

/** The bytes of an input file. Throws a Problem where it is not there (NO_INPUT) or cannot be read (IO). */
export async function readInput(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (cause) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new Problem('NO_INPUT', 'There is no such file.', { place: { file }, cause })
    }
    throw new Problem('IO', `The file cannot be read (${code}).`, { place: { file }, cause })
  }
}

/** Reads `dataset.yml` in a folder. The dataset's id is the folder's name. Throws Problems with file and line. */
export async function readDatasetFile(folder: string): Promise<Dataset> {
  const file = path.join(folder, 'dataset.yml')
  const bytes = await readInput(file).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.code !== 'NO_INPUT') throw error
    const hint = 'A dataset is a folder with a dataset.yml; docs/loading.md shows one.'
    throw new Problem('NO_INPUT', 'There is no dataset.yml.', { place: { file }, hint, cause: error })
  })
  const { root } = readYaml(file, bytes)
  const problems: Problem[] = []
  const slug = path.basename(path.resolve(folder))
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) {
    const hint = 'The folder’s name is the dataset’s id: small letters, digits and single hyphens.'
    problems.push(new Problem('BAD_DATA', `"${slug}" cannot be the name of a dataset.`, { place: { file }, hint }))
  }
  const documents = root.entries.get('documents')?.value
  if (documents && documents.kind !== 'table') {
    const hint = 'Write `slug: { title: …, kind: … }` lines.'
    problems.push(new Problem('BAD_DATA', 'wants a mapping.', { place: documents.place, hint }))
  }
  const rest = new Map([...root.entries].filter(([name]) => name !== 'documents'))
  const read = shape.safeParse(plain({ ...root, entries: rest }))
  if (!read.success) problems.push(...read.error.issues.flatMap((issue) => explain(issue, root)))
  for (const section of Object.keys(read.data?.expected ?? {})) {
    if (countable().includes(section)) continue
    const { place } = treeAt(root, ['expected', section])
    const hint = didYouMean(section, countable(), `One of ${countable().join(', ')}.`)
    problems.push(new Problem('BAD_DATA', `"${section}" is not a section.`, { place, hint }))
  }
  if (problems.length > 0 || !read.data) throw new Problems(problems)
  const { format, expected, ...said } = read.data
  const table = documents?.kind === 'table' ? documents : undefined
  return { folder, file, bytes, root, draft: { id: `dataset:${slug}`, ...said }, format, expected, documents: table }
}

function explain(issue: z.core.$ZodIssue, root: Table): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = issue.path.length === 0 ? [...Object.keys(shape.shape), 'documents'] : ['min', 'max']
    return issue.keys.map((key) => {
      const { place } = treeAt(root, [...issue.path, key])
      const meant = nearest(key, known)
      const hint = meant ? `Did you mean ${meant}?` : `One of ${known.join(', ')}.`
      return new Problem('BAD_DATA', `"${key}" is not a field of dataset.yml.`, { place, hint })
    })
  }
  const tree = treeAt(root, issue.path)
  const missing = tree.place.field !== issue.path.join('.')
  const field = issue.path.join('.')
  const place = missing ? { ...tree.place, field } : tree.place
  const message = missing ? 'is missing.' : `${tree.kind === 'scalar' ? `"${tree.text}" ` : ''}${issue.message}.`
  return [new Problem('BAD_DATA', message, { place })]
}

/** What differs from the counts that dataset.yml expects: a reader that lost half its input is found out here. */
export function unexpected(dataset: Dataset, draft: Draft): Problem[] {
  const counts = new Map<string, number>([
    ['documents', draft.documents.length],
    ['passages', draft.passages.length],
    ['claims', draft.claims.length],
  ])
  for (const { plural } of draft.nodes.flatMap((node) => registry.named(node.type) ?? [])) {
    if (plural) counts.set(plural, (counts.get(plural) ?? 0) + 1)
  }
  return unexpectedCounts(dataset, counts)
}

/** The same, of what was counted already, by section. */
export function unexpectedCounts(dataset: Dataset, counts: ReadonlyMap<string, number>): Problem[] {
  return Object.entries(dataset.expected).flatMap(([section, { min = 0, max = Infinity }]) => {
    const found = counts.get(section) ?? 0
    if (found >= min && found <= max) return []
    const wanted = max === Infinity ? `at least ${min}` : min === max ? `${min}` : `${min} to ${max}`
    const { place } = treeAt(dataset.root, ['expected', section])
    const hint = 'Correct the count, or what is missing or too much.'
    return [new Problem('BAD_DATA', `${found} were read; ${wanted} are expected.`, { place, hint })]
  })
}

/** SHA-256, in hexadecimal, over texts and bytes in their order. Each counts with its length, so that none runs into the next. */
export function fingerprint(parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part
    hash.update(`${bytes.length}\n`).update(bytes)
  }
  return hash.digest('hex')
}
