import { useState, type ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import { addressOf, Link, useAddress } from '../routes'
import { count, inWords, kindInWords } from '../words'
import { Page, Panel } from '../parts/Page'
import { Empty, Failed, Loading } from '../parts/States'
import { TakeAway } from '../parts/TakeAway'
import { nameOf } from '../parts/Thing'

const matchDocument = graphql(`
  query MatchPage($names: [MatchInput!]!) {
    match(names: $names, first: 3) {
      name
      candidates {
        score
        matchedName
        reasons {
          feature
          value
        }
        node {
          ...ThingName
        }
      }
    }
  }
`)

/** The most names that are asked for at once. */
const most = 100

/** Many names at once, misspelt ones too, with what they may mean and why. */
export default function MatchPage(): ReactNode {
  const { params, set } = useAddress()
  const given = params.get('names') ?? ''
  const [text, setText] = useState(given)
  const names = [...new Set(given.split('\n').map((name) => name.trim()))].filter((name) => name !== '')
  const variables = { names: names.slice(0, most).map((name) => ({ name })) }
  const { data, failure, again } = useAsk(matchDocument, variables, { pause: names.length === 0 })
  return (
    <Page
      title="Match names"
      lead="Write names one a line, as you have them. Parley says which of its things they may mean, how sure that is and why, and decides nothing."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          set({ names: text.trim() === '' ? null : text.trim() }, { replace: false })
        }}
      >
        <label htmlFor="names">Names, one a line</label>
        <textarea
          id="names"
          className="names"
          rows={6}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <p>
          <button type="submit" className="primary">
            Match
          </button>
        </p>
      </form>
      {names.length > most && <p role="status">Only the first {most} names are matched at once.</p>}
      {failure && <Failed failure={failure} again={again} />}
      {names.length > 0 && !data && !failure && <Loading what="the matches" />}
      {data && names.length > 0 && (
        <Panel
          title="What they may mean"
          name="matches"
          count={data.match.length}
          actions={
            <TakeAway
              name="parley-matches"
              what="the matches"
              query={matchDocument.toString()}
              variables={variables}
              table={() => ({
                names: ['Name', 'Id', 'Found name', 'Score', 'Reasons'],
                rows: data.match.flatMap(({ name, candidates }) =>
                  candidates.length === 0
                    ? [[name, '', '', '', '']]
                    : candidates.map((one) => [
                        name,
                        one.node.id,
                        one.matchedName,
                        String(one.score),
                        one.reasons.map(({ feature, value }) => `${inWords(feature)} ${value}`).join('; '),
                      ]),
                ),
                json: data.match,
              })}
            />
          }
        >
          <ul className="entries">
            {data.match.map(({ name, candidates }) => (
              <li key={name}>
                <h3>
                  <bdi>{name}</bdi>
                </h3>
                {candidates.length === 0 ? (
                  <Empty>Nothing like it.</Empty>
                ) : (
                  <ol>
                    {candidates.map((one) => (
                      <li key={one.node.id}>
                        <Link to={addressOf(one.node.id)}>
                          <bdi>{nameOf(one.node)}</bdi>
                        </Link>{' '}
                        <span className="faint">
                          {kindInWords(one.node.__typename)}, {Math.round(one.score * 100)} of 100:{' '}
                          {one.reasons.map(({ feature }) => inWords(feature)).join(', ')}
                          {one.matchedName !== nameOf(one.node) && `, as “${one.matchedName}”`}
                        </span>
                      </li>
                    ))}
                  </ol>
                )}
              </li>
            ))}
          </ul>
          <p className="unseen" role="status">
            {count(data.match.length, 'name')} matched.
          </p>
        </Panel>
      )}
    </Page>
  )
}
