import { ApolloServer, type ApolloServerOptionsWithGateway, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql'
import type { FastifyBaseLogger } from 'fastify'
import type { Logger } from 'pino'
import type { Database } from '../database/connect.js'
import type { Leave } from '../query/run.js'
import { span } from '../trace.js'
import { formatError, headersOf, statusOf } from './errors.js'
import type { Told } from './metrics.js'
import { limitShape, most } from './shape.js'

/** What every resolver and every answer is given. */
export interface RequestContext {
  database: Database
  /** Aborts when the client is gone before it was answered. */
  signal: AbortSignal
  /** Milliseconds after which a question is given up. */
  timeoutMs: number
  /** Asked before an operation runs; see query/run.ts. */
  admit: (cost: number, statements: number) => Promise<Leave>
  /** The log, which names the request in each line. */
  log: FastifyBaseLogger
  /** What is counted of the request. */
  told: Told
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
  introspection,
  plugins,
}: {
  schema: GraphQLSchema
  answer?: Answer
  log: Logger
  /** Whether clients may ask what there is to ask, and be told what else a wrong name may have meant. */
  introspection: boolean
  plugins: ApolloServerPlugin<RequestContext>[]
}): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    ...(answer ? { gateway: gateway(schema, answer) } : { schema }),
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: log,
    formatError: formatError(log),
    parseOptions: { maxTokens: most.tokens },
    validationRules: [limitShape],
    validationOptions: { maxErrors: 20 },
    executionOptions: { maxCoercionErrors: 20 },
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
      willSendResponse({ response: { body, http }, operationName, contextValue: { told, log } }) {
        told.operation = operationName ?? undefined
        if (body.kind !== 'single' || !body.singleResult.errors) return Promise.resolve()
        const { data, errors } = body.singleResult
        http.status = statusOf(data, errors) ?? http.status
        for (const [name, value] of Object.entries(headersOf(errors))) http.headers.set(name, value)
        told.code = String(errors[0]?.extensions?.code)
        const errorIds = errors.flatMap(({ extensions }) => (extensions?.errorId as string | undefined) ?? [])
        // The cause was logged where it was hidden, by something that knows no request.
        if (errorIds.length > 0) log.warn({ operation: told.operation, errorIds }, 'A request was answered with errors')
        return Promise.resolve()
      },
    }),
}

type Gateway = NonNullable<ApolloServerOptionsWithGateway<RequestContext>['gateway']>

// Made for federation, the gateway is the one place where Apollo lets execution be replaced and keeps all around it.
function gateway(schema: GraphQLSchema, answer: Answer): Gateway {
  const executor: Awaited<ReturnType<Gateway['load']>>['executor'] = ({ document, request, context }) =>
    span('graphql query', { 'graphql.operation.name': request.operationName }, () =>
      answer({
        document,
        // The operationName beside the request is null where the document has no operation of that name.
        operationName: request.operationName,
        variables: request.variables ?? {},
        context: context as RequestContext,
      }),
    )
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' })
      return () => {}
    },
    load: () => Promise.resolve({ executor }),
    stop: () => Promise.resolve(),
  }
}
