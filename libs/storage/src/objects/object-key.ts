const OBJECT_KEY = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Lower case only: on a file system that ignores case two spellings would be one object. */
export function isObjectKey(key: string): boolean {
  return OBJECT_KEY.test(key);
}

/** @throws RangeError for anything but a lower-case UUID, before it can become part of a path. Does not repeat the key. */
export function assertObjectKey(key: string): void {
  if (typeof key !== 'string' || !isObjectKey(key)) throw new RangeError('an object key is a lower-case UUID');
}

/** The 16 bytes a valid key stands for. */
export function objectKeyBytes(key: string): Buffer {
  assertObjectKey(key);
  return Buffer.from(key.replaceAll('-', ''), 'hex');
}
