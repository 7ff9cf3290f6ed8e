import { decide, decideSystem } from '@app/access/rules/index.js';
import { compareWithTable, type Decision, type Piece } from './compare.js';
import { FOLDER } from './matrix.js';
import { loadTable } from './table-oracle.js';

// A few thousand cases in the test's own process, quick enough to be run once for each mutant of the rules.
const table = loadTable(`${FOLDER}/table`);
const decision = { decide, decideSystem } as Decision;
const PIECES: Piece[] = [
  { space: 'main', from: 0, step: 14_009 },
  { space: 'circumstances', from: 0, step: 5_003 },
  { space: 'origins', from: 0, step: 599 },
  { space: 'system', from: 0, step: 31 },
  { space: 'random', seed: 7, count: 30_000 },
];

test.each(PIECES)('the decision is that of the table in a slice of $space', (piece) => {
  expect(compareWithTable(piece, table, decision)).toMatchObject({ differences: 0, shown: [] });
});
