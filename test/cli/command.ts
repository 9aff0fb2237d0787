import { execFile } from 'node:child_process'
import path from 'node:path'
import { testSettings } from '../database.js'

/** The checkout. */
export const root = path.join(__dirname, '..', '..')

/** How a command ended, and what it said. */
export interface Ended {
  code: number
  stdout: string
  stderr: string
}

/** `parley` in a folder, against the database of the writing tests: one process, so that what is killed is the command. */
export function command(
  folder: string,
  args: string[],
): [file: string, args: string[], options: { cwd: string; env: NodeJS.ProcessEnv }] {
  const { home, cache } = testSettings('scratch')
  const env = {
    ...process.env,
    PARLEY_HOME: home,
    XDG_CACHE_HOME: path.dirname(cache),
    NEO4J_URI: '',
    TSX_TSCONFIG_PATH: path.join(root, 'tsconfig.json'),
  }
  const tsx = path.join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')
  return [
    process.execPath,
    ['--import', tsx, path.join(root, 'src', 'cli', 'parley.ts'), ...args],
    { cwd: folder, env },
  ]
}

/** Runs `parley` as a user would. */
export function parleyIn(folder: string, args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(...command(folder, args), (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}
