import { Command } from 'commander'
import { applySchema } from '../database/constraints.js'
import { openDatabase } from '../database/connect.js'
import { hashDatabase } from '../load/export/hash.js'
import { makeReady, type Migration } from '../load/migrate.js'
import { readSettings } from '../settings.js'
import { openToRead } from './graph.js'
import { say } from './say.js'

/** `parley database`: what is done with the database as a whole. */
export function databaseCommand(): Command {
  const command = new Command('database').description('Hash the whole graph, or bring an older database along.')
  for (const each of [hashCommand(), migrateCommand()]) command.addCommand(each.exitOverride())
  return command
}

function hashCommand(): Command {
  return new Command('hash')
    .description(
      'Print the SHA-256 of all that the graph says, whatever way it came to say it: loads, times and change marks do not count.',
    )
    .option('--json', 'print one JSON object instead of lines')
    .action(async ({ json }: { json?: boolean }) => {
      const database = await openToRead()
      try {
        // What it is read by may be lacking in an empty one.
        await applySchema(database)
        const found = await hashDatabase(database)
        const counts = Object.entries({ ...found.counts, relationships: found.relationships })
        const width = Math.max(...counts.map(([label]) => label.length))
        const lines = counts.map(([label, count]) => `${label.padEnd(width)}  ${count}\n`)
        process.stdout.write(json ? `${JSON.stringify(found)}\n` : `${found.hash}\n${lines.join('')}`)
      } finally {
        await database.close()
      }
    })
}

function migrateCommand(): Command {
  return new Command('migrate')
    .description('Bring a database along that an older Parley wrote. Starting Parley does so too.')
    .option('--anew', 'work out anew all that is kept for reading, though the version is right')
    .option('--json', 'print one JSON object instead of lines')
    .action(async ({ anew, json }: { anew?: boolean; json?: boolean }) => {
      const database = await openDatabase(readSettings(), { say })
      try {
        const migration = await makeReady(database, { say, anew })
        process.stdout.write(json ? `${JSON.stringify({ migration: migration ?? null })}\n` : migrationLine(migration))
      } finally {
        await database.close()
      }
    })
}

function migrationLine(migration: Migration | undefined): string {
  if (!migration) return 'The database is as this Parley writes it.\n'
  const { from, to, nodes, relationships, names } = migration
  return `Brought along from version ${from} to ${to}: ${nodes} nodes, ${relationships} relationships and ${names} names were otherwise.\n`
}
