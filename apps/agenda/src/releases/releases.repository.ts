import type { Level } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

export interface AskRow {
  id: string;
  meeting_id: string;
  item_id: string;
  account_id: string;
  country: string;
  reason: string;
  asked_at: Date;
  cover_title_ar: string;
  cover_title_en: string;
  name_ar: string;
  name_en: string;
  answered: boolean;
}

export interface ThingRow {
  kind: 'item' | 'document';
  id: string;
  item_id: string;
  title_ar: string;
  title_en: string;
  level: Level;
  caveats: string[];
  releasable_to: string[];
  originator: string;
  embargoed: boolean;
}

@Injectable()
export class ReleasesRepository {
  async insert(ctx: TransactionContext, ask: { id: string; meetingId: string; itemId: string; reason: string }): Promise<void> {
    await ctx.transaction.query(
      `insert into release_asks (id, meeting_id, item_id, account_id, country, reason) values ($1, $2, $3, app.me(), app.my_country(), $4)`,
      [ask.id, ask.meetingId, ask.itemId, ask.reason],
    );
  }

  /** How many questions the subject asked within the last day. */
  async asked(ctx: TransactionContext): Promise<number> {
    const [row] = await ctx.transaction.query<{ n: number }>(
      `select count(*)::int as n from release_asks where account_id = app.me() and asked_at > now() - interval '1 day'`,
    );
    return row?.n ?? 0;
  }

  list(ctx: TransactionContext): Promise<AskRow[]> {
    return ctx.transaction.query<AskRow>(
      `select r.*, i.cover_title_ar, i.cover_title_en, a.name_ar, a.name_en,
              exists (select 1 from release_answers w where w.ask_id = r.id and w.country = app.my_country()) as answered
         from release_asks r join agenda_items i on i.id = r.item_id join accounts a on a.id = r.account_id
        where i.removed_at is null order by r.asked_at desc, r.id`,
    );
  }

  async find(ctx: TransactionContext, askId: string): Promise<AskRow | null> {
    const [row] = await ctx.transaction.query<AskRow>(
      `select r.*, i.cover_title_ar, i.cover_title_en, a.name_ar, a.name_en, false as answered
         from release_asks r join agenda_items i on i.id = r.item_id join accounts a on a.id = r.account_id where r.id = $1`,
      [askId],
    );
    return row ?? null;
  }

  /** What of the subject's own country lies behind the item. */
  things(ctx: TransactionContext, itemId: string): Promise<ThingRow[]> {
    return ctx.transaction.query<ThingRow>(
      `select 'item' as kind, c.item_id as id, c.item_id, c.title_ar, c.title_en, c.level, c.caveats, c.releasable_to, c.originator, false as embargoed
         from item_contents c where c.item_id = $1 and c.originator = app.my_country()
       union all
       select 'document', d.id, d.item_id, d.title, d.title, d.level, d.caveats, d.releasable_to, d.originator,
              coalesce(d.embargo_until > now(), false)
         from documents d where d.item_id = $1 and d.withdrawn_at is null and d.originator = app.my_country()
        order by 1 desc, 2`,
      [itemId],
    );
  }

  async answer(ctx: TransactionContext, askId: string): Promise<void> {
    await ctx.transaction.query(
      `insert into release_answers (ask_id, country, answered_by) values ($1, app.my_country(), app.me()) on conflict do nothing`,
      [askId],
    );
  }
}
