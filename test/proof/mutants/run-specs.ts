import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SourceMutant } from './mutant.js';

const LIMIT_MS = 300_000;

/**
 * Runs specs in a process of their own, with a fault in the code or without.
 * `broken` is a run that tells nothing: no test ran, or a file did not even load.
 */
export async function runSpecs(pattern: string, mutant: SourceMutant | null): Promise<'passed' | 'failed' | 'broken'> {
  const scratch = mkdtempSync(join(tmpdir(), 'majlis-mutant-'));
  const file = join(scratch, 'report.json');
  try {
    const args = ['node_modules/jest/bin/jest.js', '-c', 'test/proof/mutants/jest.config.mjs', '--ci', '--runInBand', '--silent'];
    const env = { ...process.env, PROOF: undefined, PROOF_RESULTS: scratch, MAJLIS_MUTANT: mutant ? JSON.stringify(mutant) : undefined };
    const child = spawn(process.execPath, [...args, '--json', '--outputFile', file, '--testPathPatterns', pattern], {
      env,
      stdio: 'ignore',
    });
    const limit = setTimeout(() => child.kill('SIGTERM'), LIMIT_MS);
    await new Promise((done, refuse) => child.on('exit', done).on('error', refuse));
    clearTimeout(limit);
    if (!existsSync(file)) return 'broken';
    const report = JSON.parse(readFileSync(file, 'utf8')) as Record<
      'numFailedTests' | 'numPassedTests' | 'numRuntimeErrorTestSuites',
      number
    >;
    if (report.numFailedTests > 0) return 'failed';
    return report.numPassedTests > 0 && report.numRuntimeErrorTestSuites === 0 ? 'passed' : 'broken';
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
