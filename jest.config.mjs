// One file, one project per tier (see CONTRIBUTING.md): `jest --selectProjects int`.
// Tests run as CommonJS through swc (no experimental flag); production runs ESM, which the smoke tier covers.
const base = {
  testEnvironment: 'node',
  moduleNameMapper: {
    '^@app/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^@app/([^/]+)/(.*)\\.js$': '<rootDir>/libs/$1/src/$2.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.[mc]?[tj]sx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true, tsx: false },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(@nestjs|uuid|jose|openid-client|oauth4webapi|intl-messageformat|@formatjs)/)'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.majlis'],
};
// Tiers with a database share one real server per jest process.
const withDatabase = {
  setupFilesAfterEnv: ['<rootDir>/test/support/patience.cjs'],
  globalSetup: '<rootDir>/test/support/run-start.mjs',
  globalTeardown: '<rootDir>/test/support/run-end.mjs',
};
const tier = (displayName, testMatch, extra = {}) => ({ ...base, displayName, rootDir: import.meta.dirname, testMatch, ...extra });

export default {
  projects: [
    tier('unit', ['<rootDir>/{apps,libs}/**/*.spec.ts']),
    tier('audit', ['<rootDir>/test/audit/**/*.spec.ts'], withDatabase),
    tier('int', ['<rootDir>/test/int/**/*.int-spec.ts'], withDatabase),
    tier('wire', ['<rootDir>/test/wire/**/*.wire-spec.ts'], withDatabase),
    tier('proof', ['<rootDir>/test/proof/**/*.proof-spec.ts'], withDatabase),
    tier('bench', ['<rootDir>/test/bench/**/*.bench.ts'], withDatabase),
    tier('smoke', ['<rootDir>/test/smoke/**/*.smoke-spec.ts']),
    tier('e2e', ['<rootDir>/test/e2e/**/*.e2e.ts']),
  ],
};
