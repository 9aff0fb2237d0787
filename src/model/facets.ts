// First, so that the functions below work while the type files, which import one another in a cycle, are still loading.
import { EdgeType, Int, Many, One, Property } from './declare.js'
import { beginning } from './PartialDate.js'
import { Actor } from './Actor.js'
import { Country } from './Country.js'
import { Topic } from './Topic.js'

/** How often a value stands in a list. */
@EdgeType({ description: 'How often a value stands in a list.' })
export class ValueCount {
  @Property(() => String, { description: 'The value: the name of an enum’s value, a year, a text.' })
  value!: string

  @Property(() => Int, { description: 'How many in the whole filtered list have it.' })
  count!: number
}

/** How many of a list are about a topic. */
@EdgeType({ description: 'How many of a list are about a topic or something narrower.' })
export class TopicCount {
  @One(() => Topic, { match: 'UNWIND [this.node] AS node', description: 'The topic.' })
  topic!: Topic

  @Property(() => Int, { description: 'How many in the whole filtered list are about it.' })
  count!: number
}

/** How many of a list a country has part in. */
@EdgeType({ description: 'How many of a list a country has part in.' })
export class CountryCount {
  @One(() => Country, { match: 'UNWIND [this.node] AS node', description: 'The country.' })
  country!: Country

  @Property(() => Int, { description: 'How many in the whole filtered list it has part in.' })
  count!: number
}

/** How many of a list an actor has part in. */
@EdgeType({ description: 'How many of a list an actor has part in.' })
export class ActorCount {
  @One(() => Actor, { match: 'UNWIND [this.node] AS node', description: 'The actor.' })
  actor!: Actor

  @Property(() => Int, { description: 'How many in the whole filtered list it has part in.' })
  count!: number
}

/** How many of a list two countries share. */
@EdgeType({ description: 'How many of a list two countries share.' })
export class PairCount {
  @One(() => Country, { match: 'UNWIND [this.a] AS node', description: 'The one whose id comes first.' })
  a!: Country

  @One(() => Country, { match: 'UNWIND [this.b] AS node', description: 'The other.' })
  b!: Country

  @Property(() => Int, { description: 'How many in the whole filtered list both have part in.' })
  count!: number
}

/** Counts a filtered list by a value: Cypher over `node`. Most frequent first. */
export function CountBy(value: string, description: string): ReturnType<typeof Many> {
  return Many(() => ValueCount, {
    match: `nodes
      WITH toString(${value}) AS value, count(*) AS count WHERE value IS NOT NULL
      WITH {value: value, count: count} AS edge`,
    order: 'edge.count DESC, edge.value',
    count: 'none',
    size: 50,
    description,
  })
}

/** The day that tells for which period `node` counts: that on which a date starts, or where its start is open, ends. */
export function countedOn(date: string): string {
  return `CASE WHEN node.${date}First = '${beginning}' THEN node.${date}Last ELSE node.${date}First END`
}

/** Counts a filtered list by the year of a date. An interval counts for the year it starts in. Latest first. */
export function CountYears(date: string, description: string): ReturnType<typeof Many> {
  return Many(() => ValueCount, {
    match: `nodes
      WITH substring(${countedOn(date)}, 0, 4) AS value, count(*) AS count
      WHERE value IS NOT NULL
      WITH {value: value, count: count} AS edge`,
    order: 'edge.value DESC',
    count: 'none',
    size: 50,
    description,
  })
}

/** Counts a filtered list by a value of things near by: a pattern from `(node)` to `(other)`. Most frequent first. */
export function CountThrough(pattern: string, value: string, description: string): ReturnType<typeof Many> {
  return Many(() => ValueCount, {
    match: `nodes
      MATCH ${pattern}
      WITH DISTINCT node, toString(${value}) AS value
      WITH value, count(*) AS count WHERE value IS NOT NULL
      WITH {value: value, count: count} AS edge`,
    order: 'edge.count DESC, edge.value',
    count: 'none',
    size: 50,
    description,
  })
}

/** Counts a filtered list by nodes near by: a pattern from `(node)` to `(other)`, each counted once for one of the list. */
export function CountNear(type: () => object, pattern: string, description: string): ReturnType<typeof Many> {
  return Many(type, {
    match: `nodes
      MATCH ${pattern}
      WITH DISTINCT node, other
      WITH other, count(*) AS count
      WITH {node: other, count: count, id: other.id} AS edge`,
    order: 'edge.count DESC, edge.id',
    count: 'none',
    size: 20,
    description,
  })
}

/** Counts a filtered list by pairs of countries that have part in one and the same: a pattern from `(node)` to `(side)`, a country. */
export function CountPairs(pattern: string, description: string): ReturnType<typeof Many> {
  return Many(() => PairCount, {
    match: `nodes
      WITH COLLECT { MATCH ${pattern} RETURN DISTINCT side } AS sides
      UNWIND sides AS a
      UNWIND sides AS b
      WITH a, b WHERE a.id < b.id
      WITH a, b, count(*) AS count
      WITH {a: a, b: b, count: count, id: a.id + '|' + b.id} AS edge`,
    order: 'edge.count DESC, edge.id',
    count: 'none',
    size: 20,
    description,
  })
}
