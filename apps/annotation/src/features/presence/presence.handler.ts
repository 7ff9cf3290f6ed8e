import type { Present } from '@app/contracts';
import { Injectable } from '@nestjs/common';
import { Publisher } from '../../publish.js';
import { Attendance } from '../../sessions/attendance.js';
import type { Connection } from '../../sessions/connection.js';
import { Tick } from '../../sessions/tick.js';

/** Two hundred people come within seconds: everybody hears of them in a few lists and not in two hundred each. */
const TICK_MS = 50;

/** Who is here. A person with three tablets is here once. */
@Injectable()
export class PresenceHandler {
  readonly #ticks = new Map<string, Tick>();
  readonly #told = new Map<string, string>();

  constructor(
    private readonly attendance: Attendance,
    private readonly publisher: Publisher,
  ) {}

  attend(connection: Connection): Present[] {
    this.attendance.add(connection);
    this.publisher.attend(connection);
    this.#tell(connection.seat.meetingId);
    return this.#presence(connection.seat.meetingId);
  }

  leave(connection: Connection): void {
    this.attendance.remove(connection);
    this.#tell(connection.seat.meetingId);
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
    for (const { seat } of this.attendance.of(meetingId)) {
      present.set(seat.accountId, { accountId: seat.accountId, name: seat.name, delegation: seat.delegation, role: seat.role });
    }
    // Sorted, so that the order does not tell who reconnected.
    return [...present.values()].sort((left, right) => (left.accountId < right.accountId ? -1 : 1));
  }
}
