import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { execute } from 'graphql'
import { openDatabase } from '../../src/database/connect.js'
import { Problem } from '../../src/problem.js'
import type { RequestContext } from '../../src/serve/apollo.js'
import { startServer } from '../../src/serve/server.js'
import { testSettings } from '../database.js'
import { ask, database, log, logged, post, refused, schema, send, server, signals, start } from './trial.js'

describe('the API', () => {
  test('a query is answered by POST and by GET, from the database', async () => {
    expect(await ask('{ hello one }')).toEqual({ status: 200, body: { data: { hello: 'world', one: 1 } } })
    const { status, body } = await send('/graphql?query={hello}', { headers: { 'apollo-require-preflight': '1' } })
    expect({ status, body }).toEqual({ status: 200, body: { data: { hello: 'world' } } })
  })

  test('a GET that a page of another site could have caused is refused', async () => {
    expect(await send('/graphql?query={hello}')).toMatchObject(
      refused(400, 'BAD_REQUEST', expect.stringMatching(/Cross-Site Request Forgery/)),
    )
  })

  test('where an answer is given it executes in place of graphql-js, with the same context', async () => {
    const contexts: RequestContext[] = []
    const other = await start({
      answer: async ({ document, operationName, variables, context }) => {
        contexts.push(context)
        if (operationName === 'Down') throw new Problem('TIMEOUT', 'It took too long.')
        return execute({ schema, document, operationName, variableValues: variables, contextValue: context })
      },
    })
    const asked = async (query: string) => {
      const response = await fetch(`${other.address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, operationName: /query (\w+)/.exec(query)?.[1] }),
      })
      return { status: response.status, body: await response.json() }
    }
    expect(await asked('query Up { hello }')).toEqual({ status: 200, body: { data: { hello: 'world' } } })
    expect(await asked('query Down { hello }')).toEqual(refused(504, 'TIMEOUT', 'It took too long.'))
    expect(contexts[0]?.database).toBe(database)
    await other.close()
  })

  test('a client that goes away aborts what was done for it, and is no error in the log', async () => {
    const before = logged.length
    const client = request(`${server.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    })
    client.on('error', () => {})
    client.end('{"query":"{ slow }"}')
    while (signals.length === 0) await sleep(10)
    expect(signals[0]!.aborted).toBe(false)
    client.destroy()
    await sleep(100)
    expect(signals[0]!.aborted).toBe(true)
    expect(logged.length).toBe(before)
  })
})

describe('the surroundings', () => {
  test('every answer tells a browser to load nothing from elsewhere and lets every site read it, without credentials', async () => {
    const { headers } = await post({ query: '{ hello }' }, { origin: 'https://example.org' })
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy':
        "default-src 'self';base-uri 'self';form-action 'none';frame-ancestors 'none';object-src 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'access-control-allow-origin': '*',
    })
    for (const absent of ['access-control-allow-credentials', 'strict-transport-security', 'x-powered-by', 'server']) {
      expect([absent, headers.get(absent)]).toEqual([absent, null])
    }
  })

  test('the root is the explorer, and GraphiQL is at its own address', async () => {
    const root = await send('/')
    expect([root.status, root.headers.get('cache-control')]).toEqual([200, 'no-cache'])
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(root.body as string)![1]!
    expect((await send(script)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const { status, headers } = await send('/graphiql')
    expect([status, headers.get('location')]).toEqual([302, '/graphiql/'])
  })

  test('an asset of GraphiQL is kept for ever and its page never unasked', async () => {
    const page = await send('/graphiql/')
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache'])
    const script = /src="\.(\/assets\/[^"]+\.js)"/.exec(page.body as string)![1]
    expect((await send(`/graphiql${script}`)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  test('the probes say that the process lives and that it can serve', async () => {
    const { status, body } = await send('/readyz')
    expect({ status, body }).toEqual({ status: 200, body: { status: 'ready' } })
    expect((await send('/livez')).body).toEqual({ status: 'alive' })
  })

  test('a server whose database has stopped lives, is not ready, and asks to try again later', async () => {
    const owner = await openDatabase(testSettings('stopped'), { small: true })
    const joined = await openDatabase(testSettings('stopped'), { small: true })
    const other = await startServer({ schema, database: joined, log, settings: { port: 0, host: '127.0.0.1' } })
    const ready = async () => {
      const response = await fetch(`${other.address}/readyz`)
      return { status: response.status, body: await response.json() }
    }
    expect(await ready()).toEqual({ status: 200, body: { status: 'ready' } })
    await owner.close()
    expect(await ready()).toEqual({ status: 503, body: { status: 'not ready', reason: 'database' } })
    expect((await fetch(`${other.address}/livez`)).status).toBe(200)

    const { status, headers } = await fetch(`${other.address}/graphql?query={one}`, {
      headers: { 'apollo-require-preflight': '1' },
    })
    expect([status, headers.get('retry-after')]).toEqual([503, '2'])
    await other.close()
    await joined.close()
  })
})

describe('starting and stopping', () => {
  const problem = (settings: { port?: number; host?: string }) =>
    start(settings).then(
      () => undefined,
      (error: Problem) => ({ code: error.code, message: error.message, hint: error.hint }),
    )

  test('a taken port is a problem that names the port and the way out', async () => {
    const port = Number(new URL(server.address).port)
    expect(await problem({ port })).toEqual({
      code: 'BAD_CONFIG',
      message: `Port ${port} is taken on 127.0.0.1.`,
      hint: 'Stop the program that uses it, or set PORT to another (PORT=0 finds a free one).',
    })
  })

  test.each(['203.0.113.7', 'no-such-host.invalid', 'not an address'])(
    'HOST=%s is a problem that names it',
    async (host) => {
      expect(await problem({ host })).toEqual({
        code: 'BAD_CONFIG',
        message: `HOST=${host} is not an address of this machine.`,
        hint: 'Set HOST=127.0.0.1 to serve this machine alone, or HOST=0.0.0.0 to serve the network.',
      })
    },
  )

  test('an address that stands for all of the machine’s is told as one that a browser can open', async () => {
    const open = await start({ host: '0.0.0.0' })
    expect(open.address).toMatch(/^http:\/\/localhost:\d+$/)
    expect((await fetch(`${open.address}/livez`)).status).toBe(200)
    await open.close()
  })

  test('closing answers what is under way, then frees the port, and may be asked for twice', async () => {
    const other = await start()
    const asked = fetch(`${other.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ slow }"}',
    })
    await sleep(200)
    const began = performance.now()
    await Promise.all([other.close(), other.close()])
    expect(performance.now() - began).toBeLessThan(5000)
    expect(await (await asked).json()).toEqual({ data: { slow: 'done' } })
    await expect(fetch(`${other.address}/livez`)).rejects.toThrow()
  })
})
