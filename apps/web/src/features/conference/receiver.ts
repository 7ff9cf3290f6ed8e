import type { types } from 'mediasoup-client';
import { behavior, type Behavior, type Scope } from '../../state';
import type { Signalling } from './signalling';

/** What I want of somebody's stream: nothing while nobody sees it, and of video at most this layer. */
export interface Want {
  readonly active: boolean;
  readonly layer: 0 | 1 | 2;
}

interface Held {
  readonly consumer: types.Consumer;
  active: boolean;
  layer: number | null;
}

/**
 * Receives the streams that are wanted, one change at a time per stream. What is asked for is a description of the
 * whole, compared with what is held: a notice that arrives early, late or twice cannot leave a stream behind.
 */
export class Receiver {
  readonly #scope: Scope;
  readonly #signalling: Signalling;
  readonly #transport: types.Transport;
  readonly #tracks = behavior<ReadonlyMap<string, MediaStreamTrack>>(new Map());
  readonly #held = new Map<string, Held>();
  readonly #working = new Set<string>();
  /** Refused once: it ended on the way, or cannot be decoded here. Not asked again until it disappears. */
  readonly #refused = new Set<string>();
  #wants: ReadonlyMap<string, Want> = new Map();

  constructor(scope: Scope, signalling: Signalling, transport: types.Transport) {
    this.#scope = scope;
    this.#signalling = signalling;
    this.#transport = transport;
    scope.onEnd(() => this.#tracks.next(new Map()));
  }

  /** Tracks by producer. */
  get tracks(): Behavior<ReadonlyMap<string, MediaStreamTrack>> {
    return this.#tracks;
  }

  want(wants: ReadonlyMap<string, Want>): void {
    this.#wants = wants;
    for (const id of this.#refused) if (!wants.has(id)) this.#refused.delete(id);
    for (const id of new Set([...wants.keys(), ...this.#held.keys()])) void this.#settle(id);
  }

  async #settle(producerId: string): Promise<void> {
    if (this.#working.has(producerId)) return;
    this.#working.add(producerId);
    try {
      while (!this.#scope.ended && (await this.#step(producerId)));
    } catch {
      this.#refused.add(producerId);
      this.#drop(producerId);
    } finally {
      this.#working.delete(producerId);
    }
  }

  async #step(producerId: string): Promise<boolean> {
    const want = this.#wants.get(producerId);
    const held = this.#held.get(producerId);
    if (!want) {
      // The server closed its half with the stream.
      this.#drop(producerId);
      return false;
    }
    if (!held) {
      if (!want.active || this.#refused.has(producerId)) return false;
      await this.#create(producerId);
      return true;
    }
    const consumerId = held.consumer.id;
    if (want.active && held.consumer.kind === 'video' && want.layer !== held.layer) {
      held.layer = want.layer;
      await this.#signalling.request('consumer:prefer', { consumerId, spatialLayer: want.layer });
      return true;
    }
    if (want.active === held.active) return false;
    held.active = want.active;
    await this.#signalling.request(want.active ? 'consumer:resume' : 'consumer:pause', { consumerId });
    return true;
  }

  async #create(producerId: string): Promise<void> {
    const { id, kind, rtpParameters } = await this.#signalling.request('consumer:create', { transportId: this.#transport.id, producerId });
    const consumer = await this.#transport.consume({ id, producerId, kind, rtpParameters });
    this.#held.set(producerId, { consumer, active: false, layer: null });
    this.#publish();
  }

  #drop(producerId: string): void {
    const held = this.#held.get(producerId);
    if (!held) return;
    this.#held.delete(producerId);
    held.consumer.close();
    this.#publish();
  }

  #publish(): void {
    this.#tracks.next(new Map([...this.#held].map(([producerId, { consumer }]) => [producerId, consumer.track])));
  }
}
