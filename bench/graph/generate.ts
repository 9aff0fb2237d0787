import path from 'node:path'
import { checkout, pipeline } from '../parley.js'
import { Cast } from './cast.js'
import { Projection } from './projection.js'
import type { Chunk } from './scribe.js'
import { Stories } from './stories.js'
import { Tables } from './tables.js'

export interface Graph {
  nodes: number
  relationships: number
  /** What Neo4j's importer is to be told of the files. */
  told: string[]
  /** What the importer cannot write: properties that are empty lists where they are missing. */
  emptied: { pattern: string; property: string }[]
}

/** Shares of the rows that fall to talks, with all that hangs on them; the rest is the news of days. */
const shareOfTalks = 0.45
const datasetsOfNews = 12

/**
 * Writes a graph of about `rows` nodes and relationships into `folder`, the same for the same seed. Countries and topics
 * are Parley's own seeds; all else is made up, skewed as real data is: a few countries and officials have very much.
 */
export async function generate(
  folder: string,
  rows: number,
  seed: string,
  say: (text: string) => void,
): Promise<Graph> {
  const tables = new Tables(folder)
  const projection = new Projection(tables)
  const count = () => tables.counts.nodes + tables.counts.relationships
  const seeds = await pipeline.readDatasets(['countries', 'topics'].map((name) => path.join(checkout, 'seeds', name)))
  const cast = new Cast(seed, seeds, rows / 2_000_000)
  const stories = new Stories(seed, cast, datasetsOfNews)
  for (const draft of seeds) {
    projection.dataset(draft.dataset)
    projection.take({ ...draft, dataset: draft.dataset.id })
  }
  projection.dataset({ id: 'dataset:bench-registers', title: 'Registers', license: 'CC0-1.0' })
  for (let at = 0; at < datasetsOfNews; at++)
    projection.dataset({ id: `dataset:bench-news-${at}`, title: `News, part ${at}`, license: 'CC0-1.0' })
  for (const chunk of cast.chunks()) projection.take(chunk)
  await tables.flush()
  const base = count()
  say(`${base.toLocaleString('en')} rows of countries, topics, bodies and officials`)

  /** Takes chunks until there are so many rows. */
  const until = async (target: number, make: (at: number) => Chunk) => {
    for (let at = 0; count() < target; at++) {
      projection.take(make(at))
      if (at % 200 === 199) await tables.flush()
    }
    say(`${count().toLocaleString('en')} rows`)
  }
  await until(base + (rows - base) * shareOfTalks, (at) => stories.talks(at))
  await until(rows, (at) => stories.news(at))
  projection.finish()
  const told = await tables.end()
  return { ...tables.counts, told, emptied: tables.emptied }
}
