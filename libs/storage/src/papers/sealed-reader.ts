import type { ObjectReader } from '../objects/object-store.js';
import { StorageCorrupt } from '../storage-errors.js';
import { BATCH_CHUNKS, giveBack, takeBatch } from './batch-buffers.js';
import type { ChunkCipher } from './chunk-cipher.js';
import { CHUNK_BYTES, HEADER_BYTES, STRIDE_BYTES, TAG_BYTES } from './sealed-format.js';

/**
 * The plaintext of one opened object. Close it when done; an abort of the signal it was opened with closes it too,
 * and no byte is read, decrypted or given out after that.
 */
export class SealedReader {
  #closing: Promise<void> | undefined;

  /** @internal Opened by `EncryptedPaperStore.open`. */
  constructor(
    private readonly objectId: string,
    /** Plaintext size in bytes. */
    readonly size: number,
    private readonly object: ObjectReader,
    private readonly cipher: ChunkCipher,
    private readonly signal: AbortSignal | undefined,
  ) {
    signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /**
   * The asked bytes in buffers that end at chunk borders (multiples of 64 KiB of the plaintext; the first and the last are cut).
   * Each buffer is the caller's own: it may be changed and kept. Nothing is read ahead of what the caller pulls but the rest of
   * a batch of four chunks. Several reads may run at once.
   *
   * @throws RangeError unless 0 ≤ offset, 0 ≤ length and offset + length ≤ size.
   * @throws StorageCorrupt at the first chunk that fails its check; everything given out before was verified.
   * @throws the signal's reason after an abort.
   */
  read(offset = 0, length = this.size - offset): AsyncGenerator<Buffer, void, undefined> {
    const valid =
      Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0 && offset + length <= this.size;
    if (!valid) throw new RangeError('range outside the object');
    return this.#chunks(offset, offset + length);
  }

  /** Gives the descriptor back and wipes the key. Safe to call again. */
  close(): Promise<void> {
    this.signal?.removeEventListener('abort', this.#onAbort);
    if (!this.#closing) {
      this.cipher.forget();
      this.#closing = this.object.close();
    }
    return this.#closing;
  }

  async *#chunks(start: number, end: number): AsyncGenerator<Buffer, void, undefined> {
    if (start === end) return;
    const first = Math.floor(start / CHUNK_BYTES);
    const last = Math.floor((end - 1) / CHUNK_BYTES);
    const batch = takeBatch();
    let reading = false;
    try {
      for (let from = first; from <= last; from += BATCH_CHUNKS) {
        const until = Math.min(from + BATCH_CHUNKS - 1, last);
        reading = true;
        const sealed = await this.#readBatch(batch, from, until);
        reading = false;
        for (let index = from; index <= until; index += 1) {
          // Asked again for every chunk: the caller may have held this generator through an abort.
          this.#assertOpen();
          const plain = this.#unseal(sealed, from, index);
          const base = index * CHUNK_BYTES;
          yield plain.subarray(Math.max(0, start - base), Math.min(plain.length, end - base));
        }
      }
    } finally {
      if (!reading) giveBack(batch);
    }
  }

  async #readBatch(batch: Buffer, from: number, until: number): Promise<Buffer> {
    this.#assertOpen();
    const plainBytes = Math.min((until + 1) * CHUNK_BYTES, this.size) - from * CHUNK_BYTES;
    const target = batch.subarray(0, plainBytes + (until - from + 1) * TAG_BYTES);
    const filled = await this.object.read(target, HEADER_BYTES + from * STRIDE_BYTES).catch((error: unknown) => {
      // A read that the closing cut short is reported as the abort it is.
      this.#assertOpen();
      throw error;
    });
    this.#assertOpen();
    if (filled !== target.length) throw new StorageCorrupt(this.objectId, 'length');
    return target;
  }

  #unseal(sealed: Buffer, from: number, index: number): Buffer {
    const at = (index - from) * STRIDE_BYTES;
    const tagAt = Math.min(at + CHUNK_BYTES, sealed.length - TAG_BYTES);
    const plain = this.cipher.unseal(index, sealed.subarray(at, tagAt), sealed.subarray(tagAt, tagAt + TAG_BYTES));
    if (!plain) throw new StorageCorrupt(this.objectId, 'chunk');
    return plain;
  }

  #assertOpen(): void {
    this.signal?.throwIfAborted();
    if (this.#closing) throw new Error('this reader is closed');
  }

  // Nobody awaits an abort; the descriptor is given back all the same, and a failing close has no one to tell.
  readonly #onAbort = (): void => void this.close().catch(() => undefined);
}
