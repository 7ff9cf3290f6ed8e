import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { KeyRing } from '../keys/key-ring.js';
import { assertObjectKey } from '../objects/object-key.js';
import type { ObjectReader, ObjectStore } from '../objects/object-store.js';
import { SourceSizeMismatch, StorageCorrupt } from '../storage-errors.js';
import { untilAborted } from '../until-aborted.js';
import { ChunkCipher } from './chunk-cipher.js';
import { readThrough, regroup } from './plain-chunks.js';
import { DEK_BYTES, HEADER_BYTES, HEADER_INDEX, headerFields, MAX_SIZE, parseHeader, sealedLength } from './sealed-format.js';
import { SealedReader } from './sealed-reader.js';

/** What is to be sealed. */
export interface SealOptions {
  /** A fresh UUID (lower case); an id is never sealed twice. */
  readonly objectId: string;
  /** Plaintext size in bytes, at least 1. The source must have exactly this. */
  readonly size: number;
  /** What the key is bound to, such as the canonical label with document and version; opening must present the same. */
  readonly binding: string;
  readonly signal?: AbortSignal;
}

/** What the record of a sealed object keeps. */
export interface SealedObject {
  readonly objectId: string;
  /** Plaintext size in bytes. */
  readonly size: number;
  /** Opaque; worthless without the key ring. Forgetting it everywhere destroys the object (crypto-shredding). */
  readonly wrappedKey: Buffer;
}

/** What opening needs: the record, and the binding as it should be now. */
export interface SealedRef extends SealedObject {
  readonly binding: string;
}

/** Papers at rest: every object encrypted in 64 KiB chunks under a key of its own, which the key ring wraps. */
export class EncryptedPaperStore {
  constructor(
    private readonly objects: ObjectStore,
    private readonly keyRing: KeyRing,
  ) {}

  /**
   * Encrypts and stores a plaintext, from pieces or from the file at a path. Visible and durable when it resolves; nothing is
   * stored when it rejects. The caller writes the record afterwards; an object without one is found by `ObjectStore.list`.
   *
   * @throws RangeError for an id that is no UUID or an empty plaintext.
   * @throws SourceSizeMismatch, ObjectExists, or the signal's reason.
   */
  async seal(source: AsyncIterable<Uint8Array> | string, options: SealOptions): Promise<SealedObject> {
    const { objectId, size, signal } = options;
    assertObjectKey(objectId);
    if (!Number.isSafeInteger(size) || size < 1 || size > MAX_SIZE) throw new RangeError('the size of a paper is at least 1 byte');
    signal?.throwIfAborted();
    if (typeof source !== 'string') return this.#seal(source, options);
    const file = await open(source, 'r');
    try {
      return await this.#seal(readThrough(file), options);
    } finally {
      await file.close();
    }
  }

  /**
   * Checks length, key, binding and header, so that a failure is known before a response begins; chunks are checked when read.
   *
   * @param signal closes the reader when it aborts: pass the one that revocation and a closed connection trigger.
   * @throws StorageMissing, StorageCorrupt, or the signal's reason.
   */
  async open(ref: SealedRef, signal?: AbortSignal): Promise<SealedReader> {
    signal?.throwIfAborted();
    const object = await this.objects.open(ref.objectId);
    try {
      const cipher = await this.#cipherOf(ref, object);
      // Between here and the reader's own listener nothing is awaited: an abort cannot slip through.
      if (signal?.aborted) cipher.forget();
      signal?.throwIfAborted();
      return new SealedReader(ref.objectId, ref.size, object, cipher, signal);
    } catch (error) {
      await object.close();
      throw error;
    }
  }

  /**
   * The same key, wrapped by the ring's current key-encryption key: rotation, and a new binding when the label changes.
   * The stored chunks stay as they are, and readers stay open. Store the result, then forget the old one.
   *
   * @throws StorageCorrupt
   */
  async rewrap(ref: SealedRef, newBinding: string = ref.binding): Promise<Buffer> {
    const dek = await this.keyRing.unwrap(ref.wrappedKey, ref);
    try {
      return await this.keyRing.wrap(dek, { objectId: ref.objectId, binding: newBinding });
    } finally {
      dek.fill(0);
    }
  }

  /** Whether rotation still has to {@link rewrap} this one. */
  needsRewrap(wrappedKey: Buffer): boolean {
    return this.keyRing.kekIdOf(wrappedKey) !== this.keyRing.currentKekId;
  }

  /** Removes the stored chunks; may be repeated. Copies in backups become unreadable when the wrapped key is forgotten too. */
  async destroy(objectId: string): Promise<void> {
    await this.objects.delete(objectId);
  }

  async #seal(source: AsyncIterable<Uint8Array>, { objectId, size, binding, signal }: SealOptions): Promise<SealedObject> {
    const dek = randomBytes(DEK_BYTES);
    try {
      const wrappedKey = await this.keyRing.wrap(dek, { objectId, binding });
      const chunks = regroup(untilAborted(source, signal), size, () => new SourceSizeMismatch(objectId));
      await this.objects.put(objectId, sealedPieces(chunks, dek, objectId, size), signal);
      return { objectId, size, wrappedKey };
    } finally {
      dek.fill(0);
    }
  }

  async #cipherOf(ref: SealedRef, object: ObjectReader): Promise<ChunkCipher> {
    const { objectId, size } = ref;
    if (object.size !== sealedLength(size)) throw new StorageCorrupt(objectId, 'length');
    const stored = Buffer.alloc(HEADER_BYTES);
    const filled = await object.read(stored, 0);
    const header = filled === HEADER_BYTES ? parseHeader(stored, size) : undefined;
    if (!header) throw new StorageCorrupt(objectId, 'header');
    const cipher = new ChunkCipher(await this.keyRing.unwrap(ref.wrappedKey, ref), header.fields, header.noncePrefix, objectId);
    if (cipher.unseal(HEADER_INDEX, Buffer.alloc(0), header.tag)) return cipher;
    cipher.forget();
    throw new StorageCorrupt(objectId, 'header');
  }
}

async function* sealedPieces(
  chunks: AsyncIterable<Buffer>,
  dek: Buffer,
  objectId: string,
  size: number,
): AsyncGenerator<Buffer, void, undefined> {
  const noncePrefix = randomBytes(8);
  const fields = headerFields(size, noncePrefix);
  const cipher = new ChunkCipher(dek, fields, noncePrefix, objectId);
  yield Buffer.concat([fields, ...cipher.seal(HEADER_INDEX, Buffer.alloc(0))]);
  let index = 0;
  for await (const chunk of chunks) {
    yield Buffer.concat(cipher.seal(index, chunk));
    index += 1;
  }
}
