import type { Label, MeetingEventName } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

/** Name of the PostgreSQL notification channel that wakes the relay. */
export const OUTBOX_CHANNEL = 'majlis_outbox';
/** Advisory lock that orders the outbox: without it a smaller number could be committed after the relay read past it, and that event would be lost. */
const OUTBOX_LOCK = 7_201_001;

/** Events of a meeting, written in the transaction of what happened and told after its commit. */
@Injectable()
export class Outbox {
  async add(ctx: TransactionContext, event: { meetingId: string; name: MeetingEventName; itemId?: string; label?: Label }): Promise<void> {
    await ctx.transaction.query('select pg_advisory_xact_lock($1)', [OUTBOX_LOCK]);
    await ctx.transaction.query('insert into outbox (meeting_id, name, item_id, label) values ($1, $2, $3, $4)', [
      event.meetingId,
      event.name,
      event.itemId ?? null,
      event.label ? JSON.stringify(event.label) : null,
    ]);
    await ctx.transaction.query('select pg_notify($1, $2)', [OUTBOX_CHANNEL, '']);
  }
}
