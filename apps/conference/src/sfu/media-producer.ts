import type { Source } from '@app/contracts';
import type { types } from 'mediasoup';

/** A stream a peer sends. */
export class MediaProducer {
  readonly source: Source;
  readonly #producer: types.Producer;

  static of(producer: types.Producer, source: Source): MediaProducer {
    return new MediaProducer(producer, source);
  }

  private constructor(producer: types.Producer, source: Source) {
    this.#producer = producer;
    this.source = source;
  }

  get id(): string {
    return this.#producer.id;
  }

  get paused(): boolean {
    return this.#producer.paused;
  }

  get closed(): boolean {
    return this.#producer.closed;
  }

  async pause(): Promise<void> {
    await this.#producer.pause();
  }

  async resume(): Promise<void> {
    await this.#producer.resume();
  }

  close(): void {
    this.#producer.close();
  }
}
