/** Tests run as CommonJS through swc, which needs no node flags; packages that ship ES modules alone are transformed too. */
module.exports = {
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/setup.cjs',
  globalTeardown: '<rootDir>/test/teardown.cjs',
  // One file after another: Neo4j Community holds one database, and the machine's other core is Neo4j's.
  maxWorkers: 1,
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
  testTimeout: 60000,
  reporters: ['default', '<rootDir>/test/counts.cjs'],
}
