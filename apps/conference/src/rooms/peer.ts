import { EventEmitter } from 'node:events';
import type { ConferencePeer, DtlsParameters, Grant, OpenProducer, RtpCapabilities, RtpParameters, Source } from '@app/contracts';
import { AppError, notFound } from '@app/platform';
import { v7 as uuid } from 'uuid';
import { LIMITS } from '../limits.js';
import type { ConsumerDescription, MediaConsumer } from '../sfu/media-consumer.js';
import type { MediaProducer } from '../sfu/media-producer.js';
import type { MediaRouter } from '../sfu/media-router.js';
import type { Direction, MediaTransport, TransportDescription } from '../sfu/media-transport.js';
import type { Notify } from './notify.js';

/** A peer tells its room; it never calls it. */
interface PeerEvents {
  opened: [MediaProducer];
  paused: [MediaProducer];
  resumed: [MediaProducer];
  /** Not emitted for what ends with the peer itself. */
  ended: [MediaProducer];
  /** The id of a consumer that ended; not emitted for what ends with the peer itself. */
  dropped: [string];
  closed: [];
}

/**
 * One presence in a room: owns its transports, and through them what it sends and receives. Everything a peer waits
 * for may come back after it was closed (revoked, left, worker dead); what arrived too late is closed and answered
 * like something that never existed.
 */
export class Peer extends EventEmitter<PeerEvents> {
  readonly id = uuid();
  readonly grant: Grant;
  /** The page it comes from; a second peer of the same page and account is its successor. */
  readonly instance: string;
  readonly notify: Notify;
  readonly #router: MediaRouter;
  readonly #transports = new Map<Direction, MediaTransport>();
  readonly #producers = new Map<string, MediaProducer>();
  readonly #consumers = new Map<string, MediaConsumer>();
  /** What is being made right now. Taken before the await: two requests at once would otherwise both find room. */
  readonly #making = new Set<string>();
  #closed = false;

  constructor(router: MediaRouter, grant: Grant, instance: string, notify: Notify) {
    super();
    this.#router = router;
    this.grant = grant;
    this.instance = instance;
    this.notify = notify;
  }

  get closed(): boolean {
    return this.#closed;
  }

  describe(): ConferencePeer {
    const { accountId, name, role, delegation } = this.grant;
    return { id: this.id, accountId, name, role, delegation, producers: [...this.#producers.values()].map(describeProducer) };
  }

  findProducer(id: string): MediaProducer | undefined {
    return this.#producers.get(id);
  }

  /** @throws AppError `conflict` for a second transport of the same direction. */
  async createTransport(direction: Direction, receives: RtpCapabilities | null): Promise<TransportDescription> {
    return this.#make(`transport ${direction}`, this.#transports.has(direction), async () => {
      const transport = await this.#router.createTransport(direction, receives);
      this.#keepUnlessClosed(transport);
      this.#transports.set(direction, transport);
      return transport.describe();
    });
  }

  async connectTransport(id: string, dtlsParameters: DtlsParameters): Promise<void> {
    await this.#transport(id).connect(dtlsParameters);
  }

  async restartIce(id: string): Promise<TransportDescription['iceParameters']> {
    return this.#transport(id).restartIce();
  }

  /** @throws AppError `conflict` for a second stream of the same source. */
  async produce(transportId: string, source: Source, rtpParameters: RtpParameters, paused: boolean): Promise<string> {
    const transport = this.#transport(transportId);
    const taken = [...this.#producers.values()].some((producer) => producer.source === source);
    return this.#make(`producer ${source}`, taken, async () => {
      const producer = await transport.produce(source, rtpParameters, paused);
      this.#keepUnlessClosed(producer);
      this.#producers.set(producer.id, producer);
      if (source === 'microphone') await this.#router.listenTo(producer.id);
      this.#keepUnlessClosed(producer);
      this.emit('opened', producer);
      return producer.id;
    });
  }

  async pauseProducer(id: string): Promise<void> {
    const producer = this.#producer(id);
    await settled(producer.pause(), producer);
    this.emit('paused', producer);
  }

  async resumeProducer(id: string): Promise<void> {
    const producer = this.#producer(id);
    await settled(producer.resume(), producer);
    this.emit('resumed', producer);
  }

  closeProducer(id: string): void {
    const producer = this.#producer(id);
    this.#producers.delete(id);
    producer.close();
    this.emit('ended', producer);
  }

  /** @throws AppError `conflict` when it already receives this stream. */
  async consume(transportId: string, producer: MediaProducer): Promise<ConsumerDescription> {
    const transport = this.#transport(transportId);
    if (this.#consumers.size >= LIMITS.consumersPerPeer) throw new AppError('conflict');
    const taken = [...this.#consumers.values()].some((consumer) => consumer.producerId === producer.id);
    return this.#make(`consumer ${producer.id}`, taken, async () => {
      const consumer = await transport.consume(producer);
      this.#keepUnlessClosed(consumer);
      this.#consumers.set(consumer.id, consumer);
      consumer.once('ended', () => {
        this.#consumers.delete(consumer.id);
        this.notify('consumer:closed', { consumerId: consumer.id });
        this.emit('dropped', consumer.id);
      });
      consumer.on('layers', (spatialLayer) => this.notify('consumer:layers', { consumerId: consumer.id, spatialLayer }));
      return consumer.describe();
    });
  }

  async resumeConsumer(id: string): Promise<void> {
    const consumer = this.#consumer(id);
    await settled(consumer.resume(), consumer);
  }

  async pauseConsumer(id: string): Promise<void> {
    const consumer = this.#consumer(id);
    await settled(consumer.pause(), consumer);
  }

  async preferLayer(id: string, spatialLayer: number): Promise<void> {
    const consumer = this.#consumer(id);
    await settled(consumer.prefer(spatialLayer), consumer);
  }

  closeConsumer(id: string): void {
    this.#consumer(id).close();
    this.#consumers.delete(id);
    this.emit('dropped', id);
  }

  /** Ends everything it sends and receives in the same turn: no packet leaves after this returned. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const transport of this.#transports.values()) transport.close();
    this.#transports.clear();
    this.#producers.clear();
    this.#consumers.clear();
    this.emit('closed');
    this.removeAllListeners();
  }

  #transport(id: string): MediaTransport {
    for (const transport of this.#transports.values()) if (transport.id === id && !transport.closed) return transport;
    throw notFound();
  }

  #producer(id: string): MediaProducer {
    const producer = this.#producers.get(id);
    if (!producer) throw notFound();
    return producer;
  }

  #consumer(id: string): MediaConsumer {
    const consumer = this.#consumers.get(id);
    if (!consumer) throw notFound();
    return consumer;
  }

  async #make<T>(what: string, taken: boolean, make: () => Promise<T>): Promise<T> {
    if (this.#closed) throw notFound();
    if (taken || this.#making.has(what)) throw new AppError('conflict');
    this.#making.add(what);
    try {
      return await make();
    } finally {
      this.#making.delete(what);
    }
  }

  #keepUnlessClosed(made: { readonly closed: boolean; close(): void }): void {
    if (!this.#closed && !made.closed) return;
    made.close();
    throw notFound();
  }
}

export function describeProducer({ id, source, paused }: MediaProducer): OpenProducer {
  return { id, source, paused };
}

/** The worker answers with an error when the object ended while it was asked: then there is no such thing. */
async function settled(answer: Promise<void>, of: { readonly closed: boolean }): Promise<void> {
  try {
    await answer;
  } catch (error) {
    throw of.closed ? notFound() : error;
  }
}
