/** Tests run as CommonJS through swc, which needs no node flags; packages that ship ES modules alone are transformed too. */
module.exports = {
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/setup.cjs',
  globalTeardown: '<rootDir>/test/teardown.cjs',
  // Two files at a time, each with a database for what it writes: while one waits for Neo4j, the other works.
  maxWorkers: 2,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.[cm]?[jt]sx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
          target: 'es2022',
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [
    '/node_modules/(?!(content-disposition|cookie|env-paths|is-safe-filename|iso-3166|edtf|hyparquet|hyparquet-writer)/)',
  ],
  setupFiles: ['<rootDir>/test/hygiene.ts'],
  testTimeout: 60000,
  reporters: ['default', '<rootDir>/test/counts.cjs'],
}
