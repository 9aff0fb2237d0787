/** @neo4j/graphql over Apollo on Fastify, the fastest of the servers it runs on; started by the benchmark, which it tells its port. */
import { Neo4jGraphQL } from '@neo4j/graphql'
import neo4j from 'neo4j-driver'
import { serve } from './apollo.js'
import { typeDefinitions } from './type-definitions.js'

const { NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD } = process.env as Record<string, string>
const driver = neo4j.driver(NEO4J_URI!, neo4j.auth.basic(NEO4J_USERNAME!, NEO4J_PASSWORD!), { telemetryDisabled: true })
/** Without these it cannot compare days, nor go on from where a page ended. */
const filters = { String: { LT: true, LTE: true, GT: true, GTE: true } }
const library = new Neo4jGraphQL({ typeDefs: typeDefinitions, driver, features: { filters } })
const context = {
  executionContext: driver,
  sessionConfig: { database: 'neo4j', defaultAccessMode: neo4j.session.READ },
}

await serve(await library.getSchema(), () => Promise.resolve(context))
