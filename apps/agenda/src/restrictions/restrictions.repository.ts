import type { ItemRestrictions } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

@Injectable()
export class RestrictionsRepository {
  /** The lists of an item the subject prepares: of those who take part. Whoever was removed stands on them unseen. */
  async read(ctx: TransactionContext, itemId: string): Promise<ItemRestrictions> {
    const [row] = await ctx.transaction.query<{ listed: boolean; readers: string[]; recused: string[] }>(
      `select i.listed, array(select r.account_id from item_readers r join participants p using (account_id)
                    where r.item_id = i.item_id and p.meeting_id = i.meeting_id order by 1) as readers,
              array(select r.account_id from recusals r join participants p using (account_id)
                    where r.item_id = i.item_id and p.meeting_id = i.meeting_id order by 1) as recused
         from item_contents i where i.item_id = $1`,
      [itemId],
    );
    return { readers: row?.listed ? row.readers : null, recused: row?.recused ?? [] };
  }

  /** In this order, so that the one who writes is on the list, or there is none, at every step. */
  async write(ctx: TransactionContext, itemId: string, { readers, recused }: ItemRestrictions): Promise<void> {
    const run = (sql: string, ...parameters: unknown[]) => ctx.transaction.query(sql, [itemId, ...parameters]);
    await run('insert into item_readers (item_id, account_id) select $1, unnest($2::uuid[]) on conflict do nothing', readers ?? []);
    await run('update item_contents set listed = $2 where item_id = $1', readers !== null);
    await run('delete from item_readers where item_id = $1 and account_id <> all($2::uuid[])', readers ?? []);
    // The recusal of somebody who was removed stays: brought in again, he must not find it gone because nobody saw it.
    await run(
      `delete from recusals where item_id = $1 and account_id <> all($2::uuid[]) and account_id in (
         select p.account_id from participants p join agenda_items i on i.meeting_id = p.meeting_id where i.id = $1)`,
      recused,
    );
    await run(
      'insert into recusals (item_id, account_id, recorded_by) select $1, unnest($2::uuid[]), app.me() on conflict do nothing',
      recused,
    );
  }

  /** Which of these people do not take part in the meeting. */
  async strangers(ctx: TransactionContext, meetingId: string, accountIds: readonly string[]): Promise<string[]> {
    const rows = await ctx.transaction.query<{ id: string }>(
      `select w.id from unnest($2::uuid[]) w(id)
        where not exists (select 1 from participants p where p.meeting_id = $1 and p.account_id = w.id)`,
      [meetingId, accountIds],
    );
    return rows.map(({ id }) => id);
  }
}
