import { AppError, type Log } from '@app/platform';
import { MediaWorker, type MediaWorkerOptions } from './media-worker.js';

export interface WorkerPoolOptions extends Omit<MediaWorkerOptions, 'port'> {
  readonly workers: number;
  /** Port of the first worker, the next ones follow; null takes free ports. */
  readonly mediaPort: number | null;
  /** How long a worker may leave a question unanswered before it is ended and replaced. */
  readonly patienceMs?: number;
}

const RETRY_MS = [50, 500, 2000, 10_000, 30_000];
const WAIT_MS = 3000;
const PATIENCE_MS = 8000;

interface Slot {
  readonly index: number;
  worker: MediaWorker | null;
  /** Resolves when the slot has a worker, however many attempts that takes; null in a closed pool. */
  filling: Promise<MediaWorker | null>;
}

/**
 * Keeps a fixed number of media workers alive. Starting does not wait for them: papers and agenda work without
 * video, so a missing binary must not keep the product from starting.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #log: Log;
  readonly #slots: Slot[] = [];
  readonly #closing = new AbortController();

  static create(options: WorkerPoolOptions, log: Log): WorkerPool {
    const pool = new WorkerPool(options, log);
    for (let index = 0; index < options.workers; index += 1) pool.#slots.push(pool.#newSlot(index));
    return pool;
  }

  private constructor(options: WorkerPoolOptions, log: Log) {
    this.#options = options;
    this.#log = log;
  }

  /** Whether a room could be opened right now. */
  get ready(): boolean {
    return this.#living().length > 0;
  }

  /** Process ids of the living workers. */
  get pids(): number[] {
    return this.#living().map((worker) => worker.pid);
  }

  /**
   * The living worker with the fewest rooms. While all are being replaced it waits for the first of them: a
   * replacement takes some 20 ms, and refusing would make every client of the room try again for nothing.
   * @throws AppError `media_unavailable`
   */
  async acquire(): Promise<MediaWorker> {
    const [first] = this.#living().sort((left, right) => left.load - right.load);
    if (first) return first;
    if (this.#closing.signal.aborted || this.#slots.length === 0) throw new AppError('media_unavailable');
    const enough = new AbortController();
    try {
      const worker = await Promise.race([this.#pause(WAIT_MS, enough.signal), ...this.#slots.map((slot) => slot.filling)]);
      if (!worker || worker.closed) throw new AppError('media_unavailable');
      return worker;
    } finally {
      enough.abort();
    }
  }

  close(): void {
    this.#closing.abort();
    for (const slot of this.#slots) slot.worker?.close();
  }

  #living(): MediaWorker[] {
    return this.#slots.flatMap(({ worker }) => (worker && !worker.closed ? [worker] : []));
  }

  #newSlot(index: number): Slot {
    const slot: Slot = { index, worker: null, filling: Promise.resolve(null) };
    slot.filling = this.#fill(slot);
    return slot;
  }

  async #fill(slot: Slot): Promise<MediaWorker | null> {
    for (let attempt = 0; !this.#closing.signal.aborted; attempt += 1) {
      try {
        const worker = await this.#start(slot);
        slot.worker = worker;
        worker.onDied(() => {
          this.#log.error({ pid: worker.pid, slot: slot.index }, 'media worker died; starting another');
          slot.worker = null;
          slot.filling = this.#fill(slot);
        });
        void this.#watch(worker);
        this.#log.info({ pid: worker.pid, slot: slot.index }, 'media worker ready');
        return worker;
      } catch (err) {
        if (this.#closing.signal.aborted) return null;
        this.#log.error({ err, slot: slot.index, attempt }, 'media worker did not start');
        await this.#pause(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 30_000);
      }
    }
    return null;
  }

  /** @throws Error when it did not start in time, which the caller tries again. */
  async #start(slot: Slot): Promise<MediaWorker> {
    const { workerBin, listenIp, announcedAddress, mediaPort } = this.#options;
    const enough = new AbortController();
    const starting = MediaWorker.create({
      workerBin,
      listenIp,
      announcedAddress,
      port: mediaPort === null ? null : mediaPort + slot.index,
    });
    const worker = await Promise.race([starting, this.#pause(this.#patience, enough.signal)]).finally(() => enough.abort());
    if (worker && !this.#closing.signal.aborted) return worker;
    // Too late, or the pool was closed while the process started: nobody else would end it.
    void starting.then(
      (late) => late.close(),
      () => undefined,
    );
    throw new Error('not started in time');
  }

  /** A process can hang without dying: its rooms stand still until somebody notices. */
  async #watch(worker: MediaWorker): Promise<void> {
    while (!worker.closed && !this.#closing.signal.aborted) {
      await this.#pause(this.#patience);
      if (worker.closed || this.#closing.signal.aborted) return;
      const enough = new AbortController();
      const answer = worker.answers().then(
        () => 'alive' as const,
        () => null,
      );
      const alive = await Promise.race([answer, this.#pause(this.#patience, enough.signal)]).finally(() => enough.abort());
      if (alive || worker.closed || this.#closing.signal.aborted) continue;
      this.#log.error({ pid: worker.pid }, 'media worker does not answer; ending it');
      worker.kill();
      return;
    }
  }

  get #patience(): number {
    return this.#options.patienceMs ?? PATIENCE_MS;
  }

  /** Ends early when the pool closes, so that a shutdown does not wait for a retry, or when `until` is aborted. */
  #pause(milliseconds: number, until?: AbortSignal): Promise<null> {
    const ends = AbortSignal.any([this.#closing.signal, ...(until ? [until] : [])]);
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        resolve(null);
      };
      const timer = setTimeout(done, milliseconds);
      ends.addEventListener('abort', done, { once: true });
    });
  }
}
