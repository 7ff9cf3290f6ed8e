import type { FileHandle } from 'node:fs/promises';
import { CHUNK_BYTES } from './sealed-format.js';

const READ_BYTES = 4 * CHUNK_BYTES;

/**
 * Regroups any pieces into full chunks and a shorter last one. A chunk is valid until the next is asked for.
 * Throws what `wrongSize` makes as soon as more than `size` bytes have come: an endless source must not fill memory or disk.
 */
export async function* regroup(
  source: AsyncIterable<Uint8Array>,
  size: number,
  wrongSize: () => Error,
): AsyncGenerator<Buffer, void, undefined> {
  const carry = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  let carried = 0;
  let total = 0;
  try {
    for await (const item of source) {
      const piece = Buffer.from(item.buffer, item.byteOffset, item.byteLength);
      total += piece.length;
      if (total > size) throw wrongSize();
      let at = 0;
      while (at < piece.length) {
        if (carried === 0 && piece.length - at >= CHUNK_BYTES) {
          yield piece.subarray(at, at + CHUNK_BYTES);
          at += CHUNK_BYTES;
          continue;
        }
        const copied = piece.copy(carry, carried, at);
        carried += copied;
        at += copied;
        if (carried < CHUNK_BYTES) continue;
        yield carry;
        carried = 0;
      }
    }
    if (total !== size) throw wrongSize();
    if (carried > 0) yield carry.subarray(0, carried);
  } finally {
    carry.fill(0);
  }
}

/** The pieces of a file through one reused buffer: a piece is valid until the next is asked for. */
export async function* readThrough(handle: FileHandle): AsyncGenerator<Buffer, void, undefined> {
  const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
  try {
    for (let position = 0; ;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    buffer.fill(0);
  }
}
