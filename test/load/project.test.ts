import type { Assertion } from '../../src/load/assertion.js'
import { latestStatus, projectProperty, projectRelations } from '../../src/load/project.js'
import { blankSorts, edgeTypes, propertyOf, stored, storedNode, typeOf } from '../../src/load/stored.js'

const negotiation = typeOf('negotiation:fish-talks')
const title = propertyOf(negotiation, 'title')!

/** An assertion by a claim with this id, about the title of the talks unless told otherwise. */
function says(fact: string, more: Partial<Assertion> = {}): Assertion {
  return {
    fact: `claim:${fact}`,
    claim: true,
    predicate: 'title',
    subject: 'negotiation:fish-talks',
    value: fact,
    qualifiers: {},
    certainty: 'CERTAIN',
    polarity: 'POSITIVE',
    evidence: [`passage:${fact}:0-1`],
    documents: [`document:${fact}`],
    publishedOn: '',
    ...more,
  }
}

describe('a property', () => {
  test('has the value of the surest claim, whatever its date', () => {
    const claims = [says('b', { certainty: 'PROBABLE', publishedOn: '2025-06-01' }), says('c')]
    expect(projectProperty(title, claims)).toBe('c')
  })

  test('has the value of the later source among claims as sure, an undated one being oldest', () => {
    const claims = [says('a'), says('b', { publishedOn: '2024-01-01' }), says('c', { publishedOn: '2025-01-01' })]
    expect(projectProperty(title, claims)).toBe('c')
    expect(projectProperty(title, claims.slice(0, 2))).toBe('b')
  })

  test('has the value of the claim of lower id where nothing else decides', () => {
    expect(projectProperty(title, [says('b'), says('a')])).toBe('a')
  })

  test('is unknown where claims only deny', () => {
    expect(projectProperty(title, [says('a', { polarity: 'NEGATIVE' })])).toBeUndefined()
  })

  test('has the type that is declared, though claims are text', () => {
    const binding = propertyOf(typeOf('agreement:fish-pact'), 'binding')!
    expect(projectProperty(binding, [says('a', { predicate: 'binding', value: 'false' })])).toBe(false)
  })
})

describe('a status', () => {
  const first = { event: 'event:a', status: 'ONGOING', onFirst: '2025-05-05', onLast: '2025-05-05' }

  test('is what the latest dated event brought about', () => {
    const later = { event: 'event:b', status: 'CONCLUDED', onFirst: '2025-06-01', onLast: '2025-06-30' }
    const undated = { event: 'event:c', status: 'SUSPENDED', onFirst: null, onLast: null }
    expect(latestStatus([first, later, undated])).toBe('CONCLUDED')
    expect(latestStatus([undated])).toBeUndefined()
  })

  test('is that of the lower id among events of one day', () => {
    expect(latestStatus([{ ...first, event: 'event:b', status: 'COLLAPSED' }, first])).toBe('ONGOING')
  })

  test('is not decided by an event just because nobody knows when it ended', () => {
    const open = { event: 'event:b', status: 'PROPOSED', onFirst: '2020-01-01', onLast: '9999-12-31' }
    expect(latestStatus([open, first])).toBe('ONGOING')
  })
})

describe('a relationship', () => {
  const office = (fact: string, qualifiers: Record<string, unknown>, more: Partial<Assertion> = {}) =>
    says(fact, {
      predicate: 'HELD_OFFICE',
      subject: 'official:jane-doe',
      object: 'country:KE',
      value: undefined,
      qualifiers: { tenureId: 'one', title: 'minister', office: 'MINISTER', ...qualifiers },
      ...more,
    })

  test('joins what several claims say of one tenure: the best of each value, every attestation, all the evidence', () => {
    const claims = [
      office('a', { attestedOn: ['2025-05'], title: 'the minister' }, { certainty: 'PROBABLE' }),
      office('b', { from: '2024', attestedOn: ['2025-01-02', '2025-05'] }),
    ]
    expect(projectRelations(edgeTypes().get('HELD_OFFICE'), claims)).toEqual([
      {
        type: 'HELD_OFFICE',
        from: 'official:jane-doe',
        to: 'country:KE',
        key: 'one',
        properties: {
          key: 'one',
          tenureId: 'one',
          title: 'minister',
          office: 'MINISTER',
          from: '2024',
          fromFirst: '2024-01-01',
          fromLast: '2024-12-31',
          attestedOn: ['2025-01-02', '2025-05'],
          attestedOnFirst: ['2025-01-02', '2025-05-01'],
          attestedOnLast: ['2025-01-02', '2025-05-31'],
          certainty: 'CERTAIN',
          evidence: ['passage:a:0-1', 'passage:b:0-1'],
          evidenceCount: 2,
          claims: ['claim:a', 'claim:b'],
          claimCount: 2,
        },
      },
    ])
  })

  test('of another tenure is another', () => {
    const made = projectRelations(edgeTypes().get('HELD_OFFICE'), [office('a', {}), office('b', { tenureId: 'two' })])
    expect(made.map(({ key }) => key)).toEqual(['one', 'two'])
  })

  test('does not exist where it is only denied', () => {
    expect(projectRelations(edgeTypes().get('HELD_OFFICE'), [office('a', {}, { polarity: 'NEGATIVE' })])).toEqual([])
  })

  test('that an event carries has its evidence and no claims, and names no more than ten passages', () => {
    const evidence = Array.from({ length: 12 }, (_, at) => `passage:a:${at + 10}-99`)
    const carried = says('a', {
      fact: 'event:walkout',
      claim: false,
      predicate: 'PART_OF',
      subject: 'event:walkout',
      object: 'negotiation:fish-talks',
      evidence,
    })
    const [relation] = projectRelations(edgeTypes().get('PART_OF'), [carried])
    expect(relation?.properties).toEqual({
      key: '',
      certainty: 'CERTAIN',
      evidence: evidence.slice(0, 10),
      evidenceCount: 12,
      claimCount: 0,
    })
  })

  test('in a negotiation is told by role and by whom it was for, and says that nobody worked it out', () => {
    const part = (fact: string, qualifiers: Record<string, unknown>) =>
      says(fact, { predicate: 'PARTICIPATED_IN', subject: 'country:CH', object: 'negotiation:fish-talks', qualifiers })
    const made = projectRelations(edgeTypes().get('PARTICIPATED_IN'), [
      part('a', { role: 'HOST' }),
      part('b', { role: 'NEGOTIATOR', onBehalfOf: 'country:KE' }),
      part('c', { role: 'HOST' }),
    ])
    expect(made.map(({ key, properties }) => [key, properties.derived, properties.claimCount])).toEqual([
      ['HOST||false', false, 2],
      ['NEGOTIATOR|country:KE|false', false, 1],
    ])
  })
})

describe('what is stored', () => {
  test('a partial date stands beside the days it can mean', () => {
    expect(stored(negotiation, { startedOn: '2025-05/..' })).toEqual({
      startedOn: '2025-05/..',
      startedOnFirst: '2025-05-01',
      startedOnLast: '9999-12-31',
    })
  })

  test('what is unknown sorts last in both directions, and the id keeps equals apart', () => {
    expect(blankSorts(negotiation, 'negotiation:x')).toEqual({
      titleAsc: '\tnegotiation:x',
      startedOnAsc: '~|negotiation:x',
      startedOnDesc: '!|negotiation:x',
      endedOnAsc: '~|negotiation:x',
      endedOnDesc: '!|negotiation:x',
    })
  })

  test('texts sort without their marks and capitals', () => {
    expect(storedNode(typeOf('country:CI'), 'country:CI', { name: 'Côte d’Ivoire' })).toEqual({
      id: 'country:CI',
      name: 'Côte d’Ivoire',
      nameAsc: "cote d'ivoire\tcountry:CI",
    })
  })
})
