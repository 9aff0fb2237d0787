import { Command } from 'commander'
import type { Fallout, Tally } from '../load/fallout.js'
import { retractDocument } from '../load/retract.js'
import { openToRead, openToWrite } from './graph.js'
import { say } from './say.js'

interface RetractArguments {
  plan?: boolean
  undo?: boolean
  json?: boolean
}

/** `parley retract`: a document is taken back, and all that rests on it alone. */
export function retractCommand(): Command {
  return new Command('retract')
    .description(
      'Take a document back: claims that rest on it alone close, and later loads of its dataset heed that. Prints what falls.',
    )
    .argument('<document>', 'the id of a document, with or without `document:`')
    .option('--plan', 'say what would fall, and write nothing')
    .option('--undo', 'let it stand again')
    .option('--json', 'print one JSON object instead of lines')
    .action(async (document: string, { plan, undo, json }: RetractArguments) => {
      const database = await (plan ? openToRead() : openToWrite())
      try {
        const fallout = await retractDocument(database, document, { plan, undo, say })
        process.stdout.write(json ? `${JSON.stringify(fallout)}\n` : falloutText(fallout, { plan, undo }))
      } finally {
        await database.close()
      }
    })
}

function falloutText(fallout: Fallout, { plan, undo }: RetractArguments): string {
  const { document, title, dataset, claims, corrected, facts, nodes, relationships, whole, loadAgain } = fallout
  const done = plan ? 'Would be ' : ''
  const verb = undo ? 'restored' : 'retracted'
  const lines = [
    `${done === '' ? `${verb.charAt(0).toUpperCase()}${verb.slice(1)}` : `${done}${verb}`}: ${document}, “${title}”, of ${dataset}`,
    tallyLine(undo ? 'claims that stand again' : 'claims that close', claims),
    tallyLine(undo ? 'claims that it corrects again' : 'claims that it had corrected and that stand again', corrected),
    tallyLine(undo ? 'facts that stand again' : 'facts that stand no more', facts),
    tallyLine(undo ? 'nodes that come back' : 'nodes that go', nodes),
    tallyLine(undo ? 'relationships that come back' : 'relationships that go', relationships),
  ]
  if (!whole) lines.push('The document is long: these are of its first part alone.')
  if (plan) lines.push('Nothing was written.')
  if (loadAgain && !plan)
    lines.push(`${dataset} was loaded meanwhile: load it again, so that all of it stands as it says now.`)
  return `${lines.join('\n')}\n`
}

function tallyLine(what: string, { count, examples }: Tally): string {
  const more = count > examples.length ? ', …' : ''
  return `  ${count} ${what}${count > 0 ? `: ${examples.join(', ')}${more}` : ''}`
}
