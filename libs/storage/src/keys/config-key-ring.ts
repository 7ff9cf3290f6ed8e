import { createCipheriv, createDecipheriv, createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { objectKeyBytes } from '../objects/object-key.js';
import { StorageCorrupt } from '../storage-errors.js';
import { type KeyContext, KeyRing } from './key-ring.js';

/** Key-encryption keys by id, each 32 bytes in base64, and the id of the one that wraps from now on. */
export interface KeyRingConfig {
  readonly current: string;
  readonly keys: Readonly<Record<string, string>>;
}

const VERSION = 1;
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEK_ID = /^[a-z0-9][a-z0-9._-]{0,62}$/;
const DOMAIN = Buffer.from('majlis wrapped key\0', 'latin1');

/**
 * Key-encryption keys from the configuration. A wrapped key is
 * `version (1) | id length (1) | key id | nonce (12) | AES-256-GCM of the key (32) | tag (16)`,
 * with everything before the nonce, the object id and the hash of the binding authenticated beside it.
 * The random nonce is safe for 2^32 wraps under one key (NIST SP 800-38D).
 */
export class ConfigKeyRing extends KeyRing {
  readonly currentKekId: string;
  /** KeyObjects do not print their bytes when something logs the ring. */
  readonly #keks = new Map<string, KeyObject>();

  /** @throws RangeError naming the key id, never the key. */
  constructor(config: KeyRingConfig) {
    super();
    const seen = new Set<string>();
    for (const [id, text] of Object.entries(config.keys)) {
      if (!KEK_ID.test(id)) throw new RangeError('a key id is 1 to 63 of a-z, 0-9, dot, dash, underscore');
      const bytes = Buffer.from(text, 'base64');
      if (bytes.length !== KEY_BYTES || bytes.toString('base64') !== text) throw new RangeError(`key ${id} is not 32 bytes in base64`);
      if (seen.has(text)) throw new RangeError(`key ${id} repeats another key: retiring one would not retire the other`);
      seen.add(text);
      this.#keks.set(id, createSecretKey(bytes));
      bytes.fill(0);
    }
    if (!this.#keks.has(config.current)) throw new RangeError('the current key is not among the keys');
    this.currentKekId = config.current;
  }

  async wrap(dek: Buffer, context: KeyContext): Promise<Buffer> {
    const kek = this.#keks.get(this.currentKekId);
    if (!kek || dek.length !== KEY_BYTES) throw new RangeError('only a 32-byte key can be wrapped');
    const prefix = Buffer.concat([Buffer.from([VERSION, this.currentKekId.length]), Buffer.from(this.currentKekId, 'latin1')]);
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', kek, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(aadOf(prefix, context));
    return Buffer.concat([prefix, iv, cipher.update(dek), cipher.final(), cipher.getAuthTag()]);
  }

  async unwrap(wrappedKey: Buffer, context: KeyContext): Promise<Buffer> {
    const kekId = this.kekIdOf(wrappedKey);
    if (kekId === undefined) throw new StorageCorrupt(context.objectId, 'wrapped_key');
    const kek = this.#keks.get(kekId);
    if (!kek) throw new StorageCorrupt(context.objectId, 'kek_unknown');
    const ivAt = 2 + kekId.length;
    const keyAt = ivAt + IV_BYTES;
    const tagAt = keyAt + KEY_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', kek, wrappedKey.subarray(ivAt, keyAt), { authTagLength: TAG_BYTES });
    decipher.setAAD(aadOf(wrappedKey.subarray(0, ivAt), context));
    decipher.setAuthTag(wrappedKey.subarray(tagAt));
    const dek = decipher.update(wrappedKey.subarray(keyAt, tagAt));
    try {
      decipher.final();
    } catch {
      dek.fill(0);
      throw new StorageCorrupt(context.objectId, 'wrapped_key');
    }
    return dek;
  }

  kekIdOf(wrappedKey: Buffer): string | undefined {
    const idLength = wrappedKey[1];
    if (wrappedKey[0] !== VERSION || idLength === undefined) return undefined;
    if (wrappedKey.length !== 2 + idLength + IV_BYTES + KEY_BYTES + TAG_BYTES) return undefined;
    const id = wrappedKey.toString('latin1', 2, 2 + idLength);
    return KEK_ID.test(id) ? id : undefined;
  }
}

function aadOf(prefix: Buffer, { objectId, binding }: KeyContext): Buffer {
  return Buffer.concat([DOMAIN, prefix, objectKeyBytes(objectId), createHash('sha256').update(binding, 'utf8').digest()]);
}
