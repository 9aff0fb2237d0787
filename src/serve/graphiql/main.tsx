import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import './page.css'
import { createGraphiQLFetcher, createLocalStorage } from '@graphiql/toolkit'
import { GraphiQL } from 'graphiql'
import { createRoot } from 'react-dom/client'
import { operations } from './operations.js'

// Relative to the page, so that it also works behind a proxy that serves Parley under a path of its own.
const fetcher = createGraphiQLFetcher({ url: new URL('../graphql', document.baseURI).href })

// In a namespace of its own: other projects' GraphiQL has stood on this port too, and its tabs are not Parley's.
const storage = createLocalStorage({ namespace: 'parley' })

// GraphiQL fills in the query of the first tab on a first visit, but not its variables.
const initialVariables = storage.length === 0 ? operations[0]?.variables : undefined

createRoot(document.getElementById('graphiql')!).render(
  <GraphiQL
    fetcher={fetcher}
    storage={storage}
    defaultTabs={operations}
    initialVariables={initialVariables ?? undefined}
    defaultEditorToolsVisibility="variables"
  >
    <GraphiQL.Logo>Parley</GraphiQL.Logo>
  </GraphiQL>,
)
