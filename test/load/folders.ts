import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Problem, Problems } from '../../src/problem.js'

const made: string[] = []

/** A folder with these files, taken away after the tests of the file. Names may have folders in them. */
export function folderWith(files: Record<string, string | Uint8Array>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'parley-load-'))
  // Named as a dataset can be.
  const folder = path.join(root, 'notes')
  made.push(root)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), content)
  }
  return folder
}

afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true })))

/** What a user is told when `read` fails, the names of folders left out; empty where it does not fail. */
export async function complaint(read: () => unknown): Promise<string> {
  try {
    await read()
    return ''
  } catch (error) {
    if (!(error instanceof Problems) && !(error instanceof Problem)) throw error
    const said = error instanceof Problems ? error.message : String(error)
    return made.reduce((text, folder) => text.replaceAll(path.join(folder, 'notes', '/'), ''), said)
  }
}

/** The example of docs/loading.md: its files by name. */
export function examples(markdown: string): Record<string, string> {
  const found = markdown.matchAll(/<!-- example: (\S+) -->\n\n```\w+\n([^]*?)```/g)
  return Object.fromEntries([...found].map(([, name, content]) => [name, content]))
}
