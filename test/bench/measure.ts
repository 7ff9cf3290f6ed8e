import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../support/median.js';

/** One line of `npm run bench`: what was measured, in which unit, and the goal it is held against. */
export interface Figure {
  readonly bench: string;
  /** `ours`, a peer or the limit. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What DESIGN or an issue asks of it; without one the figure is there to compare with. */
  readonly goal?: { readonly atLeast?: number; readonly atMost?: number };
}

/**
 * How a bench plugs in: `test/bench/<name>.bench.ts` is found by the jest project `bench`, measures what it compares in
 * one run, interleaved, and says each figure once. `npm run bench` prints them as a table and one JSON line each.
 */
export function figure(figure: Figure): void {
  if (!Number.isFinite(figure.value)) throw new Error(`${figure.bench}, ${figure.name}: measured nothing`);
  const folder = process.env['BENCH_RESULTS'];
  if (folder) appendFileSync(join(folder, 'figures.jsonl'), `${JSON.stringify(figure)}\n`);
  else process.stdout.write(`${JSON.stringify(figure)}\n`);
}

/** Milliseconds of the clock on the wall, and of this thread's processor time: what a core does when it is not shared. */
export const WALL = (): number => performance.now();
export const PROCESSOR = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/**
 * Runs the candidates in turns, each turn in another order, so that a busy machine slows all of them alike.
 * @returns for each candidate the median of one turn, in milliseconds of the given clock.
 */
export async function interleaved<Name extends string>(
  candidates: Readonly<Record<Name, () => unknown>>,
  rounds: number,
  clock = WALL,
): Promise<Record<Name, number>> {
  const names = Object.keys(candidates) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (let place = 0; place < names.length; place += 1) {
      const name = names[(place + round) % names.length] as Name;
      const start = clock();
      await candidates[name]();
      times[name].push(clock() - start);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>;
}
