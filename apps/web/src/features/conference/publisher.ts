import { rtpParametersSchema, sourceSchema, type Source } from '@app/contracts';
import type { types } from 'mediasoup-client';
import type { Scope } from '../../state';
import type { Signalling } from './signalling';

/** Camera in three layers: whoever shows it small receives it small. */
const CAMERA_LAYERS: types.RtpEncodingParameters[] = [
  { scaleResolutionDownBy: 4, maxBitrate: 160_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 2, maxBitrate: 550_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 1, maxBitrate: 1_800_000, scalabilityMode: 'L1T3' },
];
const SCREEN_LAYER: types.RtpEncodingParameters[] = [{ maxBitrate: 2_800_000 }];

export interface Wish {
  readonly track: MediaStreamTrack | null;
  readonly on: boolean;
}

const SILENT: Wish = { track: null, on: false };

/**
 * Sends what is wished for, one change at a time per source: presses in quick succession end in the last wish, and
 * no stream is opened twice. A muted microphone stays open and paused, so that speaking again is instant; camera and
 * screen are given up, so that the light goes out.
 */
export class Publisher {
  readonly #signalling: Signalling;
  readonly #transport: types.Transport;
  readonly #scope: Scope;
  readonly #onFailed: (source: Source, error: unknown) => void;
  readonly #wishes = new Map<Source, Wish>();
  readonly #producers = new Map<Source, types.Producer>();
  readonly #working = new Set<Source>();

  constructor(scope: Scope, signalling: Signalling, transport: types.Transport, onFailed: (source: Source, error: unknown) => void) {
    this.#scope = scope;
    this.#signalling = signalling;
    this.#transport = transport;
    this.#onFailed = onFailed;
    transport.on('produce', ({ rtpParameters, appData }, done, fail) => {
      const { source, paused } = appData as { source: unknown; paused: unknown };
      signalling
        .request('producer:create', {
          transportId: transport.id,
          source: sourceSchema.parse(source),
          paused: paused === true,
          rtpParameters: rtpParametersSchema.parse(rtpParameters),
        })
        .then(done, (error: unknown) => fail(error instanceof Error ? error : new Error('refused')));
    });
  }

  wish(source: Source, wish: Wish): void {
    this.#wishes.set(source, wish);
    void this.#settle(source);
  }

  async #settle(source: Source): Promise<void> {
    if (this.#working.has(source)) return;
    this.#working.add(source);
    try {
      while (!this.#scope.ended && (await this.#step(source)));
    } catch (error) {
      this.#producers.get(source)?.close();
      this.#producers.delete(source);
      if (!this.#scope.ended) this.#onFailed(source, error);
    } finally {
      this.#working.delete(source);
    }
  }

  /** One change towards the wish. @returns whether there was one to make. */
  async #step(source: Source): Promise<boolean> {
    const { track, on } = this.#wishes.get(source) ?? SILENT;
    const producer = this.#producers.get(source);
    const keeps = track !== null && track.readyState === 'live' && (on || source === 'microphone');
    if (!producer) {
      if (!keeps || !on) return false;
      this.#producers.set(source, await this.#produce(source, track));
      return true;
    }
    if (!keeps) {
      this.#producers.delete(source);
      producer.close();
      await this.#signalling.request('producer:close', { producerId: producer.id });
      return true;
    }
    if (producer.track !== track) {
      await producer.replaceTrack({ track });
      return true;
    }
    if (producer.paused === !on) return false;
    // Silent at this end before the server is asked: muting never waits for the network.
    if (!on) producer.pause();
    await this.#signalling.request(on ? 'producer:resume' : 'producer:pause', { producerId: producer.id });
    if (on) producer.resume();
    return true;
  }

  #produce(source: Source, track: MediaStreamTrack): Promise<types.Producer> {
    return this.#transport.produce({
      track,
      // The track belongs to LocalMedia: it outlives this connection, so that coming back asks nobody again.
      stopTracks: false,
      appData: { source, paused: false },
      ...(source === 'camera' ? { encodings: CAMERA_LAYERS, codecOptions: { videoGoogleStartBitrate: 600 } } : {}),
      ...(source === 'screen' ? { encodings: SCREEN_LAYER } : {}),
      ...(source === 'microphone' ? { codecOptions: { opusDtx: true, opusFec: true, opusStereo: false } } : {}),
    });
  }
}
