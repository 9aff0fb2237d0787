/**
 * The last line of a run: what a person or a script wants to know of it. A file that could not even be run counts as a
 * failure. Jest writes its own summary after every other reporter, so this one waits for the end of the process.
 */
module.exports = class Counts {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const line = `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`
    process.once('exit', () => console.error(line))
  }
}
