import { getNamedType, getNullableType, isEnumType, isInputObjectType, type GraphQLInputType } from 'graphql'
import { daysOf, meet, within, type Range } from './dates.js'
import { reaching, type Graph, type Thing, type Values } from './graph.js'
import { lists, type Source } from './lists.js'
import { fieldOf, schema } from './schema.js'
import { ones } from './values.js'

/** Ids of what a condition looks at, where that is not simply the field of its name. */
const ids: Record<string, (thing: Thing, derived: boolean) => Thing[]> = {
  'NegotiationFilter.parties': (talks, derived) => parts(talks, 'PARTICIPATED_IN', derived, 'PARTY'),
  'NegotiationFilter.participants': (talks, derived) => parts(talks, 'PARTICIPATED_IN', derived),
  'AgreementFilter.parties': (agreement, derived) => parts(agreement, 'PARTY_TO', derived, 'PARTY'),
  'AgreementFilter.participants': (agreement, derived) => parts(agreement, 'PARTY_TO', derived),
  'NegotiationFilter.topics': (talks) => reaching(talks.to('CONCERNS'), 'BROADER'),
  'AgreementFilter.topics': (agreement) => reaching(agreement.to('CONCERNS'), 'BROADER'),
  'StatementFilter.about': (statement) => reaching(statement.to('ABOUT'), 'BROADER'),
  'TopicFilter.broader': (topic) => reaching(topic.to('BROADER'), 'BROADER'),
}

function parts(thing: Thing, type: string, derived: boolean, role?: string): Thing[] {
  return thing.in
    .filter((link) => link.type === type && (role === undefined || link.properties.role === role))
    .filter((link) => derived || link.properties.derived !== true)
    .map(({ from }) => from)
}

/** Conditions on what is near by, by the field that leads there. */
const near: Record<string, string> = {
  withParticipant: 'participants',
  withParty: 'parties',
  withNegotiation: 'negotiations',
  withAgreement: 'agreements',
  withEvent: 'events',
  withStatement: 'statements',
  withTerm: 'terms',
}

function endedBefore(thing: Thing, statuses: string[], day: number): boolean {
  return thing.in.some(({ type, from, properties }) => {
    const days = daysOf(from.properties.on)
    return type === 'PART_OF' && statuses.includes(properties.status as string) && days !== undefined && days.last < day
  })
}

/** States on a date; on the list of one actor its own dates count too. */
const states: Record<string, (thing: Thing, date: unknown, edge: Values) => boolean> = {
  openAsOf: (talks, date) => {
    const [from, to] = [daysOf(talks.properties.startedOn), daysOf(talks.properties.endedOn)]
    if (!from && !to) return false
    const days = daysOf(date)!
    return meet(from, to, days) && !endedBefore(talks, ['CONCLUDED', 'COLLAPSED'], days.first)
  },
  inForceAsOf: (agreement, date, edge) => {
    const [from, to] = [daysOf(agreement.properties.inForceOn), daysOf(agreement.properties.endedOn)]
    const days = daysOf(date)!
    return (
      from !== undefined &&
      meet(from, to, days) &&
      meet(daysOf(edge.inForceOn), daysOf(edge.withdrewOn), days) &&
      !endedBefore(agreement, ['EXPIRED', 'TERMINATED', 'SUPERSEDED', 'SCRAPPED'], days.first)
    )
  },
}

interface Lists {
  any?: unknown[] | null
  all?: unknown[] | null
  none?: unknown[] | null
  derived?: boolean | null
}

const holds = ({ any, all, none }: Lists, has: (value: unknown) => boolean): boolean =>
  (any == null || any.some(has)) && (all == null || all.every(has)) && (none == null || !none.some(has))

/** Whether a thing passes one condition of a filter. */
function passesOne(
  filter: string,
  name: string,
  type: GraphQLInputType,
  given: unknown,
  thing: Thing,
  edge: Values,
  graph: Graph,
): boolean {
  const bare = getNullableType(type)
  if (states[name]) return states[name](thing, given, edge)
  if (near[name]) {
    const list = fieldOf(lists, filter.replace(/Filter$/, ''), near[name])!
    const nodes = list.reach(thing as Source, {}, graph).map(({ node }) => node as Thing)
    return nodes.some((each) => passes(getNamedType(type).name, given as Values, each, graph))
  }
  if (!isInputObjectType(bare)) return thing.properties[name] === given
  if (bare.name === 'DateFilter') return within(given as Range, daysOf(thing.properties[name]))
  if (isEnumType(elementOf(bare)) || /^(Id|Text)ValuesFilter$/.test(bare.name))
    return holds(given as Lists, (value) => thing.properties[name] === value)
  const kind = filter.replace(/Filter$/, '')
  const { derived } = given as Lists
  const reached = ids[`${filter}.${name}`]?.(thing, derived !== false) ?? [
    ...(fieldOf(lists, kind, name)?.reach(thing as Source, {}, graph) ?? []).map(({ node }) => node as Thing),
    ...[fieldOf(ones, kind, name)?.(thing as Source, {}, graph) ?? []].flat(),
  ]
  const found = reached.map((each) => (each as Thing & { node?: Thing }).node?.id ?? each.id)
  return holds(given as Lists, (id) => found.includes(id as string))
}

const elementOf = (type: GraphQLInputType & { getFields?: unknown }): unknown =>
  isInputObjectType(type) ? getNamedType(type.getFields().any?.type) : undefined

/** Kinds of which some are left out unless the filter, anywhere in it, asks for them. */
const silent: Record<string, { property: string; value: unknown }> = {
  NegotiationFilter: { property: 'status', value: 'CONSIDERED' },
  ClaimFilter: { property: 'standing', value: false },
}

function asksFor(given: Values, property: string, value: unknown): boolean {
  return Object.entries(given).some(([name, each]) => {
    if (each == null) return false
    if (name === 'and' || name === 'or') return (each as Values[]).some((one) => asksFor(one, property, value))
    if (name === 'not') return asksFor(each as Values, property, value)
    return name === property && (each === value || ((each as Lists).any ?? []).includes(value))
  })
}

/** Whether a thing passes a filter of this type; none at all is a filter too. */
export function passes(
  filter: string,
  given: Values | null | undefined,
  thing: Thing,
  graph: Graph,
  edge: Values = {},
): boolean {
  const left = silent[filter]
  if (left && thing.properties[left.property] === left.value && !asksFor(given ?? {}, left.property, left.value))
    return false
  return passesAll(filter, given ?? {}, thing, graph, edge)
}

function passesAll(filter: string, given: Values, thing: Thing, graph: Graph, edge: Values): boolean {
  const type = schema.getType(filter)
  if (!isInputObjectType(type)) throw new Error(`${filter} is no filter`)
  const inner = (each: unknown): boolean => passesAll(filter, each as Values, thing, graph, edge)
  return Object.entries(given).every(([name, value]) => {
    if (value == null) return true
    if (name === 'and') return (value as Values[]).every(inner)
    if (name === 'or') return (value as Values[]).some(inner)
    if (name === 'not') return !inner(value)
    return passesOne(filter, name, type.getFields()[name]!.type, value, thing, edge, graph)
  })
}
