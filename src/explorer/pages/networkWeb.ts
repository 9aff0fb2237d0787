import { readDate } from '../dates'
import { addressOf } from '../routes'
import { nameOf, type Named } from '../parts/Thing'
import type { NetworkNode, NetworkTie } from '../pictures/network'
import { inWords } from '../words'
import type { Around } from './networkQuestion'

export interface Web {
  nodes: NetworkNode[]
  ties: NetworkTie[]
  topics: { id: string; label: string }[]
  /** Things of which not all ties came. */
  cut: NetworkNode[]
}

type Dealing = Extract<Around, { __typename: 'Negotiation' | 'Agreement' }>

/** Puts answers together: each thing and each tie once, however many answers have it. */
export function webOf(answers: Iterable<Around>, expanded: ReadonlySet<string>): Web {
  const nodes = new Map<string, NetworkNode>()
  const ties = new Map<string, NetworkTie>()
  const topics = new Map<string, { id: string; label: string }>()
  const cut = new Map<string, NetworkNode>()

  const thing = (named: Named & { __typename: string }) => {
    const { id } = named
    const node = { id, label: nameOf(named), kind: named.__typename, href: addressOf(id), expanded: expanded.has(id) }
    // The same thing comes with its name from one place and without from another.
    if (!nodes.has(id) || nodes.get(id)!.label === id) nodes.set(id, node)
    return id
  }
  const tie = (
    from: string,
    kind: string,
    to: string,
    { label = inWords(kind), on }: { label?: string; on?: string | null } = {},
  ) => {
    const id = `${from} ${label} ${to}`
    if (from === to) return
    if (!ties.has(id)) ties.set(id, { id, from, to, kind, label, date: readDate(on) })
  }
  const whole = (id: string, ...lists: ({ pageInfo: { hasNextPage: boolean } } | undefined)[]) => {
    if (lists.some((list) => list?.pageInfo.hasNextPage)) cut.set(id, nodes.get(id)!)
  }
  const about = (id: string, of: readonly { id: string; label: string }[]) => {
    for (const topic of of) {
      topics.set(topic.id, { id: topic.id, label: topic.label })
      tie(id, 'CONCERNS', thing({ ...topic, __typename: 'Topic' }))
    }
  }

  /** What negotiations and agreements are alike tied to. */
  const around = (id: string, { events, subjectOf, topics }: Dealing) => {
    for (const { node } of events.edges) tie(thing(node), 'PART_OF', id, { label: 'is part of', on: node.on })
    for (const { node } of subjectOf.edges) tie(thing(node), 'ABOUT', id, { label: 'is about', on: node.madeOn })
    about(id, topics)
    whole(id, events, subjectOf)
  }

  for (const answer of answers) {
    const id = thing(answer)
    switch (answer.__typename) {
      case 'Country':
      case 'Official':
      case 'Organization':
      case 'Group': {
        for (const { role, derived, node } of answer.participations.edges) {
          const to = thing(node)
          tie(id, 'PARTICIPATED_IN', to, { label: takingPart(role, derived), on: node.startedOn })
          for (const other of node.participants.edges) {
            tie(thing(other.node), 'PARTICIPATED_IN', to, {
              label: takingPart(other.role, other.derived),
              on: node.startedOn,
            })
          }
          about(to, node.topics)
        }
        for (const { role, derived, node } of answer.agreements.edges) {
          const to = thing(node)
          tie(id, 'PARTY_TO', to, { label: beingParty(role, derived), on: node.signedOn })
          for (const other of node.parties.edges) {
            tie(thing(other.node), 'PARTY_TO', to, { label: beingParty(other.role, other.derived), on: node.signedOn })
          }
          about(to, node.topics)
        }
        for (const { node } of answer.statements.edges) {
          const said = thing(node)
          tie(id, 'MADE', said, { on: node.madeOn })
          for (const other of node.addressedTo)
            tie(said, 'ADDRESSED_TO', thing(other), { label: 'was said to', on: node.madeOn })
          for (const other of node.about) tie(said, 'ABOUT', thing(other.node), { label: 'is about', on: node.madeOn })
        }
        for (const { node } of answer.statementsAbout.edges) {
          tie(thing(node), 'ABOUT', id, { label: 'is about', on: node.madeOn })
          if (node.speaker) tie(thing(node.speaker), 'MADE', node.id, { on: node.madeOn })
        }
        for (const { node } of answer.eventsInitiated?.edges ?? []) {
          const event = thing(node)
          tie(id, 'INITIATED', event, { on: node.on })
          for (const other of node.targets) tie(event, 'TARGETED', thing(other), { on: node.on })
          for (const other of node.partOf.edges)
            tie(event, 'PART_OF', thing(other.node), { label: 'is part of', on: node.on })
        }
        for (const { node } of answer.eventsTargeting?.edges ?? []) {
          const event = thing(node)
          tie(event, 'TARGETED', id, { on: node.on })
          for (const other of node.initiators) tie(thing(other), 'INITIATED', event, { on: node.on })
        }
        for (const other of answer.belongsTo) tie(id, 'BELONGS_TO', thing(other))
        for (const { node, from } of answer.memberships.edges)
          tie(id, 'MEMBER_OF', thing(node), { label: 'is member of', on: from })
        const offices = answer.__typename === 'Official' ? answer.offices : undefined
        for (const { node, title, from } of offices?.edges ?? []) {
          tie(id, 'HELD_OFFICE', thing(node), { label: `held office (${title}) in`, on: from })
        }
        whole(id, answer.participations, answer.agreements, answer.statements, answer.statementsAbout)
        whole(id, answer.eventsInitiated, answer.eventsTargeting, answer.memberships, offices)
        break
      }
      case 'Negotiation':
        for (const { role, derived, node } of answer.participants.edges) {
          tie(thing(node), 'PARTICIPATED_IN', id, { label: takingPart(role, derived), on: answer.startedOn })
        }
        for (const { node } of answer.outcomes.edges) tie(id, 'PRODUCED', thing(node))
        around(id, answer)
        whole(id, answer.participants, answer.outcomes)
        break
      case 'Agreement':
        for (const { role, derived, node } of answer.parties.edges) {
          tie(thing(node), 'PARTY_TO', id, { label: beingParty(role, derived), on: answer.signedOn })
        }
        for (const { node } of answer.negotiations.edges) tie(thing(node), 'PRODUCED', id)
        around(id, answer)
        whole(id, answer.parties, answer.negotiations)
        break
      case 'Event':
        for (const other of answer.initiators) tie(thing(other), 'INITIATED', id, { on: answer.on })
        for (const other of answer.targets) tie(id, 'TARGETED', thing(other), { on: answer.on })
        for (const { node } of answer.partOf.edges)
          tie(id, 'PART_OF', thing(node), { label: 'is part of', on: answer.on })
        break
      case 'Statement':
        if (answer.speaker) tie(thing(answer.speaker), 'MADE', id, { on: answer.madeOn })
        for (const other of answer.addressedTo)
          tie(id, 'ADDRESSED_TO', thing(other), { label: 'was said to', on: answer.madeOn })
        for (const other of answer.reportedBy)
          tie(id, 'REPORTED_BY', thing(other), { label: 'is reported by', on: answer.madeOn })
        for (const other of answer.about) tie(id, 'ABOUT', thing(other.node), { label: 'is about', on: answer.madeOn })
        break
      case 'Topic':
        for (const { node } of answer.talks.edges) tie(thing(node), 'CONCERNS', id, { on: node.startedOn })
        for (const { node } of answer.treaties.edges) tie(thing(node), 'CONCERNS', id, { on: node.signedOn })
        for (const other of answer.broader) tie(id, 'BROADER', thing(other), { label: 'is narrower than' })
        for (const other of answer.narrower) tie(thing(other), 'BROADER', id, { label: 'is narrower than' })
        whole(id, answer.talks, answer.treaties)
        break
      default:
    }
  }
  const sorted = [...topics.values()].sort((a, b) => a.label.localeCompare(b.label))
  return { nodes: [...nodes.values()], ties: [...ties.values()], topics: sorted, cut: [...cut.values()] }
}

/** What Parley worked out from who acted for whom is marked so. */
const workedOut = (derived: boolean) => (derived ? ' (derived)' : '')

function takingPart(role: string, derived: boolean): string {
  if (role === 'PARTY') return `took part${workedOut(derived)} in`
  if (role === 'PROSPECTIVE') return `may take part${workedOut(derived)} in`
  return `took part as ${inWords(role)}${workedOut(derived)} in`
}

function beingParty(role: string, derived: boolean): string {
  return role === 'PARTY' ? `is party${workedOut(derived)} to` : `is ${inWords(role)}${workedOut(derived)} of`
}

/** The most that is drawn: beyond it nobody can read a network. */
const mostNodes = 500

/** What of a web is drawn: without some kinds of ties and of things, and without those with fewest ties where it is too large. */
export function drawn(
  web: Web,
  centre: ReadonlySet<string>,
  { ties: withoutTies, nodes: withoutNodes }: { ties: ReadonlySet<string>; nodes: ReadonlySet<string> },
): { nodes: NetworkNode[]; ties: NetworkTie[]; left: number } {
  const kept = new Map(
    web.nodes.filter(({ id, kind }) => centre.has(id) || !withoutNodes.has(kind)).map((node) => [node.id, node]),
  )
  const ties = web.ties.filter(({ kind, from, to }) => !withoutTies.has(kind) && kept.has(from) && kept.has(to))
  const degree = new Map<string, number>()
  for (const tie of ties) for (const id of [tie.from, tie.to]) degree.set(id, (degree.get(id) ?? 0) + 1)
  const weight = ({ id }: NetworkNode) => (centre.has(id) ? Infinity : (degree.get(id) ?? 0))
  const tied = [...kept.values()].filter((node) => weight(node) > 0)
  if (tied.length <= mostNodes) return { nodes: tied, ties, left: 0 }
  const nodes = tied.sort((a, b) => weight(b) - weight(a)).slice(0, mostNodes)
  const ids = new Set(nodes.map(({ id }) => id))
  return { nodes, ties: ties.filter(({ from, to }) => ids.has(from) && ids.has(to)), left: tied.length - mostNodes }
}
