import type { ReactNode } from 'react'
import { useAsk } from '../client'
import type {
  Act,
  AgreementStatus,
  ActorNameFragment,
  NegotiationStatus,
  SearchType,
  TermRowFragment,
  TypedDocumentString,
} from '../gql/graphql'
import { AsOfNote } from '../parts/AsOf'
import { PointField } from '../parts/fields'
import { ListPanel, type Column, type Connection } from '../parts/List'
import { PartialDate } from '../parts/Marks'
import { Page } from '../parts/Page'
import { agreementColumns, eventColumns, negotiationColumns, nodeOf, statementColumns, Statements } from '../parts/rows'
import { Failed, Loading } from '../parts/States'
import { ThingLink, ThingLinks, type Named } from '../parts/Thing'
import { Link, pointIn, useAddress } from '../routes'
import { inWords, kindInWords } from '../words'
import { byDate, byName, Facets, inWordsOf, Sorting, topicOf, useOrder, type Sort } from './everythingChoices'
import {
  agreementsDocument,
  countriesDocument,
  documentsDocument,
  eventsDocument,
  groupsDocument,
  negotiationsDocument,
  officialsDocument,
  organizationsDocument,
  statementsDocument,
  termsDocument,
  topicsDocument,
} from './everythingLists'

type Listed = Exclude<SearchType, 'PASSAGE'>

/** The list of all things of each kind. Passages are read in their documents. */
const lists: Record<Listed, () => ReactNode> = {
  NEGOTIATION: Negotiations,
  AGREEMENT: Agreements,
  COUNTRY: () => <Plain kind="COUNTRY" document={countriesDocument} pick={(answer) => answer.countries} />,
  OFFICIAL: () => <Plain kind="OFFICIAL" document={officialsDocument} pick={(answer) => answer.officials} />,
  ORGANIZATION: () => (
    <Plain kind="ORGANIZATION" document={organizationsDocument} pick={(answer) => answer.organizations} />
  ),
  GROUP: () => <Plain kind="GROUP" document={groupsDocument} pick={(answer) => answer.groups} />,
  STATEMENT: AllStatements,
  EVENT: () => (
    <All
      kind="EVENT"
      document={eventsDocument}
      variables={{ order: useOrder(byDate('ON')) }}
      sorts={byDate('ON')}
      pick={(answer) => answer.events}
      columns={eventColumns}
    />
  ),
  TERM: () => (
    <All
      kind="TERM"
      document={termsDocument}
      variables={{ order: null }}
      pick={(answer) => answer.terms}
      columns={termColumns}
    />
  ),
  TOPIC: () => (
    <All
      kind="TOPIC"
      document={topicsDocument}
      variables={{ order: useOrder(byName('LABEL')) }}
      sorts={byName('LABEL')}
      pick={(answer) => answer.topics}
      columns={nameColumns}
    />
  ),
  DOCUMENT: () => (
    <All
      kind="DOCUMENT"
      document={documentsDocument}
      variables={{ order: useOrder(documentSorts) }}
      sorts={documentSorts}
      pick={(answer) => answer.documents}
      columns={documentColumns}
    />
  ),
}

/** All things of a kind, in the order that the address says, narrowed by what else it says: `?status=…&topic=…&sort=…`. */
export function Everything({ kind = 'NEGOTIATION' }: { kind?: SearchType }): ReactNode {
  const List = kind === 'PASSAGE' ? lists.DOCUMENT : lists[kind]
  return <List key={kind} />
}

function All<Answer, Variables extends object, Row extends { node: { id: string } }>({
  kind,
  document,
  variables,
  pick,
  columns,
  sorts = [],
  facets,
  children,
}: {
  kind: Listed
  document: TypedDocumentString<Answer, Variables>
  variables: Omit<Variables, 'first' | 'after'>
  pick: (answer: Answer) => Connection<Row>
  columns: readonly Column<Row>[]
  sorts?: readonly Sort[]
  facets?: (answer: Answer) => ReactNode
  children?: (rows: Row[]) => ReactNode
}): ReactNode {
  const { data, failure, again } = useAsk(document, { ...variables, first: 50 } as unknown as Variables)
  const title = kindInWords(kind, true)
  return (
    <Page title={`All ${title.toLowerCase()}`}>
      <Kinds chosen={kind} />
      {failure && <Failed failure={failure} again={again} />}
      {!data && !failure && <Loading lines={10} />}
      {data && facets?.(data)}
      {data && (
        <ListPanel
          title={title}
          name={`${kind.toLowerCase()}-list`}
          list={pick(data)}
          document={document}
          variables={variables}
          pick={pick}
          keyOf={(row) => row.node.id}
          empty="None that all of this is true of."
          intro={sorts.length > 1 && <Sorting by={sorts} />}
          columns={columns}
        >
          {children}
        </ListPanel>
      )}
    </Page>
  )
}

/** A list of things that only have a name. */
function Plain<Answer, Order>({
  kind,
  document,
  pick,
}: {
  kind: Listed
  document: TypedDocumentString<Answer, { first: number; after?: string | null; order?: Order | null }>
  pick: (answer: Answer) => Connection<{ node: Named }>
}): ReactNode {
  const sorts = byName('NAME')
  const order = useOrder(sorts) as Order
  return <All kind={kind} document={document} variables={{ order }} sorts={sorts} pick={pick} columns={nameColumns} />
}

const nameColumns: Column<{ node: Named }>[] = [
  {
    name: 'Name',
    text: ({ node }) => node.name ?? node.label ?? node.id,
    show: ({ node }) => <ThingLink of={node} />,
  },
  { name: 'Id', text: ({ node }) => node.id },
]

const termColumns: Column<{ node: TermRowFragment }>[] = [
  { name: 'What', text: ({ node }) => node.text, show: ({ node }) => <ThingLink of={node} /> },
  sideColumn('Given by', ({ givenBy }) => givenBy),
  sideColumn('Given to', ({ givenTo }) => givenTo),
  { name: 'Kind', text: ({ node }) => inWords(node.termKind) },
]

function sideColumn(
  name: string,
  of: (term: TermRowFragment) => ActorNameFragment[],
): Column<{ node: TermRowFragment }> {
  return {
    name,
    text: ({ node }) =>
      of(node)
        .map(({ name }) => name)
        .join('; '),
    show: ({ node }) => <ThingLinks of={of(node)} />,
  }
}

const documentSorts = [
  { by: '-PUBLISHED_ON', words: 'latest first' },
  { by: 'PUBLISHED_ON', words: 'earliest first' },
  { by: 'TITLE', words: 'by title' },
] satisfies Sort<'PUBLISHED_ON' | 'TITLE'>[]

const documentColumns: Column<{ node: Named & { publisher: string | null; publishedOn: string | null } }>[] = [
  { name: 'Document', text: ({ node }) => node.title ?? node.id, show: ({ node }) => <ThingLink of={node} /> },
  { name: 'Publisher', text: ({ node }) => node.publisher ?? '' },
  {
    name: 'Published',
    text: ({ node }) => node.publishedOn ?? '',
    show: ({ node }) => <PartialDate of={node.publishedOn} missing="not dated" />,
  },
]

function useNarrowing() {
  const { params, on } = useAddress()
  const chosen = (name: string) => {
    const values = params.getAll(name)
    return values.length > 0 ? values : null
  }
  return { on, topics: chosen('topic'), countries: chosen('country'), statuses: chosen('status') }
}

const negotiationSorts = [
  { by: '-STARTED_ON', words: 'latest begun first' },
  { by: 'STARTED_ON', words: 'earliest begun first' },
  { by: '-ENDED_ON', words: 'latest ended first' },
  { by: 'TITLE', words: 'by title' },
] satisfies Sort<'STARTED_ON' | 'ENDED_ON' | 'TITLE'>[]

function Negotiations(): ReactNode {
  const { statuses, ...narrowing } = useNarrowing()
  const order = useOrder<'STARTED_ON' | 'ENDED_ON' | 'TITLE'>(negotiationSorts)
  return (
    <All
      kind="NEGOTIATION"
      document={negotiationsDocument}
      variables={{ ...narrowing, statuses: statuses as NegotiationStatus[] | null, order }}
      sorts={negotiationSorts}
      pick={(answer) => answer.negotiations}
      columns={negotiationColumns()}
      facets={({ negotiations: { facets } }) => (
        <>
          <AsOfNote what="talks that were open." />
          <Facets
            title="Status"
            name="status"
            // What is only considered is in no count unless it is asked for, so it must be offered by name.
            of={[...facets.statuses, ...(statuses ? [] : [{ value: 'CONSIDERED', count: undefined }])].map(inWordsOf)}
          />
          <Facets title="Topic" name="topic" of={facets.topics.map(topicOf)} />
          <Facets
            title="Country"
            name="country"
            of={facets.countries.map(({ country, count }) => ({ value: country.id, label: country.name, count }))}
          />
        </>
      )}
    />
  )
}

const agreementSorts = [
  { by: '-SIGNED_ON', words: 'latest signed first' },
  { by: 'SIGNED_ON', words: 'earliest signed first' },
  { by: '-IN_FORCE_ON', words: 'latest in force first' },
  { by: 'TITLE', words: 'by title' },
] satisfies Sort<'SIGNED_ON' | 'IN_FORCE_ON' | 'TITLE'>[]

function Agreements(): ReactNode {
  const { statuses, ...narrowing } = useNarrowing()
  const order = useOrder<'SIGNED_ON' | 'IN_FORCE_ON' | 'TITLE'>(agreementSorts)
  return (
    <All
      kind="AGREEMENT"
      document={agreementsDocument}
      variables={{ ...narrowing, statuses: statuses as AgreementStatus[] | null, order }}
      sorts={agreementSorts}
      pick={(answer) => answer.agreements}
      columns={agreementColumns()}
      facets={({ agreements: { facets } }) => (
        <>
          <AsOfNote what="agreements that were in force." />
          <Facets title="Status" name="status" of={facets.statuses.map(inWordsOf)} />
        </>
      )}
    />
  )
}

function AllStatements(): ReactNode {
  const { params } = useAddress()
  const chosen = (name: string) => (params.has(name) ? params.getAll(name) : null)
  const [from, to] = [pointIn(params, 'from'), pointIn(params, 'to')]
  const sorts = byDate('MADE_ON')
  const variables = {
    speakers: chosen('speaker'),
    topics: chosen('topic'),
    acts: chosen('act') as Act[] | null,
    during: from || to ? { from, to } : null,
    order: useOrder(sorts),
  }
  return (
    <All
      kind="STATEMENT"
      document={statementsDocument}
      variables={variables}
      sorts={sorts}
      pick={(answer) => answer.statements}
      columns={statementColumns}
      facets={({ statements: { facets } }) => (
        <>
          <Facets
            title="Speaker"
            name="speaker"
            of={facets.speakers.map(({ actor, count }) => ({ value: actor.id, label: actor.name, count }))}
          />
          <Facets title="About the topic" name="topic" of={facets.topics.map(topicOf)} />
          <Facets title="Done by saying it" name="act" of={facets.acts.map(inWordsOf)} />
          <div className="picture-filters">
            <PointField label="From" name="from" />
            <PointField label="To" name="to" />
          </div>
        </>
      )}
    >
      {(rows) => <Statements of={rows.map(nodeOf)} />}
    </All>
  )
}

function Kinds({ chosen }: { chosen: Listed }): ReactNode {
  return (
    <ul className="facets" aria-label="What to list">
      {(Object.keys(lists) as Listed[]).map((kind) => (
        <li key={kind}>
          <Link to={`/search?type=${kind}`} aria-current={kind === chosen ? 'true' : undefined}>
            {kindInWords(kind, true)}
          </Link>
        </li>
      ))}
    </ul>
  )
}
