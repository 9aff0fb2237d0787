import { Actor } from './Actor.js'
import { Connection, EdgeType, Enum, Int, One, Property, Root } from './declare.js'
import { Problem } from '../problem.js'
import { Event, EventFilter, EventKind, Plover } from './Event.js'

export const EventCountDimension = Enum('EventCountDimension', 'What events are counted by.', {
  MONTH: 'The month an event may have happened in first, such as `2025-05`. Not together with YEAR.',
  YEAR: 'The year an event may have happened in first.',
  KIND: 'Its kind.',
  PLOVER: 'Its PLOVER type.',
  SOURCE: 'Who brought it about: the country for which it counts, else the actor itself.',
  TARGET: 'Whom it was directed at: the country for which it counts, else the actor itself.',
})

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
    match: 'UNWIND this.sources AS node',
    nullable: true,
    description: 'Who brought them about; null where it was not asked for, and where no source says.',
  })
  source?: Actor

  @One(() => Actor, {
    match: 'UNWIND this.targets AS node',
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
      match: `nodes
      WITH node AS event,
        CASE WHEN 'MONTH' IN $by THEN substring(node.onFirst, 0, 7) WHEN 'YEAR' IN $by THEN substring(node.onFirst, 0, 4) END AS period,
        CASE WHEN 'KIND' IN $by THEN node.kind END AS kind,
        CASE WHEN 'PLOVER' IN $by THEN node.plover END AS plover,
        CASE WHEN 'SOURCE' IN $by THEN COLLECT { MATCH (node)-[:COUNTS_FROM]->(actor:Actor) RETURN actor } ELSE [] END AS from,
        CASE WHEN 'TARGET' IN $by THEN COLLECT { MATCH (node)-[:COUNTS_TO]->(actor:Actor) RETURN actor } ELSE [] END AS to
      WITH event, period, kind, plover, from, to, [actor IN from WHERE actor:Country] AS fromCountries, [actor IN to WHERE actor:Country] AS toCountries
      WITH event, period, kind, plover,
        CASE fromCountries WHEN [] THEN from ELSE fromCountries END AS sources,
        CASE toCountries WHEN [] THEN to ELSE toCountries END AS targets
      UNWIND CASE sources WHEN [] THEN [null] ELSE sources END AS source
      UNWIND CASE targets WHEN [] THEN [null] ELSE targets END AS target
      WITH period, kind, plover, source, target, count(event) AS count
      WITH {
        period: period, kind: kind, plover: plover, count: count,
        sources: CASE WHEN source IS NULL THEN [] ELSE [source] END, targets: CASE WHEN target IS NULL THEN [] ELSE [target] END,
        rank: right('000000000' + toString(999999999 - count), 9) + '|' + coalesce(period, '') + '|' + coalesce(kind, '') + '|' + coalesce(plover, '')
          + '|' + coalesce(source.id, '') + '|' + coalesce(target.id, '')
      } AS edge`,
      order: 'node.rank',
      max: 250,
      description:
        'Events counted by any of month, year, kind, PLOVER type, source and target. Most frequent first. What somebody did who acts for a country counts for the country. For the most active pairs of a year, filter by date and count by SOURCE and TARGET.',
    }),
  )
  static eventCounts: unknown
}
