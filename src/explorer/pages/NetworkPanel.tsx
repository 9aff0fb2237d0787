import { useMemo, useState, type ReactNode } from 'react'
import { Empty, Failed, Loading } from '../parts/States'
import Picture from '../pictures/network'
import { go, keepDate, useAddress } from '../routes'
import { useAround } from './networkAround'
import { networkDocument } from './networkQuestion'
import { drawn, webOf } from './networkWeb'
import '../pictures/pictures.css'

const all = { ties: new Set<string>(), nodes: new Set<string>() }

/** The network round one thing, as a part of its page. */
export default function NetworkPanel({ id, name }: { id: string; name: string }): ReactNode {
  const { on } = useAddress()
  const [expanded, setExpanded] = useState([id])
  const { answers, variables, isLoading, failure, again } = useAround(expanded, {
    topics: null,
    isTopical: false,
    during: null,
    on,
  })
  const shown = useMemo(() => {
    const centre = new Set(expanded)
    return drawn(webOf(answers.values(), centre), centre, all)
  }, [answers, expanded])
  if (failure) return <Failed failure={failure} again={again} />
  if (answers.size === 0) return <Loading lines={10} what="the network" />
  if (shown.ties.length === 0) return <Empty>Nothing ties it to anything that a source tells of.</Empty>
  return (
    <Picture
      title={`Network of ${name}`}
      centre={[id]}
      nodes={shown.nodes}
      ties={shown.ties}
      onExpand={(more) => setExpanded((before) => (before.includes(more) ? before : [...before, more]))}
      onOpen={(href) => go(keepDate(href))}
      busy={isLoading}
      operation={{ query: networkDocument.toString(), variables }}
    />
  )
}
