import type { ReactNode } from 'react'
import { graphql } from '../gql'
import type {
  ActorNameFragment,
  AgreementRowFragment,
  EventRowFragment,
  MomentFragment,
  NegotiationRowFragment,
  StatementRowFragment,
  TermRowFragment,
  TieFragment,
} from '../gql/graphql'
import { addressOf, Link } from '../routes'
import { capital, inWords } from '../words'
import { EvidenceButton, ofFact, ofTie } from './Evidence'
import type { Column } from './List'
import { Certainty, PartialDate, Status } from './Marks'
import { nameOf, quote, ThingLink, ThingLinks } from './Thing'

export const tie = graphql(`
  fragment Tie on Asserted {
    certainty
    claims(first: 10) {
      id
    }
    evidence(first: 3) {
      id
    }
  }
`)

export const negotiationRow = graphql(`
  fragment NegotiationRow on Negotiation {
    __typename
    id
    title
    status
    startedOn
    endedOn
    certainty
  }
`)

export const agreementRow = graphql(`
  fragment AgreementRow on Agreement {
    __typename
    id
    title
    agreementKind: kind
    agreementStatus: status
    signedOn
    inForceOn
    endedOn
    certainty
  }
`)

export const statementRow = graphql(`
  fragment StatementRow on Statement {
    __typename
    id
    text
    act
    madeOn
    certainty
    statementKind: kind
    speaker {
      ...ActorName
    }
    addressedTo(first: 3) {
      ...ActorName
    }
  }
`)

export const eventRow = graphql(`
  fragment EventRow on Event {
    __typename
    id
    summary
    happenedOn: on
    certainty
    eventKind: kind
    initiators(first: 3) {
      ...ActorName
    }
    targets(first: 3) {
      ...ActorName
    }
  }
`)

export const termRow = graphql(`
  fragment TermRow on Term {
    __typename
    id
    text
    certainty
    termKind: kind
    termStatus: status
    givenBy(first: 5) {
      ...ActorName
    }
    givenTo(first: 5) {
      ...ActorName
    }
  }
`)

export const moment = graphql(`
  fragment Moment on TimelineItemTimelineEntryEdge {
    on
    statusAfter
    node {
      ...StatementRow
      ...EventRow
      ...AgreementRow
    }
  }
`)

/** A title that leads to its page, dotted where the thing itself is less than certain. */
export function Title({ of }: { of: { id: string; title: string; certainty?: string | null } }): ReactNode {
  const isUnsure = of.certainty !== undefined && of.certainty !== 'CERTAIN'
  return (
    <>
      <Link to={addressOf(of.id)} className={isUnsure ? 'unsure' : undefined}>
        <bdi>{of.title}</bdi>
      </Link>{' '}
      <Certainty of={of.certainty} />
    </>
  )
}

/** The columns of a list of negotiations, whatever else its entries say. */
export function negotiationColumns<Row extends { node: NegotiationRowFragment }>(): Column<Row>[] {
  return [
    { name: 'Negotiation', text: ({ node }) => node.title, show: ({ node }) => <Title of={node} /> },
    { name: 'Status', text: ({ node }) => inWords(node.status), show: ({ node }) => <Status of={node.status} /> },
    {
      name: 'Began',
      text: ({ node }) => node.startedOn ?? '',
      show: ({ node }) => <PartialDate of={node.startedOn} missing="not known" />,
    },
  ]
}

export function agreementColumns<Row extends { node: AgreementRowFragment }>(): Column<Row>[] {
  return [
    { name: 'Agreement', text: ({ node }) => node.title, show: ({ node }) => <Title of={node} /> },
    { name: 'Kind', text: ({ node }) => inWords(node.agreementKind) },
    {
      name: 'Status',
      text: ({ node }) => inWords(node.agreementStatus ?? ''),
      show: ({ node }) => <Status of={node.agreementStatus} />,
    },
    {
      name: 'Signed',
      text: ({ node }) => node.signedOn ?? '',
      show: ({ node }) => <PartialDate of={node.signedOn} missing="not known" />,
    },
  ]
}

/** Opens what the entry of a list rests on: that the two belong together, as this list says. */
export function evidenceColumn<Row extends Ties>(what: (row: Row) => string): Column<Row> {
  return {
    name: 'Evidence',
    text: (row) => ofTie(row).join(' '),
    show: (row) => <EvidenceButton on={ofTie(row)} of={what(row)} />,
  }
}
type Ties = Pick<TieFragment, 'claims' | 'evidence'>

/** The thing at the far end of a list's entry. */
export function nodeOf<Node>(row: { node: Node }): Node {
  return row.node
}

export const statementColumns: Column<{ node: StatementRowFragment }>[] = [
  { name: 'Words', text: ({ node }) => node.text },
  { name: 'Speaker', text: ({ node }) => node.speaker?.name ?? '' },
  { name: 'To', text: ({ node }) => node.addressedTo.map(({ name }) => name).join('; ') },
  { name: 'Said', text: ({ node }) => node.madeOn ?? '' },
  { name: 'How', text: ({ node }) => inWords(node.statementKind) },
  { name: 'Certainty', text: ({ node }) => inWords(node.certainty) },
  { name: 'Id', text: ({ node }) => node.id },
]

export const eventColumns: Column<{ node: EventRowFragment }>[] = [
  { name: 'What happened', text: ({ node }) => node.summary, show: ({ node }) => <ThingLink of={node} /> },
  { name: 'Kind', text: ({ node }) => inWords(node.eventKind) },
  {
    name: 'When',
    text: ({ node }) => node.happenedOn ?? '',
    show: ({ node }) => <PartialDate of={node.happenedOn} missing="not known" />,
  },
  {
    name: 'By',
    text: ({ node }) => node.initiators.map(({ name }) => name).join('; '),
    show: ({ node }) => <ThingLinks of={node.initiators} />,
  },
  {
    name: 'Evidence',
    text: ({ node }) => node.id,
    show: ({ node }) => <EvidenceButton on={ofFact(node.id)} of={node.summary} />,
  },
]

/** Statements as quoted words, each with who said it, to whom and when. */
export function Statements({ of }: { of: readonly StatementRowFragment[] }): ReactNode {
  return (
    <ul className="entries">
      {of.map((statement) => (
        <li key={statement.id}>
          <StatementEntry of={statement} />
        </li>
      ))}
    </ul>
  )
}

export function StatementEntry({ of, note }: { of: StatementRowFragment; note?: ReactNode }): ReactNode {
  return (
    <>
      <p className="words">
        <Link to={addressOf(of.id)}>
          <bdi>{quote(of.text)}</bdi>
        </Link>{' '}
        <EvidenceButton on={ofFact(of.id)} of={`what was said: ${of.text.slice(0, 60)}`} />
      </p>
      <p className="entry-detail">
        <span>
          <ThingLink of={of.speaker} />
          {of.addressedTo.length > 0 && (
            <>
              {' '}
              to <ThingLinks of={of.addressedTo} />
            </>
          )}
        </span>
        <PartialDate of={of.madeOn} />
        <span>{manner(of.statementKind)}</span>
        <Certainty of={of.certainty} always />
        {note}
      </p>
    </>
  )
}

/** Whether the words are the speaker's or the source's. */
export function manner(kind: string): string {
  switch (kind) {
    case 'QUOTE':
      return 'quoted'
    case 'PARAPHRASE':
      return 'in the source’s words'
    case 'MIXED':
      return 'partly quoted'
    default:
      return inWords(kind)
  }
}

/** Who gives what to whom. */
export function Terms({ of }: { of: readonly TermRowFragment[] }): ReactNode {
  return of.map((term) => (
    <div key={term.id} className="term">
      <span className="term-side">
        <small>Given by</small>
        <ThingLinks of={term.givenBy} none="not known" />
      </span>
      <span className="term-arrow" aria-hidden="true">
        →
      </span>
      <span className="term-what">
        <Link to={addressOf(term.id)}>{capital(term.text)}</Link>{' '}
        <EvidenceButton on={ofFact(term.id)} of={`the term: ${term.text}`} />
        <span className="entry-detail">
          {inWords(term.termKind)} <Status of={term.termStatus} /> <Certainty of={term.certainty} />
        </span>
      </span>
      <span className="term-arrow" aria-hidden="true">
        →
      </span>
      <span className="term-side">
        <small>Given to</small>
        <ThingLinks of={term.givenTo} none="not known" />
      </span>
    </div>
  ))
}

export const termColumns: Column<{ node: TermRowFragment }>[] = [
  { name: 'Given by', text: ({ node }) => names(node.givenBy) },
  { name: 'What', text: ({ node }) => node.text },
  { name: 'Given to', text: ({ node }) => names(node.givenTo) },
  { name: 'Kind', text: ({ node }) => inWords(node.termKind) },
  { name: 'Status', text: ({ node }) => inWords(node.termStatus ?? '') },
  { name: 'Id', text: ({ node }) => node.id },
]

const names = (actors: readonly ActorNameFragment[]) => actors.map(({ name }) => name).join('; ')

/** What happened, in order: the list that says what a drawn timeline shows. */
export function Moments({ of }: { of: readonly MomentFragment[] }): ReactNode {
  return (
    <ol className="moments">
      {of.map((moment) => (
        <li key={moment.node.id}>
          <p className="when">
            <PartialDate of={moment.on} /> · {momentKind(moment)}{' '}
            {moment.statusAfter && (
              <>
                → <Status of={moment.statusAfter} />
              </>
            )}
          </p>
          <MomentWhat of={moment.node} />
        </li>
      ))}
    </ol>
  )
}

function MomentWhat({ of }: { of: MomentFragment['node'] }): ReactNode {
  switch (of.__typename) {
    case 'Statement':
      return <StatementEntry of={of} />
    case 'Event':
      return (
        <p className="what">
          <ThingLink of={of} /> <EvidenceButton on={ofFact(of.id)} of={of.summary} /> <Certainty of={of.certainty} />
        </p>
      )
    case 'Agreement':
      return (
        <p className="what">
          <Title of={of} /> <EvidenceButton on={ofFact(of.id)} of={of.title} />
        </p>
      )
  }
}

export function momentKind({ node }: MomentFragment): string {
  if (node.__typename === 'Statement') return 'said'
  return node.__typename === 'Event' ? inWords(node.eventKind) : inWords(node.agreementKind)
}

export const momentColumns: Column<MomentFragment>[] = [
  { name: 'When', text: (row) => row.on ?? '' },
  { name: 'Kind', text: momentKind },
  { name: 'What', text: ({ node }) => nameOf(node) },
  {
    name: 'By',
    text: ({ node }) =>
      node.__typename === 'Statement'
        ? (node.speaker?.name ?? '')
        : node.__typename === 'Event'
          ? names(node.initiators)
          : '',
  },
  { name: 'Status after', text: (row) => inWords(row.statusAfter ?? '') },
  { name: 'Id', text: ({ node }) => node.id },
]
