import type { GraphiQLProps } from 'graphiql'

type Tab = NonNullable<GraphiQLProps['defaultTabs']>[number]

/** The operation that an address carries: `#query=…&variables=…`, each encoded. The server is never told of it. */
export function askedFor(hash: string): Tab | undefined {
  const carried = new URLSearchParams(hash.slice(1))
  const query = carried.get('query')
  return query ? { query, variables: carried.get('variables') } : undefined
}
