import type { Label, MeetingEventName } from '@app/contracts';
import { Database, LISTENER, type Listener } from '@app/database';
import { systemContext } from '@app/identity';
import { Bus, LOG, type Log } from '@app/platform';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { OUTBOX_CHANNEL } from './outbox.js';

interface OutboxRow {
  seq: string;
  meeting_id: string;
  name: MeetingEventName;
  item_id: string | null;
  label: Label | null;
}

/**
 * Tells committed events to all services, in their order. It reads from a cursor, so a notification that got lost
 * (the connection broke) only delays an event until the next one or the next tick.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  #cursor = '0';
  #reading: Promise<void> = Promise.resolve();
  #stop: (() => Promise<void>) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(LISTENER) private readonly listener: Listener,
    @Inject(Bus) private readonly bus: Bus,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // Whoever connects later fetches the state; only what happens from now on has to be told.
    const [last] = await this.database.transaction(systemContext('relay'), (ctx) =>
      ctx.transaction.query<{ seq: string }>('select coalesce(max(seq), 0)::text as seq from outbox'),
    );
    this.#cursor = last?.seq ?? '0';
    this.#stop = await this.listener.listen(OUTBOX_CHANNEL, () => this.#wake());
    this.#timer = setInterval(() => this.#wake(), 5_000).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#stop?.();
    await this.#reading;
  }

  /** One read at a time: two at once would tell events twice or out of order. */
  #wake(): void {
    this.#reading = this.#reading.then(() => this.#relay()).catch((err: unknown) => this.log.error({ err }, 'relaying events failed'));
  }

  async #relay(): Promise<void> {
    const rows = await this.database.transaction(systemContext('relay'), (ctx) =>
      ctx.transaction.query<OutboxRow>(
        'select seq::text, meeting_id, name, item_id, label from outbox where seq > $1 order by seq limit 500',
        [this.#cursor],
      ),
    );
    for (const row of rows) {
      await this.bus.publish('meeting.event', {
        seq: row.seq,
        meetingId: row.meeting_id,
        name: row.name,
        itemId: row.item_id,
        label: row.label,
      });
      this.#cursor = row.seq;
    }
    if (rows.length === 500) await this.#relay();
  }
}
