import { createTestDatabase, type TestDatabase } from '@app/testing';
import { type DataSource } from 'typeorm';
import { FOLDER } from '../matrix/matrix.js';
import { loadTable } from '../matrix/table-oracle.js';
import { RECEIPT_MUTANTS, SQL_MUTANTS } from '../mutants/database.mutants.js';
import { patience, report, sized } from '../report.js';
import { compareRows, withFault } from './rows-read.js';
import { buildWorld, type World } from './world.js';

const table = loadTable(`${FOLDER}/table`);
let database: TestDatabase;
let owner: DataSource;
let world: World;

/** The rows of the tables, and what the function about receipts answers: it takes longer and has faults of its own. */
const tablesOf = (): World => ({ ...world, rows: world.rows.filter(({ kind }) => kind !== 'receipts') });
const receiptsOf = (): World => ({ ...world, rows: world.rows.filter(({ kind }) => kind === 'receipts') });

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await database.superuser();
  world = await buildWorld(owner, 3, sized({ readers: 80, meetings: 36 }, { readers: 40, meetings: 18 }));
}, patience(10));
afterAll(async () => database.close());

test(
  'the rows under the policies of the database are those the written policy allows',
  async () => {
    const { pairs, read, differences } = await withFault(owner, null, (runner) => compareRows(runner, world, table));
    const count = (n: number) => n.toLocaleString('en');
    report(
      1,
      `rows: ${count(pairs)} pairs of reader and row, ${count(read)} read, ${differences.length} differences`,
      differences.length === 0,
    );
    expect(differences.slice(0, 5)).toEqual([]);
    // Neither wall of nothing nor open doors: both answers are frequent.
    expect(read / pairs).toBeGreaterThan(0.05);
  },
  patience(10),
);

// In `npm test` every sixth.
const every = sized(1, 6);
const chosen = [
  ...SQL_MUTANTS.filter((_, at) => at % every === 0).map((mutant) => ({ mutant, part: tablesOf })),
  ...RECEIPT_MUTANTS.filter((_, at) => at % every === 0).map((mutant) => ({ mutant, part: receiptsOf })),
];

test(
  'each fault in the policies of the database is found',
  async () => {
    const survivors: string[] = [];
    for (const { mutant, part } of chosen) {
      const { differences } = await withFault(owner, mutant, (runner) => compareRows(runner, part(), table));
      if (differences.length === 0) survivors.push(`${mutant.name}: ${mutant.breaks}`);
    }
    report(3, `database: ${chosen.length - survivors.length} of ${chosen.length} seeded faults found`, survivors.length === 0);
    expect(survivors).toEqual([]);
  },
  patience(20),
);
