import { execFile } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Server } from '../../src/serve/server.js'
import { clientFolder, root, schemaFile } from './places.js'
import { serveSeeds } from './served.js'

const run = promisify(execFile)
const app = clientFolder('relay')
const compiled = path.join(app, 'compiled')

let server: Server

beforeAll(async () => {
  cpSync(path.join(__dirname, 'relay'), app, { recursive: true })
  copyFileSync(schemaFile, path.join(app, 'parley.graphql'))
  mkdirSync(compiled)
  await run(process.execPath, [path.join(root, 'node_modules/relay-compiler/cli.js'), 'relay.config.json'], {
    cwd: app,
  })
  server = await serveSeeds()
}, 300_000)

afterAll(() => server.close())

interface FirstPage {
  data: { negotiation: { participants: { pageInfo: { endCursor: string } } } }
}

/** Sends a query as Relay compiled it: the text with what the compiler put in for fragments, connections and ids. */
async function send<Answer>(query: string, variables: Record<string, unknown>): Promise<Answer> {
  const { default: artifact } = await import(path.join(compiled, `${query}.graphql.js`))
  const response = await fetch(`${server.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: artifact.params.text, operationName: artifact.params.name, variables }),
  })
  return (await response.json()) as Answer
}

test('Relay’s compiler makes a query, a page query and a fragment of an app that knows only the emitted schema', () => {
  expect(readdirSync(compiled).sort()).toEqual([
    'TalksMoreParticipantsQuery.graphql.js',
    'TalksQuery.graphql.js',
    'Talks_participants.graphql.js',
  ])
})

test('what Relay compiled asks Parley for the first page, and for the next by the node’s id', async () => {
  const id = 'negotiation:us-rwanda-migration-talks'
  const first = await send<FirstPage>('TalksQuery', { id })
  const cursor = first.data.negotiation.participants.pageInfo.endCursor
  const next = await send('TalksMoreParticipantsQuery', { id, count: 2, cursor })
  const edge = (role: string, __typename: string, id: string, name: string) => ({
    cursor: expect.any(String),
    role,
    node: { __typename, id, name },
  })
  expect(first).toEqual({
    data: {
      negotiation: {
        id,
        title:
          'Talks between Rwanda and the Trump administration on accepting migrants deported from the United States',
        participants: {
          edges: [
            edge('PARTY', 'Country', 'country:RW', 'Rwanda'),
            edge('PARTY', 'Organization', 'organization:trump-administration', 'Trump administration'),
          ],
          pageInfo: { hasNextPage: true, endCursor: cursor },
        },
      },
    },
    extensions: { cost: { requested: 3, actual: 3, limit: 50_000 } },
  })
  expect(next).toEqual({
    data: {
      node: {
        __typename: 'Negotiation',
        id,
        participants: {
          edges: [
            edge('NEGOTIATOR', 'Group', 'group:us-rwanda-migration-talks--us-officials', 'U.S. officials'),
            edge('PARTY', 'Country', 'country:US', 'United States'),
          ],
          pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
        },
      },
    },
    extensions: { cost: { requested: 3, actual: 3, limit: 50_000 } },
  })
})
