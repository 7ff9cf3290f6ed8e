import { patience, report, sized } from '../report.js';
import { runMatrix } from './matrix.js';

test(
  'the decision is that of the written policy, in every case of the matrix and for the same reasons',
  async () => {
    const size = sized(
      { step: 1, random: 4_000_000, cedar: 400_000, cedarStep: 9_973 },
      { step: 1_999, random: 60_000, cedar: 4_000, cedarStep: 199_999 },
    );
    const { line, ok, table, cedar } = await runMatrix(size);
    report(1, line, ok);
    expect([...table.shown, ...cedar.shown]).toEqual([]);
    expect({ table: table.differences, cedar: cedar.differences }).toEqual({ table: 0, cedar: 0 });
  },
  patience(60),
);
