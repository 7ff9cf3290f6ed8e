import { createHash } from 'node:crypto';
import { AuditTrail } from '@app/audit';
import { Database } from '@app/database';
import { Clock, type RequestContext, systemContext } from '@app/identity';
import { AppError, LOG, type Log } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Tally } from '../edge/tally.service.js';
import { ThrottleRepository } from './throttle.repository.js';

export interface Limit {
  /** Names what is counted, in the trail too. */
  readonly scope: string;
  readonly points: number;
  readonly seconds: number;
  /** Counted for many people together: a success takes its own point back, where it lets a single one begin anew. */
  readonly shared?: boolean;
}

export interface Counted {
  readonly limit: Limit;
  readonly key: string;
}

/** Entries kept about keys that are blocked, so that a flood does not reach the database. */
const MAX_BLOCKED = 50_000;

/**
 * Counts attempts, for all processes together. What is over its limit is refused before anything is computed, from
 * memory when this process knows it already.
 *
 * The row of a network is everybody's who sits in it, so it is held for one short transaction of its own and never for
 * a sign-in. All transactions take the rows in one order (`inOrder`): two that wait for each other are ended by the
 * database, and somebody's right password with them.
 */
@Injectable()
export class Throttle {
  readonly #blockedUntil = new Map<string, number>();

  constructor(
    @Inject(LOG) private readonly log: Log,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Tally) private readonly tally: Tally,
    @Inject(ThrottleRepository) private readonly rows: ThrottleRepository,
  ) {}

  /**
   * Counts an attempt against several limits, before it is tried: attempts at the same moment must not all pass the
   * count of before. For what can be guessed, or costs a lot.
   *
   * @throws AppError `too_many_requests`
   */
  async spend(ctx: RequestContext, ...against: readonly Counted[]): Promise<void> {
    if (await this.exceeds(ctx, ...against)) throw new AppError('too_many_requests');
  }

  /**
   * Counts one more and says whether that is over a limit; the trail then hears of it by number. For what is refused
   * anyway and only must not become an entry each: where nothing can be guessed, a right answer is never kept out.
   */
  async exceeds(ctx: RequestContext, ...against: readonly Counted[]): Promise<boolean> {
    const over = await this.#over(inOrder(against));
    if (!over) return false;
    const { scope } = over;
    await this.tally.add(ctx, scope, (at, attempts) => this.audit.recordApart(at, 'session.throttled', { scope, attempts }, 'denied'));
    return true;
  }

  /** The attempt succeeded, and that is committed: it is not held against the network, and the person starts anew. */
  async forgive(...against: readonly Counted[]): Promise<void> {
    try {
      await this.database.transaction(systemContext('identity'), async (system) => {
        for (const { limit, hash } of inOrder(against))
          await (limit.shared ? this.rows.forgive(system, hash) : this.rows.forget(system, hash));
      });
    } catch (err) {
      // He is signed in. A point too many runs out by itself; an error now would say that he is not.
      this.log.error({ err }, 'forgiving an attempt that succeeded failed');
    }
  }

  async #over(against: readonly Hashed[]): Promise<Limit | null> {
    const now = this.clock.now();
    const known = against.find(({ hash }) => (this.#blockedUntil.get(hash.toString('base64')) ?? 0) > now.getTime());
    if (known) return known.limit;
    const over = await this.database.transaction(systemContext('identity'), async (system) => {
      for (const { limit, hash } of against) {
        const { points, expiresAt } = await this.rows.add(system, hash, now, new Date(now.getTime() + limit.seconds * 1_000));
        if (points > limit.points) return { limit, hash, expiresAt };
      }
      return null;
    });
    if (!over) return null;
    this.#remember(over.hash, over.expiresAt);
    return over.limit;
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

type Hashed = { readonly limit: Limit; readonly hash: Buffer };

/** What is one person's first: what he used up is not counted against those who share the rest with him. */
function inOrder(against: readonly Counted[]): Hashed[] {
  return against
    .map(({ limit, key }) => ({ limit, hash: keyOf(limit, key) }))
    .toSorted((one, other) => Number(one.limit.shared ?? false) - Number(other.limit.shared ?? false));
}

/** Logins somebody tried are not kept readable: they may be passwords typed into the wrong field. */
function keyOf({ scope }: Limit, key: string): Buffer {
  return createHash('sha256').update(`${scope}\n${key}`).digest();
}
