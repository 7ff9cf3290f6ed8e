import { AppError } from '@app/platform';

export interface Passing {
  /** Whose turn it takes: an account. Left out, all share one. */
  readonly by?: string;
  /** Whoever waits leaves the line when this is aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Lets so many through at once. The others wait, and whoever waits is let in by turns: one place for each account, and
 * for each account in the order it came. Somebody who asks for a hundred things delays another one's first by one.
 */
export class Turnstile {
  /** The accounts somebody waits for, whose turn is next first; none of them empty. */
  readonly #lines = new Map<string, (() => void)[]>();
  #inside = 0;

  /**
   * @param places how many are inside at once
   * @param waiting how many may wait in each line
   */
  constructor(
    private readonly places: number,
    private readonly waiting = Infinity,
  ) {}

  /** @throws AppError `too_many_requests` when too many wait in this line; the signal's reason when it is aborted before the turn came */
  async pass<T>(work: () => Promise<T>, { by = '', signal }: Passing = {}): Promise<T> {
    signal?.throwIfAborted();
    if (this.#inside < this.places) this.#inside += 1;
    else await this.#turn(by, signal);
    try {
      // Let in and gone at the same moment: the place is taken, and given on.
      signal?.throwIfAborted();
      return await work();
    } finally {
      this.#leave();
    }
  }

  #turn(by: string, signal: AbortSignal | undefined): Promise<void> {
    const line = this.#lines.get(by) ?? [];
    if (line.length >= this.waiting) throw new AppError('too_many_requests');
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal?.removeEventListener('abort', give);
        resolve();
      };
      const give = () => {
        line.splice(line.indexOf(enter), 1);
        if (line.length === 0) this.#lines.delete(by);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', give, { once: true });
      line.push(enter);
      this.#lines.set(by, line);
    });
  }

  /** The place is handed over, not freed: otherwise a newcomer could slip in before the one who waited. */
  #leave(): void {
    for (const [by, line] of this.#lines) {
      const enter = line.shift();
      // To the end of the turns, with whoever waits there still.
      this.#lines.delete(by);
      if (line.length > 0) this.#lines.set(by, line);
      if (enter) return enter();
    }
    this.#inside -= 1;
  }
}
