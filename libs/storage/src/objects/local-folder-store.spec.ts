import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ObjectExists, StorageCorrupt, StorageMissing } from '../storage-errors.js';
import { filesBelow, inPieces, openDescriptors, same, stalled, type TempStore, tempStore, until } from '../testing/temp-store.js';
import { LocalFolderStore } from './local-folder-store.js';

describe('LocalFolderStore', () => {
  let store: TempStore;

  beforeEach(async () => {
    store = await tempStore();
  });
  afterEach(() => store.remove());

  const put = (key: string, bytes: Buffer): Promise<void> => store.objects.put(key, inPieces(bytes, 30_000));
  const get = async (key: string): Promise<Buffer> => {
    const reader = await store.objects.open(key);
    const target = Buffer.alloc(reader.size);
    await reader.read(target, 0);
    await reader.close();
    return target;
  };
  const unfinished = (): Promise<string[]> => readdir(join(store.root, 'incoming'));

  it('gives back what was put, whole and by range, short only at the end', async () => {
    const key = randomUUID();
    const bytes = randomBytes(200_000);
    await put(key, bytes);
    expect(same(await get(key), bytes)).toBe(true);
    const reader = await store.objects.open(key);
    const target = Buffer.alloc(1000);
    expect(await reader.read(target, 150_000)).toBe(1000);
    expect(target).toEqual(bytes.subarray(150_000, 151_000));
    expect(await reader.read(target, 199_400)).toBe(600);
    await reader.close();
    await reader.close();
    expect(await store.objects.size(key)).toBe(200_000);
  });

  it('tells missing objects from stored ones and may delete twice', async () => {
    const key = randomUUID();
    await expect(store.objects.open(key)).rejects.toThrow(StorageMissing);
    await expect(store.objects.size(key)).rejects.toThrow(StorageMissing);
    await put(key, Buffer.from('x'));
    expect(await store.objects.exists(key)).toBe(true);
    await store.objects.delete(key);
    await store.objects.delete(key);
    expect(await store.objects.exists(key)).toBe(false);
  });

  it('keeps folders at 0700 and files at 0600, also a root that was looser', async () => {
    await chmod(store.root, 0o755);
    store = { ...store, objects: await LocalFolderStore.open(store.root) };
    await put(randomUUID(), Buffer.from('x'));
    expect((await stat(store.root)).mode & 0o777).toBe(0o700);
    for (const entry of await readdir(store.root, { recursive: true, withFileTypes: true })) {
      const mode = (await stat(join(entry.parentPath, entry.name))).mode & 0o777;
      expect(mode).toBe(entry.isDirectory() ? 0o700 : 0o600);
    }
  });

  it.each([
    '../../etc/passwd',
    '..',
    '',
    'a/b',
    `${randomUUID()}/../x`,
    `${randomUUID()}\n`,
    `/${randomUUID()}`,
    randomUUID().toUpperCase().replace('0', 'A'),
    `${randomUUID().slice(0, -1)}\0`,
  ])('refuses the key %j in every method', async (key) => {
    await expect(store.objects.put(key, inPieces(Buffer.from('x'), 1))).rejects.toThrow(RangeError);
    await expect(store.objects.open(key)).rejects.toThrow(RangeError);
    await expect(store.objects.size(key)).rejects.toThrow(RangeError);
    await expect(store.objects.exists(key)).rejects.toThrow(RangeError);
    await expect(store.objects.delete(key)).rejects.toThrow(RangeError);
    expect((await filesBelow(store.root)).size).toBe(0);
  });

  it('does not follow a symbolic link in place of an object', async () => {
    const key = randomUUID();
    await mkdir(join(store.root, 'objects', key.slice(-2)));
    await writeFile(join(store.root, 'elsewhere'), 'secret');
    await symlink(join(store.root, 'elsewhere'), join(store.root, 'objects', key.slice(-2), key));
    await expect(store.objects.open(key)).rejects.toThrow(StorageCorrupt);
  });

  it('lets exactly one of many concurrent puts of a key win, whole', async () => {
    const key = randomUUID();
    const contents = Array.from({ length: 8 }, () => randomBytes(300_000));
    const results = await Promise.allSettled(contents.map((bytes) => put(key, bytes)));
    const winners = results.flatMap((result, index) => (result.status === 'fulfilled' ? [index] : []));
    expect(winners).toHaveLength(1);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(ObjectExists);
    expect(same(await get(key), contents[winners[0] ?? -1])).toBe(true);
    expect(await unfinished()).toEqual([]);
  });

  it('refuses to replace an object before it takes a byte of the source', async () => {
    const key = randomUUID();
    await put(key, Buffer.from('first'));
    await expect(store.objects.put(key, stalled(Buffer.from('second')))).rejects.toThrow(ObjectExists);
    expect((await get(key)).toString()).toBe('first');
  });

  it('shows nothing of a put that is under way or whose source fails', async () => {
    const key = randomUUID();
    const seen: boolean[] = [];
    const objects = store.objects;
    async function* failing(): AsyncGenerator<Buffer, void, undefined> {
      yield randomBytes(100_000);
      seen.push(await objects.exists(key));
      throw new Error('upload cut off');
    }
    await expect(objects.put(key, failing())).rejects.toThrow('upload cut off');
    expect([...seen, await objects.exists(key)]).toEqual([false, false]);
    expect((await filesBelow(store.root)).size).toBe(0);
    expect(openDescriptors(store.root)).toBe(0);
  });

  it('ends a put at once when its signal aborts while the source is silent', async () => {
    const key = randomUUID();
    const abort = new AbortController();
    const putting = store.objects.put(key, stalled(randomBytes(100_000)), abort.signal);
    await until(() => openDescriptors(store.root) > 0);
    abort.abort(new Error('revoked'));
    await expect(putting).rejects.toThrow('revoked');
    expect(openDescriptors(store.root)).toBe(0);
    expect((await filesBelow(store.root)).size).toBe(0);
    await expect(put(key, Buffer.from('again'))).resolves.toBeUndefined();
  });

  it('removes at start what a crash left, without harming an object that had just been linked', async () => {
    const key = randomUUID();
    const bytes = randomBytes(70_000);
    await put(key, bytes);
    await writeFile(join(store.root, 'incoming', `${randomUUID()}.part`), 'half a paper');
    await link(join(store.root, 'objects', key.slice(-2), key), join(store.root, 'incoming', `${key}.linked`));
    store = { ...store, objects: await LocalFolderStore.open(store.root) };
    expect(await unfinished()).toEqual([]);
    expect(same(await get(key), bytes)).toBe(true);
  });

  it('lists complete objects only', async () => {
    const keys = Array.from({ length: 5 }, () => randomUUID());
    for (const key of keys) await put(key, Buffer.alloc(10));
    await writeFile(join(store.root, 'incoming', 'unfinished'), 'x');
    const listed: string[] = [];
    for await (const { key, size, storedAt } of store.objects.list()) {
      listed.push(key);
      expect(size).toBe(10);
      expect(Date.now() - storedAt.getTime()).toBeLessThan(60_000);
    }
    expect(listed.sort()).toEqual(keys.sort());
  });
});
