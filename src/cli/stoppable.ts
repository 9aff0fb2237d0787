import { constants } from 'node:os'
import { Problem } from '../problem.js'
import { firstSignal } from '../serve/signals.js'
import { say } from './say.js'

/**
 * Does work that Ctrl-C (SIGTERM, SIGHUP) ends in good order: the work heeds the AbortSignal it is given and throws a
 * Problem (STOPPED), and the command ends with 128 and the signal's number.
 */
export async function stoppable(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stop = new AbortController()
  let signal: NodeJS.Signals | undefined
  void firstSignal().then((first) => {
    signal = first
    say(`Stopping on ${first} once what is under way is done; once more to stop at once …`)
    stop.abort()
  })
  try {
    await work(stop.signal)
  } catch (error) {
    if (signal === undefined || !(error instanceof Problem) || error.code !== 'STOPPED') throw error
    say(String(error))
    process.exitCode = 128 + constants.signals[signal]
  }
}
