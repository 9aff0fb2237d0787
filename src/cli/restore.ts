import { Command } from 'commander'
import { restore } from '../database/backup.js'
import { describeGraph } from '../load/export/describe.js'
import { readSettings } from '../settings.js'
import { say } from './say.js'
import { stoppable } from './stoppable.js'

/** `parley restore`: the managed database as a backup has it. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description(
      'Make the managed database what a backup says. It is loaded and checked first, beside the one that is there. Nobody else may use it meanwhile.',
    )
    .argument('<file>', 'a file that parley backup wrote')
    .option('--force', 'replace a database that is not empty')
    .option('--json', 'print one JSON object instead of lines')
    .action((file: string, { force, json }: { force?: boolean; json?: boolean }) =>
      stoppable(async (signal) => {
        const backup = await restore(readSettings(), file, { force, say, signal, describe: describeGraph })
        process.stdout.write(
          json
            ? `${JSON.stringify({ file, ...backup })}\n`
            : `Restored what was backed up at ${backup.at}: hash ${backup.hash}\n`,
        )
      }),
    )
}
