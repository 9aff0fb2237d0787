import { Command } from 'commander'
import { mergeNodes } from '../load/merge.js'
import type { MergeSummary } from '../load/merge.js'
import { openToRead, openToWrite } from './graph.js'

/** `parley merge`: two ids turned out to mean one thing. */
export function mergeCommand(): Command {
  return new Command('merge')
    .description(
      'Make one of two things that turned out to be one. The old id goes on answering; parley split undoes it.',
    )
    .argument('<loser>', 'the id to go, such as official:j-doe')
    .argument('<survivor>', 'the id to stay')
    .option('--reason <text>', 'why they are one, for who asks later')
    .option('--plan', 'tell what would be moved, and write nothing')
    .option('--json', 'print one JSON object instead of lines')
    .action(async (loser: string, survivor: string, options: { reason?: string; plan?: boolean; json?: boolean }) => {
      const database = await (options.plan ? openToRead() : openToWrite())
      try {
        const merged = await mergeNodes(database, loser, survivor, options)
        const verb = options.plan ? 'would become' : 'is now'
        const line = `${merged.id} ${verb} ${merged.survivor}: ${movedLine(merged)}`
        process.stdout.write(`${options.json ? JSON.stringify({ merge: merged }) : line}\n`)
      } finally {
        await database.close()
      }
    })
}

/** What goes over: `2 names, 1 identifier, 12 claims, 3 events and statements; said by dataset:a, dataset:b`. */
export function movedLine({ names, identifiers, claims, facts, datasets }: MergeSummary): string {
  const count = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`
  const counts = [count(names, 'name'), count(identifiers, 'identifier'), count(claims, 'claim')]
  const said = datasets.length > 0 ? `; said by ${datasets.join(', ')}` : ''
  return `${counts.join(', ')}, ${facts} events and statements${said}`
}
