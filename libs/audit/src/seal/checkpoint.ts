import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { framed } from './chain.js';

/** "At this time the chain had this many entries and this hash", signed. */
export interface Checkpoint {
  readonly number: string;
  /** Hexadecimal. */
  readonly hash: string;
  /** Microseconds since 1970 UTC, by the database's clock, as the times of entries. */
  readonly at: string;
  readonly keyId: string;
  /** Ed25519, hexadecimal. */
  readonly signature: string;
}

/** Signs checkpoints with the installation's key (Ed25519). */
export class CheckpointSigner {
  readonly keyId: string;
  readonly publicKey: string;
  readonly #key: KeyObject;

  /** @param pem PKCS #8. @throws Error when it is no Ed25519 key. */
  constructor(pem: string) {
    this.#key = createPrivateKey(pem);
    if (this.#key.asymmetricKeyType !== 'ed25519') throw new Error('the key of the audit trail is no Ed25519 key');
    const publicKey = createPublicKey(this.#key);
    this.publicKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    this.keyId = createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex')
      .slice(0, 32);
  }

  checkpoint({ number, hash, at }: Pick<Checkpoint, 'number' | 'hash' | 'at'>): Checkpoint {
    const text = ['majlis-audit-checkpoint-1', number, hash, at, this.keyId].map(framed).join('');
    return { number, hash, at, keyId: this.keyId, signature: sign(null, Buffer.from(text), this.#key).toString('hex') };
  }
}
