import axe from 'axe-core'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import type { Database } from '../../src/database/connect.js'
import { buildSchema } from '../../src/model/schema.js'
import { executor, resolveRoot, usual } from '../../src/query/run.js'
import { openLog } from '../../src/serve/log.js'
import { startServer, type Server } from '../../src/serve/server.js'
import { seededDatabase } from '../seeds.js'

/** A person at a browser, before the explorer of a real server. */
export interface Visit {
  /** Opens an address of the explorer, as one who was never here before, and waits until the page has its answer. */
  open(address: string, options?: BrowserContextOptions): Promise<Page>
  /** What the browser complained of since the test began: errors, refusals by the policy, requests to others. */
  complaints: string[]
  /** The operations that were sent to the API since the test began, by name. */
  asked: string[]
  /** The statements that the database was asked since the test began. */
  statements: Set<string>
  /** The server's own address, without a slash at the end. */
  address(): string
}

/**
 * How long an answer and a page may take here, in ms: the tests' database compiles quickly and runs slowly, and beside other tests it
 * can plan an actor's page for half a minute, the first time it is asked.
 */
const patience = 90_000

/** Starts a server with the seeds, or another database, for all tests of a file, and gives each test a new visitor. */
export function visiting(database: () => Promise<Database> = seededDatabase): Visit {
  jest.setTimeout(2 * patience)
  let server: Server
  let browser: Browser
  const visitors: BrowserContext[] = []
  const visit: Visit = { open, complaints: [], asked: [], statements: new Set(), address: () => server.address }

  beforeAll(async () => {
    const schema = await buildSchema(resolveRoot)
    const opened = await database()
    const read: Database['read'] = (statement, options) => {
      visit.statements.add(statement.text)
      return opened.read(statement, options)
    }
    server = await startServer({
      schema,
      answer: executor(schema, { ...usual, timeoutMs: patience }),
      database: { ...opened, address: opened.address, owner: false, verify: () => opened.verify(), read },
      settings: { host: '127.0.0.1', port: 0 },
      log: openLog({ logLevel: 'silent' }),
    })
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      // Without these Chromium looks for updates and neighbours of its own accord.
      args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'].concat([
        '--disable-component-update',
        '--disable-sync',
      ]),
    })
  }, 300_000)

  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  beforeEach(() => {
    visit.complaints.length = 0
    visit.asked.length = 0
    visit.statements.clear()
  })

  afterEach(async () => {
    for (const visitor of visitors.splice(0)) await visitor.close()
  })

  async function open(address: string, options?: BrowserContextOptions): Promise<Page> {
    const visitor = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
    visitors.push(visitor)
    await visitor.addInitScript(`addEventListener('securitypolicyviolation', (event) =>
      console.error('refused by', event.violatedDirective, event.blockedURI))`)
    visitor.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') visit.complaints.push(message.text())
    })
    visitor.on('weberror', (error) => visit.complaints.push(String(error.error())))
    visitor.on('request', (request) => {
      if (request.url() === `${server.address}/graphql`) visit.asked.push(operationIn(request.postData()))
      else if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(`${server.address}/`)) {
        visit.complaints.push(`outside: ${request.url()}`)
      }
    })
    const page = await visitor.newPage()
    page.setDefaultTimeout(patience)
    await page.goto(server.address + address)
    await settled(page)
    return page
  }

  return visit
}

/** Waits until the page has its title and nothing on it is being loaded. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor()
  // A function to wait for would be evaluated in the page, which its policy forbids.
  while ((await page.locator('main .loading').count()) > 0) await page.waitForTimeout(20)
}

function operationIn(body: string | null): string {
  return /query (\w+)/.exec(body ?? '')?.[1] ?? '?'
}

/** What axe finds wrong with the page as it stands, in a line each. */
export async function inaccessible(page: Page): Promise<string[]> {
  // By way of the debugger, which no policy of the page forbids: the page itself would not run a script of others.
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<{
    violations: { id: string; nodes: { html: string; any: { message: string }[] }[] }[]
  }>(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`)
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`))
}

/** By how many pixels the page is wider than the window. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate('Math.max(0, document.documentElement.scrollWidth - innerWidth)')
}
