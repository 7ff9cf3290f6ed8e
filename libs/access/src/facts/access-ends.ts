import type { TransactionContext } from '@app/database';

/** When the asker's access ends by itself: his session's absolute end, or his clearance's if that is earlier. Null without a live session. */
export async function accessEnds(ctx: TransactionContext): Promise<Date | null> {
  const [row] = await ctx.transaction.query<{ until: Date }>(
    `select least(s.expires_at, c.valid_until) as until
       from sessions s left join clearances c on c.account_id = s.account_id
      where s.id = $1 and s.account_id = app.me() and s.ended_at is null`,
    [ctx.actor?.sessionId ?? null],
  );
  return row?.until ?? null;
}
