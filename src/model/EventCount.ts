import { Actor } from './Actor.js'
import { Connection, EdgeType, Enum, Int, One, Property, Root } from './declare.js'
import { Problem } from '../problem.js'
import { Event, EventFilter, EventKind, Plover } from './Event.js'
import { countedOn } from './facets.js'

export const EventCountDimension = Enum('EventCountDimension', 'What events are counted by.', {
  MONTH:
    'The month an event may have happened in first, such as `2025-05`; the last where the beginning is open. Not together with YEAR.',
  YEAR: 'The year an event may have happened in first; the last where the beginning is open.',
  KIND: 'Its kind.',
  PLOVER: 'Its PLOVER type.',
  SOURCE: 'Who brought it about: the country for which it counts, else the actor itself.',
  TARGET: 'Whom it was directed at: the country for which it counts, else the actor itself.',
})

/** What an event is counted by, for each dimension: its value's name, and Cypher for the value of `node`. */
const values: Record<string, [name: string, cypher: string]> = {
  MONTH: ['period', `substring(${countedOn('on')}, 0, 7)`],
  YEAR: ['period', `substring(${countedOn('on')}, 0, 4)`],
  KIND: ['kind', 'node.kind'],
  PLOVER: ['plover', 'node.plover'],
}

/** The countries that an event counts for at one of its ends, else the actors there. */
const counting = (relationship: string, ends: string, one: string): string => `CALL (event) {
        MATCH (event)-[:${relationship}]->(actor:Actor)
        WITH collect(actor) AS actors
        WITH actors, [actor IN actors WHERE actor:Country] AS countries
        RETURN CASE countries WHEN [] THEN actors ELSE countries END AS ${ends}
      }
      UNWIND CASE ${ends} WHEN [] THEN [null] ELSE ${ends} END AS ${one}`

/** Counts a filtered list by the dimensions asked for. No more is read of an event than those are made of. */
function counted(by: string[]): string {
  const plain = [...new Set(by)].flatMap((dimension) => (values[dimension] ? [values[dimension]] : []))
  const ends = [
    ...(by.includes('SOURCE') ? [{ one: 'source', clauses: counting('COUNTS_FROM', 'sources', 'source') }] : []),
    ...(by.includes('TARGET') ? [{ one: 'target', clauses: counting('COUNTS_TO', 'targets', 'target') }] : []),
  ]
  const names = [...plain.map(([name]) => name), ...ends.map(({ one }) => one)]
  const or = (name: string, value: string): string => (names.includes(name) ? value : 'null')
  const texts = ['period', 'kind', 'plover'].map((name) => (names.includes(name) ? `coalesce(${name}, '')` : "''"))
  const ids = ['source', 'target'].map((name) => (names.includes(name) ? `coalesce(${name}.id, '')` : "''"))
  return `nodes
      WITH node AS event${plain.map(([name, cypher]) => `, ${cypher} AS ${name}`).join('')}
      ${ends.map(({ clauses }) => `${clauses}\n      `).join('')}WITH ${names.join(', ')}, count(event) AS count
      WITH {
        period: ${or('period', 'period')}, kind: ${or('kind', 'kind')}, plover: ${or('plover', 'plover')}, count: count,
        sources: ${or('source', 'CASE WHEN source IS NULL THEN [] ELSE [source] END')}, targets: ${or('target', 'CASE WHEN target IS NULL THEN [] ELSE [target] END')},
        rank: ${["right('000000000' + toString(999999999 - count), 9)", ...texts, ...ids].join(" + '|' + ")}
      } AS edge`
}

/** How many events there are of one combination of what was asked for. */
@EdgeType({ description: 'How many events there are of one combination of the dimensions asked for.' })
export class EventCount {
  @Property(() => String, {
    nullable: true,
    description: 'The month or year; null where it was not asked for, and for events without a date.',
  })
  period?: string

  @Property(() => EventKind, { nullable: true, description: 'The kind; null where it was not asked for.' })
  kind?: keyof typeof EventKind

  @Property(() => Plover, {
    nullable: true,
    description: 'The PLOVER type; null where it was not asked for, and for events not coded.',
  })
  plover?: keyof typeof Plover

  @One(() => Actor, {
    match: 'UNWIND coalesce(this.sources, []) AS node',
    nullable: true,
    description: 'Who brought them about; null where it was not asked for, and where no source says.',
  })
  source?: Actor

  @One(() => Actor, {
    match: 'UNWIND coalesce(this.targets, []) AS node',
    nullable: true,
    description: 'Whom they were directed at; null where it was not asked for, and where no source says.',
  })
  target?: Actor

  @Property(() => Int, {
    description: 'How many events. One with several sources or targets counts once for each of them.',
  })
  count!: number

  @Root(
    Connection(() => EventCount, {
      over: () => Event,
      filter: () => EventFilter,
      args: {
        by: {
          type: () => EventCountDimension,
          list: true,
          min: 1,
          max: 5,
          description: 'What to count by; MONTH and YEAR exclude one another.',
        },
      },
      derive: ({ by }) => {
        const given = by as string[]
        if (given.length > 0 && !(given.includes('MONTH') && given.includes('YEAR'))) return {}
        const message = given.length === 0 ? 'by: nothing to count by.' : 'by: MONTH and YEAR exclude one another.'
        throw new Problem('BAD_USER_INPUT', message, { hint: 'Give at least one dimension, and one period at most.' })
      },
      match: ({ by }) => counted(by as string[]),
      order: 'node.rank',
      max: 250,
      description:
        'Events counted by any of month, year, kind, PLOVER type, source and target. Most frequent first. What somebody did who acts for a country counts for the country. For the most active pairs of a year, filter by date and count by SOURCE and TARGET.',
    }),
  )
  static eventCounts: unknown
}
