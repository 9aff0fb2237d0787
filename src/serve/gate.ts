import { Problem } from '../problem.js'

/** What a gate lets through. All together must stay below the driver's pool: there, who waits is told nothing. */
export interface Room {
  /** Statements that run at once. */
  running: number
  /** Operations that wait for others to end. */
  waiting: number
  /** Milliseconds that one waits at most. */
  patience: number
}

export const usualRoom: Room = { running: 64, waiting: 128, patience: 1000 }

interface Ticket {
  statements: number
  enter: () => void
}

/** One queue before the database, first come, first served. Whoever finds it full, or waits too long, is told so at once. */
export class Gate {
  /** Statements under way. */
  running = 0
  private readonly queue: Ticket[] = []

  constructor(private readonly room: Room = usualRoom) {}

  /** Operations that wait. */
  get waiting(): number {
    return this.queue.length
  }

  get isFull(): boolean {
    return this.queue.length >= this.room.waiting
  }

  /**
   * Resolves when so many statements may run, with what is to be called when they are done. Rejects with OVERLOADED, or
   * with the signal's reason when it aborts first.
   */
  async enter(statements: number, signal: AbortSignal): Promise<() => void> {
    // An operation of more statements than may run at once must come through all the same: alone.
    const places = Math.min(statements, this.room.running)
    if (this.queue.length > 0 || !this.fits(places)) await this.wait(places, signal)
    else this.running += places
    let left = false
    return () => {
      if (left) return
      left = true
      this.running -= places
      this.admit()
    }
  }

  private fits(places: number): boolean {
    return this.running + places <= this.room.running
  }

  private wait(places: number, signal: AbortSignal): Promise<void> {
    if (this.isFull) return Promise.reject(overloaded())
    return new Promise<void>((resolve, reject) => {
      const end = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', gone)
      }
      const giveUp = (reason: Error) => {
        end()
        this.queue.splice(this.queue.indexOf(ticket), 1)
        reject(reason)
        // It may have stood before one that fits.
        this.admit()
      }
      const gone = () => giveUp(signal.reason as Error)
      const timer = setTimeout(() => giveUp(overloaded()), this.room.patience)
      const ticket: Ticket = {
        statements: places,
        enter: () => {
          end()
          resolve()
        },
      }
      signal.addEventListener('abort', gone, { once: true })
      this.queue.push(ticket)
    })
  }

  private admit(): void {
    for (let next = this.queue[0]; next && this.fits(next.statements); next = this.queue[0]) {
      this.queue.shift()
      this.running += next.statements
      next.enter()
    }
  }
}

export function overloaded(): Problem {
  return new Problem('OVERLOADED', 'The server has too much to do.', { hint: 'Try again in a few seconds.' })
}
