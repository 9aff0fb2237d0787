import type { Page } from 'playwright-core'
import { long } from '../long.js'
import { settled, visiting } from './visit.js'

const visit = visiting()

/** A person's way: from the start, by links, buttons and fields alone. */
const start = () => visit.open('/')

async function follow(page: Page, name: string | RegExp, within = 'main') {
  await page
    .locator(within)
    .getByRole('link', { name, exact: typeof name === 'string' })
    .first()
    .click()
  await settled(page)
}

/** The text of a part of the page, once it is there. */
async function part(page: Page, title: string | RegExp) {
  const region = page.getByRole('region', typeof title === 'string' ? { name: title, exact: true } : { name: title })
  await region.first().waitFor()
  return region.first().innerText()
}

/** Searches for a name as a reader does, and goes to what is suggested. */
async function find(page: Page, name: string, option: RegExp) {
  await page.getByRole('combobox', { name: 'Search Parley' }).fill(name)
  await page.getByRole('option', { name: option }).first().click()
  await page.waitForURL((url) => url.pathname !== '/')
  await settled(page)
}

async function asOf(page: Page, date: string) {
  await page.getByRole('textbox', { name: 'As of' }).fill(date)
  await page.getByRole('textbox', { name: 'As of' }).press('Enter')
  await page.waitForURL(`**on=${date}*`)
  await settled(page)
}

afterEach(() => expect(visit.complaints.filter((text) => !text.includes('GL Driver Message'))).toEqual([]))

long('1. all that Rwanda and the United States negotiated, with parties, terms, status and words', async () => {
  const page = await start()
  await follow(page, 'Rwanda and the United States')
  expect(await part(page, /^Negotiations/)).toMatch(/Talks between Rwanda.*ongoing/is)
  await follow(page, /^Talks between Rwanda/)
  expect(await part(page, /^Who took part/)).toMatch(/Rwanda\s+party.*Trump administration/is)
  expect(await part(page, /^Who gives what to whom/)).toMatch(/Accepting migrants/)
  await page.getByRole('button', { name: 'Evidence: Rwanda, party' }).click()
  await page.getByRole('dialog').getByText('Rwanda on Monday, May 5, 2025, disclosed').waitFor()
})

long('2. with whom Rwanda has dealt on migration since 2022, ranked, and what they share', async () => {
  const page = await start()
  await find(page, 'rwanda', /^Rwanda/)
  const counterparts = page.getByRole('region', { name: /^Counterparts/ })
  await counterparts.getByRole('combobox', { name: 'On the topic' }).fill('migration')
  await page
    .getByRole('option', { name: /^Migration/ })
    .first()
    .click()
  await page.waitForURL('**topic=topic:migration*')
  await counterparts.getByRole('textbox', { name: 'Since' }).fill('2022')
  await counterparts.getByRole('textbox', { name: 'Since' }).press('Enter')
  await page.waitForURL('**since=2022*')
  await settled(page)
  const rows = await counterparts.locator('tbody tr').allInnerTexts()
  expect(rows.join('\n')).toMatch(/United States.*Talks between Rwanda/s)
  expect(rows.join('\n')).toMatch(/United Kingdom.*UK–Rwanda arrangement/s)
  await follow(page, 'Both together: Rwanda and United Kingdom')
  expect(await part(page, /^Agreements/)).toContain('UK–Rwanda arrangement')
})

long('3. what Rubio said of deportation, to whom, and as what', async () => {
  const page = await start()
  await find(page, 'rubio', /Rubio/)
  expect(await part(page, 'What Marco Rubio said')).toMatch(/actively searching.*certain.*despicable.*probable/s)
  await follow(page, 'All of it, by topic, year and act')
  await page
    .getByRole('region', { name: 'About the topic' })
    .getByRole('link', { name: /^Deportation/ })
    .click()
  await page.waitForURL('**topic=topic:deportation*')
  await settled(page)
  expect(await part(page, /^Statements/)).toMatch(/actively searching.*Marco Rubio.*April 2025/s)
  await follow(page, /actively searching/)
  const said = await page.locator('main').innerText()
  expect(said).toMatch(/Marco Rubio, April 2025/)
  expect(said).toMatch(/Office held then\s*Secretary of State/i)
})

long('4. who was Rwanda’s foreign minister on 5 May 2025, and what he stated', async () => {
  const page = await start()
  await find(page, 'rwanda', /^Rwanda/)
  await asOf(page, '2025-05-05')
  expect(await part(page, /^Who holds office/)).toMatch(/Nduhungirehe.*foreign minister/is)
  await page
    .getByRole('region', { name: /^Who holds office/ })
    .getByRole('link', { name: /Nduhungirehe/ })
    .click()
  await page.waitForURL('**/official/**')
  await settled(page)
  expect(await part(page, /^What .*Nduhungirehe said/)).toMatch(/5 May 2025/)
})

long('5. what happened in the talks, and what changed the status of the arrangement', async () => {
  const page = await start()
  await follow(page, 'The US–Rwanda talks')
  expect(await part(page, 'Timeline')).toMatch(/May 2025/)
  await page.goBack()
  await settled(page)
  await follow(page, 'The UK–Rwanda arrangement')
  expect(await part(page, 'Timeline')).toMatch(/July 2024.*→ scrapped/s)
})

long('6. what became of the UK–Rwanda arrangement, who ended it after what, and what was modelled on it', async () => {
  const page = await start()
  await follow(page, 'The UK–Rwanda arrangement')
  expect(await part(page, 'What became of it')).toMatch(/July 2024.*By Labour Party.*After: A series of legal/s)
  const facts = await page.locator('main dl.facts').first().innerText()
  expect(facts).toMatch(/Model for\s*none that a source names/i)
})

long('7. how Rubio and Rwanda are connected', async () => {
  const page = await start()
  await follow(page, 'How connected', 'header')
  for (const [end, name] of [
    ['From', 'Marco Rubio'],
    ['To', 'Rwanda'],
  ] as const) {
    await page.getByRole('combobox', { name: end, exact: true }).fill(name)
    await page
      .getByRole('option', { name: new RegExp(`^${name}`) })
      .first()
      .click()
  }
  expect(await part(page, /^Ways/)).toMatch(/Marco Rubio.*Rwanda/s)
})

long(
  '8. which agreements were in force, which talks open, who held office and was a member of what on a date',
  async () => {
    const page = await start()
    await asOf(page, '2025-05-05')
    expect(await part(page, 'In talks')).toContain('Talks between Rwanda')
    await follow(page, 'Rwanda')
    expect(page.url()).toContain('on=2025-05-05')
    expect(await part(page, /^Who holds office/)).toContain('Nduhungirehe')
    expect(await part(page, /^Negotiations/)).toContain('Talks between Rwanda')
    // The arrangement was scrapped in 2024, and no source says what Rwanda is a member of.
    expect(await part(page, /^Agreements/)).toMatch(/None that a source tells of/)
    expect(await part(page, 'Member of')).toMatch(/No source names one for that date/)
  },
)

long('9. what rests on one document, on it alone, and where sources disagree', async () => {
  const page = await start()
  await follow(page, 'An article and its facts')
  expect(await part(page, /^What rests on it alone/)).toMatch(/Rwanda: took part in Talks between Rwanda.*certain/s)
  expect(await part(page, /^Its passages/)).toContain('Rwanda on Monday')
  await follow(page, 'Disagreements', 'header')
  expect(await part(page, /^Disagreements/)).toMatch(/Ongoing.*Preliminary/s)
})

long('10. words looked for with a typing error are found and marked', async () => {
  const page = await start()
  await page.getByRole('combobox', { name: 'Search Parley' }).fill('rwnda migrants')
  await page.getByRole('combobox', { name: 'Search Parley' }).press('Enter')
  await page.waitForURL('**/search?q=*')
  await part(page, /^Found/)
  expect(await page.locator('.hit mark').allInnerTexts()).toEqual(expect.arrayContaining(['Rwanda', 'migrants']))
})

long('11. how many talks by status, and how events are spread', async () => {
  const page = await start()
  await follow(page, 'Trends', 'header')
  expect(await part(page, /^By topic/)).toContain('Deportation')
  expect(await page.getByRole('table', { name: 'Negotiations by status' }).innerText()).toMatch(/Ongoing\s*1/)
})

long('12. what changed since a day', async () => {
  const page = await start()
  await follow(page, 'Changes', 'header')
  await page.getByLabel('Since').fill('2020-01-01')
  await page.locator('main').getByRole('button', { name: 'Show', exact: true }).click()
  await page.waitForURL('**since=2020-01-01')
  await settled(page)
  expect(await part(page, /^Changes/)).toMatch(/created/i)
})

long('13. which of my names Parley knows, and why', async () => {
  const page = await start()
  await follow(page, 'Match names', 'header')
  await page.getByLabel('Names, one a line').fill('Marko Rubio\nRuanda')
  await page.getByRole('button', { name: 'Match', exact: true }).click()
  expect(await part(page, /^What they may mean/)).toMatch(/Marko Rubio.*Marco Rubio.*Ruanda.*Rwanda.*of 100/s)
})

long('14. how a fact is cited, and under which licence', async () => {
  const page = await start()
  await follow(page, 'Under “Cite” on every page of a fact')
  await page.locator('main details.cite summary').click()
  await page.getByText('@article{').waitFor()
  expect(await page.locator('main details.cite').innerText()).toContain('CC-BY-4.0')
})
