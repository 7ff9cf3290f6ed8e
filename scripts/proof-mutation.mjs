// `npm run proof:mutation`: the mutation score of the rules (stryker.config.mjs). Part of proof 3 of `npm run proof:access`.
import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { runInGroup } from './lib/group.mjs';
import { main, ROOT, Stop } from './lib/process.mjs';

const REPORT = join(ROOT, '.majlis/stryker/report.json');
const MINUTES = 40;
const FOUND = ['Killed'];
const MISSED = ['Survived', 'NoCoverage', 'Timeout'];

await main(async () => {
  const { node, env } = await bootstrap({ forTests: true });
  rmSync(REPORT, { force: true });
  const stryker = join(ROOT, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const ended = await runInGroup(node, [stryker, 'run'], { env: { ...env, NODE_ENV: 'test' }, minutes: MINUTES });
  const mutants = read();
  const having = (states) => mutants.filter(({ status }) => states.includes(status)).length;
  const [found, missed] = [having(FOUND), having(MISSED)];
  const ok = ended && missed === 0 && found > 0;
  const line = `mutation of the rules: ${found} of ${found + missed} mutants found`;
  process.stdout.write(`${ok ? '' : 'FAILED '}${line}\n`);
  const results = process.env.PROOF_RESULTS;
  if (results) appendFileSync(join(results, 'lines.jsonl'), `${JSON.stringify({ number: 3, line, ok })}\n`);
  return ok ? 0 : 1;
});

function read() {
  try {
    return Object.values(JSON.parse(readFileSync(REPORT, 'utf8')).files).flatMap((file) => file.mutants);
  } catch {
    throw new Stop('Stryker wrote no report: see above');
  }
}
