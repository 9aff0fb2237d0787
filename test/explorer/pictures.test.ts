import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { long } from '../long.js'
import { inaccessible, settled, sideways, visiting } from './visit.js'

const visit = visiting()

// Chromium without a graphics card says that reading pixels is slow there.
afterEach(() => expect(visit.complaints.filter((text) => !text.includes('GL Driver Message'))).toEqual([]))

/** What a reader who does not see the picture is told. */
const said = (page: Page) => page.locator('.network > [role=status]').innerText()

const network = '/network?around=country:RW,country:US'

/** Opens what is folded away, such as the table beside a picture. */
async function unfold(page: Page, summary: string | RegExp) {
  await page.locator('summary', { hasText: summary }).first().click()
}

async function download(page: Page, type: 'SVG' | 'PNG' | 'CSV') {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.picture').getByRole('button', { name: type, exact: true }).click(),
  ])
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
}

describe('the network of Rwanda and the United States', () => {
  test('it is walked through by keyboard, and says what comes into focus', async () => {
    const page = await visit.open(network)
    expect(visit.asked).toEqual(['NetworkOf'])
    const stage = page.getByRole('application')
    await stage.focus()
    await page.keyboard.press('Home')
    expect(await said(page)).toMatch(/^Rwanda, country, \d+ ties: /)
    await page.keyboard.press('PageDown')
    expect(await said(page)).toMatch(
      /^United States, country, \d+ ties: .*took part \(derived\) in Talks between Rwanda/,
    )
    const seen = new Set<string>()
    for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown']) {
      await page.keyboard.press(key)
      seen.add(await said(page))
    }
    expect(seen.size).toBeGreaterThan(1)
    await page.keyboard.press('Escape')
    expect(await said(page)).toBe('')
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await settled(page)
    expect(new URL(page.url()).pathname).toBe('/country/RW')
  })

  test('expanding asks for one thing more, merges it, and stands in the address', async () => {
    const page = await visit.open('/network?around=country:GB')
    const stage = page.getByRole('application')
    const before = await stage.getAttribute('aria-label')
    await stage.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('PageDown')
    await page.keyboard.press('e')
    await page.locator('.network-card').getByText('Its ties are shown').waitFor()
    await page.locator('.network-box[aria-busy=false]').waitFor()
    expect(page.url()).toContain('more=')
    expect(await stage.getAttribute('aria-label')).not.toBe(before)
    expect(visit.asked).toEqual(['NetworkOf', 'NetworkOf'])
    await page.reload()
    await settled(page)
    expect(visit.asked).toEqual(['NetworkOf', 'NetworkOf', 'NetworkOf'])
  })

  test('the table beside it says every tie that is drawn, and a kind of tie that is hidden goes from both', async () => {
    const page = await visit.open(network)
    const stage = page.getByRole('application')
    const count = async () => Number(/(\d+) ties?$/.exec((await stage.getAttribute('aria-label')) ?? '')![1])
    const all = await count()
    await unfold(page, 'The same as a table')
    expect(await page.locator('.picture-twin tbody tr').count()).toBe(all)
    await page.getByLabel('concerns').uncheck()
    expect(await count()).toBeLessThan(all)
    expect(await page.locator('.picture-twin tbody tr').count()).toBe(await count())
    expect(page.url()).toContain('without=CONCERNS')
  })

  test('a topic and a period are asked of the server', async () => {
    const page = await visit.open(`${network}&topic=topic:criminal-justice`)
    expect(await page.getByText('Events have no topics in Parley').count()).toBe(1)
    expect(await page.getByRole('application').getAttribute('aria-label')).toContain(
      'Network of Rwanda and United States',
    )
    const later = await visit.open(`${network}&from=2030`)
    expect(await later.getByText('Nothing ties Rwanda and United States to anything').count()).toBe(1)
  })

  long('the same network is drawn the same way twice', async () => {
    const options = { reducedMotion: 'reduce' } as const
    const drawn = async () => {
      const page = await visit.open(network, options)
      await page.locator('.network-overlay text').first().waitFor()
      return page.locator('.network-overlay').innerHTML()
    }
    expect(await drawn()).toBe(await drawn())
  })

  test('it is taken away as SVG that stands alone, as PNG and as CSV', async () => {
    const page = await visit.open(network)
    await page.locator('.network-overlay text').first().waitFor()
    await unfold(page, 'Take away')
    const svg = await download(page, 'SVG')
    expect(svg.name).toBe('parley-network.svg')
    const text = svg.bytes.toString()
    expect(text).toContain('<title>Network of Rwanda and United States</title>')
    expect(text).toContain('/network?around=country:RW,country:US')
    expect(text).not.toMatch(/var\(--|class=|style=|<script|href=/)
    const png = await download(page, 'PNG')
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(png.bytes.length).toBeGreaterThan(20_000)
    expect((await download(page, 'CSV')).bytes.toString()).toMatch(/^From,Tie,To,When\r\n/)
  })

  test('an id that nobody knows is said, and whose network to draw can be chosen', async () => {
    const page = await visit.open('/network?around=country:QQ')
    expect(await page.getByText('Parley knows nothing by the id country:QQ').count()).toBe(1)
    const start = await visit.open('/network')
    await start.getByLabel('Draw the network of').fill('rwanda')
    await start
      .getByRole('option', { name: /^Rwanda/ })
      .first()
      .click()
    await settled(start)
    expect(new URL(start.url()).search).toBe('?around=country:RW')
  })
})

describe('the map of counterparts', () => {
  test('it shows with whom Rwanda deals, to be reached by keyboard, and whose borders it draws', async () => {
    const page = await visit.open('/map?of=country:RW')
    expect(visit.asked).toEqual(['MapOfCounterparts'])
    const links = page.locator('a.map-value')
    await links.first().waitFor()
    expect(await Promise.all((await links.all()).map((link) => link.getAttribute('aria-label')))).toEqual([
      'United States: 1 dealings',
      'United Kingdom: 1 dealings',
    ])
    expect(await page.getByText('Natural Earth').count()).toBeGreaterThan(0)
    await links.first().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await settled(page)
    expect(new URL(page.url()).pathname).toBe('/pair/country:RW/country:GB')
  })

  test('without anybody it shows who negotiates', async () => {
    const page = await visit.open('/map')
    expect(visit.asked).toEqual(['MapOfNegotiations'])
    await page.locator('a.map-value[aria-label="Rwanda: 1 talks"]').waitFor()
  })
})

test('trends count talks and events, and a count is a condition to go on with', async () => {
  const page = await visit.open('/trends')
  expect([...visit.asked].sort()).toEqual(['EventTrends', 'Trends'])
  await page.locator('.counts-box svg').first().waitFor()
  expect(await page.getByRole('table', { name: 'Negotiations by status' }).innerText()).toMatch(/Ongoing\s*1/)
  await page.getByRole('link', { name: 'Deportation' }).click()
  await page.getByText('Topic: Deportation').waitFor()
  expect(new URL(page.url()).search).toBe('?topic=topic:deportation')
  expect(await page.getByText('1 negotiation', { exact: true }).count()).toBe(1)
})

describe.each(['light', 'dark'] as const)('for readers who prefer %s', (colorScheme) => {
  const name = 'axe finds nothing on %s, and it needs no scrolling sideways at 360 px'

  async function look(address: string): Promise<void> {
    const page = await visit.open(address, { colorScheme, viewport: { width: 360, height: 740 } })
    for (const summary of await page.locator('.picture summary').all()) await summary.click()
    await page.waitForTimeout(400)
    expect(await inaccessible(page)).toEqual([])
    expect(await sideways(page)).toBe(0)
  }

  test.each([network, '/map?of=country:RW', '/trends'])(name, look, 60_000)
  long.each(['/network', '/map', '/trends?by=month'])(name, look, 60_000)
})
