import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import type { EventsOfAgreementFragment, PartiesOfFragment } from '../gql/graphql'
import { useAddress } from '../routes'
import { inWords, inWordsFirst } from '../words'
import { AboutFact } from '../parts/AboutFact'
import { DisagreementsAbout } from '../parts/Disagreements'
import { EvidenceButton, ofProperty, ofTie } from '../parts/Evidence'
import { ListPanel, type Column } from '../parts/List'
import { Certainty, Derived, PartialDate, Status } from '../parts/Marks'
import { Fact, Facts, Page } from '../parts/Page'
import {
  evidenceColumn,
  negotiationColumns,
  nodeOf,
  statementColumns,
  Statements,
  termColumns,
  Terms,
} from '../parts/rows'
import { ThingLink, ThingLinks, ThingPage } from '../parts/Thing'
import { TimelinePanel } from '../parts/TimelinePanel'
import {
  eventsOfAgreementDocument,
  partiesOfDocument,
  statementsOfAgreementDocument,
  talksOfAgreementDocument,
  termsOfAgreementDocument,
} from './agreementLists'

export const agreementLinks = graphql(`
  fragment AgreementLinks on AgreementAgreementLinkConnection {
    edges {
      ...Tie
      node {
        ...ThingName
      }
    }
  }
`)

const agreementDocument = graphql(`
  query AgreementPage($id: ID!, $on: PartialDate!, $isDated: Boolean!, $first: Int!, $after: String) {
    agreement(id: $id) {
      ...AboutFact
      title
      summary
      agreementKind: kind
      status
      statusAsOf(date: $on) @include(if: $isDated)
      signedOn
      inForceOn
      endedOn
      binding
      participation
      topics {
        ...ThingName
      }
      modelledOn(first: 5) {
        ...AgreementLinks
      }
      models(first: 5) {
        ...AgreementLinks
      }
      replaces(first: 5) {
        ...AgreementLinks
      }
      replacedBy(first: 5) {
        ...AgreementLinks
      }
      amends(first: 5) {
        ...AgreementLinks
      }
      amendedBy(first: 5) {
        ...AgreementLinks
      }
      ...PartiesOf
      ...TermsOfAgreement
      ...EventsOfAgreement
      ...TalksOfAgreement
      ...StatementsOfAgreement
      ...TimelineOf
    }
    disagreements(about: $id, first: 5) {
      ...DisagreementsAbout
    }
  }
`)

type Party = PartiesOfFragment['parties']['edges'][number]
type Part = EventsOfAgreementFragment['events']['edges'][number]

export default function AgreementPage({ id }: { id: string }): ReactNode {
  const { on } = useAddress()
  const variables = { id, on: on ?? '9999', isDated: on !== null, first: 20 }
  const asked = useAsk(agreementDocument, variables)
  return (
    <ThingPage id={id} asked={asked} thing={asked.data?.agreement}>
      {(agreement) => (
        <Page
          kind={inWordsFirst(agreement.agreementKind)}
          title={agreement.title}
          lead={
            agreement.summary && (
              <>
                {agreement.summary} <EvidenceButton on={ofProperty(agreement.id, 'summary')} of="summary" />
              </>
            )
          }
        >
          <DisagreementsAbout id={agreement.id} of={asked.data!.disagreements} />
          <Facts>
            <Fact
              name="Status"
              evidence={
                <EvidenceButton on={ofProperty(agreement.id, 'status')} of="status, and what brought it about" />
              }
            >
              <Status of={agreement.status} />
            </Fact>
            {on !== null && (
              <Fact name={`Status as of ${on}`}>
                <Status of={agreement.statusAsOf} />
              </Fact>
            )}
            <DateFact name="Signed" id={agreement.id} property="signedOn" of={agreement.signedOn} />
            <DateFact name="In force" id={agreement.id} property="inForceOn" of={agreement.inForceOn} />
            <DateFact name="Ended" id={agreement.id} property="endedOn" of={agreement.endedOn} />
            {agreement.binding !== null && (
              <Fact name="Binding" on={ofProperty(agreement.id, 'binding')}>
                {agreement.binding ? 'yes' : 'no'}
              </Fact>
            )}
            {agreement.participation && (
              <Fact name="Between" on={ofProperty(agreement.id, 'participation')}>
                {inWords(agreement.participation)} parties
              </Fact>
            )}
            {agreement.topics.length > 0 && (
              <Fact name="About" on={ofProperty(agreement.id, 'CONCERNS')}>
                <ThingLinks of={agreement.topics} />
              </Fact>
            )}
            <Links name="Modelled on" of={agreement.modelledOn.edges} />
            <Links name="Model for" of={agreement.models.edges} none="none that a source names" />
            <Links name="Replaces" of={agreement.replaces.edges} />
            <Links name="Replaced by" of={agreement.replacedBy.edges} />
            <Links name="Amends" of={agreement.amends.edges} />
            <Links name="Amended by" of={agreement.amendedBy.edges} />
          </Facts>
          <AboutFact of={agreement} query={agreementDocument} variables={variables} />

          <ListPanel
            title="What became of it"
            name="events"
            list={agreement.events}
            document={eventsOfAgreementDocument}
            variables={{ id: agreement.id }}
            pick={(answer) => answer.agreement?.events}
            keyOf={(row) => row.node.id}
            empty="No event that a source tells of."
            columns={partColumns}
          >
            {(rows) => (
              <ol className="moments">
                {rows.map((row) => (
                  <li key={row.node.id}>
                    <p className="when">
                      <PartialDate of={row.node.happenedOn} /> · {inWords(row.node.eventKind)}{' '}
                      {row.statusAfter && (
                        <>
                          → <Status of={row.statusAfter} />
                        </>
                      )}
                    </p>
                    <p className="what">
                      <ThingLink of={row.node} />{' '}
                      <EvidenceButton on={[row.node.id, ...ofTie(row)]} of={row.node.summary} />{' '}
                      <Certainty of={row.node.certainty} />
                    </p>
                    {row.node.initiators.length > 0 && (
                      <p className="entry-detail">
                        <span>
                          By <ThingLinks of={row.node.initiators} />
                        </span>
                      </p>
                    )}
                    {row.node.followed.edges.map((before) => (
                      <p key={before.node.id} className="entry-detail">
                        <span>
                          {inWordsFirst(before.relation)}: <ThingLink of={before.node} />{' '}
                          <EvidenceButton
                            on={ofTie(before)}
                            of={`${inWords(before.relation)} ${before.node.summary}`}
                          />
                        </span>
                      </p>
                    ))}
                  </li>
                ))}
              </ol>
            )}
          </ListPanel>
          <ListPanel
            title="Parties"
            name="parties"
            list={agreement.parties}
            document={partiesOfDocument}
            variables={{ id: agreement.id }}
            pick={(answer) => answer.agreement?.parties}
            keyOf={(row) => `${row.node.id} ${row.role}`}
            empty="No source says who is bound."
            columns={partyColumns}
          />
          <ListPanel
            title="Who gives what to whom"
            name="terms"
            list={agreement.terms}
            document={termsOfAgreementDocument}
            variables={{ id: agreement.id }}
            pick={(answer) => answer.agreement?.terms}
            keyOf={(row) => row.node.id}
            empty="No source says what its terms are."
            columns={termColumns}
          >
            {(rows) => <Terms of={rows.map(nodeOf)} />}
          </ListPanel>
          <ListPanel
            title="Talks that led to it"
            name="talks"
            list={agreement.negotiations}
            document={talksOfAgreementDocument}
            variables={{ id: agreement.id }}
            pick={(answer) => answer.agreement?.negotiations}
            keyOf={(row) => row.node.id}
            columns={negotiationColumns()}
          />
          <TimelinePanel of={agreement} title={agreement.title} />
          <ListPanel
            title="What was said about it"
            name="statements"
            list={agreement.statements}
            document={statementsOfAgreementDocument}
            variables={{ id: agreement.id }}
            pick={(answer) => answer.agreement?.statements}
            keyOf={(row) => row.node.id}
            columns={statementColumns}
          >
            {(rows) => <Statements of={rows.map(nodeOf)} />}
          </ListPanel>
        </Page>
      )}
    </ThingPage>
  )
}

const partyColumns: Column<Party>[] = [
  {
    name: 'Who',
    text: (row) => row.node.name,
    show: (row) => (
      <>
        <ThingLink of={row.node} /> <Certainty of={row.certainty} />
      </>
    ),
  },
  {
    name: 'As',
    text: (row) => inWords(row.role) + (row.derived ? ' (derived)' : ''),
    show: (row) => (
      <>
        {inWords(row.role)} <Derived when={row.derived} />
      </>
    ),
  },
  {
    name: 'Signed',
    text: (row) => row.signedOn ?? '',
    show: (row) => row.signedOn && <PartialDate of={row.signedOn} />,
  },
  {
    name: 'Consent',
    text: (row) => [row.consent, row.consentOn].filter(Boolean).join(' '),
    show: (row) =>
      row.consent && (
        <>
          {inWords(row.consent)} <PartialDate of={row.consentOn} missing="" />
        </>
      ),
  },
  {
    name: 'Bound since',
    text: (row) => row.inForceOn ?? '',
    show: (row) => row.inForceOn && <PartialDate of={row.inForceOn} />,
  },
  {
    name: 'Left',
    text: (row) => row.withdrewOn ?? '',
    show: (row) => row.withdrewOn && <PartialDate of={row.withdrewOn} />,
  },
  evidenceColumn<Party>((row) => `${row.node.name}, ${inWords(row.role)}`),
]

const partColumns: Column<Part>[] = [
  { name: 'When', text: (row) => row.node.happenedOn ?? '' },
  { name: 'Kind', text: (row) => inWords(row.node.eventKind) },
  { name: 'What', text: (row) => row.node.summary },
  { name: 'By', text: (row) => row.node.initiators.map(({ name }) => name).join('; ') },
  { name: 'Status after', text: (row) => inWords(row.statusAfter ?? '') },
  { name: 'Id', text: (row) => row.node.id },
]

function DateFact({
  name,
  id,
  property,
  of,
}: {
  name: string
  id: string
  property: string
  of: string | null
}): ReactNode {
  if (of === null) return null
  return (
    <Fact name={name} evidence={<EvidenceButton on={ofProperty(id, property)} of={name} />}>
      <PartialDate of={of} />
    </Fact>
  )
}

type Link = Parameters<typeof ofTie>[0] & { node: { id: string } }

function Links({ name, of, none }: { name: string; of: Link[]; none?: string }): ReactNode {
  if (of.length === 0 && none === undefined) return null
  return (
    <Fact name={name}>
      {of.length === 0 && <span className="faint">{none}</span>}
      {of.map((edge) => (
        <span key={edge.node.id}>
          <ThingLink of={edge.node} /> <EvidenceButton on={ofTie(edge)} of={name} />{' '}
        </span>
      ))}
    </Fact>
  )
}
