import { readFile, stat } from 'node:fs/promises'
import { Problem } from '../problem.js'
import type { Home } from './home.js'

/** How long each log is. */
export async function logEnds(home: Home): Promise<Map<string, number>> {
  const ends = new Map<string, number>()
  for (const log of home.logFiles) {
    const size = await stat(log).then(
      (found) => found.size,
      () => 0,
    )
    ends.set(log, size)
  }
  return ends
}

/** What this run of Neo4j said before it ended: its logs from where they ended before, and what Java printed. */
export async function lastWords(home: Home, ends: Map<string, number>): Promise<string> {
  const words = [await readFile(home.console, 'utf8').catch(() => '')]
  for (const [log, end] of ends) {
    const text = await readFile(log).catch(() => Buffer.alloc(0))
    // A shorter log than before is a new one.
    words.push(text.subarray(text.length < end ? 0 : end).toString())
  }
  return words.join('\n')
}

/** What a user reads of a start that failed with these words. */
export function startFailure(words: string, home: Home, cause?: unknown): Problem {
  const hint = `All it said is in ${home.logs}.`
  if (/No space left on device|Disk quota exceeded/i.test(words)) {
    return new Problem('IO', `The database did not start: the disk of ${home.folder} is full.`, {
      hint: 'Free space on it, then start again.',
      cause,
    })
  }
  if (
    /Could not reserve enough space|insufficient memory|java\.lang\.OutOfMemoryError|Cannot allocate memory/i.test(
      words,
    )
  ) {
    return new Problem('IO', 'The database did not start: there is too little memory.', {
      hint: 'Free 1.5 GB of memory, then start again.',
      cause,
    })
  }
  if (/FileLockException|StoreLockException/.test(words)) {
    return new Problem('DATABASE_UNAVAILABLE', `The database did not start: another Neo4j uses ${home.folder}.`, {
      hint: 'Stop that Neo4j, or set PARLEY_HOME to another folder.',
      cause,
    })
  }
  // The innermost cause in words says most; a class alone, or a stack's own lines, say nothing to a user.
  const causes = [...words.matchAll(/^Caused by: [\w.$]+: (.+ .+)$/gm)]
  const errors = [...words.matchAll(/(?:\bERROR\s+|^Exception in thread \S+ [\w.$]+: |^Error: )(.+)$/gm)]
  const reason = causes.at(-1)?.[1] ?? errors.at(-1)?.[1] ?? 'it ended without saying why.'
  return new Problem('DATABASE_UNAVAILABLE', `The database did not start: ${reason.slice(0, 240)}`, { hint, cause })
}
