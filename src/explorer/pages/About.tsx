import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import { addressOf, Link } from '../routes'
import { Certainty, Corroboration, Derived, Status } from '../parts/Marks'
import { Page, Panel } from '../parts/Page'

const aboutDocument = graphql(`
  query AboutPage {
    about {
      version
      schemaVersion
      graphRevision
    }
    datasets {
      id
      title
      publisher
      license
      rights
    }
  }
`)

export default function AboutPage(): ReactNode {
  const { data } = useAsk(aboutDocument, {})
  return (
    <Page title="About Parley" lead="How to read what is shown here, where it comes from, and how to take it away.">
      <Panel title="How to read it" name="reading">
        <p>
          <span className="evidence-button sample" aria-hidden="true">
            ❝
          </span>{' '}
          opens the words that something rests on, in their context, with the document, its publisher and its date.
        </p>
        <dl className="facts">
          <Reading mark={<Certainty of="CERTAIN" always />}>The source says it as a fact.</Reading>
          <Reading mark={<Certainty of="PROBABLE" always />}>
            The source says “reportedly”, or has it at second hand.
          </Reading>
          <Reading mark={<Certainty of="POSSIBLE" always />}>The source says “may”.</Reading>
          <Reading mark={<Corroboration of="SINGLE_ORIGIN" />}>One source, however many copied it.</Reading>
          <Reading mark={<Corroboration of="CORROBORATED" />}>Independent sources say the same.</Reading>
          <Reading mark={<Corroboration of="DISPUTED" />}>Sources say different things; both are shown.</Reading>
          <Reading mark={<Derived when />}>Parley worked it out: whoever acts for a country counts for it.</Reading>
          <Reading mark={<Status of="CONSIDERED" />}>One side only thinks of it. It counts as no talks.</Reading>
        </dl>
        <p>
          A date is as precise as its source and no more. “Between January and May 2025” means some day within; “July
          2024 or before” has no known beginning. What has no date is said to have none.
        </p>
        <p>
          “After” says in which order things happened, and never that one brought about the other. A cause is shown as
          one only where a source states it.
        </p>
        <p>
          With a date in “As of” at the top, every page shows offices, memberships, agreements and talks as they stood
          then. Statements and events are of all times.
        </p>
      </Panel>
      <Panel title="How to take it away" name="taking">
        <p>
          Each list can be saved as CSV or JSON, each picture as SVG or PNG. “GraphQL” opens the question behind a list,
          with its variables, in <a href="/graphiql/">GraphiQL</a>, so that you can change it and ask it from your own
          programs at <code>/graphql</code>. The address of a page is permanent and says all that the page shows: to
          send a view is to send its address.
        </p>
      </Panel>
      {data && (
        <Panel title="Datasets and licences" name="datasets">
          <ul>
            {data.datasets.map((dataset) => (
              <li key={dataset.id}>
                <Link to={addressOf(dataset.id)}>{dataset.title}</Link>
                {dataset.publisher && `, ${dataset.publisher}`}
                {dataset.license && `, ${dataset.license}`}. {dataset.rights}
              </li>
            ))}
          </ul>
          <p className="faint">
            Parley {data.about.version}, model {data.about.schemaVersion}, revision {data.about.graphRevision} of the
            graph.
          </p>
        </Panel>
      )}
    </Page>
  )
}

function Reading({ mark, children }: { mark: ReactNode; children: ReactNode }): ReactNode {
  return (
    <div className="fact">
      <dt>{mark}</dt>
      <dd>{children}</dd>
    </div>
  )
}
