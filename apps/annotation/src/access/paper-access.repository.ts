import { Restrictions, type Standing } from '@app/access/facts/index.js';
import type { Country, Label, MeetingState, Role } from '@app/contracts';
import type { TransactionContext } from '@app/database';

interface PaperRow {
  version_id: string;
  document_id: string;
  item_id: string;
  meeting_id: string;
  level: Label['level'];
  caveats: string[];
  releasable_to: string[];
  originator: Country;
  withdrawn: boolean;
  embargoed: boolean;
  state: MeetingState;
  role: Role | null;
}

export interface PaperFacts extends Standing {
  readonly versionId: string;
  readonly documentId: string;
  readonly itemId: string;
  readonly meetingId: string;
  readonly label: Label;
  readonly state: MeetingState;
  readonly role: Role | null;
  readonly withdrawn: boolean;
  readonly embargoed: boolean;
}

/** A version with its label and the meeting it belongs to; row-level security answers null for what must not be seen. */
export async function findPaper(ctx: TransactionContext, versionId: string): Promise<PaperFacts | null> {
  const [row] = await ctx.transaction.query<PaperRow>(
    `select v.id as version_id, d.id as document_id, d.item_id, d.meeting_id, d.level, d.caveats, d.releasable_to, d.originator,
            d.withdrawn_at is not null as withdrawn, coalesce(d.embargo_until > now(), false) as embargoed, m.state, p.role
       from document_versions v
       join documents d on d.id = v.document_id
       join meetings m on m.id = d.meeting_id
       left join participants p on p.meeting_id = d.meeting_id and p.account_id = app.me()
      where v.id = $1`,
    [versionId],
  );
  if (!row) return null;
  return {
    ...(await Restrictions.load(ctx, [row.meeting_id])).of(row.item_id, ctx.actor?.accountId),
    versionId: row.version_id,
    documentId: row.document_id,
    itemId: row.item_id,
    meetingId: row.meeting_id,
    label: labelOf(row),
    state: row.state,
    role: row.role,
    withdrawn: row.withdrawn,
    embargoed: row.embargoed,
  };
}

/** His seat, as long as his session lives. */
export async function findSeat(
  ctx: TransactionContext,
  meetingId: string,
): Promise<{ role: Role; delegation: string; name_ar: string; name_en: string; label: Label; state: MeetingState } | null> {
  const [row] = await ctx.transaction.query<{ role: Role; delegation: string; name_ar: string; name_en: string } & Omit<PaperRow, 'role'>>(
    `select p.role, p.delegation, a.name_ar, a.name_en, m.state, m.level, m.caveats, m.releasable_to, m.originator
       from participants p
       join meetings m on m.id = p.meeting_id
       join accounts a on a.id = p.account_id and a.active
      where p.meeting_id = $1 and p.account_id = app.me()
        and exists (select 1 from sessions s where s.id = $2 and s.account_id = app.me() and s.ended_at is null and s.expires_at > now())`,
    [meetingId, ctx.actor?.sessionId ?? null],
  );
  return row ? { ...row, label: labelOf(row) } : null;
}

/**
 * The same question as the row-level policies ask, about an event: it has no row under a policy, and the decision alone
 * would be one wall and not two.
 */
export async function isCleared(ctx: TransactionContext, label: Label, itemId: string | null): Promise<boolean> {
  const [row] = await ctx.transaction.query<{ cleared: boolean }>(
    `select $1::smallint <= app.my_level() and $2::text[] <@ app.my_caveats() and $3::text[] && array[app.my_country(), 'ALL']
            and ($4::uuid is null or $4 not in (select app.my_barred_items())) as cleared`,
    [label.level, label.caveats, label.releasableTo, itemId],
  );
  return row?.cleared ?? false;
}

function labelOf(row: Pick<PaperRow, 'level' | 'caveats' | 'releasable_to' | 'originator'>): Label {
  return { level: row.level, caveats: row.caveats, releasableTo: row.releasable_to, originator: row.originator };
}
