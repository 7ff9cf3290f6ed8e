import type { StampWindow } from '../prepare/paper.types.js';

/**
 * Lays the stamp over one byte range of a prepared file.
 *
 * @param chunk bytes of the prepared file; never written to (it may be shared between readers)
 * @param chunkOffset zero-based byte offset of the chunk in the prepared file
 * @returns the same buffer where the window does not touch it, else a patched copy
 * @throws RangeError when the stamp is not exactly as long as the window
 */
export function patchRange(chunk: Buffer, chunkOffset: number, window: StampWindow, stamp: Buffer): Buffer {
  if (stamp.length !== window.length) throw new RangeError(`stamp of ${stamp.length} bytes for a window of ${window.length}`);
  const from = Math.max(chunkOffset, window.offset);
  const to = Math.min(chunkOffset + chunk.length, window.offset + window.length);
  if (from >= to) return chunk;
  const patched = Buffer.from(chunk);
  stamp.copy(patched, from - chunkOffset, from - window.offset, to - window.offset);
  return patched;
}
