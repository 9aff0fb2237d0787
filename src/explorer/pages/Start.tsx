import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import type { CountriesInFragment, NegotiationRowFragment } from '../gql/graphql'
import { AsOfNote } from '../parts/AsOf'
import { DataTable, type Column } from '../parts/List'
import { Panel, useArrival } from '../parts/Page'
import { agreementColumns, negotiationColumns } from '../parts/rows'
import { SearchBox } from '../parts/SearchBox'
import { Failed, Loading } from '../parts/States'
import { ThingLinks } from '../parts/Thing'
import { addressOf, Link, useAddress } from '../routes'
import { sayNumber } from '../words'

export const countriesIn = graphql(`
  fragment CountriesIn on Negotiation {
    participants(first: 10) {
      edges {
        node {
          ...ActorName
        }
      }
    }
  }
`)

const startDocument = graphql(`
  query Start($on: PartialDate) {
    negotiations(filter: { openAsOf: $on }, first: 5, orderBy: { field: STARTED_ON, direction: DESC }) {
      totalCount
      edges {
        node {
          ...NegotiationRow
          ...CountriesIn
        }
      }
    }
    considered: negotiations(filter: { status: { any: [CONSIDERED] } }, first: 5) {
      totalCount
      edges {
        node {
          ...NegotiationRow
          ...CountriesIn
        }
      }
    }
    agreements(filter: { inForceAsOf: $on }, first: 5) {
      totalCount
      edges {
        node {
          ...AgreementRow
        }
      }
    }
    officials(first: 0) {
      totalCount
    }
    countries(first: 0) {
      totalCount
    }
    statements(first: 0) {
      totalCount
    }
    documents(first: 0) {
      totalCount
    }
    disagreements(first: 1) {
      totalCount
    }
    datasets {
      id
      title
      license
      factCount
    }
  }
`)

/** The fourteen questions that Parley answers, each with a link that answers it. */
const questions: [question: string, to: string, answer: string][] = [
  ['Who negotiated what with whom?', '/pair/country:RW/country:US', 'Rwanda and the United States'],
  ['With whom does a country deal most?', '/country/RW#counterparts', 'Rwanda’s counterparts'],
  ['What did an official say, and how sure is that?', '/official/marco-rubio#statements', 'Marco Rubio'],
  ['Who held this office on that day?', '/country/RW?on=2025-05-05#officeholders', 'Rwanda on 5 May 2025'],
  ['What happened, in order?', '/negotiation/us-rwanda-migration-talks#timeline', 'The US–Rwanda talks'],
  ['What became of an agreement, and who ended it?', '/agreement/uk-rwanda-arrangement', 'The UK–Rwanda arrangement'],
  ['How are two connected?', '/path?from=official:marco-rubio&to=country:RW', 'Marco Rubio and Rwanda'],
  ['What stood on a date?', '/country/RW?on=2025-05', 'Rwanda in May 2025'],
  ['What rests on one document alone?', '/document/us-rwanda-migration-talks', 'An article and its facts'],
  ['Which words speak of it?', '/search?q=rwnda%20migrants', '“rwnda migrants”, misspelt'],
  ['How many, and how does that change?', '/trends', 'Counts over time'],
  ['What changed since I last looked?', '/changes', 'All changes'],
  ['Which of these names does Parley know?', '/match?names=Marko%20Rubio%0ARuanda', '“Marko Rubio”, “Ruanda”'],
  ['How do I cite it?', '/statement/rubio-actively-searching', 'Under “Cite” on every page of a fact'],
]

export default function StartPage(): ReactNode {
  const { on } = useAddress()
  const heading = useArrival('Parley: who negotiated what with whom')
  const { data, failure, again } = useAsk(startDocument, { on })
  return (
    <article className="page">
      <div className="hero">
        <h1 ref={heading} tabIndex={-1}>
          Who negotiated what with whom, and which words say so
        </h1>
        <p className="lead">
          Parley holds international negotiations, what came of them and what was said about them. Each fact opens the
          exact words it rests on; where sources disagree, both are shown.
        </p>
        <SearchBox isLarge />
      </div>
      {failure && <Failed failure={failure} again={again} />}
      {!data && !failure && <Loading lines={8} />}
      {data && (
        <>
          <AsOfNote what="talks that were open and agreements that were in force." />
          <dl className="tally">
            <Tally of={data.negotiations.totalCount} what="negotiation" />
            <Tally of={data.agreements.totalCount} what="agreement" />
            <Tally of={data.statements.totalCount} what="statement" />
            <Tally of={data.officials.totalCount} what="official" />
            <Tally of={data.countries.totalCount} what="country, past and present" many="countries, past and present" />
            <Tally of={data.documents.totalCount} what="document" />
            <Tally of={data.disagreements.totalCount} what="disagreement" />
          </dl>
          <div className="columns">
            <Panel title="In talks" name="talks">
              <p>Talks that a source says are or were held.</p>
              <DataTable
                caption="Negotiations"
                columns={talkColumns}
                rows={data.negotiations.edges}
                keyOf={({ node }) => node.id}
              />
              <p>
                <Link to="/search?type=NEGOTIATION">All negotiations</Link>
              </p>
            </Panel>
            <Panel title="Only considered" name="considered">
              <p>What one side only thinks of. These are no talks, and no list or count of talks has them.</p>
              <DataTable
                caption="Considered"
                columns={talkColumns}
                rows={data.considered.edges}
                keyOf={({ node }) => node.id}
              />
              {data.considered.edges.length === 0 && <p className="empty">None.</p>}
            </Panel>
          </div>
          <Panel title="Agreements" name="agreements">
            <DataTable
              caption="Agreements"
              columns={agreementColumns()}
              rows={data.agreements.edges}
              keyOf={({ node }) => node.id}
            />
            {data.agreements.edges.length === 0 && <p className="empty">None that a source dates so.</p>}
          </Panel>
        </>
      )}
      <Panel title="What can be asked" name="questions">
        <ul className="questions">
          {questions.map(([question, to, answer]) => (
            <li key={question}>
              <p>{question}</p>
              <Link to={to}>{answer}</Link>
            </li>
          ))}
        </ul>
      </Panel>
      {data && (
        <Panel title="Where it comes from" name="datasets">
          <ul>
            {data.datasets.map((dataset) => (
              <li key={dataset.id}>
                <Link to={addressOf(dataset.id)}>{dataset.title}</Link>
                {dataset.factCount > 0 && `: ${sayNumber(dataset.factCount)} facts`}
                {dataset.license && `, ${dataset.license}`}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </article>
  )
}

type Talks = { node: NegotiationRowFragment & CountriesInFragment }

const countriesOf = ({ node }: Talks) =>
  node.participants.edges.map((edge) => edge.node).filter((actor) => actor.__typename === 'Country')

const talkColumns: Column<Talks>[] = [
  ...negotiationColumns<Talks>().slice(0, 2),
  {
    name: 'Countries',
    text: (row) =>
      countriesOf(row)
        .map(({ name }) => name)
        .join('; '),
    show: (row) => <ThingLinks of={countriesOf(row)} none="none named" />,
  },
]

function Tally({ of, what, many = `${what}s` }: { of: number; what: string; many?: string }): ReactNode {
  return (
    <div>
      <dt>{of === 1 ? what : many}</dt>
      <dd>{sayNumber(of)}</dd>
    </div>
  )
}
