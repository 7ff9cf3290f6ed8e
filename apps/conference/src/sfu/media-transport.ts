import {
  dtlsParametersSchema,
  iceCandidateSchema,
  iceParametersSchema,
  type DtlsParameters,
  type IceCandidate,
  type IceParameters,
  type RtpCapabilities,
  type RtpParameters,
  SOURCE_KIND,
  type Source,
} from '@app/contracts';
import { AppError, notFound } from '@app/platform';
import type { types } from 'mediasoup';
import { LIMITS } from '../limits.js';
import { MediaConsumer } from './media-consumer.js';
import { toRefusal } from './media-errors.js';
import { MediaProducer } from './media-producer.js';

export type Direction = 'send' | 'receive';

export interface TransportDescription {
  readonly id: string;
  readonly iceParameters: IceParameters;
  readonly iceCandidates: IceCandidate[];
  readonly dtlsParameters: DtlsParameters;
}

/**
 * One peer's media connection in one direction. DTLS offers the AES-GCM profiles first (the worker's own order) and
 * the worker is the DTLS server, so that its preference decides.
 */
export class MediaTransport {
  readonly direction: Direction;
  readonly #router: types.Router;
  readonly #transport: types.WebRtcTransport;
  readonly #receives: RtpCapabilities | null;
  #connected = false;

  static async create(
    router: types.Router,
    server: types.WebRtcServer,
    direction: Direction,
    receives: RtpCapabilities | null,
  ): Promise<MediaTransport> {
    try {
      const transport = await router.createWebRtcTransport({
        webRtcServer: server,
        enableUdp: true,
        enableTcp: true,
        preferUdp: true,
        initialAvailableOutgoingBitrate: 1_000_000,
        iceConsentTimeout: 30,
      });
      const made = new MediaTransport(router, transport, direction, receives);
      if (direction === 'send') await transport.setMaxIncomingBitrate(LIMITS.incomingBitrate).catch(() => made.close());
      if (made.closed) throw notFound();
      return made;
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      throw new AppError('media_unavailable', undefined, { cause });
    }
  }

  private constructor(router: types.Router, transport: types.WebRtcTransport, direction: Direction, receives: RtpCapabilities | null) {
    this.#router = router;
    this.#transport = transport;
    this.direction = direction;
    this.#receives = receives;
  }

  get id(): string {
    return this.#transport.id;
  }

  get closed(): boolean {
    return this.#transport.closed;
  }

  describe(): TransportDescription {
    return {
      id: this.id,
      iceParameters: iceParametersSchema.parse(this.#transport.iceParameters),
      iceCandidates: this.#transport.iceCandidates.map((candidate) => iceCandidateSchema.parse(candidate)),
      // The worker also knows SHA-1 and SHA-224 of its certificate; those are not offered.
      dtlsParameters: dtlsParametersSchema.parse({
        ...this.#transport.dtlsParameters,
        fingerprints: this.#transport.dtlsParameters.fingerprints.filter(
          ({ algorithm }) => algorithm === 'sha-256' || algorithm === 'sha-512',
        ),
      }),
    };
  }

  async connect(dtlsParameters: DtlsParameters): Promise<void> {
    // Set before the await: of two connects under way at once, the second could otherwise replace the fingerprint.
    if (this.#connected) throw new AppError('conflict');
    this.#connected = true;
    await this.#asked(this.#transport.connect({ dtlsParameters }));
  }

  async restartIce(): Promise<IceParameters> {
    return iceParametersSchema.parse(await this.#asked(this.#transport.restartIce()));
  }

  async produce(source: Source, rtpParameters: RtpParameters, paused: boolean): Promise<MediaProducer> {
    if (this.direction !== 'send') throw notFound();
    const kind = SOURCE_KIND[source];
    if (!rtpParameters.codecs.every(({ mimeType }) => mimeType.startsWith(`${kind}/`))) throw new AppError('message_invalid');
    // A key frame at most every second: many receivers arriving together must not turn the sender into a stream of them.
    const producer = await this.#asked(
      this.#transport.produce({ kind, rtpParameters, paused, ...(kind === 'video' ? { keyFrameRequestDelay: 1000 } : {}) }),
    );
    return MediaProducer.of(producer, source);
  }

  /** @throws AppError `not_found` when there is no such stream any more, `message_invalid` when it cannot be decoded there. */
  async consume(producer: MediaProducer): Promise<MediaConsumer> {
    if (!this.#receives || producer.closed) throw notFound();
    if (!this.#router.canConsume({ producerId: producer.id, rtpCapabilities: this.#receives })) throw new AppError('message_invalid');
    const consumer = await this.#asked(
      this.#transport.consume({ producerId: producer.id, rtpCapabilities: this.#receives, paused: true }),
      // The stream may end between the look-up and the worker's answer; for the client it then never existed.
      () => producer.closed,
    );
    return MediaConsumer.of(consumer);
  }

  close(): void {
    this.#transport.close();
  }

  async #asked<T>(answer: Promise<T>, gone: () => boolean = () => false): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw toRefusal(error, { closed: this.closed || gone() });
    }
  }
}
