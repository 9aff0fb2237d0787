const whole = require('../../jest.config.cjs')

/** The tests that need no database, of what is mutated: a mutant is a run of them, and there are thousands. */
module.exports = {
  ...whole,
  rootDir: '../..',
  maxWorkers: 1,
  testMatch: [
    '**/test/model/*.test.ts',
    '**/test/query/statement.test.ts',
    '**/test/load/table/{malformed,mapping,mappings,readers}.test.ts',
  ],
  reporters: ['default'],
}
