import { useEffect, useMemo, useRef, useState } from 'react'
import { ask, explain, type Failure } from '../client'
import type { NetworkOfQueryVariables } from '../gql/graphql'
import { networkDocument, type Around } from './networkQuestion'

/** The most of one kind of tie that is asked for of one thing. */
const mostOfAKind = 50
/** What one id with one of each kind can cost the server; with its limit of 50,000 this says how many ids go into a request. */
const costOfOne = 95

export type Conditions = Omit<NetworkOfQueryVariables, 'ids' | 'first'>

/** What the ids are tied to. Only what is not there yet is asked for, so that to expand costs one thing's ties, not all. */
export function useAround(wanted: string[], conditions: Conditions) {
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
