import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

/** Hours for which a node may go on telling what was written already. */
const REMEMBERED_HOURS = 24;

@Injectable()
export class ConferenceActsRepository {
  /** @returns those of the ids that nobody wrote before */
  async claim(ctx: TransactionContext, ids: readonly string[]): Promise<Set<string>> {
    await ctx.transaction.query('delete from conference_acts where told_at < now() - make_interval(hours => $1)', [REMEMBERED_HOURS]);
    const rows = await ctx.transaction.query<{ id: string }>(
      'insert into conference_acts (id) select distinct unnest($1::uuid[]) on conflict do nothing returning id',
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
