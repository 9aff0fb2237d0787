#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { Exit, Problem, Problems } from '../problem.js'
import { version } from '../model/version.js'
import { backupCommand } from './backup.js'
import { databaseCommand } from './database.js'
import { doctorCommand } from './doctor.js'
import { emitCommand } from './emit.js'
import { exportCommand } from './export.js'
import { loadCommand } from './load.js'
import { mergeCommand } from './merge.js'
import { restoreCommand } from './restore.js'
import { retractCommand } from './retract.js'
import { splitCommand } from './split.js'
import { startCommand } from './start.js'
import { validateCommand } from './validate.js'

const parley = new Command('parley')
  .description('Who negotiated what with whom, and which words say so.')
  .version(version)
  .exitOverride()
  .configureHelp({ showGlobalOptions: true })
for (const command of [
  startCommand(),
  loadCommand(),
  validateCommand(),
  mergeCommand(),
  splitCommand(),
  retractCommand(),
  exportCommand(),
  databaseCommand(),
  doctorCommand(),
  backupCommand(),
  restoreCommand(),
  emitCommand(),
])
  parley.addCommand(command.exitOverride())

try {
  await parley.parseAsync()
} catch (error) {
  if (error instanceof Problem || error instanceof Problems) {
    process.stderr.write(`${String(error instanceof Problems ? error.message : error)}\n`)
    process.exitCode = error.exit
  } else if (error instanceof CommanderError) {
    // Help and --version arrive here too, and are no fault; commander has said all there is to say.
    process.exitCode = error.exitCode === 0 ? Exit.done : Exit.usage
  } else {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.stderr.write('This is a fault in Parley, not in what you gave it. Please report it with the lines above.\n')
    process.exitCode = Exit.bug
  }
}
