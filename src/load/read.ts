import { Problems } from '../problem.js'
import { readDatasetFile, unexpected } from './dataset.js'
import type { Draft } from './draft.js'
import { readFacts, type Texts } from './facts.js'

/**
 * Reads a dataset, whatever its format: a folder with a dataset.yml. What comes back is checked in itself; that the
 * nodes of other datasets it refers to exist is for the writer to see. Throws Problems with all that is wrong, or a
 * Problem where there is nothing to read.
 */
export async function readDataset(folder: string, { texts }: { texts?: Texts } = {}): Promise<Draft> {
  const dataset = await readDatasetFile(folder)
  let draft: Draft
  switch (dataset.format) {
    case 'facts':
      draft = await readFacts(dataset, texts)
      break
    case 'table':
      // Never whole in memory: openTable streams it.
      throw new Error(`${folder} is a table, which is read in chunks`)
    case 'countries':
      draft = await (await import('./countries.js')).readCountries(dataset)
      break
    case 'vocabulary':
      draft = await (await import('./vocabulary.js')).readVocabulary(dataset)
      break
  }
  const problems = unexpected(dataset, draft)
  if (problems.length > 0) throw new Problems(problems)
  return draft
}
