import { dominates, joinLabels, type Label } from '@app/contracts';
import { patience, report, sized } from '../report.js';
import { both, everyLabel, viewersOf, within } from './viewers.js';

/** `ABSENT` where there is no joint label. */
const ABSENT = 'nobody';
const joined = (labels: Label[], countries: number) => {
  try {
    return viewersOf(joinLabels(labels), countries);
  } catch (error) {
    if (error instanceof RangeError) return ABSENT;
    throw error;
  }
};

test(
  'a joint label is seen by exactly those who see every source, and one label dominates another when nobody is added (§8)',
  () => {
    const countries = sized(4, 3);
    const labels = everyLabel(countries).map((label) => ({ label, viewers: viewersOf(label, countries) }));
    let cases = 0;
    const differences: string[] = [];
    for (const left of labels) {
      for (const right of labels) {
        cases += 2;
        const expected = both(left.viewers, right.viewers);
        const found = joined([left.label, right.label], countries);
        if (found !== (expected.includes('1') ? expected : ABSENT)) differences.push(`join ${JSON.stringify([left.label, right.label])}`);
        if (dominates(left.label, right.label) !== within(left.viewers, right.viewers))
          differences.push(`dominates ${JSON.stringify([left.label, right.label])}`);
      }
    }
    report(
      1,
      `labels: ${cases.toLocaleString('en')} cases of join and dominance, ${differences.length} differences`,
      differences.length === 0,
    );
    expect(differences.slice(0, 5)).toEqual([]);
    expect(cases).toBe(sized(204_800, 51_200));
  },
  patience(10),
);
