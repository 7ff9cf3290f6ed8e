import { join } from 'node:path';
import { ChainConflict, Sealer, Witness } from '@app/audit';
import { Database } from '@app/database';
import { CONFIG, LOG, type Config, type Log } from '@app/platform';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

/** How long a committed entry stays outside of the chain at most, while nothing is wrong. */
const EVERY_MS = 500;
/** How often a conflict is looked at and told again; only an operator ends it. */
const CONFLICT_MS = 60_000;

/** Seals the trail while the process runs, and what is left when it ends. */
@Injectable()
export class SealingService implements OnApplicationBootstrap, OnApplicationShutdown {
  #sealer: Sealer | null = null;
  #running: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #ended = false;
  #failing = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Database) private readonly database: Database,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const witness = await Witness.open(join(this.config.dataDir, 'audit'), this.config.auditPrivateKey);
    this.#sealer = new Sealer(this.database, witness);
    this.#next(0);
  }

  async onApplicationShutdown(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    await this.#running;
    await this.#pass();
  }

  #next(delay: number): void {
    if (this.#ended) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#pass().then((wait) => this.#next(wait));
    }, delay).unref();
  }

  /** @returns when to look again. A failure leaves the entries where they are: the next pass takes them. */
  async #pass(): Promise<number> {
    try {
      await this.#sealer?.seal();
      this.#failing = false;
      return EVERY_MS;
    } catch (err) {
      const conflict = err instanceof ChainConflict;
      if (conflict || !this.#failing)
        this.log.error({ err }, conflict ? 'the audit trail was changed' : 'sealing the audit trail failed; trying again');
      this.#failing = true;
      return conflict ? CONFLICT_MS : EVERY_MS;
    }
  }
}
