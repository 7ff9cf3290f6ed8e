import { hkdfSync } from 'node:crypto';
import { CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';

/** What is given to somebody unknown and has to come back unchanged. */
type Use = 'passkey challenges' | 'sign-ins at providers';

/**
 * Keys for what a stranger asks for and brings back: sealed, it needs no row until it is answered, so asking costs
 * nothing worth limiting. Made of the one secret all agenda processes have; none of them tells anything about it or the
 * others (HKDF).
 */
@Injectable()
export class DerivedKeys {
  readonly #made = new Map<Use, Buffer>();

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'storageKey'>) {}

  of(use: Use): Buffer {
    const made = this.#made.get(use);
    if (made) return made;
    const { storageKey } = this.config;
    if (!storageKey) throw new Error('STORAGE_KEY is not set');
    const key = Buffer.from(hkdfSync('sha256', Buffer.from(storageKey, 'base64'), '', `majlis ${use} 1`, 32));
    this.#made.set(use, key);
    return key;
  }
}
