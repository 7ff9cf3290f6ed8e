import { TokenBucket } from './token-bucket.js';

/** Devices and tabs of one person in one service, so that a loop in one browser cannot take all places. */
export const SOCKETS_PER_ACCOUNT = 6;
/** What connecting costs: it is looked up in the database before the first message. */
const CONNECTION_COST = 10;
/** Messages of one person that are worked on at the same time; the database has other people to serve, too. */
const AT_ONCE = 8;
/** Bytes: a burst, what is worked off in a second, and how much may lie waiting before it is a flood. */
const BYTES = { burst: 2 * 1024 * 1024, perSecond: 512 * 1024, waiting: 2 * 1024 * 1024 };
/** A packet costs something also when it is empty. */
const PACKET_BYTES = 64;

export interface MessageRate {
  /** Messages a second on average, and at once. */
  readonly perSecond: number;
  readonly burst: number;
}

interface Task {
  readonly owner: object;
  readonly work: () => Promise<void>;
}

/**
 * What one person asks of one service, on all his sockets together. Too many messages are a flood; many bytes are
 * only slowed down (a long outbox after an outage is nobody's fault); what is under way at the same time is limited.
 */
export class AccountLoad {
  readonly #messages: TokenBucket;
  readonly #bytes = new TokenBucket(BYTES.perSecond, BYTES.burst);
  #waiting: Task[] = [];
  #running = 0;
  #sockets = 0;
  #pause: NodeJS.Timeout | null = null;

  constructor(private readonly rate: MessageRate) {
    this.#messages = new TokenBucket(rate.perSecond, rate.burst);
  }

  get sockets(): number {
    return this.#sockets;
  }

  /** How long what was taken is remembered: a new connection must not begin with a clean sheet. */
  get memoryMs(): number {
    return this.#messages.fullMs();
  }

  /** @returns false when there is no place for another socket, or he connects too often. */
  enter(): boolean {
    if (this.#sockets >= SOCKETS_PER_ACCOUNT || !this.#messages.take(CONNECTION_COST)) return false;
    this.#sockets += 1;
    return true;
  }

  leave(): void {
    this.#sockets -= 1;
  }

  /** Bytes came in. @returns false when it is a flood. */
  receive(bytes: number): boolean {
    this.#bytes.spend(PACKET_BYTES + bytes);
    return this.#bytes.debtMs() <= (BYTES.waiting / BYTES.perSecond) * 1000;
  }

  /** @returns false when it is a flood. */
  take(cost: number): boolean {
    return this.#messages.take(cost);
  }

  /** Does something when it is its turn; what an owner asked for begins in his order. @returns false when it is a flood. */
  run(owner: object, work: () => Promise<void>): boolean {
    if (this.#waiting.length >= this.rate.burst) return false;
    this.#waiting.push({ owner, work });
    this.#next();
    return true;
  }

  /** What is still waiting of this owner is not done any more. */
  forget(owner: object): void {
    this.#waiting = this.#waiting.filter((task) => task.owner !== owner);
  }

  #next(): void {
    while (!this.#pause && this.#running < AT_ONCE && this.#waiting.length > 0) {
      const debt = this.#bytes.debtMs();
      if (debt > 0) {
        this.#pause = setTimeout(() => {
          this.#pause = null;
          this.#next();
        }, debt).unref();
        return;
      }
      this.#running += 1;
      void this.#waiting
        .shift()
        ?.work()
        .finally(() => {
          this.#running -= 1;
          this.#next();
        });
    }
  }
}

/** The loads of everybody who is or was just connected. */
export class AccountLoads {
  readonly #loads = new Map<string, AccountLoad>();

  constructor(private readonly rate: MessageRate) {}

  of(accountId: string): AccountLoad {
    const load = this.#loads.get(accountId) ?? new AccountLoad(this.rate);
    this.#loads.set(accountId, load);
    return load;
  }

  /** Forgets somebody who is gone, once nothing has to be remembered of him. */
  release(accountId: string): void {
    const load = this.#loads.get(accountId);
    if (!load || load.sockets > 0) return;
    setTimeout(() => {
      if (load.sockets === 0 && this.#loads.get(accountId) === load) this.#loads.delete(accountId);
    }, load.memoryMs).unref();
  }
}
