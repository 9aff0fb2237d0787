import type { Found, Source } from './lists.js'
import type { Link, Thing, Values } from './graph.js'
import { daysOf, yearsFrom, type Days } from './dates.js'

const organKinds = ['GOVERNMENT', 'MINISTRY', 'LEGISLATURE', 'COURT']
const organSectors = ['GOV', 'MIL', 'COP', 'JUD', 'LEG']
/** Offices that one person at a time holds; others are told apart by their titles too. */
const single = ['HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT', 'FOREIGN_MINISTER', 'PARTY_LEADER']

const attested = (tenure: Values): Days[] => ((tenure.attestedOn ?? []) as string[]).map((text) => daysOf(text)!)
const overlap = (one: Days, other: Days): boolean => one.first <= other.last && one.last >= other.first

/** How we know that an office was held on some days, by the table of docs/graph.md; nothing where we do not. */
function basis(link: Link, days: Days | undefined): string | undefined {
  const { from: holder, to: body, properties: tenure } = link
  if (!days) return undefined
  const [from, to] = [daysOf(tenure.from), daysOf(tenure.to)]
  if ((from && from.first > days.last) || (to && to.last < days.first)) return undefined
  if (from || to) return 'WITHIN_TENURE'
  if (attested(tenure).some((each) => overlap(each, days))) return 'ATTESTED'
  const near = { first: yearsFrom(days.first, -1), last: yearsFrom(days.last, 1) }
  if (!attested(tenure).some((each) => overlap(each, near))) return undefined
  const rivals = body.in.filter(({ type, from: somebody, properties: other }) => {
    if (type !== 'HELD_OFFICE' || somebody === holder || other.office !== tenure.office) return false
    if (!single.includes(tenure.office as string) && other.title !== tenure.title) return false
    const known = attested(other)
    const began = daysOf(other.from)?.first ?? known[0]?.first ?? daysOf(other.to)?.first
    const ended = daysOf(other.to)?.last ?? known.at(-1)?.last ?? daysOf(other.from)?.last
    return began !== undefined && ended !== undefined && overlap({ first: began, last: ended }, near)
  })
  return rivals.length === 0 ? 'INFERRED' : undefined
}

const tenures = (thing: Thing, side: 'in' | 'out'): Link[] => thing[side].filter(({ type }) => type === 'HELD_OFFICE')
const edgeOf = ({ to, properties }: Link, known?: string): Values => ({ ...properties, of: to, basis: known })

/** Who held office in a body, or in a country and its organs. */
export function holders(body: Source, { office, asOf }: Values): Found[] {
  const organs = body.is('Country')
    ? body.from('BELONGS_TO').filter((each) => organKinds.includes(each.properties.kind as string))
    : []
  return [body, ...organs]
    .flatMap((each) => tenures(each, 'in'))
    .filter(({ properties }) => office == null || properties.office === office)
    .map((link) => ({ node: link.from, edge: edgeOf(link, basis(link, daysOf(asOf))) }))
    .filter(({ edge }) => asOf == null || edge.basis !== undefined)
}

/** The offices that somebody held. */
export function offices(official: Source, { office }: Values): Found[] {
  return tenures(official, 'out')
    .filter(({ properties }) => office == null || properties.office === office)
    .map((link) => ({ node: link.to, edge: edgeOf(link) }))
}

/** The offices that a speaker held when a statement was made. */
export function officesOfSpeaker(statement: Source): Found[] {
  const words = statement.to('EVIDENCED_BY').map(({ id }) => id)
  return statement
    .from('MADE')
    .flatMap((speaker) => tenures(speaker, 'out'))
    .map((link) => {
      const own = ((link.properties.evidence ?? []) as string[]).some((id) => words.includes(id))
      const known = own ? 'ATTESTED' : basis(link, daysOf(statement.properties.madeOn))
      const edge = edgeOf(link, known)
      return { node: edge, edge }
    })
    .filter(({ edge }) => edge.basis !== undefined)
}

/** The countries that an actor counts for on some days, by the words of some passages: *Who counts for a country* in docs/graph.md. */
export function countriesOf(actor: Thing, days: Days | undefined, words: string[]): Thing[] {
  const ofBody = (body: Thing): Thing[] => {
    if (body.is('Country')) return [body]
    const { kind, sector } = body.properties
    const acts =
      (body.is('Organization') && organKinds.includes(kind as string)) ||
      (body.is('Group') && organSectors.includes(sector as string))
    return acts ? body.to('BELONGS_TO') : []
  }
  const held = tenures(actor, 'out').filter((link) => {
    if (((link.properties.evidence ?? []) as string[]).some((id) => words.includes(id))) return true
    return ['WITHIN_TENURE', 'ATTESTED'].includes(basis(link, days) ?? '')
  })
  return [...new Set([...ofBody(actor), ...held.flatMap(({ to }) => ofBody(to))])]
}

/** The facts that rest on a document and stand; with `onlySource`, those that nothing else bears out. */
export function factsOfDocument(document: Thing, { onlySource }: Values): Thing[] {
  const facts = new Set(document.to('HAS_PASSAGE').flatMap((passage) => passage.from('EVIDENCED_BY')))
  return [...facts].filter((fact) => {
    const { standing, corroboration } = fact.properties
    if (standing !== true || onlySource !== true) return standing === true
    const sources = fact.to('EVIDENCED_BY').flatMap((passage) => passage.from('HAS_PASSAGE'))
    return corroboration !== 'CORROBORATED' && sources.every((source) => source === document)
  })
}

/** The status as it stood on a date: what the last dated event or claim up to then says; on one day an event before a claim. */
export function statusAsOf(thing: Thing, { date }: Values): string | null {
  const until = daysOf(date)!.last
  const rank: Record<string, number> = { CERTAIN: 1, PROBABLE: 2, POSSIBLE: 3 }
  const events = thing.in
    .filter(({ type, from, properties }) => type === 'PART_OF' && from.is('Event') && properties.status != null)
    .map(({ from, properties }) => ({ status: properties.status, on: from.properties.on, rank: 0, id: from.id }))
  const claims = thing
    .from('SUBJECT')
    .map(({ properties }) => properties)
    .filter(({ predicate, standing, polarity }) => predicate === 'status' && standing && polarity === 'POSITIVE')
    .map(({ value, validOn, certainty, id }) => ({ status: value, on: validOn, rank: rank[certainty as string]!, id }))
  const dated = [...events, ...claims]
    .flatMap((each) => {
      const days = daysOf(each.on)
      return days && days.last <= until ? [{ ...each, day: days.last }] : []
    })
    .sort((a, b) => b.day - a.day || a.rank - b.rank || (String(a.id) < String(b.id) ? -1 : 1))
  return (dated[0]?.status ?? null) as string | null
}
