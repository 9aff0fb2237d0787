// `npm run mutate`: installs Stryker where it is lacking, which is no dependency of Parley, and prints the score of each file.
// Arguments are Stryker's own, such as `--mutate src/model/PartialDate.ts`. Under 75 % it fails.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = path.dirname(fileURLToPath(import.meta.url))
const root = path.join(folder, '..', '..')

function run(command, parameters, directory) {
  const env = { ...process.env, NODE_ENV: 'test' }
  const { status } = spawnSync(command, parameters, { cwd: directory, stdio: 'inherit', env })
  if (status !== 0) process.exit(status ?? 1)
}

const stryker = path.join(folder, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js')
if (!existsSync(stryker)) run('npm', ['ci'], folder)
run(process.execPath, [stryker, 'run', path.join(folder, 'stryker.json'), ...process.argv.slice(2)], root)
