import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { ConfigKeyRing } from '../keys/config-key-ring.js';
import { StorageCorrupt } from '../storage-errors.js';
import { MemoryStore } from '../testing/memory-store.js';
import { collect, newKek, readRange, same, sealBytes } from '../testing/temp-store.js';
import { EncryptedPaperStore, type SealedRef } from './encrypted-paper-store.js';

const CHUNK = 65_536;
const STRIDE = CHUNK + 16;
const HEADER = 48;

describe('a stored paper that was tampered with (P11)', () => {
  const objects = new MemoryStore();
  const papers = new EncryptedPaperStore(objects, new ConfigKeyRing({ current: 'k1', keys: { k1: newKek() } }));
  afterEach(() => expect(objects.opened).toBe(0));

  const stored = (ref: SealedRef): Buffer => Buffer.from(objects.contents.get(ref.objectId) ?? Buffer.alloc(0));
  const flip = (content: Buffer, bit: number): Buffer => {
    const changed = Buffer.from(content);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return changed;
  };
  /** What reading all of it throws when `content` lies where the object was. */
  async function failure(ref: SealedRef, content: Buffer): Promise<unknown> {
    const original = stored(ref);
    objects.contents.set(ref.objectId, content);
    const outcome = await readRange(papers, ref).catch((error: unknown) => error);
    objects.contents.set(ref.objectId, original);
    return outcome;
  }

  it('is found at every single bit of a short object', async () => {
    const ref = await sealBytes(papers, randomBytes(40));
    const content = stored(ref);
    for (let bit = 0; bit < content.length * 8; bit += 1) expect(await failure(ref, flip(content, bit))).toBeInstanceOf(StorageCorrupt);
    expect(await readRange(papers, ref)).toHaveLength(40);
  });

  it('is found at random bits of a long one, and before anything of that chunk is given out', async () => {
    const bytes = randomBytes(5 * CHUNK + 100);
    const ref = await sealBytes(papers, bytes);
    const content = stored(ref);
    await fc.assert(
      fc.asyncProperty(fc.nat(content.length * 8 - 1), async (bit) => {
        expect(await failure(ref, flip(content, bit))).toBeInstanceOf(StorageCorrupt);
      }),
      { numRuns: 150 },
    );
    objects.contents.set(ref.objectId, flip(content, (HEADER + 2 * STRIDE + 77) * 8));
    const reader = await papers.open(ref);
    const pieces = reader.read();
    for (const index of [0, 1]) {
      const { value } = await pieces.next();
      expect(same(bytes.subarray(index * CHUNK, (index + 1) * CHUNK), value ?? undefined)).toBe(true);
    }
    await expect(pieces.next()).rejects.toMatchObject({ part: 'chunk', objectId: ref.objectId });
    expect(same(await collect(reader.read(3 * CHUNK)), bytes.subarray(3 * CHUNK))).toBe(true);
    await reader.close();
  });

  it('is found when chunks change places, are repeated, cut off or added', async () => {
    const ref = await sealBytes(papers, randomBytes(3 * CHUNK));
    const content = stored(ref);
    const header = content.subarray(0, HEADER);
    const [a, b, c] = [0, 1, 2].map((index) => content.subarray(HEADER + index * STRIDE, HEADER + (index + 1) * STRIDE)) as [
      Buffer,
      Buffer,
      Buffer,
    ];
    const cases: Buffer[][] = [
      [header, b, a, c],
      [header, a, a, c],
      [header, a, b],
      [header, a, b, c, c],
      [header, a, b, c.subarray(0, -1)],
      [header, a, b, c, Buffer.alloc(1)],
      [header],
      [header.subarray(0, 10)],
      [],
    ];
    for (const parts of cases) expect(await failure(ref, Buffer.concat(parts))).toBeInstanceOf(StorageCorrupt);
  });

  it('is found when record and file are shortened together', async () => {
    const ref = await sealBytes(papers, randomBytes(3 * CHUNK));
    const shorter = stored(ref).subarray(0, HEADER + 2 * STRIDE);
    shorter.writeBigUInt64BE(BigInt(2 * CHUNK), 8);
    shorter.writeUInt32BE(2, 16);
    expect(await failure({ ...ref, size: 2 * CHUNK }, shorter)).toMatchObject({ part: 'header' });
  });

  it('is found when the file shrinks under an open reader', async () => {
    const ref = await sealBytes(papers, randomBytes(8 * CHUNK));
    const reader = await papers.open(ref);
    const pieces = reader.read();
    await pieces.next();
    jest.spyOn(objects.contents.get(ref.objectId) ?? Buffer.alloc(0), 'copy').mockReturnValue(0);
    await expect(collect(pieces)).rejects.toMatchObject({ part: 'length' });
    await reader.close();
  });

  it('is found when objects, chunks, wrapped keys or bindings of two papers are exchanged', async () => {
    const one = await sealBytes(papers, randomBytes(2 * CHUNK), 'secret');
    const two = await sealBytes(papers, randomBytes(2 * CHUNK), 'public');
    const mixed = stored(one);
    stored(two).copy(mixed, HEADER, HEADER, HEADER + STRIDE);
    expect(await failure(one, stored(two))).toBeInstanceOf(StorageCorrupt);
    expect(await failure(one, mixed)).toMatchObject({ part: 'chunk' });
    for (const wrong of [
      { ...one, wrappedKey: two.wrappedKey },
      { ...one, binding: two.binding },
      { ...one, wrappedKey: two.wrappedKey, binding: two.binding },
      { ...one, objectId: two.objectId },
      { ...one, size: one.size - 1 },
      { ...one, wrappedKey: Buffer.alloc(0) },
    ]) {
      await expect(papers.open(wrong)).rejects.toThrow(StorageCorrupt);
    }
  });

  it('is found when an older object of the same id comes back from a backup', async () => {
    const objectId = randomUUID();
    const seal = async (bytes: Buffer): Promise<SealedRef> => {
      async function* source(): AsyncGenerator<Buffer, void, undefined> {
        yield bytes;
      }
      return { ...(await papers.seal(source(), { objectId, size: bytes.length, binding: 'b' })), binding: 'b' };
    };
    const before = stored(await seal(randomBytes(100)));
    await papers.destroy(objectId);
    const now = await seal(randomBytes(100));
    expect(await failure(now, before)).toMatchObject({ part: 'header' });
  });

  it('is reported without a word of content, label or key', async () => {
    const ref = await sealBytes(papers, Buffer.from('the content'), 'the label');
    const error = await failure(ref, flip(stored(ref), HEADER * 8));
    expect((error as StorageCorrupt).message).toBe(`stored object ${ref.objectId} failed verification: chunk`);
    expect(Object.keys(error as StorageCorrupt).sort()).toEqual(['name', 'objectId', 'part']);
  });
});
