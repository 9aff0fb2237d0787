import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type * as Assertion from '../src/load/assertion.js'
import type * as Claim from '../src/load/claim.js'
import type * as Connect from '../src/database/connect.js'
import type * as Constraints from '../src/database/constraints.js'
import type * as Contribution from '../src/load/contribution.js'
import type * as Corroborate from '../src/load/corroborate.js'
import type * as Home from '../src/database/home.js'
import type * as Jars from '../src/database/jars.js'
import type * as Java from '../src/database/java.js'
import type * as JvmModule from '../src/database/jvm.js'
import type * as Local from '../src/database/local.js'
import type * as PartialDate from '../src/model/PartialDate.js'
import type * as Pipeline from '../src/load/pipeline.js'
import type * as Project from '../src/load/project.js'
import type * as Record_ from '../src/load/record.js'
import type * as Registry from '../src/model/registry.js'
import type * as Rollup from '../src/load/rollup.js'
import type * as SearchText from '../src/model/searchText.js'
import type * as Settings from '../src/settings.js'
import type * as Stored from '../src/load/stored.js'
import type * as Tenure from '../src/load/tenure.js'
import type * as Timeline from '../src/load/timeline.js'
import type * as Version from '../src/model/version.js'

/** The checkout that is measured. */
export const checkout = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')

/** A module of Parley as it was built: what is measured, and what the graph is stored by. */
async function built<Module>(file: string): Promise<Module> {
  return (await import(pathToFileURL(path.join(checkout, 'dist', `${file}.js`)).href)) as Module
}

/**
 * Parley's own rules for what a graph holds. The benchmark's graph is written by them and by nothing else, so that it
 * stays what a load would have written when the rules change.
 */
export const assertion = await built<typeof Assertion>('load/assertion')
export const claims = await built<typeof Claim>('load/claim')
export const connect = await built<typeof Connect>('database/connect')
export const constraints = await built<typeof Constraints>('database/constraints')
export const contribution = await built<typeof Contribution>('load/contribution')
export const corroborate = await built<typeof Corroborate>('load/corroborate')
export const home = await built<typeof Home>('database/home')
export const jars = await built<typeof Jars>('database/jars')
export const java = await built<typeof Java>('database/java')
export const jvm = await built<typeof JvmModule>('database/jvm')
export const { javaFlags } = await built<typeof Local>('database/local')
export const dates = await built<typeof PartialDate>('model/PartialDate')
export const pipeline = await built<typeof Pipeline>('load/pipeline')
export const project = await built<typeof Project>('load/project')
export const record = await built<typeof Record_>('load/record')
export const registry = await built<typeof Registry>('model/registry')
export const rollup = await built<typeof Rollup>('load/rollup')
export const searchText = await built<typeof SearchText>('model/searchText')
export const settings = await built<typeof Settings>('settings')
export const stored = await built<typeof Stored>('load/stored')
export const tenure = await built<typeof Tenure>('load/tenure')
export const timeline = await built<typeof Timeline>('load/timeline')
export const { schemaVersion } = await built<typeof Version>('model/version')
