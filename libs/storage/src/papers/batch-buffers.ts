import { STRIDE_BYTES } from './sealed-format.js';

/** Four chunks a read: fewer round trips to the disk or to S3, at 256 KiB of memory for each running read. */
export const BATCH_CHUNKS = 4;

const KEPT = 16;
const free: Buffer[] = [];

/** A buffer for the ciphertext of a batch. Reused ones are warm in the processor's cache; they never hold plaintext. */
export function takeBatch(): Buffer {
  return free.pop() ?? Buffer.allocUnsafeSlow(BATCH_CHUNKS * STRIDE_BYTES);
}

/** Only for a buffer nothing reads into any more: after a failed read keep it out, a late answer of a network store would spoil another's. */
export function giveBack(batch: Buffer): void {
  if (free.length < KEPT) free.push(batch);
}
