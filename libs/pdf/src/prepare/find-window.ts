import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** SHA-256 of a file, lower-case hex, read once as a stream. */
export async function sha256File(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/**
 * Finds the marker in a finished file.
 *
 * @throws Error unless it is there exactly once: two windows would mean that one of them is never stamped
 */
export async function findMarker(path: string, marker: string): Promise<{ offset: number; size: number; sha256: string }> {
  const needle = Buffer.from(marker, 'latin1');
  const hash = createHash('sha256');
  const found: number[] = [];
  let carried = Buffer.alloc(0);
  let position = 0;
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const chunk = piece as Buffer;
    hash.update(chunk);
    const joined = Buffer.concat([carried, chunk]);
    const base = position - carried.length;
    for (let at = joined.indexOf(needle); at >= 0; at = joined.indexOf(needle, at + 1)) found.push(base + at);
    carried = joined.subarray(Math.max(0, joined.length - needle.length + 1));
    position += chunk.length;
  }
  const [offset] = found;
  if (offset === undefined || found.length !== 1) throw new Error(`stamp window found ${found.length} times`);
  return { offset, size: (await stat(path)).size, sha256: hash.digest('hex') };
}
