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
run(process.execPath, ['--import', 'tsx', path.join(folder, 'bench.ts'), ...process.argv.slice(2)], folder)
