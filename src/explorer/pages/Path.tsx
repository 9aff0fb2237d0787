import type { ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import { useAddress } from '../routes'
import { count, inWords } from '../words'
import { EvidenceButton } from '../parts/Evidence'
import { Page, Panel } from '../parts/Page'
import { Picker } from '../parts/Picker'
import { Empty, Failed, Loading } from '../parts/States'
import { TakeAway } from '../parts/TakeAway'
import { nameOf, ThingLink } from '../parts/Thing'

const pathDocument = graphql(`
  query PathPage($from: ID!, $to: ID!, $maxLength: Int!) {
    paths(from: $from, to: $to, maxLength: $maxLength, first: 5) {
      length
      steps {
        relationship
        forward
        evidence(first: 3) {
          id
        }
        from {
          ...ThingName
        }
        to {
          ...ThingName
        }
      }
    }
  }
`)

/** How two things are connected: the shortest ways, each step with the words that say so. */
export default function PathPage(): ReactNode {
  const { params, set } = useAddress()
  const from = params.get('from') ?? ''
  const to = params.get('to') ?? ''
  const maxLength = Math.min(6, Math.max(1, Number(params.get('steps') ?? 4) || 4))
  const variables = { from, to, maxLength }
  const isComplete = from !== '' && to !== ''
  const { data, failure, again, isLoading } = useAsk(pathDocument, variables, { pause: !isComplete })
  return (
    <Page
      title="How connected"
      lead="The shortest ways from one to another, through talks, agreements, offices and statements."
    >
      <div className="fields">
        <End label="From" id={from} onChoose={(id) => set({ from: id }, { replace: false })} />
        <End label="To" id={to} onChoose={(id) => set({ to: id }, { replace: false })} />
        <label>
          At most
          <select value={maxLength} onChange={(event) => set({ steps: event.target.value })}>
            {[1, 2, 3, 4, 5, 6].map((steps) => (
              <option key={steps} value={steps}>
                {count(steps, 'step')}
              </option>
            ))}
          </select>
        </label>
      </div>
      {!isComplete && <Empty>Choose both ends: begin to write a name and take one of the suggestions.</Empty>}
      {failure && <Failed failure={failure} again={again} />}
      {isComplete && !data && !failure && isLoading && <Loading what="the ways" />}
      {isComplete && data && (
        <Panel
          title="Ways"
          name="ways"
          count={data.paths.length}
          actions={
            <TakeAway
              name="parley-ways"
              what="the ways"
              query={pathDocument.toString()}
              variables={variables}
              table={() => ({
                names: ['Way', 'Step', 'From', 'Relationship', 'To'],
                rows: data.paths.flatMap((path, way) =>
                  path.steps.map((step, at) => [
                    String(way + 1),
                    String(at + 1),
                    nameOf(step.forward ? step.from : step.to),
                    inWords(step.relationship),
                    nameOf(step.forward ? step.to : step.from),
                  ]),
                ),
                json: data.paths,
              })}
            />
          }
        >
          {data.paths.length === 0 && (
            <Empty>
              No way of {count(maxLength, 'step')} or fewer. Ways do not go through topics, nor through what has over
              1,000 ties.
            </Empty>
          )}
          {data.paths.map((path, at) => (
            <div key={at}>
              <h3>{count(path.length, 'step')}</h3>
              <ol className="steps">
                {path.steps.map((step, place) => (
                  <li key={place} className="step">
                    {place === 0 && (
                      <span className="stop">
                        <ThingLink of={step.from} />
                      </span>
                    )}{' '}
                    <span className="tie">
                      {step.forward ? '' : '← '}
                      {inWords(step.relationship)}
                      {step.forward ? ' →' : ''}{' '}
                      <EvidenceButton
                        on={step.evidence.map(({ id }) => id)}
                        of={`${nameOf(step.from)} ${inWords(step.relationship)} ${nameOf(step.to)}`}
                      />
                    </span>{' '}
                    <span className="stop">
                      <ThingLink of={step.to} />
                    </span>
                  </li>
                ))}
              </ol>
            </div>
          ))}
        </Panel>
      )}
    </Page>
  )
}

const nameDocument = graphql(`
  query NameOf($id: ID!) {
    node(id: $id) {
      ...ThingName
    }
  }
`)

/** One end of the way: who it is, and a field to choose another. */
function End({ label, id, onChoose }: { label: string; id: string; onChoose: (id: string | null) => void }): ReactNode {
  const { data } = useAsk(nameDocument, { id }, { pause: id === '' })
  if (id === '') return <Picker label={label} onPick={onChoose} />
  return (
    <div className="chosen">
      <span className="faint">{label}</span>
      <span>
        {data?.node ? <ThingLink of={data.node} /> : <code>{id}</code>}{' '}
        <button type="button" className="small" onClick={() => onChoose(null)} aria-label={`Change: ${label}`}>
          Change
        </button>
      </span>
    </div>
  )
}
