import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { buildSchema } from 'graphql'
import { pino } from 'pino'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { startServer, type Server } from '../../src/serve/server.js'
import { testDatabase } from '../database.js'

const operations = path.join(__dirname, '../../src/serve/operations')
const files = readdirSync(operations).filter((file) => file.endsWith('.graphql'))

let server: Server
let browser: Browser
/** A visitor who was never here before. */
let visitor: BrowserContext
let complaints: string[]

beforeAll(async () => {
  const schema = buildSchema('type Query { "What to greet." hello(name: String = "world"): String }')
  schema.getQueryType()!.getFields().hello!.resolve = (_, { name }) => `hello ${name}`
  const log = pino({ level: 'silent' })
  server = await startServer({ schema, database: await testDatabase(), log, settings: { port: 0, host: '127.0.0.1' } })
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    // Without these Chromium looks for updates and neighbours of its own accord.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ].concat(['--disable-component-update', '--disable-sync']),
  })
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

beforeEach(async () => {
  complaints = []
  visitor = await browser.newContext()
  await visitor.addInitScript(`addEventListener('securitypolicyviolation', (event) =>
    console.error('refused by', event.violatedDirective, event.blockedURI))`)
  visitor.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  visitor.on('weberror', (error) => complaints.push(String(error.error())))
  visitor.on('requestfailed', (request) => {
    // What was under way when the reader went on is nobody's failure.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()}`)
  })
  visitor.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(`${server.address}/`)) {
      complaints.push(`outside: ${request.url()}`)
    }
  })
})

afterEach(() => visitor.close())

/** Milliseconds after which GraphiQL has read what was typed, and has stored its tabs: it waits for a pause in the typing. */
const settled = 1000

async function open(): Promise<Page> {
  const page = await visitor.newPage()
  await page.goto(`${server.address}/graphiql`)
  await page.locator('.graphiql-query-editor .view-line').first().waitFor()
  return page
}

/** What stands in an editor, without the wraps and the non-breaking spaces that Monaco shows it with. */
const textOf = async (page: Page, editor: string) =>
  (await page.locator(`${editor} .view-lines`).first().innerText()).replace(/\s+/g, ' ').trim()

test('every operation is ready in a tab, with variables, and its first line says the question', () => {
  expect(files.length).toBeGreaterThanOrEqual(6)
  for (const file of files) {
    expect(readFileSync(path.join(operations, file), 'utf8')).toMatch(/^# [A-Z].+\?\n(query|fragment) /)
    const variables = readFileSync(path.join(operations, file.replace('.graphql', '.variables.json')), 'utf8')
    expect(Object.keys(JSON.parse(variables) as object)).not.toEqual([])
  }
})

test('GraphiQL shows the operations, runs one, and asks nothing of anybody but this server', async () => {
  const page = await open()
  const names = files.map((file) => /^query (\w+)/m.exec(readFileSync(path.join(operations, file), 'utf8'))![1])
  expect(await page.locator('.graphiql-tab').allInnerTexts()).toEqual(names)
  expect(await textOf(page, '.graphiql-query-editor')).toContain(`query ${names[0]}(`)
  expect(await textOf(page, '.graphiql-editor-tool')).toContain('{ "parties": ["country:RW", "country:US"] }')

  await page.locator('.graphiql-add-tab, [aria-label="New tab"]').first().click()
  await page.locator('.graphiql-query-editor').click()
  await page.keyboard.insertText('{ hello }')
  await page.waitForTimeout(settled)
  await page.locator('.graphiql-execute-button').click()
  await page.locator('.result-window .view-line', { hasText: 'hello world' }).waitFor()
  expect(await textOf(page, '.result-window')).toBe('{ "data": { "hello": "hello world" } }')

  // The schema's documentation comes by introspection; errors in a query are found by a worker.
  await page.locator('[aria-label="Show Documentation Explorer"]').click()
  await page.locator('.graphiql-doc-explorer', { hasText: 'Query' }).waitFor()
  expect(complaints).toEqual([])
})

test('tabs are kept from one visit to the next, with the variables that belong to each', async () => {
  const page = await open()
  const count = await page.locator('.graphiql-tab').count()
  await page.locator('.graphiql-tab', { hasText: 'WhoHeldOffice' }).click()
  expect(await textOf(page, '.graphiql-editor-tool')).toContain('"office": "FOREIGN_MINISTER"')
  await page.waitForTimeout(settled)
  await page.reload()
  await page.locator('.graphiql-query-editor .view-line', { hasText: 'WhoHeldOffice' }).waitFor()
  expect(await page.locator('.graphiql-tab').count()).toBe(count)
  expect(await textOf(page, '.graphiql-editor-tool')).toContain('"office": "FOREIGN_MINISTER"')
  expect(complaints).toEqual([])
})

test.each([
  ['light', 'rgb(255, 255, 255)'],
  ['dark', 'rgb(33, 42, 59)'],
] as const)('a reader who prefers %s gets it', async (colorScheme, background) => {
  const page = await open()
  await page.emulateMedia({ colorScheme })
  const shown = await page.evaluate('getComputedStyle(document.querySelector(".graphiql-container")).backgroundColor')
  expect(shown).toBe(background)
})
