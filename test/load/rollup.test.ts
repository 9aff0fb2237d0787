import { countriesOf, derivedParticipation, derivedParties, held } from '../../src/load/rollup.js'
import type { Actor, Body, Office, Part } from '../../src/load/rollup.js'

const body = (id: string, type: string, more: Partial<Body> = {}): Body => ({ id, type, belongsTo: [], ...more })
const actor = (id: string, type: string, more: Partial<Actor> = {}): Actor => ({
  ...body(id, type),
  offices: [],
  ...more,
})

const kenya = actor('country:KE', 'Country')
const government = actor('organization:government', 'Organization', { kind: 'GOVERNMENT', belongsTo: ['country:KE'] })
const party = actor('organization:party', 'Organization', { kind: 'PARTY', belongsTo: ['country:KE'] })
const office = (more: Partial<Office> = {}): Office => ({ evidence: [], body: kenya, ...more })
const nowhen = { passages: [] }
const may = { first: '2025-05-01', last: '2025-05-31', passages: ['passage:a'] }

describe('who counts for a country', () => {
  test('a country counts for itself', () => {
    expect(countriesOf(kenya, nowhen)).toEqual(['country:KE'])
  })

  test.each([
    ['GOVERNMENT', ['country:KE']],
    ['MINISTRY', ['country:KE']],
    ['LEGISLATURE', ['country:KE']],
    ['COURT', ['country:KE']],
    ['PARTY', []],
    ['MEDIA', []],
    ['ARMED_GROUP', []],
    ['COMPANY', []],
  ])('an organization of kind %s counts for %j', (kind, countries) => {
    expect(countriesOf(actor('organization:x', 'Organization', { kind, belongsTo: ['country:KE'] }), nowhen)).toEqual(
      countries,
    )
  })

  test.each([
    ['GOV', ['country:KE']],
    ['MIL', ['country:KE']],
    ['COP', ['country:KE']],
    ['JUD', ['country:KE']],
    ['LEG', ['country:KE']],
    ['SPY', []],
    ['OPP', []],
    ['CVL', []],
  ])('a group of sector %s counts for %j', (sector, countries) => {
    expect(countriesOf(actor('group:x', 'Group', { sector, belongsTo: ['country:KE'] }), nowhen)).toEqual(countries)
  })

  test('an official counts by the office held in the country or in its organs, never by one in a party', () => {
    const of = (where: Body) =>
      actor('official:x', 'Official', { offices: [office({ body: where, fromFirst: '2020-01-01' })] })
    expect(countriesOf(of(kenya), may)).toEqual(['country:KE'])
    expect(countriesOf(of(government), may)).toEqual(['country:KE'])
    expect(countriesOf(of(party), may)).toEqual([])
    expect(countriesOf(of(kenya), nowhen)).toEqual([])
  })

  test('nobody known counts for nobody', () => {
    expect(countriesOf(undefined, may)).toEqual([])
  })
})

describe('an office was held', () => {
  test('within bounds that are known, a missing one being open', () => {
    expect(held(office({ fromFirst: '2025-05-31' }), may)).toBe(true)
    expect(held(office({ fromFirst: '2025-06-01' }), may)).toBe(false)
    expect(held(office({ toLast: '2025-05-01' }), may)).toBe(true)
    expect(held(office({ toLast: '2025-04-30' }), may)).toBe(false)
  })

  test('where a source names it for an overlapping date, not for one nearby', () => {
    const attested = (day: string) => office({ attestedOnFirst: [day], attestedOnLast: [day] })
    expect(held(attested('2025-05-31'), may)).toBe(true)
    expect(held(attested('2025-06-01'), may)).toBe(false)
  })

  test('where the words at hand name it, whenever that was', () => {
    expect(held(office({ evidence: ['passage:a'] }), { passages: ['passage:a'] })).toBe(true)
    expect(held(office({ evidence: ['passage:b'] }), { passages: ['passage:a'] })).toBe(false)
  })
})

describe('the part of a country for which others act', () => {
  const actors = new Map([kenya, government, party].map((each) => [each.id, each]))
  const part = (id: string, role: string, more: Partial<Part> = {}): Part => {
    const properties = {
      role,
      certainty: 'CERTAIN',
      evidence: [`passage:${id}`],
      claims: [`claim:${id}`],
      derived: false,
    }
    return { actor: id, role, properties, ...more }
  }
  const negotiated = (...parts: Part[]) =>
    derivedParticipation('negotiation:x', parts, actors, () => nowhen).map(({ from, key, properties }) => [
      from,
      key,
      properties.evidence,
    ])

  test('is that of a party where its side negotiated, on the same evidence', () => {
    expect(derivedParticipation('negotiation:x', [part(government.id, 'NEGOTIATOR')], actors, () => nowhen)).toEqual([
      {
        type: 'PARTICIPATED_IN',
        from: 'country:KE',
        to: 'negotiation:x',
        key: 'PARTY||true',
        properties: {
          key: 'PARTY||true',
          role: 'PARTY',
          derived: true,
          certainty: 'CERTAIN',
          evidence: ['passage:organization:government'],
          evidenceCount: 1,
          claims: ['claim:organization:government'],
          claimCount: 1,
        },
      },
    ])
  })

  test('is nothing where the country is a party itself', () => {
    expect(negotiated(part(government.id, 'NEGOTIATOR'), part(kenya.id, 'PARTY'))).toEqual([])
  })

  test('is that of a party though the country is also the host', () => {
    expect(negotiated(part(government.id, 'PARTY'), part(kenya.id, 'HOST'))).toEqual([
      ['country:KE', 'PARTY||true', ['passage:organization:government']],
    ])
  })

  test('stays prospective where its side is only thought of, and keeps other roles as they are', () => {
    expect(negotiated(part(government.id, 'PROSPECTIVE'))).toEqual([
      ['country:KE', 'PROSPECTIVE||true', ['passage:organization:government']],
    ])
    expect(negotiated(part(government.id, 'MEDIATOR'))).toEqual([
      ['country:KE', 'MEDIATOR||true', ['passage:organization:government']],
    ])
  })

  test('is nothing through a party, and goes by whom somebody acted for before anything else', () => {
    expect(negotiated(part(party.id, 'NEGOTIATOR'))).toEqual([])
    expect(negotiated(part(party.id, 'NEGOTIATOR', { onBehalfOf: 'country:KE' }))).toEqual([
      ['country:KE', 'PARTY||true', ['passage:organization:party']],
    ])
    expect(negotiated(part(government.id, 'NEGOTIATOR', { onBehalfOf: party.id }))).toEqual([])
  })

  test('in an agreement is one, of the strongest role of its side and with its dates', () => {
    const signed = part(government.id, 'PARTY')
    signed.properties.signedOn = '2025-06-01'
    const made = derivedParties('agreement:x', [part(government.id, 'SIGNATORY'), signed], actors, () => nowhen)
    expect(
      made.map(({ from, key, properties }) => [from, key, properties.role, properties.signedOn, properties.derived]),
    ).toEqual([['country:KE', '', 'PARTY', '2025-06-01', true]])
    expect(derivedParties('agreement:x', [signed, part(kenya.id, 'SIGNATORY')], actors, () => nowhen)).toEqual([])
  })
})
