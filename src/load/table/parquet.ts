import { createWriteStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet'
import { canonical } from '../claim.js'
import { bad, type InputFile, isGzipped, readBytes, temporaryFile } from './input.js'
import { fillCells } from './ndjson.js'
import type { Reading, Source, TableRow, Value } from './rows.js'

/** Rows read at a time, within the file's own groups: reading a part of a group unpacks more of it than that. */
const batch = 50_000

const compressors = {
  GZIP: (input: Uint8Array) => new Uint8Array(gunzipSync(input)),
  BROTLI: (input: Uint8Array) => new Uint8Array(brotliDecompressSync(input)),
}

/** A file whose parts are read from disk as they are asked for. */
async function buffer(file: string): Promise<AsyncBuffer & { close(): Promise<void> }> {
  const { size } = await stat(file)
  const handle = await open(file)
  return {
    byteLength: size,
    slice: async (start, end = size) => {
      const length = end - start
      const { buffer: bytes } = await handle.read(Buffer.alloc(length), 0, length, start)
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + length)
    },
    close: () => handle.close(),
  }
}

/** A value as JSON has it: dates as ISO days where they have no time, numbers too long for JSON as texts. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '')
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]))
}

/** Parquet files. A row's text is its canonical JSON, its line its number. */
export async function openParquet(files: InputFile[], reading: Reading): Promise<Source> {
  const opened: { file: InputFile; path: string; metadata: FileMetaData }[] = []
  for (const file of files) opened.push(await openFile(file))
  const names = opened.map(({ metadata }) => parquetSchema(metadata).children.map(({ element }) => element.name))
  const columns = names[0]!
  opened.forEach(({ file }, at) => {
    const strange = [
      ...names[at]!.filter((name) => !columns.includes(name)),
      ...columns.filter((name) => !names[at]!.includes(name)),
    ]
    if (strange.length > 0)
      throw bad(
        `The column "${strange[0]}" is not in both this file and ${files[0]!.shown}.`,
        { file: file.shown },
        'Files that are read together have the same columns.',
      )
    const missing = reading.columns?.find((name) => !names[at]!.includes(name))
    if (missing !== undefined)
      throw bad(`The column "${missing}" is missing.`, { file: file.shown }, `The columns are ${columns.join(', ')}.`)
  })
  const known = new Map(columns.map((name, at) => [name, at]))

  async function* rows(progress?: (bytes: number) => void): AsyncGenerator<TableRow[]> {
    for (const { file, path, metadata } of opened) {
      const source = await buffer(path)
      try {
        const total = Number(metadata.num_rows)
        for (const [start, end] of spans(metadata)) {
          const objects = await read(file, () =>
            parquetReadObjects({ file: source, metadata, rowStart: start, rowEnd: end, compressors }),
          )
          progress?.((file.bytes * (end - start)) / total)
          yield objects.map((object, at) => {
            const entries = Object.entries(object).map(([name, value]): [string, unknown] => [name, plain(value)])
            const text = canonical(Object.fromEntries(entries))
            const row: TableRow = {
              file: file.shown,
              line: start + at + 1,
              text,
              cells: new Array<Value>(columns.length),
            }
            fillCells(row, entries, known, reading)
            return row
          })
        }
      } finally {
        await source.close()
      }
    }
  }
  return { columns, rows, placeOf: (row, column) => ({ file: row.file, line: row.line, field: column }) }
}

/** Numbers of rows, from and up to, that are read in one go. */
function spans({ row_groups: groups }: FileMetaData): [start: number, end: number][] {
  const found: [number, number][] = []
  let from = 0
  for (const { num_rows: count } of groups) {
    const end = from + Number(count)
    for (; from < end; from = Math.min(from + batch, end)) found.push([from, Math.min(from + batch, end)])
  }
  return found
}

async function openFile(file: InputFile): Promise<{ file: InputFile; path: string; metadata: FileMetaData }> {
  let { path } = file
  if (await isGzipped(file)) {
    // Parquet is read from its end, which a packed file has not got.
    path = temporaryFile('table.parquet')
    await pipeline(Readable.from(readBytes(file)), createWriteStream(path))
  }
  const source = await buffer(path)
  try {
    return { file, path, metadata: await read(file, () => parquetMetadataAsync(source)) }
  } finally {
    await source.close()
  }
}

async function read<T>(file: InputFile, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw bad(
      `The file cannot be read as Parquet: ${(error as Error).message}.`,
      { file: file.shown },
      'Is it whole, and compressed by Snappy, gzip or Brotli?',
      error,
    )
  }
}
