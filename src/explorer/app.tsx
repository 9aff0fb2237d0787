import { Component, lazy, Suspense, type ComponentType, type ReactNode } from 'react'
import { Provider } from 'urql'
import { client } from './client'
import { EvidenceDrawer } from './parts/EvidenceDrawer'
import { Page } from './parts/Page'
import { Loading } from './parts/States'
import { idOf, Link, useAddress, type Kind } from './routes'

type ThingPage = ComponentType<{ id: string }>

/** The page of each kind of thing. To add a kind is to add its file and its line here. */
const things: Partial<Record<Kind, ThingPage>> = {
  negotiation: lazy(() => import('./pages/Negotiation')),
}

/** Pages that are no thing's, by their address. */
const places: Record<string, ComponentType> = {}

export function App(): ReactNode {
  return (
    <Provider value={client}>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className="site">
        <Link to="/" className="brand">
          Parley
        </Link>
      </header>
      <main id="main" tabIndex={-1}>
        <Broken>
          <Suspense fallback={<Loading lines={12} />}>
            <Here />
          </Suspense>
          <EvidenceDrawer />
        </Broken>
      </main>
    </Provider>
  )
}

function Here(): ReactNode {
  const { path } = useAddress()
  const id = idOf(path)
  const Thing = id === undefined ? undefined : things[id.slice(0, id.indexOf(':')) as Kind]
  if (Thing) return <Thing key={id} id={id!} />
  const Place = places[`/${path.split('/')[1]}`]
  if (Place) return <Place key={path} />
  return (
    <Page title="Nothing here">
      <p>There is no page at this address.</p>
      <p>
        <Link to="/">Go to the start</Link>
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
