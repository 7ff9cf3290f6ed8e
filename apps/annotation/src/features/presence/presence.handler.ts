import type { Present } from '@app/contracts';
import { Injectable } from '@nestjs/common';
import { Publisher } from '../../publish.js';
import { Attendance } from '../../sessions/attendance.js';
import type { Connection } from '../../sessions/connection.js';
import type { Seat } from '../../sessions/seat.js';
import { Tick } from '../../sessions/tick.js';

/** Two hundred people come within seconds: everybody hears of them in a few lists and not in two hundred each. */
const TICK_MS = 50;
/**
 * How long somebody whose last line ended is still listed. Lines are closed when a paper they hold is labelled anew or
 * withdrawn, and come back at once: a list that blinks would tell everybody that something happened to a paper, and who
 * may read it.
 */
const GRACE_MS = 3_000;

/** Who is here. A person with three tablets is here once. */
@Injectable()
export class PresenceHandler {
  readonly #ticks = new Map<string, Tick>();
  readonly #told = new Map<string, string>();
  /** Who left a moment ago, by meeting and account. */
  readonly #leaving = new Map<string, Map<string, { readonly seat: Seat; readonly timer: NodeJS.Timeout }>>();

  constructor(
    private readonly attendance: Attendance,
    private readonly publisher: Publisher,
  ) {}

  attend(connection: Connection): Present[] {
    this.attendance.add(connection);
    this.#gone(connection.seat);
    this.publisher.attend(connection);
    this.#tell(connection.seat.meetingId);
    return this.#presence(connection.seat.meetingId);
  }

  leave(connection: Connection): void {
    const { seat } = connection;
    const { meetingId, accountId } = seat;
    if (!this.attendance.of(meetingId).has(connection)) return;
    this.attendance.remove(connection);
    this.#gone(seat);
    const leaving = this.#leaving.get(meetingId) ?? new Map<string, { seat: Seat; timer: NodeJS.Timeout }>();
    const timer = setTimeout(() => {
      this.#gone(seat);
      this.#tell(meetingId);
    }, GRACE_MS).unref();
    this.#leaving.set(meetingId, leaving.set(accountId, { seat, timer }));
  }

  /** Back, or away for good: no longer among those who are leaving. */
  #gone({ meetingId, accountId }: Seat): void {
    const leaving = this.#leaving.get(meetingId);
    clearTimeout(leaving?.get(accountId)?.timer);
    leaving?.delete(accountId);
    if (leaving?.size === 0) this.#leaving.delete(meetingId);
  }

  #tell(meetingId: string): void {
    const tick =
      this.#ticks.get(meetingId) ??
      new Tick(TICK_MS, () => {
        const presence = this.#presence(meetingId);
        const now = presence.map(({ accountId }) => accountId).join();
        if (now !== this.#told.get(meetingId)) this.publisher.presenceChanged(meetingId, presence);
        if (presence.length > 0) this.#told.set(meetingId, now);
        else {
          this.#told.delete(meetingId);
          this.#ticks.delete(meetingId);
        }
      });
    this.#ticks.set(meetingId, tick);
    tick.request();
  }

  #presence(meetingId: string): Present[] {
    const present = new Map<string, Present>();
    for (const { seat } of [...(this.#leaving.get(meetingId)?.values() ?? []), ...this.attendance.of(meetingId)]) {
      present.set(seat.accountId, { accountId: seat.accountId, name: seat.name, delegation: seat.delegation, role: seat.role });
    }
    // Sorted, so that the order does not tell who reconnected.
    return [...present.values()].sort((left, right) => (left.accountId < right.accountId ? -1 : 1));
  }
}
