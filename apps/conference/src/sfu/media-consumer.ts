import { EventEmitter } from 'node:events';
import { rtpParametersSchema, type MediaKind, type RtpParameters } from '@app/contracts';
import type { types } from 'mediasoup';

export interface ConsumerDescription {
  readonly id: string;
  readonly producerId: string;
  readonly kind: MediaKind;
  readonly rtpParameters: RtpParameters;
  readonly producerPaused: boolean;
}

/** A stream a peer receives. Emits `ended` when the stream behind it did, and `layers` when another one is sent. */
export class MediaConsumer extends EventEmitter<{ ended: []; layers: [number | null] }> {
  readonly #consumer: types.Consumer;

  static of(consumer: types.Consumer): MediaConsumer {
    return new MediaConsumer(consumer);
  }

  private constructor(consumer: types.Consumer) {
    super();
    this.#consumer = consumer;
    consumer.once('producerclose', () => this.emit('ended'));
    consumer.on('layerschange', (layers) => this.emit('layers', layers?.spatialLayer ?? null));
  }

  get id(): string {
    return this.#consumer.id;
  }

  get producerId(): string {
    return this.#consumer.producerId;
  }

  get closed(): boolean {
    return this.#consumer.closed;
  }

  describe(): ConsumerDescription {
    return {
      id: this.id,
      producerId: this.producerId,
      kind: this.#consumer.kind,
      rtpParameters: rtpParametersSchema.parse(this.#consumer.rtpParameters),
      producerPaused: this.#consumer.producerPaused,
    };
  }

  async resume(): Promise<void> {
    await this.#consumer.resume();
  }

  async pause(): Promise<void> {
    await this.#consumer.pause();
  }

  /** Has no effect on streams with one layer. */
  async prefer(spatialLayer: number): Promise<void> {
    if (this.#consumer.type !== 'simple') await this.#consumer.setPreferredLayers({ spatialLayer });
  }

  close(): void {
    this.#consumer.close();
  }
}
