import { randomBytes } from 'node:crypto';
import type { TransactionContext } from '@app/database';
import { Clock } from '@app/identity';
import { Inject, Injectable } from '@nestjs/common';

/** How long a person has for the gesture; browsers are told the same. */
export const CEREMONY_MS = 2 * 60_000;
/** The way to the browser and back on top. */
const LIFE_MS = CEREMONY_MS + 60_000;

/**
 * What a challenge is good for. Signing in is for nobody known yet; the others are bound to the session, or the
 * enrolment, that asked.
 */
export type ChallengeUse = { purpose: 'sign-in'; boundTo: null } | { purpose: 'step-up' | 'register' | 'enrol'; boundTo: string };

/** Challenges live in the database, so that any process takes the answer, and are taken once. */
@Injectable()
export class ChallengesRepository {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** A new challenge, base64url. */
  async issue(ctx: TransactionContext, { purpose, boundTo }: ChallengeUse): Promise<string> {
    const challenge = randomBytes(32);
    await ctx.transaction.query('insert into challenges (challenge, purpose, bound_to, expires_at) values ($1, $2, $3, $4)', [
      challenge,
      purpose,
      boundTo,
      new Date(this.clock.now().getTime() + LIFE_MS),
    ]);
    return challenge.toString('base64url');
  }

  /** Takes a challenge away. @returns whether it was there, for this use and not too old; never twice */
  async take(ctx: TransactionContext, challenge: Buffer, { purpose, boundTo }: ChallengeUse): Promise<boolean> {
    const rows = await ctx.transaction.query(
      `delete from challenges where challenge = $1 and purpose = $2 and bound_to is not distinct from $3 and expires_at > $4 returning 1`,
      [challenge, purpose, boundTo, this.clock.now()],
    );
    return rows.length === 1;
  }
}
