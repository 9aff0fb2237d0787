import { createHash } from 'node:crypto'
import path from 'node:path'
import { isMap, type Node, type Pair } from 'yaml'
import { z } from 'zod'
import { Problem, Problems } from '../problem.js'
import { claim } from './claim.js'
import { type Dataset, fingerprint, readInput } from './dataset.js'
import type { ClaimDraft, DocumentDraft, Draft, NameDraft, NodeDraft, PassageDraft } from './draft.js'
import { didYouMean } from './nearest.js'
import { decodeUtf8, plain, readYaml, type Table, treeAt, type Yaml } from './yaml.js'

const text = z.string('wants a text').trim().min(1, 'is empty').max(200, 'is longer than 200 characters')
const texts = z.array(text, 'wants a list').max(100, 'has more than 100 entries').default([])

/** What the vocabulary says of one topic. */
const shape = z.strictObject({ label: text, broader: texts, aliases: texts }, 'wants `{ label: … }`')

type Entry = z.infer<typeof shape>

/** As far up as the graph's filters climb: what lies deeper would not be found under its uppermost topic. */
const maxSteps = 8

/**
 * The topics of `topics.yml` in the dataset's folder: `slug: { label, broader: [slug…], aliases: [text…] }`, labels and
 * aliases in English. Each topic rests on its own entry, as it stands in the file. Throws Problems with file and line for
 * what is misspelt, missing, said twice, or broader than itself.
 */
export async function readVocabulary(dataset: Pick<Dataset, 'draft' | 'folder'>): Promise<Draft> {
  const file = path.join(dataset.folder, 'topics.yml')
  const bytes = await readInput(file)
  const yaml = readYaml(file, bytes)
  const entries = check(yaml.root)

  const slug = dataset.draft.id.replace('dataset:', '')
  const document = vocabularyDocument(dataset.draft, slug, bytes)
  const passages = entryTexts(yaml, bytes).map(([key, entry]): PassageDraft => ({
    id: `passage:${slug}:${key}`,
    document: document.id,
    text: entry,
  }))
  const nodes: NodeDraft[] = []
  const claims: ClaimDraft[] = []
  for (const [key, { label, broader, aliases }] of entries) {
    const place = yaml.root.entries.get(key)!.place
    const said = { subject: `topic:${key}`, method: 'CURATED', evidence: [`passage:${slug}:${key}`] }
    const names: NameDraft[] = [
      { value: label, language: 'en', kind: 'PREFERRED' },
      ...aliases.map((value) => ({ value, language: 'en', kind: 'ALIAS' })),
    ]
    const empty = { externalIds: [], evidence: [], certainty: 'CERTAIN', properties: {}, relations: [] }
    nodes.push({ id: said.subject, type: 'Topic', names, ...empty, place })
    claims.push(
      claim({ ...said, predicate: 'label', value: label, place: treeAt(yaml.root, [key, 'label']).place }),
      ...broader.map((above, at) =>
        claim({
          ...said,
          predicate: 'BROADER',
          object: `topic:${above}`,
          place: treeAt(yaml.root, [key, 'broader', at]).place,
        }),
      ),
    )
  }
  const draft = { dataset: dataset.draft, documents: [document], passages, nodes, claims, redirects: [] }
  // Places hold the path as the user gave it, which makes no other vocabulary of it.
  const withoutPlaces = JSON.stringify(draft, (name, value: unknown) => (name === 'place' ? undefined : value))
  return { ...draft, sourceSha256: fingerprint([withoutPlaces]) }
}

function vocabularyDocument(
  { title, publisher, url }: Draft['dataset'],
  slug: string,
  bytes: Uint8Array,
): DocumentDraft {
  return {
    id: `document:${slug}`,
    title,
    publisher,
    url,
    language: 'en',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    kind: 'DATASET',
    status: 'ACTIVE',
    cites: [],
    copyOf: [],
    corrects: [],
  }
}

/** Each topic's entry as it stands in the file, from its key to the end of its value, comments after it left out. */
function entryTexts({ root, document }: Yaml, bytes: Uint8Array): [key: string, text: string][] {
  const whole = (decodeUtf8(bytes) as string).replace(/\r\n?/g, '\n')
  const pairs = isMap(document.contents) ? (document.contents.items as Pair<Node, Node>[]) : []
  const keys = [...root.entries.keys()]
  return pairs.map(({ key, value }, at) => {
    const entry = whole.slice(key.range![0], value!.range![1])
    return [keys[at]!, entry.replace(/(\n[ \t]*(#.*)?)+$/, '').trimEnd()]
  })
}

/** All entries by slug, or Problems. */
function check(root: Table): Map<string, Entry> {
  const problems: Problem[] = []
  const entries = new Map<string, Entry>()
  const labels = new Map<string, string>()
  for (const [key, { place, value }] of root.entries) {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key) || key.length > 100) {
      const hint = 'A topic’s key is up to 100 small letters, digits and single hyphens.'
      problems.push(new Problem('BAD_DATA', `"${key}" cannot be the key of a topic.`, { place, hint }))
    }
    const read = shape.safeParse(plain(value))
    if (!read.success) {
      problems.push(...read.error.issues.flatMap((issue) => explain(issue, key, root)))
      continue
    }
    entries.set(key, read.data)
    const before = labels.get(read.data.label.toLowerCase())
    if (before) {
      const hint = `It is the label of ${before} already.`
      const at = treeAt(root, [key, 'label']).place
      problems.push(new Problem('BAD_DATA', `"${read.data.label}" is the label of two topics.`, { place: at, hint }))
    }
    labels.set(read.data.label.toLowerCase(), key)
    problems.push(...repeated([read.data.label, ...read.data.aliases], (at) => [key, 'aliases', at - 1], root))
    problems.push(...repeated(read.data.broader, (at) => [key, 'broader', at], root))
  }
  const unknown = [...entries].flatMap(([key, { broader }]) => unknownTopics(key, broader, root))
  problems.push(...unknown, ...tangles(entries, root))
  if (problems.length > 0) throw new Problems(problems)
  return entries
}

function explain(issue: z.core.$ZodIssue, key: string, root: Table): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => {
      const { place } =
        root.entries.get(key)!.value.kind === 'table' ? treeAt(root, [key, field]) : { place: undefined }
      const hint = didYouMean(field, Object.keys(shape.shape), `One of ${Object.keys(shape.shape).join(', ')}.`)
      return new Problem('BAD_DATA', `"${field}" is not a field of a topic.`, { place, hint })
    })
  }
  const tree = treeAt(root, [key, ...issue.path])
  const missing = issue.path.length > 0 && tree.place.field === key
  const place = missing ? { ...tree.place, field: [key, ...issue.path].join('.') } : tree.place
  const value = tree.kind === 'scalar' && tree.text ? `"${tree.text}" ` : ''
  return [new Problem('BAD_DATA', missing ? 'is missing.' : `${value}${issue.message}.`, { place })]
}

/** What a list says a second time, upper and lower case alike. */
function repeated(values: string[], pathOf: (at: number) => PropertyKey[], root: Table): Problem[] {
  const folded = values.map((value) => value.toLowerCase())
  return values.flatMap((value, at) => {
    if (folded.indexOf(folded[at]!) === at) return []
    const { place } = treeAt(root, pathOf(at))
    return [new Problem('BAD_DATA', `"${value}" stands here a second time.`, { place, hint: 'Leave it out.' })]
  })
}

function unknownTopics(key: string, broader: string[], root: Table): Problem[] {
  return broader.flatMap((above, at) => {
    if (root.entries.has(above)) return []
    const { place } = treeAt(root, [key, 'broader', at])
    const hint = didYouMean(above, root.entries.keys(), 'A broader topic is named by its key in this file.')
    return [new Problem('BAD_DATA', `"${above}" is not a topic.`, { place, hint })]
  })
}

/** Topics that lie above themselves, and those too far below the uppermost. Each topic is climbed from once. */
function tangles(entries: Map<string, Entry>, root: Table): Problem[] {
  const problems: Problem[] = []
  const steps = new Map<string, number>()
  const climb = (key: string, below: string[]): number => {
    const known = steps.get(key)
    if (known !== undefined) return known
    let most = 0
    for (const [at, above] of (entries.get(key)?.broader ?? []).entries()) {
      const way = [...below, key]
      const circle = way.indexOf(above)
      if (circle >= 0) {
        const { place } = treeAt(root, [key, 'broader', at])
        const hint = `${[...way.slice(circle), above].join(' → ')}: take one of these steps out.`
        problems.push(new Problem('BAD_DATA', `"${above}" would be broader than itself.`, { place, hint }))
      } else most = Math.max(most, climb(above, way) + 1)
    }
    if (most === maxSteps + 1) {
      const { place } = root.entries.get(key)!
      const hint = `A question about a topic looks ${maxSteps} steps down.`
      problems.push(new Problem('BAD_DATA', `"${key}" lies more than ${maxSteps} steps down.`, { place, hint }))
    }
    steps.set(key, most)
    return most
  }
  for (const key of entries.keys()) climb(key, [])
  return problems
}
