import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { lstat, open, readdir, realpath, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Problem, Problems } from '../../problem.js'
import type { Findings } from '../value.js'
import type { Scalar } from '../yaml.js'

/** A table's file as it lies on disk. */
export interface InputFile {
  /** As a user would write it; `-` is standard input. */
  shown: string
  path: string
  /** As stored: of a gzipped file, compressed. */
  bytes: number
}

/** Told of bytes as they are read from disk. */
export type Progress = (bytes: number) => void

/** What a gzipped file may unpack to: this many times its own size, once it has unpacked to more than the floor; and never more than all. */
const gzip = { ratio: 100, floor: 10 * 1024 * 1024, total: 200 * 1024 ** 3 }

export function bad(message: string, place: Problem['place'], hint?: string, cause?: unknown): Problems {
  return new Problems([new Problem('BAD_DATA', message, { place, hint, cause })])
}

/**
 * The files that a mapping names: paths inside the dataset's folder, in which `*` and `?` stand for any letters, or `-`.
 * Each name's files are sorted; no file is taken twice. What leads out of the folder is noted and not opened.
 */
export async function inputFiles(folder: string, names: Scalar[], findings: Findings): Promise<InputFile[]> {
  const found = new Map<string, InputFile>()
  for (const name of names) {
    if (name.text === '-') {
      found.set('-', await spooled())
      continue
    }
    const why = refusal(name.text)
    if (why) {
      findings.add(
        name.place,
        `"${name.text}" ${why}.`,
        'Name files in the folder of the dataset, such as events.tsv or data/*.csv.',
      )
      continue
    }
    const files = await matching(folder, name.text.split('/'))
    if (files.length === 0) {
      throw new Problem('NO_INPUT', `"${name.text}" names no file here.`, {
        place: name.place,
        hint: 'Put the file into the folder of the dataset.',
      })
    }
    for (const file of files) {
      const shown = path.join(folder, file)
      const inside = path.relative(await realpath(folder), await realpath(shown))
      if (inside.startsWith('..') || path.isAbsolute(inside)) {
        findings.add(name.place, `"${file}" leads out of the folder.`, 'Copy the file into it.')
      } else if ((await stat(shown)).isFile()) found.set(shown, { shown, path: shown, bytes: (await stat(shown)).size })
    }
  }
  return [...found.values()]
}

function refusal(name: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]+:/i.test(name)) return 'is an address, and nothing is fetched'
  if (path.isAbsolute(name) || /^[a-z]:|^\\/i.test(name)) return 'is an absolute path'
  return name.split(/[\\/]/).includes('..') ? 'leads out of the folder' : undefined
}

async function matching(folder: string, [step, ...rest]: string[]): Promise<string[]> {
  if (step === undefined) return []
  const names = /[*?]/.test(step) ? (await readdir(folder)).filter((name) => wildcard(step).test(name)).sort() : [step]
  const found: string[] = []
  for (const name of names) {
    const there = await lstat(path.join(folder, name)).catch(() => undefined)
    if (!there) continue
    if (rest.length === 0) found.push(name)
    else found.push(...(await matching(path.join(folder, name), rest)).map((below) => path.join(name, below)))
  }
  return found
}

function wildcard(step: string): RegExp {
  const text = step
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${text}$`)
}

/** A file in a folder of its own that goes with the process. */
export function temporaryFile(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-table-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return path.join(folder, name)
}

let input: Promise<InputFile> | undefined

/** Standard input, kept in a file, since a table is read more than once. */
function spooled(): Promise<InputFile> {
  input ??= (async () => {
    const file = temporaryFile('input')
    await pipeline(process.stdin, createWriteStream(file))
    return { shown: '-', path: file, bytes: (await stat(file)).size }
  })()
  return input
}

async function start(file: string, length: number): Promise<Buffer> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Whether a file is gzipped, which its first bytes say. Throws Problems where only its name does, and for other archives. */
export async function isGzipped({ path: file, shown, bytes }: InputFile): Promise<boolean> {
  const head = await start(file, 6)
  const place = { file: shown }
  if (bytes === 0) throw bad('The file is empty.', place, 'A table has at least one line, its header.')
  if (head[0] === 0x1f && head[1] === 0x8b) return true
  if (shown.endsWith('.gz')) throw bad('The file is not gzipped, though its name ends in .gz.', place, 'Rename it.')
  const kinds: [string, number[]][] = [
    ['a ZIP archive (or a spreadsheet, which is one)', [0x50, 0x4b, 0x03, 0x04]],
    ['packed by zstd', [0x28, 0xb5, 0x2f, 0xfd]],
    ['packed by bzip2', [0x42, 0x5a, 0x68]],
    ['packed by xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ]
  const kind = kinds.find(([, magic]) => magic.every((byte, at) => head[at] === byte))
  if (kind) throw bad(`The file is ${kind[0]}.`, place, 'Unpack it: tables are read plain or gzipped.')
  return false
}

/** A file's bytes, unpacked where it is gzipped. Throws Problems for what is cut short, damaged or a bomb. */
export async function* readBytes(input: InputFile, progress: Progress = () => undefined): AsyncGenerator<Buffer> {
  const raw = createReadStream(input.path, { highWaterMark: 256 * 1024 })
  if (!(await isGzipped(input))) {
    for await (const chunk of raw as AsyncIterable<Buffer>) {
      progress(chunk.length)
      yield chunk
    }
    return
  }
  let taken = 0
  const counted = Readable.from(
    (async function* () {
      for await (const chunk of raw as AsyncIterable<Buffer>) {
        taken += chunk.length
        progress(chunk.length)
        yield chunk
      }
    })(),
  )
  const place = { file: input.shown }
  let given = 0
  try {
    const unpacked = createGunzip({ chunkSize: 256 * 1024 })
    counted.on('error', (error) => unpacked.destroy(error)).pipe(unpacked)
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      given += chunk.length
      if (
        given > gzip.total ||
        (given > gzip.floor && given > input.bytes * gzip.ratio && given > taken * gzip.ratio)
      ) {
        throw bad(
          `The file unpacks to more than ${given > gzip.total ? '200 GB' : `${gzip.ratio} times its size`}.`,
          place,
          'A table does not: it may be made to fill a disk. Unpack it yourself if you trust it.',
        )
      }
      yield chunk
    }
  } catch (error) {
    if (error instanceof Problems) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code === 'Z_BUF_ERROR')
      throw bad('The gzipped file ends before its end.', place, 'Fetch or copy it again.', error)
    if (code?.startsWith('Z_')) throw bad('The gzipped file is damaged.', place, 'Fetch or copy it again.', error)
    throw error
  } finally {
    raw.destroy()
  }
}
