import type { Graph, Thing, Values } from './graph.js'
import type { Source } from './lists.js'
import { statusAsOf } from './offices.js'

type One = (source: Source, args: Values, graph: Graph) => Thing | undefined

const kinds =
  'Agreement Claim Country Dataset Document Event Group Load Negotiation Official Organization Passage Statement Term Topic'
const lookUp =
  (kind: string): One =>
  (_source, { id }, graph) => {
    const node = graph.node(id)
    return node?.is(kind) ? node : undefined
  }

/** Fields that lead to one thing. */
export const ones: Record<string, One> = {
  ...Object.fromEntries(kinds.split(' ').map((kind) => [`Query.${kind.toLowerCase()}`, lookUp(kind)])),
  'Query.country': (source, args, graph) =>
    args.code == null
      ? lookUp('Country')(source, args, graph)
      : graph.all('Country').find(({ properties }) => properties.code === args.code),
  'Statement.speaker': (statement) => statement.from('MADE')[0],
  'Document.dataset': (document) => document.to('IN')[0],
  'Passage.document': (passage) => passage.from('HAS_PASSAGE')[0],
  'Claim.subject': (claim) => claim.to('SUBJECT')[0],
  'Claim.object': (claim) => claim.to('OBJECT')[0],
  'Dataset.lastLoad': (dataset) => [...dataset.from('OF')].sort((a, b) => (a.id < b.id ? 1 : -1))[0],
  'Load.dataset': (load) => load.to('OF')[0],
  'ActorParticipationEdge.onBehalfOf': (edge, _args, graph) => graph.node(edge.onBehalfOf),
  'NegotiationParticipationEdge.onBehalfOf': (edge, _args, graph) => graph.node(edge.onBehalfOf),
  'NodeChangeEdge.load': (edge, _args, graph) => graph.node(edge.loadId),
}

/** Fields worked out as one value. */
export const worked: Record<string, (source: Source, args: Values, graph: Graph) => unknown> = {
  'Agreement.statusAsOf': statusAsOf,
  'Negotiation.statusAsOf': statusAsOf,
  'Load.status': (load) => (load.properties.finishedAt == null ? 'INCOMPLETE' : 'COMPLETE'),
  'About.graphRevision': (_source, _args, graph) =>
    String((graph.all('Revision')[0]?.properties.n as number | undefined) ?? 0),
  'Asserted.claimsCount': (edge) => edge.claimCount ?? 0,
  'Asserted.evidenceCount': (edge) => edge.evidenceCount ?? 0,
  'PathStep.evidenceCount': (step) => step.evidenceCount ?? 0,
}

/** Fields that stand as they are: in the node, in the relationship, or in what was worked out for the place. */
const stored: Record<string, string> = {
  Node: 'id',
  Fact: 'certainty corroboration standing',
  Asserted: 'certainty',
  Actor: 'name',
  Country: 'alpha3 capital code existedFrom existedTo kind officialName region subregion',
  Official: 'anonymous',
  Organization: 'kind',
  Group: 'sector',
  Negotiation: 'endedOn startedOn status summary title',
  Agreement: 'binding endedOn inForceOn kind lineage participation signedOn status summary title',
  Term: 'kind status text',
  Event: 'affected cameo kind on plover summary',
  Statement: 'act kind madeOn stance text venue',
  Topic: 'label',
  Document: 'kind language publishedOn publisher sha256 status title url',
  Passage: 'end prefix start suffix text',
  Claim: 'dateAnchor dateText method polarity predicate qualifiers recordedFrom recordedTo score validOn value',
  Dataset: 'citation factCount license publisher rights title url version',
  Load: 'created finishedAt removed sourceSha256 startedAt toolVersion updated',
  Name: 'kind language value',
  ExternalId: 'scheme value',
  StatementSubject: 'node stance',
  ActorParticipationEdge: 'derived role',
  NegotiationParticipationEdge: 'derived role',
  ActorAgreementPartyEdge: 'consent consentOn derived inForceOn role signedOn withdrewOn',
  AgreementAgreementPartyEdge: 'consent consentOn derived inForceOn role signedOn withdrewOn',
  ActorCounterpartEdge: 'agreementCount negotiationCount statementCount',
  ActorMembershipEdge: 'from role to',
  OrganizationMembershipEdge: 'from role to',
  ActorTenureEdge: 'attestedOn basis from number of office tenureId title to',
  OfficialTenureEdge: 'attestedOn basis from number of office tenureId title to',
  Tenure: 'attestedOn basis from number of office tenureId title to',
  CountrySuccessionEdge: 'kind on',
  EventEventPartEdge: 'statusAfter',
  EventEventSequenceEdge: 'relation',
  EventWholeEventPartEdge: 'statusAfter',
  NodeChangeEdge: 'at fields kind mergedInto nodeId',
  TimelineItemTimelineEntryEdge: 'on statusAfter',
  ValueCount: 'count value',
  ActorCount: 'actor count',
  CountryCount: 'count country',
  TopicCount: 'count topic',
  PairCount: 'a b count',
  EventCount: 'count kind period plover source target',
  Disagreement: 'predicate subject',
  Resolution: 'node scheme value',
  Path: 'length',
  PathStep: 'forward from relationship to',
}

for (const [type, names] of Object.entries(stored)) {
  for (const name of names.split(' '))
    worked[`${type}.${name}`] = (source) => {
      const values = (source.properties as Values | undefined) ?? source
      return values[name] ?? (name === 'attestedOn' ? [] : null)
    }
}
