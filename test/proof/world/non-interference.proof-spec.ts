import { patience, report } from '../report.js';
import { type Played, play } from './low-script.js';
import { startProduct } from './product.js';

async function world(withSecrets: boolean): Promise<Played> {
  const product = await startProduct();
  try {
    return await play(product, withSecrets);
  } finally {
    await product.close();
  }
}

test(
  'what low people see is the same to the byte, whether secret things are there or not',
  async () => {
    const without = await world(false);
    const with_ = await world(true);
    const differences: string[] = [];
    let observations = 0;
    for (const [key, plain] of without.transcripts) {
      const other = with_.transcripts.get(key) ?? [];
      observations += plain.length;
      for (let at = 0; at < Math.max(plain.length, other.length); at += 1)
        if (plain[at] !== other[at]) differences.push(`${key}\n  without: ${plain[at]}\n  with:    ${other[at]}`);
    }
    const found = with_.secretsFound;
    report(
      4,
      `non-interference: ${observations} observations of ${without.transcripts.size} low people in two worlds, ${differences.length} differences`,
      differences.length === 0 && found > 0,
    );
    expect(differences.slice(0, 3)).toEqual([]);
    // Not vacuous: the secrets were there for those who may know them.
    expect(found).toBeGreaterThan(2);
    expect(observations).toBeGreaterThan(100);
  },
  patience(10),
);
