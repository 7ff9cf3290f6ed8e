// `npm run proof:access` runs every proof of access in full and ends with one line each (see test/proof/report.ts);
// `npm run proof:access -- matrix` only the specs whose path contains this.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { runInGroup } from './lib/group.mjs';
import { main, secondsSince, which } from './lib/process.mjs';

const PROOFS = {
  1: 'matrix',
  2: 'surfaces',
  3: 'positive controls',
  4: 'non-interference',
  5: 'revocation',
  6: 'audit',
  7: 'sign-in',
};
const MINUTES = 180;

await main(async () => {
  const patterns = process.argv.slice(2);
  const { node, env } = await bootstrap({ forTests: true });
  const results = mkdtempSync(join(tmpdir(), 'majlis-proof-'));
  try {
    const start = performance.now();
    const jest = ['node_modules/jest/bin/jest.js', '--selectProjects', 'proof', '--ci', '--runInBand'];
    const proofEnv = { ...env, NODE_ENV: 'test', PROOF: 'full', PROOF_RESULTS: results, CHROMIUM_BIN: which('chromium') ?? '' };
    let ok = await runInGroup(node, patterns.length > 0 ? [...jest, '--testPathPatterns', ...patterns] : jest, {
      env: proofEnv,
      minutes: MINUTES,
    });
    if (patterns.length === 0) ok = (await runInGroup(node, ['scripts/proof-mutation.mjs'], { env: proofEnv, minutes: MINUTES })) && ok;
    return print(linesOf(results), { ok, all: patterns.length === 0, seconds: secondsSince(start) });
  } finally {
    rmSync(results, { recursive: true, force: true });
  }
});

/** What the specs reported. @returns {{ number: number, line: string, ok: boolean }[]} */
function linesOf(folder) {
  const file = join(folder, 'lines.jsonl');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').trimEnd().split('\n').map(JSON.parse);
}

function print(lines, { ok, all, seconds }) {
  process.stdout.write(`\nproofs of access, in full, after ${seconds} s\n`);
  let failed = !ok;
  for (const [number, title] of Object.entries(PROOFS)) {
    const own = lines.filter((entry) => entry.number === Number(number));
    for (const { line, ok: held } of own) {
      process.stdout.write(`${number}. ${held ? '' : 'FAILED '}${line}\n`);
      failed ||= !held;
    }
    if (own.length > 0 || !all) continue;
    process.stdout.write(`${number}. FAILED ${title}: nothing was reported\n`);
    failed = true;
  }
  process.stdout.write(failed ? '\nFAILED\n' : '\nall of them hold\n');
  return failed ? 1 : 0;
}
