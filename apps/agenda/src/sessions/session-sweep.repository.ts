import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

export interface ExpiredSession {
  readonly id: string;
  readonly accountId: string;
  readonly why: 'idle' | 'absolute';
}

@Injectable()
export class SessionSweepRepository {
  /** Ends what is over by time. Each session is ended by one process only, however many look. */
  async endExpired(ctx: TransactionContext, now: Date, limit: number): Promise<ExpiredSession[]> {
    const rows = await ctx.transaction.query<{ id: string; account_id: string; absolute: boolean }>(
      `update sessions set ended_at = $1 where id in (
         select id from sessions where ended_at is null and (expires_at <= $1 or last_seen_at <= $1::timestamptz - make_interval(secs => idle_seconds))
          order by last_seen_at limit $2 for update skip locked)
       returning id, account_id, expires_at <= $1 as absolute`,
      [now, limit],
    );
    return rows.map((row) => ({ id: row.id, accountId: row.account_id, why: row.absolute ? 'absolute' : 'idle' }));
  }

  /** What is over: answers that were given to challenges and at providers, counters. */
  async forgetExpired(ctx: TransactionContext, now: Date): Promise<void> {
    for (const table of ['challenges', 'oidc_attempts']) await ctx.transaction.query(`delete from ${table} where expires_at <= $1`, [now]);
    // It takes many counters, in no order: those somebody holds are left for the next round, never waited for.
    await ctx.transaction.query(
      `delete from throttles where key in (select key from throttles where expires_at <= $1 for update skip locked)`,
      [now],
    );
  }
}
