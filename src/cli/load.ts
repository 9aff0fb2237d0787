import { Command } from 'commander'
import { applySchema } from '../database/constraints.js'
import { openDatabase } from '../database/connect.js'
import { loadDatasets, seedFolders, summaryLine } from '../load/pipeline.js'
import { readSettings } from '../settings.js'
import { say } from './say.js'
import { readTexts } from './texts.js'

/** `parley load`: checks datasets, then writes them into the graph. */
export function loadCommand(): Command {
  return new Command('load')
    .description(
      'Check datasets, then load them: a dataset that did not change writes nothing. Without paths, the seeds.',
    )
    .argument('[paths...]', 'folders with a dataset.yml')
    .option(
      '--text <file...>',
      'the text a document was read from, or <document>=<file> where there are several: excerpts are checked against it',
    )
    .option('--json', 'print one JSON object instead of lines')
    .action(async (paths: string[], options: { text?: string[]; json?: boolean }) => {
      const texts = readTexts(options.text)
      const database = await openDatabase(readSettings(), { say })
      try {
        await applySchema(database)
        const loads = await loadDatasets(paths.length > 0 ? paths : await seedFolders(), database, { say, texts })
        process.stdout.write(
          options.json ? `${JSON.stringify({ loads })}\n` : loads.map((load) => `${summaryLine(load)}\n`).join(''),
        )
      } finally {
        await database.close()
      }
    })
}
