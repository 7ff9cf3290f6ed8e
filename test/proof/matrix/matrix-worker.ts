import { parentPort, workerData } from 'node:worker_threads';
import { decide, decideSystem } from '@app/access/rules/index.js';
import { loadCedar } from './cedar-oracle.js';
import { addUp, compareWithCedar, compareWithTable, type Decision, type Piece } from './compare.js';
import { loadTable } from './table-oracle.js';

// One share of the matrix, in a thread of its own (started by matrix.ts).
const { pieces, cedarPieces, folder } = workerData as { pieces: Piece[]; cedarPieces: Piece[]; folder: string };
const decision = { decide, decideSystem } as Decision;
const table = loadTable(`${folder}/table`);
const cedar = cedarPieces.length > 0 ? loadCedar(`${folder}/cedar`) : undefined;
parentPort?.postMessage({
  table: addUp(pieces.map((piece) => compareWithTable(piece, table, decision))),
  cedar: addUp(cedar ? cedarPieces.map((piece) => compareWithCedar(piece, table, decision, cedar)) : []),
});
