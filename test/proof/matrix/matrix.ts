import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { addUp, type Piece, type Tally } from './compare.js';

export const FOLDER = resolve('test/proof/matrix');
const THREADS = 2;
const SEED = 20_261_122;

export interface MatrixSize {
  /** Every how many cases of a product one is taken: 1 is all of them. A prime otherwise, so that no dimension is skipped. */
  step: number;
  random: number;
  /** Random cases that Cedar judges too, and the step in the products it judges. */
  cedar: number;
  cedarStep: number;
}

/** The matrix of the pure decision against both oracles. Divided among two threads. */
export async function runMatrix(size: MatrixSize): Promise<{ line: string; ok: boolean; table: Tally; cedar: Tally }> {
  const spaces = ['main', 'circumstances', 'origins', 'system'] as const;
  const shares = await Promise.all(
    Array.from({ length: THREADS }, (_, share) => {
      const products = (step: number): Piece[] => spaces.map((space) => ({ space, from: share * step, step: step * THREADS }));
      const random = (count: number): Piece => ({ space: 'random', seed: SEED + share, count: count / THREADS });
      return inThread([...products(size.step), random(size.random)], [...products(size.cedarStep), random(size.cedar)]);
    }),
  );
  const table = addUp(shares.map((share) => share.table));
  const cedar = addUp(shares.map((share) => share.cedar));
  const count = (cases: number) => cases.toLocaleString('en');
  return {
    line:
      `matrix: ${count(table.cases)} cases, ${count(table.differences)} differences ` +
      `(Cedar: ${count(cedar.cases)} cases, ${count(cedar.differences)} differences)`,
    ok: table.differences + cedar.differences === 0,
    table,
    cedar,
  };
}

function inThread(pieces: Piece[], cedarPieces: Piece[]): Promise<{ table: Tally; cedar: Tally }> {
  const worker = new Worker(resolve(FOLDER, 'matrix-worker.ts'), {
    execArgv: ['--import', resolve(FOLDER, 'hooks.mjs')],
    workerData: { pieces, cedarPieces, folder: FOLDER },
  });
  return new Promise((done, refuse) => {
    worker.on('message', done).on('error', refuse);
    worker.on('exit', (code) => refuse(new Error(`the thread ended with ${code} before it answered`)));
  });
}
