import type { Page } from 'playwright-core'
import { writeDatasets } from '../../src/load/pipeline.js'
import { emptyDatabase } from '../database.js'
import { long } from '../long.js'
import { draft } from '../load/drafts.js'
import { settled, sideways, visiting } from './visit.js'

/** Fifty texts that a page, a spreadsheet or a reader could take for more than text. Each that runs says so in `window.hit`. */
const texts = [
  '<script>window.hit=1</script>',
  '</script><script>window.hit=1</script>',
  '<SCRIPT SRC=/assets/hit.js></SCRIPT>',
  '<img src=x onerror=window.hit=1>',
  '<img src=x onerror="window.hit=1" //',
  '<svg onload=window.hit=1>',
  '<svg><script>window.hit=1</script></svg>',
  '<svg><animate onbegin=window.hit=1 attributeName=x dur=1s>',
  '<math><mtext></mtext><mglyph><style><img src=x onerror=window.hit=1>',
  '<body onload=window.hit=1>',
  '<iframe srcdoc="<script>parent.hit=1</script>"></iframe>',
  '<iframe src=javascript:parent.hit=1>',
  '<object data="javascript:window.hit=1"></object>',
  '<embed src="javascript:window.hit=1">',
  '<a href="javascript:window.hit=1">press</a>',
  '<form action="javascript:window.hit=1"><button>go</button></form>',
  '<details open ontoggle=window.hit=1>',
  '<input autofocus onfocus=window.hit=1>',
  '<video><source onerror=window.hit=1></video>',
  '<marquee onstart=window.hit=1>x</marquee>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<style>*{display:none}</style>',
  '<template><script>window.hit=1</script></template>',
  '" onmouseover="window.hit=1" x="',
  "' onfocus='window.hit=1' autofocus x='",
  '"><img src=x onerror=window.hit=1>',
  '--><script>window.hit=1</script><!--',
  ']]><script>window.hit=1</script>',
  '</title><script>window.hit=1</script>',
  '</textarea><script>window.hit=1</script>',
  'javascript:window.hit=1',
  'JaVaScRiPt:window.hit=1//',
  'data:text/html,<script>window.hit=1</script>',
  'vbscript:window.hit=1',
  '&lt;script&gt;window.hit=1&lt;/script&gt;',
  '&#60;img src=x onerror=window.hit=1&#62; &amp; &nbsp;',
  '${window.hit=1} `${window.hit=1}`',
  '{{constructor.constructor("window.hit=1")()}}',
  '#{window.hit=1} <%= window.hit=1 %>',
  '=HYPERLINK("https://evil.example","press")',
  '@SUM(1+1)*cmd|/C calc!A0',
  '\u202Egnilgged\u202C and \u2066isolated\u2069 and an open \u202Eend',
  'zero\u200Bwidth\u200Djoined\u2060word\uFEFFmark',
  '__proto__',
  'constructor.prototype.hit',
  "Robert'); DROP TABLE facts;-- ' OR 1=1 // \\",
  'Z\u0351\u036B\u0343a\u0321\u0315l\u034Eg\u0322o\u0489 \u{1F3F4}\u200D\u2620\uFE0F',
  'long'.repeat(120),
]

const slug = 'hostile'
const passage = (at: number) => `passage:${slug}:${at}`

/** A graph whose names, titles, words and addresses are all hostile. */
function hostileGraph() {
  const of = (kind: string, at: number) => `${kind}:hostile-${at}`
  const talks = 'negotiation:hostile'
  const named = (id: string, at: number) => ({ id, names: [{ value: texts[at]!, kind: 'PREFERRED' }] })
  const made = draft(slug, {
    document: { title: texts[0], publisher: texts[3], url: 'javascript:window.hit=1', language: 'en' },
    passages: ['a', ...texts.map((_, at) => String(at))],
    nodes: [
      {
        ...named('organization:hostile', 5),
        names: texts.map((value, at) => ({ value, kind: at === 5 ? 'PREFERRED' : 'ALIAS' })),
      },
      ...texts.map((_, at) => named(of('official', at), at)),
      { id: 'topic:hostile' },
      { id: talks },
      ...texts.map((text, at) => ({
        id: of('statement', at),
        evidence: [passage(at)],
        properties: { text, kind: 'QUOTE', venue: text, madeOn: '2025-05-05' },
        relations: [
          { type: 'MADE', from: 'organization:hostile', to: of('statement', at), properties: {} },
          { type: 'ABOUT', from: of('statement', at), to: talks, properties: {} },
          { type: 'ABOUT', from: of('statement', at), to: 'topic:hostile', properties: {} },
        ],
      })),
    ],
    claims: [
      ...texts.map((value, at) => ({ predicate: 'name', subject: of('official', at), value, evidence: [passage(at)] })),
      { predicate: 'name', subject: 'organization:hostile', value: texts[5]! },
      { predicate: 'kind', subject: 'organization:hostile', value: 'OTHER' },
      ...texts.map((_, at) => ({ predicate: 'anonymous', subject: of('official', at), value: 'false' })),
      { predicate: 'label', subject: 'topic:hostile', value: texts[6]! },
      { predicate: 'title', subject: talks, value: texts[7]! },
      { predicate: 'summary', subject: talks, value: texts[8]! },
      { predicate: 'status', subject: talks, value: 'ONGOING' },
      { predicate: 'CONCERNS', subject: talks, object: 'topic:hostile' },
      ...['organization:hostile', ...texts.map((_, at) => of('official', at))].map((subject, at) => ({
        predicate: 'PARTICIPATED_IN',
        subject,
        object: talks,
        qualifiers: { role: 'PARTY' },
        evidence: [passage(Math.min(at, texts.length - 1))],
      })),
    ],
  })
  made.dataset.title = texts[1]!
  made.passages.forEach((each, at) => {
    if (at > 0) Object.assign(each, { text: texts[at - 1], prefix: '<b>', suffix: '</b>' })
  })
  return made
}

const visit = visiting(async () => {
  const database = await emptyDatabase()
  await writeDatasets([hostileGraph()], database)
  return database
})

/** What the page did with the texts that it should not have done. */
async function harm(page: Page): Promise<unknown> {
  return page.evaluate(`({
    hit: window.hit,
    links: [...document.querySelectorAll('[href], [src], [action]')]
      .map((each) => each.getAttribute('href') ?? each.getAttribute('src') ?? each.getAttribute('action'))
      .filter((address) => !/^(\\/|#|https?:|data:image|blob:)/.test(address)),
    handlers: [...document.querySelectorAll('main *')]
      .filter((each) => each.getAttributeNames().some((name) => name.startsWith('on'))).length,
    foreign: document.querySelectorAll('main :is(script, iframe, object, embed, base, marquee, math)').length,
  })`)
}
const none = { hit: undefined, links: [], handlers: 0, foreign: 0 }

const pages: [address: string, shown: string[]][] = [
  ['/organization/hostile', [texts[5]!, texts[7]!]],
  ['/official/hostile-49', [texts[49]!]],
  ['/negotiation/hostile', [texts[7]!, texts[8]!, texts[6]!]],
  ['/statement/hostile-49', [texts[49]!]],
  ['/statement/hostile-43', [texts[43]!]],
  [`/statement/hostile-0`, [texts[0]!]],
  ['/topic/hostile', [texts[6]!, texts[7]!]],
  [`/document/${slug}`, [texts[0]!, texts[3]!, 'javascript:window.hit=1']],
  [`/passage/${slug}:2`, [texts[2]!]],
  [`/dataset/${slug}`, [texts[1]!]],
  ['/search?q=script', [texts[0]!]],
  [`/search?q=${encodeURIComponent(texts[3]!)}`, [texts[3]!]],
  ['/network?around=organization:hostile', [texts[5]!]],
  [`/match?names=${encodeURIComponent(texts[4]!)}`, [texts[4]!]],
  [`/search?q=x&type=${encodeURIComponent(texts[3]!)}&on=${encodeURIComponent(texts[0]!)}`, []],
]

test('there are fifty texts, each another', () => expect(new Set(texts).size).toBe(50))

async function look(address: string, shown: string[]): Promise<void> {
  const page = await visit.open(address, { viewport: { width: 360, height: 740 } })
  const words: string = await page.evaluate('document.body.textContent + document.title')
  for (const text of shown) expect(words).toContain(text)
  for (const folded of await page.locator('main details:not([open]) > summary').all()) {
    if (await folded.isVisible()) await folded.click()
  }
  await settled(page)
  expect(await harm(page)).toEqual(none)
  expect(await sideways(page)).toBe(0)
  expect(visit.complaints.filter((text) => !text.includes('GL Driver Message'))).toEqual([])
}

const name = '%s shows them as the texts they are, and runs nothing'
test.each(pages.slice(0, 9))(name, look)
long.each(pages.slice(9))(name, look)

test('all fifty stand in the list of who took part, and their words open', async () => {
  const page = await visit.open('/negotiation/hostile')
  const panel = page.getByRole('region', { name: /Who took part/ })
  const more = panel.getByRole('button', { name: /^Show more/ })
  while (await more.isVisible()) {
    const before = await panel.locator('tbody tr').count()
    await more.click()
    await panel.locator('tbody tr').nth(before).waitFor()
  }
  const names = await panel.locator('tbody tr').evaluateAll((rows) => rows.map((row) => row.textContent))
  expect(texts.filter((text) => !names.some((name) => name!.includes(text)))).toEqual([])
  await panel
    .getByRole('button', { name: /^Evidence/ })
    .first()
    .click()
  await page.getByRole('dialog').locator('blockquote').first().waitFor()
  expect(await harm(page)).toEqual(none)
  expect(visit.complaints).toEqual([])
})
