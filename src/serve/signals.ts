import { constants } from 'node:os'

// npm passes on the Ctrl-C that the terminal has sent to its child already: what follows so soon is the same key press.
const samePress = 500

/**
 * Resolves at the first SIGINT, SIGTERM or SIGHUP, so that a command can end in good order. From then on another one
 * ends the process at once, with 128 and the signal's number (130 for Ctrl-C).
 */
export function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let began: number | undefined
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (began === undefined) {
          began = performance.now()
          resolve(signal)
        } else if (performance.now() - began > samePress) {
          process.exit(128 + constants.signals[signal])
        }
      })
    }
  })
}
