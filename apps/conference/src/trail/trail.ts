import type { ConferenceAct, Grant } from '@app/contracts';
import { AppError, type Bus, type Log } from '@app/platform';
import { v7 as uuid } from 'uuid';

/** How long an act waits for others to be told with it, and after how long without an answer it is told again. */
const TELL_MS = 100;
const AGAIN_MS = 2_000;
const BATCH = 500;
/** So many decisions may wait to be written: beyond it nothing is decided any more. */
const MAX_WAITING = 5_000;
/** How long the end of the process waits for what is not written yet. */
const DRAIN_MS = 2_000;

/** Whose act it is: what his grant says, and where his line comes from. */
export interface Actor {
  readonly grant: Pick<Grant, 'accountId' | 'sessionId' | 'meetingId'>;
  readonly network: string | null;
}
type Common = 'id' | 'accountId' | 'sessionId' | 'meetingId' | 'network';
type Without<T> = T extends unknown ? Omit<T, Common> : never;
/** An act without whose it is. */
export type What = Without<ConferenceAct>;

/** A refusal that is in the trail with its reasons: nobody writes it a second time. */
export class Denied extends AppError {}

/**
 * The conference's part in the trail. It has no database: it tells the agenda, again and again until that says that it
 * is written. While too much is not, nothing new is allowed.
 */
export class Trail {
  readonly #bus: Bus;
  readonly #log: Log;
  readonly #waiting = new Map<string, { act: ConferenceAct; toldAt: number }>();
  /** When somebody was last refused at the door. */
  readonly #doors = new Map<string, number>();
  readonly #deaf: () => void;
  readonly #timer: NodeJS.Timeout;
  #silent = false;

  constructor(bus: Bus, log: Log) {
    this.#bus = bus;
    this.#log = log;
    this.#deaf = bus.subscribe('conference.written', ({ ids }) => ids.forEach((id) => this.#waiting.delete(id)));
    this.#timer = setInterval(() => void this.#tell(), TELL_MS).unref();
  }

  /** Asked before something is allowed. @throws AppError `unavailable` while too much is not written */
  requireRoom(): void {
    if (this.#waiting.size >= MAX_WAITING) throw new AppError('unavailable');
  }

  note({ grant, network }: Actor, what: What): void {
    const { accountId, sessionId, meetingId } = grant;
    const act = { id: uuid(), accountId, sessionId, meetingId, network: network?.slice(0, 64) ?? null, ...what };
    this.#waiting.set(act.id, { act, toldAt: 0 });
  }

  /** Somebody with a grant of ours was not let in. Said once a second and session: he may try as often as he likes. */
  noteAtDoor(actor: Actor, what: What): void {
    const now = Date.now();
    for (const [session, at] of this.#doors) if (at < now - 1_000) this.#doors.delete(session);
    if (this.#doors.has(actor.grant.sessionId) || this.#waiting.size >= MAX_WAITING) return;
    this.#doors.set(actor.grant.sessionId, now);
    this.note(actor, what);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    const deadline = Date.now() + DRAIN_MS;
    while (this.#waiting.size > 0 && Date.now() < deadline) {
      await this.#tell();
      await new Promise((resolve) => setTimeout(resolve, TELL_MS / 4));
    }
    this.#deaf();
    if (this.#waiting.size > 0) this.#log.error({ acts: this.#waiting.size }, 'acts of the conference are not in the trail');
  }

  async #tell(): Promise<void> {
    const now = Date.now();
    const due = [...this.#waiting.values()].filter(({ toldAt }) => toldAt < now - AGAIN_MS).slice(0, BATCH);
    if (due.length === 0) return;
    for (const waiting of due) waiting.toldAt = now;
    try {
      await this.#bus.publish('conference.acts', { acts: due.map(({ act }) => act) });
      this.#silent = false;
    } catch (err) {
      if (!this.#silent) this.#log.error({ err }, 'acts of the conference could not be told; trying again');
      this.#silent = true;
    }
  }
}
