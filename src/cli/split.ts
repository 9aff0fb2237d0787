import { Command } from 'commander'
import { splitNode } from '../load/merge.js'
import { openToRead, openToWrite } from './graph.js'
import { movedLine } from './merge.js'

/** `parley split`: two things that were merged are two after all. */
export function splitCommand(): Command {
  return new Command('split')
    .description('Undo what parley merge did: the id is its own again, with all that datasets say of it.')
    .argument('<id>', 'the id that was merged')
    .option('--plan', 'tell what would be moved, and write nothing')
    .option('--json', 'print one JSON object instead of lines')
    .action(async (id: string, options: { plan?: boolean; json?: boolean }) => {
      const database = await (options.plan ? openToRead() : openToWrite())
      try {
        const split = await splitNode(database, id, options)
        const verb = options.plan ? 'would be' : 'is'
        const line = `${split.id} ${verb} apart from ${split.survivor} again: ${movedLine(split)}`
        process.stdout.write(`${options.json ? JSON.stringify({ split }) : line}\n`)
      } finally {
        await database.close()
      }
    })
}
