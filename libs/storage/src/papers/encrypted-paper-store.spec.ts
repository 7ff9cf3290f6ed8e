import { randomBytes, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { ConfigKeyRing } from '../keys/config-key-ring.js';
import { ObjectExists, SourceSizeMismatch, StorageMissing } from '../storage-errors.js';
import {
  collect,
  digestsBelow,
  filesBelow,
  inPieces,
  newKek,
  openDescriptors,
  readRange,
  sealBytes,
  same,
  stalled,
  type TempStore,
  tempStore,
  until,
} from '../testing/temp-store.js';
import { EncryptedPaperStore } from './encrypted-paper-store.js';

const CHUNK = 65_536;

describe('EncryptedPaperStore', () => {
  let store: TempStore;

  beforeAll(async () => {
    store = await tempStore();
  });
  afterAll(() => store.remove());
  afterEach(() => expect(openDescriptors(store.root)).toBe(0));

  it.each([1, 15, 16, CHUNK - 1, CHUNK, CHUNK + 1, 4 * CHUNK, 4 * CHUNK + 1, 9 * CHUNK - 7])('gives back %d bytes', async (size) => {
    const bytes = randomBytes(size);
    const ref = await sealBytes(store.papers, bytes);
    expect(same(await readRange(store.papers, ref), bytes)).toBe(true);
    expect(ref.size).toBe(size);
  });

  it('refuses an empty paper, a broken size and a key that is no UUID', async () => {
    for (const size of [0, -1, 1.5, Number.NaN, 2 ** 60]) {
      const options = { objectId: randomUUID(), size, binding: '' };
      await expect(store.papers.seal(inPieces(Buffer.alloc(0), 1), options)).rejects.toThrow(RangeError);
    }
    const options = { objectId: '../x', size: 1, binding: '' };
    await expect(store.papers.seal(inPieces(Buffer.from('x'), 1), options)).rejects.toThrow(RangeError);
  });

  it('reads any range of several megabytes like a slice, whatever the pieces it was sealed from', async () => {
    const bytes = randomBytes(3 * 1_048_576 + 4321);
    const range = fc.tuple(fc.nat(bytes.length), fc.nat(bytes.length)).map(([a, b]) => [Math.min(a, b), Math.abs(a - b)] as const);
    const nearBorder = fc.tuple(fc.nat(48), fc.integer({ min: -2, max: 2 }), fc.nat(3 * CHUNK)).map(([chunk, shift, length]) => {
      const offset = Math.max(0, Math.min(chunk * CHUNK + shift, bytes.length));
      return [offset, Math.min(length, bytes.length - offset)] as const;
    });
    for (const pieceBytes of [1000, CHUNK, 200_001]) {
      const objectId = randomUUID();
      const ref = {
        ...(await store.papers.seal(inPieces(bytes, pieceBytes), { objectId, size: bytes.length, binding: 'b' })),
        binding: 'b',
      };
      const reader = await store.papers.open(ref);
      await fc.assert(
        fc.asyncProperty(fc.oneof(range, nearBorder), async ([offset, length]) => {
          const got = await collect(reader.read(offset, length));
          expect(same(got, bytes.subarray(offset, offset + length))).toBe(true);
        }),
        { numRuns: 60 },
      );
      await reader.close();
    }
  });

  it('cuts its buffers at chunk borders and gives each away for good', async () => {
    const bytes = randomBytes(6 * CHUNK);
    const reader = await store.papers.open(await sealBytes(store.papers, bytes));
    const one: Buffer[] = [];
    await Promise.all([
      (async () => {
        for await (const piece of reader.read(100, 5 * CHUNK)) one.push(piece);
      })(),
      (async () => {
        for await (const piece of reader.read()) piece.fill(0);
      })(),
    ]);
    await reader.close();
    expect(one.map((piece) => piece.length)).toEqual([CHUNK - 100, CHUNK, CHUNK, CHUNK, CHUNK, 100]);
    expect(same(Buffer.concat(one), bytes.subarray(100, 100 + 5 * CHUNK))).toBe(true);
  });

  it('refuses ranges outside the paper', async () => {
    const reader = await store.papers.open(await sealBytes(store.papers, randomBytes(100)));
    for (const [offset, length] of [
      [-1, 1],
      [0, 101],
      [101, 0],
      [100, 1],
      [0.5, 1],
      [0, Number.NaN],
    ] as const) {
      expect(() => reader.read(offset, length)).toThrow(RangeError);
    }
    expect(await collect(reader.read(100, 0))).toHaveLength(0);
    await reader.close();
  });

  it('seals a file by its path', async () => {
    const path = join(store.root, 'upload.pdf');
    const bytes = randomBytes(5 * CHUNK + 3);
    await writeFile(path, bytes);
    const objectId = randomUUID();
    const sealed = await store.papers.seal(path, { objectId, size: bytes.length, binding: 'b' });
    expect(same(await readRange(store.papers, { ...sealed, binding: 'b' }), bytes)).toBe(true);
  });

  it.each([-1, 1, CHUNK])('stores nothing when the source is %d bytes off its announced size', async (off) => {
    const objectId = randomUUID();
    const options = { objectId, size: 2 * CHUNK, binding: '' };
    await expect(store.papers.seal(inPieces(randomBytes(2 * CHUNK + off), 999), options)).rejects.toThrow(SourceSizeMismatch);
    expect(await store.objects.exists(objectId)).toBe(false);
  });

  it('stops an endless upload once it is longer than announced', async () => {
    let pulled = 0;
    async function* endless(): AsyncGenerator<Buffer, void, undefined> {
      for (; pulled < 1000; pulled += 1) yield Buffer.alloc(1000);
    }
    await expect(store.papers.seal(endless(), { objectId: randomUUID(), size: 5000, binding: '' })).rejects.toThrow(SourceSizeMismatch);
    expect(pulled).toBe(5);
  });

  it('never seals one id twice, and reads it again only until it is destroyed', async () => {
    const bytes = randomBytes(10);
    const ref = await sealBytes(store.papers, bytes);
    await expect(store.papers.seal(inPieces(bytes, 10), ref)).rejects.toThrow(ObjectExists);
    expect(same(await readRange(store.papers, ref), bytes)).toBe(true);
    await store.papers.destroy(ref.objectId);
    await store.papers.destroy(ref.objectId);
    await expect(store.papers.open(ref)).rejects.toThrow(StorageMissing);
  });

  it('stops a stalled upload at once when its signal aborts', async () => {
    const abort = new AbortController();
    const objectId = randomUUID();
    const sealing = store.papers.seal(stalled(randomBytes(100_000)), { objectId, size: 200_000, binding: '', signal: abort.signal });
    await until(() => openDescriptors(store.root) > 0);
    abort.abort(new Error('revoked'));
    await expect(sealing).rejects.toThrow('revoked');
    expect(await store.objects.exists(objectId)).toBe(false);
  });

  it('P13: leaves no plaintext in the folder, neither while sealing nor afterwards', async () => {
    const canary = Buffer.from('CANARY وثيقة سرية');
    const bytes = Buffer.concat(Array.from({ length: 20_000 }, () => canary));
    const found = async (): Promise<string[]> =>
      [...(await filesBelow(store.root))].flatMap(([path, content]) => (content.includes(canary) ? [path] : []));
    const during: string[][] = [];
    async function* watched(): AsyncGenerator<Buffer, void, undefined> {
      for await (const piece of inPieces(bytes, 200_000)) {
        yield piece;
        during.push(await found());
      }
    }
    await store.papers.seal(watched(), { objectId: randomUUID(), size: bytes.length, binding: canary.toString() });
    expect(during.length).toBeGreaterThan(2);
    expect([...during.flat(), ...(await found())]).toEqual([]);
  });

  it('P13: rotates the key-encryption key without touching the chunks or an open reader', async () => {
    const [k1, k2] = [newKek(), newKek()];
    const before = new EncryptedPaperStore(store.objects, new ConfigKeyRing({ current: 'k1', keys: { k1 } }));
    const during = new EncryptedPaperStore(store.objects, new ConfigKeyRing({ current: 'k2', keys: { k1, k2 } }));
    const after = new EncryptedPaperStore(store.objects, new ConfigKeyRing({ current: 'k2', keys: { k2 } }));
    const bytes = randomBytes(3 * CHUNK);
    const old = await sealBytes(before, bytes);
    const digests = await digestsBelow(store.root);
    const reader = await during.open(old);
    const fresh = { ...old, wrappedKey: await during.rewrap(old) };
    expect([during.needsRewrap(old.wrappedKey), during.needsRewrap(fresh.wrappedKey)]).toEqual([true, false]);
    expect(same(await collect(reader.read()), bytes)).toBe(true);
    await reader.close();
    expect(same(await readRange(after, fresh), bytes)).toBe(true);
    await expect(after.open(old)).rejects.toMatchObject({ part: 'kek_unknown' });
    expect(await digestsBelow(store.root)).toEqual(digests);
  });

  it('P11: binds the key to a new label when the paper is rewrapped for it', async () => {
    const bytes = randomBytes(100);
    const old = await sealBytes(store.papers, bytes, 'secret');
    const lowered = { ...old, binding: 'restricted', wrappedKey: await store.papers.rewrap(old, 'restricted') };
    expect(same(await readRange(store.papers, lowered), bytes)).toBe(true);
    await expect(store.papers.open({ ...lowered, binding: 'secret' })).rejects.toMatchObject({ part: 'wrapped_key' });
    await expect(store.papers.rewrap({ ...old, binding: 'restricted' })).rejects.toMatchObject({ part: 'wrapped_key' });
  });
});
