/** What a wrapped key is bound to: it unwraps for this object under this binding only. */
export interface KeyContext {
  readonly objectId: string;
  /** Any text that must not be exchanged, such as the canonical label. Only its SHA-256 is used. */
  readonly binding: string;
}

/**
 * Holds the key-encryption keys. Wraps with the current one and unwraps with that and the older ones.
 * The key-encryption keys never leave it, so that an HSM can stand behind it (hence the promises).
 */
export abstract class KeyRing {
  /** Name of the key that wraps from now on. */
  abstract readonly currentKekId: string;

  abstract wrap(dek: Buffer, context: KeyContext): Promise<Buffer>;

  /**
   * The caller wipes the key it gets.
   *
   * @throws StorageCorrupt `kek_unknown` when its key-encryption key is not in the ring; `wrapped_key` when anything does not fit.
   */
  abstract unwrap(wrappedKey: Buffer, context: KeyContext): Promise<Buffer>;

  /** Which key wrapped it; undefined for what no ring ever produced. An old key may go when no record names it any more. */
  abstract kekIdOf(wrappedKey: Buffer): string | undefined;
}
