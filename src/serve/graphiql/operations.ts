/// <reference types="vite/client" />
import type { GraphiQLProps } from 'graphiql'

const texts = import.meta.glob<string>('../operations/*.graphql', { query: '?raw', import: 'default', eager: true })
const variables = import.meta.glob<string>('../operations/*.variables.json', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** The documented operations, in the order of their file names: one tab each, with variables that find something. */
export const operations: NonNullable<GraphiQLProps['defaultTabs']> = Object.keys(texts)
  .sort()
  .map((file) => ({
    query: texts[file] ?? null,
    variables: variables[file.replace(/\.graphql$/, '.variables.json')] ?? null,
  }))
