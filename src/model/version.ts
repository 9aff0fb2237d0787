import { readFileSync } from 'node:fs'
import path from 'node:path'
import { checkout } from '../settings.js'

const { version: released } = JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8')) as {
  version: string
}

/** The version of Parley, as its package has it. */
export const version = released

/** The version of the graph's model: raised when a database written by an older Parley must be brought along. */
export const schemaVersion = '1'
