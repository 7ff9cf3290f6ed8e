/**
 * Runs a task at most once per interval: at once when it has been quiet, otherwise when the interval is over.
 * Whatever arrives in between belongs to the next run.
 */
export class Tick {
  #timer: NodeJS.Timeout | null = null;
  #lastRun = -Infinity;

  constructor(
    private readonly intervalMs: number,
    private readonly run: () => void,
  ) {}

  /** Asks for a run; asking again before it has begun changes nothing. */
  request(): void {
    if (this.#timer) return;
    const wait = Math.max(0, this.#lastRun + this.intervalMs - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#lastRun = performance.now();
      this.run();
    }, wait);
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
