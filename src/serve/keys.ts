import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { Problem } from '../problem.js'

/** Wrong keys that one address may send in a minute. */
const most = 10

/** Keys that lift limits. Whoever sends none is anyone; whoever sends a wrong one is told so. */
export class Keys {
  private readonly digests: Buffer[]
  private readonly failures = new RateLimiterMemory({ points: most, duration: 60 })

  constructor(keys: string[]) {
    this.digests = keys.map(digest)
  }

  /** The number of the key that a request bears, which names it without telling it; undefined where it bears none. */
  async holder({ headers, ip }: FastifyRequest): Promise<number | undefined> {
    const { authorization } = headers
    if (authorization === undefined) return undefined
    const failed = await this.failures.get(ip)
    if (failed && failed.consumedPoints >= most) {
      throw new Problem('RATE_LIMITED', 'Too many wrong keys came from your address.', {
        hint: 'Wait a minute, or leave the Authorization header out.',
        facts: { retryAfter: Math.max(1, Math.ceil(failed.msBeforeNext / 1000)) },
      })
    }
    const given = digest(/^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '')
    // All are compared, so that the time taken tells nothing.
    const found = this.digests.map((each) => timingSafeEqual(each, given)).indexOf(true)
    if (found >= 0) return found
    await this.failures.penalty(ip, 1)
    throw new Problem('UNAUTHENTICATED', 'This key is not one of this server’s.', {
      hint: 'Send "Authorization: Bearer <key>", or leave the header out: nothing here needs a key but higher limits.',
    })
  }
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
