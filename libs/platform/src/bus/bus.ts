import { EventEmitter } from 'node:events';
import { busTopics, type BusPayload, type BusTopic } from '@app/contracts';
import type { z } from 'zod';

/** Fan-out between the services: in one process by default, through Redis when there are several. */
export abstract class Bus {
  /** Tells all processes, this one included. Resolves when handed over. */
  abstract publish<T extends BusTopic>(topic: T, payload: z.input<(typeof busTopics)[T]>): Promise<void>;
  /** @returns a function that ends the subscription. */
  abstract subscribe<T extends BusTopic>(topic: T, listener: (payload: BusPayload<T>) => void): () => void;
  /**
   * Heard each time this process hears the others again: what was said before is lost to it. Whoever relies on having
   * been told (open sockets, downloads under way) starts from the beginning.
   *
   * @returns a function that ends the subscription.
   */
  abstract onInterrupted(listener: () => void): () => void;
  abstract close(): Promise<void>;
  /** Whether messages reach the other processes right now. */
  abstract ready(): boolean;
}

export class InProcessBus extends Bus {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  override async publish<T extends BusTopic>(topic: T, payload: z.input<(typeof busTopics)[T]>): Promise<void> {
    this.#emitter.emit(topic, busTopics[topic].parse(payload));
  }

  override subscribe<T extends BusTopic>(topic: T, listener: (payload: BusPayload<T>) => void): () => void {
    this.#emitter.on(topic, listener);
    return () => this.#emitter.off(topic, listener);
  }

  /** Within one process nothing comes between. */
  override onInterrupted(): () => void {
    return () => undefined;
  }

  override async close(): Promise<void> {
    this.#emitter.removeAllListeners();
  }

  override ready(): boolean {
    return true;
  }
}
