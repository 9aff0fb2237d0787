import { groupBy, identityKey } from './assertion.js'
import { support } from './project.js'
import type { Relation } from './project.js'
import type { Properties } from './stored.js'

/**
 * Who acts for a country counts for it: see *Roll-up* in docs/graph.md. Here is the rule itself, over plain records;
 * `derive.ts` reads these from the graph and writes what follows from them.
 */

/** A country, or what may act for one. */
export interface Body {
  id: string
  /** Name of its declared type. */
  type: string
  kind?: string | null
  sector?: string | null
  /** Ids of the countries it belongs to. */
  belongsTo: string[]
}

/** An office held in a body, with the days it can be known for. */
export interface Office {
  fromFirst?: string | null
  toLast?: string | null
  attestedOnFirst?: string[] | null
  attestedOnLast?: string[] | null
  /** Ids of the passages that name the office. */
  evidence: string[]
  body: Body
}

/** An actor with all that decides for which countries it counts. */
export interface Actor extends Body {
  offices: Office[]
}

/** When something was done or said, as ISO days (undefined where no source says), and the passages that tell of it. */
export interface Moment {
  first?: string
  last?: string
  passages: string[]
}

const organKinds = ['GOVERNMENT', 'MINISTRY', 'LEGISLATURE', 'COURT']
const organSectors = ['GOV', 'MIL', 'COP', 'JUD', 'LEG']

/** The countries whose part a body takes: its own, as their organ; a country is its own. Never those of a party, a newspaper or a critic. */
function countriesOfBody(body: Body): string[] {
  if (body.type === 'Country') return [body.id]
  const acts =
    body.type === 'Organization' ? organKinds.includes(body.kind ?? '') : organSectors.includes(body.sector ?? '')
  return acts ? body.belongsTo : []
}

/**
 * Whether an office was held then: its own passage says so, its known bounds contain the time, or a source names the
 * office for an overlapping date. To infer it from a date nearby is good enough to show, but not to count.
 */
export function held(office: Office, { first, last, passages }: Moment): boolean {
  if (office.evidence.some((passage) => passages.includes(passage))) return true
  if (first === undefined || last === undefined) return false
  const { fromFirst, toLast, attestedOnFirst, attestedOnLast } = office
  if ((fromFirst && fromFirst > last) || (toLast && toLast < first)) return false
  if (fromFirst || toLast) return true
  return (attestedOnFirst ?? []).some((from, at) => from <= last && (attestedOnLast?.[at] ?? from) >= first)
}

/** The countries that an actor counts for at a time, each once, in order. */
export function countriesOf(actor: Actor | undefined, moment: Moment): string[] {
  if (!actor) return []
  const bodies = actor.offices.filter((office) => held(office, moment)).map(({ body }) => body)
  return [...new Set([...countriesOfBody(actor), ...bodies.flatMap(countriesOfBody)])].sort()
}

/** A part in a negotiation or an agreement, as asserted. */
export interface Part {
  actor: string
  role: string
  onBehalfOf?: string | null
  /** The relationship's properties. */
  properties: Properties
}

/** Roles in an agreement, strongest first: a country for which several act in different roles has the first of theirs. */
const partyRoles = ['PARTY', 'SIGNATORY', 'GUARANTOR', 'DEPOSITARY', 'OBSERVER']

/** Who speaks for a side makes its country a side; other roles are the country's as they are. */
function roleOfCountry(role: string): string {
  return role === 'NEGOTIATOR' ? 'PARTY' : role
}

/** By country, what those who act for it did, each with the role that makes the country's. */
function sides(
  parts: Part[],
  actors: Map<string, Actor>,
  momentOf: (part: Part) => Moment,
): Map<string, (Part & { country: string })[]> {
  const acting = parts.flatMap((part) =>
    countriesOf(actors.get(part.onBehalfOf ?? part.actor), momentOf(part))
      .filter((country) => country !== part.actor)
      .map((country) => ({ ...part, role: roleOfCountry(part.role), country })),
  )
  return groupBy(acting, ({ country }) => country)
}

/**
 * The parts in a negotiation that countries have because others acted for them. A country that is itself asserted as a
 * party has none; one whose side negotiated is a party and nothing else; any other has the roles of those who act for
 * it, without those it is asserted in.
 */
export function derivedParticipation(
  negotiation: string,
  parts: Part[],
  actors: Map<string, Actor>,
  momentOf: (part: Part) => Moment,
): Relation[] {
  return [...sides(parts, actors, momentOf)].flatMap(([country, acting]) => {
    const own = parts.filter(({ actor }) => actor === country).map(({ role }) => role)
    if (own.includes('PARTY')) return []
    const negotiated = acting.some(({ role }) => role === 'PARTY')
    return [...groupBy(acting, ({ role }) => role)]
      .filter(([role]) => (negotiated ? role === 'PARTY' : !own.includes(role)))
      .map(([role, group]) => {
        const values = { role, derived: true }
        const key = identityKey('PARTICIPATED_IN', values)
        return {
          type: 'PARTICIPATED_IN',
          from: country,
          to: negotiation,
          key,
          properties: { key, ...values, ...supportOf(group) },
        }
      })
  })
}

/** The same for an agreement, to which a country is a party once: in the strongest role of its side, on that one's terms and dates. */
export function derivedParties(
  agreement: string,
  parts: Part[],
  actors: Map<string, Actor>,
  momentOf: (part: Part) => Moment,
): Relation[] {
  return [...sides(parts, actors, momentOf)].flatMap(([country, acting]) => {
    if (parts.some(({ actor }) => actor === country)) return []
    const strongest = partyRoles.find((role) => acting.some((part) => part.role === role))
    const group = acting.filter(({ role }) => role === strongest)
    const properties = { ...group[0]!.properties, key: '', derived: true, ...supportOf(group) }
    return [{ type: 'PARTY_TO', from: country, to: agreement, key: '', properties }]
  })
}

/** The same evidence as the parts of those who acted; their claims too. */
function supportOf(group: Part[]): Properties {
  return support(
    group.map(({ properties }) => String(properties.certainty)),
    group.flatMap(({ properties }) => properties.evidence as string[]),
    group.flatMap(({ properties }) => (properties.claims ?? []) as string[]),
  )
}
