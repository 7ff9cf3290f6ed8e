import { randomBytes, randomUUID } from 'node:crypto';
import { ConfigKeyRing } from '../keys/config-key-ring.js';
import { MemoryStore } from '../testing/memory-store.js';
import { collect, newKek, openDescriptors, same, sealBytes, stalled, tempStore } from '../testing/temp-store.js';
import { EncryptedPaperStore, type SealedRef } from './encrypted-paper-store.js';

const CHUNK = 65_536;
const STRIDE = CHUNK + 16;

describe('SealedReader', () => {
  const bytes = randomBytes(12 * CHUNK);
  let objects: MemoryStore;
  let papers: EncryptedPaperStore;
  let ref: SealedRef;

  beforeEach(async () => {
    objects = new MemoryStore();
    papers = new EncryptedPaperStore(objects, new ConfigKeyRing({ current: 'k1', keys: { k1: newKek() } }));
    ref = await sealBytes(papers, bytes);
  });

  /** Reads wait until the returned function is called. */
  function holdReads(): () => void {
    let release = (): void => undefined;
    objects.gate = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  it('asks the store for at most four chunks and for the next only when the caller is there', async () => {
    const reader = await papers.open(ref);
    objects.requests.length = 0;
    const pieces = reader.read();
    expect(objects.requests).toHaveLength(0);
    for (let chunk = 0; chunk < 4; chunk += 1) await pieces.next();
    expect(objects.requests).toEqual([{ offset: 48, length: 4 * STRIDE }]);
    await pieces.next();
    expect(objects.requests).toHaveLength(2);
    await pieces.return();
    expect(same(await collect(reader.read(2 * CHUNK, CHUNK)), bytes.subarray(2 * CHUNK, 3 * CHUNK))).toBe(true);
    expect(objects.requests[2]).toEqual({ offset: 48 + 2 * STRIDE, length: STRIDE });
    await reader.close();
  });

  it('gives out no byte after an abort, though the rest of the batch was already read', async () => {
    const abort = new AbortController();
    const reader = await papers.open(ref, abort.signal);
    const pieces = reader.read();
    await pieces.next();
    abort.abort(new Error('revoked'));
    await expect(pieces.next()).rejects.toThrow('revoked');
    await expect(collect(reader.read())).rejects.toThrow('revoked');
    expect(objects.opened).toBe(0);
  });

  it('throws away what a read brings after the abort', async () => {
    const abort = new AbortController();
    const reader = await papers.open(ref, abort.signal);
    const release = holdReads();
    const next = reader.read().next();
    abort.abort(new Error('revoked'));
    release();
    await expect(next).rejects.toThrow('revoked');
    expect(objects.opened).toBe(0);
  });

  it('does not open at all once aborted, nor when the abort comes while opening', async () => {
    await expect(papers.open(ref, AbortSignal.abort(new Error('revoked')))).rejects.toThrow('revoked');
    const abort = new AbortController();
    const release = holdReads();
    const opening = papers.open(ref, abort.signal);
    abort.abort(new Error('revoked'));
    release();
    await expect(opening).rejects.toThrow('revoked');
    expect(objects.opened).toBe(0);
  });

  it('ends a stalled upload on abort even when the store behind the port is deaf to the signal', async () => {
    const abort = new AbortController();
    const options = { objectId: randomUUID(), size: 200_000, binding: '', signal: abort.signal };
    const sealing = papers.seal(stalled(randomBytes(100_000)), options);
    setImmediate(() => abort.abort(new Error('revoked')));
    await expect(sealing).rejects.toThrow('revoked');
  });

  it('refuses to read once closed, and leaves no listener on the signal', async () => {
    const abort = new AbortController();
    const removed = jest.spyOn(abort.signal, 'removeEventListener');
    const reader = await papers.open(ref, abort.signal);
    const pieces = reader.read();
    await pieces.next();
    await reader.close();
    await reader.close();
    await expect(pieces.next()).rejects.toThrow('closed');
    await expect(collect(reader.read())).rejects.toThrow('closed');
    expect(removed).toHaveBeenCalledWith('abort', expect.any(Function));
  });

  it('does not mix concurrent reads of several readers that share buffers', async () => {
    const readers = await Promise.all(Array.from({ length: 30 }, () => papers.open(ref)));
    await Promise.all(
      readers.map(async (reader, index) => {
        const offset = index * 20_011;
        expect(same(await collect(reader.read(offset, 130_000)), bytes.subarray(offset, offset + 130_000))).toBe(true);
      }),
    );
    await Promise.all(readers.map((reader) => reader.close()));
  });

  it('closes the file when a download of the local folder is aborted', async () => {
    const store = await tempStore();
    const abort = new AbortController();
    const local = await sealBytes(store.papers, bytes);
    const reader = await store.papers.open(local, abort.signal);
    const downloads = Array.from({ length: 5 }, () => collect(reader.read()));
    expect(openDescriptors(store.root)).toBe(1);
    abort.abort(new Error('revoked'));
    for (const result of await Promise.allSettled(downloads))
      expect(result).toMatchObject({ status: 'rejected', reason: { message: 'revoked' } });
    await reader.close();
    expect(openDescriptors(store.root)).toBe(0);
    await store.remove();
  });
});
