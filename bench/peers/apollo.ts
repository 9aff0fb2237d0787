import { ApolloServer } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import { fastify } from 'fastify'
import type { GraphQLSchema } from 'graphql'

/** Serves a schema as fast as Apollo can, and sends the port to the process that started this one. */
export async function serve<Context extends object>(
  schema: GraphQLSchema,
  context: () => Promise<Context>,
): Promise<void> {
  const plugins = [
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginLandingPageDisabled(),
    ApolloServerPluginUsageReportingDisabled(),
  ]
  const apollo = new ApolloServer<Context>({ schema, plugins, stopOnTerminationSignals: false })
  await apollo.start()
  const app = fastify()
  app.route({ method: ['GET', 'POST'], url: '/graphql', handler: fastifyApolloHandler(apollo, { context }) })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  process.send?.({ port: address && typeof address === 'object' ? address.port : 0 })
  // Whoever started it has gone, by whatever way.
  process.once('disconnect', () => process.exit())
}
