import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { alone } from '../../src/database/lock.js'
import type { Server } from '../../src/serve/server.js'
import { readSettings } from '../../src/settings.js'
import { serveSeeds } from './served.js'

const run = promisify(execFile)
const folder = path.join(__dirname, 'python')

let server: Server
let python: string

beforeAll(async () => {
  python = await environment()
  server = await serveSeeds()
}, 300_000)

afterAll(() => server.close())

/**
 * The Python of an environment with the required packages and no others: made once and kept in the user's cache, beside
 * Neo4j's jars, for every checkout.
 */
async function environment(): Promise<string> {
  const requirements = path.join(folder, 'requirements.txt')
  const base = await run('python3', ['-c', 'import ensurepip, sys, venv; print(sys.base_prefix, sys.version)']).catch(
    (cause: unknown) => {
      throw new Error('The test of the Python client needs python3 with venv. Install python3-venv.', { cause })
    },
  )
  const hash = createHash('sha256').update(base.stdout).update(readFileSync(requirements)).digest('hex').slice(0, 12)
  const { cache } = readSettings()
  const home = path.join(cache, `python-${hash}`)
  const python = path.join(home, 'bin', 'python')
  const ready = path.join(home, 'ready')
  mkdirSync(cache, { recursive: true })
  await alone(
    `${home}.lock`,
    () => undefined,
    async () => {
      if (existsSync(ready)) return
      await run('python3', ['-m', 'venv', '--clear', home])
      const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:']
      await run(python, [...pip, '--requirement', requirements])
      writeFileSync(ready, '')
    },
  )
  return python
}

test('Python’s gql learns the schema by introspection and asks with a query that its DSL built from it', async () => {
  const { stdout, stderr } = await run(python, [
    '-I',
    path.join(folder, 'ask.py'),
    `${server.address}/graphql`,
    'negotiation:us-rwanda-migration-talks',
    'official:marco-rubio',
  ])
  expect({ answer: JSON.parse(stdout), stderr }).toEqual({
    answer: {
      negotiation: {
        title:
          'Talks between Rwanda and the Trump administration on accepting migrants deported from the United States',
        startedOn: '2025-01/2025-05',
        topics: [{ label: 'Deportation' }, { label: 'Migration' }, { label: 'Transfers to third countries' }],
      },
      node: {
        name: 'Marco Rubio',
        statements: {
          totalCount: 1,
          edges: [
            {
              node: {
                text: 'the United States was “actively searching” for countries willing to take in deported individuals',
                madeOn: '2025-04',
                kind: 'MIXED',
                speaker: { __typename: 'Official', name: 'Marco Rubio' },
                evidence: [{ text: 'U.S. Secretary of State Marco Rubio' }],
              },
            },
          ],
        },
      },
    },
    stderr: '',
  })
})
