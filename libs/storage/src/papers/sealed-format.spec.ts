import { createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { ConfigKeyRing } from '../keys/config-key-ring.js';
import type { KeyContext } from '../keys/key-ring.js';
import { MemoryStore } from '../testing/memory-store.js';
import { readRange, same, sealBytes } from '../testing/temp-store.js';
import { EncryptedPaperStore } from './encrypted-paper-store.js';

const kek = randomBytes(32);

/** Keeps the very buffers that plaintext keys travel in. */
class WatchedKeyRing extends ConfigKeyRing {
  readonly handed: Buffer[] = [];

  override wrap(dek: Buffer, context: KeyContext): Promise<Buffer> {
    this.handed.push(dek);
    return super.wrap(dek, context);
  }

  override async unwrap(wrappedKey: Buffer, context: KeyContext): Promise<Buffer> {
    const dek = await super.unwrap(wrappedKey, context);
    this.handed.push(dek);
    return dek;
  }
}

function decrypt(key: Buffer, nonce: Buffer, aad: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(aad).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

describe('the sealed format, version 1', () => {
  const objects = new MemoryStore();
  const ring = new WatchedKeyRing({ current: 'gov-2026', keys: { 'gov-2026': kek.toString('base64') } });
  const papers = new EncryptedPaperStore(objects, ring);

  // Written from the description alone, so that a change of nonce or additional data cannot hide on both sides.
  it('can be read by somebody who has the key and the description only', async () => {
    const bytes = randomBytes(2 * 65_536 + 77);
    const { objectId, wrappedKey } = await sealBytes(papers, bytes, 'label');
    const id = Buffer.from(objectId.replaceAll('-', ''), 'hex');

    expect(wrappedKey.subarray(0, 10).toString('latin1')).toBe('\x01\x08gov-2026');
    const binding = createHash('sha256').update('label').digest();
    const keyAad = Buffer.concat([Buffer.from('majlis wrapped key\0'), wrappedKey.subarray(0, 10), id, binding]);
    const dek = decrypt(kek, wrappedKey.subarray(10, 22), keyAad, wrappedKey.subarray(22));

    const stored = objects.contents.get(objectId) ?? Buffer.alloc(0);
    const fields = stored.subarray(0, 32);
    const prefix = fields.subarray(20, 28);
    expect(fields.toString('hex')).toBe(`4d4a535001011000${'000000000002004d'}${'00000003'}${prefix.toString('hex')}00000000`);
    const open = (index: number, from: number, to?: number): Buffer =>
      decrypt(dek, Buffer.concat([prefix, uint32(index)]), Buffer.concat([fields, id, uint32(index)]), stored.subarray(from, to));
    expect(open(0xffff_ffff, 32, 48)).toHaveLength(0);
    const stride = 65_552;
    const chunks = [open(0, 48, 48 + stride), open(1, 48 + stride, 48 + 2 * stride), open(2, 48 + 2 * stride)];
    expect(same(Buffer.concat(chunks), bytes)).toBe(true);
  });

  it('never uses a key or a nonce prefix again, also for the same content', async () => {
    const bytes = randomBytes(100);
    const stored = await Promise.all(
      Array.from({ length: 20 }, async () => objects.contents.get((await sealBytes(papers, bytes)).objectId)),
    );
    expect(new Set(stored.map((content) => content?.toString('hex', 20, 28))).size).toBe(20);
    expect(new Set(stored.map((content) => content?.toString('hex', 48, 64))).size).toBe(20);
  });

  it('wipes every buffer a plaintext key travelled in', async () => {
    const ref = await sealBytes(papers, randomBytes(100));
    await readRange(papers, ref);
    await papers.rewrap(ref);
    await expect(papers.open({ ...ref, size: 99 })).rejects.toThrow();
    expect(ring.handed.length).toBeGreaterThan(3);
    for (const dek of ring.handed) expect(same(dek, Buffer.alloc(32))).toBe(true);
  });
});
