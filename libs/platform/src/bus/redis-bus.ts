import { EventEmitter } from 'node:events';
import { busTopics, type BusPayload, type BusTopic } from '@app/contracts';
import { Redis } from 'ioredis';
import type { z } from 'zod';
import { Bus } from './bus.js';

const channelOf = (topic: BusTopic) => `majlis:${topic}`;
const CHANNELS = (Object.keys(busTopics) as BusTopic[]).map(channelOf);
/** No topic: emitted when the subscription is in force (again). */
const INTERRUPTED = Symbol('interrupted');

/** A line that is dead without having been closed (a firewall forgot it) is noticed by a question that nobody answers. */
const HEARTBEAT_MS = 2_000;
const SILENCE_MS = 6_000;
/** Longest wait between two attempts to come back. */
const RETRY_MS = 1_000;

/**
 * Redis publish/subscribe. Messages sent while a process is cut off are lost to it, which is why nothing relies on
 * them alone: events and changes of access are told from the outbox until they were handed over, whoever hears the
 * others again is told that he missed something, and a service that lost Redis is not ready.
 */
export class RedisBus extends Bus {
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  readonly #publisher: Redis;
  readonly #subscriber: Redis;
  readonly #heartbeat: NodeJS.Timeout;
  #hears = false;

  constructor(url: string, onRefused: (topic: string) => void) {
    super();
    const line = { socketTimeout: SILENCE_MS, retryStrategy: (times: number) => Math.min(times * 50, RETRY_MS) };
    this.#publisher = new Redis(url, { ...line, maxRetriesPerRequest: 2 });
    // Subscribed by ourselves: only an acknowledged subscription tells from when on nothing is missed any more.
    this.#subscriber = new Redis(url, { ...line, maxRetriesPerRequest: null, autoResubscribe: false, enableOfflineQueue: false });
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
    this.#subscriber.on('close', () => (this.#hears = false));
    this.#subscriber.on('ready', () => {
      this.#subscriber.subscribe(...CHANNELS).then(
        () => {
          this.#hears = true;
          // The first time, too: whoever came in before was not under its protection.
          this.#emitter.emit(INTERRUPTED);
        },
        () => this.#subscriber.disconnect(true),
      );
    });
    this.#heartbeat = setInterval(() => void (this.#hears && this.#subscriber.ping().catch(() => undefined)), HEARTBEAT_MS).unref();
  }

  override async publish<T extends BusTopic>(topic: T, payload: z.input<(typeof busTopics)[T]>): Promise<void> {
    await this.#publisher.publish(channelOf(topic), JSON.stringify(busTopics[topic].parse(payload)));
  }

  override subscribe<T extends BusTopic>(topic: T, listener: (payload: BusPayload<T>) => void): () => void {
    this.#emitter.on(topic, listener);
    return () => this.#emitter.off(topic, listener);
  }

  override onInterrupted(listener: () => void): () => void {
    this.#emitter.on(INTERRUPTED, listener);
    return () => this.#emitter.off(INTERRUPTED, listener);
  }

  override async close(): Promise<void> {
    clearInterval(this.#heartbeat);
    this.#emitter.removeAllListeners();
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
  }

  override ready(): boolean {
    return this.#publisher.status === 'ready' && this.#hears;
  }
}
