import { mkdir, statfs } from 'node:fs/promises'
import { Problem } from '../problem.js'

const reasons: Record<string, string> = {
  EACCES: 'it may not be written to',
  EPERM: 'it may not be written to',
  EROFS: 'it is on a read-only disk',
  ENOTDIR: 'a file is in its way',
  EEXIST: 'a file is in its way',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
}

/**
 * Makes a folder that only this user may enter, or leaves it as it is. `purpose` says what it is for and `variable`
 * which setting moves it. Throws a Problem where the folder cannot be used.
 */
export async function makeFolder(folder: string, purpose: string, variable: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw folderProblem(error, folder, purpose, variable)
  }
}

/** What a user reads when a file operation inside a folder failed; an error that is none of the disk's is returned as it is. */
export function folderProblem(error: unknown, folder: string, purpose: string, variable: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = reasons[code]
  if (!reason) return error
  return new Problem('IO', `The folder ${folder} for ${purpose} cannot be used: ${reason}.`, {
    hint: `Make it writable or free space on its disk, or set ${variable} to another folder.`,
    cause: error,
  })
}

/** Bytes that this user may still write on the disk of a folder. */
export async function freeBytes(folder: string): Promise<number> {
  const disk = await statfs(folder)
  return disk.bavail * disk.bsize
}
