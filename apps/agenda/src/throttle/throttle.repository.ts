import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

@Injectable()
export class ThrottleRepository {
  /** Counts one more, in a window that begins with its first. One statement, so that processes do not count past each other. */
  async add(ctx: TransactionContext, key: Buffer, now: Date, expiresAt: Date): Promise<{ points: number; expiresAt: Date }> {
    const [row] = await ctx.transaction.query<{ points: number; expires_at: Date }>(
      `insert into throttles as t (key, points, expires_at) values ($1, 1, $3)
       on conflict (key) do update set points = case when t.expires_at <= $2 then 1 else t.points + 1 end,
         expires_at = case when t.expires_at <= $2 then $3 else t.expires_at end
       returning points, expires_at`,
      [key, now, expiresAt],
    );
    if (!row) throw new Error('an upsert returns its row');
    return { points: row.points, expiresAt: row.expires_at };
  }

  async forgive(ctx: TransactionContext, key: Buffer): Promise<void> {
    await ctx.transaction.query('update throttles set points = greatest(points - 1, 0) where key = $1', [key]);
  }

  async forget(ctx: TransactionContext, key: Buffer): Promise<void> {
    await ctx.transaction.query('delete from throttles where key = $1', [key]);
  }
}
