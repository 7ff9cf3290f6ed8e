import { report, sized } from '../report.js';
import { type Played, play } from './low-script.js';
import { startProduct } from './product.js';
import { timeRefusals, type Timing } from './timing.js';
import { without } from './walls.js';

/** For what hangs, not for what is slow. */
const LIMIT_MS = 900_000;

let timing: Timing | null = null;

async function world(withSecrets: boolean, wall: 'second' | null = null): Promise<Played> {
  const product = await startProduct();
  try {
    let played: Played | null = null;
    await without(wall, product.superuser, async () => {
      played = await play(product, withSecrets);
    });
    const { low, hidden } = played as unknown as Played;
    if (hidden) timing = await timeRefusals(low, hidden, sized(250, 15));
    return played as unknown as Played;
  } finally {
    await product.close();
  }
}

test(
  'what low people see is the same to the byte, whether secret things are there or not, also by the decision’s wall alone',
  async () => {
    const plain = await world(false);
    // The slice compares across a wall too: all three must be equal.
    const others = [...sized([await world(true)], []), await world(true, 'second')];
    const differences: string[] = [];
    let observations = 0;
    for (const other of others)
      for (const [key, expected] of plain.transcripts) {
        const found = other.transcripts.get(key) ?? [];
        observations += expected.length;
        for (let at = 0; at < Math.max(expected.length, found.length); at += 1)
          if (expected[at] !== found[at]) differences.push(`${key}\n  without: ${expected[at]}\n  with:    ${found[at]}`);
      }
    const secrets = Math.min(...others.map(({ secretsFound }) => secretsFound));
    const people = plain.transcripts.size;
    report(
      4,
      `non-interference: ${observations} observations of ${people} low people in ${1 + others.length} worlds, ${differences.length} differences`,
      differences.length === 0 && secrets > 2,
    );
    expect(differences.slice(0, 3)).toEqual([]);
    // Not vacuous: the secrets were there for those who may know them.
    expect(secrets).toBeGreaterThan(2);
    expect(observations).toBeGreaterThan(80);
  },
  LIMIT_MS,
);

test('what is forbidden takes as long as what is missing', () => {
  if (!timing) throw new Error('nothing was timed');
  const { pairs, median, bound } = timing;
  const ok = Math.abs(median) <= bound;
  report(
    4,
    `timing: forbidden and missing differ by ${median.toFixed(2)} ms (median of ${pairs} pairs; chance alone: ${bound.toFixed(2)} ms)`,
    ok,
  );
  expect(Math.abs(median)).toBeLessThanOrEqual(bound);
});
