import { createTestDatabase, type TestDatabase } from '@app/testing';
import { type DataSource } from 'typeorm';
import { FOLDER } from '../matrix/matrix.js';
import { loadTable } from '../matrix/table-oracle.js';
import { RAISED_MUTANTS } from '../mutants/raised.mutants.js';
import { WEAKER_MUTANTS } from '../mutants/weaker.mutants.js';
import { type SqlMutant } from '../mutants/mutant.js';
import { patience, report, sized } from '../report.js';
import { tryRaises } from './raised.js';
import { withFault } from './rows-read.js';
import { buildStage, tryChanges, tryRequests, type Stage } from './weaker.js';

const table = loadTable(`${FOLDER}/table`);
let database: TestDatabase;
let owner: DataSource;
let stage: Stage;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await database.superuser();
  stage = await buildStage(owner);
}, patience(10));
afterAll(async () => database.close());

const attempt = (mutant: SqlMutant | null) =>
  withFault(owner, mutant, async (runner) => {
    const differences: string[] = [];
    const tried = (await tryChanges(runner, stage, differences)) + (await tryRequests(runner, stage, table, differences));
    return { tried, differences };
  });
const raise = (mutant: SqlMutant | null) =>
  withFault(owner, mutant, async (runner) => {
    const differences: string[] = [];
    return { tried: await tryRaises(runner, stage, differences), differences };
  });

test(
  'a label becomes weaker in the database only as two persons of its originator decide (§9)',
  async () => {
    const { tried, differences } = await attempt(null);
    const line = `weaker labels: ${tried.toLocaleString('en')} attempts, ${differences.length} differences`;
    report(1, line, differences.length === 0);
    expect(differences.slice(0, 5)).toEqual([]);
  },
  patience(10),
);

test(
  'a paper below its item gets the join of both labels, or is withdrawn, by whoever prepares the meeting alone (§9)',
  async () => {
    const { tried, differences } = await raise(null);
    const line = `raised papers: ${tried.toLocaleString('en')} pairs of labels, ${differences.length} differences`;
    report(1, line, differences.length === 0);
    expect(differences.slice(0, 5)).toEqual([]);
  },
  patience(10),
);

// In `npm test` the first of each only.
const chosen = [
  ...WEAKER_MUTANTS.slice(0, sized(WEAKER_MUTANTS.length, 1)).map((mutant) => ({ mutant, run: attempt })),
  ...RAISED_MUTANTS.slice(0, sized(RAISED_MUTANTS.length, 1)).map((mutant) => ({ mutant, run: raise })),
];

test(
  'each fault in the rules of the database about labels is found',
  async () => {
    const survivors: string[] = [];
    for (const { mutant, run } of chosen) {
      const { differences } = await run(mutant);
      if (differences.length === 0) survivors.push(`${mutant.name}: ${mutant.breaks}`);
    }
    report(
      3,
      `labels in the database: ${chosen.length - survivors.length} of ${chosen.length} seeded faults found`,
      survivors.length === 0,
    );
    expect(survivors).toEqual([]);
  },
  patience(20),
);
