import type { ReactNode } from 'react'
import { useAsk, type Asked } from '../client'
import { graphql } from '../gql'
import type { ActorSayingsQuery } from '../gql/graphql'
import { ListPanel } from '../parts/List'
import { nodeOf, statementColumns, Statements } from '../parts/rows'
import { Awaited } from '../parts/States'
import { TimelinePanel } from '../parts/TimelinePanel'
import { Link, useAddress } from '../routes'
import type { Actor } from './actorFacts'
import { membershipsOfDocument, statementsAboutDocument, statementsByDocument } from './actorLists'
import { membershipColumns, type Membership } from './actorOffices'

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

export function useSayings(id: string): Asked<ActorSayingsQuery> {
  const { on } = useAddress()
  return useAsk(sayingsDocument, { id, on, first: 10 })
}

/** What an actor said, what was said about it, what it is a member of, and all that in order. */
export function Sayings({ of: actor, by: asked }: { of: Actor; by: ReturnType<typeof useSayings> }): ReactNode {
  const { on } = useAddress()
  const said = asked.data?.node && 'statements' in asked.data.node ? asked.data.node : undefined
  if (!said) return <Awaited asked={asked} what="what was said" />
  return (
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
        intro={
          said.statements.edges.length > 0 && (
            <p>
              <Link to={`/search?type=STATEMENT&speaker=${actor.id}`}>All of it, by topic, year and act</Link>
            </p>
          )
        }
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
        empty={on === null ? undefined : 'No source names one for that date.'}
        columns={membershipColumns<Membership>('Organization')}
      />
      <TimelinePanel of={said} title={actor.name} />
    </>
  )
}
