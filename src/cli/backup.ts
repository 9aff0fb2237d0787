import { Command } from 'commander'
import { backUp } from '../database/backup.js'
import { describeGraph } from '../load/export/describe.js'
import { readSettings } from '../settings.js'
import { say } from './say.js'
import { stoppable } from './stoppable.js'

/** `parley backup`: the managed database as one file. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('Write the managed database into one new file, whole or not at all. Nobody else may use it meanwhile.')
    .argument('<file>', 'the file to write')
    .option('--json', 'print one JSON object instead of lines')
    .action((file: string, { json }: { json?: boolean }) =>
      stoppable(async (signal) => {
        const backup = await backUp(readSettings(), file, { say, signal, describe: describeGraph })
        const size = `${(backup.bytes / 2 ** 20).toFixed(1)} MB`
        process.stdout.write(
          json ? `${JSON.stringify({ file, ...backup })}\n` : `Backed up to ${file}: ${size}, hash ${backup.hash}\n`,
        )
      }),
    )
}
