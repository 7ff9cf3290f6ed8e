import { AuditTrail } from '@app/audit';
import type { Level, OwnSession } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Clock, isFresh, type Actor } from '@app/identity';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Outbox } from '../events/outbox.js';
import { SessionsRepository } from './sessions.repository.js';

/** What somebody does about his own sessions. */
@Injectable()
export class OwnSessionsService {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(SessionsRepository) private readonly sessions: SessionsRepository,
  ) {}

  list(ctx: TransactionContext): Promise<OwnSession[]> {
    const { accountId, sessionId } = actorOf(ctx);
    return this.sessions.own(ctx, accountId, sessionId);
  }

  /**
   * He is there: by this alone a session goes on. Pages ask for much by themselves, and if that counted, one left open
   * would never end.
   */
  async keep(ctx: TransactionContext): Promise<void> {
    await this.sessions.touch(ctx, actorOf(ctx).sessionId, this.clock.now());
  }

  /** Ends the one he is signed in with. */
  async endThis(ctx: TransactionContext): Promise<void> {
    const { accountId, sessionId } = actorOf(ctx);
    await this.#end(ctx, ctx, accountId, { only: sessionId });
  }

  /** @throws AppError `not_found` when it is not his, or over */
  async endOne(ctx: TransactionContext, sessionId: string): Promise<void> {
    const ended = await this.#end(ctx, ctx, actorOf(ctx).accountId, { only: sessionId });
    if (ended.length === 0) throw new AppError('not_found');
  }

  async endAll(ctx: TransactionContext): Promise<void> {
    await this.#end(ctx, ctx, actorOf(ctx).accountId, {});
  }

  /** Ends what a change of the ways to sign in made doubtful; called under the purpose `identity`. */
  async endDoubtful(
    system: TransactionContext,
    asked: TransactionContext,
    accountId: string,
    which: { but?: string; passkeyId?: string; above?: Level },
  ): Promise<void> {
    await this.#end(system, asked, accountId, which);
  }

  /**
   * The person proved himself strongly a moment ago. For acts about oneself; those about objects ask the decision.
   *
   * @throws AppError `step_up_required`
   */
  async requireFresh(ctx: TransactionContext): Promise<void> {
    if (!isFresh(await this.sessions.strongAt(ctx, actorOf(ctx).sessionId), this.clock.now())) throw new AppError('step_up_required');
  }

  async #end(
    ctx: TransactionContext,
    asked: TransactionContext,
    accountId: string,
    which: { only?: string; but?: string; passkeyId?: string; above?: Level },
  ): Promise<string[]> {
    const ended = await this.sessions.endOf(ctx, accountId, which);
    for (const sessionId of ended) await this.audit.record(asked, 'session.ended', { sessionId });
    if (ended.length > 0) await this.outbox.addAccessChange(ctx, { reason: 'session_ended', sessionIds: ended });
    return ended;
  }
}

export function actorOf(ctx: { actor: Actor | null }): Actor {
  if (!ctx.actor) throw new AppError('not_signed_in');
  return ctx.actor;
}
