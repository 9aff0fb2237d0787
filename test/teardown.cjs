const { readdir, rm } = require('node:fs/promises')
const path = require('node:path')
const { setTimeout: sleep } = require('node:timers/promises')
const tsx = require('tsx/cjs/api')

/** Ends the databases that this run's tests started, and removes their folders. They hold nothing worth a clean end. */
module.exports = async function teardown() {
  const { Home } = tsx.require('../src/database/home.ts', __filename)
  const { isAlive, signal } = tsx.require('../src/database/jvm.ts', __filename)
  const homes = process.env.PARLEY_TEST_HOMES
  for (const name of await readdir(homes)) {
    const state = await new Home(path.join(homes, name)).readState()
    if (!state) continue
    signal(state.java, 'SIGKILL')
    while (isAlive(state.java)) await sleep(20)
  }
  await rm(homes, { recursive: true, force: true })
}
