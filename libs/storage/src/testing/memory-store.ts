import { ObjectExists, StorageMissing } from '../storage-errors.js';
import { assertObjectKey } from '../objects/object-key.js';
import { type ObjectReader, ObjectStore, type StoredObject } from '../objects/object-store.js';

/** For specs: a second store behind the port, slow on demand as a remote one is, that counts its requests. */
export class MemoryStore extends ObjectStore {
  readonly contents = new Map<string, Buffer>();
  readonly requests: { offset: number; length: number }[] = [];
  opened = 0;
  /** Every read waits for this. */
  gate: Promise<void> = Promise.resolve();

  async put(key: string, source: AsyncIterable<Uint8Array>): Promise<void> {
    assertObjectKey(key);
    const pieces: Buffer[] = [];
    for await (const piece of source) pieces.push(Buffer.from(piece));
    if (this.contents.has(key)) throw new ObjectExists(key);
    this.contents.set(key, Buffer.concat(pieces));
  }

  async open(key: string): Promise<ObjectReader> {
    const content = this.#contentOf(key);
    this.opened += 1;
    const read = async (target: Buffer, offset: number): Promise<number> => {
      this.requests.push({ offset, length: target.length });
      await this.gate;
      return content.copy(target, 0, offset);
    };
    let closed = false;
    const close = async (): Promise<void> => {
      if (!closed) this.opened -= 1;
      closed = true;
    };
    return { size: content.length, read, close };
  }

  async size(key: string): Promise<number> {
    return this.#contentOf(key).length;
  }

  async exists(key: string): Promise<boolean> {
    assertObjectKey(key);
    return this.contents.has(key);
  }

  async delete(key: string): Promise<void> {
    assertObjectKey(key);
    this.contents.delete(key);
  }

  async *list(): AsyncIterable<StoredObject> {
    for (const [key, { length }] of this.contents) yield { key, size: length, storedAt: new Date(0) };
  }

  #contentOf(key: string): Buffer {
    assertObjectKey(key);
    const content = this.contents.get(key);
    if (!content) throw new StorageMissing(key);
    return content;
  }
}
