import { createTestDatabase, type TestDatabase } from '@app/testing';
import { type DataSource } from 'typeorm';
import { FOLDER } from '../matrix/matrix.js';
import { loadTable } from '../matrix/table-oracle.js';
import { WEAKER_MUTANTS } from '../mutants/weaker.mutants.js';
import { type SqlMutant } from '../mutants/mutant.js';
import { patience, report, sized } from '../report.js';
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

// In `npm test` the first only.
const chosen = WEAKER_MUTANTS.slice(0, sized(WEAKER_MUTANTS.length, 1));

test(
  'each fault in the rules of the database about weaker labels is found',
  async () => {
    const survivors: string[] = [];
    for (const mutant of chosen) {
      const { differences } = await attempt(mutant);
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
