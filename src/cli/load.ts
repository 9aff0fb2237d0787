import { Command, InvalidArgumentError, Option } from 'commander'
import type { Database } from '../database/connect.js'
import { loadDatasets, planDatasets, seedFolders, summaryLine } from '../load/pipeline.js'
import type { LoadSummary, PipelineOptions } from '../load/pipeline.js'
import { bulkLoad } from '../load/bulk.js'
import { openToFill } from '../database/filling.js'
import { planLines } from '../load/plan.js'
import { readSettings } from '../settings.js'
import { openToRead, openToWrite } from './graph.js'
import { ProgressLine } from './progress.js'
import { thrifty } from './thrifty.js'
import { say } from './say.js'
import { stoppable } from './stoppable.js'
import { readTexts } from './texts.js'

interface LoadArguments {
  bulk?: boolean
  text?: string[]
  plan?: boolean
  json?: boolean
  maxErrors?: number
  rejects?: string
  review?: string
}

/** `parley load`: checks datasets, then writes them into the graph. */
export function loadCommand(): Command {
  return new Command('load')
    .description(
      'Check datasets, then load them: a dataset that did not change writes nothing. Without paths, the seeds. A load that was stopped goes on where it was when the same command is run again.',
    )
    .argument('[paths...]', 'folders with a dataset.yml')
    .option(
      '--text <file...>',
      'the text a document was read from, or <document>=<file> where there are several: excerpts are checked against it',
    )
    .option('--plan', 'say what would be created, changed, closed and merged, and write nothing')
    .addOption(
      new Option(
        '--bulk',
        'fill the managed database, which must be empty, by way of Neo4j’s own importer: for tables of a million rows and more',
      ).conflicts('plan'),
    )
    .option('--max-errors <count>', 'set so many bad rows of a table aside instead of refusing it', wholeNumber)
    .option('--rejects <file>', 'write the rows that are set aside into this file, a JSON object to a line')
    .option('--review <file>', 'keep what is to be decided about names here instead of review.yml beside the dataset')
    .option('--json', 'print one JSON object instead of lines')
    .action((paths: string[], options: LoadArguments) => stoppable((signal) => load(paths, options, signal)))
}

async function load(paths: string[], options: LoadArguments, signal: AbortSignal): Promise<void> {
  thrifty()
  const progress = new ProgressLine()
  const settings = readSettings()
  const filling = options.bulk ? await openToFill(settings, { say }) : undefined
  const database = filling?.database ?? (await (options.plan ? openToRead() : openToWrite()))
  try {
    const { maxErrors, rejects: file, review } = options
    const folders = paths.length > 0 ? paths : await seedFolders()
    const given = {
      ...{ say, texts: readTexts(options.text), review, home: settings.home },
      ...{ progress: progress.show, signal, rejects: { maxErrors, file } },
    }
    if (options.plan) await plan(folders, database, options, given)
    else if (!filling) tell(await loadDatasets(folders, database, given), options)
    else {
      const loads = await bulkLoad(folders, filling, given)
      await filling.done()
      tell(loads, options)
    }
  } finally {
    progress.end()
    await database.close()
  }
}

async function plan(
  paths: string[],
  database: Database,
  { json }: LoadArguments,
  options: PipelineOptions,
): Promise<void> {
  const plans = await planDatasets(paths, database, options)
  process.stdout.write(json ? `${JSON.stringify({ plans })}\n` : plans.map(planLines).join(''))
}

function tell(loads: LoadSummary[], { json }: LoadArguments): void {
  process.stdout.write(json ? `${JSON.stringify({ loads })}\n` : loads.map((load) => `${summaryLine(load)}\n`).join(''))
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a whole number.')
}
