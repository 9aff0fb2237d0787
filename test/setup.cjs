const { mkdtemp, readdir, rm } = require('node:fs/promises')
const os = require('node:os')
const path = require('node:path')

const name = 'parley-test-'

/**
 * Makes the folder in which this run keeps its databases, and removes those of runs that were killed: their databases
 * ended with them.
 */
module.exports = async function setup() {
  const old = (await readdir(os.tmpdir())).filter((entry) => entry.startsWith(name))
  for (const entry of old) {
    if (isRunning(Number(entry.slice(name.length).split('-')[0]))) continue
    await rm(path.join(os.tmpdir(), entry), { recursive: true, force: true })
  }
  process.env.PARLEY_TEST_HOMES = await mkdtemp(path.join(os.tmpdir(), `${name}${process.pid}-`))
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Another user's process may not be signalled, but it runs.
    return error.code === 'EPERM'
  }
}
