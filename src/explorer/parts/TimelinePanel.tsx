import { lazy, Suspense, type ReactNode } from 'react'
import { readDate } from '../dates'
import { graphql } from '../gql'
import type { MomentFragment, TimelineOfFragment } from '../gql/graphql'
import { addressOf, go, keepDate, useAddress } from '../routes'
import { inWords } from '../words'
import { ListPanel } from './List'
import { momentColumns, Moments } from './rows'
import { nameOf } from './Thing'

const Timeline = lazy(() => import('../pictures/timeline'))

export const timelineOf = graphql(`
  fragment TimelineOf on HasTimeline {
    timeline(first: $first, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        ...Moment
      }
    }
  }
`)

const timelineDocument = graphql(`
  query Timeline($id: ID!, $first: Int!, $after: String) {
    node(id: $id) {
      id
      ... on HasTimeline {
        ...TimelineOf
      }
    }
  }
`)

type HasTimeline = { id: string } & Pick<TimelineOfFragment, 'timeline'>

/** Moments drawn along a line of time, each as wide as the time that it may have happened in. */
export function DrawnTimeline({ of, title }: { of: readonly MomentFragment[]; title: string }): ReactNode {
  const { on } = useAddress()
  // What one date is known of, or none, is said by the list alone.
  if (of.filter((moment) => moment.on !== null).length < 2) return null
  return (
    <Suspense fallback={<div className="picture-place" />}>
      <Timeline
        title={`Timeline: ${title}`}
        on={on ?? undefined}
        onOpen={(href) => go(keepDate(href))}
        items={of.map(({ on: date, statusAfter, node }) => ({
          id: node.id,
          label: nameOf(node),
          kind: node.__typename,
          date: readDate(date),
          href: addressOf(node.id),
          status: statusAfter ? inWords(statusAfter) : undefined,
          uncertain: node.certainty !== 'CERTAIN',
        }))}
      />
    </Suspense>
  )
}

/** What happened around a thing, in order. */
export function TimelinePanel({ of, title }: { of: HasTimeline; title: string }): ReactNode {
  return (
    <ListPanel
      title="Timeline"
      name="timeline"
      list={of.timeline}
      document={timelineDocument}
      variables={{ id: of.id }}
      pick={(answer) => (answer.node && 'timeline' in answer.node ? answer.node.timeline : undefined)}
      keyOf={(row) => row.node.id}
      empty="Nothing that a source tells of."
      columns={momentColumns}
    >
      {(rows) => (
        <>
          <DrawnTimeline of={rows} title={title} />
          <Moments of={rows} />
        </>
      )}
    </ListPanel>
  )
}
