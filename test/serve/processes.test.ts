import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../src/database/connect.js'
import { applySchema } from '../../src/database/constraints.js'
import { Home } from '../../src/database/home.js'
import { loadDatasets } from '../../src/load/pipeline.js'
import { command } from '../cli/command.js'
import { emptyDatabase, testSettings } from '../database.js'
import { worldFolders } from '../world.js'

let database: Database
const begun: ChildProcess[] = []

beforeAll(async () => {
  database = await emptyDatabase()
  await applySchema(database)
  await loadDatasets(worldFolders.slice(0, 1), database)
}, 120_000)

afterAll(() => {
  for (const process of begun) process.kill('SIGKILL')
})

/** `parley start` as a process of its own, on a server that NEO4J_URI names. */
async function serve(
  scheme: 'bolt' | 'neo4j',
): Promise<{ process: ChildProcess; ask: (query: string) => Promise<unknown> }> {
  const [node, args, { cwd, env }] = command(process.cwd(), ['start', '--no-seeds'])
  const password = await new Home(testSettings('scratch').home).readPassword()
  const child = spawn(node, args, {
    cwd,
    env: {
      ...env,
      NEO4J_URI: database.address.replace('bolt', scheme),
      NEO4J_PASSWORD: password,
      PARLEY_HOME: path.join(testSettings().home, 'none'),
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  begun.push(child)
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const address = /http:\S+(?=\/ \()/.exec(line)![0]
  const ask = async (query: string) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })
    const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown }
    expect(errors).toBeUndefined()
    return data
  }
  return { process: child, ask }
}

const question = '{ agreements(first: 5) { totalCount } countries(first: 2) { edges { node { id name } } } }'

test('two server processes on one database, one by a neo4j:// address, give the same answers, and see a load within two seconds', async () => {
  const [one, other] = await Promise.all([serve('bolt'), serve('neo4j')])
  const before = await one.ask(question)
  expect(before).toMatchObject({ agreements: { totalCount: 0 }, countries: { edges: [{}, {}] } })
  expect(await other.ask(question)).toEqual(before)

  await loadDatasets(
    worldFolders.filter((folder) => folder.endsWith('old-pacts')),
    database,
  )
  await sleep(2_000)
  const after = await one.ask(question)
  expect(after).toMatchObject({ agreements: { totalCount: 3 } })
  expect(await other.ask(question)).toEqual(after)

  // What ends one leaves the other and the database as they are.
  one.process.kill('SIGTERM')
  expect(await once(one.process, 'exit')).toEqual([0, null])
  expect(await other.ask('{ about { graphRevision } }')).toMatchObject({
    about: { graphRevision: expect.anything() as number },
  })
}, 180_000)
