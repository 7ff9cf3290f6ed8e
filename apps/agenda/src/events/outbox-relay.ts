import { type AccessChanged, accessChangedSchema, type Label, type MeetingEventName } from '@app/contracts';
import { Database, LISTENER, type Listener } from '@app/database';
import { systemContext } from '@app/identity';
import { Bus, LOG, type Log } from '@app/platform';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { OUTBOX_CHANNEL } from './outbox.js';

/** A change of access with the number it is known by, in the table and in its notification; null in rows of older versions. */
interface Announcement {
  readonly number: string | null;
  readonly scope: AccessChanged;
}
type OutboxRow = ({ seq: string } & Announcement) | { seq: string; scope: null; event: EventRow };
interface EventRow {
  meetingId: string;
  name: MeetingEventName;
  itemId: string | null;
  label: Label | null;
}

const BATCH = 500;
/** Announcements that are remembered, so that none is made twice: once by its notification, once by its row. */
const REMEMBERED = 1_000;
/** What a lost notification or a bus that is away can delay at most, once both are back. */
const LOOK_AGAIN_MS = 1_000;

/**
 * Tells committed events and changes of access to all services, in their order. It reads from a cursor, so a
 * notification that got lost (the connection broke) only delays. A change of access is told until it was handed over,
 * also if that takes a restart: an event nobody heard is fetched with the next page, a revocation nobody heard is not.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  #cursor = '0';
  readonly #announced = new Map<string, Promise<void>>();
  #reading: Promise<void> = Promise.resolve();
  #waiting = false;
  #failing = false;
  #stopListening: (() => Promise<void>) | undefined;
  #unsubscribe: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(LISTENER) private readonly listener: Listener,
    @Inject(Bus) private readonly bus: Bus,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // Whoever connects later fetches the state; only what happens from now on has to be told, and revocations.
    const [last] = await this.database.transaction(systemContext('relay'), (ctx) =>
      ctx.transaction.query<{ seq: string }>('select coalesce(max(seq), 0)::text as seq from outbox'),
    );
    this.#cursor = last?.seq ?? '0';
    this.#stopListening = await this.listener.listen(OUTBOX_CHANNEL, (payload) => {
      if (payload) void this.#announceAtOnce(payload);
      this.#wake();
    });
    this.#unsubscribe = this.bus.onInterrupted(() => this.#wake());
    this.#timer = setInterval(() => this.#wake(), LOOK_AGAIN_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    this.#unsubscribe?.();
    await this.#stopListening?.();
    await this.#reading;
  }

  /** One read at a time: two at once would tell events twice or out of order. */
  #wake(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#reading = this.#reading.then(async () => {
      this.#waiting = false;
      try {
        await this.#relay();
        this.#failing = false;
      } catch (err) {
        if (!this.#failing) this.log.error({ err }, 'relaying events failed; trying again until it works');
        this.#failing = true;
      }
    });
  }

  async #relay(): Promise<void> {
    const rows = await this.#untold();
    const told: string[] = [];
    try {
      for (const row of rows) {
        if (row.scope) {
          await this.#announce(row);
          told.push(row.seq);
        } else await this.bus.publish('meeting.event', { seq: row.seq, ...row.event });
        if (BigInt(row.seq) > BigInt(this.#cursor)) this.#cursor = row.seq;
      }
    } finally {
      if (told.length > 0) await this.#remember(told);
    }
    if (rows.length === BATCH) await this.#relay();
  }

  /** Before its row is read. What goes wrong here is told by the row, which is read until it was handed over. */
  async #announceAtOnce(payload: string): Promise<void> {
    try {
      await this.#announce(announcementOf(JSON.parse(payload)));
    } catch (err) {
      this.log.warn({ err }, 'a change of access is told by its row');
    }
  }

  /** Once, whether its notification or its row comes first; the later one waits for how the first one ends. */
  #announce({ number, scope }: Announcement): Promise<void> {
    const underWay = number === null ? undefined : this.#announced.get(number);
    if (underWay) return underWay;
    const handing = this.bus.publish('access.changed', scope);
    if (number === null) return handing;
    this.#announced.set(number, handing);
    const [oldest] = this.#announced.keys();
    if (this.#announced.size > REMEMBERED && oldest) this.#announced.delete(oldest);
    handing.catch(() => this.#announced.delete(number));
    return handing;
  }

  async #untold(): Promise<OutboxRow[]> {
    const rows = await this.database.transaction(systemContext('relay'), (ctx) =>
      ctx.transaction.query<{
        seq: string;
        meeting_id: string;
        name: MeetingEventName;
        item_id: string | null;
        label: Label | null;
        scope: unknown;
      }>(
        `select seq::text, meeting_id, name, item_id, label, scope from (
           select * from outbox where seq > $1 and (scope is null or told_at is null)
           union all
           select * from outbox where seq <= $1 and scope is not null and told_at is null) untold
         order by untold.seq limit ${BATCH}`,
        [this.#cursor],
      ),
    );
    return rows.map((row) =>
      row.scope === null
        ? { seq: row.seq, scope: null, event: { meetingId: row.meeting_id, name: row.name, itemId: row.item_id, label: row.label } }
        : { seq: row.seq, ...announcementOf(row.scope) },
    );
  }

  async #remember(told: readonly string[]): Promise<void> {
    await this.database.transaction(systemContext('relay'), (ctx) =>
      ctx.transaction.query('update outbox set told_at = now() where seq = any($1::bigint[])', [told]),
    );
  }
}

function announcementOf(said: unknown): Announcement {
  const { announcement = null, ...scope } = said as { announcement?: string };
  return { number: announcement, scope: accessChangedSchema.parse(scope) };
}
