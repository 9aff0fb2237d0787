import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Writable } from 'node:stream'
import type { Database } from '../../database/connect.js'
import { Problem } from '../../problem.js'
import type { DatasetDraft, DocumentDraft, PassageDraft } from '../draft.js'
import type { NodeFacts } from './entries.js'
import { type FactSink, readDatasetsInGraph, readFactsInGraph, type Redirect } from './facts.js'
import { RecordSink } from './ndjson.js'
import { datasetFile, factFiles, type GatheredFacts } from './yaml.js'

export type FactFormat = 'yaml' | 'ndjson'

/** Up to so many documents, passages, nodes and claims a dataset is written as YAML unless told otherwise. */
const mostInYaml = 20_000

/** A YAML file beyond this cannot be read back. */
const largestYaml = 5 * 1024 * 1024

/** What was written of one dataset. */
export interface ExportedDataset {
  dataset: string
  format: FactFormat
  /** How many there are: documents, passages, claims, redirects, and nodes by type. */
  counts: Record<string, number>
  files: { file: string; bytes: number; sha256: string }[]
}

/**
 * Writes datasets as folders that `parley load` reads, each with a dataset.yml and fact files, and a manifest.json beside
 * them. Loaded into an empty graph, they give a graph with the same hash. Throws a Problem for a folder that is in use.
 */
export async function exportFacts(
  database: Pick<Database, 'read'>,
  { datasets, format, out }: { datasets?: string[]; format?: FactFormat; out: string },
): Promise<ExportedDataset[]> {
  const wanted = await readDatasetsInGraph(database, datasets)
  await emptyFolder(out)
  const sinks = new Map(wanted.map((each) => [each.id, new FolderSink(each, out, format)]))
  await readFactsInGraph(database, sinks)
  const exported: ExportedDataset[] = []
  for (const sink of sinks.values()) exported.push(await sink.end())
  await writeFile(path.join(out, 'manifest.json'), `${JSON.stringify({ datasets: exported }, null, 2)}\n`)
  return exported
}

/** Writes one dataset's facts as NDJSON to a stream. */
export async function streamFacts(
  database: Pick<Database, 'read'>,
  dataset: string,
  out: Writable,
): Promise<Record<string, number>> {
  const [wanted] = await readDatasetsInGraph(database, [dataset])
  const sink = new RecordSink(out)
  await readFactsInGraph(database, new Map([[wanted!.id, sink]]))
  await sink.end()
  return sink.counts
}

async function emptyFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    if ((await readdir(folder)).length === 0) return
  } catch (cause) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException
    throw new Problem('IO', `The folder cannot be written to (${code}).`, { place: { file: folder }, cause })
  }
  throw new Problem('BAD_USER_INPUT', 'The folder has something in it.', {
    place: { file: folder },
    hint: 'Name one that is empty or not there yet.',
  })
}

/** Gathers a dataset for YAML, and goes over to NDJSON once it is too much for that, or from the start where told. */
class FolderSink implements FactSink {
  private readonly gathered: GatheredFacts = { documents: [], passages: [], nodes: [], redirects: [] }
  private count = 0
  private records?: { sink: RecordSink; stream: WriteStream; file: string }

  constructor(
    private readonly dataset: DatasetDraft,
    private readonly out: string,
    private readonly format: FactFormat | undefined,
  ) {}

  async document(document: DocumentDraft): Promise<void> {
    const sink = await this.next()
    if (sink) await sink.document(document)
    else this.gathered.documents.push(document)
  }

  async passage(passage: PassageDraft): Promise<void> {
    const sink = await this.next()
    if (sink) await sink.passage(passage)
    else this.gathered.passages.push(passage)
  }

  async node(facts: NodeFacts): Promise<void> {
    const sink = await this.next(1 + facts.claims.length)
    if (sink) await sink.node(facts)
    else this.gathered.nodes.push(facts)
  }

  async redirect(redirect: Redirect): Promise<void> {
    const sink = await this.next()
    if (sink) await sink.redirect(redirect)
    else this.gathered.redirects.push(redirect)
  }

  async end(): Promise<ExportedDataset> {
    const { id } = this.dataset
    const folder = path.join(this.out, this.slug)
    await mkdir(folder, { recursive: true })
    if (!this.records && this.format === 'ndjson') await this.begin()
    if (!this.records) {
      const files = factFiles(this.dataset, this.gathered)
      const written: ExportedDataset['files'] = []
      for (const [name, text] of files) written.push(await this.write(name, text))
      return { dataset: id, format: 'yaml', counts: countsOf(this.gathered), files: written }
    }
    const { sink, stream, file } = this.records
    const sha256 = await sink.end()
    stream.end()
    await once(stream, 'finish')
    const files = [await this.write('dataset.yml', datasetFile(this.dataset))]
    files.push({ file, bytes: stream.bytesWritten, sha256 })
    return { dataset: id, format: 'ndjson', counts: sink.counts, files }
  }

  private get slug(): string {
    return this.dataset.id.replace('dataset:', '')
  }

  /** The sink for one thing more; none while it is gathered. */
  private async next(by = 1): Promise<RecordSink | undefined> {
    this.count += by
    if (!this.records && (this.format === 'ndjson' || (this.format === undefined && this.count > mostInYaml)))
      await this.begin()
    return this.records?.sink
  }

  private async begin(): Promise<void> {
    const file = path.join(this.slug, 'facts.ndjson')
    await mkdir(path.join(this.out, this.slug), { recursive: true })
    const stream = createWriteStream(path.join(this.out, file))
    await once(stream, 'open')
    const sink = new RecordSink(stream)
    this.records = { sink, stream, file }
    const { documents, passages, nodes, redirects } = this.gathered
    for (const document of documents.splice(0)) await sink.document(document)
    for (const passage of passages.splice(0)) await sink.passage(passage)
    for (const facts of nodes.splice(0)) await sink.node(facts)
    for (const redirect of redirects.splice(0)) await sink.redirect(redirect)
  }

  private async write(name: string, text: string): Promise<ExportedDataset['files'][number]> {
    const file = path.join(this.slug, name)
    const bytes = Buffer.from(text)
    if (bytes.length > largestYaml) {
      throw new Problem('BAD_DATA', 'The fact file is too large for YAML, which is read up to 5 MB.', {
        place: { file },
        hint: 'Export it with --format ndjson.',
      })
    }
    await writeFile(path.join(this.out, file), bytes)
    return { file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  }
}

function countsOf({ documents, passages, nodes, redirects }: GatheredFacts): Record<string, number> {
  const counts: Record<string, number> = { documents: documents.length, passages: passages.length, claims: 0 }
  for (const { contribution, claims } of nodes) {
    if (contribution) counts[contribution.type] = (counts[contribution.type] ?? 0) + 1
    counts.claims! += claims.length
  }
  if (redirects.length > 0) counts.redirects = redirects.length
  return counts
}
