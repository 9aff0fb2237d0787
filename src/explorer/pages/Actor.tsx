import type { ReactNode } from 'react'
import { useAsk, type Asked } from '../client'
import { readDate } from '../dates'
import { graphql } from '../gql'
import { Link, useAddress } from '../routes'
import { inWords, inWordsFirst, kindInWords, sayNumber } from '../words'
import { AsOfNote } from '../parts/AsOf'
import { DisagreementsAbout } from '../parts/Disagreements'
import { EvidenceButton, ofProperty, ofTie } from '../parts/Evidence'
import { ListPanel, type Column } from '../parts/List'
import { Certainty, Derived, PartialDate } from '../parts/Marks'
import { Fact, Facts, Page } from '../parts/Page'
import {
  agreementColumns,
  evidenceColumn,
  negotiationColumns,
  nodeOf,
  statementColumns,
  Statements,
  termColumns,
  Terms,
} from '../parts/rows'
import { Failed, Loading } from '../parts/States'
import { TakeAway } from '../parts/TakeAway'
import { ThingLink, ThingLinks, ThingPage } from '../parts/Thing'
import { TimelinePanel } from '../parts/TimelinePanel'
import {
  agreementsOfActorDocument,
  counterpartsOfDocument,
  countryOfficeholdersDocument,
  givenByDocument,
  givenToDocument,
  membershipsOfDocument,
  membersOfDocument,
  officesOfDocument,
  organizationOfficeholdersDocument,
  participationsOfDocument,
  statementsAboutDocument,
  statementsByDocument,
} from './actorLists'
import type {
  AgreementsOfActorFragment,
  CountryOfficeholdersFragment,
  MembershipsOfFragment,
  MembersOfFragment,
  OfficesOfFragment,
  ParticipationsOfFragment,
} from '../gql/graphql'

const actorDocument = graphql(`
  query ActorPage($id: ID!, $on: PartialDate, $first: Int!, $after: String) {
    node(id: $id) {
      __typename
      id
      ... on Actor {
        name
        names(first: 30) {
          value
          language
          kind
        }
        namesCount
        externalIds(first: 20) {
          scheme
          value
        }
        belongsTo(first: 5) {
          ...ActorName
        }
      }
      ... on Country {
        countryKind: kind
        officialName
        capital
        region
        subregion
        existedFrom
        existedTo
        succeededBy(first: 10) {
          edges {
            ...Tie
            kind
            on
            node {
              ...ActorName
            }
          }
        }
        preceded(first: 10) {
          edges {
            ...Tie
            kind
            on
            node {
              ...ActorName
            }
          }
        }
        organizations(first: 10) {
          totalCount
          edges {
            node {
              ...ActorName
            }
          }
        }
        ...CountryOfficeholders
      }
      ... on Organization {
        organizationKind: kind
        ...MembersOf
        ...OrganizationOfficeholders
      }
      ... on Official {
        anonymous
        ...OfficesOf
      }
      ... on Group {
        sector
      }
    }
    disagreements(about: $id, first: 5) {
      ...DisagreementsAbout
    }
  }
`)

// Three questions in place of one: the database plans each of them in a third of the time, and what is known of the
// actor stands there before it is known what it did.
const dealingsDocument = graphql(`
  query ActorDealings($id: ID!, $on: PartialDate, $first: Int!, $after: String) {
    node(id: $id) {
      id
      ... on Actor {
        ...CounterpartsOf
        ...ParticipationsOf
        ...AgreementsOfActor
        ...GivenBy
        ...GivenTo
      }
    }
  }
`)

const sayingsDocument = graphql(`
  query ActorSayings($id: ID!, $on: PartialDate, $first: Int!, $after: String) {
    node(id: $id) {
      id
      ... on Actor {
        ...StatementsBy
        ...StatementsAbout
        ...MembershipsOf
      }
      ... on HasTimeline {
        ...TimelineOf
      }
    }
  }
`)

type Holder = CountryOfficeholdersFragment['officeholders']['edges'][number]
type Tenure = OfficesOfFragment['offices']['edges'][number]
type Participation = ParticipationsOfFragment['participations']['edges'][number]
type Party = AgreementsOfActorFragment['agreements']['edges'][number]
type Membership = MembershipsOfFragment['memberships']['edges'][number] | MembersOfFragment['members']['edges'][number]

/** The page of whoever can negotiate, agree, speak or act: a country, an official, an organization, a group. */
export default function ActorPage({ id }: { id: string }): ReactNode {
  const { on } = useAddress()
  const variables = { id, on, first: 10 }
  const asked = useAsk(actorDocument, variables)
  const dealings = useAsk(dealingsDocument, variables)
  const sayings = useAsk(sayingsDocument, variables)
  const node = asked.data?.node
  const actor = node && 'namesCount' in node ? node : undefined
  const dealt = dealings.data?.node && 'counterparts' in dealings.data.node ? dealings.data.node : undefined
  const said = sayings.data?.node && 'statements' in sayings.data.node ? sayings.data.node : undefined
  return (
    <ThingPage id={id} asked={asked} thing={actor}>
      {(actor) => {
        const isState = 'countryKind' in actor
        const others = actor.names.filter(
          ({ value }, at) => value !== actor.name && actor.names.findIndex((name) => name.value === value) === at,
        )
        return (
          <Page kind={kindOf(actor)} title={actor.name} lead={'officialName' in actor ? actor.officialName : undefined}>
            <AsOfNote what="who held office, was a member, what was in force and which talks were open. What was said is of all times." />
            <DisagreementsAbout id={actor.id} of={asked.data!.disagreements} />
            <Facts>
              {actor.belongsTo.length > 0 && (
                <Fact name="Of" on={ofProperty(actor.id, 'BELONGS_TO')}>
                  <ThingLinks of={actor.belongsTo} />
                </Fact>
              )}
              {'countryKind' in actor && (
                <>
                  <Fact name="Kind" on={ofProperty(actor.id, 'kind')}>
                    {inWordsFirst(actor.countryKind)}
                  </Fact>
                  {actor.capital && (
                    <Fact name="Capital" on={ofProperty(actor.id, 'capital')}>
                      {actor.capital}
                    </Fact>
                  )}
                  {actor.region && (
                    <Fact name="Region" on={ofProperty(actor.id, 'region', 'subregion')}>
                      {[actor.region, actor.subregion].filter(Boolean).join(', ')}
                    </Fact>
                  )}
                  {(actor.existedFrom ?? actor.existedTo) && (
                    <Fact name="Existed" on={ofProperty(actor.id, 'existedFrom', 'existedTo')}>
                      <PartialDate of={actor.existedFrom} missing="not known" /> to{' '}
                      <PartialDate of={actor.existedTo} missing="now" />
                    </Fact>
                  )}
                  <Succession title="Followed by" of={actor.succeededBy.edges} />
                  <Succession title="Follows" of={actor.preceded.edges} />
                  {actor.organizations.edges.length > 0 && (
                    <Fact name="Its bodies">
                      <ThingLinks of={actor.organizations.edges.map(nodeOf)} />
                      {actor.organizations.totalCount > actor.organizations.edges.length &&
                        ` and ${actor.organizations.totalCount - actor.organizations.edges.length} more`}
                    </Fact>
                  )}
                </>
              )}
              {'organizationKind' in actor && (
                <Fact name="Kind" on={ofProperty(actor.id, 'kind')}>
                  {inWordsFirst(actor.organizationKind)}
                </Fact>
              )}
              {'sector' in actor && (
                <Fact name="Sector" on={ofProperty(actor.id, 'sector')}>
                  {inWordsFirst(actor.sector)}
                </Fact>
              )}
              {'anonymous' in actor && actor.anonymous && (
                <Fact name="Name">
                  The source leaves this person unnamed; the same words elsewhere may mean another.
                </Fact>
              )}
              {others.length > 0 && (
                <div className="fact wide">
                  <dt>Also called</dt>
                  <dd>
                    <Names of={others} more={actor.namesCount - actor.names.length} />
                  </dd>
                </div>
              )}
              {actor.externalIds.length > 0 && (
                <Fact name="Elsewhere">
                  {actor.externalIds.map(({ scheme, value }) => (
                    <span key={scheme + value} className="pair">
                      <span className="faint">{scheme}</span> {value}{' '}
                    </span>
                  ))}
                </Fact>
              )}
            </Facts>
            <nav className="page-tools" aria-label="More about it">
              <Link className="button" to={`/network?around=${actor.id}`}>
                Network
              </Link>
              <Link className="button" to={`/map?of=${actor.id}`}>
                Map
              </Link>
              <Link className="button" to={`/path?from=${actor.id}`}>
                How connected to …
              </Link>
              <TakeAway
                name={actor.id.replace(/[^\w-]+/g, '-')}
                what="this page"
                query={actorDocument.toString()}
                variables={variables}
              />
            </nav>

            {'offices' in actor && (
              <ListPanel
                title="Offices"
                name="offices"
                list={actor.offices}
                document={officesOfDocument}
                variables={{ id: actor.id }}
                pick={({ node }) => (node && 'offices' in node ? node.offices : undefined)}
                keyOf={(row) => row.tenureId}
                empty="No source names an office."
                columns={[
                  { name: 'Office', text: (row: Tenure) => row.title, show: (row: Tenure) => <OfficeTitle of={row} /> },
                  {
                    name: 'Of',
                    text: (row: Tenure) => row.node.name,
                    show: (row: Tenure) => <ThingLink of={row.node} />,
                  },
                  ...tenureColumns<Tenure>(),
                  evidenceColumn((row: Tenure) => `${row.title} of ${row.node.name}`),
                ]}
              />
            )}
            {'officeholders' in actor && (
              <ListPanel
                title="Who holds office"
                name="officeholders"
                list={actor.officeholders}
                document={'countryKind' in actor ? countryOfficeholdersDocument : organizationOfficeholdersDocument}
                variables={{ id: actor.id, on }}
                pick={({ node }: { node?: object | null }) =>
                  node && 'officeholders' in node
                    ? (node.officeholders as CountryOfficeholdersFragment['officeholders'])
                    : undefined
                }
                keyOf={(row) => row.tenureId}
                empty={on === null ? 'No source names one.' : 'No source names one for that date.'}
                columns={[
                  {
                    name: 'Who',
                    text: (row: Holder) => row.node.name,
                    show: (row: Holder) => <ThingLink of={row.node} />,
                  },
                  { name: 'Office', text: (row: Holder) => row.title, show: (row: Holder) => <OfficeTitle of={row} /> },
                  { name: 'Of', text: (row: Holder) => row.of.name, show: (row: Holder) => <ThingLink of={row.of} /> },
                  ...tenureColumns<Holder>(),
                  evidenceColumn((row: Holder) => `${row.node.name}, ${row.title}`),
                ]}
              />
            )}
            {'members' in actor && (
              <ListPanel
                title="Members"
                name="members"
                list={actor.members}
                document={membersOfDocument}
                variables={{ id: actor.id, on }}
                pick={({ node }) => (node && 'members' in node ? node.members : undefined)}
                keyOf={(row) => row.node.id}
                columns={membershipColumns<Membership>('Member')}
              />
            )}
            {dealt ? (
              <>
                <ListPanel
                  title="Counterparts"
                  name="counterparts"
                  list={dealt.counterparts}
                  document={counterpartsOfDocument}
                  variables={{ id: actor.id }}
                  pick={({ node }) => (node && 'counterparts' in node ? node.counterparts : undefined)}
                  keyOf={(row) => row.node.id}
                  empty={isState ? 'No dealings with anybody that a source tells of.' : undefined}
                  intro={
                    <p className="faint">
                      Ranked by the talks and agreements both are parties to, then by what was said.
                    </p>
                  }
                  columns={[
                    {
                      name: 'With',
                      text: (row) => row.node.name,
                      show: (row) => <ThingLink of={row.node} />,
                    },
                    {
                      name: 'Talks',
                      text: (row) => String(row.negotiationCount),
                      show: (row) => sayNumber(row.negotiationCount),
                      isNumber: true,
                    },
                    {
                      name: 'Agreements',
                      text: (row) => String(row.agreementCount),
                      show: (row) => sayNumber(row.agreementCount),
                      isNumber: true,
                    },
                    {
                      name: 'Statements',
                      text: (row) => String(row.statementCount),
                      show: (row) => sayNumber(row.statementCount),
                      isNumber: true,
                    },
                    {
                      name: 'Between them',
                      text: (row) => `/pair/${actor.id}/${row.node.id}`,
                      show: (row) => (
                        <Link
                          to={`/pair/${actor.id}/${row.node.id}`}
                          aria-label={`Both together: ${actor.name} and ${row.node.name}`}
                        >
                          Both together
                        </Link>
                      ),
                    },
                  ]}
                />
                <ListPanel
                  title="Negotiations"
                  name="negotiations"
                  list={dealt.participations}
                  document={participationsOfDocument}
                  variables={{ id: actor.id, on }}
                  pick={({ node }) => (node && 'participations' in node ? node.participations : undefined)}
                  keyOf={(row) => `${row.node.id} ${row.role} ${row.onBehalfOf?.id ?? ''}`}
                  empty={isState || on !== null ? 'None that a source tells of.' : undefined}
                  columns={[
                    ...negotiationColumns<Participation>(),
                    {
                      name: 'As',
                      text: (row) => inWords(row.role),
                      show: (row) => (
                        <>
                          {inWords(row.role)} <Derived when={row.derived} /> <Certainty of={row.certainty} />
                          {row.onBehalfOf && (
                            <>
                              {' '}
                              for <ThingLink of={row.onBehalfOf} />
                            </>
                          )}
                        </>
                      ),
                    },
                    evidenceColumn<Participation>((row) => `${actor.name}, ${inWords(row.role)}`),
                  ]}
                />
                <ListPanel
                  title="Agreements"
                  name="agreements"
                  list={dealt.agreements}
                  document={agreementsOfActorDocument}
                  variables={{ id: actor.id, on }}
                  pick={({ node }) => (node && 'agreements' in node ? node.agreements : undefined)}
                  keyOf={(row) => `${row.node.id} ${row.role}`}
                  empty={isState || on !== null ? 'None that a source tells of.' : undefined}
                  columns={[
                    ...agreementColumns<Party>(),
                    {
                      name: 'As',
                      text: (row) => inWords(row.role),
                      show: (row) => (
                        <>
                          {inWords(row.role)} <Derived when={row.derived} /> <Certainty of={row.certainty} />
                        </>
                      ),
                    },
                    evidenceColumn<Party>((row) => `${actor.name}, ${inWords(row.role)} to ${row.node.title}`),
                  ]}
                />
                <ListPanel
                  title="Gives"
                  name="gives"
                  list={dealt.termsGiven}
                  document={givenByDocument}
                  variables={{ id: actor.id }}
                  pick={({ node }) => (node && 'termsGiven' in node ? node.termsGiven : undefined)}
                  keyOf={(row) => row.node.id}
                  columns={termColumns}
                >
                  {(rows) => <Terms of={rows.map(nodeOf)} />}
                </ListPanel>
                <ListPanel
                  title="Is given"
                  name="given"
                  list={dealt.termsReceived}
                  document={givenToDocument}
                  variables={{ id: actor.id }}
                  pick={({ node }) => (node && 'termsReceived' in node ? node.termsReceived : undefined)}
                  keyOf={(row) => row.node.id}
                  columns={termColumns}
                >
                  {(rows) => <Terms of={rows.map(nodeOf)} />}
                </ListPanel>
              </>
            ) : (
              <Awaited asked={dealings} what="what it had part in" />
            )}
            {said ? (
              <>
                <ListPanel
                  title={`What ${actor.name} said`}
                  name="statements"
                  list={said.statements}
                  document={statementsByDocument}
                  variables={{ id: actor.id }}
                  pick={({ node }) => (node && 'statements' in node ? node.statements : undefined)}
                  keyOf={(row) => row.node.id}
                  empty="Nothing that a source tells of."
                  columns={statementColumns}
                >
                  {(rows) => <Statements of={rows.map(nodeOf)} />}
                </ListPanel>
                <ListPanel
                  title={`What was said about ${actor.name}`}
                  name="about"
                  list={said.statementsAbout}
                  document={statementsAboutDocument}
                  variables={{ id: actor.id }}
                  pick={({ node }) => (node && 'statementsAbout' in node ? node.statementsAbout : undefined)}
                  keyOf={(row) => row.node.id}
                  columns={statementColumns}
                >
                  {(rows) => <Statements of={rows.map(nodeOf)} />}
                </ListPanel>
                <ListPanel
                  title="Member of"
                  name="memberships"
                  list={said.memberships}
                  document={membershipsOfDocument}
                  variables={{ id: actor.id, on }}
                  pick={({ node }) => (node && 'memberships' in node ? node.memberships : undefined)}
                  keyOf={(row) => row.node.id}
                  columns={membershipColumns<Membership>('Organization')}
                />
                <TimelinePanel of={said} title={actor.name} />
              </>
            ) : (
              <Awaited asked={sayings} what="what was said" />
            )}
          </Page>
        )
      }}
    </ThingPage>
  )
}

/** Stands for a part of the page until its answer is there, and says why where it does not come. */
function Awaited({ asked, what }: { asked: Asked<unknown>; what: string }): ReactNode {
  const failure = asked.failure ?? asked.trouble
  return failure ? <Failed failure={failure} again={asked.again} /> : <Loading what={what} lines={8} />
}

function kindOf(actor: { __typename: string; countryKind?: string; organizationKind?: string }): string {
  if (actor.countryKind === 'FORMER_STATE') return 'Former state'
  if (actor.countryKind === 'TERRITORY') return 'Territory'
  return kindInWords(actor.__typename)
}

/** Names in other languages, each marked as being in it so that it is spoken and set right. */
function Names({
  of,
  more,
}: {
  of: { value: string; language: string | null; kind: string }[]
  more: number
}): ReactNode {
  return (
    <>
      {of.map(({ value, language, kind }, at) => (
        <span key={`${value} ${language} ${kind}`}>
          {at > 0 && ', '}
          <bdi lang={language ?? undefined}>{value}</bdi>
          {kind !== 'ALIAS' && kind !== 'PREFERRED' && kind !== 'TRANSLITERATION' && (
            <span className="faint"> ({inWords(kind)})</span>
          )}
        </span>
      ))}
      {more > 0 && <span className="faint"> and {more} more</span>}
    </>
  )
}

function OfficeTitle({ of }: { of: { title: string; office: string; certainty: string | null } }): ReactNode {
  return (
    <>
      {of.title}{' '}
      {inWords(of.office).toLowerCase() !== of.title.toLowerCase() && of.office !== 'OTHER' && (
        <span className="faint">({inWords(of.office)})</span>
      )}{' '}
      <Certainty of={of.certainty} />
    </>
  )
}

interface Dated {
  from: string | null
  to: string | null
  attestedOn: string[]
  basis: string | null
}

/** When an office was held, as far as a source says, and on what grounds that is known. */
function tenureColumns<Row extends Dated>(): Column<Row>[] {
  return [
    {
      name: 'When',
      text: (row) => [row.from, row.to].map((date) => date ?? '..').join('/'),
      show: (row) =>
        row.from === null && row.to === null ? (
          row.attestedOn.length > 0 ? (
            `named for ${row.attestedOn.map((date) => readDate(date)!.text).join(', ')}`
          ) : (
            <span className="faint">not known</span>
          )
        ) : (
          <>
            <PartialDate of={row.from} missing="?" /> to <PartialDate of={row.to} missing="?" />
          </>
        ),
    },
    {
      name: 'Known how',
      text: (row) => inWords(row.basis ?? ''),
      show: (row) =>
        row.basis && <span className={row.basis === 'INFERRED' ? 'unsure' : undefined}>{inWords(row.basis)}</span>,
    },
  ]
}

function membershipColumns<Row extends Membership>(name: string): Column<Row>[] {
  return [
    { name, text: (row) => row.node.name, show: (row) => <ThingLink of={row.node} /> },
    { name: 'As', text: (row) => row.memberRole ?? '' },
    { name: 'From', text: (row) => row.from ?? '', show: (row) => <PartialDate of={row.from} missing="?" /> },
    { name: 'To', text: (row) => row.to ?? '', show: (row) => <PartialDate of={row.to} missing="–" /> },
    evidenceColumn((row) => `membership of ${row.node.name}`),
  ]
}

function Succession({
  title,
  of,
}: {
  title: string
  of: {
    kind: string
    on: string | null
    node: { id: string; name: string }
    claims: { id: string }[]
    evidence: { id: string }[]
  }[]
}): ReactNode {
  if (of.length === 0) return null
  return (
    <Fact name={title}>
      {of.map((edge, at) => (
        <span key={edge.node.id}>
          {at > 0 && ', '}
          <ThingLink of={edge.node} /> <EvidenceButton on={ofTie(edge)} of={`${title} ${edge.node.name}`} />
        </span>
      ))}
    </Fact>
  )
}
