import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

/** A challenge that was answered. */
export interface Answered {
  readonly challenge: Buffer;
  readonly purpose: string;
  readonly boundTo: string | null;
  /** Until when it is remembered. */
  readonly expiresAt: Date;
}

@Injectable()
export class ChallengesRepository {
  /** @returns false when it is there already */
  async add(ctx: TransactionContext, { challenge, purpose, boundTo, expiresAt }: Answered): Promise<boolean> {
    const rows = await ctx.transaction.query(
      'insert into challenges (challenge, purpose, bound_to, expires_at) values ($1, $2, $3, $4) on conflict do nothing returning 1',
      [challenge, purpose, boundTo, expiresAt],
    );
    return rows.length === 1;
  }
}
