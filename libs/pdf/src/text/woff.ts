import { inflateSync } from 'node:zlib';

const HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_ENTRY = 16;

/**
 * Unpacks a WOFF 1.0 font into the plain TrueType file that shapers and PDF want (W3C WOFF 1.0 §4–5).
 *
 * @throws Error when the file is not WOFF 1.0
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF 1.0 font');
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, i) => {
    const at = HEADER + i * WOFF_ENTRY;
    const offset = woff.readUInt32BE(at + 4);
    const packed = woff.subarray(offset, offset + woff.readUInt32BE(at + 8));
    const length = woff.readUInt32BE(at + 12);
    return { tag: woff.toString('latin1', at, at + 4), data: packed.length < length ? inflateSync(packed) : packed };
  });
  return writeSfnt(woff.readUInt32BE(4), tables);
}

/** Writes a TrueType file from its tables (OpenType §"Organization of an OpenType Font"). */
export function writeSfnt(flavour: number, tables: readonly { tag: string; data: Buffer }[]): Buffer {
  const sorted = [...tables].sort((a, b) => (a.tag < b.tag ? -1 : 1));
  const directory = Buffer.alloc(12 + SFNT_ENTRY * sorted.length);
  const log = Math.floor(Math.log2(sorted.length));
  directory.writeUInt32BE(flavour, 0);
  directory.writeUInt16BE(sorted.length, 4);
  directory.writeUInt16BE(16 << log, 6);
  directory.writeUInt16BE(log, 8);
  directory.writeUInt16BE(sorted.length * 16 - (16 << log), 10);
  const parts: Buffer[] = [directory];
  let offset = directory.length;
  sorted.forEach((table, i) => {
    const at = 12 + i * SFNT_ENTRY;
    directory.write(table.tag, at, 'latin1');
    directory.writeUInt32BE(checksum(table.data), at + 4);
    directory.writeUInt32BE(offset, at + 8);
    directory.writeUInt32BE(table.data.length, at + 12);
    const padding = (4 - (table.data.length % 4)) % 4;
    parts.push(table.data, Buffer.alloc(padding));
    offset += table.data.length + padding;
  });
  return Buffer.concat(parts);
}

function checksum(data: Buffer): number {
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) {
    const word = i + 4 <= data.length ? data.readUInt32BE(i) : Buffer.concat([data.subarray(i), Buffer.alloc(4)]).readUInt32BE(0);
    sum = (sum + word) >>> 0;
  }
  return sum;
}
