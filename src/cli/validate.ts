import { Command } from 'commander'
import type { Draft } from '../load/draft.js'
import { fillDataset } from '../load/fill.js'
import { checkAmong, openDatasets, readDatasets, seedFolders } from '../load/pipeline.js'
import { checkOpenTable } from '../load/streamDataset.js'
import type { CheckedAlone, OpenTable } from '../load/streamDataset.js'
import { readSettings } from '../settings.js'
import { ProgressLine } from './progress.js'
import { thrifty } from './thrifty.js'
import { say } from './say.js'
import { readTexts } from './texts.js'

/** `parley validate`: checks datasets and writes nothing into the graph; it needs no database. */
export function validateCommand(): Command {
  return new Command('validate')
    .description(
      'Check datasets without a database. What they refer to must be in a dataset that is named too, or in the seeds; a table is checked against those named before it.',
    )
    .argument('<paths...>', 'folders with a dataset.yml')
    .option(
      '--text <file...>',
      'the text a document was read from, or <document>=<file> where there are several: excerpts are checked against it',
    )
    .option('--write', 'write into the fact files what the text tells: the places of excerpts, and its SHA-256')
    .option('--json', 'print one JSON object instead of lines')
    .action(async (paths: string[], options: { text?: string[]; write?: boolean; json?: boolean }) => {
      thrifty()
      const texts = readTexts(options.text)
      if (options.write) {
        for (const file of (await Promise.all(paths.map((folder) => fillDataset(folder, texts)))).flat())
          say(`Filled in ${file}`)
      }
      const { drafts, tables } = await openDatasets(paths, { say, texts })
      const given = new Set([
        ...drafts.map(({ dataset }) => dataset.id),
        ...tables.map(({ table }) => table.dataset.id),
      ])
      const seeds = (await seedFolders()).filter((folder) => !given.has(`dataset:${folder.split(/[\\/]/).at(-1)}`))
      const others = await readDatasets(seeds, { say })
      checkAmong(drafts, others)
      const progress = new ProgressLine()
      const datasets: Counts[] = drafts.map(counts)
      const known = [...drafts, ...others]
      for (const [at, each] of tables.entries()) {
        const more = { say, progress: progress.show, home: readSettings().home }
        const checking = checkOpenTable(each, known, more, at < tables.length - 1)
        const checked = await checking.finally(() => progress.end())
        if (checked.defines) known.push(checked.defines)
        datasets.push(tableCounts(each, checked))
      }
      process.stdout.write(
        options.json ? `${JSON.stringify({ datasets })}\n` : datasets.map((each) => `${countLine(each)}\n`).join(''),
      )
    })
}

interface Counts {
  dataset: string
  /** Of a table. */
  rows?: number
  documents: number
  passages: number
  nodes: number
  claims: number
}

function counts({ dataset, documents, passages, nodes, claims }: Draft): Counts {
  return {
    dataset: dataset.id,
    documents: documents.length,
    passages: passages.length,
    nodes: nodes.length,
    claims: claims.length,
  }
}

function tableCounts(opened: OpenTable, { rows, counts: found }: CheckedAlone): Counts {
  const { passages = 0, claims = 0, ...nodes } = Object.fromEntries(found)
  const sum = Object.values(nodes).reduce((all, count) => all + count, 0)
  return { dataset: opened.table.dataset.id, rows, documents: 1, passages, nodes: sum, claims }
}

function countLine({ dataset, rows, documents, passages, nodes, claims }: Counts): string {
  const ofRows = rows === undefined ? '' : `${rows} rows, `
  return `${dataset}: ${ofRows}${documents} documents, ${passages} passages, ${nodes} nodes, ${claims} claims; nothing is wrong`
}
