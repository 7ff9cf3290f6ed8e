import type { AnnotationFromClient, Handlers, Presenter } from '@app/contracts';
import { notFound } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Publisher } from '../../publish.js';
import { Attendance } from '../../sessions/attendance.js';
import type { Connection } from '../../sessions/connection.js';
import { Papers } from '../../sessions/papers.js';
import { Tick } from '../../sessions/tick.js';

/** Turning pages quickly: followers hear at most twenty-five times a second, and the newest place wins. */
const TICK_MS = 40;
/** Papers of one lead that are remembered for whoever comes later. */
const MAX_PLACES = 100;
/** A presenter whose line breaks goes on leading for this long. */
const ABSENT_MS = 20_000;

interface Lead {
  accountId: string;
  /** The last place in each paper, newest first: who may not see the newest one has seen the one before. */
  places: Presenter[];
  /** Who was shown something, and so must hear when it ends. */
  readonly shown: Set<Connection>;
  readonly tick: Tick;
  absent: NodeJS.Timeout | null;
  telling: boolean;
}

type Messages = Handlers<AnnotationFromClient, Connection>;

/** Following the presenter. A place in a paper somebody may not read is not a place for him: he is told nothing. */
@Injectable()
export class PresenterHandler {
  readonly #leads = new Map<string, Lead>();

  constructor(
    private readonly papers: Papers,
    private readonly attendance: Attendance,
    private readonly publisher: Publisher,
  ) {}

  readonly lead: Messages['presenter:lead'] = async (connection, place) => {
    const paper = await this.papers.get(connection, place.versionId);
    // Ids that do not belong together would be passed on to people who may read the one and not the other.
    if (paper.documentId !== place.documentId || paper.itemId !== place.itemId) throw notFound();
    const { meetingId, accountId } = connection.seat;
    const lead = this.#lead(meetingId, accountId);
    lead.accountId = accountId;
    this.#present(lead);
    lead.places = [{ ...place, accountId }, ...lead.places.filter(({ versionId }) => versionId !== place.versionId)].slice(0, MAX_PLACES);
    lead.tick.request();
    return {};
  };

  readonly stop: Messages['presenter:stop'] = async ({ seat }) => {
    if (this.#leads.get(seat.meetingId)?.accountId === seat.accountId) this.#end(seat.meetingId);
    return {};
  };

  /** What somebody who comes now is shown: what he would have seen, had he been here all along. */
  async shownTo(connection: Connection): Promise<Presenter | null> {
    const { meetingId, accountId } = connection.seat;
    const lead = this.#leads.get(meetingId);
    if (!lead) return null;
    if (lead.accountId === accountId) this.#present(lead);
    for (const place of lead.places) {
      if (!(await this.papers.mayBeLedTo(connection, place))) continue;
      if (this.#leads.get(meetingId) !== lead) return null;
      if (connection.socket.connected) lead.shown.add(connection);
      return place;
    }
    return null;
  }

  left(connection: Connection): void {
    const { meetingId, accountId } = connection.seat;
    const lead = this.#leads.get(meetingId);
    lead?.shown.delete(connection);
    if (lead?.accountId !== accountId) return;
    if ([...this.attendance.of(meetingId)].some(({ seat }) => seat.accountId === accountId)) return;
    lead.absent ??= setTimeout(() => this.#end(meetingId), ABSENT_MS);
  }

  close(): void {
    for (const meetingId of [...this.#leads.keys()]) this.#end(meetingId);
  }

  #lead(meetingId: string, accountId: string): Lead {
    const known = this.#leads.get(meetingId);
    if (known) return known;
    const lead: Lead = {
      accountId,
      places: [],
      shown: new Set(),
      absent: null,
      telling: false,
      tick: new Tick(TICK_MS, () => void this.#tell(meetingId, lead)),
    };
    this.#leads.set(meetingId, lead);
    return lead;
  }

  #present(lead: Lead): void {
    if (lead.absent) clearTimeout(lead.absent);
    lead.absent = null;
  }

  #end(meetingId: string): void {
    const lead = this.#leads.get(meetingId);
    if (!lead) return;
    lead.tick.stop();
    this.#present(lead);
    this.#leads.delete(meetingId);
    this.publisher.presenterMoved(lead.shown, null);
  }

  /** Tells the newest place. Judging takes a moment; what moves meanwhile is told by the next round, never an old place after a new one. */
  async #tell(meetingId: string, lead: Lead): Promise<void> {
    if (lead.telling) return lead.tick.request();
    const place = lead.places[0];
    if (!place) return;
    lead.telling = true;
    const cleared: Connection[] = [];
    // One after the other: the first move into a new paper must not take all database connections from those who write.
    for (const connection of this.attendance.of(meetingId)) {
      if (await this.papers.mayBeLedTo(connection, place)) cleared.push(connection);
    }
    lead.telling = false;
    if (this.#leads.get(meetingId) !== lead) return;
    for (const connection of cleared) if (connection.socket.connected) lead.shown.add(connection);
    this.publisher.presenterMoved(cleared, place);
    if (lead.places[0] !== place) lead.tick.request();
  }
}
