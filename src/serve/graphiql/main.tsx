import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import './page.css'
import { createGraphiQLFetcher, createLocalStorage } from '@graphiql/toolkit'
import { GraphiQL } from 'graphiql'
import { createRoot } from 'react-dom/client'
import { askedFor } from './asked.js'
import { operations } from './operations.js'

// Relative to the page, so that it also works behind a proxy that serves Parley under a path of its own.
const fetcher = createGraphiQLFetcher({ url: new URL('../graphql', document.baseURI).href })

// In a namespace of its own: other projects' GraphiQL has stood on this port too, and its tabs are not Parley's.
const storage = createLocalStorage({ namespace: 'parley' })

// Whoever comes from a list of the explorer finds its question in a tab of its own.
const asked = askedFor(location.hash)

// GraphiQL fills in the query of the first tab on a first visit, but not its variables.
const initialVariables = asked ? asked.variables : storage.length === 0 ? operations[0]?.variables : undefined

createRoot(document.getElementById('graphiql')!).render(
  <GraphiQL
    fetcher={fetcher}
    storage={storage}
    defaultTabs={asked ? [asked, ...operations] : operations}
    initialQuery={asked?.query ?? undefined}
    initialVariables={initialVariables ?? undefined}
    defaultEditorToolsVisibility="variables"
  >
    <GraphiQL.Logo>Parley</GraphiQL.Logo>
  </GraphiQL>,
)
