import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import type { Encoding } from './kept.js'

type Values = Record<string, unknown>

interface Asked {
  query?: unknown
  operationName?: unknown
  variables?: unknown
  extensions?: unknown
}

/**
 * A digest of all that an answer depends on beside the graph: the text, the operation's name, the variables in whatever order
 * they came, and the media type. Undefined for what Apollo must see itself: what is malformed or could be forged by another
 * site, what sends or asks for a text by its hash, and what accepts no JSON.
 */
export function keyOf(request: FastifyRequest): string | undefined {
  const { method, url, headers, body } = request
  const mediaType = mediaTypeFor(headers.accept ?? '')
  if (mediaType === undefined) return undefined
  if (method === 'POST') return digest(mediaType, body)
  return method === 'GET' && isAllowed(request) ? keyOfGet(`${mediaType}\n${url}`) : undefined
}

/** The encoding to answer in: brotli wherever it is accepted, being the smaller. */
export function encodingOf({ headers }: FastifyRequest): Encoding | undefined {
  const accepted = headers['accept-encoding']
  return accepted === undefined ? undefined : encodingFor(accepted)
}

/** Whether the client has what bears the entity tag already. */
export function holds({ method, headers }: FastifyRequest, etag: string): boolean {
  const held = method === 'GET' ? headers['if-none-match'] : undefined
  if (held === undefined || held === etag) return held === etag
  return held.trim() === '*' || held.split(',').some((each) => each.trim().replace(/^W\//, '') === etag)
}

/** What Apollo offers for an answer that is whole, in its order: the choice must be the one that it would make. */
const mediaTypes = [
  'application/json; charset=utf-8',
  'application/graphql-response+json; charset=utf-8',
  'application/json; callbackSpec=1.0; charset=utf-8',
]

const mediaTypeFor = remembered((accept) =>
  accept === '' ? mediaTypes[0] : new Negotiator({ headers: { accept } }).mediaType(mediaTypes),
)

const encodingFor = remembered((accepted) => {
  const found = new Negotiator({ headers: { 'accept-encoding': accepted } }).encodings(['br', 'gzip'])
  return (['br', 'gzip'] as const).find((encoding) => found.includes(encoding))
})

/** From media type and address, a line each, which neither can hold a line's end. */
const keyOfGet = remembered((text) => {
  const end = text.indexOf('\n')
  return digest(text.slice(0, end), askedIn(text.slice(end + 1)))
})

/** Whether Apollo would take a GET for one that no page of another site can cause without the browser's asking first. */
function isAllowed({ headers }: FastifyRequest): boolean {
  const contentType = headers['content-type']
  if (contentType !== undefined) return contentType === 'application/json'
  return Boolean(headers['apollo-require-preflight'] || headers['x-apollo-operation-name'])
}

function digest(mediaType: string, asked: unknown): string | undefined {
  if (!isValues(asked)) return undefined
  const { query, operationName, variables, extensions }: Asked = asked
  const isWhole =
    typeof query === 'string' &&
    query !== '' &&
    (isAbsent(operationName) || typeof operationName === 'string') &&
    (isAbsent(variables) || isValues(variables)) &&
    (isAbsent(extensions) || (isValues(extensions) && isAbsent(extensions.persistedQuery)))
  if (!isWhole) return undefined
  try {
    const whole = JSON.stringify([mediaType, query, operationName ?? null]) + JSON.stringify(variables ?? {}, sorted)
    return hash('sha256', whole, 'base64url')
  } catch {
    // Values nested so deeply that the stack ends are Apollo's to refuse.
    return undefined
  }
}

/** The parameters of an address as the fields of a body, one that stands there twice as nothing that a body may hold. */
function askedIn(url: string): Asked {
  const { searchParams } = new URL(url, 'http://localhost')
  const one = (name: string) => {
    const [value, ...more] = searchParams.getAll(name)
    return more.length > 0 ? false : value
  }
  const parsed = (name: string) => {
    const value = one(name)
    try {
      return typeof value === 'string' ? (JSON.parse(value) as unknown) : value
    } catch {
      return false
    }
  }
  return {
    query: one('query'),
    operationName: one('operationName'),
    variables: parsed('variables'),
    extensions: parsed('extensions'),
  }
}

/** A replacer of JSON.stringify. */
function sorted(_key: string, value: unknown): unknown {
  if (!isValues(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The same function, which remembers what it found for the last thousand texts or so. */
function remembered<Found>(find: (text: string) => Found): (text: string) => Found {
  const known = new Map<string, Found>()
  return (text) => {
    if (known.has(text)) return known.get(text)!
    const found = find(text)
    if (known.size >= 1000) known.clear()
    if (text.length <= 4000) known.set(text, found)
    return found
  }
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined
}
