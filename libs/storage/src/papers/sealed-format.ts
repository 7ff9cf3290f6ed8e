/**
 * The sealed file, version 1: a header, then the chunks one after the other, each followed by its tag.
 *
 *     0  magic "MJSP"          4      16  chunk count      4, big-endian
 *     4  version 1             1      20  nonce prefix     8, random
 *     5  cipher 1 AES-256-GCM  1      28  reserved         4, zero
 *     6  log2 of chunk size 16 1      32  tag of the header 16
 *     7  reserved, zero        1      48  chunk 0, tag, chunk 1, tag, …
 *     8  plaintext size        8, big-endian
 *
 * Nonce: prefix and 32-bit chunk index. Additional data of every tag: the first 32 header bytes, the object id (16) and
 * the chunk index (4), so a chunk fits one place of one object of one length only. The header's own tag, under the index
 * no chunk can have, lets opening fail before a response has begun.
 */
export const CHUNK_BYTES = 65_536;
export const TAG_BYTES = 16;
export const STRIDE_BYTES = CHUNK_BYTES + TAG_BYTES;
export const HEADER_BYTES = 48;
export const DEK_BYTES = 32;
export const HEADER_INDEX = 0xffff_ffff;

const FIELDS_BYTES = 32;
const PREFIX_AT = 20;
const MAGIC = Buffer.from('MJSP', 'latin1');

export const MAX_SIZE = HEADER_INDEX * CHUNK_BYTES;

export function chunkCountOf(size: number): number {
  return Math.ceil(size / CHUNK_BYTES);
}

/** Length in bytes of the sealed file of a plaintext of `size` bytes. */
export function sealedLength(size: number): number {
  return HEADER_BYTES + size + chunkCountOf(size) * TAG_BYTES;
}

/** The header's fields, still without its tag. */
export function headerFields(size: number, noncePrefix: Buffer): Buffer {
  const fields = Buffer.alloc(FIELDS_BYTES);
  MAGIC.copy(fields, 0);
  fields.set([1, 1, 16], 4);
  fields.writeBigUInt64BE(BigInt(size), 8);
  fields.writeUInt32BE(chunkCountOf(size), 16);
  noncePrefix.copy(fields, PREFIX_AT);
  return fields;
}

/** Splits a stored header; undefined unless it is exactly what version 1 would write for this size. */
export function parseHeader(header: Buffer, size: number): { fields: Buffer; noncePrefix: Buffer; tag: Buffer } | undefined {
  const fields = header.subarray(0, FIELDS_BYTES);
  const noncePrefix = fields.subarray(PREFIX_AT, PREFIX_AT + 8);
  if (header.length !== HEADER_BYTES || !headerFields(size, noncePrefix).equals(fields)) return undefined;
  return { fields, noncePrefix, tag: header.subarray(FIELDS_BYTES) };
}
