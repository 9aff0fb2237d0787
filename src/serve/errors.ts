import { randomUUID } from 'node:crypto'
import { ApolloServerErrorCode } from '@apollo/server/errors'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import type { FastifyReply } from 'fastify'
import type { Logger } from 'pino'
import { Problem, type ProblemCode } from '../problem.js'
import { toldOf } from './metrics.js'
import { tooMuch, type Measure } from './shape.js'

/** The HTTP status of an answer that holds nothing but errors of this code. A code that is not here is told to no client. */
const statuses: Partial<Record<ProblemCode, number>> = {
  BAD_USER_INPUT: 400,
  QUERY_TOO_COMPLEX: 400,
  QUERY_TOO_LARGE: 400,
  DOCUMENT_NOT_ALLOWED: 400,
  UNKNOWN_ID: 200,
  UNAUTHENTICATED: 401,
  RATE_LIMITED: 429,
  OVERLOADED: 503,
  DATABASE_UNAVAILABLE: 503,
  SHUTTING_DOWN: 503,
  TIMEOUT: 504,
}

const internal: string = ApolloServerErrorCode.INTERNAL_SERVER_ERROR
const refusals = new Set<string>(Object.values(ApolloServerErrorCode))
refusals.delete(internal)

/** Seconds after which a client may try again, sent with every 503 and every 429 that knows no better. */
const retryAfter = 2

/** Why a request's signal aborts. It ends what is under way for the request, and nobody is left to be told of it. */
export const clientGone = new Error('The client went away before it was answered.')

/** What `formatError` of Apollo is given: lets through what is written for clients, and hides and logs all else under an id. */
export function formatError(log: Logger): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = unwrap(error)
    const code = String(formatted.extensions?.code)
    const { locations, path } = formatted
    const told = (message: string, extensions: Record<string, unknown>) => ({
      message,
      ...(locations && { locations }),
      ...(path && { path }),
      extensions,
    })

    if (cause instanceof Problem && cause.code in statuses) {
      const { message, hint } = forClients(cause, formatted.message, log)
      // GraphQL's own verdict on a document or a variable stays, with the problem that a scalar found as its message.
      const isVerdict = refusals.has(code) && cause.code !== 'QUERY_TOO_COMPLEX'
      return told(message, { code: isVerdict ? code : cause.code, ...(hint && { hint }), ...cause.facts })
    }
    const measure = exceeded(formatted)
    if (measure) {
      const { message, hint, facts } = tooMuch(measure)
      return told(message, { code: 'QUERY_TOO_COMPLEX', hint, ...facts })
    }
    if (refusals.has(code)) return formatted
    if (isApollosRefusal(error)) return told(formatted.message, { code: ApolloServerErrorCode.BAD_REQUEST })
    if (cause === clientGone) return told(clientGone.message, { code: internal })
    return told('Internal server error', { code: internal, errorId: logged(cause, log, { path }) })
  }
}

/** The status of a GraphQL answer by its errors' codes; undefined leaves the one that Apollo chose. An answer with data is 200. */
export function statusOf(
  data: Record<string, unknown> | null | undefined,
  errors: readonly GraphQLFormattedError[],
): number | undefined {
  if (Object.values(data ?? {}).some((value) => value !== null)) return undefined
  const found = errors.map(({ extensions }) => statuses[extensions?.code as ProblemCode] ?? unknown(extensions?.code))
  return Math.max(...found) || undefined
}

/** Answers a request that did not come as far as GraphQL, in GraphQL's shape so that a client reads one kind of error. */
export function refuse(reply: FastifyReply, error: unknown, log: Logger): FastifyReply {
  if (error instanceof Problem && error.code in statuses) {
    const answer = refusal(error)
    void reply.code(statuses[error.code]!).headers(headersOf(answer.errors))
    toldOf(reply.request).code = error.code
    return reply.send(answer)
  }
  const status = (error as { statusCode?: number }).statusCode ?? 500
  const [code, message] = http[status] ?? ['BAD_REQUEST', 'The request could not be read.']
  toldOf(reply.request).code = status < 500 ? code : internal
  return status < 500
    ? reply.code(status).send(body(message, { code }))
    : reply.code(500).send(body('Internal server error', { code: internal, errorId: logged(error, log, {}) }))
}

/** A problem as the whole answer. */
export function refusal({ message, code, hint, facts }: Problem): { errors: GraphQLFormattedError[] } {
  return body(message, { code, ...(hint && { hint }), ...facts })
}

/** What the headers of an answer say beside its errors. */
export function headersOf(errors: readonly GraphQLFormattedError[]): Record<string, string> {
  const codes = errors.map(({ extensions }) => statuses[extensions?.code as ProblemCode])
  const wait = errors.map(({ extensions }) => extensions?.retryAfter).find((each) => typeof each === 'number')
  return {
    ...((codes.includes(503) || codes.includes(429)) && { 'retry-after': String(wait ?? retryAfter) }),
    ...(codes.includes(401) && { 'www-authenticate': 'Bearer realm="Parley"' }),
  }
}

const http: Record<number, [code: string, message: string]> = {
  400: ['BAD_REQUEST', 'The request could not be read: its body must be one JSON object with a "query".'],
  404: ['NOT_FOUND', 'There is nothing at this address. The explorer is at /, the API at /graphql.'],
  413: ['BODY_TOO_LARGE', 'The body is larger than 256 KiB. Pass long lists in several requests.'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'The body must be sent as application/json.'],
}

/** What a request for something that is not there is refused with. */
export const notFound = { statusCode: 404 }

function body(message: string, extensions: Record<string, unknown>): { errors: GraphQLFormattedError[] } {
  return { errors: [{ message, extensions }] }
}

/** What Apollo refuses by a status alone, without a code: a text sent with the hash of another. */
function isApollosRefusal(error: unknown): boolean {
  const { status } = ((error instanceof GraphQLError && error.extensions.http) || {}) as { status?: number }
  return status !== undefined && status >= 400 && status < 500
}

/** The limit that graphql-js found exceeded, which tells it in words of its own. */
function exceeded({ message }: GraphQLFormattedError): Measure | undefined {
  if (/contains more tha[nt] \d+ tokens/.test(message)) return 'tokens'
  // Lists and objects in one another, which the parser reads by calling itself.
  if (message === 'Maximum call stack size exceeded') return 'depth'
  return undefined
}

function unwrap(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? unwrap(error.originalError) : error
}

function unknown(code: unknown): number {
  return code === internal ? 500 : 0
}

/** A problem of the database may name the database's address, which is the operator's to read and no client's. */
function forClients(problem: Problem, message: string, log: Logger): { message: string; hint?: string } {
  if (problem.code !== 'DATABASE_UNAVAILABLE') return { message, hint: problem.hint }
  log.warn({ err: problem }, 'The database cannot be reached')
  return { message: 'The database cannot be reached just now.', hint: 'Try again in a few seconds.' }
}

function logged(error: unknown, log: Logger, where: object): string {
  const errorId = randomUUID()
  log.error({ err: error, errorId, ...where }, 'A request failed')
  return errorId
}
