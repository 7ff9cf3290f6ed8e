import type { AuditEntryView } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

interface Row {
  seq: string;
  at: Date;
  event: string;
  outcome: AuditEntryView['outcome'];
  account_id: string | null;
  name_ar: string | null;
  name_en: string | null;
  data: Record<string, unknown>;
}

@Injectable()
export class AuditRepository {
  /** Entries before a position, newest first. */
  async page(ctx: TransactionContext, before: string | null, limit: number): Promise<AuditEntryView[]> {
    const rows = await ctx.transaction.query<Row>(
      `select e.seq::text, e.at, e.event, e.outcome, e.account_id, a.name_ar, a.name_en, e.data
         from audit_entries e left join accounts a on a.id = e.account_id
        where $1::bigint is null or e.seq < $1::bigint order by e.seq desc limit $2`,
      [before, limit],
    );
    return rows.map((row) => ({
      seq: row.seq,
      at: row.at.toISOString(),
      event: row.event,
      outcome: row.outcome,
      actor: row.account_id ? { id: row.account_id, name: { ar: row.name_ar ?? '', en: row.name_en ?? '' } } : null,
      data: row.data,
    }));
  }
}
