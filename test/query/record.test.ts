import type { Database } from '../../src/database/connect.js'
import type { Draft } from '../../src/load/draft.js'
import { checkAgainst, writeDatasets } from '../../src/load/pipeline.js'
import { emptyDatabase } from '../database.js'
import { draft } from '../load/drafts.js'
import { clientOf, type Client } from '../world.js'

// What clients ask of the record: how to cite, and what changed. These tests load, so they have a database of their own.

let database: Database
let ask: Client['ask']

beforeAll(async () => {
  database = await emptyDatabase()
  ask = clientOf(database).ask
}, 120_000)

async function load(...drafts: Draft[]): Promise<void> {
  await checkAgainst(database, drafts)
  await writeDatasets(drafts, database)
}

describe('a citation', () => {
  const title = 'A {brace} “quote” & 100% of\n$5 \\end{x} @misc{k, title = "b"} ~^_#'

  async function cited(document: object, format: string): Promise<string> {
    await database.schema(['MATCH (node) DETACH DELETE node'])
    const talks = { id: 'negotiation:talks' }
    const claims = [
      { predicate: 'title', subject: talks.id, value: 'Talks' },
      { predicate: 'status', subject: talks.id, value: 'ONGOING' },
    ]
    await load(draft('a', { nodes: [talks], claims, document }))
    const { negotiation } = await ask(`{ negotiation(id: "negotiation:talks") { citation(format: ${format}) } }`)
    return (negotiation as { citation: string }).citation
  }

  test('in CSL-JSON is a list of items that parses, whatever the title holds', async () => {
    const document = {
      title,
      publisher: 'P & Q',
      url: 'https://example.org/?a={b}',
      publishedOn: '2025-05',
      language: 'en',
    }
    expect(JSON.parse(await cited(document, 'CSL_JSON'))).toEqual([
      {
        id: 'a',
        type: 'article-newspaper',
        title,
        'container-title': 'P & Q',
        issued: { 'date-parts': [[2025, 5]] },
        URL: 'https://example.org/?a={b}',
        language: 'en',
        archive: 'Dataset a',
        note: 'negotiation:talks: “the words a”',
      },
    ])
  })

  test('in CSL-JSON gives an interval as two dates, one open on a side as text, and leaves out what is not known', async () => {
    expect(JSON.parse(await cited({ publishedOn: '2024/2025-02' }, 'CSL_JSON'))).toMatchObject([
      { issued: { 'date-parts': [[2024], [2025, 2]] } },
    ])
    expect(JSON.parse(await cited({ publishedOn: '../2025' }, 'CSL_JSON'))).toMatchObject([
      { issued: { raw: '../2025' } },
    ])
    expect(JSON.parse(await cited({ kind: 'TREATY_TEXT' }, 'CSL_JSON'))).toEqual([
      { id: 'a', type: 'treaty', title: 'Document a', archive: 'Dataset a', note: 'negotiation:talks: “the words a”' },
    ])
  })

  test('in BibTeX is one entry that no title can end or escape from', async () => {
    const document = { title, publisher: 'P & Q', url: 'https://example.org/?a={b}', publishedOn: '2025-05' }
    expect(await cited(document, 'BIBTEX')).toBe(
      [
        '@article{a,',
        '  title = {{A \\{brace\\} “quote” \\& 100\\% of \\$5 \\textbackslash{}end\\{x\\} @misc\\{k, title = "b"\\} \\textasciitilde{}\\textasciicircum{}\\_\\#}},',
        '  journal = {P \\& Q},',
        '  year = {2025},',
        '  month = {5},',
        '  url = {https://example.org/?a=%7Bb%7D},',
        '  note = {negotiation:talks: “the words a” Dataset: Dataset a}',
        '}',
      ].join('\n'),
    )
    expect(await cited({ kind: 'OTHER' }, 'BIBTEX')).toBe(
      '@misc{a,\n  title = {{Document a}},\n  note = {negotiation:talks: “the words a” Dataset: Dataset a}\n}',
    )
  })

  test('in plain text is one line for each source', async () => {
    expect(await cited({ publisher: 'P & Q', url: 'https://example.org/', publishedOn: '2025-05' }, 'TEXT')).toBe(
      '“Document a”, P & Q, 2025-05: “the words a” https://example.org/ [negotiation:talks; Dataset a]',
    )
    expect((await cited({ title }, 'TEXT')).split('\n')).toHaveLength(1)
  })
})

describe('changes', () => {
  interface ChangesPage {
    totalCount: number
    pageInfo: { endCursor: string | null; hasNextPage: boolean }
    edges: { kind: string; nodeId: string; mergedInto: string | null; fields: string[]; node: { id: string } | null }[]
  }

  const changes = async (
    ends: { first?: number; after?: string | null; since?: string } = {},
  ): Promise<ChangesPage> => {
    const answer = await ask(
      `query ($first: Int = 250, $after: String, $since: DateTime) { changes(first: $first, after: $after, since: $since) {
        totalCount pageInfo { endCursor hasNextPage }
        edges { kind nodeId mergedInto fields node { ... on Node { id } } }
      } }`,
      ends,
    )
    return answer.changes as ChangesPage
  }

  /** What a client that goes on from a cursor meets, and where it then stands. */
  async function goOn(after: string | null, first: number) {
    const met: string[] = []
    let place = after
    for (let more = true; more;) {
      const page = await changes({ first, after: place })
      met.push(...page.edges.map(({ kind, nodeId }) => `${kind} ${nodeId}`))
      more = page.pageInfo.hasNextPage
      place = page.pageInfo.endCursor ?? place
    }
    return { met, place }
  }

  const talks = { id: 'negotiation:talks' }
  const other = { id: 'negotiation:other' }
  const round = { id: 'event:round', properties: { kind: 'TALKS', summary: 'A round' } }
  const said = (subject: string, title: string) => [
    { predicate: 'title', subject, value: title },
    { predicate: 'status', subject, value: 'ONGOING' },
  ]

  test('are resumable: a client that goes on from its cursor meets each thing that changed since, and nothing else', async () => {
    await database.schema(['MATCH (node) DETACH DELETE node'])
    await load(
      draft('a', { nodes: [talks, round], claims: said(talks.id, 'Talks') }),
      draft('b', { nodes: [other], claims: said(other.id, 'Other') }),
    )
    const whole = await changes()
    expect(whole.totalCount).toBe(whole.edges.length)
    const first = await goOn(null, 3)
    expect(first.met).toEqual(whole.edges.map(({ kind, nodeId }) => `${kind} ${nodeId}`))
    expect(first.met).toEqual(expect.arrayContaining(['CREATED negotiation:talks', 'CREATED event:round']))
    expect(await goOn(first.place, 3)).toEqual({ met: [], place: first.place })

    // Another title for the talks; the round is gone; dataset b is as it was.
    await load(draft('a', { nodes: [talks], claims: said(talks.id, 'Long talks') }))
    const second = await goOn(first.place, 2)
    expect(second.met).toEqual(expect.arrayContaining(['UPDATED negotiation:talks', 'REMOVED event:round']))
    expect(second.met.filter((each) => /negotiation:other|document:b/.test(each))).toEqual([])
    const met = await changes({ after: first.place })
    const of = (id: string) => met.edges.find(({ nodeId }) => nodeId === id)
    expect(of('negotiation:talks')).toMatchObject({ fields: ['title'], mergedInto: null, node: { id: talks.id } })
    expect(of('event:round')).toMatchObject({ node: null, mergedInto: null })

    // The other talks turn out to be the same.
    const redirects = [{ id: other.id, survivor: talks.id, reason: 'One and the same.' }]
    await load(
      draft('a', { nodes: [talks], claims: said(talks.id, 'Long talks'), redirects }),
      draft('b', { nodes: [talks], claims: said(talks.id, 'Long talks') }),
    )
    const third = await changes({ after: second.place })
    expect(third.edges.find(({ nodeId }) => nodeId === other.id)).toEqual({
      kind: 'MERGED',
      nodeId: other.id,
      mergedInto: talks.id,
      fields: expect.any(Array),
      node: null,
    })
    expect(await ask('{ node(id: "negotiation:other") { id } }')).toEqual({ node: { id: talks.id } })
    // Each thing stands there once, with the last thing that became of it.
    const all = (await changes()).edges.map(({ nodeId }) => nodeId).sort()
    expect(all).toEqual([...new Set(all)])
  })

  test('since a moment are those of loads that began then or later', async () => {
    const { changes: dated } = await ask('{ changes(last: 1) { edges { at nodeId } } }')
    const [{ at }] = (dated as { edges: [{ at: string }] }).edges
    const since = await changes({ since: at })
    expect(since.totalCount).toBeGreaterThan(0)
    expect(since.totalCount).toBeLessThan((await changes()).totalCount)
    expect(await changes({ since: '2100-01-01T00:00:00.000Z' })).toMatchObject({ totalCount: 0, edges: [] })
  })
})
