import { readFileSync } from 'node:fs';
import { FULL, patience, report } from '../report.js';
import { RECEIPT_MUTANTS, SQL_MUTANTS } from './database.mutants.js';
import { SOURCE_MUTANTS } from './lists.js';
import { WEAKER_MUTANTS } from './weaker.mutants.js';
import { runSpecs } from './run-specs.js';

test('every fault on the lists can be made: its text is in the code exactly once, its name is its own', () => {
  const impossible = SOURCE_MUTANTS.filter(({ file, find }) => readFileSync(file, 'utf8').split(find).length !== 2);
  expect(impossible.map(({ name, file }) => `${name} in ${file}`)).toEqual([]);
  const names = [...SOURCE_MUTANTS, ...SQL_MUTANTS, ...RECEIPT_MUTANTS, ...WEAKER_MUTANTS].map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(names.length).toBeGreaterThanOrEqual(30);
});

// Each needs a run of its own, so that `npm test` has the first only.
const chosen = FULL ? SOURCE_MUTANTS : SOURCE_MUTANTS.slice(0, 1);

test(
  'each fault in the code is found by the proof that watches its place',
  async () => {
    const results: Record<string, string> = {};
    for (const pattern of new Set(chosen.map(({ caughtBy }) => caughtBy))) results[`unbroken: ${pattern}`] = await runSpecs(pattern, null);
    for (const mutant of chosen) results[mutant.name] = await runSpecs(mutant.caughtBy, mutant);
    const wrong = Object.entries(results).filter(([name, result]) => result !== (name.startsWith('unbroken: ') ? 'passed' : 'failed'));
    const missed = wrong.filter(([name]) => !name.startsWith('unbroken: ')).length;
    report(3, `code: ${chosen.length - missed} of ${chosen.length} seeded faults found`, wrong.length === 0);
    expect(wrong).toEqual([]);
  },
  patience(60),
);
