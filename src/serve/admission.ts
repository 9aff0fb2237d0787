import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Leave } from '../query/run.js'
import { Problem } from '../problem.js'
import type { Allowance } from '../settings.js'
import { Gate, overloaded } from './gate.js'
import { Keys } from './keys.js'
import { toldOf } from './metrics.js'
import { Share } from './share.js'

/** A key's holder may spend so many times what an address may. */
const keyFactor = 10

export interface AdmissionOptions {
  keys: string[]
  /** What each client may spend; `undefined` for the usual, of which those on this machine are free; `off` for no limit. */
  rate?: Allowance | 'off'
}

export const usualRate: Allowance = { points: 100_000, perSecond: 5_000 }

/** Decides who may ask, how much, and when. */
export class Admission {
  readonly gate = new Gate()
  private readonly keys?: Keys
  private readonly share?: Share
  private readonly keyShare?: Share
  private readonly holders = new WeakMap<FastifyRequest, number>()
  private readonly sparesLoopback: boolean

  constructor({ keys, rate }: AdmissionOptions) {
    this.sparesLoopback = rate === undefined
    if (keys.length > 0) this.keys = new Keys(keys)
    if (rate === 'off') return
    const { points, perSecond } = rate ?? usualRate
    this.share = new Share({ points, perSecond })
    this.keyShare = new Share({ points: points * keyFactor, perSecond: perSecond * keyFactor })
  }

  /** Whether every request must be looked at before a kept answer is given. */
  get asksForKeys(): boolean {
    return this.keys !== undefined
  }

  /** Before anything of a request is read. Throws a Problem where it is refused. */
  async arrive(request: FastifyRequest): Promise<void> {
    const holder = await this.keys?.holder(request)
    if (holder !== undefined) this.holders.set(request, holder)
  }

  /** Throws OVERLOADED while so many wait that another would be refused in the end. */
  checkRoom(): void {
    if (this.gate.isFull) throw overloaded()
  }

  /** Before an operation runs: its client pays, then it waits its turn. */
  async admit(
    request: FastifyRequest,
    reply: FastifyReply,
    { cost, statements, signal }: { cost: number; statements: number; signal: AbortSignal },
  ): Promise<Leave> {
    toldOf(request).cost = cost
    const holder = this.holders.get(request)
    const client = holder === undefined ? request.ip : `key ${holder}`
    const share = this.shareOf(request, holder)
    if (share) {
      const { limit, remaining, reset } = await share.take(client, cost)
      void reply.headers({ 'ratelimit-limit': limit, 'ratelimit-remaining': remaining, 'ratelimit-reset': reset })
    }
    try {
      const leave = await this.gate.enter(statements, signal)
      return (actual) => {
        leave()
        void share?.giveBack(client, cost, actual)
      }
    } catch (error) {
      if (error instanceof Problem) await share?.giveBack(client, cost, 0)
      throw error
    }
  }

  private shareOf({ ip }: FastifyRequest, holder: number | undefined): Share | undefined {
    if (holder !== undefined) return this.keyShare
    return this.sparesLoopback && /^(::ffff:)?127\.|^::1$/.test(ip) ? undefined : this.share
  }
}
