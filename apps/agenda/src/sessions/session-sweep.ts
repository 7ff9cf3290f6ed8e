import { AuditTrail } from '@app/audit';
import { Database } from '@app/database';
import { Clock, systemContext } from '@app/identity';
import { LOG, type Log } from '@app/platform';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Outbox } from '../events/outbox.js';
import { SessionSweepRepository } from './session-sweep.repository.js';

/** What an idle session's sockets and downloads may outlive it by. */
const EVERY_MS = 10_000;
const BATCH = 500;

/**
 * Ends sessions nobody uses any more and those that reached their end, and says so, so that their sockets and downloads
 * end too. Requests do not wait for it: they judge the time themselves.
 */
@Injectable()
export class SessionSweep implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #failing = false;

  constructor(
    @Inject(LOG) private readonly log: Log,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(SessionSweepRepository) private readonly rows: SessionSweepRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() => this.#try());
    }, EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** One round. @returns how many sessions it ended */
  async sweep(): Promise<number> {
    const now = this.clock.now();
    // Apart: whoever signs in waits for the counters it holds, and not for the end of five hundred sessions as well.
    await this.database.transaction(systemContext('identity'), (ctx) => this.rows.forgetExpired(ctx, now));
    const ended = await this.database.transaction(systemContext('identity'), async (ctx) => {
      const sessions = await this.rows.endExpired(ctx, now, BATCH);
      for (const { id, accountId, why } of sessions) await this.audit.record(ctx, 'session.expired', { sessionId: id, accountId, why });
      if (sessions.length > 0)
        await this.outbox.addAccessChange(ctx, { reason: 'session_ended', sessionIds: sessions.map(({ id }) => id) });
      return sessions.length;
    });
    return ended < BATCH ? ended : ended + (await this.sweep());
  }

  async #try(): Promise<void> {
    try {
      await this.sweep();
      this.#failing = false;
    } catch (err) {
      if (!this.#failing) this.log.error({ err }, 'ending idle sessions failed; trying again until it works');
      this.#failing = true;
    }
  }
}
