import type { CachedFigures } from './cached.js'
import type { Result } from './contest.js'

/** What a figure is to be, and what it is. */
export interface Bar {
  against: string
  question: string
  what: string
  wanted: string
  value?: number
  met?: boolean
}

/** Questions on which @neo4j/graphql is to be left far behind. */
const far = ['full-text', 'deep']

const least = (bar: Omit<Bar, 'wanted' | 'met'>, wanted: number): Bar => ({
  ...bar,
  wanted: `≥ ${wanted}`,
  met: bar.value === undefined ? undefined : bar.value >= wanted,
})
const most = (bar: Omit<Bar, 'wanted' | 'met'>, wanted: number): Bar => ({
  ...bar,
  wanted: `≤ ${wanted}`,
  met: bar.value === undefined ? undefined : bar.value <= wanted,
})

const over = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || !other ? undefined : one / other

/** All bars, in the order of the questions. */
export function bars(results: Result[], cached: CachedFigures | undefined, before?: Result[]): Bar[] {
  const all = results.flatMap(({ question, heavy, figures, notes }): Bar[] => {
    const { raw, parley, neo4jGraphql } = figures
    const rate = {
      against: 'driver',
      question,
      what: 'req/s of Parley / of the driver',
      value: over(parley?.rate, raw?.rate),
    }
    const cpu = {
      against: 'driver',
      question,
      what: 'CPU of the database, Parley / driver',
      value: over(parley?.databaseCpu, raw?.databaseCpu),
    }
    const peer = {
      against: '@neo4j/graphql',
      question,
      what: 'req/s of Parley / of @neo4j/graphql',
      value: over(parley?.rate, neo4jGraphql?.rate),
    }
    // One that did not answer within half a minute is slower than one that would have just then.
    if (!neo4jGraphql && notes.neo4jGraphql?.startsWith('over')) peer.value = over(parley?.rate, 1 / 30)
    return [
      least(rate, heavy ? 0.8 : 0.6),
      most(cpu, 1.15),
      ...(notes.neo4jGraphql?.startsWith('cannot') ? [] : [least(peer, far.includes(question) ? 20 : 2.5)]),
    ]
  })
  const fifty = results.find(({ question }) => question === 'fifty-negotiations')?.figures
  if (fifty) {
    all.push(
      most(
        {
          against: 'driver',
          question: 'fifty-negotiations',
          what: 'CPU of the server / of the driver’s process',
          value: over(fifty.parley?.serverCpu, fifty.raw?.serverCpu),
        },
        4,
      ),
    )
    if (cached) {
      all.push(
        least(
          {
            against: 'cached answer',
            question: 'fifty-negotiations',
            what: 'req/s of a cached answer / of the driver',
            value: over(cached.hit?.rate, fifty.raw?.rate),
          },
          15,
        ),
        least(
          {
            against: 'cached answer',
            question: 'fifty-negotiations',
            what: 'req/s of 304 / of a constant answer',
            value: over(cached.notModified?.rate, cached.constant.rate),
          },
          3,
        ),
      )
    }
  }
  for (const { question, figures } of before ?? []) {
    const now = results.find((result) => result.question === question)?.figures.parley
    if (now && figures.parley)
      all.push(
        most(
          { against: 'a smaller graph', question, what: 'p50 here / there', value: now.p50 / figures.parley.p50 },
          1.5,
        ),
      )
  }
  return all
}
