import { Client, cacheExchange, fetchExchange, type CombinedError } from '@urql/core'
import { useQuery } from 'urql'
import type { TypedDocumentString } from './gql/graphql'

export const client = new Client({
  url: '/graphql',
  exchanges: [cacheExchange, fetchExchange],
  preferGetMethod: false,
  fetchOptions: { headers: { accept: 'application/graphql-response+json, application/json' } },
})

export interface Asked<Answer> {
  data: Answer | undefined
  failure: Failure | undefined
  /** Why some of what was asked is missing from an answer that has the rest. */
  trouble: Failure | undefined
  isLoading: boolean
  /** Asks once more, past what is kept. */
  again: () => void
}

/** Why there is no answer, and what the reader can do about it. */
export interface Failure {
  title: string
  text: string
  /** Whether the same question may have an answer a moment later. */
  mayRetry: boolean
  code?: string
}

/** Asks the API and keeps the answer for whoever asks the same. */
export function useAsk<Answer, Variables extends object>(
  document: TypedDocumentString<Answer, Variables>,
  variables: Variables,
  { pause = false }: { pause?: boolean } = {},
): Asked<Answer> {
  const [{ data, error, fetching, stale }, execute] = useQuery<Answer, Variables>({
    query: document.toString(),
    variables,
    pause,
  })
  return {
    data,
    failure: error && !hasData(data) ? explain(error) : undefined,
    trouble: error && explain(error),
    // Before the first answer urql may not yet say that it asks, and “not there” must not flash up meanwhile.
    isLoading: fetching || stale || (!pause && data === undefined && error === undefined),
    again: () => execute({ requestPolicy: 'network-only' }),
  }
}

/** Asks once, outside of what is drawn: the next page of a list, all of it for a download. */
export async function ask<Answer, Variables extends object>(
  document: TypedDocumentString<Answer, Variables>,
  variables: Variables,
): Promise<Answer> {
  const { data, error } = await client.query<Answer>(document.toString(), variables).toPromise()
  if (data == null || (error && !hasData(data))) throw error ?? new Error('The server answered nothing.')
  return data
}

/** An answer with errors can still hold most of what was asked; one that holds nothing is a failure. */
function hasData(data: unknown): boolean {
  return data != null && Object.values(data).some((value) => value !== null)
}

/** Turns what went wrong into what helps. */
export function explain(error: unknown): Failure {
  const { graphQLErrors = [] } = error as Partial<CombinedError>
  const first = graphQLErrors[0]
  if (!first) return gone
  const code = typeof first.extensions?.code === 'string' ? first.extensions.code : ''
  const hint = typeof first.extensions?.hint === 'string' ? ` ${first.extensions.hint}` : ''
  switch (code) {
    case 'QUERY_TOO_COMPLEX':
    case 'QUERY_TOO_LARGE':
      return {
        title: 'This asks for more than the server answers at once',
        text: `${first.message} Choose a shorter list, a narrower period or fewer filters.`,
        mayRetry: false,
        code,
      }
    case 'TIMEOUT':
      return {
        title: 'The answer took too long',
        text: `${first.message}${hint} Choose a narrower period or fewer filters, or try again.`,
        mayRetry: true,
        code,
      }
    case 'OVERLOADED':
    case 'DATABASE_UNAVAILABLE':
    case 'SHUTTING_DOWN':
      return { title: 'The server cannot answer just now', text: `${first.message}${hint}`, mayRetry: true, code }
    case 'UNKNOWN_ID':
    case 'BAD_USER_INPUT':
      return {
        title: 'The server does not know what was asked for',
        text: `${first.message}${hint}`,
        mayRetry: false,
        code,
      }
    default:
      return { title: 'The server could not answer', text: `${first.message}${hint}`, mayRetry: true, code }
  }
}

const gone: Failure = {
  title: 'The server does not answer',
  text: 'It may have stopped, or the connection is down. What is shown already stays; try again in a moment.',
  mayRetry: true,
}
