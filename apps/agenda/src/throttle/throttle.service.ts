import { createHash } from 'node:crypto';
import { AuditTrail } from '@app/audit';
import { Database, type TransactionContext } from '@app/database';
import { Clock, networkKey, type RequestContext, systemContext } from '@app/identity';
import { AppError, LOG, type Log } from '@app/platform';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ThrottleRepository } from './throttle.repository.js';

export interface Limit {
  /** Names what is counted, in the trail too. */
  readonly scope: string;
  readonly points: number;
  readonly seconds: number;
}

/** Entries kept about keys that are blocked, so that a flood does not reach the database. */
const MAX_BLOCKED = 50_000;
/** The trail hears of a flood once a minute. */
const TELL_MS = 60_000;

interface Refused {
  readonly ctx: RequestContext;
  readonly scope: string;
  attempts: number;
}

/**
 * Counts attempts, for all processes together. What is over its limit is refused before anything is computed or looked
 * up, from memory when this process knows it already.
 */
@Injectable()
export class Throttle implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #blockedUntil = new Map<string, number>();
  readonly #refused = new Map<string, Refused>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(LOG) private readonly log: Log,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(ThrottleRepository) private readonly rows: ThrottleRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(
      () => void this.tell().catch((err: unknown) => this.log.error({ err }, 'telling of throttled attempts failed')),
      TELL_MS,
    ).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.tell();
  }

  /**
   * Counts an attempt against several limits, before it is tried: attempts at the same moment must not all pass the
   * count of before.
   *
   * @throws AppError `too_many_requests`
   */
  async spend(ctx: RequestContext, ...against: readonly { limit: Limit; key: string }[]): Promise<void> {
    const now = this.clock.now();
    const hashed = against.map(({ limit, key }) => ({ limit, hash: keyOf(limit, key) }));
    const known = hashed.find(({ hash }) => (this.#blockedUntil.get(hash.toString('base64')) ?? 0) > now.getTime());
    if (known) return this.#refuse(ctx, known.limit);
    const over = await this.database.transaction(systemContext('identity'), async (system) => {
      for (const { limit, hash } of hashed) {
        const { points, expiresAt } = await this.rows.add(system, hash, now, new Date(now.getTime() + limit.seconds * 1_000));
        if (points > limit.points) return { limit, hash, expiresAt };
      }
      return null;
    });
    if (!over) return;
    this.#remember(over.hash, over.expiresAt);
    return this.#refuse(ctx, over.limit);
  }

  /** The attempt succeeded: it is not held against the network, and the person starts anew. */
  async forgive(
    system: TransactionContext,
    { network, login }: { network: { limit: Limit; key: string }; login: { limit: Limit; key: string } },
  ): Promise<void> {
    await this.rows.forgive(system, keyOf(network.limit, network.key));
    await this.rows.forget(system, keyOf(login.limit, login.key));
  }

  /** Writes what was refused since the last time into the trail: one entry for each network and limit. */
  async tell(): Promise<void> {
    const refused = [...this.#refused.values()].filter(({ attempts }) => attempts > 0);
    this.#refused.clear();
    for (const { ctx, scope, attempts } of refused) await this.audit.recordApart(ctx, 'session.throttled', { scope, attempts }, 'denied');
  }

  async #refuse(ctx: RequestContext, { scope }: Limit): Promise<never> {
    const key = `${scope} ${networkKey(ctx.network)}`;
    const refused = this.#refused.get(key);
    if (refused) refused.attempts += 1;
    else {
      // The first one is told at once: whoever watches must not wait a minute. What follows is counted.
      this.#refused.set(key, { ctx: { ...ctx, actor: null }, scope, attempts: 0 });
      await this.audit.recordApart({ ...ctx, actor: null }, 'session.throttled', { scope, attempts: 1 }, 'denied');
    }
    throw new AppError('too_many_requests');
  }

  #remember(hash: Buffer, until: Date): void {
    if (this.#blockedUntil.size >= MAX_BLOCKED) {
      const now = this.clock.now().getTime();
      for (const [key, end] of this.#blockedUntil) if (end <= now) this.#blockedUntil.delete(key);
      const [oldest] = this.#blockedUntil.keys();
      if (this.#blockedUntil.size >= MAX_BLOCKED && oldest !== undefined) this.#blockedUntil.delete(oldest);
    }
    this.#blockedUntil.set(hash.toString('base64'), until.getTime());
  }
}

/** Logins somebody tried are not kept readable: they may be passwords typed into the wrong field. */
function keyOf({ scope }: Limit, key: string): Buffer {
  return createHash('sha256').update(`${scope}\n${key}`).digest();
}
