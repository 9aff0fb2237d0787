import type { Assertion } from '../../src/load/assertion.js'
import { corroborate, independent, origins } from '../../src/load/corroborate.js'
import { edgeTypes, propertyOf, typeOf } from '../../src/load/stored.js'

const none = new Map<string, string[]>()
const talks = typeOf('negotiation:fish-talks')

function status(fact: string, value: string, more: Partial<Assertion> = {}): Assertion {
  return {
    fact,
    claim: true,
    predicate: 'status',
    subject: 'negotiation:fish-talks',
    value,
    qualifiers: {},
    certainty: 'CERTAIN',
    polarity: 'POSITIVE',
    evidence: [],
    documents: ['document:herald'],
    publishedOn: '',
    ...more,
  }
}

const verdicts = (property: string, assertions: Assertion[], sources = none) =>
  Object.fromEntries(corroborate(assertions, sources, { field: propertyOf(talks, property) }))

describe('origins', () => {
  const sources = new Map([
    ['radio', ['herald']],
    ['evening', ['radio', 'gazette']],
    ['ping', ['pong']],
    ['pong', ['ping']],
  ])

  test('are followed through copies and citations to the last', () => {
    expect(origins('herald', sources)).toEqual(['herald'])
    expect(origins('radio', sources)).toEqual(['herald'])
    expect(origins('evening', sources)).toEqual(['gazette', 'herald'])
  })

  test('of documents that cite one another are one', () => {
    expect([origins('ping', sources), origins('pong', sources)]).toEqual([['ping'], ['ping']])
    expect(independent(['ping', 'pong'], sources)).toBe(1)
  })

  test('count once however often they are copied, and one document that cites two is one', () => {
    expect(independent(['herald', 'radio'], sources)).toBe(1)
    expect(independent(['evening'], sources)).toBe(1)
    expect(independent(['evening', 'herald', 'gazette'], sources)).toBe(2)
  })
})

describe('claims about one property', () => {
  test('are of one origin until an independent document says the same', () => {
    expect(verdicts('status', [status('a', 'ONGOING')])).toEqual({ a: 'SINGLE_ORIGIN' })
    const radio = status('b', 'ONGOING', { documents: ['document:radio'] })
    const copy = new Map([['document:radio', ['document:herald']]])
    expect(verdicts('status', [status('a', 'ONGOING'), radio], copy)).toEqual({
      a: 'SINGLE_ORIGIN',
      b: 'SINGLE_ORIGIN',
    })
    expect(verdicts('status', [status('a', 'ONGOING'), radio])).toEqual({ a: 'CORROBORATED', b: 'CORROBORATED' })
  })

  test('are disputed where they differ for times that overlap', () => {
    const both = [status('a', 'ONGOING', { validOn: '2025-05' }), status('b', 'PRELIMINARY', { validOn: '2025-05-05' })]
    expect(verdicts('status', both)).toEqual({ a: 'DISPUTED', b: 'DISPUTED' })
  })

  test('for times apart are not disputed, and one for no time in particular is for all', () => {
    const apart = [status('a', 'ONGOING', { validOn: '2025-05' }), status('b', 'PRELIMINARY', { validOn: '2025-04' })]
    expect(verdicts('status', apart)).toEqual({ a: 'SINGLE_ORIGIN', b: 'SINGLE_ORIGIN' })
    expect(verdicts('status', [...apart, status('c', 'ONGOING')])).toEqual({
      a: 'SINGLE_ORIGIN',
      b: 'DISPUTED',
      c: 'DISPUTED',
    })
  })

  test('agree on dates that overlap', () => {
    const dates = (...values: string[]) => values.map((value, at) => status(`${at}`, value, { predicate: 'startedOn' }))
    expect(verdicts('startedOn', dates('2025', '2025-05'))).toEqual({ 0: 'SINGLE_ORIGIN', 1: 'SINGLE_ORIGIN' })
    expect(verdicts('startedOn', dates('2025-04', '2025-05'))).toEqual({ 0: 'DISPUTED', 1: 'DISPUTED' })
  })

  test('are not disputed where a property may have many wordings', () => {
    const summaries = [status('a', 'one', { predicate: 'summary' }), status('b', 'other', { predicate: 'summary' })]
    expect(verdicts('summary', summaries)).toEqual({ a: 'SINGLE_ORIGIN', b: 'SINGLE_ORIGIN' })
  })

  test('are disputed where one denies what the other says, and not where it denies something else', () => {
    const denial = status('b', 'ONGOING', { polarity: 'NEGATIVE' })
    expect(verdicts('status', [status('a', 'ONGOING'), denial])).toEqual({ a: 'DISPUTED', b: 'DISPUTED' })
    expect(verdicts('status', [status('a', 'CONCLUDED'), denial])).toEqual({ a: 'SINGLE_ORIGIN', b: 'SINGLE_ORIGIN' })
  })
})

describe('claims about one relationship', () => {
  const tenure = (fact: string, qualifiers: Record<string, unknown>, more: Partial<Assertion> = {}) =>
    status(fact, '', {
      predicate: 'HELD_OFFICE',
      subject: 'official:jane-doe',
      object: 'country:KE',
      value: undefined,
      qualifiers: { tenureId: '1', ...qualifiers },
      ...more,
    })
  const judged = (...assertions: Assertion[]) =>
    Object.fromEntries(corroborate(assertions, none, { edge: edgeTypes().get('HELD_OFFICE') }))

  test('are disputed where the bounds of one tenure exclude one another', () => {
    expect(judged(tenure('a', { from: '2023' }), tenure('b', { from: '2024' }))).toEqual({
      a: 'DISPUTED',
      b: 'DISPUTED',
    })
    expect(judged(tenure('a', { from: '2023' }), tenure('b', { to: '2025' }))).toEqual({
      a: 'SINGLE_ORIGIN',
      b: 'SINGLE_ORIGIN',
    })
    expect(judged(tenure('a', { from: '2023' }), tenure('b', { from: '2024', tenureId: '2' }))).toEqual({
      a: 'SINGLE_ORIGIN',
      b: 'SINGLE_ORIGIN',
    })
  })

  test('support one another whatever titles they use', () => {
    const other = tenure('b', { title: 'secretary' }, { documents: ['document:gazette'] })
    expect(judged(tenure('a', { title: 'minister' }), other)).toEqual({ a: 'CORROBORATED', b: 'CORROBORATED' })
  })

  test('are disputed where one denies it', () => {
    expect(judged(tenure('a', {}), tenure('b', {}, { polarity: 'NEGATIVE' }))).toEqual({ a: 'DISPUTED', b: 'DISPUTED' })
  })
})
