/** Which check a stored object failed. Says where to look, never what was found there. */
export type CorruptPart = 'file' | 'length' | 'header' | 'chunk' | 'wrapped_key' | 'kek_unknown';

/**
 * What is stored is not what was sealed: changed, cut, extended, swapped, or opened with another key or binding.
 * Names the object and the part, so that an alarm can be acted on, and no content.
 */
export class StorageCorrupt extends Error {
  constructor(
    readonly objectId: string,
    readonly part: CorruptPart,
  ) {
    super(`stored object ${objectId} failed verification: ${part}`);
    this.name = 'StorageCorrupt';
  }
}

/** No object is stored under this key. */
export class StorageMissing extends Error {
  constructor(readonly objectId: string) {
    super(`no stored object ${objectId}`);
    this.name = 'StorageMissing';
  }
}

/** Objects never change: a second put under the same key is refused, the first stays. */
export class ObjectExists extends Error {
  constructor(readonly objectId: string) {
    super(`object ${objectId} is already stored`);
    this.name = 'ObjectExists';
  }
}

/** The source ended before, or went on after, the size it was announced with: cut off, or not what was checked. */
export class SourceSizeMismatch extends Error {
  constructor(readonly objectId: string) {
    super(`source of ${objectId} does not have the announced size`);
    this.name = 'SourceSizeMismatch';
  }
}
