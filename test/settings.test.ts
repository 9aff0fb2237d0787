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
