/** An opened object. Its bytes cannot change while it is open: a local store holds the file, S3 pins the ETag. */
export abstract class ObjectReader {
  /** Stored length in bytes. */
  abstract readonly size: number;

  /**
   * Fills `target` from `offset` (bytes) on and resolves with the bytes read: fewer than asked only at the end of the object.
   * One call is one ranged GET on S3, so callers ask for several chunks at once.
   */
  abstract read(target: Buffer, offset: number): Promise<number>;

  /** Gives the descriptor back once running reads are through. Safe to call again. */
  abstract close(): Promise<void>;
}

/** A line of the listing. */
export interface StoredObject {
  readonly key: string;
  /** Stored length in bytes. */
  readonly size: number;
  readonly storedAt: Date;
}

/**
 * Where the bytes of papers lie, knowing nothing of their meaning: immutable objects under UUID keys (lower case).
 * Written so that S3 can stand behind it: `put` is one multipart upload completed with `If-None-Match: *`,
 * `open` a HEAD, every read a ranged GET with `If-Match`. Every method throws `RangeError` for a key that is not a UUID.
 */
export abstract class ObjectStore {
  /**
   * Stores all of `source` or nothing. The object becomes visible in one step, after it is durable.
   * A piece of `source` may be overwritten by its producer once the next one is asked for.
   *
   * @throws ObjectExists when the key is taken; of several puts of one key exactly one succeeds.
   * @throws the signal's reason as soon as it aborts, even while the source is silent; nothing is left behind.
   */
  abstract put(key: string, source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void>;

  /** @throws StorageMissing */
  abstract open(key: string): Promise<ObjectReader>;

  /** Stored length in bytes. @throws StorageMissing */
  abstract size(key: string): Promise<number>;

  abstract exists(key: string): Promise<boolean>;

  /** Removes the object durably. Removing what is not there succeeds, so that a job may be repeated. */
  abstract delete(key: string): Promise<void>;

  /** Every complete object, in no order: for backup, and for finding objects whose record was never committed. */
  abstract list(): AsyncIterable<StoredObject>;
}
