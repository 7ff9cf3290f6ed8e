import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How a proof plugs in. Put `test/proof/<name>/<name>.proof-spec.ts` anywhere under test/proof: the jest project `proof`
 * finds it, `npm test` runs it as a slice, `npm run proof:access` runs all of them in full and prints what they report,
 * in the order of their numbers:
 *
 *   1 matrix · 2 surfaces (HTTP, sockets) · 3 positive controls · 4 non-interference · 5 revocation · 6 audit · 7 sign-in
 *
 * A spec measures with `sized(full, slice)`, asserts as any test does, and says once what it found:
 *
 *   test('…', async () => {
 *     const { cases, differences } = await walk(sized(12_000_000, 20_000));
 *     report(4, `non-interference: ${cases} cases, ${differences} differences`, differences === 0);
 *     expect(differences).toBe(0);
 *   }, patience(10));
 *
 * Report before asserting, so that the line of a failure is printed too. Several lines of one number are printed one
 * after another; a number without any line, a line that is not ok and a failing test all fail the run.
 */
export function report(number: ProofNumber, line: string, ok: boolean): void {
  const folder = process.env['PROOF_RESULTS'];
  if (folder) appendFileSync(join(folder, 'lines.jsonl'), `${JSON.stringify({ number, line, ok })}\n`);
  else process.stdout.write(`proof ${number}: ${ok ? '' : 'FAILED '}${line}\n`);
}

export type ProofNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The whole proof (`PROOF=full`, set by `npm run proof:access`) or the slice of it that `npm test` runs. */
export const FULL = process.env['PROOF'] === 'full';

/** The measure of the present run. */
export const sized = <T>(full: T, slice: T): T => (FULL ? full : slice);

/** A test's time limit, ms: some minutes in the full run, two in the slice. */
export const patience = (minutes: number): number => sized(minutes, 2) * 60_000;
