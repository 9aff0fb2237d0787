import { copyFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { claimId } from '../../../src/load/claim.js'
import type { Draft } from '../../../src/load/draft.js'
import { resolverAmong } from '../../../src/load/resolve.js'
import type { RowDraft } from '../../../src/load/table/table.js'
import { draft } from '../drafts.js'
import { countries, countsOf, linesOf, problemsOf, readMapped, readRows } from './reading.js'

const shipped = path.join(__dirname, '..', '..', '..', 'docs', 'mappings')
const samples = path.join(__dirname, '..', '..', '..', '..', 'shared', 'data')

/** The row whose text has these words. */
const rowWith = (rows: RowDraft[], words: string) => rows.find(({ passage }) => passage.text.includes(words))!

/** A row's nodes without what every node has. */
const nodesOf = ({ nodes }: RowDraft) =>
  nodes.map(({ id, type, names, properties, relations }) => ({
    id,
    type,
    ...(names.length > 0 ? { names: names.map(({ value }) => value) } : {}),
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
    ...(relations.length > 0 ? { relations: relations.map(({ type, from, to }) => `${from} ${type} ${to}`) } : {}),
  }))

const made: string[] = []
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true })))

/** A shipped mapping with another file in place of its sample. */
function withSample(mapping: string, sample: string, as: string): string {
  const root = mkdtempSync(path.join(tmpdir(), 'parley-mapping-'))
  made.push(root)
  cpSync(path.join(shipped, mapping), path.join(root, mapping), { recursive: true })
  copyFileSync(path.join(samples, sample), path.join(root, mapping, as))
  return path.join(root, mapping)
}

const lines = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n')

/** The treaties of the sample of a register, as if they had been loaded, for a membership table to join. */
async function treaties(): Promise<Draft> {
  const rows = await readMapped(path.join(shipped, 'treaty-register'))
  return draft('treaty-register', {
    nodes: rows.flatMap(({ nodes }) => nodes.filter(({ type }) => type === 'Agreement')),
  })
}

describe('events in four columns', () => {
  test('become events between countries, groups of countries, bodies and persons, each row once', async () => {
    const rows = await readMapped(path.join(shipped, 'icews-events'))
    expect(problemsOf(rows)).toEqual([])
    expect(rows.flatMap(({ unresolved }) => unresolved)).toEqual([])
    expect(rows.map(({ passage }) => passage.text)).toEqual(lines(path.join(shipped, 'icews-events', 'events.tsv')))
    expect(new Set(rows.map(({ key }) => key)).size).toBe(30)
    expect(countsOf(rows)).toEqual({ Event: 30, Group: 24, Official: 2, Organization: 7 })

    const arrest = rowWith(rows, 'Arrest')
    const event = 'event:icews-police-australia-arrest-detain-or-ch-b491e130621facc7'
    expect({ ...arrest, nodes: nodesOf(arrest), claims: linesOf(arrest) }).toEqual({
      key: event.replace('event:icews-', ''),
      place: { file: path.join(shipped, 'icews-events', 'events.tsv'), line: 6 },
      passage: {
        id: event.replace('event:icews-', 'passage:icews-events:'),
        document: 'document:icews-events',
        text: 'Police (Australia)\tArrest, detain, or charge with legal action\tCitizen (Australia)\t2014-01-14',
      },
      nodes: [
        {
          id: event,
          type: 'Event',
          properties: {
            kind: 'OTHER',
            plover: 'COERCE',
            cameo: '173',
            on: '2014-01-14',
            summary: 'Police (Australia): Arrest, detain, or charge with legal action (Citizen (Australia))',
          },
          relations: [
            `group:icews-police-australia INITIATED ${event}`,
            `${event} TARGETED group:icews-citizen-australia`,
          ],
        },
        { id: 'group:icews-police-australia', type: 'Group', names: ['Police (Australia)'] },
        { id: 'group:icews-citizen-australia', type: 'Group', names: ['Citizen (Australia)'] },
      ],
      claims: [
        'sector group:icews-police-australia "COP"',
        'name group:icews-police-australia "Police (Australia)"',
        'BELONGS_TO group:icews-police-australia country:AU',
        'sector group:icews-citizen-australia "CVL"',
        'name group:icews-citizen-australia "Citizen (Australia)"',
        'BELONGS_TO group:icews-citizen-australia country:AU',
      ],
      problems: [],
      unresolved: [],
    })
    expect(linesOf(rowWith(rows, 'Lake District Court'))).toEqual([
      'kind organization:icews-lake-district-court "COURT"',
      'name organization:icews-lake-district-court "Lake District Court"',
      'kind organization:icews-lake-progress-party "PARTY"',
      'name organization:icews-lake-progress-party "Lake Progress Party"',
    ])
    expect(linesOf(rowWith(rows, 'Praise'))).toEqual([
      'anonymous official:icews-jane-doe "false"',
      'name official:icews-jane-doe "Jane Doe"',
      'anonymous official:icews-ruth-roe "false"',
      'name official:icews-ruth-roe "Ruth Roe"',
    ])
    expect(linesOf(rowWith(rows, 'Holy See'))).toEqual([
      'sector group:icews-clergy-holy-see-vatican-city-state "REL"',
      'name group:icews-clergy-holy-see-vatican-city-state "Clergy (Holy See (Vatican City State))"',
      'BELONGS_TO group:icews-clergy-holy-see-vatican-city-state country:VA',
    ])
    // A city is not its country, so its mayor's sector is none that acts for one.
    expect(linesOf(rowWith(rows, 'City Mayor'))[0]).toBe('sector group:icews-city-mayor-italy "OTHER"')
  })

  test('name their claims as every other reader does, and say the same however they are cut into chunks', async () => {
    const rows = await readMapped(path.join(shipped, 'icews-events'))
    const claims = rows.flatMap(({ claims }) => claims)
    expect(claims.map(({ id }) => id)).toEqual(claims.map(claimId))
    const resolver = resolverAmong([await countries()])
    expect(await readRows(path.join(shipped, 'icews-events'), resolver, 7)).toEqual(rows)
  })

  const sample = 'icews-2014-sample.tsv'
  const isThere = existsSync(path.join(samples, sample))
  ;(isThere ? test : test.skip)(
    'of a whole shared sample are all read (skipped where the sample is not at hand)',
    async () => {
      const rows = await readMapped(withSample('icews-events', sample, 'events.tsv'))
      const text = lines(path.join(samples, sample))
      expect(problemsOf(rows)).toEqual([])
      expect(rows).toHaveLength(text.length)
      const counts = countsOf(rows)
      expect(counts.Event).toBe(new Set(text).size)
      // Whoever has a role and a place in brackets is a group, save two bodies whose own names have brackets.
      const actors = new Set(text.flatMap((line) => [line.split('\t')[0]!, line.split('\t')[2]!]))
      const bracketed = [...actors].filter((name) => /^.+? \([^()]+(\([^()]*\))?\)$/.test(name))
      expect({ actors: actors.size, bracketed: bracketed.length }).toEqual({ actors: 3856, bracketed: 2185 })
      expect(counts.Group).toBeGreaterThanOrEqual(bracketed.length)
    },
  )
})

describe('a treaty register', () => {
  test('becomes agreements of their kind, with dates as precise as written and parties read out of titles', async () => {
    const rows = await readMapped(path.join(shipped, 'treaty-register'))
    expect(problemsOf(rows)).toEqual([])
    expect(countsOf(rows)).toEqual({ Agreement: 30, Country: 8 })
    expect(nodesOf(rows[0]!).map(({ id }) => id)).toEqual([
      'agreement:ieadb-9001',
      'country:x-england',
      'country:x-castile',
    ])
    expect(rows[0]!.nodes[0]!.externalIds).toEqual([{ scheme: 'ieadb', value: '9001' }])
    expect(linesOf(rows[0]!)).toEqual([
      'title agreement:ieadb-9001 "Treaty between England and Castile concerning Salmon"',
      'kind agreement:ieadb-9001 "TREATY"',
      'participation agreement:ieadb-9001 "BILATERAL"',
      'signedOn agreement:ieadb-9001 "1402-05-10"',
      'PARTY_TO country:x-england agreement:ieadb-9001 {"role":"PARTY"} RULE PROBABLE',
      'PARTY_TO country:x-castile agreement:ieadb-9001 {"role":"PARTY"} RULE PROBABLE',
      'code country:x-england "x-england"',
      'kind country:x-england "FORMER_STATE"',
      'existedTo country:x-england "1707-05-01"',
      'name country:x-england "England"',
      'code country:x-castile "x-castile"',
      'kind country:x-castile "FORMER_STATE"',
      'name country:x-castile "Castile"',
    ])
    const said = (predicate: string) =>
      rows.map(
        ({ claims }) =>
          claims.find(({ predicate: each, subject }) => each === predicate && subject.startsWith('agreement:'))?.value,
      )
    expect(said('signedOn').slice(0, 8)).toEqual([
      '1402-05-10',
      '1590',
      '1701-03',
      '1820',
      '1869-11-27',
      '1911-07-07',
      '1922',
      '1935-02-01',
    ])
    expect(said('inForceOn').slice(3, 12)).toEqual([
      '1821',
      '1870-01-01',
      '1911-12-15',
      undefined,
      '1936-03',
      '1950-03-21',
      '1956-05-11',
      undefined,
      undefined,
    ])
    expect(said('kind').filter((kind, at, all) => all.indexOf(kind) === at)).toEqual([
      'TREATY',
      'CONVENTION',
      'ARRANGEMENT',
      'EXCHANGE_OF_NOTES',
      'AMENDMENT',
      'DECLARATION',
      'PROTOCOL',
      'MEMORANDUM',
      'RESOLUTION',
      'OTHER',
    ])
    const parties = (row: number) =>
      rows[row - 1]!.claims.filter(({ predicate }) => predicate === 'PARTY_TO').map(({ subject }) => subject)
    expect(parties(5)).toEqual(['country:CH', 'country:x-baden', 'country:x-alsace-lorraine'])
    expect(parties(8)).toEqual(['country:GB', 'country:IS'])
    expect(parties(21)).toEqual(['country:DDDE', 'country:PL'])
    expect(parties(24)).toEqual(['country:TT', 'country:VE'])
    // Whom the title names and nobody knows is left out, and told.
    expect(parties(19)).toEqual(['country:JP'])
    expect(rows[18]!.unresolved).toEqual([
      {
        value: 'International Atomic Energy Agency',
        column: 'Treaty Name',
        candidates: [],
        wanted: { by: 'name', types: ['Country'], value: 'International Atomic Energy Agency' },
      },
    ])
  })

  const sample = 'ieadb-treaties-sample.csv'
  const isThere = existsSync(path.join(samples, sample))
  ;(isThere ? test : test.skip)(
    'of 2,500 treaties is read whole (skipped where the sample is not at hand)',
    async () => {
      const rows = await readMapped(withSample('treaty-register', sample, 'treaties.csv'))
      expect(problemsOf(rows)).toEqual([])
      expect(countsOf(rows).Agreement).toBe(2500)
      const text = lines(path.join(samples, sample))
      expect(text).toHaveLength(2501)
      const claims = rows.flatMap((row) => row.claims)
      const count = (predicate: string) => claims.filter((claim) => claim.predicate === predicate).length
      const cells = text.slice(1).map((line) => line.slice(1, -1).split('","'))
      expect(count('lineage')).toBe(cells.filter((row) => row[9] !== 'Not Yet Assigned' && row[9] !== '').length)
      expect(count('inForceOn')).toBe(cells.filter((row) => /^(?!2[89]99)\d/.test(row[4]!)).length)
      expect(claims.filter(({ predicate, value }) => predicate === 'signedOn' && value!.length === 4)).toHaveLength(
        cells.filter((row) => row[3] === '0000-00-00').length,
      )
    },
  )
})

test('a membership register joins treaties and states that others loaded, each by a code of its own', async () => {
  const rows = await readMapped(path.join(shipped, 'membership-register'), [await treaties()])
  expect(problemsOf(rows)).toEqual([])
  // One row says nothing but that a state is listed.
  expect(rows).toHaveLength(29)
  expect(rows.flatMap(({ nodes }) => nodes)).toEqual([])
  expect([rows[0]!, rows[2]!, rows[4]!, rowWith(rows, '345,340')].flatMap(linesOf)).toEqual([
    'PARTY_TO country:KE agreement:ieadb-9011 {"role":"PARTY","signedOn":"1959-02-17","consent":"RATIFICATION","consentOn":"1960-03-01","inForceOn":"1960-05-30"}',
    'PARTY_TO country:TZ agreement:ieadb-9011 {"role":"SIGNATORY","signedOn":"1959-02-17"}',
    'PARTY_TO country:BI agreement:ieadb-9011 {"role":"PARTY","consent":"RATIFICATION","consentOn":"1963-07-01","inForceOn":"1963-08-01","withdrewOn":"1976-12-31"}',
    'PARTY_TO country:RS agreement:ieadb-9023 {"role":"PARTY","consent":"RATIFICATION","consentOn":"2001-03-12","inForceOn":"2001-06-10"}',
  ])
  expect(rows[0]).toMatchObject({ key: '9011-501', passage: { id: 'passage:membership-register:9011-501' } })
})

test('a membership register refuses treaties that nobody has loaded, by line, column and number', async () => {
  const rows = await readMapped(path.join(shipped, 'membership-register'))
  expect(problemsOf(rows)[0]!.replace(/^.*members/, 'members')).toBe(
    'members.csv:2:1  ieadb: "9011" is the ieadb identifier of no agreement that is known.\n' +
      '  Load the dataset that has it, correct the cell, or say in the mapping what happens otherwise.',
  )
  expect(rows.every(({ nodes, claims, problems }) => nodes.length + claims.length === 0 && problems.length === 1)).toBe(
    true,
  )
})

test('events in lines of JSON have all actors of either side', async () => {
  const rows = await readMapped(path.join(shipped, 'polecat-events'))
  expect(problemsOf(rows)).toEqual([])
  expect(countsOf(rows)).toEqual({ Event: 30, Group: 21 })
  expect(nodesOf(rows[4]!)).toEqual([
    {
      id: 'event:polecat-pe-005',
      type: 'Event',
      properties: {
        kind: 'OTHER',
        plover: 'REQUEST',
        on: '2023-02-07',
        summary: 'Fishers and traders ask for lower fees',
      },
      relations: [
        'group:polecat-lake-fishers-union-ken INITIATED event:polecat-pe-005',
        'group:polecat-lake-traders-uga INITIATED event:polecat-pe-005',
        'event:polecat-pe-005 TARGETED country:UG',
        'event:polecat-pe-005 TARGETED country:KE',
      ],
    },
    { id: 'group:polecat-lake-fishers-union-ken', type: 'Group', names: ['Lake Fishers Union'] },
    { id: 'group:polecat-lake-traders-uga', type: 'Group', names: ['Lake Traders'] },
  ])
  expect(rows[0]!.nodes[0]!.properties).toEqual({
    kind: 'SIGNATURE',
    plover: 'AGREE',
    on: '2023-02-01',
    summary: 'Kenya and Uganda sign a pact on lake patrols',
  })
})
