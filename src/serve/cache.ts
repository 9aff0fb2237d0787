import type { ApolloServerPlugin } from '@apollo/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { OperationTypeNode } from 'graphql'
import type { Database } from '../database/connect.js'
import type { RequestContext } from './apollo.js'
import { toldOf } from './metrics.js'
import { KeptAnswer, Shelf, type Form } from './kept.js'
import { encodingOf, holds, keyOf } from './request.js'
import { watchRevision, type Revision } from './revision.js'

type Hook = (request: FastifyRequest, reply: FastifyReply, next: (error?: Error) => void) => void

export interface AnswerCache {
  /** For all requests, before every other hook: a GET whose answer is kept ends here, with nothing more done for it. */
  onRequest: Hook
  /** For the route that Apollo answers. A POST whose answer is kept ends in the first of them. */
  hooks: {
    preHandler: Hook
    onSend: (request: FastifyRequest, reply: FastifyReply, payload: unknown) => Promise<unknown>
  }
  /** For the Apollo that answers the others: it says which of its answers may be kept. */
  plugin: ApolloServerPlugin<RequestContext>
  stop(): void
}

/** What becomes of a question under way: its answer; one that is not for others; or none, since its client went away. */
type Outcome = KeptAnswer | 'unfit' | 'gone'

/** What is known of one revision of the graph, and what is being found out, by key. */
interface Known {
  revision: Revision
  shelf: Shelf
  underWay: Map<string, Promise<Outcome>>
}

interface Place {
  known: Known
  key: string
}

/** A request that finds an answer out, for itself and for those that ask the same meanwhile. */
interface Lead extends Place {
  end: (outcome: Outcome) => void
}

/**
 * From how many bytes on an answer is compressed. A kept one fits into a packet or two below that; one just found may not be
 * asked for again, so that the work must pay at once.
 */
const least = { kept: 1000, found: 8000 }

/** On an answer it says: it may be kept, if it is asked each time whether it still holds. Here it is also the mark of such answers. */
const keepable = 'no-cache'
const vary = 'Accept, Accept-Encoding'

/**
 * Keeps the bytes of error-free answers to queries, at most so many together, for as long as the graph stays at its revision.
 * While the revision is not known, all requests go to Apollo.
 */
export async function cacheAnswers(
  database: Pick<Database, 'read'>,
  most: number,
  isStopping: () => boolean,
): Promise<AnswerCache> {
  const watch = await watchRevision(database)
  const leads = new WeakMap<FastifyRequest, Lead>()
  let latest: Known | undefined

  /** Drops what was known of another revision. What is under way for that one stays with it. */
  function knownNow(): Known | undefined {
    const revision = watch.current()
    if (revision !== latest?.revision) {
      latest = revision && { revision, shelf: new Shelf(most), underWay: new Map() }
    }
    return latest
  }

  const find: Hook = (request, reply, next) => {
    const known = knownNow()
    const key = known ? keyOf(request) : undefined
    if (!known || key === undefined) return next()
    const place = { known, key }
    const answer = known.shelf.get(key)
    if (answer) return give(request, reply, answer, place, next)
    const underWay = known.underWay.get(key)
    if (!underWay) {
      lead(request, reply, place)
      return next()
    }
    void underWay.then((outcome) => {
      if (outcome === 'unfit' || (outcome === 'gone' && reply.raw.destroyed)) return next()
      return outcome === 'gone' ? find(request, reply, next) : give(request, reply, outcome, place, next)
    })
  }

  function lead(request: FastifyRequest, reply: FastifyReply, { known, key }: Place): void {
    const outcome = new Promise<Outcome>((resolve) => {
      const end = (found: Outcome) => {
        if (known.underWay.get(key) === outcome) known.underWay.delete(key)
        resolve(found)
      }
      leads.set(request, { key, known, end })
      // After an answer was sent this says nothing new.
      reply.raw.once('close', () => end('gone'))
    })
    known.underWay.set(key, outcome)
  }

  /** Sends a kept answer by Node itself: a third of the time goes to what Fastify would do for it. */
  function give(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: KeptAnswer,
    place: Place,
    next: (error: Error) => void,
  ): void {
    const write = (status: 200 | 304, { heads, body }: Form) => {
      reply.hijack()
      toldOf(request).kept = true
      const own = ['x-request-id', request.id, ...originOf(reply), ...(isStopping() ? ['connection', 'close'] : [])]
      reply.raw.writeHead(status, [...heads[status], ...own])
      reply.raw.end(status === 200 ? body : undefined)
    }
    const held = answer.forms.find(({ etag }) => holds(request, etag))
    if (held) return write(304, held)
    const form = answer.form(encodingOf(request), least.kept)
    if (!(form instanceof Promise)) return write(200, form)
    form.then((made) => {
      place.known.shelf.weigh(place.key, answer)
      write(200, made)
    }, next)
  }

  /** Takes an answer of Apollo's in, before it is sent, and sends it as it will be sent from then on. */
  async function onSend(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
    const led = leads.get(request)
    if (!led) return payload
    if (reply.statusCode !== 200 || reply.getHeader('cache-control') !== keepable || typeof payload !== 'string') {
      led.end('unfit')
      return payload
    }
    const isForSome = originOf(reply).length > 0 || String(reply.getHeader('vary')).includes('Origin')
    void reply.header('vary', isForSome ? `${vary}, Origin` : vary)
    const answer = new KeptAnswer(String(reply.getHeader('content-type')), payload, surroundings(reply))
    led.known.shelf.put(led.key, answer)
    led.end(answer)
    const held = answer.forms.find(({ etag }) => holds(request, etag))
    if (held) {
      void reply.code(304).header('etag', held.etag).removeHeader('content-type')
      return null
    }
    const { body, etag, encoding } = await answer.form(encodingOf(request), least.found)
    led.known.shelf.weigh(led.key, answer)
    void reply.header('etag', etag)
    if (encoding) void reply.header('content-encoding', encoding)
    return body
  }

  const isGet = ({ method, url }: FastifyRequest) => method === 'GET' && url.startsWith('/graphql?')
  return {
    onRequest: (request, reply, next) => (isGet(request) ? find(request, reply, next) : next()),
    hooks: {
      preHandler: (request, reply, next) => (request.method === 'POST' ? find(request, reply, next) : next()),
      onSend,
    },
    plugin,
    stop: () => watch.stop(),
  }
}

/** The headers that depend neither on the answer's bytes nor on who asks. */
function surroundings(reply: FastifyReply): [name: string, value: string][] {
  const own = /^(connection|content-type|x-request-id|ratelimit-.*)$/
  const others = Object.entries(reply.getHeaders()).filter(
    ([name]) => !own.test(name) && !originOf(reply).includes(name),
  )
  return others.map(([name, value]) => [name, String(value)])
}

/** The header that lets one site read an answer, where not every site may. */
function originOf(reply: FastifyReply): string[] {
  const name = 'access-control-allow-origin'
  const origin = reply.getHeader(name)
  return typeof origin === 'string' && origin !== '*' ? [name, origin] : []
}

const plugin: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse({ operation, response: { body, http } }) {
        const isWhole = body.kind === 'single' && !body.singleResult.errors
        if (isWhole && operation?.operation === OperationTypeNode.QUERY) http.headers.set('cache-control', keepable)
        return Promise.resolve()
      },
    }),
}
