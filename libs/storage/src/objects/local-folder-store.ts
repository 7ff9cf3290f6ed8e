import { randomUUID } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { chmod, type FileHandle, link, lstat, mkdir, open, opendir, readdir, rm, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ObjectExists, StorageCorrupt, StorageMissing } from '../storage-errors.js';
import { untilAborted } from '../until-aborted.js';
import { assertObjectKey, isObjectKey } from './object-key.js';
import { ObjectReader, ObjectStore, type StoredObject } from './object-store.js';

/**
 * Objects as files of one folder (0700, files 0600), on a file system with hard links. One process per root:
 * opening the store clears unfinished puts, also those of another process, which then fail and can be repeated.
 */
export class LocalFolderStore extends ObjectStore {
  readonly #objects: string;
  readonly #incoming: string;

  private constructor(root: string) {
    super();
    this.#objects = join(root, 'objects');
    this.#incoming = join(root, 'incoming');
  }

  /** Creates the folder where there is none and removes what a crash left unfinished. */
  static async open(root: string): Promise<LocalFolderStore> {
    const store = new LocalFolderStore(resolve(root));
    for (const folder of [resolve(root), store.#objects, store.#incoming]) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await chmod(folder, 0o700);
    }
    // Removed, never overwritten: a crash between link and unlink leaves a second name of a complete object here.
    for (const name of await readdir(store.#incoming)) await rm(join(store.#incoming, name), { recursive: true, force: true });
    return store;
  }

  async put(key: string, source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void> {
    const path = this.#pathOf(key);
    signal?.throwIfAborted();
    if (await this.exists(key)) throw new ObjectExists(key);
    const unfinished = join(this.#incoming, `${key}.${randomUUID()}`);
    try {
      await writeDurably(unfinished, source, signal);
      await this.#makeShard(dirname(path));
      signal?.throwIfAborted();
      // link and not rename: rename would silently replace the object of a put that won the race.
      await link(unfinished, path).catch((error: unknown) => {
        throw hasCode(error, 'EEXIST') ? new ObjectExists(key) : error;
      });
      await syncFolder(dirname(path));
    } finally {
      await rm(unfinished, { force: true });
    }
  }

  async open(key: string): Promise<ObjectReader> {
    const handle = await open(this.#pathOf(key), constants.O_RDONLY | constants.O_NOFOLLOW).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) throw new StorageMissing(key);
      throw hasCode(error, 'ELOOP') ? new StorageCorrupt(key, 'file') : error;
    });
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) throw new StorageCorrupt(key, 'file');
      return new LocalObjectReader(handle, stats.size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async size(key: string): Promise<number> {
    const stats = await this.#stat(key);
    if (!stats) throw new StorageMissing(key);
    return stats.size;
  }

  async exists(key: string): Promise<boolean> {
    return (await this.#stat(key)) !== undefined;
  }

  async delete(key: string): Promise<void> {
    const path = this.#pathOf(key);
    try {
      await unlink(path);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return;
      throw error;
    }
    // Without this a power cut could bring a destroyed paper back.
    await syncFolder(dirname(path));
  }

  async *list(): AsyncIterable<StoredObject> {
    for await (const shard of await opendir(this.#objects)) {
      if (!shard.isDirectory()) continue;
      for (const key of await readdir(join(this.#objects, shard.name))) {
        const stats = isObjectKey(key) ? await this.#stat(key) : undefined;
        if (stats) yield { key, size: stats.size, storedAt: stats.mtime };
      }
    }
  }

  async #stat(key: string): Promise<Stats | undefined> {
    try {
      return await lstat(this.#pathOf(key));
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  /** Sharded by the end of the key: a UUIDv7 begins with the time, and everything of one day would share a folder. */
  #pathOf(key: string): string {
    assertObjectKey(key);
    return join(this.#objects, key.slice(-2), key);
  }

  async #makeShard(folder: string): Promise<void> {
    const created = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (created !== undefined) await syncFolder(this.#objects);
  }
}

class LocalObjectReader extends ObjectReader {
  #closing: Promise<void> | undefined;

  constructor(
    private readonly handle: FileHandle,
    readonly size: number,
  ) {
    super();
  }

  async read(target: Buffer, offset: number): Promise<number> {
    let filled = 0;
    while (filled < target.length) {
      const { bytesRead } = await this.handle.read(target, filled, target.length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return filled;
  }

  close(): Promise<void> {
    this.#closing ??= this.handle.close();
    return this.#closing;
  }
}

async function writeDurably(path: string, source: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    for await (const piece of untilAborted(source, signal)) {
      // A nearly full disk takes a part of a write without an error; the next one then says ENOSPC.
      for (let done = 0; done < piece.length;) done += (await handle.write(piece, done, piece.length - done)).bytesWritten;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A new or removed name survives a power cut only once its folder is on the disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
