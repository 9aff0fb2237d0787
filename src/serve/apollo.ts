import { ApolloServer, type ApolloServerOptionsWithGateway, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { Database } from '../database/connect.js'
import { formatError, retryAfter, statusOf } from './errors.js'

/** What every resolver and every answer is given. `signal` aborts when the client is gone before it was answered. */
export interface RequestContext {
  database: Database
  signal: AbortSignal
}

/** Executes a validated document in place of graphql-js. Variables are as they came; a refusal of them is in the result's errors. */
export type Answer = (request: {
  document: DocumentNode
  operationName?: string
  variables: Record<string, unknown>
  context: RequestContext
}) => Promise<ExecutionResult>

/** Apollo with Parley's limits and errors. It sends nothing anywhere, whatever APOLLO_* variables are set. */
export function createApollo({
  schema,
  answer,
  log,
  plugins,
}: {
  schema: GraphQLSchema
  answer?: Answer
  log: Logger
  plugins: ApolloServerPlugin<RequestContext>[]
}): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    ...(answer ? { gateway: gateway(schema, answer) } : { schema }),
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: log,
    formatError: formatError(log),
    parseOptions: { maxTokens: 2000 },
    validationOptions: { maxErrors: 20 },
    executionOptions: { maxCoercionErrors: 20 },
    // A fragment spread twice in each of eighteen others is a quarter of a million selections in a hundred tokens.
    maxRecursiveSelections: 10_000,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      // It wraps every field of every answer, a quarter of the time of a large one, for headers that nobody asked for.
      ApolloServerPluginCacheControlDisabled(),
      statuses,
      ...plugins,
    ],
  })
}

const statuses: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse({ response: { body, http } }) {
        if (body.kind === 'single' && body.singleResult.errors) {
          http.status = statusOf(body.singleResult.data, body.singleResult.errors) ?? http.status
          if (http.status === 503) http.headers.set('retry-after', retryAfter)
        }
        return Promise.resolve()
      },
    }),
}

type Gateway = NonNullable<ApolloServerOptionsWithGateway<RequestContext>['gateway']>

// Made for federation, the gateway is the one place where Apollo lets execution be replaced and keeps all around it.
function gateway(schema: GraphQLSchema, answer: Answer): Gateway {
  const executor: Awaited<ReturnType<Gateway['load']>>['executor'] = ({ document, request, context }) =>
    answer({
      document,
      // The operationName beside the request is null where the document has no operation of that name.
      operationName: request.operationName,
      variables: request.variables ?? {},
      context: context as RequestContext,
    })
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' })
      return () => {}
    },
    load: () => Promise.resolve({ executor }),
    stop: () => Promise.resolve(),
  }
}
