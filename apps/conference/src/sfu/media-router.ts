import { EventEmitter } from 'node:events';
import { headerExtensionUriSchema, rtpCapabilitiesSchema, type RtpCapabilities } from '@app/contracts';
import type { types } from 'mediasoup';
import { MEDIA_CODECS } from './media-codecs.js';
import { MediaTransport, type Direction } from './media-transport.js';

/** Mean dBov of an interval above which somebody counts as speaking; a quiet room with fans lies around -60. */
const SPEAKING_THRESHOLD = -65;
const SPEAKERS_EVERY_MS = 500;
const MAX_SPEAKERS = 8;

/** Ids are the ones of producers. */
export interface Speakers {
  readonly dominant: string | null;
  readonly speaking: readonly string[];
}

/**
 * The media of one room. Emits `speakers` when who speaks changed, and `closed` once, with whether it was taken
 * away (its worker died) rather than closed by its owner.
 */
export class MediaRouter extends EventEmitter<{ speakers: [Speakers]; closed: [{ lost: boolean }] }> {
  readonly rtpCapabilities: RtpCapabilities;
  readonly #router: types.Router;
  readonly #server: types.WebRtcServer;
  readonly #levels: types.AudioLevelObserver;
  readonly #dominance: types.ActiveSpeakerObserver;
  #speakers: Speakers = { dominant: null, speaking: [] };
  #closed = false;

  static async create(worker: types.Worker, server: types.WebRtcServer): Promise<MediaRouter> {
    const router = await worker.createRouter({ mediaCodecs: MEDIA_CODECS });
    try {
      const levels = await router.createAudioLevelObserver({
        maxEntries: MAX_SPEAKERS,
        threshold: SPEAKING_THRESHOLD,
        interval: SPEAKERS_EVERY_MS,
      });
      const dominance = await router.createActiveSpeakerObserver({ interval: SPEAKERS_EVERY_MS });
      return new MediaRouter(router, server, levels, dominance);
    } catch (error) {
      router.close();
      throw error;
    }
  }

  private constructor(
    router: types.Router,
    server: types.WebRtcServer,
    levels: types.AudioLevelObserver,
    dominance: types.ActiveSpeakerObserver,
  ) {
    super();
    this.#router = router;
    this.#server = server;
    this.#levels = levels;
    this.#dominance = dominance;
    // The worker knows more header extensions than a room needs; what is not offered is not negotiated.
    const { codecs = [], headerExtensions = [] } = router.rtpCapabilities;
    const offered = headerExtensions.filter(({ uri }) => headerExtensionUriSchema.safeParse(uri).success);
    this.rtpCapabilities = rtpCapabilitiesSchema.parse({ codecs, headerExtensions: offered });
    router.once('workerclose', () => this.#ended(true));
    levels.on('volumes', (volumes) => this.#tell({ ...this.#speakers, speaking: volumes.map(({ producer }) => producer.id).sort() }));
    levels.on('silence', () => this.#tell({ ...this.#speakers, speaking: [] }));
    dominance.on('dominantspeaker', ({ producer }) => this.#tell({ ...this.#speakers, dominant: producer.id }));
  }

  get closed(): boolean {
    return this.#closed;
  }

  async createTransport(direction: Direction, receives: RtpCapabilities | null): Promise<MediaTransport> {
    return MediaTransport.create(this.#router, this.#server, direction, receives);
  }

  /** Includes a microphone in who is speaking; it leaves by itself when it closes. */
  async listenTo(producerId: string): Promise<void> {
    // A producer that closed meanwhile is unknown to the worker: nothing left to listen to.
    await Promise.allSettled([this.#levels.addProducer({ producerId }), this.#dominance.addProducer({ producerId })]);
  }

  /** A microphone is gone: it neither dominates nor speaks any longer. */
  forget(producerId: string): void {
    const { dominant, speaking } = this.#speakers;
    this.#tell({ dominant: dominant === producerId ? null : dominant, speaking: speaking.filter((id) => id !== producerId) });
  }

  close(): void {
    if (this.#closed) return;
    this.#router.close();
    this.#ended(false);
  }

  #ended(lost: boolean): void {
    if (this.#closed) return;
    this.#closed = true;
    this.emit('closed', { lost });
    this.removeAllListeners();
  }

  #tell(next: Speakers): void {
    const { dominant, speaking } = this.#speakers;
    // The observer reports every interval while somebody speaks; the room is told of changes only.
    if (this.#closed || (dominant === next.dominant && speaking.join() === next.speaking.join())) return;
    this.#speakers = next;
    this.emit('speakers', next);
  }
}
