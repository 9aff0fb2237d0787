import { reaching, type Thing, type Graph, type Link, type Values } from './graph.js'
import { daysOf, meet } from './dates.js'
import { counterparts, eventCounts, pairTimeline, timeline } from './dealings.js'
import { factsOfDocument, holders, offices, officesOfSpeaker } from './offices.js'
import { paths } from './paths.js'

/** One place in a list: what stands there, and what is said of its standing there. */
export interface Found {
  node: unknown
  edge?: Values
}

export type Source = Thing & Values

/** What a field leads to, in no order, and the order it is given in unless told otherwise: properties of the node, or of the edge. */
export interface List {
  order: string
  reach: (source: Source, args: Values, graph: Graph) => Found[]
}

const found = (nodes: Thing[]): Found[] => nodes.map((node) => ({ node }))
const label = (name: string) => (thing: Thing) => name === '' || thing.is(name)

/** The far ends of a relationship, with the relationship's own properties. */
const along =
  (side: 'out' | 'in', type: string, kind: string) =>
  (source: Thing): Found[] =>
    source[side]
      .filter((link: Link) => link.type === type)
      .map((link) => ({ node: side === 'out' ? link.to : link.from, edge: link.properties }))
      .filter(({ node }) => label(kind)(node))
const to = (type: string, kind: string, order: string): List => ({ order, reach: along('out', type, kind) })
const from = (type: string, kind: string, order: string): List => ({ order, reach: along('in', type, kind) })

/** A list of those that a condition on the edge and the arguments lets through. */
const where = (list: List, holds: (edge: Values, args: Values) => boolean): List => ({
  order: list.order,
  reach: (source, args, graph) => list.reach(source, args, graph).filter(({ edge }) => holds(edge!, args)),
})
const member = (edge: Values, { asOf }: Values): boolean =>
  asOf == null || meet(daysOf(edge.from), daysOf(edge.to), daysOf(asOf)!)
const isParty = (edge: Values): boolean => edge.role === 'PARTY'

/** What is about a topic or something narrower. */
const onTopic = (type: string, kind: string, order: string): List => ({
  order,
  reach: (topic) =>
    found([...new Set(reaching([topic], 'BROADER', true).flatMap((each) => each.from(type)))].filter(label(kind))),
})

const part = 'name id edge.role edge.onBehalfOf edge.derived'
const names: List = { order: 'edge.kind edge.language edge.value', reach: (source) => values(source, 'NAMED') }
const externalIds: List = { order: 'edge.scheme edge.value', reach: (source) => values(source, 'IDENTIFIED_BY') }
const values = (source: Thing, type: string): Found[] =>
  source.to(type).map(({ properties }) => ({ node: properties, edge: properties }))
const eventParts = (list: List): List => ({
  order: list.order,
  reach: (source, args, graph) =>
    list.reach(source, args, graph).map(({ node, edge }) => ({ node, edge: { ...edge, statusAfter: edge!.status } })),
})
/** What a relationship keeps the ids of, in the order it keeps them. */
const kept = (name: string): List => ({
  order: 'edge.at',
  reach: (edge, _args, graph) =>
    ((edge[name] ?? []) as string[]).map((id, at) => ({ node: graph.node(id), edge: { at } })),
})

/** All of a kind. */
const all = (kind: string, order: string): List => ({ order, reach: (_source, _args, graph) => found(graph.all(kind)) })

/** Every list of the schema, by the type that has it. */
export const lists: Record<string, List> = {
  'Query.actors': all('Actor', 'name id'),
  'Query.agreements': all('Agreement', 'id'),
  'Query.claims': all('Claim', 'id'),
  'Query.countries': all('Country', 'name id'),
  'Query.datasets': { order: 'id', reach: datasets },
  'Query.documents': all('Document', 'id'),
  'Query.events': all('Event', 'id'),
  'Query.groups': all('Group', 'name id'),
  'Query.loads': all('Load', 'id'),
  'Query.negotiations': all('Negotiation', 'id'),
  'Query.officials': all('Official', 'name id'),
  'Query.organizations': all('Organization', 'name id'),
  'Query.passages': all('Passage', 'id'),
  'Query.statements': all('Statement', 'id'),
  'Query.terms': all('Term', 'id'),
  'Query.topics': all('Topic', 'label id'),
  'Query.changes': { order: 'edge.sort', reach: changes },
  'Query.disagreements': { order: 'edge.about edge.predicate', reach: disagreements },
  'Query.eventCounts': {
    order: 'edge.less edge.period edge.kind edge.plover edge.sourceId edge.targetId',
    reach: eventCounts,
  },
  'Query.pairTimeline': { order: 'edge.owner edge.day edge.id', reach: pairTimeline },
  'Query.paths': { order: 'edge.length edge.way', reach: paths },
  'Query.resolve': { order: 'edge.at', reach: resolve },

  'Actor.agreements': to('PARTY_TO', 'Agreement', 'id'),
  'Actor.belongsTo': to('BELONGS_TO', 'Country', 'name id'),
  'Actor.counterparts': { order: 'edge.fewer edge.quieter id', reach: counterparts },
  'Actor.eventsInitiated': to('INITIATED', 'Event', 'on id'),
  'Actor.eventsTargeting': from('TARGETED', 'Event', 'on id'),
  'Actor.externalIds': externalIds,
  'Actor.memberships': where(to('MEMBER_OF', 'Organization', 'name id edge.key'), member),
  'Actor.names': names,
  'Actor.negotiations': {
    order: 'id',
    reach: (actor) => found([...new Set(actor.to('PARTICIPATED_IN'))]),
  },
  'Actor.participations': to('PARTICIPATED_IN', 'Negotiation', 'id edge.role edge.onBehalfOf edge.derived'),
  'Actor.statements': to('MADE', 'Statement', 'madeOn id'),
  'Actor.statementsAbout': from('ABOUT', 'Statement', 'madeOn id'),
  'Actor.statementsTo': from('ADDRESSED_TO', 'Statement', 'madeOn id'),
  'Actor.termsGiven': from('GIVEN_BY', 'Term', 'id'),
  'Actor.termsReceived': from('GIVEN_TO', 'Term', 'id'),
  'ActorCounterpartEdge.agreements': { order: 'signedOn id', reach: (edge) => found(edge.agreed as Thing[]) },
  'ActorCounterpartEdge.negotiations': { order: 'startedOn id', reach: (edge) => found(edge.talks as Thing[]) },
  'HasTimeline.timeline': { order: 'edge.owner edge.day edge.id', reach: timeline },
  'Country.groups': from('BELONGS_TO', 'Group', 'name id'),
  'Country.officeholders': { order: 'name id edge.tenureId', reach: holders },
  'Country.organizations': from('BELONGS_TO', 'Organization', 'name id'),
  'Country.preceded': from('SUCCEEDED_BY', 'Country', 'name id'),
  'Country.succeededBy': to('SUCCEEDED_BY', 'Country', 'name id'),
  'Official.offices': { order: 'edge.tenureId', reach: offices },
  'Organization.members': where(from('MEMBER_OF', 'Actor', 'name id edge.key'), member),
  'Organization.officeholders': { order: 'name id edge.tenureId', reach: holders },
  'Organization.statementsReported': from('REPORTED_BY', 'Statement', 'madeOn id'),

  'Negotiation.agreements': to('PRODUCED', 'Agreement', 'signedOn id'),
  'Negotiation.events': eventParts(from('PART_OF', 'Event', 'on id')),
  'Negotiation.externalIds': externalIds,
  'Negotiation.participants': from('PARTICIPATED_IN', 'Actor', part),
  'Negotiation.parties': where(from('PARTICIPATED_IN', 'Actor', part), isParty),
  'Negotiation.partOf': to('PART_OF', 'Negotiation', 'id'),
  'Negotiation.parts': from('PART_OF', 'Negotiation', 'id'),
  'Negotiation.statements': from('ABOUT', 'Statement', 'madeOn id'),
  'Negotiation.terms': to('HAS_TERM', 'Term', 'id'),
  'Negotiation.topics': to('CONCERNS', 'Topic', 'label id'),
  'Agreement.amendedBy': from('AMENDS', 'Agreement', 'signedOn id'),
  'Agreement.amends': to('AMENDS', 'Agreement', 'signedOn id'),
  'Agreement.events': eventParts(from('PART_OF', 'Event', 'on id')),
  'Agreement.externalIds': externalIds,
  'Agreement.modelledOn': to('MODELLED_ON', 'Agreement', 'signedOn id'),
  'Agreement.models': from('MODELLED_ON', 'Agreement', 'signedOn id'),
  'Agreement.negotiations': from('PRODUCED', 'Negotiation', 'startedOn id'),
  'Agreement.parties': from('PARTY_TO', 'Actor', 'name id'),
  'Agreement.replacedBy': from('REPLACES', 'Agreement', 'signedOn id'),
  'Agreement.replaces': to('REPLACES', 'Agreement', 'signedOn id'),
  'Agreement.statements': from('ABOUT', 'Statement', 'madeOn id'),
  'Agreement.terms': to('HAS_TERM', 'Term', 'id'),
  'Agreement.topics': to('CONCERNS', 'Topic', 'label id'),
  'Term.agreements': from('HAS_TERM', 'Agreement', 'id'),
  'Term.externalIds': externalIds,
  'Term.givenBy': to('GIVEN_BY', 'Actor', 'name id'),
  'Term.givenTo': to('GIVEN_TO', 'Actor', 'name id'),
  'Term.negotiations': from('HAS_TERM', 'Negotiation', 'id'),
  'Event.externalIds': externalIds,
  'Event.followed': to('FOLLOWED', 'Event', 'on id'),
  'Event.followedBy': from('FOLLOWED', 'Event', 'on id'),
  'Event.initiators': from('INITIATED', 'Actor', 'name id'),
  'Event.partOf': eventParts(to('PART_OF', 'Fact', 'id')),
  'Event.statements': from('ABOUT', 'Statement', 'madeOn id'),
  'Event.targets': to('TARGETED', 'Actor', 'name id'),
  'Statement.about': {
    order: 'edge.id',
    reach: (statement) =>
      along(
        'out',
        'ABOUT',
        '',
      )(statement).map(({ node, edge }) => ({
        node: { ...edge, node },
        edge: { id: (node as Thing).id },
      })),
  },
  'Statement.addressedTo': to('ADDRESSED_TO', 'Actor', 'name id'),
  'Statement.externalIds': externalIds,
  'Statement.reportedBy': to('REPORTED_BY', 'Organization', 'name id'),
  'Statement.speakerOffices': { order: 'edge.tenureId', reach: officesOfSpeaker },
  'Topic.agreements': onTopic('CONCERNS', 'Agreement', 'id'),
  'Topic.broader': to('BROADER', 'Topic', 'label id'),
  'Topic.externalIds': externalIds,
  'Topic.names': names,
  'Topic.narrower': from('BROADER', 'Topic', 'label id'),
  'Topic.negotiations': onTopic('CONCERNS', 'Negotiation', 'id'),
  'Topic.statements': onTopic('ABOUT', 'Statement', 'madeOn id'),

  'Document.citedBy': from('CITES', 'Document', 'id'),
  'Document.cites': to('CITES', 'Document', 'id'),
  'Document.copies': from('COPY_OF', 'Document', 'id'),
  'Document.copyOf': to('COPY_OF', 'Document', 'id'),
  'Document.correctedBy': from('CORRECTS', 'Document', 'id'),
  'Document.corrects': to('CORRECTS', 'Document', 'id'),
  'Document.facts': { order: 'id', reach: (document, args) => found(factsOfDocument(document, args)) },
  'Document.passages': to('HAS_PASSAGE', 'Passage', 'start id'),
  'Passage.supports': {
    order: 'id',
    reach: (passage) => found(passage.from('EVIDENCED_BY').filter((fact) => fact.properties.standing === true)),
  },
  'Claim.supersededBy': from('SUPERSEDES', 'Claim', 'id'),
  'Claim.supersedes': to('SUPERSEDES', 'Claim', 'id'),
  'Fact.datasets': {
    order: 'id',
    reach: (fact) => found([...new Set(fact.to('FROM').flatMap((load) => load.to('OF')))]),
  },
  'Fact.evidence': to('EVIDENCED_BY', 'Passage', 'id'),
  'Fact.loads': to('FROM', 'Load', 'id'),
  'Dataset.documents': from('IN', 'Document', 'id'),
  'Dataset.loads': from('OF', 'Load', 'id'),
  'Load.facts': from('FROM', 'Fact', 'id'),
  'Asserted.claims': kept('claims'),
  'Asserted.evidence': kept('evidence'),
  'Path.steps': {
    order: 'edge.at',
    reach: (path) => (path.steps as Values[]).map((node, at) => ({ node, edge: { at } })),
  },
  'PathStep.evidence': kept('evidence'),
  'Disagreement.claims': { order: 'id', reach: (disagreement) => found(disagreement.claims as Thing[]) },
}

/** The datasets asked for by their ids, or all. */
function datasets(_source: Source, { ids }: Values, graph: Graph): Found[] {
  return found(graph.all('Dataset').filter(({ id }) => ids == null || (ids as string[]).includes(id)))
}

/** The last thing that became of each node, of what is gone too. */
function changes(_source: Source, { since }: Values, graph: Graph): Found[] {
  const from = since == null ? '' : new Date(since as string).toISOString()
  return graph
    .all('Changed')
    .map(({ properties }) => properties)
    .filter((about) => (about.changeSort as string) >= from)
    .map((about) => {
      const id = (about.removedId ?? about.id) as string
      const edge = { sort: about.changeSort, kind: about.changeKind, at: about.changedAt, nodeId: id }
      const rest = { mergedInto: graph.survivors.get(id), fields: about.changeFields ?? [], loadId: about.changeLoad }
      return { node: graph.node(about.id), edge: { ...edge, ...rest } }
    })
}

/** What standing claims say differently, by what they are about and what they say of it. */
function disagreements(_source: Source, { about }: Values, graph: Graph): Found[] {
  const disputed = new Map<string, { subject: Thing; predicate: string; claims: Thing[] }>()
  for (const claim of graph.all('Claim')) {
    const { corroboration, standing, predicate } = claim.properties
    const subject = claim.to('SUBJECT')[0]
    if (corroboration !== 'DISPUTED' || standing !== true || !subject) continue
    if (about != null && subject.id !== about) continue
    const key = `${subject.id} ${predicate as string}`
    if (!disputed.has(key)) disputed.set(key, { subject, predicate: predicate as string, claims: [] })
    disputed.get(key)!.claims.push(claim)
  }
  return [...disputed.values()].map((node) => ({ node, edge: { about: node.subject.id, predicate: node.predicate } }))
}

/** What identifiers of other schemes stand for, in the order they were given. */
function resolve(_source: Source, { externalIds: given }: Values, graph: Graph): Found[] {
  return (given as { scheme: string; value: string }[]).map(({ scheme, value }, at) => {
    const known = graph
      .all('ExternalId')
      .find((each) => each.properties.scheme === scheme && each.properties.value === value)
    return { node: { scheme, value, node: known?.from('IDENTIFIED_BY')[0] }, edge: { at } }
  })
}
