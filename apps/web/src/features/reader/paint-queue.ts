interface Job {
  readonly priority: () => number;
  readonly run: (signal: AbortSignal) => Promise<void>;
  readonly controller: AbortController;
}

/**
 * Lets few pages be drawn at a time, the most urgent one first. Urgency is asked when a place becomes free, not when
 * the job is added: by then the reader has scrolled on. A job reports its own failure; the queue goes on regardless.
 */
export class PaintQueue {
  readonly #waiting = new Set<Job>();
  readonly #width: number;
  #running = 0;

  constructor(width: number) {
    this.#width = width;
  }

  /** Lower runs earlier. Returns how to call the job off, whether it waits or runs. */
  add(priority: () => number, run: (signal: AbortSignal) => Promise<void>): () => void {
    const job: Job = { priority, run, controller: new AbortController() };
    this.#waiting.add(job);
    // Later in the same turn, so that all pages of one change compete, not the first against nothing.
    queueMicrotask(() => this.#next());
    return () => {
      this.#waiting.delete(job);
      job.controller.abort();
    };
  }

  #next(): void {
    while (this.#running < this.#width) {
      const job = this.#mostUrgent();
      if (!job) return;
      this.#waiting.delete(job);
      this.#running += 1;
      void job
        .run(job.controller.signal)
        .catch(() => undefined)
        .finally(() => {
          this.#running -= 1;
          this.#next();
        });
    }
  }

  #mostUrgent(): Job | null {
    let best: Job | null = null;
    let least = Infinity;
    for (const job of this.#waiting) {
      const priority = job.priority();
      if (!best || priority < least) {
        best = job;
        least = priority;
      }
    }
    return best;
  }
}
