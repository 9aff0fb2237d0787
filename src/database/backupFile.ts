import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { Problem } from '../problem.js'

/**
 * A backup is one file: a line of JSON that says what it is of, filled up with spaces, then Neo4j's own dump. The line is
 * written last, so a file that has one is whole.
 */
const headerSize = 8_192

/** What is said of the graph in a backup. The hash is null where this Parley cannot work it out: another version wrote the graph. */
const described = z.object({
  parley: z.string(),
  schemaVersion: z.number(),
  hash: z.string().nullable(),
  counts: z.record(z.string(), z.number()),
  relationships: z.number(),
})

const header = described.extend({
  format: z.literal('parley backup 1'),
  neo4j: z.string(),
  at: z.string(),
  /** Bytes that the database took before it was dumped. */
  stored: z.number(),
  bytes: z.number(),
  sha256: z.string(),
})

export type Described = z.infer<typeof described>
export type Backup = z.infer<typeof header>

/** Throws a Problem where a backup cannot be written there. */
export function refuseExisting(file: string): void {
  if (!existsSync(file)) return
  throw new Problem('BAD_USER_INPUT', `${file} is there already.`, {
    hint: 'Give the backup another name, or take that file away first.',
  })
}

/** Writes a backup whole or not at all; `dump` writes Neo4j's part. */
export async function writeBackup(
  file: string,
  about: Omit<Backup, 'format' | 'bytes' | 'sha256'>,
  dump: (output: Writable) => Promise<void>,
): Promise<Backup> {
  const partial = `${file}.partial-${process.pid}`
  try {
    const sum = createHash('sha256')
    let bytes = 0
    const noted = new Transform({
      transform(chunk: Buffer, _, done) {
        sum.update(chunk)
        bytes += chunk.length
        done(null, chunk)
      },
    })
    const written = pipeline(noted, createWriteStream(partial, { flags: 'wx', mode: 0o600, start: headerSize }))
    // A disk that is full ends the dump too, and is the reason to give.
    await Promise.all([written, dump(noted).finally(() => noted.end())])
    const whole: Backup = { format: 'parley backup 1', ...about, bytes, sha256: sum.digest('hex') }
    const line = Buffer.from(`${JSON.stringify(whole).padEnd(headerSize - 1)}\n`)
    if (line.length > headerSize) throw new Error('the header of a backup has become too long')
    await writeLine(partial, line)
    await rename(partial, file)
    return whole
  } catch (error) {
    await rm(partial, { force: true })
    throw fileProblem(error, file)
  }
}

/** Writes the first line of a file that is there, and makes sure that all of it is on the disk. */
async function writeLine(file: string, line: Buffer): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.write(line, 0, line.length, 0)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** What a backup says of itself, once all of it was read and found whole. Throws a Problem for any other file. */
export async function readBackup(file: string): Promise<Backup> {
  try {
    const { size } = await stat(file)
    const about = parse(await firstBytes(file), file)
    if (size !== headerSize + about.bytes) {
      throw broken(file, `it has ${size} bytes, and should have ${headerSize + about.bytes}`)
    }
    const sum = createHash('sha256')
    await pipeline(dumpIn(file), new Writable({ write: (chunk: Buffer, _, done) => (sum.update(chunk), done()) }))
    if (sum.digest('hex') !== about.sha256) throw broken(file, 'its bytes are not those that were written')
    return about
  } catch (error) {
    throw fileProblem(error, file)
  }
}

/** Neo4j's part of a backup. */
export function dumpIn(file: string) {
  return createReadStream(file, { start: headerSize })
}

async function firstBytes(file: string): Promise<string> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerSize), 0, headerSize, 0)
    return buffer.subarray(0, bytesRead).toString()
  } finally {
    await handle.close()
  }
}

function parse(line: string, file: string): Backup {
  try {
    return header.parse(JSON.parse(line))
  } catch (error) {
    if (line.startsWith('{"format":"parley backup')) throw broken(file, 'its first line ends too soon, or is newer')
    throw new Problem('BAD_DATA', `${file} is no backup of Parley.`, {
      hint: 'Name a file that parley backup wrote.',
      cause: error,
    })
  }
}

function broken(file: string, reason: string): Problem {
  return new Problem('BAD_DATA', `${file} is not whole: ${reason}.`, {
    hint: 'Nothing was changed. Take another backup.',
  })
}

/** What a user reads where a file cannot be read or written. */
function fileProblem(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  const problem = (...[kind, text, hint]: [Problem['code'], string, string]) =>
    new Problem(kind, text, { hint, cause: error })
  if (code === 'ENOENT') return problem('NO_INPUT', `${file}: there is no such file or folder.`, 'Correct the path.')
  if (code === 'EISDIR') return problem('BAD_USER_INPUT', `${file} is a folder.`, 'Name a file.')
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return problem(
      'IO',
      `${file} could not be written: the disk is full.`,
      'Free space, or name a file on another disk.',
    )
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR') {
    return problem('IO', `${file} cannot be used: ${String(code)}.`, 'Name a file that you may read and write.')
  }
  return error
}
