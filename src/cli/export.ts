import { Command, Option } from 'commander'
import { exportFacts, type ExportedDataset, type FactFormat, streamFacts } from '../load/export/export.js'
import { Problem } from '../problem.js'
import { openToRead } from './graph.js'

interface ExportArguments {
  dataset?: string[]
  format?: FactFormat
  out: string
  json?: boolean
}

/** `parley export`: what is in the graph, as files. */
export function exportCommand(): Command {
  const command = new Command('export').description('Write what is in the graph into files.')
  command.addCommand(factsCommand().exitOverride())
  return command
}

function factsCommand(): Command {
  return new Command('facts')
    .description(
      'Write datasets as fact files: loading them into an empty graph gives the same graph, with the same `parley database hash`.',
    )
    .option('--dataset <slug...>', 'only these datasets; all of them when left out')
    .addOption(
      new Option(
        '--format <format>',
        'YAML up to some 20,000 facts a dataset and NDJSON beyond, when left out',
      ).choices(['yaml', 'ndjson']),
    )
    .requiredOption('--out <folder>', 'an empty folder or a new one; - prints the NDJSON of one dataset')
    .option('--json', 'print the manifest as one JSON object instead of lines')
    .action(async ({ dataset, format, out, json }: ExportArguments) => {
      const [only, ...more] = dataset ?? []
      if (out === '-' && (only === undefined || more.length > 0 || format === 'yaml' || json)) {
        throw new Problem('BAD_USER_INPUT', 'Standard output takes the NDJSON of one dataset.', {
          hint: 'Write --dataset <slug> --out -, or name a folder.',
        })
      }
      const database = await openToRead()
      try {
        if (out === '-') {
          await streamFacts(database, only!, process.stdout)
          return
        }
        const datasets = await exportFacts(database, { datasets: dataset, format, out })
        process.stdout.write(json ? `${JSON.stringify({ datasets })}\n` : datasets.map(exportLine).join(''))
      } finally {
        await database.close()
      }
    })
}

function exportLine({ dataset, format, counts, files }: ExportedDataset): string {
  const { documents = 0, passages = 0, claims = 0, ...rest } = counts
  const nodes = Object.entries(rest).filter(([kind]) => kind !== 'redirects')
  const named = nodes.reduce((sum, [, count]) => sum + count, 0)
  return `${dataset}: ${documents} documents, ${passages} passages, ${named} nodes, ${claims} claims in ${files.length} files (${format})\n`
}
