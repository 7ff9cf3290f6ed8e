// `npm test` runs everything; `npm test -- unit int` only these parts. The last line is `N passed, N failed`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { build, npmScript } from './build.mjs';
import { runInGroup } from './lib/group.mjs';
import { main, say, secondsSince, Stop, which } from './lib/process.mjs';
import { hasTests, readJestReport } from './lib/jest.mjs';

/**
 * The parts in their order. Minutes are generous for two slow cores: they end what hangs, they do not measure.
 * `workers` only where tests share nothing; the other tiers start servers and browsers of their own.
 */
const PARTS = {
  check: { title: 'types', script: 'check', minutes: 5 },
  lint: { title: 'lint', script: 'lint', minutes: 8 },
  boundaries: { title: 'who may import whom', script: 'boundaries', minutes: 5 },
  build: { title: 'build of server and client', minutes: 10 },
  unit: { title: 'unit tests', tier: true, workers: 2, minutes: 10 },
  audit: { title: 'tests about the code', tier: true, minutes: 10 },
  int: { title: 'integration tests (database)', tier: true, minutes: 20 },
  wire: { title: 'tests over the wire', tier: true, minutes: 20 },
  proof: { title: 'the proofs of access, a slice of each', tier: true, minutes: 20 },
  smoke: { title: 'the built product, both forms', tier: true, needsBuild: true, minutes: 10 },
  e2e: { title: 'browser tests', tier: true, needsBuild: true, minutes: 40 },
};

await main(async () => {
  const names = selected(process.argv.slice(2));
  const results = new Map();
  try {
    const { node, env } = await bootstrap({ forTests: names.some((name) => PARTS[name].tier) });
    const testEnv = { ...env, NODE_ENV: 'test', CHROMIUM_BIN: which('chromium') ?? '' };
    for (const name of names) {
      process.stdout.write(`\n── ${name}: ${PARTS[name].title}\n`);
      const start = performance.now();
      const result = await runPart(name, node, testEnv);
      results.set(name, { ...result, seconds: secondsSince(start) });
      say(`${name} ${verdict(result)} after ${secondsSince(start)} s`);
      if (name === 'build' && result.failed) break;
    }
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stdout.write(`\n${error.message}\n`);
    results.set('bootstrap', { passed: 0, failed: 1, skipped: 0, seconds: '' });
  }
  return report(names, results);
});

/** In the fixed order; parts that test the built product bring its build with them. */
function selected(asked) {
  const unknown = asked.filter((name) => !PARTS[name]);
  if (unknown.length > 0) throw new Stop(`no such part: ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}`);
  const wanted = new Set(asked.length > 0 ? asked : Object.keys(PARTS));
  if ([...wanted].some((name) => PARTS[name].needsBuild)) wanted.add('build');
  return Object.keys(PARTS).filter((name) => wanted.has(name));
}

async function runPart(name, node, env) {
  const { script, tier } = PARTS[name];
  if (tier) return runTier(name, node, env);
  if (script) return oneStep(await runInGroup('sh', ['-c', npmScript(script)], { env, minutes: PARTS[name].minutes }));
  try {
    // The product is built as it is shipped, not with the tests' NODE_ENV.
    await build({ env: { ...env, NODE_ENV: undefined } });
    return oneStep(true);
  } catch (error) {
    process.stdout.write(`${error.message}\n`);
    return oneStep(false);
  }
}

function oneStep(ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

async function runTier(name, node, env) {
  if (!hasTests(name)) return { passed: 0, failed: 0, skipped: 0, absent: true };
  const { workers, minutes } = PARTS[name];
  const scratch = mkdtempSync(join(tmpdir(), 'majlis-test-'));
  try {
    const file = join(scratch, 'report.json');
    const jest = ['node_modules/jest/bin/jest.js', '--selectProjects', name, '--ci', '--json', '--outputFile', file];
    const ok = await runInGroup(node, [...jest, workers ? `--maxWorkers=${workers}` : '--runInBand'], { env, minutes });
    return readJestReport(file, ok);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function verdict({ failed, absent }) {
  return absent ? 'absent' : failed ? 'FAILED' : 'passed';
}

function report(names, results) {
  const line = (...cells) =>
    process.stdout.write(`${cells.map((cell, index) => (index < 2 ? cell.padEnd(12) : cell.padStart(9))).join('')}\n`);
  process.stdout.write('\n');
  line('part', 'result', 'seconds', 'passed', 'failed', 'skipped');
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const name of new Set([...results.keys(), ...names])) {
    const result = results.get(name);
    if (!result) line(name, 'not run');
    else {
      line(name, verdict(result), result.seconds, ...['passed', 'failed', 'skipped'].map((key) => String(result[key])));
      for (const key of Object.keys(total)) total[key] += result[key];
    }
  }
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}\n`);
  return total.failed > 0 ? 1 : 0;
}
