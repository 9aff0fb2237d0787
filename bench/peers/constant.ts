/** Apollo on Fastify with an answer that never changes and costs nothing to find: what any answer through Apollo takes. */
import { buildSchema } from 'graphql'
import { serve } from './apollo.js'

const schema = buildSchema('type Query { answer: String! }')
Object.assign(schema.getQueryType()!.getFields().answer!, { resolve: () => 'the same' })

await serve(schema, () => Promise.resolve({}))
