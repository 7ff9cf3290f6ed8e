import type { Level, Role } from '@app/contracts';
import { Restrictions } from '@app/access/facts/index.js';
import type { AccessObject } from '@app/access/rules/index.js';
import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';
import type { MeetingState } from '@app/contracts';

interface Row {
  kind: 'meeting' | 'item' | 'paper';
  meeting_id: string;
  item_id: string | null;
  document_id: string | null;
  title_ar: string;
  title_en: string;
  page: number | null;
  level: Level;
  caveats: string[];
  releasable_to: string[];
  originator: string;
  state: MeetingState;
  role: Role | null;
  embargoed: boolean;
}

export interface FoundHit {
  readonly kind: Row['kind'];
  readonly meetingId: string;
  readonly itemId: string | null;
  readonly documentId: string | null;
  readonly title: { ar: string; en: string };
  readonly page: number | null;
  readonly access: AccessObject;
}

/** Rows of one kind that are fetched at once. */
const PAGE = 50;

/** Each kind with what a decision about it needs; the order is one of the things themselves, and total. */
const SELECTS: Readonly<Record<Row['kind'], string>> = {
  meeting: `
    select 'meeting' as kind, m.id as meeting_id, null::uuid as item_id, null::uuid as document_id, m.title_ar, m.title_en, null::int as page,
           m.level, m.caveats, m.releasable_to, m.originator, m.state, m.role, false as embargoed
      from mine m, wanted w where app.fold(m.title_ar || ' ' || m.title_en) like w.pattern order by m.starts_at desc, m.id`,
  item: `
    select 'item' as kind, i.meeting_id, i.item_id, null::uuid as document_id, i.title_ar, i.title_en, null::int as page,
           i.level, i.caveats, i.releasable_to, i.originator, m.state, m.role, false as embargoed
      from item_contents i join mine m on m.id = i.meeting_id, wanted w
     where i.removed_at is null and i.search like w.pattern order by m.starts_at desc, i.item_id`,
  paper: `
    select 'paper' as kind, d.meeting_id, d.item_id, d.id as document_id, d.title as title_ar, d.title as title_en, hit.page,
           d.level, d.caveats, d.releasable_to, d.originator, m.state, m.role, coalesce(d.embargo_until > now(), false) as embargoed
      from documents d join mine m on m.id = d.meeting_id cross join wanted w
      left join lateral (select min(p.page) as page from document_pages p where p.version_id = d.current_version_id and p.search like w.pattern) hit on true
     where d.withdrawn_at is null and (d.search like w.pattern or hit.page is not null) order by m.starts_at desc, d.id`,
};

@Injectable()
export class SearchRepository {
  /**
   * Titles of meetings and items, titles and text of papers, folded alike (`app.fold`): all of one kind, a page at a
   * time. The caller takes those the person may know and stops when he has enough, so that what is hidden takes no place.
   */
  async *find(ctx: TransactionContext, kind: Row['kind'], query: string): AsyncGenerator<FoundHit, void, undefined> {
    for (let skip = 0; ; skip += PAGE) {
      const hits = await this.#page(ctx, kind, query, skip);
      yield* hits;
      if (hits.length < PAGE) return;
    }
  }

  async #page(ctx: TransactionContext, kind: Row['kind'], query: string, skip: number): Promise<FoundHit[]> {
    const rows = await ctx.transaction.query<Row>(
      `with wanted as (select '%' || replace(replace(replace(app.fold($1), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%' as pattern),
       mine as (select m.*, p.role from meetings m left join participants p on p.meeting_id = m.id and p.account_id = app.me())
       ${SELECTS[kind]} limit ${PAGE} offset $2`,
      [query, skip],
    );
    const restrictions = await Restrictions.load(
      ctx,
      rows.map((row) => row.meeting_id),
    );
    return rows.map((row) => ({
      kind: row.kind,
      meetingId: row.meeting_id,
      itemId: row.item_id,
      documentId: row.document_id,
      title: { ar: row.title_ar, en: row.title_en },
      page: row.page,
      access: {
        label: { level: row.level, caveats: row.caveats, releasableTo: row.releasable_to, originator: row.originator },
        state: row.state,
        role: row.role,
        embargoed: row.embargoed,
        ...(row.item_id ? restrictions.of(row.item_id, ctx.actor?.accountId) : {}),
      },
    }));
  }
}
