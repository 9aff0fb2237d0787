import { lazy, Suspense, useCallback, useMemo, type ReactNode } from 'react'
import { useAsk } from '../client'
import { graphql } from '../gql'
import { addressOf, go, keepDate, Link, pointIn, useAddress } from '../routes'
import { inWords, sayNumber } from '../words'
import { Field, PointField } from '../parts/fields'
import { Page } from '../parts/Page'
import { Picker } from '../parts/Picker'
import { Empty, Failed, Loading } from '../parts/States'
import '../pictures/pictures.css'
import { useAround } from './networkAround'
import { networkDocument } from './networkQuestion'
import { drawn, webOf } from './networkWeb'

const Picture = lazy(() => import('../pictures/network'))

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
  const from = pointIn(params, 'from')
  const to = pointIn(params, 'to')
  const hidden = new Set(params.getAll('without'))
  const unseen = new Set(params.getAll('hide'))
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
  const unseenKey = [...unseen].sort().join(' ')
  const shown = useMemo(() => {
    const without = { ties: new Set(hiddenKey.split(' ')), nodes: new Set(unseenKey.split(' ')) }
    return drawn(web, new Set(expandedKey.split(' ')), without)
  }, [web, hiddenKey, unseenKey, expandedKey])

  const onExpand = useCallback(
    (id: string) => {
      if (!wanted.includes(id)) set({ more: [...expanded, id] })
    },
    [expandedKey, set],
  )
  const onOpen = useCallback((href: string) => go(keepDate(href)), [])

  const names = of.map((id) => web.nodes.find((node) => node.id === answers.get(id)?.id)?.label ?? id)
  const title = `Network of ${sayList(names)}`
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
      <Kinds title="Ties" name="without" of={[...new Set(web.ties.map(({ kind }) => kind))]} hidden={hidden} />
      <Kinds title="Things" name="hide" of={[...new Set(web.nodes.map(({ kind }) => kind))]} hidden={unseen} />
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

function sayList(names: string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** Kinds to be drawn or left out; those left out are in the address. */
function Kinds({
  title,
  name,
  of,
  hidden,
}: {
  title: string
  name: string
  of: string[]
  hidden: Set<string>
}): ReactNode {
  const { set } = useAddress()
  if (of.length < 2) return null
  return (
    <fieldset className="picture-kinds">
      <legend>{title}</legend>
      {of.sort().map((kind) => (
        <label key={kind}>
          <input
            type="checkbox"
            checked={!hidden.has(kind)}
            onChange={(event) => {
              const next = new Set(hidden)
              if (event.target.checked) next.delete(kind)
              else next.add(kind)
              set({ [name]: [...next] })
            }}
          />
          {inWords(kind)}
        </label>
      ))}
    </fieldset>
  )
}
