import { readSettings } from '../src/settings.js'

test('the managed database is each checkout’s own, under the XDG data folder', () => {
  const settings = readSettings({})
  expect(settings).toMatchObject({ neo4j: undefined, port: 4000, host: '127.0.0.1' })
  expect(settings.home).toMatch(/parley\/.+-[0-9a-f]{8}$/)
})

test('a variable that cannot be used is named, with the way out', () => {
  expect(() => readSettings({ PORT: 'http' })).toThrow(/^PORT=http cannot be used/)
  expect(() => readSettings({ NEO4J_URI: 'localhost' })).toThrow(
    /NEO4J_URI=localhost cannot be used: must be an address/,
  )
})

test('the bytes for kept answers may be given in larger units, or not at all', () => {
  const sizes = ['', 'off', '0', '1000', '8KiB', '256MiB', '2GiB'].map((ANSWER_CACHE) => readSettings({ ANSWER_CACHE }))
  expect(sizes.map(({ answerCache }) => answerCache)).toEqual([
    64 * 1024 ** 2,
    0,
    0,
    1000,
    8 * 1024,
    256 * 1024 ** 2,
    2 * 1024 ** 3,
  ])
  expect(() => readSettings({ ANSWER_CACHE: '64MB' })).toThrow(
    /^ANSWER_CACHE=64MB cannot be used: must be a number of bytes/,
  )
})

test('what an operation may cost is a whole number', () => {
  expect(readSettings({}).costLimit).toBe(50_000)
  expect(readSettings({ COST_LIMIT: '200000' }).costLimit).toBe(200_000)
  expect(() => readSettings({ COST_LIMIT: 'much' })).toThrow(/^COST_LIMIT=much cannot be used: must be a number/)
})

test('what is refused is shown without a name, a password or a key', () => {
  expect(() => readSettings({ NEO4J_URI: 'http://me:pass/word@host' })).toThrow(
    /^NEO4J_URI=http:\/\/…@host cannot be used/,
  )
  expect(() => readSettings({ NEO4J_URI: 'me:password@host' })).toThrow(/^NEO4J_URI=…@host cannot be used/)
  expect(() => readSettings({ API_KEYS: 'short' })).toThrow(
    /^API_KEYS=… cannot be used: every key must have at least 32 bytes/,
  )
})
