/** Lets so many through at once and the others wait in the order they came. */
export class Turnstile {
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor(private readonly places: number) {}

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside >= this.places) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#inside += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // The place is handed over, not freed: otherwise a newcomer could slip in before the one who waited.
      if (next) next();
      else this.#inside -= 1;
    }
  }
}
