/**
 * Loads a small graph of the generator's by Parley's own loader, and compares every node and relationship with what the
 * generator writes for Neo4j's importer. It fails where the loader has come to store otherwise. Run: npm run store
 */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Draft } from '../src/load/draft.js'
import { Cast } from './graph/cast.js'
import { Projection } from './graph/projection.js'
import type { Chunk } from './graph/scribe.js'
import { Stories } from './graph/stories.js'
import type { Tables } from './graph/tables.js'
import { checkout, connect, constraints, pipeline, settings } from './parley.js'

/** What says when something was loaded, and after what, rather than what was. */
const timely = [
  ...['recordedFrom', 'startedAt', 'startedAtAsc', 'finishedAt', 'toolVersion', 'sourceSha256', 'input', 'n'],
  ...['changeSort', 'changedAt', 'changeLoad', 'changeKind', 'changeFields'],
]

type Row = [name: string, properties: Record<string, unknown>]

const withoutLoad = (id: string): string => id.replace(/^load:[^-]+-/, 'load:')

function shape(properties: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(properties).filter(
    ([name, value]) => value !== null && value !== undefined && !timely.includes(name),
  )
  const told = kept.map(([name, value]): [string, unknown] => [
    name,
    name === 'id' ? withoutLoad(String(value)) : value,
  ])
  return Object.fromEntries(told.sort(([a], [b]) => (a < b ? -1 : 1)))
}

const nodeName = (labels: string[], key: string): string => `${[...labels].sort().join(':')} ${withoutLoad(key)}`

/** Stands in for the files: keeps the rows. */
class Kept implements Pick<Tables, 'node' | 'relation'> {
  readonly rows: Row[] = []

  node(
    _space: string,
    labels: string[],
    key: string | undefined,
    name: string,
    properties: Record<string, unknown>,
  ): void {
    this.rows.push([nodeName(labels, name), shape({ ...properties, ...(key && { [key]: name }) })])
  }

  relation(type: string, from: string, to: string, properties: Record<string, unknown>): void {
    this.rows.push([`${type} ${withoutLoad(from)} ${withoutLoad(to)}`, shape(properties)])
  }
}

const nodesThere = `
  MATCH (node)
  RETURN labels(node), coalesce(node.id, node.key, node.scheme + '|' + node.value), properties(node)`

const relationsThere = `
  MATCH (from)-[edge]->(to)
  RETURN type(edge), from.id, coalesce(to.id, to.key, to.scheme + '|' + to.value), properties(edge)`

function counted(rows: Row[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [name, properties] of rows) {
    const text = `${name} ${JSON.stringify(properties).replaceAll('\\n', ' ')}`
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return counts
}

const seeds = await pipeline.readDatasets(['countries', 'topics'].map((name) => path.join(checkout, 'seeds', name)))
const cast = new Cast('check', seeds, 0.001)
const stories = new Stories('check', cast, 2)
const chunks: Chunk[] = [...cast.chunks()]
for (let at = 0; at < 40; at++) chunks.push(stories.talks(at), stories.news(at))

const kept = new Kept()
const projection = new Projection(kept as unknown as Tables)
const drafts = new Map<string, Draft>(seeds.map((draft) => [draft.dataset.id, draft]))
for (const { dataset, ...said } of chunks) {
  const draft = drafts.get(dataset) ?? {
    dataset: { id: dataset, title: dataset },
    sourceSha256: dataset,
    documents: [],
    passages: [],
    nodes: [],
    claims: [],
    redirects: [],
  }
  for (const part of ['documents', 'passages', 'nodes', 'claims'] as const)
    (draft[part] as unknown[]).push(...said[part])
  drafts.set(dataset, draft)
}
for (const { dataset } of drafts.values()) projection.dataset(dataset)
for (const draft of seeds) projection.take({ ...draft, dataset: draft.dataset.id })
for (const chunk of chunks) projection.take(chunk)
projection.finish()

const folder = await mkdtemp(path.join(os.tmpdir(), 'parley-bench-'))
const database = await connect.openDatabase(
  { ...settings.readSettings(), neo4j: undefined, home: folder },
  { small: true },
)
try {
  await constraints.applySchema(database)
  await pipeline.writeDatasets([...drafts.values()], database)
  const nodes = (await database.read({ text: nodesThere })) as [string[], string, Record<string, unknown>][]
  const relations = (await database.read({ text: relationsThere })) as [
    string,
    string,
    string,
    Record<string, unknown>,
  ][]
  const there = counted([
    ...nodes.map(([labels, key, properties]): Row => [nodeName(labels, key), shape(properties)]),
    ...relations.map(([type, from, to, properties]): Row => [
      `${type} ${withoutLoad(from)} ${withoutLoad(to)}`,
      shape(properties),
    ]),
  ])
  const wanted = counted(kept.rows)
  const lacking = [...there].filter(([text, count]) => wanted.get(text) !== count).map(([text]) => text)
  const surplus = [...wanted].filter(([text, count]) => there.get(text) !== count).map(([text]) => text)
  console.log(`${kept.rows.length} rows written by the generator, ${nodes.length + relations.length} by the loader.`)
  for (const kind of new Set([...lacking, ...surplus].map((text) => text.split(' ')[0]!))) {
    const [theirs, ours] = [lacking, surplus].map((texts) => texts.filter((text) => text.startsWith(`${kind} `)).sort())
    console.log(
      `${kind}: ${theirs!.length} rows of the loader's and ${ours!.length} of the generator's differ, such as`,
    )
    for (const text of [theirs![0], ours![0]]) if (text) console.log(`  ${text}`)
  }
  console.log(
    lacking.length + surplus.length === 0 ? 'They are the same.' : `${lacking.length} and ${surplus.length} differ.`,
  )
  process.exitCode = lacking.length + surplus.length === 0 ? 0 : 1
} finally {
  await database.close()
  await rm(folder, { recursive: true })
}
