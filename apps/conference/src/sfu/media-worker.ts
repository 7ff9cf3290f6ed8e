import { createWorker, type types } from 'mediasoup';
import { MediaRouter } from './media-router.js';

export interface MediaWorkerOptions {
  readonly workerBin: string | null;
  readonly listenIp: string;
  readonly announcedAddress: string | null;
  /** Null takes a free port for each protocol. */
  readonly port: number | null;
}

/** One media process and its one port, UDP with TCP beside it. Owns the routers made in it. */
export class MediaWorker {
  readonly #worker: types.Worker;
  readonly #server: types.WebRtcServer;
  readonly #routers = new Set<MediaRouter>();
  #died: () => void = () => undefined;

  static async create(options: MediaWorkerOptions): Promise<MediaWorker> {
    const worker = await withoutSignals(() =>
      createWorker({ logLevel: 'error', ...(options.workerBin === null ? {} : { workerBin: options.workerBin }) }),
    );
    try {
      const listen = {
        ip: options.listenIp,
        ...(options.announcedAddress === null ? {} : { announcedAddress: options.announcedAddress }),
        ...(options.port === null ? {} : { port: options.port }),
      };
      const server = await worker.createWebRtcServer({
        listenInfos: [
          { protocol: 'udp', ...listen },
          { protocol: 'tcp', ...listen },
        ],
      });
      return new MediaWorker(worker, server);
    } catch (error) {
      // Otherwise a port that is taken would leave a process behind at every attempt.
      worker.close();
      throw error;
    }
  }

  private constructor(worker: types.Worker, server: types.WebRtcServer) {
    this.#worker = worker;
    this.#server = server;
  }

  get pid(): number {
    return this.#worker.pid;
  }

  get closed(): boolean {
    return this.#worker.closed;
  }

  /** Rooms it carries: the measure for choosing a worker. */
  get load(): number {
    return this.#routers.size;
  }

  /** Calls back when the process ended on its own or was ended by `kill`; by then every router in it is closed. */
  onDied(listener: () => void): void {
    this.#died = listener;
    this.#worker.once('died', listener);
  }

  /** Resolves when the process answers; never while it hangs. */
  async answers(): Promise<void> {
    await this.#worker.getResourceUsage();
  }

  /** Ends a process that does not answer any more: it would not hear a request to close either. */
  kill(): void {
    try {
      process.kill(this.pid, 'SIGKILL');
    } catch {
      // There is no such process, and nobody told: closing tells the routers, and its owner is told here.
      this.close();
      this.#died();
    }
  }

  async createRouter(): Promise<MediaRouter> {
    const router = await MediaRouter.create(this.#worker, this.#server);
    this.#routers.add(router);
    router.once('closed', () => this.#routers.delete(router));
    return router;
  }

  close(): void {
    this.#worker.close();
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Takes back the signal handlers mediasoup installs for each worker. They would close it the moment the process is
 * asked to end, before anybody in a room was told, and keep a process alive that has no handler of its own.
 */
function withoutSignals<T>(start: () => Promise<T>): Promise<T> {
  const before = SIGNALS.map((signal) => new Set(process.listeners(signal)));
  // They are installed before `start` returns; nothing else of ours can come in between.
  const starting = start();
  for (const [index, signal] of SIGNALS.entries()) {
    for (const listener of process.listeners(signal)) if (!before[index]?.has(listener)) process.removeListener(signal, listener);
  }
  return starting;
}
