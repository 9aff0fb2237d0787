import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { resolverAmong, type Wanted } from '../../src/load/resolve.js'
import { readDecisions, Review, reviewPlaces, writeReview } from '../../src/load/review.js'
import { draft } from './drafts.js'
import { complaint, folderWith } from './folders.js'

const name = (value: string) => [{ value, kind: 'PREFERRED' }]
const resolver = resolverAmong([
  draft('atlas', {
    nodes: [
      { id: 'country:CD', names: name('Congo') },
      { id: 'country:CG', names: name('Congo') },
      { id: 'country:KE', names: name('Kenya') },
      { id: 'official:jane', names: name('Jane') },
    ],
    redirects: [{ id: 'country:ZR', survivor: 'country:CD', reason: 'renamed' }],
  }),
])
const congo: Wanted = { by: 'name', value: 'Congo', types: ['Country'] }
const candidates = [
  { id: 'country:CD', name: 'DR Congo' },
  { id: 'country:CG', name: 'Congo' },
]

function reviewOf(folder: string, ...values: [Wanted, string, number, typeof candidates][]): Review {
  const review = new Review()
  for (const [wanted, column, line, could] of values)
    review.add({ wanted, column, candidates: could }, { file: path.join(folder, 'events.tsv'), line })
  return review
}

test('what a load could not tell is written once each, with how many rows have it, by value', async () => {
  const folder = folderWith({})
  const file = path.join(folder, 'review.yml')
  const places = { read: file, write: file }
  expect(await writeReview(places, new Review())).toBe(0)
  expect(existsSync(file)).toBe(false)
  const police: Wanted = { by: 'name', value: 'Police', types: ['Group', 'Organization'], within: 'country:KE' }
  const code: Wanted = { by: { scheme: 'cow' }, value: '002', types: ['Country'] }
  const review = reviewOf(
    folder,
    [police, 'target', 3, []],
    [congo, 'source', 7, candidates],
    [congo, 'target', 9, candidates],
    [code, 'state', 11, []],
  )
  expect(await writeReview(places, review)).toBe(3)
  expect(readFileSync(file, 'utf8')).toBe(`\
# Names and codes that a load could not tell. Write under decision the id that is meant, or create to make it anew,
# or skip to leave it out; the next load takes that and asks no more. An entry without a decision goes when no row needs it.

review:
  - value: "002"
    by: cow
    types: [ Country ]
    column: state
    rows: 1
    first: events.tsv:11
    decision:
  - value: Congo
    types: [ Country ]
    column: source
    rows: 2
    first: events.tsv:7
    candidates:
      - { id: country:CD, name: DR Congo }
      - { id: country:CG, name: Congo }
    decision:
  - value: Police
    types: [ Group, Organization ]
    within: country:KE
    column: target
    rows: 1
    first: events.tsv:3
    decision:
`)
  // Nothing was decided, so the next load reads the same input as this one.
  expect((await readDecisions(file)).fingerprint).toBe('')
})

test('a decision is taken before the graph is asked, and stays in the file with its comments', async () => {
  const folder = folderWith({})
  const file = path.join(folder, 'review.yml')
  const places = { read: file, write: file }
  const police: Wanted = { by: 'name', value: 'Police', types: ['Group'] }
  const crowd: Wanted = { by: 'name', value: 'A crowd', types: ['Group'] }
  const zaire: Wanted = { by: 'name', value: 'Zaire', types: ['Country'] }
  const all = [congo, police, crowd, zaire]
  await writeReview(
    places,
    reviewOf(folder, ...all.map((each, at): [Wanted, string, number, never[]] => [each, 'who', at, []])),
  )
  const decide = (text: string, value: string, decision: string) =>
    text.replace(new RegExp(`(value: ${value}\\n[^]*?decision:)`), `$1 ${decision}`)
  const decided = [
    ['Congo', 'country:CG # the one on the coast'],
    ['Police', 'create'],
    ['A crowd', 'skip'],
    ['Zaire', 'country:ZR'],
  ].reduce((text, [value, decision]) => decide(text, value!, decision!), readFileSync(file, 'utf8'))
  writeFileSync(file, decided)

  const decisions = await readDecisions(file)
  expect(decisions.size).toBe(4)
  expect(await decisions.check(resolver)).toEqual([])
  const kenya: Wanted = { by: 'name', value: 'kenya', types: ['Country'] }
  expect(await decisions.over(resolver).resolve([congo, police, crowd, zaire, kenya])).toEqual([
    { id: 'country:CG' },
    { decided: 'create' },
    { decided: 'skip' },
    // What was merged is its survivor.
    { id: 'country:CD' },
    { id: 'country:KE' },
  ])

  // Another load has one name more, and no row with the open ones.
  const tigers: Wanted = { by: 'name', value: 'Tigers', types: ['Group'] }
  expect(await writeReview(places, reviewOf(folder, [tigers, 'who', 2, []]))).toBe(1)
  expect(await writeReview(places, reviewOf(folder))).toBe(0)
  expect(readFileSync(file, 'utf8')).toBe(decided)
  expect((await readDecisions(file)).fingerprint).toBe(decisions.fingerprint)
  writeFileSync(file, decide(decided, 'Police', 'skip').replace('skip create', 'skip'))
  expect((await readDecisions(file)).fingerprint).not.toBe(decisions.fingerprint)
})

test('a decision that decides nothing, or for what is not there, is a problem with its line', async () => {
  const entry = (decision: string) =>
    `review:\n  - value: Congo\n    types: [Country]\n    candidates: [{ id: country:CG }]\n    decision: ${decision}\n`
  const told = (text: string) =>
    complaint(async () => {
      const decisions = await readDecisions(path.join(folderWith({ 'review.yml': text }), 'review.yml'))
      const [problem] = await decisions.check(resolver)
      if (problem) throw problem
    })
  expect(await told(entry('country:CG'))).toBe('')
  expect(await told(entry('perhaps'))).toBe(
    'review.yml:5:5  review[0].decision: "perhaps" decides nothing.\n  Write the id that is meant, such as country:CG; or create, or skip.',
  )
  expect(await told(entry('country:CQ'))).toBe(
    'review.yml:5:5  review[0].decision: country:CQ is not known.\n  Did you mean country:CG? It could be country:CG.',
  )
  expect(await told(entry('official:jane'))).toBe(
    'review.yml:5:5  review[0].decision: official:jane is none of Country.\n  It could be country:CG.',
  )
  expect(await told(entry('skip').replace('types', 'typs'))).toMatch(
    /review\.yml:3:5 {2}review\[0\]\.typs: "typs" is not a field of an entry\.\n {2}Did you mean types\?/,
  )
  expect(await told(entry('skip').replace('Country', 'Nation'))).toMatch(/"Nation" is no type of node\./)
})

test('the review file stands beside the dataset, where the user says, or in the data folder where nobody may write beside', async () => {
  const folder = folderWith({ 'review.yml': 'review: []\n' })
  const home = folderWith({})
  const beside = path.join(folder, 'review.yml')
  expect(await reviewPlaces(folder, 'notes', home)).toEqual({ read: beside, write: beside })
  expect(await reviewPlaces(folder, 'notes', home, 'mine.yml')).toEqual({ read: 'mine.yml', write: 'mine.yml' })
  const apart = path.join(home, 'review', 'notes.yml')
  const gone = path.join(folder, 'gone')
  expect(await reviewPlaces(gone, 'notes', home)).toEqual({ read: path.join(gone, 'review.yml'), write: apart })
  expect(await writeReview({ read: beside, write: apart }, reviewOf(folder, [congo, 'who', 1, []]))).toBe(1)
  expect(await reviewPlaces(gone, 'notes', home)).toEqual({ read: apart, write: apart })
})
