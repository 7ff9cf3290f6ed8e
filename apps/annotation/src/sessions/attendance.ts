import { Injectable } from '@nestjs/common';
import type { Connection } from './connection.js';

/** Connections that attend, by meeting. */
@Injectable()
export class Attendance {
  readonly #meetings = new Map<string, Set<Connection>>();

  of(meetingId: string): ReadonlySet<Connection> {
    return this.#meetings.get(meetingId) ?? new Set();
  }

  add(connection: Connection): void {
    const { meetingId } = connection.seat;
    const attending = this.#meetings.get(meetingId) ?? new Set();
    this.#meetings.set(meetingId, attending.add(connection));
  }

  remove(connection: Connection): void {
    const { meetingId } = connection.seat;
    const attending = this.#meetings.get(meetingId);
    attending?.delete(connection);
    if (attending?.size === 0) this.#meetings.delete(meetingId);
  }
}
