import type { MeetingEvent } from '@app/contracts';
import { Bus } from '@app/platform';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { PaperAccess } from '../../access/paper-access.js';
import { Publisher } from '../../publish.js';
import { Attendance } from '../../sessions/attendance.js';
import type { Connection } from '../../sessions/connection.js';

/** Passes committed events of a meeting on to those who may know of them. */
@Injectable()
export class MeetingEventsRelay implements OnModuleInit, OnModuleDestroy {
  /** Events of a meeting one after the other: judging takes a moment, and their order must survive it. */
  readonly #queues = new Map<string, Promise<void>>();
  #unsubscribe: () => void = () => undefined;

  constructor(
    private readonly bus: Bus,
    private readonly access: PaperAccess,
    private readonly attendance: Attendance,
    private readonly publisher: Publisher,
  ) {}

  onModuleInit(): void {
    this.#unsubscribe = this.bus.subscribe('meeting.event', (event) => this.#enqueue(event));
  }

  onModuleDestroy(): void {
    this.#unsubscribe();
  }

  #enqueue(event: MeetingEvent): void {
    const turn = (this.#queues.get(event.meetingId) ?? Promise.resolve()).then(() => this.#relay(event));
    this.#queues.set(event.meetingId, turn);
    void turn.then(() => {
      if (this.#queues.get(event.meetingId) === turn) this.#queues.delete(event.meetingId);
    });
  }

  async #relay({ meetingId, name, itemId, label }: MeetingEvent): Promise<void> {
    const told: Connection[] = [];
    for (const connection of [...this.attendance.of(meetingId)]) {
      // A failed question is a no: that client fetches again when it reconnects.
      const may = label === null || (await this.access.mayKnow(connection.ctx, connection.seat, { itemId, label }).catch(() => false));
      if (may) told.push(connection);
    }
    this.publisher.meetingEvent(told, { name, itemId });
  }
}
