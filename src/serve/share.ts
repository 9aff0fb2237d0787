import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../problem.js'
import type { Allowance } from '../settings.js'

/** How much a client has left, and when it has all again, in seconds. */
export interface Balance {
  limit: number
  remaining: number
  reset: number
}

/** Each client's share of the server, by what its operations can cost; what they did not cost is given back. */
export class Share {
  private readonly limiter: RateLimiterMemory

  constructor(private readonly allowance: Allowance) {
    const { points, perSecond } = allowance
    this.limiter = new RateLimiterMemory({ points, duration: Math.max(1, Math.round(points / perSecond)) })
  }

  /** Throws RATE_LIMITED where the client has spent too much. One operation can always be paid from a full share. */
  async take(client: string, cost: number): Promise<Balance> {
    try {
      return this.balance(await this.limiter.consume(client, this.price(cost)))
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error
      // What was refused is not spent.
      await this.limiter.reward(client, this.price(cost))
      const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000))
      throw new Problem('RATE_LIMITED', 'You have asked for more than your share of this server.', {
        hint: `Try again in ${seconds} s. Smaller pages cost less; extensions.cost tells what an operation costs.`,
        facts: { retryAfter: seconds, limit: this.allowance.points },
      })
    }
  }

  async giveBack(client: string, cost: number, actual: number): Promise<void> {
    // Where a new period has begun, what was spent in the last is forgotten already.
    const spent = (await this.limiter.get(client))?.consumedPoints ?? 0
    const unused = Math.min(this.price(cost) - this.price(actual), spent)
    if (unused > 0) await this.limiter.reward(client, unused)
  }

  private price(cost: number): number {
    return Math.min(Math.max(cost, 1), this.allowance.points)
  }

  private balance({ remainingPoints, msBeforeNext }: RateLimiterRes): Balance {
    return { limit: this.allowance.points, remaining: remainingPoints, reset: Math.ceil(msBeforeNext / 1000) }
  }
}
