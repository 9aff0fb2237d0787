import { destination, pino, stdTimeFunctions, type Logger } from 'pino'

/** The server's log: one JSON object a line, on standard error, since standard output belongs to what a command answers. */
export function openLog(settings: { logLevel: string }): Logger {
  const options = { level: settings.logLevel, base: undefined, timestamp: stdTimeFunctions.isoTime }
  return pino(options, destination({ dest: 2, sync: true }))
}
