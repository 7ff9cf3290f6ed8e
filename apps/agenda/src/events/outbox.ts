import { type AccessChange, accessChangedSchema, type Label, type MeetingEventName } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';

/** Name of the PostgreSQL notification channel that wakes the relay. */
export const OUTBOX_CHANNEL = 'majlis_outbox';
/** What fits into a notification of PostgreSQL; a longer announcement is read from the table. */
const MAX_PAYLOAD_BYTES = 7_900;
/** Advisory lock that orders the outbox: without it a smaller number could be committed after the relay read past it, and that event would be lost. */
const OUTBOX_LOCK = 7_201_001;

/** What the others must be told, written in the transaction of what happened and told after its commit. */
@Injectable()
export class Outbox {
  /** An event of a meeting. */
  async add(ctx: TransactionContext, event: { meetingId: string; name: MeetingEventName; itemId?: string; label?: Label }): Promise<void> {
    const label = event.label ? JSON.stringify(event.label) : null;
    await this.#insert(ctx, '(meeting_id, name, item_id, label) values ($1, $2, $3, $4)', [
      event.meetingId,
      event.name,
      event.itemId ?? null,
      label,
    ]);
  }

  /**
   * Somebody's access changed: the one way to say so. It stands and falls with the change itself, and is told until
   * it was handed over, also across an outage of the bus or a restart. The notification carries it, so that on a busy
   * database nobody goes on hearing while the relay waits for its turn to read.
   */
  async addAccessChange(ctx: TransactionContext, scope: AccessChange): Promise<void> {
    const announcement = JSON.stringify({ ...accessChangedSchema.parse(scope), announcement: uuid() });
    const payload = Buffer.byteLength(announcement) <= MAX_PAYLOAD_BYTES ? announcement : '';
    await this.#insert(ctx, '(scope) values ($1)', [announcement], payload);
  }

  async #insert(ctx: TransactionContext, columnsAndValues: string, parameters: readonly unknown[], payload = ''): Promise<void> {
    await ctx.transaction.query('select pg_advisory_xact_lock($1)', [OUTBOX_LOCK]);
    await ctx.transaction.query(`insert into outbox ${columnsAndValues}`, parameters);
    await ctx.transaction.query('select pg_notify($1, $2)', [OUTBOX_CHANNEL, payload]);
  }
}
