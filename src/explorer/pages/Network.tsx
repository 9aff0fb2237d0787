import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { ask, explain, useAsk, type Failure } from '../client'
import { isPoint } from '../dates'
import { graphql } from '../gql'
import type { NetworkOfQueryVariables } from '../gql/graphql'
import { addressOf, go, keepDate, Link, useAddress } from '../routes'
import { capital, inWords, sayNumber } from '../words'
import { Page } from '../parts/Page'
import { Picker } from '../parts/Picker'
import { Empty, Failed, Loading } from '../parts/States'
import '../pictures/pictures.css'
import { networkDocument, webOf, type Around } from './networkTies'

const Picture = lazy(() => import('../pictures/network'))

/** The most of one kind of tie that is asked for of one thing. */
const mostOfAKind = 50
/** What one id with one of each kind can cost the server; with its limit of 50,000 this says how many ids go into a request. */
const costOfOne = 95
const mostNodes = 500

const pairsDocument = graphql(`
  query PairsToDraw {
    negotiations(first: 0) {
      facets {
        pairs(first: 12) {
          a {
            ...ActorName
          }
          b {
            ...ActorName
          }
          count
        }
      }
    }
  }
`)

export default function NetworkPage(): ReactNode {
  const { params } = useAddress()
  const around = listed(params, 'around')
  return around.length === 0 ? <Choose /> : <Around of={around} />
}

/** Ids in a parameter: several times, or with commas between. */
function listed(params: URLSearchParams, name: string): string[] {
  const given = params.getAll(name)
  const ids = given.length > 1 ? given : (given[0] ?? '').split(',')
  return [...new Set(ids.map((id) => id.trim()).filter((id) => id !== ''))].slice(0, 100)
}

function Around({ of }: { of: string[] }): ReactNode {
  const { params, on, set } = useAddress()
  const topic = params.get('topic')
  const from = point(params.get('from'))
  const to = point(params.get('to'))
  const hidden = new Set(params.getAll('without'))
  const expanded = listed(params, 'more')
  const wanted = [...new Set([...of, ...expanded])]
  const conditions = {
    topics: topic === null ? null : [topic],
    isTopical: topic !== null,
    during: from === null && to === null ? null : { from, to },
    on,
  }
  const { answers, variables, isLoading, failure, again } = useAround(wanted, conditions)

  const expandedKey = wanted.join(' ')
  const web = useMemo(() => webOf(answers.values(), new Set(expandedKey.split(' '))), [answers, expandedKey])
  const hiddenKey = [...hidden].sort().join(' ')
  const shown = useMemo(() => {
    const without = new Set(hiddenKey.split(' '))
    const ties = web.ties.filter(({ kind }) => !without.has(kind))
    const tied = new Set([...ties.flatMap((tie) => [tie.from, tie.to]), ...expandedKey.split(' ')])
    const nodes = web.nodes.filter(({ id }) => tied.has(id))
    if (nodes.length <= mostNodes) return { nodes, ties, left: 0 }
    // Whoever has most ties stays.
    const degree = new Map<string, number>()
    for (const tie of ties) for (const id of [tie.from, tie.to]) degree.set(id, (degree.get(id) ?? 0) + 1)
    const first = new Set(expandedKey.split(' '))
    const weight = ({ id }: { id: string }) => (first.has(id) ? Infinity : (degree.get(id) ?? 0))
    const kept = nodes.toSorted((a, b) => weight(b) - weight(a)).slice(0, mostNodes)
    const ids = new Set(kept.map(({ id }) => id))
    return {
      nodes: kept,
      ties: ties.filter((tie) => ids.has(tie.from) && ids.has(tie.to)),
      left: nodes.length - mostNodes,
    }
  }, [web, hiddenKey, expandedKey])

  const onExpand = useCallback(
    (id: string) => {
      if (!wanted.includes(id)) set({ more: [...expanded, id] })
    },
    [expandedKey, set],
  )
  const onOpen = useCallback((href: string) => go(keepDate(href)), [])

  const names = of.map((id) => web.nodes.find((node) => node.id === answers.get(id)?.id)?.label ?? id)
  const title = `Network of ${sayList(names)}`
  const kinds = [...new Set(web.ties.map(({ kind }) => kind))].sort()
  const unknown = of.filter((id) => !isLoading && !failure && !answers.has(id))

  return (
    <Page
      title={answers.size === 0 && isLoading ? 'Network' : title}
      lead="Who and what they are tied to, by which tie, and when."
    >
      {failure && <Failed failure={failure} again={again} />}
      {unknown.length > 0 && <p className="empty">Parley knows nothing by the id {unknown.join(', ')}.</p>}
      <div className="picture-filters">
        <Picker label="Add to the network" onPick={(id) => set({ around: [...of, id].join(',') })} />
        <Field label="Topic">
          {(id) => (
            <select
              id={id}
              value={topic ?? ''}
              onChange={(event) => set({ topic: event.target.value || null, more: expanded })}
            >
              <option value="">Any</option>
              {topic !== null && !web.topics.some((each) => each.id === topic) && (
                <option value={topic}>{topic}</option>
              )}
              {web.topics.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.label}
                </option>
              ))}
            </select>
          )}
        </Field>
        <PointField label="From" name="from" />
        <PointField label="To" name="to" />
      </div>
      {kinds.length > 1 && (
        <fieldset className="picture-kinds">
          <legend>Ties</legend>
          {kinds.map((kind) => (
            <label key={kind}>
              <input
                type="checkbox"
                checked={!hidden.has(kind)}
                onChange={(event) => {
                  const next = new Set(hidden)
                  if (event.target.checked) next.delete(kind)
                  else next.add(kind)
                  set({ without: [...next] })
                }}
              />
              {inWords(kind)}
            </label>
          ))}
        </fieldset>
      )}
      {topic !== null && (
        <p className="picture-note">Events have no topics in Parley, so none are drawn while one is chosen.</p>
      )}
      {on !== null && (
        <p className="picture-note">
          As of {on}: talks that were open, agreements in force, offices and memberships held.
        </p>
      )}
      {answers.size === 0 ? (
        isLoading && <Loading lines={10} what="the network" />
      ) : (
        <>
          <Suspense fallback={<Loading lines={10} what="the picture" />}>
            <Picture
              title={title}
              centre={of.map((id) => answers.get(id)?.id ?? id)}
              nodes={shown.nodes}
              ties={shown.ties}
              onExpand={onExpand}
              onOpen={onOpen}
              busy={isLoading}
              operation={{ query: networkDocument.toString(), variables }}
            />
          </Suspense>
          {shown.ties.length === 0 && !isLoading && (
            <Empty>
              Nothing ties {sayList(names)} to anything under these conditions. Choose a wider period or any topic.
            </Empty>
          )}
          {shown.left > 0 && (
            <p className="picture-note">
              {sayNumber(shown.left)} more things with the fewest ties are left out. Fewer ties, a topic or a period
              make room.
            </p>
          )}
          {web.cut.length > 0 && (
            <p className="picture-note">
              There is more than the first {sayNumber(variables.first)} of each kind about{' '}
              {web.cut.map(({ id, label }, at) => (
                <span key={id}>
                  {at > 0 && ', '}
                  <Link to={addressOf(id)}>
                    <bdi>{label}</bdi>
                  </Link>
                </span>
              ))}
              . A topic or a period brings other parts of it; the page of each lists all.
            </p>
          )}
        </>
      )}
    </Page>
  )
}

type Conditions = Omit<NetworkOfQueryVariables, 'ids' | 'first'>

/** What the ids are tied to. Only what is not there yet is asked for, so that to expand costs one thing's ties, not all. */
function useAround(wanted: string[], conditions: Conditions) {
  const key = JSON.stringify(conditions)
  const [known, setKnown] = useState<{ key: string; answers: Map<string, Around | null> }>({ key, answers: new Map() })
  const [failure, setFailure] = useState<Failure>()
  const [tries, setTries] = useState(0)
  const mine = known.key === key ? known.answers : undefined
  const missing = wanted.filter((id) => !mine?.has(id))
  const missingKey = missing.join(' ')
  const first = Math.max(3, Math.min(mostOfAKind, Math.floor(50_000 / costOfOne / Math.max(1, missing.length))))

  const current = useRef(key)
  useEffect(() => {
    current.current = key
    if (missingKey === '') return
    setFailure(undefined)
    const ids = missingKey.split(' ')
    ask(networkDocument, { ids, first, ...(JSON.parse(key) as Conditions) }).then(
      ({ nodes }) => {
        // An answer to conditions that were changed meanwhile is nobody's.
        if (current.current !== key) return
        setKnown((before) => {
          const answers = new Map(before.key === key ? before.answers : [])
          for (const [at, id] of ids.entries()) answers.set(id, nodes[at] ?? null)
          return { key, answers }
        })
      },
      (error: unknown) => current.current !== key || setFailure(explain(error)),
    )
  }, [key, missingKey, first, tries])

  // While other conditions are asked for, what was there stays in sight.
  const answers = useMemo(() => {
    const found = new Map<string, Around>()
    for (const [id, answer] of known.answers) if (answer) found.set(id, answer)
    return found
  }, [known])
  return {
    answers,
    variables: { ids: wanted, first, ...conditions },
    isLoading: missing.length > 0 && failure === undefined,
    failure,
    again: () => setTries((before) => before + 1),
  }
}

function Choose(): ReactNode {
  const asked = useAsk(pairsDocument, {})
  const pairs = asked.data?.negotiations.facets.pairs ?? []
  return (
    <Page title="Network" lead="Choose whose network to draw: a country, an official, an organization, talks, a topic.">
      <Picker label="Draw the network of" onPick={(id) => go(keepDate(`/network?around=${id}`))} />
      {asked.failure && <Failed failure={asked.failure} again={asked.again} />}
      {asked.isLoading && <Loading lines={5} />}
      {pairs.length > 0 && (
        <>
          <h2>Or one of the pairs with most talks</h2>
          <ul className="pairs">
            {pairs.map(({ a, b, count }) => (
              <li key={`${a.id} ${b.id}`}>
                <Link to={`/network?around=${a.id},${b.id}`}>
                  {a.name} and {b.name}
                </Link>{' '}
                <span className="faint">{sayNumber(count)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  )
}

const point = (text: string | null) => (text !== null && isPoint(text) ? text : null)

function sayList(names: string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function Field({ label, children }: { label: string; children: (id: string) => ReactNode }): ReactNode {
  const id = `filter-${label.toLowerCase()}`
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}

/** A field for a year, a month or a day, kept in the address. */
export function PointField({ label, name }: { label: string; name: string }): ReactNode {
  const { params, set } = useAddress()
  const [text, setText] = useState(params.get(name) ?? '')
  const isWrong = text !== '' && !isPoint(text)
  const keep = () => {
    if (!isWrong && text !== (params.get(name) ?? '')) set({ [name]: text || null })
  }
  return (
    <Field label={label}>
      {(id) => (
        <>
          <input
            id={id}
            size={11}
            placeholder="2024-05"
            value={text}
            aria-invalid={isWrong}
            aria-describedby={isWrong ? `${id}-wrong` : undefined}
            onChange={(event) => setText(event.target.value.trim())}
            onBlur={keep}
            onKeyDown={(event) => event.key === 'Enter' && keep()}
          />
          {isWrong && (
            <small id={`${id}-wrong`} role="alert">
              {capital('a year, a month or a day: 2024, 2024-05, 2024-05-31')}
            </small>
          )}
        </>
      )}
    </Field>
  )
}
