import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import type { Database } from '../../src/database/connect.js'
import { buildSchema } from '../../src/model/schema.js'
import { executor, resolveRoot } from '../../src/query/run.js'
import { warmUp } from '../../src/serve/warm.js'
import { long } from '../long.js'
import { inaccessible, settled, sideways, visiting } from './visit.js'

const visit = visiting()

/** One page of every kind, and what its title holds. */
const pages: [address: string, title: RegExp][] = [
  ['/', /Who negotiated what with whom/],
  ['/country/RW', /^Rwanda$/],
  ['/official/marco-rubio', /^Marco Rubio$/],
  ['/organization/labour-party', /^Labour Party$/],
  ['/group/us-rwanda-migration-talks--critics', /critics/],
  ['/negotiation/us-rwanda-migration-talks', /^Talks between Rwanda/],
  ['/agreement/uk-rwanda-arrangement', /^UK–Rwanda arrangement$/],
  ['/term/rwanda-accepts-migrants-deported-from-us', /^Accepting migrants/],
  ['/event/us-rwanda-talks-begin', /^Discussions between/],
  ['/statement/rubio-actively-searching', /actively searching/],
  ['/topic/migration', /^Migration$/],
  ['/document/us-rwanda-migration-talks', /gain momentum/],
  ['/passage/us-rwanda-migration-talks:46-172', /^“Rwanda on Monday/],
  ['/dataset/us-rwanda-migration-talks', /from one news article/],
  ['/search?q=rwnda%20migrants', /^Search: rwnda migrants$/],
  ['/search?type=AGREEMENT', /^All agreements$/],
  ['/search?type=STATEMENT&speaker=official:marco-rubio', /^All statements$/],
  ['/pair/country:RW/country:US', /^Rwanda and United States$/],
  ['/path?from=official:marco-rubio&to=country:RW', /^How connected$/],
  ['/disagreements', /^Where sources disagree$/],
  ['/changes', /^What changed$/],
  ['/match?names=Marko%20Rubio%0ARuanda', /^Match names$/],
  ['/about', /^About Parley$/],
]

/** Pages of things that have no readable id, by the page that leads to them. */
const hashed: [from: string, link: string, title: RegExp][] = [
  ['/changes', 'main a[href^="/load/"]', /, as loaded on /],
  ['/document/us-rwanda-migration-talks', 'main a[href^="/claim/"]', /./],
]

const dialog = (page: Page) => page.getByRole('dialog', { name: 'The words it rests on' })

/** What must be true of every page: few questions, nothing that axe finds in light or dark, nothing wider than a narrow screen. */
async function isGood(page: Page) {
  await page.waitForLoadState('networkidle')
  expect(visit.asked.length).toBeLessThanOrEqual(3)
  expect(await inaccessible(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await inaccessible(page)).toEqual([])
  await page.setViewportSize({ width: 360, height: 740 })
  expect(await sideways(page)).toBe(0)
  expect(visit.complaints).toEqual([])
}

const whatIsGood =
  'has its title, asks at most three questions, pleases axe in light and dark, and fits a narrow screen'

test.each(pages)(`%s ${whatIsGood}`, async (address, title) => {
  const page = await visit.open(address)
  expect(await page.locator('h1').innerText()).toMatch(title)
  await isGood(page)
})

long('the statements of every page were planned when the server started, before anybody asked for it', async () => {
  const planned = new Set<string>()
  const schema = await buildSchema(resolveRoot)
  const database = {
    read: ({ text }: { text: string }) => {
      planned.add(text)
      return Promise.resolve([])
    },
  } as unknown as Database
  await warmUp({ schema, answer: executor(schema), database }, new AbortController().signal)
  // An address with a question mark asks for something narrower.
  for (const [address] of pages.filter(([address]) => !address.includes('?'))) {
    await visit.open(address)
    expect([address, [...visit.statements].filter((text) => !planned.has(text))]).toEqual([address, []])
  }
})

test.each(hashed)(`from %s, %s ${whatIsGood}`, async (from, link, title) => {
  const page = await visit.open(from)
  const address = await page.locator(link).first().getAttribute('href')
  visit.asked.length = 0
  await page.goto(visit.address() + address!)
  await settled(page)
  expect(await page.locator('h1').innerText()).toMatch(title)
  await isGood(page)
})

describe('evidence', () => {
  test('a party opens the words that say so, in their context, with the document', async () => {
    const page = await visit.open('/negotiation/us-rwanda-migration-talks')
    await page.getByRole('button', { name: 'Evidence: Rwanda, party' }).click()
    const words = dialog(page)
    await words.getByText('Rwanda on Monday, May 5, 2025, disclosed').waitFor()
    expect(await words.innerText()).toMatch(
      /US-Rwanda migration talks gain momentum.*Diaspora Digital Media.*5 May 2025 or after/s,
    )
    expect(await words.innerText()).toMatch(/one origin/)
    expect(page.url()).toContain('evidence=')
    expect(await inaccessible(page)).toEqual([])
    await page.keyboard.press('Escape')
    await words.waitFor({ state: 'hidden' })
    expect(page.url()).not.toContain('evidence=')
  })

  test('where sources disagree, both stand side by side, and the link to that opens it', async () => {
    const page = await visit.open('/negotiation/us-rwanda-migration-talks')
    await page.getByRole('button', { name: 'Evidence: status' }).click()
    await dialog(page).getByText('Sources disagree').waitFor()
    const other = await visit.open(page.url().replace(visit.address(), ''))
    await dialog(other).getByText('Sources disagree').waitFor()
    expect(await dialog(other).locator('.side-title').allInnerTexts()).toEqual(['Ongoing', 'Preliminary'])
  })

  test('a fact is cited in three ways, under its licence', async () => {
    const page = await visit.open('/statement/rubio-actively-searching')
    await page.locator('main details.cite summary').click()
    await page.getByText('@article{').waitFor()
    expect(await page.locator('main .citation').allInnerTexts()).toHaveLength(3)
    expect(await page.locator('main details.cite').innerText()).toContain('CC-BY-4.0')
  })

  test('by keyboard alone: from the start by search to the talks and to their evidence', async () => {
    const page = await visit.open('/')
    await page.getByRole('combobox', { name: 'Search Parley' }).focus()
    await page.keyboard.type('talks between')
    await page.getByRole('option', { name: /^Talks between Rwanda/ }).waitFor()
    await page.waitForLoadState('networkidle')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/negotiation/us-rwanda-migration-talks')
    await settled(page)
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1')
    await tabTo(page, 'Evidence: status')
    await page.keyboard.press('Enter')
    await dialog(page).getByText('Sources disagree').waitFor()
    expect(await page.evaluate(`document.activeElement.closest('dialog') !== null`)).toBe(true)
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'hidden' })
    expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Evidence: status')
    expect(visit.complaints).toEqual([])
  })
})

/** Presses Tab until what has the focus is called that. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let press = 0; press < 80; press++) {
    await page.keyboard.press('Tab')
    if ((await page.evaluate('document.activeElement.ariaLabel')) === name) return
  }
  throw new Error(`Tab never came to “${name}”.`)
}

describe('the three answers, by clicking alone', () => {
  test('what became of the UK–Rwanda arrangement, who ended it and after what', async () => {
    const page = await visit.open('/')
    await page.getByRole('link', { name: 'UK–Rwanda arrangement', exact: true }).click()
    await page.waitForURL('**/agreement/uk-rwanda-arrangement')
    const events = page.getByRole('region', { name: 'What became of it' })
    await events.waitFor()
    const text = await events.innerText()
    expect(text).toMatch(/July 2024.*scrapped/s)
    expect(text).toMatch(/By Labour Party/)
    expect(text).toMatch(/After: A series of legal challenges/)
  })

  test('what Rubio said and how sure that is', async () => {
    const page = await visit.open('/')
    await page.getByRole('link', { name: 'Marco Rubio', exact: true }).click()
    const said = page.getByRole('region', { name: 'What Marco Rubio said' })
    await said.waitFor()
    expect(await said.innerText()).toMatch(/actively searching.*certain.*despicable human beings.*probable/s)
  })

  test('which countries are in talks and which are only considered', async () => {
    const page = await visit.open('/')
    const considered = page.getByRole('region', { name: 'Only considered' })
    expect(await considered.getByText('considered').count()).toBeGreaterThan(0)
    expect(await page.getByRole('region', { name: 'In talks' }).innerText()).not.toContain('considered')
  })
})

describe('getting about', () => {
  test('the date stays while the reader goes on, and a wrong one is explained', async () => {
    const page = await visit.open('/country/RW')
    const field = page.getByRole('textbox', { name: 'As of' })
    await field.fill('5 May')
    await field.press('Enter')
    await page.getByText('Write a year, a month or a day').waitFor()
    await field.fill('2025-05-05')
    await field.press('Enter')
    await page.getByText('As of 5 May 2025').waitFor()
    await page
      .getByRole('region', { name: /Who holds office/ })
      .getByRole('link', { name: /Olivier/ })
      .click()
    await page.waitForURL('**/official/olivier-nduhungirehe?on=2025-05-05')
  })

  test('a search with a typing error finds, marks, and narrows by kind', async () => {
    const page = await visit.open('/search?q=rwnda%20migrants')
    expect(await page.locator('.hit mark').allInnerTexts()).toEqual(expect.arrayContaining(['migrants', 'Rwanda']))
    await page.getByRole('link', { name: /^Statements/ }).click()
    await page.waitForURL('**/search?q=rwnda+migrants&type=STATEMENT')
    await page.getByRole('region', { name: /Found/ }).waitFor()
    expect(await page.locator('.hit').count()).toBe(1)
  })

  test('all negotiations narrow to those that are only considered, at an address of their own', async () => {
    const page = await visit.open('/search?type=NEGOTIATION')
    await page.getByRole('region', { name: 'Status' }).getByRole('link', { name: 'considered' }).click()
    await page.getByRole('link', { name: /^Consideration of Libya/ }).waitFor()
    expect(new URL(page.url()).searchParams.get('status')).toBe('CONSIDERED')
  })

  test('without words a search lists all of a kind, in the order that the reader chooses', async () => {
    const page = await visit.open('/search')
    await page.getByRole('list', { name: 'What to list' }).getByRole('link', { name: 'Officials' }).click()
    const names = page.getByRole('region', { name: /^Officials/ }).locator('tbody tr td:first-child .cell')
    await names.first().waitFor()
    const forwards = await names.allInnerTexts()
    await page.getByLabel('Order').selectOption('by name, from the end')
    await page.waitForURL('**sort=-NAME')
    await page.locator('tbody tr:first-child', { hasText: forwards.at(-1) }).waitFor()
    await expect(names.allInnerTexts()).resolves.toEqual(forwards.toReversed())
  })

  test('the network and the map of an actor are asked for when they are opened', async () => {
    const page = await visit.open('/country/RW')
    await page.waitForLoadState('networkidle')
    expect(visit.asked.toSorted()).toEqual(['ActorDealings', 'ActorPage', 'ActorSayings'])
    const part = (name: string) => page.getByRole('region', { name, exact: true })
    await part('Network').getByRole('button', { name: 'Draw here' }).click()
    await part('Network').getByRole('application').waitFor()
    await part('Map of counterparts').getByRole('button', { name: 'Draw here' }).click()
    await part('Map of counterparts').getByRole('figure').waitFor()
    expect(visit.asked.slice(3)).toEqual(['NetworkOf', 'MapOfCounterparts'])
    expect(new URL(page.url()).searchParams.getAll('draw')).toEqual(['network', 'map'])
    expect(await inaccessible(page)).toEqual([])
  })

  test('a long list goes on where it ends, and a link to it is as long', async () => {
    const page = await visit.open('/country/RW')
    const moments = page.getByRole('region', { name: 'Timeline', exact: true }).locator('ol.moments > li')
    const before = await moments.count()
    await page
      .getByRole('region', { name: 'Timeline', exact: true })
      .getByRole('button', { name: /^Show more/ })
      .click()
    await page.waitForURL('**/country/RW?timeline=*')
    const after = await moments.count()
    expect(after).toBeGreaterThan(before)
    await page.reload()
    await moments.nth(after - 1).waitFor()
  })

  test('an id that was merged leads to the survivor, which says so', async () => {
    const page = await visit.open('/about')
    await page.route('**/graphql', async (route) => {
      const body = route.request().postDataJSON()
      if (body.variables.id === 'negotiation:old-talks') body.variables.id = 'negotiation:us-rwanda-migration-talks'
      await route.continue({ postData: JSON.stringify(body) })
    })
    await page.goto(`${visit.address()}/negotiation/old-talks`)
    await page.waitForURL('**/negotiation/us-rwanda-migration-talks')
    await page.getByText('negotiation:old-talks was found to be the same as').waitFor()
  })

  test('what is not there is said, with a search for its words', async () => {
    const page = await visit.open('/negotiation/moon-talks')
    expect(await page.locator('h1').innerText()).toBe('No such thing')
    expect(await page.getByRole('link', { name: 'Search for “moon talks”' }).getAttribute('href')).toBe(
      '/search?q=moon%20talks',
    )
  })

  test('a thing that the server cannot tell of now has a page that says so', async () => {
    const page = await visit.open('/about')
    await page.route('**/graphql', (route) => route.abort())
    await page.evaluate(`history.pushState(null, '', '/topic/migration'); dispatchEvent(new PopStateEvent('popstate'))`)
    await page.getByRole('heading', { level: 1, name: 'The server does not answer' }).waitFor()
    expect(await inaccessible(page)).toEqual([])
  })

  test('an unknown address is a page to a person and JSON to a program', async () => {
    const person = await fetch(`${visit.address()}/nowhere`, { headers: { accept: 'text/html' } })
    expect([person.status, person.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
    const program = await fetch(`${visit.address()}/nowhere.json`)
    expect([program.status, program.headers.get('content-type')]).toEqual([404, 'application/json; charset=utf-8'])
  })

  test('a server that does not answer is said to be so, and asked again', async () => {
    const page = await visit.open('/about')
    await page.route('**/graphql', (route) => route.abort())
    await page.getByRole('link', { name: 'Disagreements' }).click()
    await page.getByText('The server does not answer').waitFor()
    await page.unroute('**/graphql')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.side-by-side').first().waitFor()
  })
})

describe('taking it away', () => {
  test('a list as CSV that no spreadsheet takes for formulas, and as JSON', async () => {
    const page = await visit.open('/negotiation/us-rwanda-migration-talks')
    await page.getByLabel('Take away who took part').click()
    const panel = page.getByRole('region', { name: /Who took part/ })
    const [csv] = await Promise.all([page.waitForEvent('download'), panel.getByRole('button', { name: 'CSV' }).click()])
    expect(
      readFileSync(await csv.path(), 'utf8')
        .split('\r\n')
        .slice(0, 2),
    ).toEqual(['Who,As,On behalf of,Evidence', expect.stringMatching(/^Rwanda,party,,claim:/)])
    const [json] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('button', { name: 'JSON' }).click(),
    ])
    expect(JSON.parse(readFileSync(await json.path(), 'utf8'))).toHaveLength(4)
  })

  test('a list’s question opens in GraphiQL with its variables', async () => {
    const page = await visit.open('/negotiation/us-rwanda-migration-talks')
    await page.getByLabel('Take away who took part').click()
    await page
      .getByRole('region', { name: /Who took part/ })
      .getByRole('link', { name: 'GraphQL' })
      .click()
    await page.locator('.graphiql-tab-active, [aria-selected=true]', { hasText: 'ParticipantsOfNegotiation' }).waitFor()
    await page
      .locator('.graphiql-editor-tool .view-line', { hasText: 'negotiation:us-rwanda-migration-talks' })
      .waitFor()
  })
})

test('the first view weighs at most 250 kB of script and style over the wire', async () => {
  const page = await visit.open('/negotiation/us-rwanda-migration-talks')
  await page.waitForLoadState('networkidle')
  const sizes: Record<string, number> = await page.evaluate(`Object.fromEntries(performance.getEntriesByType('resource')
    .filter(({ name }) => /\\.(js|css)$/.test(name)).map(({ name, encodedBodySize }) => [name, encodedBodySize]))`)
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0)
  expect(total).toBeGreaterThan(50_000)
  expect(total).toBeLessThan(250_000)
})
