// What a jest tier is made of and what its report says.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './process.mjs';

/**
 * A tier nobody has begun is absent; a folder without a single test is a mistake, which jest then reports as one.
 * Unit tests live beside the code, so for them the folders always exist.
 * @param {string} tier
 */
export function hasTests(tier) {
  if (tier !== 'unit') return existsSync(join(ROOT, 'test', tier));
  return ['apps', 'libs'].some((folder) => readdirSync(join(ROOT, folder), { recursive: true }).some((name) => name.endsWith('.spec.ts')));
}

/**
 * @param {string} file written by `jest --json`
 * @param {boolean} ok did jest itself end well?
 */
export function readJestReport(file, ok) {
  // No report: killed, crashed, or no test found.
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    // jest can also refuse as a whole (an obsolete snapshot, no tests): that has to count.
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
