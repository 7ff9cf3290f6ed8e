// `npm run bench` runs every bench and prints a table and one JSON line for each figure (see test/bench/measure.ts);
// `npm run bench -- decide` only those whose path contains this. A goal that is missed fails the run.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { runInGroup } from './lib/group.mjs';
import { main } from './lib/process.mjs';

const MINUTES = 60;

await main(async () => {
  const patterns = process.argv.slice(2);
  const { node, env } = await bootstrap({ forTests: true });
  const results = mkdtempSync(join(tmpdir(), 'majlis-bench-'));
  try {
    const jest = ['node_modules/jest/bin/jest.js', '--selectProjects', 'bench', '--ci', '--runInBand'];
    const ok = await runInGroup(node, patterns.length > 0 ? [...jest, '--testPathPatterns', ...patterns] : jest, {
      env: { ...env, NODE_ENV: 'test', BENCH_RESULTS: results },
      minutes: MINUTES,
    });
    return print(figuresOf(results)) && ok ? 0 : 1;
  } finally {
    rmSync(results, { recursive: true, force: true });
  }
});

/** @returns {{ bench: string, name: string, value: number, unit: string, goal?: { atLeast?: number, atMost?: number } }[]} */
function figuresOf(folder) {
  const file = join(folder, 'figures.jsonl');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** @returns {boolean} whether every goal was reached */
function print(figures) {
  console.log(`\n${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}\n`);
  let reached = figures.length > 0;
  for (const { bench, name, value, unit, goal } of figures) {
    const met = (goal?.atLeast === undefined || value >= goal.atLeast) && (goal?.atMost === undefined || value <= goal.atMost);
    reached &&= met;
    const shown = value >= 1000 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
    const held = goal
      ? `  goal ${goal.atLeast === undefined ? '≤' : '≥'} ${(goal.atLeast ?? goal.atMost).toLocaleString('en')}  ${met ? 'met' : 'MISSED'}`
      : '';
    console.log(`${bench.padEnd(32)} ${name.padEnd(28)} ${shown.padStart(14)} ${unit}${held}`);
  }
  console.log('');
  for (const figure of figures) console.log(JSON.stringify(figure));
  return reached;
}
