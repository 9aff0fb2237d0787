import { auditServer } from 'graphql-http'
import type { Server } from '../../src/serve/server.js'
import { start } from './trial.js'

/** GraphQL over HTTP, as its own audits hold a server to it. */

let server: Server

beforeAll(async () => {
  server = await start()
}, 300_000)

afterAll(() => server.close())

test('all that a server must do it does, and of what it should all but what Apollo decides otherwise', async () => {
  const results = await auditServer({ url: `${server.address}/graphql` })
  const missed = results.filter(({ status }) => status !== 'ok')
  expect(missed.filter(({ name }) => name.startsWith('MUST'))).toEqual([])
  // A client that accepts nothing newer than JSON is told by the status too that its request was wrong.
  expect(missed.filter(({ name }) => name.startsWith('SHOULD')).map(({ name }) => name)).toEqual([
    'SHOULD use 200 status code on document parsing failure when accepting application/json',
    'SHOULD use 200 status code on document validation failure when accepting application/json',
    'SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
  ])
})
