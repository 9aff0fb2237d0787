import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import type { AgreementsOfActorFragment, CounterpartsOfFragment, ParticipationsOfFragment } from '../gql/graphql'
import { PointField } from '../parts/fields'
import { ListPanel, type Column } from '../parts/List'
import { Certainty, Derived } from '../parts/Marks'
import { Picker } from '../parts/Picker'
import { agreementColumns, evidenceColumn, negotiationColumns, nodeOf, termColumns, Terms } from '../parts/rows'
import { Awaited } from '../parts/States'
import { ThingLink, ThingLinks } from '../parts/Thing'
import { Link, pointIn, useAddress } from '../routes'
import { inWords, sayNumber } from '../words'
import type { Actor } from './actorFacts'
import {
  agreementsOfActorDocument,
  counterpartsOfDocument,
  givenByDocument,
  givenToDocument,
  participationsOfDocument,
} from './actorLists'

const dealingsDocument = graphql(`
  query ActorDealings($id: ID!, $on: PartialDate, $topics: [ID!], $during: DateFilter, $first: Int!, $after: String) {
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

type Counterpart = CounterpartsOfFragment['counterparts']['edges'][number]
type Participation = ParticipationsOfFragment['participations']['edges'][number]
type Party = AgreementsOfActorFragment['agreements']['edges'][number]

/** What an actor had part in, with whom, and what it gives and is given. */
export function useDealings(id: string) {
  const { on, params } = useAddress()
  const topic = params.get('topic')
  const since = pointIn(params, 'since')
  const narrowing = { topics: topic === null ? null : [topic], during: since === null ? null : { from: since } }
  const asked = useAsk(dealingsDocument, { id, on, ...narrowing, first: 10 })
  return { asked, narrowing }
}

export function Dealings({ of: actor, by }: { of: Actor; by: ReturnType<typeof useDealings> }): ReactNode {
  const { on } = useAddress()
  const { asked, narrowing } = by
  const isState = 'countryKind' in actor
  const dealt = asked.data?.node && 'counterparts' in asked.data.node ? asked.data.node : undefined
  if (!dealt) return <Awaited asked={asked} what="what it had part in" />
  return (
    <>
      <ListPanel
        title="Counterparts"
        name="counterparts"
        list={dealt.counterparts}
        document={counterpartsOfDocument}
        variables={{ id: actor.id, ...narrowing }}
        pick={({ node }) => (node && 'counterparts' in node ? node.counterparts : undefined)}
        keyOf={(row) => row.node.id}
        empty={
          isState || narrowing.topics || narrowing.during
            ? 'No dealings with anybody that a source tells of.'
            : undefined
        }
        intro={<Narrowing />}
        columns={counterpartColumns(actor)}
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
  )
}

/** What limits the counterparts: a topic with all that is narrower, and a date from which on they dealt. */
function Narrowing(): ReactNode {
  const { params, set } = useAddress()
  const topic = params.get('topic')
  return (
    <>
      <p className="faint">Ranked by the talks and agreements both are parties to, then by what was said.</p>
      <div className="picture-filters">
        <Picker label="On the topic" types={['TOPIC']} onPick={(id) => set({ topic: id })} />
        <PointField label="Since" name="since" />
        {topic !== null && (
          <button type="button" onClick={() => set({ topic: null })}>
            Any topic, not only {topic.slice(topic.indexOf(':') + 1).replace(/-/g, ' ')}
          </button>
        )}
      </div>
    </>
  )
}

function counterpartColumns(actor: Actor): Column<Counterpart>[] {
  const counted = (name: string, of: (row: Counterpart) => number): Column<Counterpart> => ({
    name,
    text: (row) => String(of(row)),
    show: (row) => sayNumber(of(row)),
    isNumber: true,
  })
  const shared = (row: Counterpart) => [...row.negotiations.edges.map(nodeOf), ...row.agreements.edges.map(nodeOf)]
  return [
    { name: 'With', text: (row) => row.node.name, show: (row) => <ThingLink of={row.node} /> },
    counted('Talks', (row) => row.negotiationCount),
    counted('Agreements', (row) => row.agreementCount),
    counted('Statements', (row) => row.statementCount),
    {
      name: 'Shared',
      text: (row) =>
        shared(row)
          .map(({ title }) => title)
          .join('; '),
      show: (row) => <ThingLinks of={shared(row)} />,
    },
    {
      name: 'Between them',
      text: (row) => `/pair/${actor.id}/${row.node.id}`,
      show: (row) => (
        <Link to={`/pair/${actor.id}/${row.node.id}`} aria-label={`Both together: ${actor.name} and ${row.node.name}`}>
          Both together
        </Link>
      ),
    },
  ]
}
