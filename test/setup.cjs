const { access, mkdtemp, readdir, rm } = require('node:fs/promises')
const os = require('node:os')
const path = require('node:path')

const name = 'parley-test-'

/**
 * Makes the folder in which this run keeps its databases, and removes those of runs that were killed: their databases
 * ended with them.
 */
module.exports = async function setup(config) {
  const old = (await readdir(os.tmpdir())).filter((entry) => entry.startsWith(name))
  for (const entry of old) {
    if (isRunning(Number(entry.slice(name.length).split('-')[0]))) continue
    await rm(path.join(os.tmpdir(), entry), { recursive: true, force: true })
  }
  process.env.PARLEY_TEST_HOMES = await mkdtemp(path.join(os.tmpdir(), `${name}${process.pid}-`))
  // One file alone is sooner read without.
  if (config.nonFlagArgs.length === 0) await shareClasses(process.env.PARLEY_TEST_HOMES)
}

/**
 * A whole run starts Neo4j some forty times, and most of a start is reading its classes. As one file, which the first start
 * makes, they are read in half the time. Where that fails the run is only slower.
 */
async function shareClasses(folder) {
  const file = path.join(folder, 'classes.jsa')
  try {
    const { openLocal } = await import('../dist/database/local.js')
    const { readSettings } = await import('../dist/settings.js')
    process.env.JDK_JAVA_OPTIONS = `-XX:ArchiveClassesAtExit=${file}`
    const database = await openLocal({ ...readSettings(), home: path.join(folder, 'classes') }, { small: true })
    await database.stop()
    await access(file)
    process.env.JDK_JAVA_OPTIONS = `-XX:SharedArchiveFile=${file}`
  } catch {
    delete process.env.JDK_JAVA_OPTIONS
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Another user's process may not be signalled, but it runs.
    return error.code === 'EPERM'
  }
}
