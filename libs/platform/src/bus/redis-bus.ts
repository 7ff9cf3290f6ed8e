import { EventEmitter } from 'node:events';
import { busTopics, type BusPayload, type BusTopic } from '@app/contracts';
import { Redis } from 'ioredis';
import type { z } from 'zod';
import { Bus } from './bus.js';

const channelOf = (topic: BusTopic) => `majlis:${topic}`;

/**
 * Redis publish/subscribe. Messages sent while a process is cut off are lost to it, which is why nothing relies on
 * them alone: meeting events are caught up from the outbox, and a service that lost Redis is not ready.
 */
export class RedisBus extends Bus {
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  readonly #publisher: Redis;
  readonly #subscriber: Redis;

  constructor(url: string, onRefused: (topic: string) => void) {
    super();
    this.#publisher = new Redis(url, { lazyConnect: false, maxRetriesPerRequest: 2 });
    this.#subscriber = new Redis(url, { maxRetriesPerRequest: null });
    for (const client of [this.#publisher, this.#subscriber]) client.on('error', () => undefined); // ready() tells
    this.#subscriber.on('message', (channel: string, text: string) => {
      const topic = channel.slice('majlis:'.length) as BusTopic;
      let json: unknown;
      try {
        json = JSON.parse(text);
      } catch {
        return onRefused(topic);
      }
      const parsed = busTopics[topic]?.safeParse(json);
      if (parsed?.success) this.#emitter.emit(topic, parsed.data);
      else onRefused(topic);
    });
    void this.#subscriber.subscribe(...(Object.keys(busTopics) as BusTopic[]).map(channelOf)).catch(() => undefined);
  }

  override async publish<T extends BusTopic>(topic: T, payload: z.input<(typeof busTopics)[T]>): Promise<void> {
    await this.#publisher.publish(channelOf(topic), JSON.stringify(busTopics[topic].parse(payload)));
  }

  override subscribe<T extends BusTopic>(topic: T, listener: (payload: BusPayload<T>) => void): () => void {
    this.#emitter.on(topic, listener);
    return () => this.#emitter.off(topic, listener);
  }

  override async close(): Promise<void> {
    this.#emitter.removeAllListeners();
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
  }

  override ready(): boolean {
    return this.#publisher.status === 'ready' && this.#subscriber.status === 'ready';
  }
}
