import { lazy, Suspense, type ReactNode } from 'react'
import { Panel } from '../parts/Page'
import { Loading } from '../parts/States'
import { Link, useAddress } from '../routes'
import type { Actor } from './actorFacts'

const pictures = {
  network: { title: 'Network', draw: lazy(() => import('./NetworkPanel')), whole: '/network?around=' },
  map: { title: 'Map of counterparts', draw: lazy(() => import('./MapPanel')), whole: '/map?of=' },
} as const

/** An actor's network and map. What they show is asked for when they are opened, and which are open is in the address. */
export function ActorPictures({ of: actor }: { of: Actor }): ReactNode {
  const { params, set } = useAddress()
  const open = params.getAll('draw')
  return Object.entries(pictures).map(([name, { title, draw: Draw, whole }]) => {
    const isOpen = open.includes(name)
    return (
      <Panel
        key={name}
        title={title}
        name={name}
        actions={
          <div className="page-tools">
            <button
              type="button"
              className="small"
              aria-expanded={isOpen}
              onClick={() => set({ draw: isOpen ? open.filter((each) => each !== name) : [...open, name] })}
            >
              {isOpen ? 'Close' : 'Draw here'}
            </button>
            <Link className="button small" to={whole + actor.id}>
              {title} by itself
            </Link>
          </div>
        }
      >
        {isOpen && (
          <Suspense fallback={<Loading lines={10} what="the picture" />}>
            <Draw id={actor.id} name={actor.name} />
          </Suspense>
        )}
      </Panel>
    )
  })
}
