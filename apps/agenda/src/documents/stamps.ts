import { buildStamp, type StampInput } from '@app/pdf';

/** Stamps kept: those of the papers being read now. A stamp is as long as its window, 32 KiB. */
const KEPT = 256;

/**
 * Stamps by everything that makes them, so that the second range of a viewing does not draw its reader's name again.
 * Nothing else is in the key: a stamp of other words, another reader or another label cannot be found by mistake.
 */
export class Stamps {
  readonly #kept = new Map<string, Buffer>();

  constructor(private readonly most = KEPT) {}

  /** @param length of the window, bytes. @throws RangeError when the words do not fit into it. */
  of(input: StampInput, length: number): Buffer {
    const key = JSON.stringify([length, input]);
    const stamp = this.#kept.get(key) ?? buildStamp(input, length);
    // Put at the end again: the first of the map is the one unused for longest.
    this.#kept.delete(key);
    this.#kept.set(key, stamp);
    const [oldest = key] = this.#kept.keys();
    if (this.#kept.size > this.most) this.#kept.delete(oldest);
    return stamp;
  }
}
