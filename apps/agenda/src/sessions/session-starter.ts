import { type Place, Places } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import { ASSURANCE, type Assurance, LEVEL, type Level, type SignInMethod } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Clock, deviceOf, newSecret, type RequestContext, sessionLimits, systemContext } from '@app/identity';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Outbox } from '../events/outbox.js';
import { SessionsRepository } from './sessions.repository.js';

/** How somebody proved who he is, once the proof was checked. */
export interface Proof {
  readonly accountId: string;
  readonly method: SignInMethod;
  readonly assurance: Assurance;
  /** When he proved himself strongly; null when he did not, or nobody vouches for the time. */
  readonly strongAt: Date | null;
  /** Ceiling of the device he proved himself with. */
  readonly ceiling?: Level;
  /** Where he sits; left out, his network tells. */
  readonly place?: Place;
  readonly passkeyId?: string;
  readonly provider?: string;
}

/** The secret for the cookie, and the context of whoever has it. */
export interface Started {
  readonly token: string;
  readonly ctx: RequestContext;
}

/** Begins sessions and gives stronger ones a new secret, within the transaction that checked the proof; and keeps their limits. */
@Injectable()
export class SessionStarter {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Places) private readonly places: Places,
    @Inject(SessionsRepository) private readonly sessions: SessionsRepository,
  ) {}

  /**
   * A new session each time, and the old one ends: an id that was planted before sign-in is worth nothing after it.
   *
   * @param system the transaction, under the purpose `identity`
   * @throws AppError `sign_in_failed` when the account is not active
   */
  async start(system: TransactionContext, ctx: RequestContext, proof: Proof): Promise<Started> {
    const now = this.clock.now();
    // Held by whoever makes the account open more, until what runs is held to its new limits: none begins with the old ones.
    await this.sessions.holdWays(system, proof.accountId);
    const standing = await this.sessions.standing(system, proof.accountId, now);
    if (!standing?.active) throw new AppError('sign_in_failed');
    if (ctx.actor) await this.sessions.end(system, ctx.actor.sessionId);
    const { token, hash: tokenHash } = newSecret();
    const id = uuid();
    const place = proof.place ?? (await this.places.at(system, ctx.network));
    const ceiling = Math.min(place.ceiling, proof.ceiling ?? LEVEL.topSecret) as Level;
    const limits = sessionLimits({ assurance: proof.assurance, ceiling, ...standing });
    await this.sessions.insert(system, {
      id,
      tokenHash,
      accountId: proof.accountId,
      assurance: proof.assurance,
      ceiling,
      site: place.site,
      method: proof.method,
      strongAt: proof.strongAt,
      passkeyId: proof.passkeyId ?? null,
      provider: proof.provider ?? null,
      device: deviceOf(ctx.userAgent),
      network: ctx.network,
      idleSeconds: limits.idleSeconds,
      startedAt: now,
      expiresAt: new Date(now.getTime() + limits.absoluteSeconds * 1_000),
    });
    await this.audit.record({ ...ctx, transaction: system.transaction }, 'session.started', {
      accountId: proof.accountId,
      method: proof.method,
      assurance: proof.assurance,
      site: place.site,
      ceiling,
      ...sourceOf(proof),
    });
    const replaced = ctx.actor?.sessionId;
    if (replaced) await this.outbox.addAccessChange(system, { reason: 'session_ended', sessionIds: [replaced] });
    const actor = { accountId: proof.accountId, sessionId: id, assurance: proof.assurance, ceiling };
    return { token, ctx: { ...ctx, site: place.site, actor } };
  }

  /**
   * The same session after a strong proof, with a new secret: what was copied of the old one opens nothing. Sockets stay;
   * they are judged again when the session opens more than before.
   *
   * @throws AppError `not_signed_in` when it ended meanwhile, `sign_in_failed` when somebody else proved himself
   */
  async strengthen(system: TransactionContext, ctx: RequestContext, proof: Proof): Promise<Started> {
    if (!ctx.actor) throw new AppError('not_signed_in');
    const { accountId, sessionId } = ctx.actor;
    const now = this.clock.now();
    await this.sessions.holdWays(system, accountId);
    const session = await this.sessions.lock(system, sessionId);
    const standing = await this.sessions.standing(system, accountId, now);
    if (!session || !standing?.active) throw new AppError('not_signed_in');
    if (proof.accountId !== accountId || proof.assurance !== ASSURANCE.strong) throw new AppError('sign_in_failed');
    const { token, hash: tokenHash } = newSecret();
    // A weaker device does not make a session open less for ever unnoticed: it opens what both allow.
    const ceiling = Math.min(session.ceiling, proof.ceiling ?? LEVEL.topSecret) as Level;
    const limits = sessionLimits({ assurance: ASSURANCE.strong, ceiling, ...standing });
    const end = Math.min(session.expiresAt.getTime(), session.startedAt.getTime() + limits.absoluteSeconds * 1_000);
    await this.sessions.strengthen(
      system,
      {
        id: sessionId,
        tokenHash,
        ceiling,
        method: proof.method,
        strongAt: proof.strongAt,
        passkeyId: proof.passkeyId ?? null,
        provider: proof.provider ?? null,
        idleSeconds: limits.idleSeconds,
        expiresAt: new Date(end),
      },
      now,
    );
    await this.audit.record({ ...ctx, transaction: system.transaction }, 'session.strengthened', {
      sessionId,
      method: proof.method,
      ...sourceOf(proof),
    });
    if (session.assurance !== ASSURANCE.strong || session.ceiling !== ceiling) {
      await this.outbox.addAccessChange(system, { reason: 'rejudge', sessionIds: [sessionId] });
    }
    // The place he asks from still counts beside what the session opens.
    const actor = { accountId, sessionId, assurance: ASSURANCE.strong, ceiling: Math.min(ceiling, ctx.actor.ceiling) as Level };
    return { token, ctx: { ...ctx, actor } };
  }

  /**
   * Lets an account open more: nobody signs in to it meanwhile, and afterwards no session of it idles or lives for longer
   * than one that would begin now. Nothing else makes a running session open more (its own ceiling never rises).
   */
  async widen(ctx: TransactionContext, accountId: string, grant: () => Promise<void>): Promise<void> {
    await this.sessions.closeWays(ctx, accountId);
    await grant();
    const system = await ctx.transaction.actAs(systemContext('identity'));
    const standing = await this.sessions.standing(system, accountId, this.clock.now());
    if (!standing) throw new AppError('not_found');
    for (const { id, ...session } of await this.sessions.live(system, accountId))
      await this.sessions.shorten(system, id, sessionLimits({ ...session, ...standing }));
    await ctx.transaction.actAs(ctx);
  }
}

function sourceOf({ passkeyId, provider }: Proof): { passkeyId?: string; provider?: string } {
  return { ...(passkeyId ? { passkeyId } : {}), ...(provider ? { provider } : {}) };
}
