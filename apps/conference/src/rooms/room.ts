import { EventEmitter } from 'node:events';
import type { ConferencePeer, Grant } from '@app/contracts';
import { AppError, notFound } from '@app/platform';
import { LIMITS } from '../limits.js';
import type { MediaProducer } from '../sfu/media-producer.js';
import type { MediaRouter, Speakers } from '../sfu/media-router.js';
import type { MediaWorker } from '../sfu/media-worker.js';
import type { Notify } from './notify.js';
import { describeProducer, Peer } from './peer.js';

/** The room of one meeting on one worker: owns its router and its peers. It closes when the last one leaves. */
export class Room extends EventEmitter<{ closed: [] }> {
  readonly meetingId: string;
  readonly #router: MediaRouter;
  readonly #peers = new Map<string, Peer>();
  /** Whose microphone a producer is: observers speak of producers, people of peers. */
  readonly #microphones = new Map<string, Peer>();
  #closed = false;

  static async create(meetingId: string, worker: MediaWorker): Promise<Room> {
    try {
      return new Room(meetingId, await worker.createRouter());
    } catch (cause) {
      // The worker was chosen alive and died before it answered.
      throw new AppError('media_unavailable', undefined, { cause });
    }
  }

  private constructor(meetingId: string, router: MediaRouter) {
    super();
    this.meetingId = meetingId;
    this.#router = router;
    router.on('speakers', (speakers) => this.#tellSpeakers(speakers));
    router.once('closed', ({ lost }) => {
      if (lost) this.#lost();
    });
    // Its worker may have died between the router's creation and the listener above.
    if (router.closed) this.close();
  }

  get closed(): boolean {
    return this.#closed;
  }

  get size(): number {
    return this.#peers.size;
  }

  get rtpCapabilities(): MediaRouter['rtpCapabilities'] {
    return this.#router.rtpCapabilities;
  }

  /**
   * Lets somebody in and describes the others as they are in this very turn: whatever happens to them from now on
   * reaches him as a notice, even before his reply does.
   * @throws AppError `room_full`
   */
  enter(grant: Grant, instance: string, notify: Notify): { peer: Peer; others: ConferencePeer[] } {
    if (this.#closed) throw notFound();
    // A page that lost the network and came back: its former peer is a ghost, still here until its socket times out.
    const ghosts = this.#of(grant.accountId).filter((peer) => peer.instance === instance);
    if (this.#peers.size - ghosts.length >= LIMITS.peersPerRoom) throw new AppError('room_full');
    const peer = new Peer(this.#router, grant, instance, notify);
    // Added before the ghosts are closed: closing the last one would close the room under its successor.
    this.#peers.set(peer.id, peer);
    for (const ghost of ghosts) ghost.close();
    peer.on('opened', (producer) => {
      if (producer.source === 'microphone') this.#microphones.set(producer.id, peer);
      this.#tellOthers(peer, 'producer:opened', { peerId: peer.id, producer: describeProducer(producer) });
    });
    peer.on('paused', ({ id }) => this.#tellOthers(peer, 'producer:paused', { peerId: peer.id, producerId: id }));
    peer.on('resumed', ({ id }) => this.#tellOthers(peer, 'producer:resumed', { peerId: peer.id, producerId: id }));
    peer.on('ended', (producer) => {
      this.#silence(producer.id);
      this.#tellOthers(peer, 'producer:closed', { peerId: peer.id, producerId: producer.id });
    });
    peer.once('closed', () => this.#left(peer));
    this.#tellOthers(peer, 'peer:joined', { peer: peer.describe() });
    return { peer, others: this.#others(peer).map((other) => other.describe()) };
  }

  /** A stream of somebody else in this room. @throws AppError `not_found`, also for one's own and for those of other rooms. */
  producerFor(peer: Peer, producerId: string): MediaProducer {
    for (const other of this.#others(peer)) {
      const producer = other.findProducer(producerId);
      if (producer) return producer;
    }
    throw notFound();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const peer of this.#peers.values()) peer.close();
    this.#peers.clear();
    this.#microphones.clear();
    this.#router.close();
    this.emit('closed');
    this.removeAllListeners();
  }

  /** The worker died: everybody is told to enter again; by then the next room is on a living worker. */
  #lost(): void {
    const peers = [...this.#peers.values()];
    this.close();
    for (const peer of peers) peer.notify('room:reset', {});
  }

  #left(peer: Peer): void {
    this.#peers.delete(peer.id);
    for (const [producerId, owner] of this.#microphones) if (owner === peer) this.#silence(producerId);
    if (this.#closed) return;
    this.#tellOthers(peer, 'peer:left', { peerId: peer.id });
    if (this.#peers.size === 0) this.close();
  }

  #silence(producerId: string): void {
    if (this.#microphones.delete(producerId)) this.#router.forget(producerId);
  }

  #tellSpeakers({ dominant, speaking }: Speakers): void {
    const peerOf = (producerId: string) => this.#microphones.get(producerId)?.id;
    const notice = {
      dominant: (dominant === null ? null : peerOf(dominant)) ?? null,
      speaking: [...new Set(speaking.flatMap((id) => peerOf(id) ?? []))],
    };
    for (const peer of this.#peers.values()) peer.notify('speaker:active', notice);
  }

  #others(than: Peer): Peer[] {
    return [...this.#peers.values()].filter((peer) => peer !== than);
  }

  #of(accountId: string): Peer[] {
    return [...this.#peers.values()].filter((peer) => peer.grant.accountId === accountId);
  }

  #tellOthers(than: Peer, ...[name, notice]: Parameters<Notify>): void {
    for (const peer of this.#others(than)) peer.notify(name, notice);
  }
}
