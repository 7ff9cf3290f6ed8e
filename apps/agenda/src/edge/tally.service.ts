import { networkKey, requestContext, type RequestContext } from '@app/identity';
import { LOG, type Log } from '@app/platform';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

/** The trail hears of what goes on once a minute. */
const TELL_MS = 60_000;
/** Kept apart at a time; beyond, networks are counted together, so that whoever has many of them does not fill the memory. */
const MAX_APART = 2_000;

/** Writes the entry of so many. */
export type Write = (ctx: RequestContext, count: number) => Promise<void>;

interface Pending {
  readonly ctx: RequestContext;
  readonly write: Write;
  /** Since the last entry. */
  count: number;
}

/**
 * What anybody can do without end, without being signed in, must not become an entry each: entries stay for good. The
 * first one is written at once (whoever watches must not wait a minute), what follows of its network is counted and
 * written once a minute. The numbers of all entries together are the requests that were made.
 */
@Injectable()
export class Tally implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #pending = new Map<string, Pending>();
  #telling: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(@Inject(LOG) private readonly log: Log) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.#try(), TELL_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#try();
  }

  /**
   * @param what is counted apart, beside the network; of a few hundred values, none of which a stranger chooses
   * @throws whatever the first entry fails with: then it is not counted either
   */
  async add(ctx: RequestContext, what: string, write: Write): Promise<void> {
    const apart = `${what} ${networkKey(ctx.network)}`;
    const together = `${what} *`;
    const key = this.#pending.has(apart) || this.#pending.size < MAX_APART ? apart : together;
    const known = this.#pending.get(key);
    if (known) {
      known.count += 1;
      return;
    }
    // Without the person (a mistyped login is nobody's act) and without what the browser said, which may be long.
    const nobody = requestContext({ requestId: ctx.requestId, network: key === apart ? ctx.network : null });
    const pending: Pending = { ctx: nobody, write, count: 0 };
    this.#pending.set(key, pending);
    try {
      await write(nobody, 1);
    } catch (error) {
      // The next one is the first again, unless some were counted meanwhile: those are still to be told.
      if (pending.count === 0 && this.#pending.get(key) === pending) this.#pending.delete(key);
      throw error;
    }
  }

  /** Writes what was counted since the last time; one after another, so that nothing is told twice. */
  tell(): Promise<void> {
    const told = this.#telling.then(() => this.#tell());
    this.#telling = told.catch(() => undefined);
    return told;
  }

  async #tell(): Promise<void> {
    for (const [key, pending] of [...this.#pending]) {
      const { count } = pending;
      // Quiet since the last time: it is over.
      if (count === 0) this.#pending.delete(key);
      else {
        pending.count = 0;
        try {
          await pending.write(pending.ctx, count);
        } catch (error) {
          pending.count += count;
          throw error;
        }
      }
    }
  }

  /** What could not be written is kept for the next time. */
  async #try(): Promise<void> {
    await this.tell().catch((err: unknown) => this.log.error({ err }, 'writing what was counted into the trail failed'));
  }
}
