// `npm run bench` after Parley was built: installs what the benchmark needs and lacks, then runs it with the same arguments.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = path.dirname(fileURLToPath(import.meta.url))

function run(command, parameters, directory) {
  const { status } = spawnSync(command, parameters, { cwd: directory, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

if (!existsSync(path.join(folder, 'node_modules', 'tsx'))) run('npm', ['ci'], folder)
// It stops its own servers and database on Ctrl-C, and this process waits for that.
process.on('SIGINT', () => {})
// What is shared with Parley's tests is read from its sources, whose decorators need its settings for the compiler.
process.env.TSX_TSCONFIG_PATH = path.join(folder, '..', 'tsconfig.json')
const given = process.argv.slice(2)
const file = given.includes('--load') ? 'load.ts' : 'bench.ts'
run(process.execPath, ['--import', 'tsx', path.join(folder, file), ...given.filter((each) => each !== '--load')], folder)
