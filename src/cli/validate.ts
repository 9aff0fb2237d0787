import { Command } from 'commander'
import type { Draft } from '../load/draft.js'
import { fillDataset } from '../load/fill.js'
import { checkAmong, readDatasets, seedFolders } from '../load/pipeline.js'
import { say } from './say.js'
import { readTexts } from './texts.js'

/** `parley validate`: checks datasets and writes nothing into the graph; it needs no database. */
export function validateCommand(): Command {
  return new Command('validate')
    .description(
      'Check datasets without a database. What they refer to must be in a dataset that is named too, or in the seeds.',
    )
    .argument('<paths...>', 'folders with a dataset.yml')
    .option(
      '--text <file...>',
      'the text a document was read from, or <document>=<file> where there are several: excerpts are checked against it',
    )
    .option('--write', 'write into the fact files what the text tells: the places of excerpts, and its SHA-256')
    .option('--json', 'print one JSON object instead of lines')
    .action(async (paths: string[], options: { text?: string[]; write?: boolean; json?: boolean }) => {
      const texts = readTexts(options.text)
      if (options.write) {
        for (const file of (await Promise.all(paths.map((folder) => fillDataset(folder, texts)))).flat())
          say(`Filled in ${file}`)
      }
      const drafts = await readDatasets(paths, { say, texts })
      const given = new Set(drafts.map(({ dataset }) => dataset.id))
      const seeds = (await seedFolders()).filter((folder) => !given.has(`dataset:${folder.split(/[\\/]/).at(-1)}`))
      checkAmong(drafts, await readDatasets(seeds, { say }))
      const datasets = drafts.map(counts)
      process.stdout.write(
        options.json ? `${JSON.stringify({ datasets })}\n` : datasets.map((each) => `${countLine(each)}\n`).join(''),
      )
    })
}

function counts({ dataset, documents, passages, nodes, claims }: Draft) {
  return {
    dataset: dataset.id,
    documents: documents.length,
    passages: passages.length,
    nodes: nodes.length,
    claims: claims.length,
  }
}

function countLine({ dataset, documents, passages, nodes, claims }: ReturnType<typeof counts>): string {
  return `${dataset}: ${documents} documents, ${passages} passages, ${nodes} nodes, ${claims} claims; nothing is wrong`
}
