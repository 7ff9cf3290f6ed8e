import type { ConferencePeer, Grant } from '@app/contracts';
import { AppError } from '@app/platform';
import type { WorkerPool } from '../sfu/worker-pool.js';
import type { Notify } from './notify.js';
import type { Peer } from './peer.js';
import { Room } from './room.js';

const ATTEMPTS = 3;

export interface Entry {
  readonly room: Room;
  readonly peer: Peer;
  readonly others: ConferencePeer[];
}

/** The rooms of this node, one per meeting, opened by the first who enters. */
export class Rooms {
  readonly #pool: WorkerPool;
  /** Promises, not rooms: two who enter an empty meeting at once would otherwise open two rooms and not see each other. */
  readonly #rooms = new Map<string, Promise<Room>>();
  #closed = false;

  constructor(pool: WorkerPool) {
    this.#pool = pool;
  }

  /**
   * Enters the room of the grant's meeting.
   * @param wanted asked after each wait: whoever was disconnected meanwhile must not become a ghost.
   * @throws AppError `room_full`, `media_unavailable`
   */
  async enter(grant: Grant, instance: string, notify: Notify, wanted: () => boolean): Promise<Entry> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const room = await this.#roomOf(grant.meetingId);
      if (!wanted()) throw new AppError('not_found');
      // It may have closed since: its last peer left, or its worker died. From here on nothing awaits.
      if (!room.closed) return { room, ...room.enter(grant, instance, notify) };
    }
    throw new AppError('media_unavailable');
  }

  async close(): Promise<void> {
    this.#closed = true;
    const rooms = await Promise.allSettled(this.#rooms.values());
    for (const room of rooms) if (room.status === 'fulfilled') room.value.close();
  }

  #roomOf(meetingId: string): Promise<Room> {
    const known = this.#rooms.get(meetingId);
    if (known) return known;
    const opening = this.#open(meetingId);
    this.#rooms.set(meetingId, opening);
    const forget = () => {
      // Only itself: a successor may already stand in its place.
      if (this.#rooms.get(meetingId) === opening) this.#rooms.delete(meetingId);
    };
    opening.then((room) => {
      if (room.closed) forget();
      else room.once('closed', forget);
    }, forget);
    return opening;
  }

  async #open(meetingId: string): Promise<Room> {
    const room = await Room.create(meetingId, await this.#pool.acquire());
    if (!this.#closed) return room;
    room.close();
    throw new AppError('unavailable');
  }
}
