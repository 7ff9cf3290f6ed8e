import type { conferenceFromServer } from '@app/contracts';
import { behavior, type MutableBehavior } from '../../state';
import type { Closing, ConnectionStatus } from '../../wire';
import type { Signalling } from './signalling';

/** A track that is only a switch. Used by specs. */
export class FakeTrack extends EventTarget {
  readyState: 'live' | 'ended' = 'live';
  contentHint = '';
  constructor(readonly kind: 'audio' | 'video') {
    super();
  }
  stop(): void {
    this.readyState = 'ended';
  }
  unplug(): void {
    this.stop();
    this.dispatchEvent(new Event('ended'));
  }
  getSettings(): { deviceId: string } {
    return { deviceId: `fake ${this.kind}` };
  }
}

/** Cameras and microphones of a machine that is not there. */
export class FakeDevices extends EventTarget {
  readonly opened: FakeTrack[] = [];
  refusal: Error | null = null;
  /** Set to hold every answer back until it resolves: the person is still being asked. */
  asking: Promise<void> = Promise.resolve();

  getUserMedia = async (constraints: MediaStreamConstraints): Promise<MediaStream> => this.#give(constraints.audio ? 'audio' : 'video');
  getDisplayMedia = async (): Promise<MediaStream> => this.#give('video');
  enumerateDevices = async (): Promise<MediaDeviceInfo[]> => [];

  async #give(kind: 'audio' | 'video'): Promise<MediaStream> {
    await this.asking;
    if (this.refusal) throw this.refusal;
    const track = new FakeTrack(kind);
    this.opened.push(track);
    return { getTracks: () => [track] } as unknown as MediaStream;
  }

  asMediaDevices(): MediaDevices {
    return this as unknown as MediaDevices;
  }
}

type Notices = typeof conferenceFromServer;

/** A server of one's own making. */
export class FakeServer {
  readonly status: MutableBehavior<ConnectionStatus> = behavior<ConnectionStatus>('connecting');
  readonly closing: MutableBehavior<Closing | null> = behavior<Closing | null>(null);
  readonly epoch = behavior(0);
  readonly asked: string[] = [];
  readonly #listeners = new Map<string, Set<(notice: never) => void>>();

  constructor(private readonly answer: (name: string, payload: unknown) => unknown) {}

  connected(): void {
    this.status.next('online');
    this.epoch.update((count) => count + 1);
  }

  tell<K extends keyof Notices>(name: K, notice: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(notice as never);
  }

  asSignalling(): Signalling {
    const request = async (name: string, payload: unknown): Promise<unknown> => {
      this.asked.push(name);
      return this.answer(name, payload);
    };
    const on = (name: string, listener: (notice: never) => void) => {
      const listeners = this.#listeners.get(name) ?? new Set();
      this.#listeners.set(name, listeners.add(listener));
      return () => void listeners.delete(listener);
    };
    return { status: this.status, closing: this.closing, epoch: this.epoch, request, on } as unknown as Signalling;
  }
}
