// The mutation score of the rules (`npm run proof:mutation`): every fault Stryker can put into them must be found by the
// spec beside them or by a slice of the matrix.
export default {
  mutate: ['libs/access/src/rules/*.ts', '!libs/access/src/rules/*.spec.ts'],
  testRunner: 'jest',
  coverageAnalysis: 'perTest',
  jest: { projectType: 'custom', configFile: 'test/proof/mutants/rules.jest.config.mjs', enableFindRelatedTests: false },
  plugins: ['@stryker-mutator/jest-runner'],
  ignorePatterns: ['dist', '.majlis', 'apps', 'docker', 'docs', 'data', 'coverage'],
  tempDirName: '.majlis/stryker/sandboxes',
  concurrency: 2,
  // The rules have no loop that could hang: a run that is late was on a busy machine, and told nothing about the mutant.
  timeoutMS: 120_000,
  allowConsoleColors: false,
  reporters: ['progress-append-only', 'clear-text', 'json'],
  jsonReporter: { fileName: '.majlis/stryker/report.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, allowEmojis: false },
  thresholds: { high: 100, low: 100, break: 100 },
};
