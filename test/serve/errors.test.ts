import { ask, logged, post, refused, secret, send } from './trial.js'

describe('an error', () => {
  test.each([
    ['BAD_USER_INPUT', 400],
    ['QUERY_TOO_COMPLEX', 400],
    ['QUERY_TOO_LARGE', 400],
    ['UNKNOWN_ID', 200],
    ['TIMEOUT', 504],
    ['OVERLOADED', 503],
    ['SHUTTING_DOWN', 503],
  ] as const)('%s reaches the client as it is, with status %i', async (code, status) => {
    expect(await ask(`{ problem(code: "${code}") }`)).toEqual({
      status,
      body: {
        data: { problem: null },
        errors: [
          {
            message: `It is ${code}.`,
            locations: [{ line: 1, column: 3 }],
            path: ['problem'],
            extensions: { code, hint: 'Ask otherwise.' },
          },
        ],
      },
    })
  })

  test('a field that failed beside one that did not leaves the status at 200', async () => {
    const { status, body } = await ask('{ hello problem(code: "TIMEOUT") }')
    expect([status, body.data]).toEqual([200, { hello: 'world', problem: null }])
  })

  test('the database’s absence is a 503 that says when to try again, and not where the database is', async () => {
    const { status, headers, body } = await post({ query: '{ down }' })
    expect([status, headers.get('retry-after')]).toEqual([503, '2'])
    expect(body.errors[0]).toMatchObject({
      message: 'The database cannot be reached just now.',
      extensions: { code: 'DATABASE_UNAVAILABLE', hint: 'Try again in a few seconds.' },
    })
    expect(JSON.stringify(body)).not.toMatch(/canary|bolt|MATCH|srv/)
    expect(logged.at(-1)!.err.message).toBe(secret)
  })

  test.each(['{ bug }', '{ hole }', '{ problem(code: "BAD_CONFIG") }', '{ problem(code: "IO") }'])(
    'what is not written for clients, as of %s, is told by an id that stands in the log with the cause',
    async (query) => {
      const { status, body } = await ask(query)
      expect(status).toBe(500)
      const [error] = body.errors
      expect(Object.keys(error).sort()).toEqual(['extensions', 'locations', 'message', 'path'])
      expect(error.message).toBe('Internal server error')
      // The cause, and then the request that met it.
      const [cause, request] = logged.slice(-2)
      expect(error.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', errorId: cause!.errorId })
      expect(request).toMatchObject({ errorIds: [cause!.errorId], reqId: expect.any(String) })
      expect(cause!.err.message).toMatch(/canary|Cannot return null|It is (BAD_CONFIG|IO)/)
    },
  )

  test('GraphQL’s own refusals pass, a scalar’s problem with its hint among them', async () => {
    expect(await ask('{ nothing }')).toMatchObject(
      refused(400, 'GRAPHQL_VALIDATION_FAILED', 'Cannot query field "nothing" on type "Query".'),
    )
    expect(await ask('{')).toMatchObject(
      refused(400, 'GRAPHQL_PARSE_FAILED', 'Syntax Error: Expected Name, found <EOF>.'),
    )
    expect(await ask('query ($on: Day) { hello(on: $on) }', { on: '2025-13' })).toEqual({
      status: 400,
      body: {
        errors: [
          {
            message: 'Variable "$on" got invalid value "2025-13"; Expected type "Day". There is no month 13.',
            locations: [{ line: 1, column: 8 }],
            extensions: { code: 'BAD_USER_INPUT', hint: 'Write 2025-12.' },
          },
        ],
      },
    })
  })

  test('a request that is none is refused in the same shape', async () => {
    const plain = { 'content-type': 'text/plain' }
    expect(await post('{"query":')).toMatchObject(refused(400, 'BAD_REQUEST'))
    expect(await post('[{"query":"{ hello }"}]')).toMatchObject(refused(400, 'BAD_REQUEST'))
    expect(await post('{"query":"{ hello }","__proto__":{}}')).toMatchObject(refused(400, 'BAD_REQUEST'))
    expect(await post('{ hello }', plain)).toMatchObject(refused(415, 'UNSUPPORTED_MEDIA_TYPE'))
    expect(await post({ query: '#'.repeat(256 * 1024) })).toMatchObject(refused(413, 'BODY_TOO_LARGE'))
    expect(await send('/nothing')).toMatchObject(refused(404, 'NOT_FOUND'))
    expect(await send('/%')).toMatchObject(refused(400, 'BAD_REQUEST'))
    expect(
      (await send('/graphql', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{}' })).status,
    ).toBe(405)
  })
})

describe('the limits', () => {
  test('a document of more than 2,000 tokens is not parsed to its end', async () => {
    expect(await ask(`{ ${'hello '.repeat(2000)} }`)).toMatchObject(
      refused(400, 'QUERY_TOO_COMPLEX', 'The document has too many tokens; the limit is 2000.'),
    )
  })

  test('fragments that double one another are counted, not run', async () => {
    const doubled = Array.from({ length: 18 }, (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`)
    const { status, body } = await ask(`{ ...F0 } ${doubled.join(' ')} fragment F18 on Query { hello }`)
    expect(status).toBe(400)
    expect(body.errors.map(({ message }: { message: string }) => message)).toEqual([
      'The document has 262144 root fields; the limit is 20.',
      'The document has 262144 selections; the limit is 10000.',
    ])
  })
})
