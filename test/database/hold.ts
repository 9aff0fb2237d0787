import { openDatabase } from '../../src/database/connect.js'
import { readSettings } from '../../src/settings.js'
import { Problem } from '../../src/problem.js'

/** A command in small: opens the database, prints one line about it, and keeps it until it is asked to end. */
async function hold(): Promise<void> {
  const said: string[] = []
  const settings = { ...readSettings(), javaHome: process.env.JAVA_HOME }
  const database = await openDatabase(settings, { small: true, say: (text) => said.push(text) })
  const close = () => {
    database.close().then(
      () => process.exit(0),
      () => process.exit(70),
    )
  }
  process.on('SIGTERM', close)
  process.on('SIGINT', close)
  const [[found]] = (await database.read({ text: 'MATCH (kept:Kept) RETURN count(kept)' })) as [[number]]
  if (found === 0) await database.write((run) => run({ text: 'CREATE (:Kept)' }))
  say({ owner: database.owner, address: database.address, found, said })
  setInterval(() => undefined, 60_000)
}

function say(line: unknown): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

hold().catch((error: unknown) => {
  say({ failed: error instanceof Problem ? [error.code, String(error)] : String(error) })
  process.exit(error instanceof Problem ? error.exit : 70)
})
