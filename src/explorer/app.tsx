import { Component, lazy, Suspense, useEffect, type ComponentType, type ReactNode } from 'react'
import { Provider } from 'urql'
import { client } from './client'
import { AsOf } from './parts/AsOf'
import { EvidenceDrawer } from './parts/EvidenceDrawer'
import { Page } from './parts/Page'
import { SearchBox } from './parts/SearchBox'
import { Loading } from './parts/States'
import { idOf, Link, useAddress, type Kind, type Place } from './routes'

type ThingPage = ComponentType<{ id: string }>

const Actor: ThingPage = lazy(() => import('./pages/Actor'))

/** The page of each kind of thing. To add one is to add its file and its line here. */
const things: Record<Kind, ThingPage> = {
  country: Actor,
  official: Actor,
  organization: Actor,
  group: Actor,
  negotiation: lazy(() => import('./pages/Negotiation')),
  agreement: lazy(() => import('./pages/Agreement')),
  term: lazy(() => import('./pages/Term')),
  event: lazy(() => import('./pages/Event')),
  statement: lazy(() => import('./pages/Statement')),
  topic: lazy(() => import('./pages/Topic')),
  document: lazy(() => import('./pages/Document')),
  passage: lazy(() => import('./pages/Passage')),
  claim: lazy(() => import('./pages/Claim')),
  dataset: lazy(() => import('./pages/Dataset')),
  load: lazy(() => import('./pages/Load')),
}

/** The pages that are no thing's, by the first part of their address. */
const places: Record<Place | '', ComponentType> = {
  '': lazy(() => import('./pages/Start')),
  search: lazy(() => import('./pages/Search')),
  pair: lazy(() => import('./pages/Pair')),
  path: lazy(() => import('./pages/Path')),
  network: lazy(() => import('./pages/Network')),
  map: lazy(() => import('./pages/Map')),
  trends: lazy(() => import('./pages/Trends')),
  disagreements: lazy(() => import('./pages/Disagreements')),
  changes: lazy(() => import('./pages/Changes')),
  match: lazy(() => import('./pages/Match')),
  about: lazy(() => import('./pages/About')),
}

const ways = [
  ['/trends', 'Trends'],
  ['/map', 'Map'],
  ['/network', 'Network'],
  ['/path', 'How connected'],
  ['/disagreements', 'Disagreements'],
  ['/changes', 'Changes'],
  ['/match', 'Match names'],
  ['/about', 'About'],
] as const

export function App(): ReactNode {
  const { path } = useAddress()
  return (
    <Provider value={client}>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className="site">
        <div className="site-inside">
          <Link to="/" className="brand">
            Parley
          </Link>
          {path !== '/' && (
            <div className="site-search">
              <SearchBox />
            </div>
          )}
          <AsOf />
          <nav className="site-nav" aria-label="Parts of Parley">
            {ways.map(([to, name]) => (
              <Link key={to} to={to} aria-current={path === to ? 'page' : undefined}>
                {name}
              </Link>
            ))}
          </nav>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <Broken key={path}>
          <Suspense fallback={<Loading lines={12} />}>
            <Here />
          </Suspense>
          <EvidenceDrawer />
        </Broken>
      </main>
      <footer className="site-foot">
        <p>
          Parley says nothing that no source says. Each <span aria-hidden="true">❝</span> opens the words. Everything
          here comes from the <a href="/graphiql/">GraphQL API</a>, and what you see is yours to take away.
        </p>
      </footer>
    </Provider>
  )
}

function Here(): ReactNode {
  const { path } = useAddress()
  const id = idOf(path)
  const Thing = id === undefined ? undefined : things[id.slice(0, id.indexOf(':')) as Kind]
  if (Thing) return <Thing key={id} id={id!} />
  const place = path.split('/')[1] ?? ''
  const Place = Object.hasOwn(places, place) ? places[place as Place] : undefined
  return Place ? <Place key={path} /> : <Nothing />
}

function Nothing(): ReactNode {
  useEffect(() => {
    const robots = document.head.appendChild(document.createElement('meta'))
    robots.name = 'robots'
    robots.content = 'noindex'
    return () => robots.remove()
  }, [])
  return (
    <Page title="Nothing here">
      <p>There is no page at this address. Search for what you want above, or go to the start.</p>
      <p>
        <Link to="/">The start</Link>
      </p>
    </Page>
  )
}

/** Keeps the rest of the page when a part of it breaks, and says what to do. */
class Broken extends Component<{ children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {}

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error }
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children
    return (
      <div className="failure" role="alert">
        <h1>This page broke</h1>
        <p>That is a fault of the page, not of yours: {this.state.error.message}</p>
        <button type="button" onClick={() => location.reload()}>
          Load it anew
        </button>
      </div>
    )
  }
}
